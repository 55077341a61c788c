"""Amounts as terms of a number and a scale: `1 tỷ 200 triệu`, `2tr5`, `50.000 USD`, and numbers without scale."""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.sources.currencies import CURRENCY, currency_code
from pipeline.sources.numbers import NUMBER, number
from pipeline.sources.numerals import numeral

DONG = "đồng"
UNITS = {DONG: 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
# A plain number that comes to more than this in the unit of the heading was not written in that unit.
BEYOND_HEADING_VND = 10**12
_WORDS = {
    10**12: ("nghìn tỷ", "ngàn tỷ", "nghin ty", "ngan ty"),
    10**11: ("trăm tỷ", "tram ty"),
    10**10: ("chục tỷ", "chuc ty"),
    10**9: ("tỷ", "ty", "ti"),
    10**8: ("trăm triệu", "tram trieu", "億"),
    10**7: ("chục triệu", "chuc trieu"),
    10**6: ("triệu", "trieu", "trđ", "tr"),
    10**5: ("trăm nghìn", "trăm ngàn", "tram nghin"),
    10**4: ("chục nghìn", "chục ngàn", "chuc nghin", "萬"),
    10**3: ("nghìn", "ngàn", "nghin", "ngan", "k"),
}
SCALES = {word: scale for scale, words in _WORDS.items() for word in words}
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_TERM = re.compile(rf"({NUMBER})\s*(?:({_SCALE})(?![^\W\d]))?[,\s]*")
_DONG_SIGN = re.compile(r"\s*(?:việt nam đồng|đồng việt nam|đồng chẵn|đồng|dong|vnđ|vnd|đ|₫|元)\.?$")
_FOREIGN = re.compile(
    rf"(?P<number>{NUMBER})\s*(?:(?P<scale>{_SCALE})\s+)?(?P<after>{CURRENCY})|(?P<before>{CURRENCY})\s*(?P<last>{NUMBER})"
)


class Amount(NamedTuple):
    """An amount in dong and perhaps abroad, or the problem with it."""

    value: Decimal | None = None
    confidence: float = 0.0
    problem: str | None = None
    currency: str | None = None
    foreign_amount: float | None = None


def amount(words: str, unit: str, style: str) -> Amount:
    """The amount in dong of small letters without estimate words: in terms, else in numerals."""
    core = _DONG_SIGN.sub("", words)
    half = core.endswith(" rưỡi") and core[0].isdigit()
    terms = _terms(core.removesuffix(" rưỡi") if half else core)
    if not terms:
        return _spoken(core, unit)
    if half:
        scale = SCALES.get(terms[-1][1], 0)
        rest = _sum_of(terms, style) if scale else Amount(problem="problem.amount.words")
        return rest if rest.value is None else rest._replace(value=rest.value + scale // 2)
    if len(terms) == 1 and not terms[0][1]:
        return _bare(terms[0][0], 1 if core != words else UNITS.get(unit, 1), style, core != words or unit not in UNITS)
    return _sum_of(terms, style)


def _spoken(words: str, unit: str) -> Amount:
    """An amount in numerals; a lone small one counts dong only in a column of dong."""
    spoken = numeral(words)
    if spoken is None or (spoken < 1000 and spoken != 0) or unit not in UNITS:
        return Amount(problem="problem.amount.words")
    return Amount(Decimal(spoken), 0.95)


def _terms(words: str) -> list[tuple[str, str]]:
    """Numbers with their scale words; nothing where other words stand between them."""
    found, place = [], 0
    while place < len(words):
        match = _TERM.match(words, place)
        if match is None:
            return []
        found.append((match[1], match[2] or ""))
        place = match.end()
    return found


def _bare(digits: str, unit_scale: int, style: str, signed: bool) -> Amount:
    """A number without scale word, in the unit of the heading; `signed` where a sign or currency stands with it."""
    found = number(digits, style)
    if found.value is None:
        return Amount(problem=found.problem)
    if unit_scale == 1 and not signed and found.one_group and style == "vi" and len(digits) == len("1.200"):
        return Amount(problem="problem.amount.one_group")
    if unit_scale == 1 and not signed and found.decimals and found.value < 1000:
        return Amount(problem="problem.amount.no_unit")
    value = found.value * unit_scale
    if unit_scale > 1 and value >= BEYOND_HEADING_VND:
        return Amount(problem="problem.amount.heading")
    return Amount(value, 0.9 if found.one_group or unit_scale > 1 else 1.0)


def _sum_of(terms: list[tuple[str, str]], style: str) -> Amount:
    """Terms of falling scale; the last may be the loose digits of `1 tỷ 2`."""
    total, above = Decimal(0), 0
    for place, (digits, word) in enumerate(terms):
        found = number(digits, style)
        scale = SCALES.get(word, 0)
        if found.value is None or (found.one_group and scale >= 10**9 and style == "vi"):
            return Amount(problem=found.problem or "problem.number.ambiguous")
        part = found.value * scale if scale else _loose(digits, found.value, above)
        if part is None or (above and part >= above) or (found.decimals and (above or place < len(terms) - 1)):
            return Amount(problem="problem.amount.terms")
        total, above = total + part, scale or 1
    return Amount(total, 0.95 if terms[-1][1] else 0.85)


def _loose(digits: str, value: Decimal, scale: int) -> Decimal | None:
    """Digits after a scale word: one counts tenths of it, three thousandths, whole groups dong; two could be either."""
    if digits.isdecimal() and len(digits) in (1, 3):
        return value * scale / Decimal(10 ** len(digits))
    return value if scale and value >= 10**6 and not digits.isdecimal() else None


def foreign_amount(words: str, style: str) -> Amount | None:
    """An amount in a foreign currency, None where the words are no such thing; ambiguous digits leave it open."""
    match = _FOREIGN.fullmatch(words)
    if match is None:
        return None
    found = number(match["number"] or match["last"], style)
    scale = SCALES.get(match["scale"] or "", 1)
    code = currency_code(match["after"] or match["before"])
    if found.value is None:
        return Amount(problem=found.problem)
    return Amount(None, 0.9, None, code, float(found.value * scale))
