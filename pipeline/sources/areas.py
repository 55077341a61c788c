"""Areas and quantities as people write them: `120 m2`, `0,5 ha`, `2 sào`, `1 mẫu 3 sào`, `3 cây vàng`, `2 lượng 5 chỉ`.

A plain number counts square metres. `1.200 m2` is 1,200; `1.200` and `85.125` without unit are ambiguous (a group of
thousands or three decimals) and not read. A sào is 360, 500 or 1,000 square metres in the north, centre or south; a
mẫu is ten sào; `công` is read in the south only. `một trăm hai mươi mét vuông`, `hai sào rưỡi` and `nửa héc ta` are
read as figures are. Two sides (`5x20m`, `4,5 m x 18 m`) are their product with less confidence, since a plot need not
be a rectangle; three sides, and a side in groups of thousands, are not read.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

import pandas as pd

from pipeline.params import Parameters
from pipeline.sources.amounts import NO_VALUE, tidy
from pipeline.sources.cell import ColumnReading, Reading, problem, read_column
from pipeline.sources.numbers import NUMBER, Number, number, plain_numbers, read_number
from pipeline.sources.numerals import bare, numeral

# Names of units with the square metres of each.
Units = tuple[tuple[str, float], ...]
REGIONS = ("bac_bo", "trung_bo", "nam_bo")
M2 = "m2"
SQUARE_METRES = {"m2": 1.0, "m 2": 1.0, "m^2": 1.0, "mét vuông": 1.0, "met vuong": 1.0, "m": 1.0, "km2": 1e6}
HECTARES = {"ha": 1e4, "hecta": 1e4, "hec ta": 1e4, "héc ta": 1e4, "hécta": 1e4, "a": 100.0}
_SIDES = re.compile(rf"({NUMBER})\s*(?:m|mét)?\s*[x×*]\s*({NUMBER})\s*(?:m2|m|mét vuông|mét)?")
_ABOUT = re.compile(r"^(?:khoảng|ước|chừng|gần|~|≈)\s*")
_TAEL = r"(?:cây|lượng|lạng|cay|luong)"
_GOLD = re.compile(rf"(?:vàng\s*[:,]?\s*)?({NUMBER})\s*({_TAEL}|chỉ|chi)(?:\s*({NUMBER})\s*(?:chỉ|chi))?(?:\s+vàng.*)?")


def land_units(parameters: Parameters, region: str = "trung_bo") -> dict[str, float]:
    """Square metres of every unit of area as it is used in a region (one of REGIONS)."""
    sao = parameters.number(f"sao_{region}_m2")
    southern = {"công": sao, "công đất": sao} if region == "nam_bo" else {}
    customary = {"sào": sao, "sao": sao, "mẫu": 10 * sao, "mau": 10 * sao, "thước": sao / 15}
    return SQUARE_METRES | HECTARES | customary | southern


def read_areas(texts: pd.Series, units: Mapping[str, float], style: str = "vi") -> ColumnReading:
    """A column of areas in square metres; `units` from `land_units`."""
    return read_column(texts, plain_numbers, partial(read_area, units=units, style=style))


def read_area(text: str, units: Mapping[str, float], style: str = "vi") -> Reading:
    """One area: numbers with units, the larger first; a number without unit counts square metres."""
    words = tidy(text)
    if NO_VALUE.fullmatch(words):
        return Reading(raw=text)
    core = _ABOUT.sub("", words)
    bare_number = re.fullmatch(NUMBER, core)
    if bare_number:
        found = read_number(core, style)
        return problem(text, found.problem) if found.problem else found._replace(unit=M2, raw=text)
    sides = _SIDES.fullmatch(core)
    if sides:
        return _product(text, number(sides[1], style), number(sides[2], style))
    terms = _terms(core, tuple(units.items()))
    if not terms:
        return _spoken(text, core, tuple(units.items()))
    if not _falling([scale for _, scale in terms]):
        return problem(text, "problem.area.words")
    numbers = [number(digits, style) for digits, _ in terms]
    wrong = next((found.problem for found in numbers if found.value is None), None)
    if wrong:
        return problem(text, wrong)
    square_metres = sum(float(n.value or 0) * scale for n, (_, scale) in zip(numbers, terms, strict=True))
    sure = 0.7 if core != words else 0.9 if any(n.one_group for n in numbers) else 1.0
    return Reading(round(square_metres, 4), M2, sure, text)


def _terms(words: str, units: Units) -> list[tuple[str, float]]:
    """Numbers with the square metres of their unit; nothing where other words stand between them."""
    return _parts(words, _pattern(NUMBER, r"\s*", units), dict(units))


def _parts(words: str, term: re.Pattern[str], units: Mapping[str, float]) -> list[tuple[str, float]]:
    found, place = [], 0
    while place < len(words):
        match = term.match(words, place)
        if match is None:
            return []
        found.append((match[1], units[match[2]]))
        place = match.end()
    return found


@lru_cache(maxsize=50)
def _pattern(figure: str, between: str, units: Units) -> re.Pattern[str]:
    unit = "|".join(re.escape(name) for name in sorted(dict(units), key=len, reverse=True))
    return re.compile(rf"({figure}){between}({unit})(?!\w)[,\s.]*")


def _falling(scales: Sequence[float]) -> bool:
    """True where each unit is smaller than the one before it."""
    return all(later < earlier for earlier, later in zip(scales, scales[1:], strict=False))


def _product(text: str, one: Number, other: Number) -> Reading:
    if one.value is None or other.value is None or one.one_group or other.one_group:
        return problem(text, "problem.area.words")
    return Reading(round(float(one.value * other.value), 4), M2, 0.7, text)


def _spoken(text: str, words: str, units: Units) -> Reading:
    """An area in words: a numeral (or half, or one with a decimal) before each unit, `rưỡi` after the last."""
    core = words.removesuffix(" rưỡi").removesuffix(" ruoi")
    terms = _parts(core, _pattern(r"[^\W\d][^\d,.]*?|" + NUMBER, r"\s+", units), dict(units))
    counts = [_count(figure) for figure, _ in terms]
    halves = core != words
    if not terms or not _falling([scale for _, scale in terms]) or any(count is None for count in counts):
        return problem(text, "problem.area.words")
    if halves and (terms[-1][1] == 1 or counts[-1] != int(counts[-1] or 0)):
        return problem(text, "problem.area.words")
    square_metres = sum((count or 0) * scale for count, (_, scale) in zip(counts, terms, strict=True))
    return Reading(round(square_metres + (terms[-1][1] / 2 if halves else 0), 4), M2, 0.9, text)


def _count(words: str) -> float | None:
    """The number that words or digits stand for: `hai`, `nửa`, `hai phẩy năm`; None where they are not one number."""
    if words.isdecimal():
        return float(words)
    if bare(words) in ("nua", "mot nua"):
        return 0.5
    whole, comma, part = bare(words).partition(" phay ")
    found, tenths = numeral(whole), numeral(part) if comma else 0
    if found is None or tenths is None or tenths > 9:
        return None
    return found + tenths / 10


def read_quantities(texts: pd.Series, style: str = "vi") -> ColumnReading:
    """A column of quantities; the unit of each is in `odd` (`lượng` for gold by the tael, also called cây)."""
    return read_column(texts, plain_numbers, partial(read_quantity, style=style))


def read_quantity(text: str, style: str = "vi") -> Reading:
    """One quantity with its unit; a tael is ten chỉ."""
    gold = _GOLD.fullmatch(tidy(text))
    if not gold:
        return read_number(text, style)
    first, rest = number(gold[1], style), number(gold[3] or "0", style)
    if first.value is None or rest.value is None or (gold[3] and gold[2] in ("chỉ", "chi")):
        return problem(text, first.problem or rest.problem or "problem.number.malformed")
    in_chi = gold[2] in ("chỉ", "chi")
    return Reading(float(first.value + rest.value / 10), "chỉ" if in_chi else "lượng", 1.0, text)
