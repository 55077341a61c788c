"""What came, grew, shrank and went in the period, at historic cost; what moved no funds is set aside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.sums import code_of, counted, known_sum
from pipeline.model.vocabulary import CATEGORIES, CAUSES, LIQUID, STATES
from pipeline.params import Parameters

SLIPS = ("unit_slip", "currency_slip", "area_unit_slip")
# Nothing was bought or sold: the paper changed, or the household.
ON_PAPER = (*SLIPS, "revaluation", "place_renamed", "certificate_reissued", "duplicate")
HOUSEHOLD_CHANGED = ("marriage", "divorce", "child_turned_18")
IN_KIND = ("gift", "inheritance")
NOT_BOUGHT = (*ON_PAPER, *HOUSEHOLD_CHANGED, "threshold_raised")
# What left without bringing money. An item below a raised threshold may have been sold for all we know.
NOT_SOLD = (*ON_PAPER, *HOUSEHOLD_CHANGED, "gift")


@dataclass(frozen=True)
class Things:
    """Sums by place of the item changes, in dong; `_high` includes what is in doubt."""

    acquired: np.ndarray
    acquired_high: np.ndarray
    disposed: np.ndarray
    disposed_high: np.ndarray
    disposed_unknown: np.ndarray
    gone_unknown: np.ndarray
    liquid_set_aside: np.ndarray
    liquid_below_threshold: np.ndarray
    liquid_unknown_after: np.ndarray
    in_kind: np.ndarray
    slip_count: np.ndarray
    slip: np.ndarray
    revaluation: np.ndarray
    certainty: np.ndarray


@dataclass(frozen=True)
class Items:
    """The item changes of a partition as arrays, one element a row."""

    place: np.ndarray
    state: np.ndarray
    cause: np.ndarray
    liquid: np.ndarray
    before: np.ndarray
    after: np.ndarray
    change: np.ndarray
    stated: np.ndarray
    late: np.ndarray
    shrunk: np.ndarray
    category: np.ndarray
    confidence: np.ndarray

    def is_state(self, *names: str) -> np.ndarray:
        return np.isin(self.state, [STATES.index(name) for name in names])

    def has_cause(self, *names: str) -> np.ndarray:
        return np.isin(self.cause, [CAUSES.index(name) for name in names])


def followed(pairs: pd.DataFrame, item_changes: pd.DataFrame, parameters: Parameters) -> Things:
    """What the item changes of each comparison add up to."""
    items, count = _items(pairs, item_changes, parameters), len(pairs)
    return Things(
        **_came(items, count),
        **_went(items, count),
        **_liquid(items, count),
        **_doubts(items, count, parameters.number("sure_link_confidence")),
    )


def _items(pairs: pd.DataFrame, changes: pd.DataFrame, parameters: Parameters) -> Items:
    number = {name: _numbers(changes, name) for name in _NUMBERS}
    kept = 1 - parameters.number("same_size_share")
    late = pd.to_timedelta(parameters.number("old_at_baseline_days"), unit="D")
    return Items(
        place=code_of(changes["declaration_id"], pairs["declaration_id"]),
        state=code_of(changes["state"], STATES),
        cause=code_of(changes["cause"], CAUSES),
        liquid=changes["category"].isin(LIQUID).to_numpy(),
        before=number["value_before_vnd"],
        after=number["value_after_vnd"],
        change=number["value_after_vnd"] - number["value_before_vnd"],
        stated=changes["movement_stated"].fillna(False).to_numpy(dtype=bool) & ~(number["movement_vnd"] < 0),
        late=(changes["acquired_on"] < changes["previous_declared_on"] - late).to_numpy(),
        shrunk=(number["area_after_m2"] < kept * number["area_before_m2"])
        | (number["quantity_after"] < kept * number["quantity_before"]),
        category=code_of(changes["category"], CATEGORIES),
        confidence=number["link_confidence"],
    )


_NUMBERS = (
    "value_before_vnd",
    "value_after_vnd",
    "area_before_m2",
    "area_after_m2",
    "quantity_before",
    "quantity_after",
    "movement_vnd",
    "link_confidence",
)


def _numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    return frame[name].to_numpy(dtype="float64", na_value=np.nan)


def _came(items: Items, count: int) -> dict[str, np.ndarray]:
    """Purchases and stated improvements; with doubts also what appears late, came as a gift, or grew unstated."""
    new = items.is_state("new") & ~items.liquid & ~items.has_cause(*NOT_BOUGHT)
    given = new & items.has_cause(*IN_KIND)
    bought = new & ~given & ~items.late
    grew = items.is_state("kept", "changed") & ~items.liquid & (items.change > 0) & ~items.has_cause(*NOT_BOUGHT)
    improved = grew & (items.stated | items.has_cause("purchase"))
    spent = np.where(items.is_state("new"), items.after, items.change)
    kinds = np.where(given, items.place * len(CATEGORIES) + items.category, -1)
    return {
        "acquired": known_sum(items.place, spent, bought | improved, count),
        "acquired_high": known_sum(items.place, spent, new | grew, count),
        "in_kind": np.nan_to_num(known_sum(kinds, items.after, given, count * len(CATEGORIES))).reshape(count, -1),
    }


def _went(items: Items, count: int) -> dict[str, np.ndarray]:
    """Cost of what may have been sold, whole or in part; with doubts what left under a raised threshold too."""
    gone = items.is_state("gone") & ~items.liquid & ~items.has_cause(*NOT_SOLD)
    part = items.is_state("kept", "changed") & ~items.liquid & items.shrunk & ~items.has_cause(*NOT_SOLD)
    lawful = items.has_cause("threshold_raised")
    cost = np.where(part, np.maximum(items.before - np.nan_to_num(items.after), 0), items.before)
    return {
        "disposed": known_sum(items.place, cost, (gone & ~lawful) | part, count),
        "disposed_high": np.nan_to_num(known_sum(items.place, cost, gone | part, count)),
        "disposed_unknown": counted(items.place, (gone | part) & np.isnan(items.before), count),
        "gone_unknown": counted(items.place, gone & np.isnan(items.before), count),
    }


def _liquid(items: Items, count: int) -> dict[str, np.ndarray]:
    """Changes of money, gold and securities that no funds flowed for."""
    change = np.nan_to_num(items.after) - np.nan_to_num(items.before)
    known = ~np.isnan(
        np.where(items.is_state("new"), items.after, np.where(items.is_state("gone"), items.before, items.change))
    )
    aside = items.liquid & known & (items.is_state("revalued") | items.has_cause(*NOT_BOUGHT))
    below = items.liquid & items.is_state("gone") & items.has_cause("threshold_raised")
    hidden = items.liquid & ~items.is_state("gone", "new") & np.isnan(items.after)
    return {
        "liquid_set_aside": known_sum(items.place, change, aside, count),
        "liquid_below_threshold": np.nan_to_num(known_sum(items.place, items.before, below, count)),
        "liquid_unknown_after": np.nan_to_num(known_sum(items.place, items.before, hidden, count)),
    }


def _doubts(items: Items, count: int, sure: float) -> dict[str, np.ndarray]:
    """Slips, revaluations, and how much of the compared value is surely linked."""
    slipped = items.has_cause(*SLIPS)
    revalued = items.is_state("revalued") | items.has_cause("revaluation")
    weight = np.fmax(np.abs(items.before), np.abs(items.after))
    linked = ~np.isnan(items.confidence)
    compared = np.nan_to_num(known_sum(items.place, weight, linked, count))
    surely = np.nan_to_num(known_sum(items.place, weight, linked & (items.confidence >= sure), count))
    return {
        "slip_count": counted(items.place, slipped, count),
        "slip": known_sum(items.place, np.abs(items.change), slipped, count),
        "revaluation": known_sum(items.place, np.abs(items.change), revalued, count),
        "certainty": np.divide(surely, compared, out=np.full(count, np.nan), where=compared > 0),
    }
