"""Word documents in the shape of Vietnamese administrative texts (30/2020/NĐ-CP); the same content, the same bytes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

CREATED = dt.datetime(2020, 1, 1)
FONT = "Times New Roman"
# What no text of a document may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document(title: str) -> DocumentType:
    """An empty A4 document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(4)
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = CREATED
    return document


def line(document: DocumentType, text: str, bold: bool = False, centred: bool = False, points: float = 13) -> None:
    """A paragraph."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE if centred else LEFT
    run = paragraph.add_run(_CONTROL.sub(" ", text))
    run.bold, run.font.size = bold, Pt(points)


def two_columns(document: DocumentType, left: Sequence[str], right: Sequence[str]) -> None:
    """Two texts side by side, as above and below an administrative text; the first line of each is bold."""
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        for place, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.alignment = CENTRE
            run = paragraph.add_run(_CONTROL.sub(" ", text))
            run.bold, run.font.size = place == 0, Pt(12)


def grid(document: DocumentType, heads: Sequence[str], rows: Sequence[Sequence[str]], points: float = 11) -> None:
    """A table with a heading that is repeated on every page."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for texts, bold in [(heads, True), *((row, False) for row in rows)]:
        cells = table.rows[0].cells if bold else table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(_CONTROL.sub(" ", text))
            run.bold, run.font.size = bold, Pt(points)


def document_bytes(document: DocumentType) -> bytes:
    """The file, with the same days inside whenever it is made."""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
