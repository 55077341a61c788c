"""What came, grew, shrank and went in the period, at historic cost; what moved no funds is set aside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.items import IN_KIND, NOT_BOUGHT, NOT_SOLD, SLIPS, Items
from pipeline.changes.slips import fall_behind_slip, slip_factors, understood
from pipeline.changes.sums import counted, known_sum, sums
from pipeline.model.vocabulary import CATEGORIES
from pipeline.params import Parameters


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
    liquid_came_aside: np.ndarray
    liquid_below_threshold: np.ndarray
    liquid_fall_behind_slip: np.ndarray
    liquid_unknown_after: np.ndarray
    in_kind: np.ndarray
    in_kind_unknown: np.ndarray
    slip_count: np.ndarray
    slip: np.ndarray
    revaluation: np.ndarray
    certainty: np.ndarray


def followed(pairs: pd.DataFrame, item_changes: pd.DataFrame, parameters: Parameters) -> Things:
    """What the item changes of each comparison add up to."""
    items, count = understood(pairs, item_changes, parameters), len(pairs)
    return Things(
        **_came(items, count),
        **_went(items, count),
        **_liquid(items, count, slip_factors(parameters)),
        **_doubts(items, count, parameters.number("sure_link_confidence")),
    )


def _came(items: Items, count: int) -> dict[str, np.ndarray]:
    """Purchases and stated improvements; with doubts also what appears late, came as a gift, or grew unstated."""
    new = items.is_state("new") & ~items.liquid & ~items.has_cause(*NOT_BOUGHT)
    given = new & items.has_cause(*IN_KIND)
    bought = new & ~given & ~items.late
    grew = items.is_state("kept", "changed") & ~items.liquid & (items.change > 0) & ~items.has_cause(*NOT_BOUGHT)
    improved = grew & (items.stated | items.has_cause("purchase"))
    spent = np.where(items.is_state("new"), items.after, items.change)
    return {
        "acquired": known_sum(items.place, spent, bought | improved, count),
        "acquired_high": known_sum(items.place, spent, new | grew, count),
        "in_kind": _by_category(items, items.after, given, count),
        "in_kind_unknown": counted(items.place, given & np.isnan(items.after), count),
    }


def _by_category(items: Items, values: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    """The chosen known values added up by place and category."""
    return sums(np.where(chosen, items.place, -1), items.category, values, (count, len(CATEGORIES))).total


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


def _liquid(items: Items, count: int, factors: list[float]) -> dict[str, np.ndarray]:
    """Changes of money, gold and securities that no funds flowed for."""
    change = np.nan_to_num(items.after) - np.nan_to_num(items.before)
    known = ~np.isnan(
        np.where(items.is_state("new"), items.after, np.where(items.is_state("gone"), items.before, items.change))
    )
    aside = items.liquid & known & (items.is_state("revalued") | items.has_cause(*NOT_BOUGHT))
    below = items.liquid & items.is_state("gone") & items.has_cause("threshold_raised")
    slipped = aside & items.has_cause(*SLIPS)
    left_with_slip = items.liquid & (items.slipped_off != 0)
    hidden = items.liquid & ~items.is_state("gone", "new") & np.isnan(items.after)
    moved = known_sum(items.place, np.where(aside, change, 0.0) - items.slipped_off, aside | left_with_slip, count)
    return {
        "liquid_set_aside": moved,
        "liquid_came_aside": _by_category(items, items.after, aside & items.is_state("new"), count),
        "liquid_below_threshold": np.nan_to_num(known_sum(items.place, items.before, below, count)),
        "liquid_fall_behind_slip": known_sum(items.place, fall_behind_slip(items, factors), slipped, count),
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
