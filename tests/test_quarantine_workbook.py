"""The quarantine as a workbook: what the unit sees, what it writes, and what comes back as corrections."""

import io
import json

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.exports.quarantine_workbook import CORRECTIONS, quarantine_workbook, read_quarantine_workbook
from pipeline.model import QUARANTINE
from pipeline.texts import LANGUAGES, catalogue
from tests.tables import table

READ = [
    '{"value_vnd": -5, "raw": {"value_vnd": "âm 5"}}',
    '{"item_no": "2E+9", "declaration_id": "K7"}',
    '{"declaration_id": "K1"}',
    '{"amount_vnd": "năm tỷ gì đó"}',
    None,
]
ROWS = QUARANTINE.conform(
    table("""
    table        | source_file | source_row | rule              | column           | unit_code | reason
    assets       | a.csv       | 12         | money_in_range    | value_vnd        | U1        | Số âm.
    assets       | a.csv       | 3          | required;readable | category;item_no | U1        | Hai.
    declarations | d.csv       | 4          | copy              | declaration_id   | U2        | Sao.
    incomes      | i.csv       | 9          |                   | amount_vnd       |           | Chữ.
    forms        | x.docx      |            |                   |                  | U2        | Hỏng.
    """).assign(row=READ)
)
UNITS = {"U1": "Sở Tài chính", "U2": "Sở Y tế"}


def sheet(content: bytes, name: str | None = None) -> pd.DataFrame:
    """The cells of a sheet as text, as a source reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list((book[name] if name else book.worksheets[0]).values)
    return pd.DataFrame(rows[1:], columns=rows[0], dtype="str")


def filled(content: bytes, line: int, becomes: str, reason: str = "gõ nhầm", author: str = "An") -> pd.DataFrame:
    cells = sheet(content)
    cells.loc[line, ["Giá trị đúng", "Lý do sửa", "Người sửa"]] = [becomes, reason, author]
    return cells


def test_what_the_unit_sees() -> None:
    cells = sheet(quarantine_workbook(ROWS, UNITS, "vi")).fillna("")
    assert cells["Bản kê khai"].tolist() == ["K7, hạng mục 2E+9"] * 2 + ["", "", ""]
    seen = cells[["Đơn vị", "Bảng", "Tệp", "Dòng", "Nội dung", "Điều cần làm rõ", "Đang ghi", "Giá trị đúng"]]
    assert seen.to_numpy().tolist() == [
        ["Sở Tài chính", "Tài sản", "a.csv", "3", "loại tài sản", "Hai.", "", ""],
        ["Sở Tài chính", "Tài sản", "a.csv", "3", "số thứ tự tài sản", "Hai.", "2E+9", ""],
        ["Sở Tài chính", "Tài sản", "a.csv", "12", "giá trị, đồng", "Số âm.", "âm 5", ""],
        ["Sở Y tế", catalogue("vi")("table.forms"), "x.docx", "", "", "Hỏng.", "", ""],
        ["", catalogue("vi")("table.incomes"), "i.csv", "9", "số tiền, đồng", "Chữ.", "năm tỷ gì đó", ""],
    ]


def test_copies_ask_for_nothing() -> None:
    assert "K1" not in sheet(quarantine_workbook(ROWS, UNITS, "vi")).to_string()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_row_comes_back_as_a_correction(language: str) -> None:
    say = catalogue(language)
    cells = sheet(quarantine_workbook(ROWS, UNITS, language))
    cells.loc[2, [say(f"validate.book.{name}") for name in ("becomes", "reason", "author", "expires_on")]] = [
        " 5 triệu ",
        "gõ nhầm",
        "An",
        "31/12/2027",
    ]
    corrections = read_quarantine_workbook(cells)
    assert list(corrections) == list(CORRECTIONS)
    assert corrections.fillna("").to_dict("records") == [
        {
            "source_file": "a.csv",
            "source_sheet": "",
            "table": "assets",
            "source_row": 12,
            "source_place": "",
            "column": "value_vnd",
            "was": "âm 5",
            "becomes": "5 triệu",
            "reason": "gõ nhầm",
            "author": "An",
            "expires_on": "31/12/2027",
        }
    ]


def test_an_empty_workbook_comes_back_as_no_corrections() -> None:
    for rows in (ROWS, QUARANTINE.empty()):
        corrections = read_quarantine_workbook(sheet(quarantine_workbook(rows, UNITS, "vi")))
        assert corrections.empty
        assert list(corrections) == list(CORRECTIONS)


@pytest.mark.parametrize(("reason", "author"), [("", "An"), ("gõ nhầm", " ")])
def test_a_correction_is_signed(reason: str, author: str) -> None:
    cells = filled(quarantine_workbook(ROWS, UNITS, "vi"), 2, "5", reason, author)
    with pytest.raises(InputError, match="row 4: a right value needs the reason and who corrected it"):
        read_quarantine_workbook(cells)


def test_a_sheet_without_its_columns_is_refused() -> None:
    cells = sheet(quarantine_workbook(ROWS, UNITS, "vi")).drop(columns="Mã cột")
    with pytest.raises(InputError, match=r"columns are missing \(Mã cột\)"):
        read_quarantine_workbook(cells)


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "+5", "-5", "@SUM(A1)", "https://example.org", "007", "1e5"]
)
def test_text_stays_text(text: str) -> None:
    """No formula, no link, no number: what was written is what is shown."""
    rows = ROWS.head(1).assign(reason=text, source_file=text, row=json.dumps({"value_vnd": text}))
    content = quarantine_workbook(rows, {"U1": text}, "vi")
    cells = [
        cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2) for cell in row
    ]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    assert [cell.value for cell in cells].count(text) >= 3


def test_the_same_rows_give_the_same_bytes() -> None:
    shuffled = ROWS.sample(frac=1, random_state=1)
    assert quarantine_workbook(ROWS, UNITS, "vi") == quarantine_workbook(shuffled, UNITS, "vi")


def test_a_long_text_is_cut_and_not_lost() -> None:
    rows = ROWS.head(1).assign(reason="dài " * 20_000)
    shown = sheet(quarantine_workbook(rows, UNITS, "vi")).loc[0, "Điều cần làm rõ"]
    assert shown.startswith("dài dài")
    assert len(shown) == 32_000


def test_how_to_fill_in_is_explained() -> None:
    text = sheet(quarantine_workbook(ROWS, UNITS, "vi"), "Hướng dẫn").to_string()
    assert "Không sửa, không xóa các cột khác" in text


@settings(max_examples=20, deadline=None)
@given(
    written=st.text(st.characters(min_codepoint=32, max_codepoint=0x1EF9, exclude_categories=["Cs", "Cc"]), min_size=1),
    becomes=st.text(st.characters(min_codepoint=48, max_codepoint=0x1EF9, categories=["L", "N"]), min_size=1),
)
def test_any_text_goes_out_and_comes_back(written: str, becomes: str) -> None:
    rows = ROWS.head(1).assign(row=[json.dumps({"value_vnd": written})])
    corrections = read_quarantine_workbook(filled(quarantine_workbook(rows, UNITS, "vi"), 0, becomes))
    assert corrections.loc[0, "becomes"] == becomes
    assert (corrections["was"].fillna("")[0]) == written.strip()
