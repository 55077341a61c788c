"""Dates as people write them; day and month are never swapped to make a date possible.

Read in style `dmy` (the default): `2024-12-31`, `31/12/2024`, `31.12.2024`, `ngày 31 tháng 12 năm 2024`, `31 Dec 2024`,
`20241231`, Excel serials (`45657`). `roc` adds the calendar of the Republic of China (`93年01月02日` is 2004-01-02).
A year or a month alone (`2015`, `12/2024`, `77年06月`) is legal and kept as text: there is no day, so the value is
null, without a problem. Not read: `12/31/2024` (no 31st month), `31/02/2024`, years before 1900 or after 2100.

Two digits for a year are read where both order and century are certain, with less confidence: with dots, as people
write by hand, or with a day above 12 (`31.12.24`, `05.03.24`, `31/12/24`); 00 to 30 is of this century, 50 to 99 of the
last one, since nothing declared lies so far ahead and nobody who declares was born so long ago. `03/05/24` is left
open: American spreadsheets write the 5th of March so. So is `15/06/41`, a birth or a term in the future.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache, partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.cell import ColumnReading, Reading, arrow_text, problem, read_column

STYLES = ("dmy", "roc")
FIRST_YEAR, LAST_YEAR = 1900, 2100
ROC_YEAR_0 = 1911
LAST_MONTH = 12
LAST_OF_THIS_CENTURY, FIRST_OF_LAST_CENTURY = 30, 50
# Day 0 of spreadsheets, which count a 29 February 1900 that was none; serials from 1 March 1900 on are right.
SERIAL_0 = date(1899, 12, 30)
_NO_VALUE = re.compile(r"[-–—_.…/\s]*")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:z|[+-]00:?00)?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm|,)\s*(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SHORT_YEAR = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{2})")
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})|(\d{4})[-/.](\d{1,2})")
_YEAR = re.compile(r"(?:năm\s*)?(\d{4})")
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.0+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})[a-z]*\.?,?\s+(\d{{4}})")
_ROC = re.compile(
    r"(?:民國|中華民國)?\s*(\d{1,3})\s*(?:年|[./])\s*(?:(\d{1,2})\s*(?:月|[./]|$)\s*)?(?:(\d{1,2})\s*日?)?(?:間|份|底|初)?"
)


def plain_dates(texts: pd.Series) -> pd.Series:
    """The cells of a column that are ISO days, all or none; null for others."""
    try:
        days = pc.cast(pc.cast(arrow_text(texts), pa.date32()), pa.timestamp("ns"))
    except pa.ArrowInvalid:
        return pd.Series(pd.NaT, index=texts.index, dtype="datetime64[ns]")
    return pd.Series(days.to_numpy(), index=texts.index, dtype="datetime64[ns]")


def read_dates(texts: pd.Series, style: str = "dmy") -> ColumnReading:
    """A column of days; a cell with a year or month only is null without a problem."""
    return read_column(texts, plain_dates, partial(read_date, style=style))


@lru_cache(maxsize=50_000)
def read_date(text: str, style: str = "dmy") -> Reading:
    """One day; `unit` says how much of it is known: day, month or year."""
    words = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if _NO_VALUE.fullmatch(words):
        return Reading(raw=text)
    parts = _republic(words) if style == "roc" else None
    return _reading(text, *(parts or _parts(words)))


def _parts(words: str) -> tuple[int, int, int, float]:
    """Year, month and day with how sure they are; month or day 0 where not stated, year 0 where nothing fits."""
    if match := _ISO.fullmatch(words):
        return int(match[1]), int(match[2]), int(match[3]), 1.0
    if match := _DAY_FIRST.fullmatch(words):
        return int(match[3]), int(match[2]), int(match[1]), 1.0
    if match := _ENGLISH.fullmatch(words):
        return int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]), 1.0
    if match := _COMPACT.fullmatch(words):
        return int(match[1]), int(match[2]), int(match[3]), 0.9
    if match := _SERIAL.fullmatch(words):
        day = SERIAL_0 + timedelta(days=int(match[1]))
        return day.year, day.month, day.day, 0.9
    if match := _MONTH.fullmatch(words):
        return int(match[2] or match[3]), int(match[1] or match[4]), 0, 1.0
    if match := _SHORT_YEAR.fullmatch(words):
        return _short_year(int(match[1]), int(match[3]), int(match[4]), match[2])
    match = _YEAR.fullmatch(words)
    return (int(match[1]), 0, 0, 1.0) if match else (0, 0, 0, 0.0)


def _short_year(day: int, month: int, year: int, mark: str) -> tuple[int, int, int, float]:
    """A day with two digits for the year; year -1 where order or century could be another one."""
    certain = mark == "." or day > LAST_MONTH or day == month
    century = 2000 if year <= LAST_OF_THIS_CENTURY else 1900 if year >= FIRST_OF_LAST_CENTURY else 0
    return (century + year, month, day, 0.8) if certain and century else (-1, 0, 0, 0.0)


def _republic(words: str) -> tuple[int, int, int, float] | None:
    """The parts of a date of the Republic; None for one in another calendar."""
    match = _ROC.fullmatch(words)
    return (int(match[1]) + ROC_YEAR_0, int(match[2] or 0), int(match[3] or 0), 1.0) if match else None


def _reading(text: str, year: int, month: int, day: int, sure: float) -> Reading:
    if year == -1:
        return problem(text, "problem.date.short_year")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return problem(text, "problem.date.year" if year else "problem.date.words")
    if not day:
        known = "month" if month else "year"
        return Reading(None, known, sure, text) if month <= 12 else problem(text, "problem.date.impossible")
    try:
        return Reading(datetime(year, month, day), "day", sure, text)
    except ValueError:
        return problem(text, "problem.date.impossible")
