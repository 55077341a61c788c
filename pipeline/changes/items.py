"""The item changes of a partition as arrays, and which causes move funds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.sums import code_of
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
    grown: np.ndarray
    same_quantity: np.ndarray
    movement: np.ndarray
    words: pd.Series
    category: np.ndarray
    confidence: np.ndarray
    slipped_off: np.ndarray

    def is_state(self, *names: str) -> np.ndarray:
        return np.isin(self.state, [STATES.index(name) for name in names])

    def has_cause(self, *names: str) -> np.ndarray:
        return np.isin(self.cause, [CAUSES.index(name) for name in names])


def items_of(pairs: pd.DataFrame, changes: pd.DataFrame, parameters: Parameters) -> Items:
    """The item changes as arrays."""
    number = {name: _numbers(changes, name) for name in _NUMBERS}
    category, tolerance = code_of(changes["category"], CATEGORIES), parameters.number("same_size_share")
    late = pd.to_timedelta(parameters.number("old_at_baseline_days"), unit="D")
    return Items(
        place=code_of(changes["declaration_id"], pairs["declaration_id"]),
        state=code_of(changes["state"], STATES),
        cause=code_of(changes["cause"], CAUSES),
        liquid=np.isin(category, [CATEGORIES.index(name) for name in LIQUID]),
        before=number["value_before_vnd"],
        after=number["value_after_vnd"],
        change=number["value_after_vnd"] - number["value_before_vnd"],
        stated=changes["movement_stated"].fillna(False).to_numpy(dtype=bool) & ~(number["movement_vnd"] < 0),
        late=(changes["acquired_on"] < changes["previous_declared_on"] - late).to_numpy(),
        shrunk=_shrunk(number, "area_{}_m2", tolerance) | _shrunk(number, "quantity_{}", tolerance),
        grown=_grown(number, "area_{}_m2", tolerance) | _grown(number, "quantity_{}", tolerance),
        same_quantity=_same_quantity(number, tolerance),
        movement=number["movement_vnd"],
        words=changes["explanation"],
        category=category,
        confidence=number["link_confidence"],
        slipped_off=np.zeros(len(changes)),
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


def _shrunk(number: dict[str, np.ndarray], name: str, tolerance: float) -> np.ndarray:
    return number[name.format("after")] < (1 - tolerance) * number[name.format("before")]


def _grown(number: dict[str, np.ndarray], name: str, tolerance: float) -> np.ndarray:
    return number[name.format("after")] > (1 + tolerance) * number[name.format("before")]


def _same_quantity(number: dict[str, np.ndarray], tolerance: float) -> np.ndarray:
    """True for the same 16 taels of gold; one piece of something says nothing about its size."""
    before, after = number["quantity_before"], number["quantity_after"]
    return np.asarray((np.abs(after - before) <= tolerance * before) & (before != 1))
