"""Documents and workbooks that may be forms: their text line by line, with the place of every piece.

A line is a paragraph, or a row of a table or sheet. Nothing is unpacked before the archive's directory has been
looked at, no entity is resolved, nothing is fetched, and both the size and the number of lines are bounded.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_sheets import check_archive

BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
MEMBER_BYTES = 32 << 20
FILE_BYTES = 64 << 20
LINES = 20_000
CELL_CHARACTERS = 100_000
CHARACTERS = 4_000_000
NESTED_TABLES = 4
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TABLE, ROW, CELL = (WORD + tag for tag in ("p", "tbl", "tr", "tc"))
TEXT, TAB, BREAK, RETURN, HYPHEN = (WORD + tag for tag in ("t", "tab", "br", "cr", "noBreakHyphen"))
BOX, DELETED, WRAPPED, TABS = (WORD + tag for tag in ("txbxContent", "del", "sdt", "tabs"))
VALUE = WORD + "val"


class Piece(NamedTuple):
    """Text, where it stands (`đoạn 12`, `bảng 2, dòng 3, ô 2`, `B17`), and its column in the grid of the table."""

    text: str
    place: str
    column: int = 0


class Line(NamedTuple):
    """A paragraph (`table` 0) or a row of the table or sheet with that number; only cells with text."""

    pieces: tuple[Piece, ...]
    table: int = 0
    row: int = 0


class Part(NamedTuple):
    """The lines of a document, or of one sheet of a workbook."""

    lines: list[Line]
    sheet: str = ""


def read_document(path: Path, name: str) -> list[Part]:
    """The text of a DOCX; raises UnreadableError for what is no document, protected, hostile or too large."""
    if path.suffix.lower() == ".docm":
        raise UnreadableError("forms.macros", file=name)
    check_archive(path, name)
    content = member(path, "word/document.xml", name)
    body = parsed(content, name).find(WORD + "body")
    if body is None:
        raise UnreadableError("forms.document", file=name)
    return [Part(bounded(_Walk().lines(body), name))]


def file_bytes(path: Path) -> bytes:
    """The content of a file that was found readable."""
    return path.read_bytes()


def member(path: Path, inner: str, name: str) -> bytes:
    """One member of an archive, whole; refused beyond MEMBER_BYTES."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise UnreadableError("forms.large", file=name)
        with zipfile.ZipFile(path) as archive, archive.open(inner) as file:
            content = file.read(MEMBER_BYTES + 1)
    except BROKEN as error:
        raise UnreadableError("forms.document", file=name) from error
    if len(content) > MEMBER_BYTES:
        raise UnreadableError("forms.large", file=name)
    return content


def parsed(content: bytes, name: str) -> etree._Element:
    """XML without entities, network or document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("forms.document", file=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("forms.entities", file=name)
    return root


def bounded(lines: Iterator[Line], name: str) -> list[Line]:
    """The lines, as long as they are few and short enough to be a form."""
    held: list[Line] = []
    characters = 0
    for line in lines:
        longest = 0
        for piece in line.pieces:
            length = len(piece.text)
            characters += length
            longest = length if length > longest else longest
        if len(held) >= LINES or characters > CHARACTERS or longest > CELL_CHARACTERS:
            raise UnreadableError("forms.large", file=name)
        held.append(line)
    return held


class _Walk:
    """A walk through the body; it counts paragraphs and tables as a person would."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0

    def lines(self, parent: etree._Element, depth: int = 0) -> Iterator[Line]:
        for element in parent:
            if element.tag == PARAGRAPH:
                self.paragraphs += 1
                yield from _paragraph(element, f"đoạn {self.paragraphs}")
            elif element.tag == TABLE:
                yield from self.table(element, depth)
            elif element.tag == WRAPPED or (isinstance(element.tag, str) and element.tag.endswith("sdtContent")):
                yield from self.lines(element, depth)

    def table(self, table: etree._Element, depth: int) -> Iterator[Line]:
        if depth >= NESTED_TABLES:
            return
        self.tables += 1
        number = self.tables
        rows = [row for row in table.iter(ROW) if _owner(row, TABLE) is table]
        for row_number, row in enumerate(rows, 1):
            cells = [cell for cell in row.iter(CELL) if _owner(cell, ROW) is row]
            yield Line(tuple(_pieces(cells, f"bảng {number}, dòng {row_number}")), number, row_number)
            for cell in cells:
                for inner in cell:
                    if inner.tag == TABLE:
                        yield from self.table(inner, depth + 1)


def _owner(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _pieces(cells: list[etree._Element], row: str) -> Iterator[Piece]:
    """The cells of a row that hold text, each at its column of the grid."""
    column = 0
    for number, cell in enumerate(cells, 1):
        text = "\n".join(filter(None, (_text(paragraph) for paragraph in _own_paragraphs(cell))))
        if text:
            yield Piece(text, f"{row}, ô {number}", column)
        span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
        width = span.get(VALUE, "1") if span is not None else "1"
        column += min(int(width), 1000) if width.isdecimal() else 1


def _own_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return (paragraph for paragraph in cell.iter(PARAGRAPH) if _owner(paragraph, CELL) is cell)


def _paragraph(paragraph: etree._Element, place: str) -> Iterator[Line]:
    """The paragraph's own text, and each text box in it as a line of its own."""
    text = _text(paragraph)
    if text:
        yield Line((Piece(text, place),))
    for box in paragraph.iter(BOX):
        if next(box.iterancestors(FALLBACK), None) is None:
            for inner in box.iter(PARAGRAPH):
                boxed = _text(inner)
                if boxed:
                    yield Line((Piece(boxed, place),))


def _text(paragraph: etree._Element) -> str:
    """The text as it is shown: deletions, field codes and text boxes left out."""
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return "".join(pieces).strip()


def _gather(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == TEXT:
            pieces.append(child.text or "")
        elif tag == TAB:
            pieces.append("\t")
        elif tag in (BREAK, RETURN):
            pieces.append("\n")
        elif tag == HYPHEN:
            pieces.append("-")
        elif tag not in (BOX, DELETED, FALLBACK, TABS) and len(child):
            _gather(child, pieces)
