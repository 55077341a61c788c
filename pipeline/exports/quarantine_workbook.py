"""The quarantine as a workbook for the unit: what is wrong, and an empty cell for the right value; and its way back."""

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.texts import LANGUAGES, Catalogue, ToldError, catalogue

# Columns of the sheet in order, with their width; the unit writes into those of FILLED.
WIDTHS = {
    "unit": 24,
    "table_name": 18,
    "source_file": 24,
    "source_sheet": 12,
    "source_row": 7,
    "source_place": 20,
    "declaration": 22,
    "column_name": 20,
    "problem": 60,
    "was": 28,
    "becomes": 28,
    "reason": 28,
    "author": 20,
    "expires_on": 14,
    "table": 13,
    "column": 16,
}
FILLED = ("becomes", "reason", "author", "expires_on")
CORRECTIONS = (
    "source_file",
    "source_sheet",
    "table",
    "source_row",
    "source_place",
    "column",
    "was",
    "becomes",
    "reason",
    "author",
    "expires_on",
)
RECOGNISED = ("was", "becomes", "reason", "author")
# A sheet holds 1,048,576 rows and a cell 32,767 characters.
ROWS_A_SHEET = 1_000_000
CHARACTERS_A_CELL = 32_000
# Rules whose rows need no correction: the row repeats one that was accepted.
NOTHING_TO_DO = "copy"
# The same rows give the same bytes.
CREATED = datetime(2000, 1, 1)


def quarantine_workbook(quarantine: pd.DataFrame, unit_names: Mapping[str, str], language: str) -> bytes:
    """An XLSX file with one row for each cell to be put right; every cell is text, none is a formula or a link."""
    say = catalogue(language)
    lines = correction_lines(quarantine, unit_names, say)
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": say("validate.book.sheet"), "created": CREATED})
        formats = _formats(book)
        for number, start in enumerate(range(0, max(len(lines), 1), ROWS_A_SHEET)):
            name = say("validate.book.sheet") + (f" {number + 1}" if number else "")
            _sheet(book.add_worksheet(name), lines[start : start + ROWS_A_SHEET], formats, say)
        _help(book.add_worksheet(say("validate.book.help_sheet")), say)
    return file.getvalue()


def correction_lines(quarantine: pd.DataFrame, unit_names: Mapping[str, str], say: Catalogue) -> pd.DataFrame:
    """One row is a cell to be put right, with the columns of the sheet as text; ordered by unit, file and row."""
    cells = _one_a_cell(quarantine)
    units = cells["unit_code"].fillna("")
    lines = pd.DataFrame(
        {
            "unit": units.map(lambda code: unit_names.get(code, code)),
            "table_name": [_word(say, f"table.{table}", table) for table in cells["table"]],
            "source_row": cells["source_row"].astype("Int64").astype("str"),
            "column_name": [_word(say, f"validate.column.{column}", column) for column in cells["column"]],
            "problem": cells["reason"],
            "declaration": cells["row"].map(lambda row: _declaration(row, say)),
            "was": [_text_at(row, column) for row, column in zip(cells["row"], cells["column"], strict=True)],
            **{name: cells[name] for name in ("source_file", "source_sheet", "source_place", "table", "column")},
        }
    )
    return lines.reindex(columns=list(WIDTHS)).astype("str").fillna("")


def _one_a_cell(quarantine: pd.DataFrame) -> pd.DataFrame:
    """One row for each column at fault of a row in quarantine; a row without a column stays one row."""
    named = quarantine.assign(
        column=quarantine["column"].fillna("").str.split(";"), rule=quarantine["rule"].fillna("").str.split(";")
    )
    aligned = named["column"].str.len() == named["rule"].str.len()
    whole = named[~aligned].assign(rule=named.loc[~aligned, "rule"].str.join(";")).explode("column")
    cells = pd.concat([named[aligned].explode(["column", "rule"]), whole])
    due = cells[cells["rule"].ne(NOTHING_TO_DO)].drop_duplicates(
        ["table", "source_file", "source_row", "column", "row"]
    )
    order = ["unit_code", "source_file", "source_sheet", "source_row", "source_place", "table", "column", "row"]
    return due.sort_values(order, kind="stable", ignore_index=True)


def _word(say: Catalogue, message_id: str, code: str) -> str:
    return say(message_id) if message_id in say else code


def _text_at(row: Any, column: str) -> str:
    """What stands in the cell: the text as written where it was kept, else the value; empty where nothing stands.

    Without a column it is the text of a form that was not understood.
    """
    record = _record(row)
    column = column or "text"
    raw = record.get("raw")
    found = (raw if isinstance(raw, dict) else {}).get(column, record.get(column, ""))
    return "" if found is None else str(found)


def _declaration(row: Any, say: Catalogue) -> str:
    """Which declaration, and which item of it, so that the unit finds the paper; empty where the row names none."""
    record = _record(row)
    item = record.get("item_no")
    named = [record.get("declaration_id"), say("validate.book.item", item=item) if item else None]
    return ", ".join(str(name) for name in named if name)


def _record(row: Any) -> dict[str, Any]:
    try:
        record = json.loads(row)
    except (TypeError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _formats(book: Any) -> dict[str, Format]:
    common = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#c9d1d9", "num_format": "@"}
    return {
        "heading": book.add_format({**common, "bold": True, "bg_color": "#1f2933", "font_color": "#ffffff"}),
        "fixed": book.add_format(common),
        "filled": book.add_format({**common, "bg_color": "#fff7d6"}),
    }


def _sheet(sheet: Worksheet, lines: pd.DataFrame, formats: dict[str, Format], say: Catalogue) -> None:
    for place, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, say(f"validate.book.{name}"), formats["heading"])
        look = formats["filled" if name in FILLED else "fixed"]
        for row, text in enumerate(lines[name], start=1):
            sheet.write_string(row, place, text[:CHARACTERS_A_CELL], look)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _help(sheet: Worksheet, say: Catalogue) -> None:
    names = {name: say(f"validate.book.{name}") for name in FILLED}
    sheet.set_column(0, 0, 110)
    for row in range(4):
        sheet.write_string(row, 0, say(f"validate.book.help.{row + 1}", **names))


def read_quarantine_workbook(rows: pd.DataFrame) -> pd.DataFrame:
    """Corrections out of a filled workbook: one row is a cell, what stood in it and what it becomes.

    `rows` are the cells of the sheet as text under its headings. Rows without a right value are left out. Raises
    InputError where columns are missing, or where a right value comes without reason or author.
    """
    named = rows.rename(columns=_names_of_headings())
    if missing := [name for name in CORRECTIONS if name not in named]:
        headings = ", ".join(catalogue("vi")(f"validate.book.{name}") for name in missing)
        raise ToldError("error.workbook_columns", headings=headings)
    texts = named[list(CORRECTIONS)].astype("str").apply(lambda column: column.str.strip()).replace("", pd.NA)
    filled = texts[texts["becomes"].notna()]
    _refuse_unsigned(filled)
    source_row = pd.to_numeric(filled["source_row"], errors="coerce").astype("float64")
    corrections: pd.DataFrame = filled.assign(source_row=source_row).reset_index(drop=True)
    return corrections


def recognising_headings() -> list[tuple[str, ...]]:
    """Headings by which a filled workbook is known, in each language."""
    return [tuple(catalogue(language)(f"validate.book.{name}") for name in RECOGNISED) for language in LANGUAGES]


def _names_of_headings() -> dict[str, str]:
    """Heading in any language to the name of the column."""
    return {catalogue(language)(f"validate.book.{name}"): name for language in LANGUAGES for name in WIDTHS}


def _refuse_unsigned(filled: pd.DataFrame) -> None:
    unsigned = filled[filled[["reason", "author"]].isna().any(axis="columns")]
    if len(unsigned):
        # The heading is row 1 of the sheet.
        line = int(unsigned.index[0]) + 2
        raise ToldError("error.workbook_unsigned", row=line)
