"""Numbers as people group their digits, and no guess where two readings are possible.

Style `vi` (`1.200.000,5`) and `en` (`1,200,000.5`) differ in the texts that are written alike. Certain in both are
plain digits, two or more groups of three (`1.200.000`, `1,200,000`), groups with decimals after the other mark
(`1,250.5`), and decimals that are not three digits (`1.5`, `0,25`, `0.125`). One group of three is certain only
with the group mark of the style: `500.000` in `vi`, `500,000` in `en`; with the other mark it is ambiguous in `vi`
(a decimal comma with three decimals, or a foreign group), and a decimal in `en`.
"""

import re
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.cell import ColumnReading, Reading, arrow_text, problem, read_column

# A number with its groups; spaces group too, but only by threes.
NUMBER = r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_GROUPS_AND_DECIMALS = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+")
_FRACTION = re.compile(r"(\d+)\s*/\s*([1-9]\d*)")


class Number(NamedTuple):
    """A number, or the problem with it; `one_group` where a single group of three digits was taken as thousands."""

    value: Decimal | None
    problem: str | None = None
    one_group: bool = False
    decimals: bool = False


def number(text: str, style: str = "vi") -> Number:
    """The number that a text of digits and marks stands for."""
    digits = re.sub(r"[ '’]", "", text)
    if digits.isdecimal():
        return Number(Decimal(digits))
    if _GROUPED.fullmatch(digits):
        return _grouped(digits, style)
    mixed = _GROUPS_AND_DECIMALS.fullmatch(digits)
    if mixed:
        whole, part = (mixed[1], mixed[2]) if mixed[1] else (mixed[3], mixed[4])
        return Number(Decimal(re.sub(r"[.,]", "", whole) + "." + part), decimals=int(part) != 0)
    decimal = _DECIMAL.fullmatch(digits)
    if decimal:
        return Number(Decimal(f"{decimal[1]}.{decimal[2]}"), decimals=int(decimal[2]) != 0)
    return Number(None, "problem.number.malformed")


def _grouped(digits: str, style: str) -> Number:
    """Digits in groups of three by one mark."""
    marks = re.sub(r"\d", "", digits)
    if digits.startswith("0"):
        decimal = _DECIMAL.fullmatch(digits) if digits[1] == marks else None
        value = Decimal(digits.replace(",", ".")) if decimal else None
        return Number(value, None if decimal else "problem.number.malformed", decimals=bool(value))
    whole = Number(Decimal(re.sub(r"[.,]", "", digits)))
    if len(marks) > 1:
        return whole
    if marks == ("." if style == "vi" else ","):
        return whole._replace(one_group=True)
    if style == "en":
        return Number(Decimal(digits), decimals=True)
    return Number(None, "problem.number.ambiguous")


def plain_numbers(texts: pd.Series) -> pd.Series:
    """The cells that are plain digits, or have decimals after a point that are not three; NaN for others."""
    values = arrow_text(texts)
    try:
        whole = pc.cast(values, pa.int64())
    except pa.ArrowInvalid:
        regular = pc.match_substring_regex(values, r"^-?(\d{1,15}|\d{1,15}\.(\d{1,2}|\d{4,}))$")
        whole = pc.cast(pc.if_else(regular, values, None), pa.float64())
    return pd.Series(whole.to_numpy(zero_copy_only=False).astype("float64"), index=texts.index)


def read_numbers(texts: pd.Series, style: str = "vi") -> ColumnReading:
    """A column of numbers in the unit of the column: quantities, shares (`51%` is 0.51), amounts in a currency."""
    return read_column(texts, plain_numbers, lambda text: read_number(text, style))


def read_number(text: str, style: str = "vi") -> Reading:
    """One number: sign, digits, `%`, a fraction (`1/2`), a unit after it; a dash or dots are no value."""
    written = " ".join(text.replace("−", "-").replace("\u00a0", " ").split())
    if re.fullmatch(r"[-–—_.…/]*", written):
        return Reading(raw=text)
    if SCIENTIFIC.fullmatch(written):
        return problem(text, "problem.number.digits_lost")
    fraction = _FRACTION.fullmatch(written)
    if fraction:
        return Reading(int(fraction[1]) / int(fraction[2]), raw=text)
    match = re.fullmatch(rf"([-+]?)\s*({NUMBER})\s*(%|[^\W\d][^\d]*)?", written)
    if not match:
        return problem(text, "problem.number.malformed")
    found = number(match[2], style)
    if found.value is None:
        return problem(text, str(found.problem))
    if found.one_group and style == "vi" and not match[3]:
        return problem(text, "problem.number.ambiguous")
    value = float(found.value) / (100 if match[3] == "%" else 1) * (-1 if match[1] == "-" else 1)
    unit = "" if match[3] in ("%", None) else match[3].strip()
    return Reading(value, unit, 0.9 if found.one_group else 1.0, text)


def read_integers(texts: pd.Series) -> ColumnReading:
    """A column of whole numbers, years among them."""
    return read_column(texts, _plain_integers, _integer)


def _plain_integers(texts: pd.Series) -> pd.Series:
    values = plain_numbers(texts)
    return values.where(np.floor(values) == values)


def _integer(text: str) -> Reading:
    digits = re.fullmatch(r"(?:năm\s*)?(\d{1,9})(?:[.,]0+)?", text.strip().lower())
    return Reading(float(digits[1]), raw=text) if digits else problem(text, "problem.number.malformed")
