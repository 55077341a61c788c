"""Word documents as they are printed: what stands on one line, what stays together, how wide the columns are."""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from pipeline.exports.word import HEADING, PAGE_MM, document_bytes, grid, line, new_document, two_columns
from pipeline.texts import catalogue


@pytest.fixture(scope="module")
def page():
    document = new_document("Biên bản")
    two_columns(document, ["CƠ QUAN"], [catalogue("vi")("draw.state"), "Độc lập"], HEADING)
    line(document, "Phần một", bold=True)
    line(document, f"Dấu vân tay: {'0f' * 32}")
    grid(document, ["TT", "Nội dung", "Số"], [["1", "dài", "12"], ["2", "dài", "3"]], (10, 120, 30), figures=(2,))
    return Document(io.BytesIO(document_bytes(document)))


def test_columns_have_the_widths_they_were_given_and_fill_the_text(page):
    found = [column.width / Mm(1) for column in page.tables[1].columns]
    assert found == pytest.approx([10, 120, 30], abs=0.1)
    assert sum(found) == pytest.approx(PAGE_MM, abs=0.1)
    assert {round(cell.width / Mm(1)) for cell in page.tables[1].columns[0].cells} == {10}


def test_the_name_of_the_state_has_room_on_one_line(page):
    """Bold capitals of 12 points are at most 2.7 mm wide on average, beside 3.8 mm of margins of the cell."""
    letters = len(page.tables[0].cell(0, 1).paragraphs[0].text)
    assert page.tables[0].columns[1].width / Mm(1) - 3.8 >= letters * 2.7


def test_no_row_is_cut_by_a_page_and_the_heading_is_repeated(page):
    rows = page.tables[1].rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]


def test_headings_and_signatures_stay_with_what_follows(page):
    assert [paragraph.paragraph_format.keep_with_next for paragraph in page.paragraphs][:2] == [True, False]
    assert all(one.paragraph_format.keep_with_next for cell in page.tables[0]._cells for one in cell.paragraphs)


def test_a_fingerprint_does_not_tear_its_line_apart(page):
    assert page.paragraphs[1].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_figures_stand_to_the_right(page):
    sides = [[cell.paragraphs[0].alignment for cell in row.cells] for row in page.tables[1].rows]
    assert [row[2] for row in sides] == [WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.RIGHT]
