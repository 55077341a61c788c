"""The form as DOCX."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pipeline.exports.form130_elements import Element, Entry, Grid, Heading, Text
from pipeline.exports.form130_words import LEADER
from pipeline.exports.safe import cell_text

WIDTHS_CM = (5.5, 2.5, 3.5, 5.0)
BOLD = ("title", "part", "section")


def docx_form(elements: Sequence[Element]) -> bytes:
    """The document, the same bytes for the same elements."""
    page = Document()
    _layout(page)
    for element in elements:
        _add(page, element)
    buffer = BytesIO()
    page.save(buffer)
    return _undated(buffer)


def _undated(buffer: BytesIO) -> bytes:
    """The archive without the time at which it was written."""
    plain = BytesIO()
    with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in written.infolist():
            archive.writestr(zipfile.ZipInfo(member.filename), written.read(member), zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def _layout(page: Page) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = page.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(3)


def _add(page: Page, element: Element) -> None:
    if isinstance(element, Entry):
        page.add_paragraph(cell_text(f"- {element.label}: {element.value or LEADER}"))
    elif isinstance(element, Text):
        _line(page, element)
    elif isinstance(element, Heading):
        _side_by_side(page, element)
    else:
        _grid(page, element)


def _line(page: Page, element: Text) -> None:
    paragraph = page.add_paragraph()
    run = paragraph.add_run(cell_text(element.text))
    run.bold = element.style in BOLD
    run.italic = element.style in ("item", "centre")
    if element.style in ("title", "centre"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _side_by_side(page: Page, element: Heading) -> None:
    table = page.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, (element.left, element.right), strict=True):
        cell.text = cell_text(text)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _grid(page: Page, element: Grid) -> None:
    table = page.add_table(rows=len(element.rows), cols=len(WIDTHS_CM))
    table.style = "Table Grid"
    table.autofit = False
    for cells, row in zip(element.rows, table._tbl.tr_lst, strict=True):
        for text, cell, width in zip(cells, row.tc_lst, WIDTHS_CM, strict=True):
            cell.width = Cm(width)
            if text:
                cell.p_lst[0].add_r().text = cell_text(text)
    for row_number, first, last in element.merged:
        table.cell(row_number, first).merge(table.cell(row_number, last))
