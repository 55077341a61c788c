"""Lines without an identity, compared as sums: money by kind and currency, gold by name."""

import numpy as np
import pandas as pd

from pipeline.match.candidates import MONEY
from pipeline.match.items import Items
from pipeline.model.vocabulary import CATEGORIES

METAL = CATEGORIES.index("precious_metal")
KEYS = ["pair", "category", "what", "measure"]


def money_sums(before: pd.DataFrame, after: pd.DataFrame, items: Items) -> pd.DataFrame:
    """One row a kind and currency of money of a pair: before, after (position of its first line, -1: none), sums.

    Columns: pair, before, after, lines_before, lines_after, value_before, value_after, quantity_before,
    quantity_after. A sum with an unknown value in it is unknown.
    """
    return _outer(_summed(_money_rows(before, items)), _summed(_money_rows(after, items)))


def metal_sums(before: pd.DataFrame, after: pd.DataFrame, items: Items, by: str) -> pd.DataFrame:
    """The same for precious metal on both sides, one row a name (or kind).

    By name, lines are joined where they are more or fewer than before; by kind, whatever is left of it.
    """
    sums = _outer(_summed(_metal_rows(before, items, by)), _summed(_metal_rows(after, items, by)))
    both = (sums.before >= 0) & (sums.after >= 0)
    return sums[both & ((sums.lines_before != sums.lines_after) | (by == "kind"))].assign(by=by)


def members(side: pd.DataFrame, sums: pd.DataFrame, when: str, items: Items) -> np.ndarray:
    """Which lines of a side ("before" or "after") are in these sums."""
    by = sums.by.iloc[0] if "by" in sums and len(sums) else "name"
    rows = pd.concat([_money_rows(side, items), _metal_rows(side, items, by)])
    keys = pd.MultiIndex.from_frame(sums.loc[sums[when] >= 0, KEYS])
    inside = rows.position[pd.MultiIndex.from_frame(rows[KEYS]).isin(keys)]
    return side.position.isin(inside).to_numpy()


def _money_rows(side: pd.DataFrame, items: Items) -> pd.DataFrame:
    rows = _rows(side, items, MONEY)
    # Where the form names no kind, the words of the line stand for it.
    return rows.assign(what=np.where(rows.kind >= 0, rows.kind, -2 - rows["name"]), measure=rows.currency)


def _metal_rows(side: pd.DataFrame, items: Items, by: str) -> pd.DataFrame:
    rows = _rows(side, items, METAL)
    other = "kind" if by == "name" else "name"
    return rows.assign(what=np.where(rows[by] >= 0, rows[by], -2 - rows[other]))


def _rows(side: pd.DataFrame, items: Items, category: int) -> pd.DataFrame:
    rows = side.join(items.rows, on="position")
    return rows[rows.category == category].sort_values(["pair", "order", "position"])


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    lines = rows.groupby(KEYS, sort=True)
    sums = lines.agg(first=("position", "first"), lines=("position", "size"), order=("order", "first"))
    for amount in ("value", "quantity"):
        known = lines[amount].agg(["sum", "count"])
        sums[amount] = known["sum"].where(known["count"] == sums.lines)
    return sums.reset_index()


def _outer(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    sums = before.merge(after, on=KEYS, how="outer", suffixes=("_before", "_after"))
    sums = sums.rename(columns={"first_before": "before", "first_after": "after"})
    return sums.fillna({"before": -1, "after": -1}).astype({"before": "int64", "after": "int64"})
