"""Amounts, areas and quantities inside sentences: which part of the text is the figure, and what else it says."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.sources.amounts import read_amount
from pipeline.sources.currencies import NAMES
from pipeline.sources.form130.fold import fold

_NUMBER = r"(?:\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)*)"
_SCALE = r"(?:nghin ty|ngan ty|tram trieu|chuc trieu|tram nghin|ty|ti|trieu|trd|tr|nghin|ngan|k)(?![a-z])"
_DONG = r"(?:viet nam dong|dong viet nam|dong chan|dong|vnd|d)(?![a-z0-9])"
# Without diacritics `đô` is `do`, which mostly means "because".
_CURRENCIES = sorted({fold(name) for names in NAMES.values() for name in names} - {"do"}, key=len, reverse=True)
_CURRENCY = rf"(?:{'|'.join(re.escape(name) for name in _CURRENCIES)})(?![a-z])"
_ABOUT = r"(?:(?:khoang|gia tri uoc tinh|uoc tinh|uoc|gan|hon|tren|duoi|chung|xap xi|tam)[: ]+)*"
_SCALED = rf"{_NUMBER}\s*{_SCALE}(?:[ ,]*{_NUMBER}\s*{_SCALE})*"
_SCALED += rf"(?:\s*\d{{1,3}}(?![\d.,]*\s*[a-z0-9]))?(?:\s*ruoi)?(?:\s*{_DONG})?"
_ATTACHED = r"\d+(?:ty|ti|tr)\d{1,3}(?![\d.,]*\s*[a-z0-9])(?:\s*dong)?"
_ONES = r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|moi|tram|linh|le|nghin|ngan|trieu|ty|ruoi)"
_WORDS = rf"{_ONES}(?:[\s,]+{_ONES})+\s+dong(?:\s+chan)?"
_FOREIGN = rf"(?:{_NUMBER}\s*(?:{_SCALE}\s*)?{_CURRENCY}|{_CURRENCY}\s*{_NUMBER})"
_WORTH = r"(?:\s*[,;]?\s*\(?\s*(?:tuong duong|quy doi|quy ra|td|bang|=|~)[^();]*\)?)"
_PAIR = rf"(?:\s*\((?:bang chu|viet bang chu|ghi bang chu|gia tri uoc tinh|uoc tinh|{_ONES}\s+{_ONES}\b)[^)]*\))"
_GROUPS = r"\d{1,3}(?:,\d{3}){2,}\.\d{1,2}(?![\d.,]*\d)|\d{1,3}(?:[.,]\d{3}){2,}(?![\d.,]*\d)|\d{7,15}(?!\d)"
# An amount by the month is not the amount of the period.
_RATE = r"(?!\s*(?:dong|vnd|d)?\s*(?:/|mot|moi|hang)\s*(?:thang|th\b|tuan|ngay|quy))"
AMOUNT = re.compile(
    rf"(?<![a-z0-9.,]){_ABOUT}[-+]?\s*(?:{_FOREIGN}{_WORTH}?|(?:{_ATTACHED}|{_SCALED}|{_NUMBER}\s*{_DONG}|{_GROUPS}|{_WORDS})(?![a-z0-9]){_RATE}{_PAIR}?)"
)
_AREA_UNIT = r"(?:m2|m 2|m\^2|met vuong|km2|hecta|hec ta|ha|sao|mau|thuoc|cong)(?![a-z0-9])"
# All sides together, so that `5x20m2` is never the area 20.
_SIDES = rf"(?:{_NUMBER}\s*m?\s*[x×*]\s*)+{_NUMBER}\s*(?:{_AREA_UNIT}|m(?![a-z0-9]))"
_TIMES = re.compile(r"[x×*]", re.I)
AREA = re.compile(rf"(?:khoang\s+)?(?:{_SIDES}|{_NUMBER}\s*{_AREA_UNIT}(?:[ ,]*{_NUMBER}\s*{_AREA_UNIT})*)")
_COUNT_UNIT = (
    r"(?:luong|cay|chi|lang|co phieu|co phan|cp|trai phieu|chung chi quy|chiec|cai|bo|goc|khu|thua|can|to|so|con|"
    r"vien|kg|gam|gram|g|ct|carat)"
)
COUNT = re.compile(rf"(?<![a-z0-9.,]){_NUMBER}\s*{_COUNT_UNIT}(?![a-z0-9])(?:\s*{_NUMBER}\s*chi(?![a-z]))?")
UNKNOWN = re.compile(r"(?:khong|chua|ko)\s+(?:the\s+)?(?:xac dinh|ro gia tri|nho gia tri|biet gia tri)")
_PLAIN = re.compile(r"[\d.]+(?:\s*(?:đ|đồng|vnđ|vnd|VNĐ|VND|₫))?")
_ENDS = " \t,;:-–."


class Figure(NamedTuple):
    """The part of a text that is the figure, and what stands before and after it."""

    before: str
    text: str
    after: str


def find(pattern: re.Pattern[str], text: str) -> Figure | None:
    """The first figure in a text."""
    match = pattern.search(fold(text))
    if match is None:
        return None
    return Figure(_trim(text[: match.start()]), text[match.start() : match.end()].strip(), _trim(text[match.end() :]))


def _trim(text: str) -> str:
    """Without separators at the ends, and without brackets around all of it."""
    trimmed = text.strip(_ENDS)
    if trimmed.startswith("(") and trimmed.endswith(")") and ")" not in trimmed[1:-1]:
        trimmed = trimmed[1:-1].strip(_ENDS)
    return trimmed


class Value(NamedTuple):
    """The text of an amount, why there is none, and what else was said."""

    amount: str = ""
    unknown: str = ""
    rest: str = ""


@lru_cache(maxsize=50_000)
def value_of(text: str, unit: str = "", many: bool = False) -> Value:
    """What stands beside the label `Giá trị`; `unit` is that of the label (`triệu đồng`) for bare numbers.

    With `many` the rest may itemise the amount; else a second figure makes the text unreadable.
    """
    if unit and re.fullmatch(r"[-+]?\s*[\d.,\s]+", text):
        return Value(f"{text} {unit}")
    if _PLAIN.fullmatch(text):
        return Value(text)
    if UNKNOWN.search(fold(text)):
        return Value(unknown=text)
    if read_amount(text).problem is None:
        return Value(text)
    found = find(AMOUNT, text)
    if found is None or found.before:
        return Value(text)
    # A second figure in the rest could be the value as well.
    return Value(found.text, rest=found.after) if many or not find(AMOUNT, found.after) else Value(text)


@lru_cache(maxsize=50_000)
def area_of(text: str, unit: str = "") -> tuple[str, str]:
    """The area beside its label, and what else was said."""
    if re.fullmatch(r"[\d.,\s]+", text):
        return (f"{text} {unit}" if unit else text), ""
    found = find(AREA, text)
    if found is None or found.before or (found.after and _TIMES.search(found.text)):
        # `5 x 20 m, nở hậu` is no rectangle.
        return text, ""
    return found.text, found.after
