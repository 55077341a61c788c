"""Cells of table files: delimiters, encodings, row numbers, pieces, and which files are tables."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import INPUTS
from pipeline.store.reading import Cells, Heading, InputFile, UnreadableError, find_tables, read_cells
from pipeline.store.reading_csv import csv_cells
from pipeline.store.reading_encoding import DECODERS, encoding_of, is_syllable
from pipeline.store.reading_legacy import TCVN3, from_tcvn3, from_vni
from tests.input_files import gzipped, in_tcvn3, in_vni, in_windows_1258, workbook, written

VIETNAMESE = (
    "declaration_id,full_name,address\n"
    'D1,Nguyễn Văn Dũng,"Phường Hải Châu, Đà Nẵng"\n'
    "D2,Trần Thị Thuỷ,Xã Hoà Vang\n"
    "D3,Lê Hữu Nghĩa,Số 5 đường Nguyễn Khuyến\n"
)
ENCODED = {
    "utf-8": VIETNAMESE.encode(),
    "utf-8 with mark": b"\xef\xbb\xbf" + VIETNAMESE.encode(),
    "utf-16 with mark": VIETNAMESE.encode("utf-16"),
    "utf-16 big endian with mark": b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"),
    "utf-16 without mark": VIETNAMESE.encode("utf-16-le"),
    "windows-1258": in_windows_1258(VIETNAMESE),
    "tcvn3": in_tcvn3(VIETNAMESE).encode("latin-1"),
    "vni": in_vni(VIETNAMESE).encode("latin-1"),
    "tcvn3 saved as utf-8": in_tcvn3(VIETNAMESE).encode(),
    "vni saved as utf-8": in_vni(VIETNAMESE).encode(),
}


def cells_of(text: str | bytes, heading: Heading = Heading(), rows: int = 2) -> list[Cells]:  # noqa: B008
    content = text.encode() if isinstance(text, str) else text
    return list(csv_cells(lambda: iter([content[:7], content[7:]]), heading, "a.csv", rows))


def rows_of(pieces: list[Cells]) -> list[tuple[object, ...]]:
    """Row number and cells of every row, None where empty."""
    whole = pd.concat([piece.frame for piece in pieces]).astype("object")
    return list(whole.where(whole.notna(), None).itertuples(name=None))


@pytest.mark.parametrize("encoding", ENCODED)
def test_every_encoding_gives_the_same_cells(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "family.csv", ENCODED[encoding])
    (cells,) = read_cells(InputFile(path, "family.csv", "family", "csv"))
    assert rows_of([cells]) == rows_of(cells_of(VIETNAMESE, rows=9))


@pytest.mark.parametrize(
    "content",
    [
        "déclaration à présenter, élève, été, prêté".encode("latin-1"),
        "заявление о доходах".encode("cp1251"),
        b"a,b\n1," + bytes(range(128, 256)),
        b"PK\x03\x04\0\0\0\0" * 20,
        "財產申報".encode("big5"),
    ],
)
def test_what_is_not_certain_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", content)
    with pytest.raises(UnreadableError, match=r"^a\.csv: .*UTF-8"):
        list(read_cells(InputFile(path, "a.csv", "a", "csv")))


@pytest.mark.parametrize(
    "text", ["të deklaruesit, në vlerë, e përbashkët", "公職人員,財產,申報", "Müller, Straße, für", "abc"]
)
def test_other_languages_in_utf_8_stay_as_they_are(text: str, tmp_path: Path) -> None:
    assert encoding_of(written(tmp_path, "a.csv", text), "a.csv") == "utf-8"


def test_a_letter_late_in_a_long_file_decides(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 2_000_000 + in_tcvn3("Nguyễn Văn Dũng,Đà Nẵng\n").encode("latin-1")
    assert encoding_of(written(tmp_path, "a.csv", content), "a.csv") == "tcvn3"


@pytest.mark.parametrize("code", sorted(TCVN3))
def test_the_table_of_tcvn3_agrees_with_the_standard(code: str) -> None:
    iconv = shutil.which("iconv")
    standard = iconv and subprocess.run(
        [iconv, "-f", "TCVN5712-1", "-t", "UTF-8"], input=code.encode("latin-1"), capture_output=True
    )
    assert len(TCVN3) == 74
    assert not standard or standard.returncode or standard.stdout.decode() == TCVN3[code]


@given(
    st.lists(
        st.sampled_from(
            ["Nguyễn", "Trần", "Lê", "Đỗ", "Thuỷ", "Hoà", "nghĩa", "được", "ưỡn", "khuỷu", "ngoằn", "quyết", "Ước", "ở"]
        ),
        min_size=1,
        max_size=6,
    )
)
def test_legacy_encodings_round_trip(words: list[str]) -> None:
    text = " ".join(words)
    assert DECODERS["windows-1258"](in_windows_1258(text)) == text
    assert from_vni(in_vni(text)) == text
    assert from_tcvn3(in_tcvn3(text)).lower() == text.lower()


def test_capitals_of_tcvn3_are_those_of_the_font() -> None:
    assert from_tcvn3(in_tcvn3("UBND TỈNH QUẢNG NAM")) == "UBND TỈNH QUẢNG NAM"


@pytest.mark.parametrize(
    ("word", "is_one"), [("nghiêng", True), ("quyết", True), ("Đà", True), ("Müller", False), ("NguyÔn", False)]
)
def test_syllables(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_heading_tells_the_delimiter(delimiter: str) -> None:
    text = f'a{delimiter}"b; x, y"{delimiter}c\n"1,5"{delimiter};{delimiter}3\n'.replace(
        f"{delimiter};{delimiter}", f'{delimiter}";"{delimiter}'
    )
    (cells,) = cells_of(text)
    assert list(cells.labels.values()) == ["a", "b; x, y", "c"]
    assert rows_of([cells]) == [(2, "1,5", ";", "3")]


def test_rows_are_numbered_as_a_person_counts_them() -> None:
    pieces = cells_of('a,b\n1,"two\nlines"\n\n3,4\n5,6\n')
    assert rows_of(pieces) == [(2, "1", "two\nlines"), (4, "3", "4"), (5, "5", "6")]


def test_ragged_rows_are_set_apart_and_the_others_go_on() -> None:
    pieces = cells_of("a,b\n1,2\n3\n5,6,7\n8,9,\n10,11\n")
    assert rows_of(pieces) == [(2, "1", "2"), (5, "8", "9"), (6, "10", "11")]
    assert [tuple(row) for piece in pieces for row in piece.ragged] == [(3, ["3"]), (4, ["5", "6", "7"])]


def test_pieces_are_bounded() -> None:
    pieces = cells_of("a\n" + "".join(f"{n}\n" for n in range(7)), rows=3)
    assert [len(piece.frame) for piece in pieces] == [3, 3, 1]
    assert [row for row, _ in rows_of(pieces)] == list(range(2, 9))


def test_a_heading_alone_is_a_table_without_rows() -> None:
    (cells,) = cells_of("a,b\n")
    assert (list(cells.labels.values()), len(cells.frame)) == (["a", "b"], 0)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(newline: str) -> None:
    assert rows_of(cells_of(newline.join(["a,b", "1,2", "3,4"]))) == [(2, "1", "2"), (3, "3", "4")]


def test_headings_over_several_rows_become_paths() -> None:
    text = "2010,,,,Debts,\n,,Land,,,\n,,own,joint,own,joint\nx,y,1,2,3,4\n"
    (cells,) = cells_of(text, Heading(rows=3))
    assert list(cells.labels.values()) == [
        "2010",
        "2010",
        "2010 > Land > own",
        "2010 > Land > joint",
        "Debts > own",
        "Debts > joint",
    ]
    assert rows_of([cells]) == [(4, "x", "y", "1", "2", "3", "4")]


def test_rows_above_the_heading_are_left_out() -> None:
    (cells,) = cells_of("Bảng kê năm 2024\n\na,b\n1,2\n", Heading(skip_rows=2))
    assert (list(cells.labels.values()), rows_of([cells])) == (["a", "b"], [(4, "1", "2")])


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.text(alphabet=st.sampled_from('ab1,;"\n đ'), max_size=6), min_size=2, max_size=2),
        max_size=6,
    )
)
def test_whatever_is_written_is_read(rows: list[list[str]]) -> None:
    text = pd.DataFrame(rows, columns=["x", "y"]).to_csv(index=False)
    pieces = cells_of(text)
    read = [cells for _, *cells in rows_of(pieces)]
    assert read == [[cell or None for cell in row] for row in rows]


def test_a_sheet_reads_like_the_same_table_in_text(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "a": [1.0, 2.5, None],
            "b": ["x", None, "01"],
            "c": [dt.datetime(2020, 1, 2)] * 3,
            "d": [1.234, 1200000000.0, None],
        }
    )
    path = written(tmp_path, "x.xlsx", workbook({"assets": frame}))
    (cells,) = read_cells(InputFile(path, "x.xlsx", "assets", "sheet", "assets"))
    assert rows_of([cells]) == [
        (2, "1", "x", "2020-01-02", "1.2340"),
        (3, "2.5", None, "2020-01-02", "1200000000"),
        (4, None, "01", "2020-01-02", None),
    ]


def test_parquet_stays_typed(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"n": pd.array([1, None], dtype="Int64"), "x": [1.5, None], "d": [dt.date(2020, 1, 2), None], "s": ["a", ""]}
    )
    frame.to_parquet(tmp_path / "assets.parquet")
    (cells,) = read_cells(InputFile(tmp_path / "assets.parquet", "assets.parquet", "assets", "parquet"))
    assert [str(kind) for kind in cells.frame.dtypes] == ["Int64", "float64", "datetime64[ns]", "str"]
    assert rows_of([cells]) == [(2, 1, 1.5, pd.Timestamp("2020-01-02"), "a"), (3, None, None, None, None)]


def test_tables_are_found_at_any_depth_and_in_every_form(tmp_path: Path) -> None:
    written(tmp_path, "2023/assets.csv", "a\n")
    written(tmp_path, "2023/Family.CSV.GZ", gzipped(b"a\n"))
    written(tmp_path, "2024/deep/er/book.xlsx", workbook({"Units": pd.DataFrame({"a": [1]}), "notes": pd.DataFrame()}))
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "incomes.parquet")
    (tmp_path / "movements").mkdir()
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "movements" / "part-0.parquet")
    written(tmp_path, "reading list.txt", "x")
    written(tmp_path, "form.docx", "x")
    written(tmp_path, "~$book.xlsx", "x")
    written(tmp_path, ".hidden.csv", "x")
    found = find_tables(tmp_path, INPUTS)
    assert [(file.name, file.table, file.format) for file in found.files] == [
        ("2023/Family.CSV.GZ", "family", "csv"),
        ("2023/assets.csv", "assets", "csv"),
        ("2024/deep/er/book.xlsx", "units", "sheet"),
        ("incomes.parquet", "incomes", "parquet"),
        ("movements/part-0.parquet", "movements", "parquet"),
    ]
    assert [path.name for path in found.forms] == ["form.docx"]
    assert sorted((note.message_id, str(note.values["file"])) for note in found.notes) == [
        ("note.ignored", ".hidden.csv"),
        ("note.ignored", "~$book.xlsx"),
        ("note.unknown_file", "reading list.txt"),
        ("note.unknown_sheet", "2024/deep/er/book.xlsx"),
    ]


def test_the_same_file_twice_is_noticed(tmp_path: Path) -> None:
    for name in ("a/assets.csv", "b/assets.csv", "b/family.csv"):
        written(tmp_path, name, "a\n1\n")
    found = find_tables(tmp_path, INPUTS)
    assert [(file.name, file.same_as) for file in found.files] == [
        ("a/assets.csv", ""),
        ("b/assets.csv", "a/assets.csv"),
        ("b/family.csv", ""),
    ]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_out_of_the_folder_is_refused(what: str, tmp_path: Path) -> None:
    outside, data = tmp_path / "outside", tmp_path / "data"
    written(outside, "assets.csv", "a\n1\n")
    data.mkdir()
    link, target = ("assets.csv", outside / "assets.csv") if what == "file" else ("2023", outside)
    (data / link).symlink_to(target)
    with pytest.raises(UnreadableError, match="^(assets.csv|2023): "):
        find_tables(data, INPUTS)
