"""Workbooks that may be forms, read in this process: only after a look at how far apart their cells lie.

A fast reader asks for memory for the whole rectangle around the cells; a sheet with one cell in the last row and
column would take hundreds of gigabytes. So the furthest cell is looked for in the sheet's XML first, and a sheet
that reaches far is read by the child process with limits instead.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import python_calamine

from pipeline.store.reading_documents import (
    BROKEN,
    CELL_CHARACTERS,
    FILE_BYTES,
    MEMBER_BYTES,
    Line,
    Part,
    Piece,
    bounded,
)
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_sheet_child import cell_text
from pipeline.store.reading_sheets import checked_archive, sheet_blocks, sheet_names

SHEETS = 20
NEAR_ROWS = 20_000
NEAR_COLUMNS = 200
NEAR_CELLS = 1_000_000
FAR_MEMORY_BYTES = 1 << 30
FAR_SECONDS = 20
FAR_BYTES = 32 << 20
_REFERENCE = re.compile(rb"""[\s:]r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
# A reference beyond column Z or row 9,999, one with an entity, or another attribute that looks like one.
_PERHAPS_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{5}|[^"']*&)""")
# What the reader of sheets has no use for never reaches it.
_UNREAD = ("xl/theme/", "docProps/", "xl/drawings/", "customXml/")
_ODD_REFERENCE = re.compile(rb"""[\s:]r\s*=\s*["'][^"']*&""")
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_OTHER_ENCODING = re.compile(rb"""^[^>]{0,200}encoding\s*=\s*["'](?!utf-?8|us-ascii)""", re.I)


def read_workbook(path: Path, name: str) -> list[Part]:
    """The text of every sheet; raises UnreadableError for what is no workbook, protected, hostile or too large."""
    if path.suffix.lower() == ".xlsm":
        raise UnreadableError("forms.macros", file=name)
    content, near = _checked(path, name)
    if not near:
        return [
            Part(bounded(_far_lines(path, sheet, number, name), name), sheet)
            for number, sheet in enumerate(sheet_names(path, name)[:SHEETS], 1)
        ]
    return _near_parts(content, name)


def _checked(path: Path, name: str) -> tuple[bytes, bool]:
    """What was looked at as an archive of its own, and whether the cells of all sheets lie near each other.

    The fast reader gets the new archive only: a directory that says one thing to one library and another thing to
    the next one has no effect.
    """
    plain, near = BytesIO(), True
    try:
        with checked_archive(path, name, FILE_BYTES) as archive, zipfile.ZipFile(plain, "w") as seen:
            members = archive.infolist()
            if sum([member.file_size for member in members]) > FILE_BYTES:
                raise UnreadableError("forms.large", file=name)
            for member in members:
                if member.filename.endswith((".xml", ".rels")) and not member.filename.startswith(_UNREAD):
                    content = _look(archive, member, name)
                    near = near and ("worksheets" not in member.filename or _near(content))
                    seen.writestr(zipfile.ZipInfo(member.filename), content)
    except BROKEN as error:
        raise UnreadableError("forms.document", file=name) from error
    return plain.getvalue(), near


def _look(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """The XML of a member; refuses a document type and an encoding of its own."""
    with archive.open(member) as file:
        content = file.read(MEMBER_BYTES + 1)
    if len(content) > MEMBER_BYTES:
        raise UnreadableError("forms.large", file=name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableError("forms.entities", file=name)
    if not _XML.match(content) or _OTHER_ENCODING.match(content):
        raise UnreadableError("forms.document", file=name)
    return content


def _near(sheet: bytes) -> bool:
    """True for a sheet whose cells lie near each other; most are known by one look for a far reference."""
    if not _PERHAPS_FAR.search(sheet):
        return True
    references = set(_REFERENCE.findall(sheet))
    rows = max((int(row) for _, row in references), default=0)
    columns = max((_column(letters) for letters in {letters for letters, _ in references}), default=0)
    few = rows <= NEAR_ROWS and columns <= NEAR_COLUMNS and rows * columns <= NEAR_CELLS
    return few and not _ODD_REFERENCE.search(sheet)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _near_parts(content: bytes, name: str) -> list[Part]:
    """Sheets read at once. The reader is compiled code: whatever it raises means a broken file."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        visible = [meta.name for meta in book.sheets_metadata if meta.typ == python_calamine.SheetTypeEnum.WorkSheet]
        return [
            Part(bounded(_near_lines(book, sheet, number), name), sheet)
            for number, sheet in enumerate(visible[:SHEETS], 1)
        ]
    except (KeyboardInterrupt, SystemExit, UnreadableError):
        raise
    except BaseException as error:
        raise UnreadableError("forms.document", file=name) from error


def _near_lines(book: python_calamine.CalamineWorkbook, sheet: str, number: int) -> Iterator[Line]:
    held = book.get_sheet_by_name(sheet)
    top, left = held.start or (0, 0)
    columns = [(column, letters(column)) for column in range(left, left + held.width)]
    for row, values in enumerate(held.to_python(skip_empty_area=True), top + 1):
        pieces = [
            Piece(text, f"{name}{row}", column)
            for (column, name), value in zip(columns, values, strict=True)
            if value != "" and (text := (value if isinstance(value, str) else cell_text(value)).strip())
        ]
        if pieces:
            yield Line(tuple(pieces), number, row)


def _far_lines(path: Path, sheet: str, number: int, name: str) -> Iterator[Line]:
    """The rows of a sheet as the child process wrote them."""
    taken = 0
    blocks: list[bytes] = []
    for block in sheet_blocks(path, sheet, name, FAR_MEMORY_BYTES, FAR_SECONDS):
        taken += len(block)
        if taken > FAR_BYTES:
            raise UnreadableError("forms.large", file=name)
        blocks.append(block)
    rows = csv.reader(b"".join(blocks).decode("utf-8", errors="replace").splitlines(keepends=True))
    csv.field_size_limit(max(CELL_CHARACTERS * 10, csv.field_size_limit()))
    for row, values in enumerate(rows, 1):
        pieces = [
            Piece(text.strip(), f"{letters(column)}{row}", column) for column, text in enumerate(values) if text.strip()
        ]
        if pieces:
            yield Line(tuple(pieces), number, row)


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
