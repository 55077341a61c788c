"""Money as people write it, read for certain or not at all.

Read: `1.200.000.000 đ`, `1,2 tỷ`, `1.2 tỷ`, `500 triệu`, `1 tỷ 200 triệu`, `1 tỷ 2` (a lone digit counts tenths, three
digits thousandths of the unit before), `2tr5`, `một tỷ hai trăm triệu đồng`, `khoảng 300tr` (with less confidence),
`50.000 USD (tương đương 1,2 tỷ)` (value in dong, currency and foreign amount kept), `1,200,000.00`, `-300 triệu`, and
`500.000.000 đ (năm trăm triệu đồng)` where words and digits agree. In a column whose heading says `ĐVT: triệu đồng`
plain numbers count millions (`1.200` is 1.2 billion), an explicit unit in the cell counts for itself.

Not read, each with its problem: `1.200` without unit or sign (thousand dong, or a decimal, or millions?), `500,000`
and `1,200 triệu` (group or decimal comma?), `1.200 tỷ`, `1 tỷ 25` (25 or 250 million?), `1.5` without unit, `1.2E+09`
(digits may be lost), words that are not understood. A foreign amount without its worth in dong keeps currency and
amount and has no value, with the text as the reason; in a table without a place for them it is a problem.
A dash or dots are no value; `không xác định được giá trị` and the like are no value with that reason.
"""

import re
import unicodedata
from functools import lru_cache, partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.amount_terms import DONG, UNITS, Amount, amount, foreign_amount
from pipeline.sources.cell import ColumnReading, Reading, arrow_text, problem, read_column
from pipeline.sources.numbers import SCIENTIFIC
from pipeline.sources.numerals import bare

__all__ = ["DONG", "UNITS", "read_amount", "read_amounts", "unit_of_heading"]
NO_VALUE = re.compile(r"[-–—_.…/x\s]*")
_UNKNOWN = re.compile(
    r"(?:gi[áa] tr[ịi][:\s]*)?(?:không|khong|chưa|chua) (?:xác định|xac dinh|rõ|ro|biết|nhớ)\b.*", re.S
)
_ABOUT = re.compile(
    r"^(?:(?:khoảng|khoang|giá trị ước tính|ước tính|ước|uoc tinh|gần|trên|hơn|dưới|chừng|xấp xỉ|tầm|cỡ|~|≈)[:\s]*)+"
)
_ESTIMATED = re.compile(r"\s*(?:\((?:giá trị )?ước tính\)|(?:giá trị )?ước tính)$")
_DIRECTION = re.compile(r"(?:(tăng|giảm)(?: thêm| đi)?[:\s]*)?([-+]?)\s*(.*)", re.S)
_EQUALS = r"(?:tương đương|tuong duong|quy đổi|quy ra|tđ|bằng|=|~|≈)"
_EQUIVALENT = re.compile(rf"(.+?)[\s(,;:–-]*{_EQUALS}(?:\s*(?:với|khoảng|:))*\s*([^()]+?)\)?", re.S)
_PAIRED = re.compile(r"([^()]+?)\s*\((?:(?:viết |ghi )?bằng chữ)?[:\s]*([^()]+)\)\.?")
_HEADINGS = {
    "nghìn đồng": ("nghin dong", "ngan dong", "1.000 dong", "1000 dong", "1.000d", "1000d"),
    "triệu đồng": ("trieu dong", "trieu", "trd", "tr.d", "tr dong", "1.000.000 dong"),
    "tỷ đồng": ("ty dong", "ti dong", "ty"),
}
_POINT_GROUPS = r"^\d{1,3}(\.\d{3}){2,4}\s*(đ|đồng|vnđ|vnd|VNĐ|VND|₫)?$"
_COMMA_GROUPS = r"^\d{1,3}(,\d{3}){2,4}(\.0{1,2})?$"


def plain_amounts(texts: pd.Series) -> pd.Series:
    """Whole dong in the three certain shapes of whole columns: digits, groups by points, groups by commas."""
    values = arrow_text(texts)
    return pd.Series(_whole(values).to_numpy(zero_copy_only=False).astype("float64"), index=texts.index)


def _whole(values: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return pc.cast(values, pa.int64())
    except pa.ArrowInvalid:
        digits = pc.replace_substring_regex(values, r"^(-?\d{1,15})\.0{1,2}$", r"\1")
    points = pc.match_substring_regex(digits, _POINT_GROUPS)
    commas = pc.match_substring_regex(digits, _COMMA_GROUPS)
    bare_digits = pc.replace_substring_regex(digits, r"\.0{1,2}$|[^0-9]", "")
    joined = pc.if_else(pc.or_(points, commas), bare_digits, digits)
    regular = pc.match_substring_regex(joined, r"^-?\d{1,15}$")
    return pc.cast(pc.if_else(regular, joined, None), pa.int64())


def read_amounts(texts: pd.Series, unit: str = DONG, style: str = "vi", signed: bool = False) -> ColumnReading:
    """A column of money; `unit` is that of the heading (a key of UNITS, or a currency), `style` as in `numbers`.

    With `signed` words for a direction count (`tăng 300 triệu`, `giảm 300 triệu`), as in section III of the form.
    """
    parse = partial(read_amount, unit=unit, style=style, signed=signed)
    return read_column(texts, _none_plain if UNITS.get(unit, 1) > 1 else plain_amounts, parse)


def _none_plain(texts: pd.Series) -> pd.Series:
    return pd.Series(float("nan"), index=texts.index)


@lru_cache(maxsize=10_000)
def unit_of_heading(label: str) -> str:
    """The unit of money that a heading names (`Giá trị (triệu đồng)`, `ĐVT: triệu đồng`); dong where it names none."""
    words = f" {' '.join(re.sub('[():,]', ' ', bare(label)).split())} "
    return next(
        (unit for unit, spellings in _HEADINGS.items() if any(f" {word} " in words for word in spellings)), DONG
    )


@lru_cache(maxsize=50_000)
def read_amount(text: str, unit: str = DONG, style: str = "vi", signed: bool = False) -> Reading:
    """One amount; see the module for what is read and what is not."""
    words = tidy(text)
    if NO_VALUE.fullmatch(words):
        return Reading(raw=text)
    if _UNKNOWN.fullmatch(words):
        return Reading(raw=text, unknown=text.strip())
    if SCIENTIFIC.fullmatch(words):
        return problem(text, "problem.number.digits_lost")
    found = _signed(words, unit, style, signed)
    if found.problem:
        return problem(text, found.problem)
    if found.value is None:
        return Reading(None, DONG, found.confidence, text, None, found.currency, found.foreign_amount, text.strip())
    value = float(round(found.value)) if unit in UNITS else float(found.value)
    return Reading(
        value, unit if unit not in UNITS else DONG, found.confidence, text, None, found.currency, found.foreign_amount
    )


def tidy(text: str) -> str:
    """Small letters in compatible, composed Unicode, single spaces."""
    plain = unicodedata.normalize("NFKC", text.replace("½", " 1/2")).lower().replace("−", "-")
    return " ".join(plain.replace("tỉ", "tỷ").split())


def _signed(words: str, unit: str, style: str, signed: bool) -> Amount:
    """An amount with its sign, and with less confidence where it is called an estimate."""
    match = _DIRECTION.fullmatch(words)
    if match is None or (match[1] and not signed):
        return Amount(problem="problem.amount.words")
    if match[1] == "tăng" and match[2] == "-":
        return Amount(problem="problem.amount.words")
    # `giảm -300 triệu` says the same twice, and does not rise.
    sign = -1 if match[2] == "-" or match[1] == "giảm" else 1
    core = _ESTIMATED.sub("", _ABOUT.sub("", match[3])).strip()
    found = _whole_amount(core, unit, style)
    confidence = found.confidence if core == match[3] else min(found.confidence, 0.7)
    return found._replace(value=None if found.value is None else found.value * sign, confidence=confidence)


def _whole_amount(words: str, unit: str, style: str) -> Amount:
    """An amount in dong, in a foreign currency with or without its worth in dong, or twice, in digits and words."""
    abroad = foreign_amount(words, style)
    if abroad:
        return abroad
    equal = _EQUIVALENT.fullmatch(words)
    if equal and (abroad := foreign_amount(equal[1], style)):
        worth = amount(_ABOUT.sub("", equal[2]).strip(), DONG, style)
        return worth._replace(currency=abroad.currency, foreign_amount=abroad.foreign_amount)
    twice = _PAIRED.fullmatch(words)
    return _agreed(twice[1], twice[2].strip(), unit, style) if twice else amount(words, unit, style)


def _agreed(words: str, again: str, unit: str, style: str) -> Amount:
    """The amount before a bracket, where the bracket says the same in words or the amount abroad."""
    first, abroad = amount(words, unit, style), foreign_amount(again, style)
    if first.problem or abroad:
        return first._replace(currency=abroad.currency, foreign_amount=abroad.foreign_amount) if abroad else first
    second = amount(again, DONG, style)
    if second.problem:
        return Amount(problem="problem.amount.words")
    return first if first.value == second.value else Amount(problem="problem.amount.differs")
