"""The text of a form by the libraries alone, to check that the reader passes over nothing."""

import re
from pathlib import Path

import openpyxl
from docx import Document

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{7,}(?=\s*(?:đ|$))")
# Thresholds in the titles of the form itself.
_PRINTED = re.compile(r"từ \d+ triệu đồng trở lên")


def text_of(path: Path) -> str:
    if path.suffix == ".docx":
        page = Document(str(path))
        cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in page.paragraphs), *cells])
    sheets = openpyxl.load_workbook(path).worksheets
    return "\n".join(
        str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value
    )


def figures_of(path: Path) -> set[str]:
    """Amounts in digits; numbers of persons and accounts have no points and are not among them."""
    return set(_FIGURE.findall(_PRINTED.sub("", text_of(path))))
