"""The form as XLSX: one sheet, to be printed on A4."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.exports.form130_elements import Element, Entry, Grid, Heading, Text
from pipeline.exports.form130_words import LEADER
from pipeline.exports.safe import cell_text

SHEET = "Bản kê khai"
WIDTHS = (38, 18, 24, 52)
DECREE_IN_FORCE = datetime(2020, 12, 20)
LAST = len(WIDTHS) - 1
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "centre": {"italic": True, "align": "center"},
    "part": {"bold": True},
    "section": {"bold": True},
    "item": {"italic": True},
    "field": {},
    "grid": {"border": 1},
}


def xlsx_form(elements: Sequence[Element]) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    # A fixed day of creation: the same form is the same bytes.
    book.set_properties({"created": DECREE_IN_FORCE})
    base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    formats = {name: book.add_format(base | style) for name, style in STYLES.items()}
    sheet = book.add_worksheet(SHEET)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    for element in elements:
        row = _add(sheet, row, element, formats)
    book.close()
    return buffer.getvalue()


def _add(sheet: Any, row: int, element: Element, formats: dict[str, Any]) -> int:
    """Writes an element from a row on; the first row after it."""
    if isinstance(element, Text):
        sheet.merge_range(row, 0, row, LAST, "", formats[element.style])
        sheet.write_string(row, 0, cell_text(element.text), formats[element.style])
        return row + 1
    if isinstance(element, Grid):
        return _grid(sheet, row, element, formats["grid"])
    left, right = (f"- {element.label}:", element.value or LEADER) if isinstance(element, Entry) else element
    style = formats["centre" if isinstance(element, Heading) else "field"]
    sheet.write_string(row, 0, cell_text(left), style)
    sheet.merge_range(row, 1, row, LAST, "", style)
    sheet.write_string(row, 1, cell_text(right), style)
    return row + 1


def _grid(sheet: Any, row: int, element: Grid, style: Any) -> int:
    for number, cells in enumerate(element.rows):
        merged = {first: last for line, first, last in element.merged if line == number}
        for column, text in enumerate(cells):
            if column in merged:
                sheet.merge_range(row + number, column, row + number, merged[column], "", style)
            if text:
                sheet.write_string(row + number, column, cell_text(text), style)
            elif not any(first <= column <= last for first, last in merged.items()):
                sheet.write_blank(row + number, column, None, style)
    return row + len(element.rows)
