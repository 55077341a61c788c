"""The letter to a unit: its own lines and no others, no number of a person, no word of guilt."""

import io
import json

import pytest
from docx import Document

from pipeline.exports.quarantine_letter import LINES_A_LETTER, quarantine_letters
from pipeline.model import QUARANTINE
from tests.tables import table

UNITS = {"U1": "Sở Tài chính", "U2": "Sở Y tế"}
ROWS = QUARANTINE.conform(
    table("""
    table        | source_file | source_row | rule    | column      | unit_code | reason
    assets       | a.csv       | 12         | range   | value_vnd   | U1        | Giá trị âm.
    declarations | d.csv       | 3          | pattern | personal_id | U1        | Số “049081001212” đã có ở người khác.
    assets       | b.docx      |            | reading | value_vnd   | U2        | Không đọc được “1.200 tỷ”.
    declarations | d.csv       | 9          | copy    | kind        | U2        | Dòng lặp lại.
    forms        | x.docx      |            | reading |             |           | Không mở được tệp.
    """).assign(row=[json.dumps({"value_vnd": "âm 5"}), json.dumps({"personal_id": "049081001212"}), None, None, None])
)


def text_of(letter: bytes) -> str:
    page = Document(io.BytesIO(letter))
    cells = [cell.text for one in page.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in page.paragraphs), *cells])


def test_each_unit_gets_its_own_lines() -> None:
    letters = quarantine_letters(ROWS, UNITS, "vi")
    assert sorted(letters) == ["unit_U1.docx", "unit_U2.docx", "unit_unknown.docx"]
    first, second = text_of(letters["unit_U1.docx"]), text_of(letters["unit_U2.docx"])
    assert "Kính gửi: Sở Tài chính" in first and "a.csv, 12" in first and "âm 5" in first
    assert "1.200 tỷ" in second and "Giá trị âm" not in second
    assert "Dòng lặp lại" not in second, "a copy asks for nothing"
    assert "x.docx" in text_of(letters["unit_unknown.docx"])


def test_numbers_of_persons_are_hidden() -> None:
    said = text_of(quarantine_letters(ROWS, UNITS, "vi")["unit_U1.docx"])
    assert "049081001212" not in said
    assert "0490******12" in said


@pytest.mark.parametrize(("language", "title"), [("vi", "PHIẾU ĐỀ NGHỊ HOÀN THIỆN"), ("en", "REQUEST TO COMPLETE")])
def test_the_letter_speaks_of_the_form_only(language: str, title: str) -> None:
    said = text_of(quarantine_letters(ROWS, UNITS, language)["unit_U1.docx"])
    assert title in said
    assert not [word for word in ("vi phạm", "gian dối", "tham nhũng", "violation", "corrupt") if word in said.lower()]


def test_a_long_letter_says_what_it_leaves_to_the_workbook() -> None:
    rows = QUARANTINE.conform(ROWS.head(1).loc[[0] * (LINES_A_LETTER + 7)].assign(source_row=range(LINES_A_LETTER + 7)))
    assert "Còn 7 nội dung khác" in text_of(quarantine_letters(rows, UNITS, "vi")["unit_U1.docx"])


def test_a_unit_code_cannot_name_another_folder() -> None:
    letters = quarantine_letters(ROWS.assign(unit_code=["../x", "a/b", "a_b", "..", ""]), {}, "vi")
    assert len(letters) == 4
    assert not [name for name in letters if "/" in name or ".." in name]


def test_the_same_rows_give_the_same_bytes() -> None:
    shuffled = ROWS.sample(frac=1, random_state=3)
    assert quarantine_letters(ROWS, UNITS, "vi") == quarantine_letters(shuffled, UNITS, "vi")
