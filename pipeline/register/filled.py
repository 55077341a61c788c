"""What staff wrote into the list: rows of text under headings in either language become outcomes of cases."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from pipeline.model.registered import CASE_OUTCOMES, MEASURES, REGISTER
from pipeline.register.versions import CONTENT, OF_THE_CASE
from pipeline.texts import LANGUAGES, Catalogue, catalogue

READ = ("case_id", *OF_THE_CASE, *CONTENT)
HEADING_ROWS = 40
_WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# An apostrophe that keeps a spreadsheet from calculating what a person wrote.
_GUARD = re.compile(r"^'(?=[=+\-@])")


class Filled(NamedTuple):
    """`rows`: REGISTER without version and day of recording, in order of sheets and rows; `problems`: sentences."""

    rows: pd.DataFrame
    problems: list[str]


def read_filled(sheets: Mapping[str, Sequence[Sequence[str]]], file: str, say: Catalogue) -> Filled:
    """The filled rows of every sheet that has the columns of the list."""
    found: list[dict[str, object]] = []
    problems: list[str] = []
    for sheet, rows in sheets.items():
        where = "!".join(part for part in (file, sheet) if part)
        for number, cells in filled_rows(rows):
            place = f"{where}:{number}"
            found.append({**outcome_of(cells, place, say, problems), "source": place})
    return Filled(REGISTER.conform(pd.DataFrame(found, columns=[*READ, "source"])), problems)


def filled_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number and cells by column of the rows of a list in which staff filled in anything."""
    heading = heading_of(rows)
    if heading is None:
        return
    for number, row in enumerate(rows[heading.row :], start=heading.row + 1):
        cells = {name: _GUARD.sub("", row[at].strip()) for name, at in heading.columns.items() if at < len(row)}
        if cells.get("case_id") and any(cells.get(name) for name in CONTENT):
            yield number, cells


class Heading(NamedTuple):
    """The number of the heading row, counted from 1, and where each column stands."""

    row: int
    columns: dict[str, int]


def heading_of(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The first row that names both the case and its outcome; None in a sheet that is no list."""
    labels = _labels()
    for number, row in enumerate(rows[:HEADING_ROWS], start=1):
        places = {labels[plain(text)]: at for at, text in enumerate(row) if plain(text) in labels}
        if {"case_id", "outcome"} <= set(places):
            return Heading(number, places)
    return None


def outcome_of(cells: Mapping[str, str], place: str, say: Catalogue, problems: list[str]) -> dict[str, object]:
    """One row: words become codes and days; what is not understood is added to `problems` with its place."""
    values: dict[str, object] = {name: text or None for name, text in cells.items()}
    for name, read in (("outcome", outcome_code), ("measure", measure_code), ("outcome_on", day_of)):
        text = cells.get(name, "")
        values[name] = read(text) if text else None
        if text and values[name] is None:
            problems.append(say(f"register.unread.{name}", place=place, text=text))
    return values


def outcome_code(text: str) -> str | None:
    """The code of an outcome written as code or in either language."""
    return _words("case_outcome", CASE_OUTCOMES).get(plain(text))


def measure_code(text: str) -> str | None:
    return _words("measure", MEASURES).get(plain(text))


def day_of(text: str) -> date | None:
    """A day written as 2026-03-15 or 15/3/2026; None for anything else."""
    written = _WRITTEN_DAY.fullmatch(text)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def plain(text: str) -> str:
    """A text as it is compared: composed letters, small, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _labels() -> dict[str, str]:
    """Every heading that may stand above a column, in both languages, and the column's own name."""
    spoken = {plain(catalogue(language)(f"list.column.{name}")): name for language in LANGUAGES for name in READ}
    return spoken | {name: name for name in READ}


def _words(kind: str, codes: Sequence[str]) -> dict[str, str]:
    spoken = {plain(catalogue(language)(f"{kind}.{code}")): code for language in LANGUAGES for code in codes}
    return spoken | {code: code for code in codes}
