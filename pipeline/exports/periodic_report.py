"""The periodic report as files: a workbook in which every figure can be followed to its rows, and a text to sign."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from pipeline import privacy
from pipeline.exports.safe import cell_text
from pipeline.exports.word import HEADING, document_bytes, grid, line, new_document, two_columns
from pipeline.texts import Catalogue

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = dt.datetime(2020, 1, 1)
A4, TOP = 9, 4
ROWS_IN_A_SHEET = 1_000_000
ROW_HEADS = ("figure", "code", "day", "declarant_id", "unit_code", "what", "reference", "source_file", "source_row")
WIDTHS = {"figure": 62, "value": 14, "how": 95, "source_file": 34, "reference": 22, "code": 24}
# The first figure of each part of the text.
PARTS = {
    "declaring": "declared",
    "verifying": "units_controlled",
    "disciplining": "disciplined",
    "conflicts": "conflict_reports",
}


@dataclass(frozen=True)
class Report:
    """FIGURES and ROWS of a period (pipeline/periodic.py) with its name and days."""

    part: str
    year: int
    first: dt.date
    last: dt.date
    figures: pd.DataFrame
    rows: pd.DataFrame
    declared_until: dt.date | None = None

    @property
    def name(self) -> str:
        return f"{self.year}-{self.part}"


def periodic_report(report: Report, say: Catalogue, profile: str) -> dict[str, bytes]:
    """<period>.xlsx and <period>.docx."""
    return {f"{report.name}.xlsx": workbook(report, say, profile), f"{report.name}.docx": document(report, say)}


def subtitle(report: Report, say: Catalogue) -> str:
    name = say(f"period.name.{report.part}", year=report.year)
    return say("period.subtitle", name=name, first=say.day(report.first), last=say.day(report.last))


def reach(report: Report, say: Catalogue) -> str:
    """How far the declarations reach, where they end before the period does; empty where they cover it."""
    until = report.declared_until
    return "" if until is None or until >= report.last else say("period.until", day=say.day(until))


def workbook(report: Report, say: Catalogue, profile: str) -> bytes:
    """A sheet of figures, and their rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": say("period.title"), "comments": say("period.footer"), "created": CREATED})
    looks = formats(book)
    write_sheet(book, say("period.sheet.figures"), figure_rows(report, say), report, looks, say)
    shown = privacy.mask(report.rows, profile)
    for number, first in enumerate(range(0, max(len(shown), 1), ROWS_IN_A_SHEET), 1):
        name = say("period.sheet.rows") if number == 1 else say("period.sheet.rows_more", number=number)
        piece = told_rows(shown.iloc[first : first + ROWS_IN_A_SHEET], say)
        write_sheet(book, name, piece, report, looks, say)
    book.close()
    return buffer.getvalue()


def formats(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    cell = {**plain, "border": 1, "border_color": "#D9DEE4", "text_wrap": True}
    looks = {
        "title": {**plain, "bold": True, "font_size": 14},
        "note": {**plain, "font_color": "#52606D"},
        "head": {**cell, "bold": True, "bg_color": "#0B4F7A", "font_color": "#FFFFFF"},
        "text": {**cell, "num_format": "@"},
        "number": {**cell, "num_format": "#,##0", "align": "right"},
        "open": {**cell, "bg_color": "#FFF8E6", "italic": True},
        "day": {**cell, "num_format": "dd/mm/yyyy", "align": "left"},
        "place": {**cell, "num_format": "0", "align": "right"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def figure_rows(report: Report, say: Catalogue) -> pd.DataFrame:
    """One row a figure: its words, value (null: left open), where it comes from, code."""
    names = report.figures.figure
    how = [say(f"period.how.{name}") if f"period.how.{name}" in say else "" for name in names]
    return pd.DataFrame(
        {
            "figure": [say(f"period.figure.{name}") for name in names],
            "value": report.figures["value"].to_numpy(),
            "how": how,
            "code": names.to_numpy(),
        }
    )


def told_rows(rows: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """One row a row counted, with the words of its figure."""
    words = {name: say(f"period.figure.{name}").lstrip("– ") for name in rows.figure.unique()}
    contents = {what: content(what, say) for what in rows.what.dropna().unique()}
    told = rows.assign(code=rows.figure, figure=rows.figure.map(words), what=rows.what.map(contents))
    return told[list(ROW_HEADS)]


def content(what: str, say: Catalogue) -> str:
    """A kind of declaration, measure or conclusion in words; the office's own words as they are."""
    names = (f"kind.{what}", f"measure.{what}", f"period.figure.{what}")
    return next((say(name).lstrip("– ") for name in names if name in say), what)


def write_sheet(
    book: Any, name: str, rows: pd.DataFrame, report: Report, looks: dict[str, Any], say: Catalogue
) -> None:
    page = book.add_worksheet(name)
    page.write_string(0, 0, say("period.title"), looks["title"])
    page.write_string(1, 0, subtitle(report, say), looks["note"])
    page.write_string(2, 0, " ".join(filter(None, (say("period.ties"), reach(report, say)))), looks["note"])
    for place, column in enumerate(rows.columns):
        page.set_column(place, place, WIDTHS.get(str(column), 16))
        page.write_string(TOP - 1, place, say(f"period.head.{column}"), looks["head"])
        for row, value in enumerate(rows[column], start=TOP):
            write_cell(page, row, place, value, looks, str(column), say)
    page.freeze_panes(TOP, 1)
    page.autofilter(TOP - 1, 0, TOP - 1 + max(len(rows), 1), len(rows.columns) - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(TOP - 1)
    page.set_footer(f"&L&8{say('period.footer')}&R&8&P/&N")


def write_cell(page: Any, row: int, place: int, value: Any, looks: dict[str, Any], column: str, say: Catalogue) -> None:
    if pd.isna(value):
        is_open = column == "value"
        page.write_string(row, place, say("period.open") if is_open else "", looks["open" if is_open else "text"])
    elif isinstance(value, pd.Timestamp):
        page.write_datetime(row, place, value.to_pydatetime(), looks["day"])
    elif isinstance(value, str):
        page.write_string(row, place, cell_text(value), looks["text"])
    else:
        # A row of a file is a place, not a quantity: no thousands are parted.
        page.write_number(row, place, float(value), looks["place" if column == "source_row" else "number"])


def document(report: Report, say: Catalogue) -> bytes:
    """The text: figures in four parts, what is left open by name, and room for the office's own words."""
    text = new_document(say("period.title"))
    agency = [say("period.agency"), say("period.number")]
    two_columns(text, agency, [say("draw.state"), say("draw.motto")], HEADING)
    line(text, say("period.title"), bold=True, centred=True, points=14)
    line(text, subtitle(report, say), centred=True)
    if reach(report, say):
        line(text, reach(report, say), centred=True)
    order = list(report.figures.figure)
    starts = [order.index(first) for first in PARTS.values()] + [len(order)]
    for part, first, last in zip(PARTS, starts, starts[1:], strict=False):
        line(text, say(f"period.part.{part}"), bold=True)
        heads = [say("period.head.figure"), say("period.head.value")]
        rows = [told(figure, say) for figure in report.figures.iloc[first:last].itertuples()]
        grid(text, heads, rows, (130, 30), figures=(1,))
    open_names = [say(f"period.figure.{name}") for name in report.figures.figure[report.figures["value"].isna()]]
    line(text, say("period.open_named", names="; ".join(open_names)))
    line(text, say("period.part.assessment"), bold=True)
    line(text, say("period.to_write"))
    two_columns(text, [say("period.recipients")], [say("period.signer"), say("period.sign")])
    return document_bytes(text)


def told(figure: Any, say: Catalogue) -> list[str]:
    value = "……" if pd.isna(figure.value) else say.number(figure.value)
    return [say(f"period.figure.{figure.figure}"), value]
