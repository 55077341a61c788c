"""Word documents in the shape of Vietnamese administrative texts (30/2020/NĐ-CP); the same content, the same bytes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Collection, Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

CREATED = dt.datetime(2020, 1, 1)
FONT = "Times New Roman"
# What no text of a document may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CENTRE, BOTH, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
MARGIN_MM, LEFT_MARGIN_MM = 20, 30
PAGE_MM = 210 - MARGIN_MM - LEFT_MARGIN_MM
# The name and motto of the state stand on one line each, so the right half above a text is the wider one.
HALVES, HEADING = (1, 1), (64, 96)
# A word that would tear a justified line apart.
LONG_WORD = re.compile(r"\S{40}")


def new_document(title: str) -> DocumentType:
    """An empty A4 document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(MARGIN_MM)
    section.left_margin = Mm(LEFT_MARGIN_MM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(4)
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = CREATED
    return document


def line(document: DocumentType, text: str, bold: bool = False, centred: bool = False, points: float = 13) -> None:
    """A paragraph; a bold one is a heading and stays with what follows it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE if centred else LEFT if LONG_WORD.search(text) else BOTH
    paragraph.paragraph_format.space_before = Pt(8 if bold else 4)
    paragraph.paragraph_format.keep_with_next = bold
    _write(paragraph, text, bold, points)


def two_columns(
    document: DocumentType, left: Sequence[str], right: Sequence[str], widths: Sequence[float] = HALVES
) -> None:
    """Two texts side by side, as above and below an administrative text; the first line of each is bold.

    They stay on one page with each other and with what follows.
    """
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, widths)
    _set_mark(table.rows[0], "w:cantSplit")
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for place, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.alignment = CENTRE
            paragraph.paragraph_format.keep_with_next = True
            _write(paragraph, text, place == 0, 12)


def grid(
    document: DocumentType,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
    figures: Collection[int] = (),
    points: float = 11,
) -> None:
    """A table with a heading that is repeated on every page; no row is cut by the end of a page.

    `widths` are in any unit, all columns alike where none are given; `figures` are the columns set to the right.
    """
    table = document.add_table(rows=1 + len(rows), cols=len(heads))
    table.style = "Table Grid"
    _set_widths(table, widths or [1] * len(heads))
    _set_mark(table.rows[0], "w:tblHeader")
    for row, texts in zip(table.rows, [heads, *rows], strict=True):
        _set_mark(row, "w:cantSplit")
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = RIGHT if place in figures and texts is not heads else LEFT
            paragraph.paragraph_format.space_after = Pt(2)
            _write(paragraph, text, texts is heads, points)


def _write(paragraph: Paragraph, text: str, bold: bool, points: float) -> None:
    run = paragraph.add_run(_CONTROL.sub(" ", text))
    run.bold, run.font.size = bold, Pt(points)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """The columns share the width of the text; cells carry it too, since programs read one or the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(PAGE_MM * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def _set_mark(row: _Row, name: str) -> None:
    marks = row._tr.get_or_add_trPr()
    marks.append(marks.makeelement(qn(name), {qn("w:val"): "true"}))


def document_bytes(document: DocumentType) -> bytes:
    """The file, with the same days inside whenever it is made."""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
