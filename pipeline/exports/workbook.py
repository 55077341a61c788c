"""The workbook of cases: a list to read, print and fill in. The same content always gives the same bytes."""

import datetime as dt
import io
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from pipeline.exports.facts import RunFacts
from pipeline.exports.list_content import ListContent
from pipeline.exports.safe import cell_text
from pipeline.exports.sheets import FILLED, Sheet, sheets
from pipeline.exports.workbook_method import write_method
from pipeline.model.registered import CASE_OUTCOMES, MEASURES
from pipeline.texts import Catalogue

# Nothing that people wrote becomes a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
CREATED = dt.datetime(2020, 1, 1)
WIDTHS = {
    "rank": 6,
    "case_id": 13,
    "unit_name": 18,
    "full_name": 9,
    "unexplained_low_vnd": 14,
    "unexplained_high_vnd": 14,
    "reasons": 40,
    "innocent_hypothesis": 24,
    "legal_ground": 22,
    "documents_to_request": 24,
    "outcome": 16,
    "measure": 18,
    "note": 30,
    "earlier": 26,
    "position": 20,
    "category": 20,
    "item": 36,
    "explanation": 40,
    "indicator": 28,
    "reason": 60,
    "legal_basis": 24,
    "judgement": 22,
}
A4, FIRST_ROWS = 9, 3
LINE_POINTS, MOST_LINES = 13, 31
# Letters of Vietnamese text that fit into a column, for each unit of its width.
LETTERS_A_WIDTH = 1.45
EARLIEST = dt.date(2019, 7, 1)


def workbook(content: ListContent, say: Catalogue, profile: str) -> bytes:
    """An XLSX file: list, reserve, returns, item changes, flags, method."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": say("list.title.list"), "comments": say("list.footer"), "created": CREATED})
    formats = _formats(book)
    for sheet in sheets(content, say, profile):
        _write(book, sheet, formats, content.facts, say)
    write_method(book, content, formats, say, profile)
    book.close()
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#D9DEE4", "indent": 1}
    plain = {"font_name": "Arial", "font_size": 10}
    looks = {
        "title": {**plain, "bold": True, "font_size": 14},
        "note": {**plain, "font_color": "#6B7785"},
        "head": {
            **cell,
            "bold": True,
            "text_wrap": True,
            "bg_color": "#0B4F7A",
            "font_color": "#FFFFFF",
            "valign": "vcenter",
        },
        "fill_head": {
            **cell,
            "bold": True,
            "text_wrap": True,
            "bg_color": "#8A5A00",
            "font_color": "#FFFFFF",
            "valign": "vcenter",
        },
        "text": {**cell, "text_wrap": True, "num_format": "@"},
        "fill": {**cell, "text_wrap": True, "bg_color": "#FFF8E6", "num_format": "@"},
        "fill_date": {**cell, "bg_color": "#FFF8E6", "num_format": "dd/mm/yyyy", "align": "left"},
        "money": {**cell, "num_format": "#,##0", "align": "right"},
        "whole": {**cell, "num_format": "0", "align": "center", "indent": 0},
        "number": {**cell, "num_format": "#,##0.00"},
        "date": {**cell, "num_format": "dd/mm/yyyy", "align": "left"},
        "heading": {**plain, "bold": True, "font_size": 12},
        "words": {**plain, "text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write(book: Any, sheet: Sheet, formats: dict[str, Any], facts: RunFacts, say: Catalogue) -> None:
    """Title, run and notes; then headings, rows and what makes them easy to work with."""
    page = book.add_worksheet(say(f"list.sheet.{sheet.name}"))
    page.write_string(0, 0, say(f"list.title.{sheet.name}"), formats["title"])
    page.write_string(1, 0, _run_line(facts, say), formats["note"])
    for place, note in enumerate(sheet.notes):
        page.write_string(2 + place, 0, cell_text(note), formats["note"])
    top = FIRST_ROWS + max(0, len(sheet.notes) - 1)
    _write_columns(page, sheet, formats, top, say)
    _for_reading(page, sheet, top)
    _for_print(page, sheet, top, say)
    if sheet.to_fill and len(sheet.rows):
        _for_filling(page, sheet, top, say)


def _write_columns(page: Any, sheet: Sheet, formats: dict[str, Any], top: int, say: Catalogue) -> None:
    page.set_row(top, 45)
    for row, lines in enumerate(_lines(sheet.rows), start=top + 1):
        page.set_row(row, LINE_POINTS * lines + 3)
    for place, name in enumerate(sheet.rows.columns):
        fill = sheet.to_fill and name in ("outcome", *FILLED)
        look = _look(name, sheet.rows[name], fill)
        page.set_column(place, place, _width(name))
        page.write_string(top, place, say(f"list.column.{name}"), formats["fill_head" if fill else "head"])
        for row, value in enumerate(sheet.rows[name], start=top + 1):
            _write_cell(page, row, place, value, formats[look])
    if sheet.rows.empty:
        page.write_string(top + 1, 0, say("list.empty"), formats["note"])


def _width(name: str) -> int:
    return WIDTHS.get(name, 17 if name.endswith("_vnd") else 14)


def _lines(rows: pd.DataFrame) -> list[int]:
    """How many lines each row needs when its texts are wrapped; not every program finds that by itself."""
    needed = pd.Series(1, index=rows.index)
    for name in rows.select_dtypes(include=["str", "object"]):
        texts = rows[name].astype("str")
        breaks = texts.str.count("\n").fillna(0) / 2
        needed = needed.clip(lower=np.ceil(texts.str.len().fillna(0) / (LETTERS_A_WIDTH * _width(str(name))) + breaks))
    return needed.clip(upper=MOST_LINES).astype(int).tolist()


def _look(name: str, values: pd.Series, fill: bool) -> str:
    if fill:
        return "fill_date" if name.endswith("_on") else "fill"
    if name.endswith("_vnd"):
        return "money"
    if name.endswith("_on"):
        return "date"
    if name == "rank":
        return "whole"
    return "number" if pd.api.types.is_numeric_dtype(values) else "text"


def _write_cell(page: Any, row: int, place: int, value: Any, look: Any) -> None:
    if pd.isna(value):
        page.write_blank(row, place, None, look)
    elif isinstance(value, pd.Timestamp):
        page.write_datetime(row, place, value.to_pydatetime(), look)
    elif isinstance(value, str):
        page.write_string(row, place, cell_text(value), look)
    else:
        page.write_number(row, place, float(value), look)


def _for_reading(page: Any, sheet: Sheet, top: int) -> None:
    page.freeze_panes(top + 1, 2)
    page.autofilter(top, 0, top + max(len(sheet.rows), 1), len(sheet.rows.columns) - 1)


def _for_print(page: Any, sheet: Sheet, top: int, say: Catalogue) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    rows = len(sheet.rows) if sheet.printed_rows is None else sheet.printed_rows
    page.print_area(0, 0, top + max(rows, 1), sheet.printed - 1)
    page.set_footer(f"&L&8{say('list.footer')}&R&8{say('list.page')}")


def _for_filling(page: Any, sheet: Sheet, top: int, say: Catalogue) -> None:
    """Drop-downs for the outcome and the measure, and a check of the date."""
    last = top + len(sheet.rows)
    places = {name: place for place, name in enumerate(sheet.rows.columns)}
    for name, words in (("outcome", _outcomes(say)), ("measure", [say(f"measure.{code}") for code in MEASURES])):
        rule = {"validate": "list", "source": words, "error_title": say("list.footer")[:32]}
        page.data_validation(
            top + 1, places[name], last, places[name], {**rule, "error_message": say(f"list.invalid.{name}")}
        )
    day = {"validate": "date", "criteria": ">=", "value": EARLIEST, "error_message": say("list.invalid.date")}
    page.data_validation(top + 1, places["outcome_on"], last, places["outcome_on"], day)


def _outcomes(say: Catalogue) -> list[str]:
    return [say(f"case_outcome.{code}") for code in CASE_OUTCOMES]


def _run_line(facts: RunFacts, say: Catalogue) -> str:
    words = {"run": facts.run_id, "parameters": facts.parameters_hash[:12], "code": facts.code_version}
    return say("list.run", day=say.day(facts.data_cut_off), **words)
