"""Innocent errors: what goes wrong when forms are filled in and typed, planted on filed rows and recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from pipeline.simulate.casting import Part
from pipeline.simulate.declaring import Filed, Row
from pipeline.simulate.dice import between, chance, digits, pick

Told = tuple[str, float | None]  # a note and the amount concerned


@dataclass(frozen=True)
class Mistake:
    """Where an error is planted: a filing and the one before it."""

    rng: np.random.Generator
    before: Filed
    now: Filed


Slip = Callable[[Mistake], Told | None]


def plant(part: Part, history: list[Filed], rng: np.random.Generator) -> dict[str, Any] | None:
    """Plants one error in the filing of the part's year, and says what it was; None where nothing fits."""
    listing = [filed for filed in history if filed.filing.lists_assets]
    place = next((place for place in range(1, len(listing)) if listing[place].filing.year >= part.year), None)
    if place is None:
        return None
    before, now = listing[place - 1], listing[place]
    for code in (part.code, "E03", "E01", "E07"):
        told = SLIPS[code](Mistake(rng, before, now))
        if told:
            return _record(code, now, told)
    return None


def _record(code: str, filed: Filed, told: Told) -> dict[str, Any]:
    note, amount = told
    return {
        "declarant_id": filed.declarant_id,
        "declaration_id": filed.declaration_id,
        "role": "error",
        "typology": code,
        "pair_id": None,
        "note": note,
        "amount_vnd": amount,
    }


def _valued(filed: Filed, *categories: str) -> list[Row]:
    return [row for row in filed.assets if row["value_vnd"] and (not categories or row["category"] in categories)]


def _kept(case: Mistake, *categories: str) -> list[Row]:
    """Rows with a value that the list before shows too."""
    known = {row["_item"].uid for row in case.before.assets}
    return [row for row in _valued(case.now, *categories) if row["_item"].uid in known]


def _mark(row: Row, disturbance: str, cause: str = "") -> None:
    row["_disturbance"] = ";".join(word for word in (row["_disturbance"], disturbance) if word)
    row["_cause"] = cause or row["_cause"]


def _times(factor: float, *categories: str) -> Slip:
    def slip(case: Mistake) -> Told | None:
        rows = _kept(case, *categories)
        if not rows:
            return None
        row = pick(case.rng, rows)
        old = row["value_vnd"]
        row["value_vnd"] = int(old * factor)
        _mark(row, "value_slip", "unit_slip")
        return f"value of an item written as {factor:g} times what it is", float(abs(row["value_vnd"] - old))

    return slip


def _income_times(factor: float) -> Slip:
    def slip(case: Mistake) -> Told | None:
        if not case.now.incomes:
            return None
        row = max(case.now.incomes, key=lambda row: row["amount_vnd"])
        old = row["amount_vnd"]
        row["amount_vnd"] = int(old * factor)
        return f"an income written as {factor:g} times what it is", float(abs(row["amount_vnd"] - old))

    return slip


def _currency(case: Mistake) -> Told | None:
    rows = _kept(case, "money") or _kept(case, "precious_metal")
    if not rows:
        return None
    row = pick(case.rng, rows)
    old, rate = row["value_vnd"], 25_400 if case.now.filing.year >= 2024 else 23_700
    row["value_vnd"] = max(int(old / rate), 1)
    _mark(row, "value_slip", "currency_slip")
    return "the amount was written in US dollars as if in dong", float(old - row["value_vnd"])


def _area(case: Mistake) -> Told | None:
    rows = [row for row in _kept(case, "land_other", "land_residential", "production_forest") if row["area_m2"]]
    if not rows:
        return None
    row = pick(case.rng, rows)
    factor = pick(case.rng, (10_000.0, 500.0, 1 / 10_000))
    row["area_m2"] = round(row["area_m2"] * factor, 4)
    _mark(row, "area_slip", "area_unit_slip")
    return f"area written as {factor:g} times what it is (hectares, sào, square metres)", None


def _twice(case: Mistake) -> Told | None:
    """The same thing on two lines."""
    rows = _valued(case.now)
    if not rows:
        return None
    row = dict(pick(case.rng, rows))
    row["item_no"] = str(max(int(other["item_no"]) for other in case.now.assets) + 1)
    _mark(row, "duplicated")
    case.now.assets.append(row)
    return "an item listed twice", float(row["value_vnd"])


def _copied(case: Mistake) -> Told | None:
    """Money and gold copied from the year before, to the dong."""
    old = {row["_item"].uid: row["value_vnd"] for row in case.before.assets}
    rows = _kept(case, "money", "precious_metal")
    if not rows:
        return None
    for row in rows:
        row["value_vnd"] = old[row["_item"].uid]
        _mark(row, "copied_value")
    case.now.movements = [row for row in case.now.movements if row["category"] != "money"]
    return "money and gold copied from the year before", None


def _acquired_later(case: Mistake) -> Told | None:
    rows = [row for row in case.now.assets if row["acquired_on"]]
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["acquired_on"] = case.now.filing.declared_on + timedelta(days=between(case.rng, 20, 3000))
    _mark(row, "date_slip")
    return "acquired after the day of the declaration", None


def _period(case: Mistake) -> Told | None:
    start = case.now.declaration["period_start"]
    if start is None:
        return None
    case.now.declaration["period_start"] = start.replace(year=start.year - 1, day=min(start.day, 28))
    return "the period begins a year too early", None


def _lost_zero(case: Mistake) -> Told | None:
    """A spreadsheet took the zero in front of the number."""
    case.now.declaration["personal_id"] = case.now.declaration["personal_id"].lstrip("0")
    for row in case.now.family:
        row["personal_id"] = row["personal_id"].lstrip("0") if row["personal_id"] else None
    return "the zero in front of the personal number is lost", None


def _omitted(case: Mistake) -> Told | None:
    """A plot forgotten for a year; it is back in the next list."""
    rows = _kept(case, "land_other", "land_residential")
    if not rows:
        return None
    row = min(rows, key=lambda row: row["value_vnd"])
    case.now.assets.remove(row)
    return "a plot forgotten", float(row["value_vnd"])


def _income_left_out(case: Mistake) -> Told | None:
    rows = [row for row in case.now.incomes if row["recipient"] == "spouse"]
    if not rows:
        return None
    case.now.incomes = [row for row in case.now.incomes if row["recipient"] != "spouse"]
    return "the spouse's income left out", float(sum(row["amount_vnd"] for row in rows))


def _revalued(case: Mistake) -> Told | None:
    """Land entered at the new official price instead of what it cost."""
    rows = _kept(case, "land_residential", "land_other")
    if not rows:
        return None
    added = 0.0
    for row in rows:
        old = row["value_vnd"]
        row["value_vnd"] = int(old * case.rng.uniform(1.4, 2.6)) // 1_000_000 * 1_000_000
        added += row["value_vnd"] - old
        _mark(row, "value_slip", "revaluation")
    return "land entered at the market's price instead of its cost", added


def _not_told(case: Mistake) -> Told | None:
    if not any(row["category"] != "income" for row in case.now.movements):
        return None
    case.now.movements = []
    case.now.declaration["no_change_stated"] = True
    return "section III says that nothing changed though something did", None


def _swapped_holder(case: Mistake) -> Told | None:
    rows = [row for row in _kept(case) if row["holder"] == "joint"]
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["holder"] = "declarant"
    _mark(row, "holder_slip")
    return "joint property written as the declarant's own", float(row["value_vnd"])


def _wrong_category(case: Mistake) -> Told | None:
    """A house written among the works, or residential land among other land."""
    other = {"house": "construction", "land_residential": "land_other", "perennial_trees": "structure"}
    rows = _kept(case, *other)
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["category"] = other[row["category"]]
    _mark(row, "category_slip")
    return "an item in the wrong section of the form", float(row["value_vnd"])


def _certificate_typo(case: Mistake) -> Told | None:
    rows = [row for row in _kept(case) if row["certificate_no"] and row["category"] != "money"]
    if not rows:
        return None
    row = pick(case.rng, rows)
    number = row["certificate_no"]
    row["certificate_no"] = (
        number[:-2] + number[-1] + number[-2] if number[-1] != number[-2] else number[:-1] + digits(case.rng, 1)
    )
    _mark(row, "certificate_slip")
    return "two digits of a certificate number swapped", None


def _sold_still_there(case: Mistake) -> Told | None:
    """A thing sold in the period that is still on the list."""
    shown = {row["_item"].uid for row in case.now.assets}
    gone = [row for row in case.before.assets if row["_item"].uid not in shown and row["value_vnd"]]
    rows = [row for row in gone if after_sale(case.now, row)]
    if not rows:
        return None
    row = dict(rows[0]) | {"declaration_id": case.now.declaration_id}
    row["item_no"] = str(max((int(other["item_no"]) for other in case.now.assets), default=0) + 1)
    _mark(row, "sold_still_listed")
    case.now.assets.append(row)
    return "a thing sold that is still on the list", float(row["value_vnd"])


def after_sale(now: Filed, row: Row) -> bool:
    return now.exits.get(row["_item"].uid) == "sale"


def _unnamed_loan(case: Mistake) -> Told | None:
    """A loan that paid for a thing, forgotten in the words of section III."""
    if not case.now.ledger["borrowed_vnd"]:
        return None
    for row in case.now.movements:
        row["explanation"] = None if row["category"] != "income" else row["explanation"]
    return "the loan that paid for it is not mentioned", float(case.now.ledger["borrowed_vnd"])


def _half_dates(case: Mistake) -> Told | None:
    """Day and month of birth exchanged."""
    born = case.now.declaration["birth_date"]
    if born.day > 12 or born.day == born.month:
        case.now.declaration["birth_date"] = born.replace(
            year=born.year + (10 if chance(case.rng, 0.5) else -10), day=min(born.day, 28)
        )
        return "a digit of the year of birth wrong", None
    case.now.declaration["birth_date"] = born.replace(day=born.month, month=born.day)
    return "day and month of birth exchanged", None


SLIPS: dict[str, Slip] = {
    "E01": _times(10.0),
    "E02": _times(100.0),
    "E03": _times(1_000.0),
    "E04": _times(0.000_001, "land_residential", "house", "land_other"),
    "E05": _currency,
    "E06": _area,
    "E07": _twice,
    "E08": _copied,
    "E09": _acquired_later,
    "E10": _lost_zero,
    "E11": _omitted,
    "E12": _income_left_out,
    "E13": _revalued,
    "E14": _not_told,
    "E15": _income_times(10.0),
    "E16": _income_times(0.001),
    "E17": _wrong_category,
    "E18": _certificate_typo,
    "E19": _sold_still_there,
    "E20": _times(1_000_000.0, "money", "registered_vehicle"),
    "E21": _period,
    "E22": _swapped_holder,
    "E23": _unnamed_loan,
    "E24": _half_dates,
}
