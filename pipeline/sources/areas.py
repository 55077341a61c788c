"""Areas and quantities as people write them: `120 m2`, `0,5 ha`, `2 sào`, `1 mẫu 3 sào`, `3 cây vàng`, `2 lượng 5 chỉ`.

A plain number counts square metres. `1.200 m2` is 1,200; `1.200` and `85.125` without unit are ambiguous (a group of
thousands or three decimals) and not read. A sào is 360, 500 or 1,000 square metres in the north, centre or south; a
mẫu is ten sào; `công` is read in the south only. A product of sides (`5 x 20 m`) is not read.
"""

import re
from collections.abc import Mapping
from functools import partial

import pandas as pd

from pipeline.params import Parameters
from pipeline.sources.amounts import NO_VALUE, tidy
from pipeline.sources.cell import ColumnReading, Reading, problem, read_column
from pipeline.sources.numbers import NUMBER, number, plain_numbers, read_number

REGIONS = ("bac_bo", "trung_bo", "nam_bo")
M2 = "m2"
SQUARE_METRES = {"m2": 1.0, "m 2": 1.0, "m^2": 1.0, "mét vuông": 1.0, "met vuong": 1.0, "m": 1.0, "km2": 1e6}
HECTARES = {"ha": 1e4, "hecta": 1e4, "hec ta": 1e4, "héc ta": 1e4, "hécta": 1e4, "a": 100.0}
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
    terms = _terms(core, units)
    if not terms or any(later[1] >= earlier[1] for earlier, later in zip(terms, terms[1:], strict=False)):
        return problem(text, "problem.area.words")
    numbers = [number(digits, style) for digits, _ in terms]
    wrong = next((found.problem for found in numbers if found.value is None), None)
    if wrong:
        return problem(text, wrong)
    square_metres = sum(float(n.value or 0) * scale for n, (_, scale) in zip(numbers, terms, strict=True))
    sure = 0.7 if core != words else 0.9 if any(n.one_group for n in numbers) else 1.0
    return Reading(round(square_metres, 4), M2, sure, text)


def _terms(words: str, units: Mapping[str, float]) -> list[tuple[str, float]]:
    """Numbers with the square metres of their unit; nothing where other words stand between them."""
    unit = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True))
    term = re.compile(rf"({NUMBER})\s*({unit})(?!\w)[,\s.]*")
    found, place = [], 0
    while place < len(words):
        match = term.match(words, place)
        if match is None:
            return []
        found.append((match[1], units[match[2]]))
        place = match.end()
    return found


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
