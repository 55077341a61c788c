"""Workbooks and CSV files that staff have filled in: every sheet as rows of text."""

import csv
import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path

from pipeline.store.reading_encoding import encoding_of, text_blocks
from pipeline.store.reading_sheets import sheet_blocks, sheet_names
from pipeline.texts import ToldError

FILLED_BYTES = 64 << 20
LOOKED_AT_BYTES = 16 << 20
_WITH_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")


def filled_sheets(path: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet by its name ("" in a CSV file); the first row of a list is row 1 of the sheet.

    Raises InputError in one line for what is missing, protected, hostile, too large or of another kind.
    """
    if not path.is_file():
        raise ToldError("error.no_file", file=path)
    if path.suffix.lower() == ".csv":
        return {"": _rows(text_blocks(path, path.name, encoding_of(path, path.name)), path)}
    if path.suffix.lower() != ".xlsx":
        raise ToldError("error.neither", file=path)
    return {sheet: _rows(sheet_blocks(path, sheet, path.name), path) for sheet in sheet_names(path, path.name)}


def mentions(path: Path, texts: Collection[str]) -> bool:
    """True for a workbook that has all the texts near its beginning; False for one that cannot be opened."""
    found = bytearray()
    try:
        with zipfile.ZipFile(path) as archive:
            for inner in set(_WITH_TEXTS) & set(archive.namelist()):
                with archive.open(inner) as file:
                    found += file.read(LOOKED_AT_BYTES)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return False
    # Some libraries write letters beyond ASCII as numbers.
    content = unescape(found.decode("utf-8", errors="replace"))
    return all(text in content for text in texts)


def _rows(blocks: Iterator[bytes], path: Path) -> list[list[str]]:
    content = bytearray()
    for block in blocks:
        content += block
        if len(content) > FILLED_BYTES:
            raise ToldError("error.too_large", file=path)
    text = content.decode("utf-8", errors="replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ToldError("error.no_rows", file=path, why=str(error)) from None
