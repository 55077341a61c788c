"""Innocent errors: what goes wrong when forms are filled in and typed, planted on filed rows and recorded."""

from typing import Any

import numpy as np

from pipeline.simulate import slips_of_form
from pipeline.simulate.casting import Part
from pipeline.simulate.declaring import Filed
from pipeline.simulate.dice import pick
from pipeline.simulate.listing import Row
from pipeline.simulate.mistake import Mistake, Slip, Told, kept, mark, unchanged, valued


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


def _times(factor: float, *categories: str) -> Slip:
    def slip(case: Mistake) -> Told | None:
        rows = unchanged(case, *categories)
        if not rows:
            return None
        row = pick(case.rng, rows)
        old = row["value_vnd"]
        row["value_vnd"] = int(old * factor)
        mark(row, "value_slip", "unit_slip")
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
    rows = unchanged(case, "money") or unchanged(case, "precious_metal")
    if not rows:
        return None
    row = pick(case.rng, rows)
    old, rate = row["value_vnd"], 25_400 if case.now.filing.year >= 2024 else 23_700
    row["value_vnd"] = max(int(old / rate), 1)
    mark(row, "value_slip", "currency_slip")
    return "the amount was written in US dollars as if in dong", float(old - row["value_vnd"])


def _area(case: Mistake) -> Told | None:
    rows = [row for row in kept(case, "land_other", "land_residential", "production_forest") if row["area_m2"]]
    if not rows:
        return None
    row = pick(case.rng, rows)
    factor = pick(case.rng, (10_000.0, 500.0, 1 / 10_000))
    row["area_m2"] = round(row["area_m2"] * factor, 4)
    mark(row, "area_slip", "area_unit_slip")
    return f"area written as {factor:g} times what it is (hectares, sào, square metres)", None


def _twice(case: Mistake) -> Told | None:
    """The same thing on two lines."""
    rows = valued(case.now)
    if not rows:
        return None
    row = dict(pick(case.rng, rows))
    row["item_no"] = str(max(int(other["item_no"]) for other in case.now.assets) + 1)
    mark(row, "duplicated")
    case.now.assets.append(row)
    return "an item listed twice", float(row["value_vnd"])


def _copied(case: Mistake) -> Told | None:
    """Money and gold copied from the year before, to the dong."""
    old = {row["_item"].uid: row["value_vnd"] for row in case.before.assets}
    rows = kept(case, "money", "precious_metal")
    if not rows:
        return None
    for row in rows:
        row["value_vnd"] = old[row["_item"].uid]
        mark(row, "copied_value")
    case.now.movements = [row for row in case.now.movements if row["category"] != "money"]
    return "money and gold copied from the year before", None


def _omitted(case: Mistake) -> Told | None:
    """A plot forgotten for a year; it is back in the next list."""
    rows = kept(case, "land_other", "land_residential")
    if not rows:
        return None
    row = min(rows, key=lambda row: row["value_vnd"])
    case.now.assets.remove(row)
    return "a plot forgotten", float(row["value_vnd"])


def _revalued(case: Mistake) -> Told | None:
    """Land entered at the new official price instead of what it cost."""
    rows = kept(case, "land_residential", "land_other")
    if not rows:
        return None
    added = 0.0
    for row in rows:
        old = row["value_vnd"]
        row["value_vnd"] = int(old * case.rng.uniform(1.4, 2.6)) // 1_000_000 * 1_000_000
        added += row["value_vnd"] - old
        mark(row, "value_slip", "revaluation")
    return "land entered at the market's price instead of its cost", added


def _sold_still_there(case: Mistake) -> Told | None:
    """A thing sold in the period that is still on the list."""
    shown = {row["_item"].uid for row in case.now.assets}
    gone = [row for row in case.before.assets if row["_item"].uid not in shown and row["value_vnd"]]
    rows = [row for row in gone if after_sale(case.now, row)]
    if not rows:
        return None
    row = dict(rows[0]) | {"declaration_id": case.now.declaration_id}
    row["item_no"] = str(max((int(other["item_no"]) for other in case.now.assets), default=0) + 1)
    mark(row, "sold_still_listed")
    case.now.assets.append(row)
    return "a thing sold that is still on the list", float(row["value_vnd"])


def after_sale(now: Filed, row: Row) -> bool:
    return now.exits.get(row["_item"].uid) == "sale"


SLIPS: dict[str, Slip] = {
    "E01": _times(10.0),
    "E02": _times(100.0),
    "E03": _times(1_000.0),
    "E04": _times(0.000_001, "land_residential", "house", "land_other"),
    "E05": _currency,
    "E06": _area,
    "E07": _twice,
    "E08": _copied,
    "E09": slips_of_form.acquired_later,
    "E10": slips_of_form.lost_zero,
    "E11": _omitted,
    "E12": slips_of_form.income_left_out,
    "E13": _revalued,
    "E14": slips_of_form.not_told,
    "E15": _income_times(10.0),
    "E16": _income_times(0.001),
    "E17": slips_of_form.wrong_category,
    "E18": slips_of_form.certificate_typo,
    "E19": _sold_still_there,
    "E20": _times(1_000_000.0, "money", "registered_vehicle"),
    "E21": slips_of_form.period,
    "E22": slips_of_form.swapped_holder,
    "E23": slips_of_form.unnamed_loan,
    "E24": slips_of_form.half_dates,
}
