"""Broken and hostile files: each is refused with one line that names it, in bounded time and memory."""

import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.model import INPUTS
from pipeline.params import Parameters
from pipeline.sources import read_file
from pipeline.store.reading import UnreadableError, find_tables, read_cells
from pipeline.store.reading_sheets import sheet_blocks
from pipeline.texts import LANGUAGES, catalogue
from tests.input_files import (
    changed_workbook,
    encrypted_flag,
    gzipped,
    sparse_bomb,
    with_entities,
    workbook,
    written,
    zip_bomb,
)

UNITS = pd.DataFrame({"unit_code": ["U1", "U2"], "unit_name": ["Sở Tài chính", "Sở Y tế"]})
SHEET = workbook({"units": UNITS})
TEXT = UNITS.to_csv(index=False).encode()


def parquet(frame: pd.DataFrame | pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame), sink)
    return sink.getvalue().to_pybytes()


def with_extra(name: str) -> bytes:
    return changed_workbook(SHEET, lambda _, old: old, {name: b"x"})


def without(member: str) -> bytes:
    return changed_workbook(SHEET, lambda name, old: b"" if name == member else old)


NESTED = pa.table({"unit_code": [["U1"], ["U2"]]})
TWO_NAMES = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["unit_code", "unit_code"])
# name of the file: its content; every one of them holds, or pretends to hold, the table `units`
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty text": ("units.csv", lambda: b""),
    "only empty lines": ("units.csv", lambda: b"\n\n\r\n"),
    "only a byte order mark": ("units.csv", lambda: b"\xef\xbb\xbf"),
    "only separators": ("units.csv", lambda: b",,,\n,,,\n"),
    "no required column": ("units.csv", lambda: b"unit_name\nA\n"),
    "no heading": ("units.csv", lambda: b"U1,A\nU2,B\n"),
    "a heading twice": ("units.csv", lambda: b"unit_code,unit_name,Unit Code\nU1,A,U2\n"),
    "5,000 columns": ("units.csv", lambda: ("unit_code," + ",".join(f"c{n}" for n in range(5000)) + "\n").encode()),
    "a cell of 10 MB": ("units.csv", lambda: b"unit_code,unit_name\nU1," + b"x" * 10_000_000 + b"\n"),
    "a heading of 10 MB": ("units.csv", lambda: b"unit_code," + b"x" * 10_000_000 + b"\n"),
    "a quoted cell of 10 MB": ("units.csv", lambda: b'unit_code,unit_name\nU1,"' + b"x\n" * 5_000_000 + b'"\n'),
    "a quote never closed": ("units.csv", lambda: b'unit_code,unit_name\nU1,"A\nU2,B\nU3,C\n'),
    "a quote never closed, long": ("units.csv", lambda: b'unit_code,unit_name\nU1,"A\n' + b"U2,B\n" * 100_000),
    "text after a quote in a file with an empty line": ("units.csv", lambda: b'unit_code,unit_name\n\nU1,"A"b\n'),
    "binary": ("units.csv", lambda: bytes(range(256)) * 40),
    "random bytes": ("units.csv", lambda: random.Random(1).randbytes(5000)),
    "a picture": ("units.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)),
    "a workbook named as text": ("units.csv", lambda: SHEET),
    "french in latin-1": ("units.csv", lambda: "unit_code,unit_name\nU1,Délégué à l'été\n".encode("latin-1")),
    "utf-8 broken in the middle": ("units.csv", lambda: "unit_code\nĐơn vị\n".encode()[:-3] + b"\xff\xfe\n"),
    "utf-16 cut in a letter": ("units.csv", lambda: "unit_code\nU1\n".encode("utf-16")[:-1]),
    "gzip cut short": ("units.csv.gz", lambda: gzipped(TEXT * 50)[:-9]),
    "gzip with a wrong sum": ("units.csv.gz", lambda: gzipped(TEXT)[:-8] + bytes(8)),
    "gzip that is none": ("units.csv.gz", lambda: TEXT),
    "gzip of nothing": ("units.csv.gz", lambda: gzipped(b"")),
    "empty gzip file": ("units.csv.gz", lambda: b""),
    "gzip bomb": ("units.csv.gz", lambda: gzipped(b"unit_code\n" + b"a\n" * (40 << 20))),
    "parquet cut short": ("units.parquet", lambda: parquet(UNITS)[:-20]),
    "parquet with a broken middle": ("units.parquet", lambda: parquet(UNITS)[:4] + bytes(60) + parquet(UNITS)[64:]),
    "parquet that is text": ("units.parquet", lambda: TEXT),
    "empty parquet": ("units.parquet", lambda: b""),
    "parquet of lists": ("units.parquet", lambda: parquet(NESTED)),
    "parquet with a name twice": ("units.parquet", lambda: parquet(TWO_NAMES)),
    "parquet without the required column": ("units.parquet", lambda: parquet(UNITS[["unit_name"]])),
    "parquet with 5,000 columns": (
        "units.parquet",
        lambda: parquet(pd.DataFrame([[1] * 5000], columns=[f"c{n}" for n in range(5000)])),
    ),
    "parquet part that is broken": ("units/part-0.parquet", lambda: parquet(UNITS)[:40]),
    "empty workbook": ("units.xlsx", lambda: b""),
    "workbook cut short": ("units.xlsx", lambda: SHEET[:-100]),
    "workbook that is text": ("units.xlsx", lambda: TEXT),
    "workbook without its book": ("units.xlsx", lambda: without("xl/workbook.xml")),
    "workbook without its sheet": ("units.xlsx", lambda: without("xl/worksheets/sheet1.xml")),
    "workbook with a broken sheet": (
        "units.xlsx",
        lambda: changed_workbook(SHEET, lambda name, old: old[: len(old) // 2] if "sheet1" in name else old),
    ),
    "workbook with a password": ("units.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
    "workbook with encrypted parts": ("units.xlsx", lambda: encrypted_flag(SHEET)),
    "workbook with macros": ("units.xlsx", lambda: with_extra("xl/vbaProject.bin")),
    "workbook that leads out of its folder": ("units.xlsx", lambda: with_extra("../../etc/passwd")),
    "workbook with a path from the root": ("units.xlsx", lambda: with_extra("/etc/passwd")),
    "workbook of very many parts": (
        "units.xlsx",
        lambda: changed_workbook(SHEET, lambda _, old: old, {f"x/{n}": b"" for n in range(2500)}),
    ),
    "sparse sheet": ("book.xlsx", sparse_bomb),
    "zip bomb": ("units.xlsx", zip_bomb),
    "entities in the book": ("units.xlsx", lambda: with_entities("xl/workbook.xml")),
    "entities in the sheet": ("book.xlsx", lambda: with_entities("xl/worksheets/sheet1.xml")),
    "entities in the texts": ("book.xlsx", lambda: with_entities("xl/sharedStrings.xml")),
    "sheet without rows": ("book.xlsx", lambda: workbook({"units": pd.DataFrame()})),
    "sheet without the required column": ("book.xlsx", lambda: workbook({"units": UNITS[["unit_name"]]})),
    "sheet with a heading twice": (
        "book.xlsx",
        lambda: workbook({"units": pd.DataFrame([["a", "b"]], columns=["unit_code", "UNIT_CODE"])}),
    ),
    "old workbook": ("units.xls", lambda: b"\xd0\xcf\x11\xe0" + bytes(600)),
    "workbook saved with macros": ("units.xlsm", lambda: SHEET),
    "binary workbook": ("units.xlsb", lambda: SHEET),
}


def read_all(folder: Path, parameters: Parameters) -> list[tuple[str, int, int]]:
    """Every table of a folder: name, rows accepted, rows quarantined."""
    return [
        (read.table, len(read.accepted), len(read.quarantine))
        for file in find_tables(folder, INPUTS).files
        for read in read_file(file, parameters, catalogue("vi"))
    ]


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_one_line_that_names_the_file(case: str, tmp_path: Path, parameters: Parameters) -> None:
    name, content = REFUSED[case]
    written(tmp_path, name, content())
    with pytest.raises(UnreadableError) as refusal:
        read_all(tmp_path, parameters)
    for language in LANGUAGES:
        line = refusal.value.said(language)
        assert line.startswith(f"{name}: ")
        assert ";" in line, "the remedy follows the reason"
        assert "\n" not in line
        assert len(line) < 700


ACCEPTED = {
    "no line end": ("units.csv", lambda: TEXT.rstrip(b"\n"), 2, 0),
    "carriage returns": ("units.csv", lambda: TEXT.replace(b"\n", b"\r\n"), 2, 0),
    "a stray quote inside a cell": ("units.csv", lambda: b'unit_code,unit_name\nU1,5" pipe\nU2,B\n', 2, 0),
    "a row too short": ("units.csv", lambda: b"unit_code,unit_name\nU1\nU2,B\n", 1, 1),
    "a row too long": ("units.csv", lambda: b"unit_code,unit_name\nU1,A,B\nU2,B\n", 1, 1),
    "a row of separators": ("units.csv", lambda: b"unit_code,unit_name\n,\nU2,B\n", 1, 1),
    "an unreadable date": ("units.csv", lambda: b"unit_code,valid_from\nU1,31/31/2020\nU2,\n", 1, 1),
    "a formula": ("units.csv", lambda: b"unit_code,unit_name\nU1,=HYPERLINK(1)\n", 1, 0),
    "heading with mark, capitals and spaces": ("Units.csv", lambda: b"\xef\xbb\xbf Unit Code ;UNIT_NAME\nU1;A\n", 1, 0),
    "a line that names the separator": ("units.csv", lambda: b"sep=;\r\nunit_code;unit_name\r\nU1;A,B\r\n", 1, 0),
    "the same in utf-16": ("units.csv", lambda: "sep=;\nunit_code;unit_name\nU1;Sở\n".encode("utf-16"), 1, 0),
    "heading only": ("units.csv", lambda: b"unit_code\n", 0, 0),
    "blank rows in a sheet": ("b.xlsx", lambda: workbook({"units": UNITS.reindex([0, 5, 1])}), 2, 0),
    "numbers for codes": ("b.xlsx", lambda: workbook({"units": pd.DataFrame({"unit_code": [1.0, 2.0]})}), 2, 0),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_odd_but_readable(case: str, tmp_path: Path, parameters: Parameters) -> None:
    name, content, accepted, quarantined = ACCEPTED[case]
    written(tmp_path, name, content())
    assert read_all(tmp_path, parameters) == [("units", accepted, quarantined)]


def test_a_sheet_may_use_so_much_memory_and_no_more(tmp_path: Path) -> None:
    path = written(tmp_path, "book.xlsx", SHEET)
    assert b"".join(sheet_blocks(path, "units", "book.xlsx")).startswith(b"unit_code,unit_name")
    with pytest.raises(UnreadableError, match=r"^book\.xlsx: "):
        list(sheet_blocks(path, "units", "book.xlsx", memory_bytes=16 << 20))


def test_a_reader_that_stops_early_leaves_no_process(tmp_path: Path) -> None:
    frame = pd.DataFrame({"unit_code": [f"U{n}" for n in range(30_000)]})
    path = written(tmp_path, "book.xlsx", workbook({"units": frame}))
    blocks = sheet_blocks(path, "units", "book.xlsx")
    assert next(blocks)
    blocks.close()
    with pytest.raises(StopIteration):
        next(blocks)


def test_a_repeated_file_is_quarantined_row_by_row(tmp_path: Path, parameters: Parameters) -> None:
    written(tmp_path, "2023/units.csv", TEXT)
    written(tmp_path, "2024/units.csv", TEXT)
    assert read_all(tmp_path, parameters) == [("units", 2, 0), ("units", 0, 2)]


def test_an_unreadable_workbook_without_a_table_name_may_be_a_form(tmp_path: Path) -> None:
    written(tmp_path, "nguyen van a.xlsx", SHEET[:-100])
    found = find_tables(tmp_path, INPUTS)
    assert ([file.name for file in found.files], [path.name for path in found.forms]) == ([], ["nguyen van a.xlsx"])


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="none"):
        find_tables(tmp_path / "none", INPUTS)


def test_a_late_fault_does_not_change_rows_already_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.reading_csv.READ_BYTES", 1 << 14)
    written(tmp_path, "units.csv", b"unit_code,unit_name\n" + b"U1,A\n" * 20_000 + b"U2\n" + b"U3,B\n" * 10)
    (file,) = find_tables(tmp_path, INPUTS).files
    pieces = list(read_cells(file, chunk_rows=3_000))
    rows = [row for piece in pieces for row in piece.frame.index]
    assert rows == [*range(2, 20_002), *range(20_003, 20_013)]
    assert [row for piece in pieces for row, _ in piece.ragged] == [20_002]
    assert max(len(piece.frame) for piece in pieces) <= 3_000
