"""Slips of the pen and new prices that hide behind a real change.

Where money of 490 million becomes 670 billion and section III says that it rose by 180 million, the figure has
a thousand too much: no factor stands exactly between the two values, but it does between the new value and
the one that section III leads to. A balance that gives the declarant every doubt must not take the
difference for wealth.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.changes.items import NOT_BOUGHT, SLIPS, Items, items_of
from pipeline.model.vocabulary import CATEGORIES, CAUSES, PLOTS
from pipeline.params import Parameters
from pipeline.text import folded

# Words by which people say that only the price is new, folded.
NEW_PRICE = r"bang gia|gia thi truong|dieu chinh gia|dinh gia lai|gia hien hanh|gia hien tai|gia moi"


def understood(pairs: pd.DataFrame, changes: pd.DataFrame, parameters: Parameters) -> Items:
    """The item changes as arrays, with the causes `unit_slip` and `revaluation` added where the figures show them."""
    items = _without_earlier_slips(items_of(pairs, changes, parameters), changes)
    caused = items.has_cause(*NOT_BOUGHT)
    slipped = ~caused & (_told_otherwise(items, parameters) | _out_of_all_proportion(items, parameters))
    repriced = ~caused & ~slipped & _repriced(items)
    cause = np.where(slipped, CAUSES.index("unit_slip"), items.cause)
    return replace(items, cause=np.where(repriced, CAUSES.index("revaluation"), cause))


def _without_earlier_slips(items: Items, changes: pd.DataFrame) -> Items:
    """The items with what is gone at its worth before the slip of the year before; `slipped_off` is the difference.

    A car of 100 million that became 100 billion and then left brought 100 million at most. Where a slip follows a
    slip, the second one puts the first right.
    """
    slips = changes.cause.isin(SLIPS) & changes.item_no.notna() & changes.value_before_vnd.notna()
    after = pd.MultiIndex.from_frame(changes.loc[slips, ["declaration_id", "item_no"]])
    before = pd.MultiIndex.from_frame(changes[["previous_declaration_id", "previous_item_no"]])
    first = ~before[slips].isin(after)
    worth = pd.Series(changes.value_before_vnd[slips].to_numpy()[first], index=after[first])
    real = worth[~worth.index.duplicated()].reindex(before).to_numpy()
    gone = items.is_state("gone") & ~np.isnan(real) & ~np.isnan(items.before)
    slipped_off = np.where(gone, items.before - real, 0.0)
    return replace(items, before=np.where(gone, real, items.before), slipped_off=slipped_off)


def slip_factors(parameters: Parameters) -> list[float]:
    return [float(factor) for factor in str(parameters.value("match_slip_factors")).split()]


def fall_behind_slip(items: Items, factors: list[float]) -> np.ndarray:
    """How far each value fell once the slip is put right by the factor that fits best; 0 where it did not fall."""
    fall, distance = np.zeros(len(items.place)), np.full(len(items.place), np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        for factor in (*factors, *(1 / factor for factor in factors)):
            away = np.abs(np.log(items.after / factor / items.before))
            scale = max(factor, 1.0), max(1 / factor, 1.0)
            nearer = away < distance
            fall = np.where(nearer, items.before / scale[1] - items.after / scale[0], fall)
            distance = np.where(nearer, away, distance)
    return np.maximum(fall, 0)


def _told_otherwise(items: Items, parameters: Parameters) -> np.ndarray:
    """True where the value is a slip's factor away from where section III's change of the category leads."""
    others, unsure = _others(items)
    earlier = np.nan_to_num(items.before)
    here = np.where(unsure, parameters.number("slip_unsure_times"), 1 + parameters.number("same_size_share"))
    slipped = np.zeros(len(items.place), dtype=bool)
    for factor in slip_factors(parameters):
        slipped |= _about(items.after, factor * (earlier + items.movement - others), here)
        slipped |= _about(items.after, earlier / factor + items.movement - others, here) & (earlier > 0)
    fits = np.abs(items.movement - others - (items.after - earlier)) <= 0.5 * np.abs(items.after - earlier)
    return np.asarray(slipped & ~fits & items.is_state("kept", "changed", "revalued", "new"))


def _about(value: np.ndarray, expected: np.ndarray, times: np.ndarray) -> np.ndarray:
    """True where a value is the expected one, up to a factor `times` either way."""
    return np.asarray((expected > 0) & (value <= expected * times) & (value * times >= expected))


def _others(items: Items) -> tuple[np.ndarray, np.ndarray]:
    """Change of the other items of each item's category, and whether one of them is unknown."""
    own = np.nan_to_num(items.after) - np.nan_to_num(items.before)
    half_known = np.isnan(items.change) & ~items.is_state("new", "gone")
    own = np.where(half_known, 0, own)
    key = items.place * len(CATEGORIES) + items.category
    inside = (items.place >= 0) & (items.category >= 0)
    size = int(key.max(initial=0)) + 1
    total = np.bincount(key[inside], weights=own[inside], minlength=size)
    unknown = np.bincount(key[inside], weights=half_known[inside], minlength=size)
    return np.where(inside, total[key] - own, 0), np.where(inside, unknown[key] > 0, False)


def _out_of_all_proportion(items: Items, parameters: Parameters) -> np.ndarray:
    """True where a value grew or fell a hundredfold, and far beyond all other funds of its kind in the household.

    Households do put a price of a house on an account of a few million; none makes three hundred billion of one.
    """
    much, far = parameters.number("slip_sure_times"), parameters.number("slip_beyond_household_times")
    before, after = np.nan_to_num(items.before), np.nan_to_num(items.after)
    all_before, all_after = _of_household(items, before), _of_household(items, after)
    rose = (after >= much * before) & (after >= far * all_before)
    fell = (before >= much * after) & (before >= far * all_after)
    known = (before > 0) & (after > 0)
    return np.asarray(known & (rose | fell) & items.is_state("kept", "changed", "revalued"))


def _of_household(items: Items, values: np.ndarray) -> np.ndarray:
    """Sum of the household's liquid items for a liquid item, of all others for another."""
    key = items.place * 2 + items.liquid
    inside = items.place >= 0
    total = np.bincount(key[inside], weights=values[inside], minlength=int(key.max(initial=0)) + 1)
    return np.where(inside, total[key], 0)


def _repriced(items: Items) -> np.ndarray:
    """True where only the price is new: as much gold or as many shares, a plot that did not grow, or words say so."""
    kept = items.is_state("kept", "changed") & ~np.isnan(items.change) & (items.change != 0)
    plot = np.isin(items.category, [CATEGORIES.index(name) for name in PLOTS]) & ~items.grown & ~items.shrunk
    same = kept & ((items.liquid & items.same_quantity) | (plot & (items.change > 0)))
    asked = kept & ~same & (items.change > 0)
    said = np.zeros(len(kept), dtype=bool)
    said[asked] = folded(items.words[asked]).str.contains(NEW_PRICE, regex=True, na=False).to_numpy(dtype=bool)
    return np.asarray(same | (said & ~items.grown))
