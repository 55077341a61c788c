"""Lines without an identity, compared as sums: money by kind and currency, gold by name or kind."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.match.codes import codes_of, mixed, place_in, single
from pipeline.match.items import METAL, Items
from pipeline.match.likeness import slip_factors
from pipeline.match.lines import Lines
from pipeline.match.reasons import MONEY
from pipeline.params import Parameters
from pipeline.text import folded


@dataclass(frozen=True)
class Sums:
    """`rows`: one row a sum; `before` and `after`: positions of all the lines that are in one."""

    rows: pd.DataFrame
    before: np.ndarray
    after: np.ndarray


NO_SUMS = pd.DataFrame(
    {name: pd.Series(dtype="int64") for name in ("pair", "category", "before", "after")}
    | {
        f"{name}_{when}": pd.Series(dtype="float64")
        for name in ("lines", "value", "quantity")
        for when in ("before", "after")
    }
)


def money_sums(
    before: pd.DataFrame, after: pd.DataFrame, assets: pd.DataFrame, lines: Lines, parameters: Parameters
) -> pd.DataFrame:
    """One row a kind and currency of money of a pair: before, after (position of its first line, -1: none), sums.

    `before` and `after` are lines of money (position, pair). Columns: pair, category, before, after, lines_before,
    lines_after, value_before, value_after, quantity_before, quantity_after. A sum with an unknown value is unknown.
    A line that is a power of ten of the only one of its words stands alone: a slip is not to hide in a sum.
    """
    positions = np.concatenate([before.position.to_numpy(), after.position.to_numpy()])
    held = assets[["kind", "name", "currency", "value_vnd", "quantity"]].iloc[positions]
    kind, name, currency = codes_of(folded(held.kind)), codes_of(folded(held["name"])), held.currency.fillna("VND")
    rows = pd.DataFrame({"position": positions, "order": lines.order[positions], "category": MONEY})
    rows["pair"] = np.concatenate([before.pair.to_numpy(), after.pair.to_numpy()])
    # Where the form names no kind, the words of the line stand for it.
    rows["key"] = mixed(rows.pair.to_numpy(), kind, np.where(kind < 0, name, -1), codes_of(currency))
    rows["value"], rows["quantity"] = held.value_vnd.to_numpy(), held.quantity.to_numpy()
    worded = mixed(rows.key.to_numpy(), name)
    alone = _slipped(worded, rows.value.to_numpy(), len(before), slip_factors("match_slip_factors", parameters))
    rows["key"] = np.where(alone, worded, rows.key)
    return _outer(_summed(rows[: len(before)]), _summed(rows[len(before) :]))


def _slipped(worded: np.ndarray, value: np.ndarray, count_before: int, factors: list[float]) -> np.ndarray:
    """Lines that are alone with their words on either side, the one worth exactly a slip's factor of the other."""
    before, after = worded[:count_before], worded[count_before:]
    left, right = np.flatnonzero(single(before)), np.flatnonzero(single(after))
    found = place_in(before[left], after[right])
    left, right = left[found[found >= 0]], count_before + right[found >= 0]
    little, much = np.minimum(value[left], value[right]), np.maximum(value[left], value[right])
    exact = np.logical_or.reduce([(little > 0) & (little * factor == much) for factor in factors])
    slipped = np.zeros(len(worded), dtype=bool)
    slipped[np.r_[left[exact], right[exact]]] = True
    return slipped


def metal_sums(before: pd.DataFrame, after: pd.DataFrame, items: Items, by: str) -> Sums:
    """The same for precious metal that is on both sides, one row a name (or kind).

    By name, lines are joined where they are more or fewer than before; by kind, whatever is left of it.
    """
    left, right = _metal(before, items, by), _metal(after, items, by)
    if left.empty or right.empty:
        return Sums(NO_SUMS, np.empty(0, dtype="int64"), np.empty(0, dtype="int64"))
    sums = _outer(_summed(left), _summed(right))
    both = (sums.before >= 0) & (sums.after >= 0)
    rows = sums[both & ((sums.lines_before != sums.lines_after) | (by == "kind"))]
    used = (side.position[side.key.isin(rows.key)].to_numpy() for side in (left, right))
    return Sums(rows, *used)


def _metal(side: pd.DataFrame, items: Items, by: str) -> pd.DataFrame:
    """The lines of metal with the key of the sum that they are in; other words stand in where these are missing."""
    rows = side.join(items.rows, on="position")
    rows = rows[rows.category == METAL]
    other = "name" if by == "kind" else "kind"
    what = np.where(rows[by] >= 0, rows[by], -2 - rows[other])
    return rows.assign(key=mixed(rows.pair.to_numpy(), what, rows.measure.to_numpy()))


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a key: pair, category, position of the first line, number of lines, sums (unknown where one is)."""
    rows = rows.take(np.lexsort((rows.position, rows.order)))
    keys, first, inverse = np.unique(rows.key.to_numpy(), return_index=True, return_inverse=True)
    head = rows.iloc[first]
    sums = pd.DataFrame({"key": keys, "pair": head.pair.to_numpy(), "category": head.category.to_numpy()})
    return sums.assign(
        position=head.position.to_numpy(),
        lines=np.bincount(inverse, minlength=len(keys)),
        # An unknown value is NaN, and makes the sum unknown.
        value=np.bincount(inverse, rows.value.to_numpy(), minlength=len(keys)),
        quantity=np.bincount(inverse, rows.quantity.to_numpy(), minlength=len(keys)),
    )


def _outer(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Both sides by key, in the order of pairs."""
    keys = pd.concat([before, after])[["key", "pair", "category"]].drop_duplicates("key", ignore_index=True)
    sums = keys.copy()
    for side, when in ((before, "before"), (after, "after")):
        place = place_in(side.key.to_numpy(), keys.key.to_numpy())
        sums[when] = np.where(place >= 0, np.append(side.position.to_numpy(), -1)[place], -1)
        for amount in ("lines", "value", "quantity"):
            sums[f"{amount}_{when}"] = np.append(side[amount].to_numpy(dtype="float64"), np.nan)[place]
    return sums
