"""Which lines before may be which lines after: all of one family of sections within a pair of declarations."""

import numpy as np
import pandas as pd

from pipeline.match.items import Items
from pipeline.match.likeness import OTHER, compared
from pipeline.match.reasons import MONEY
from pipeline.model.vocabulary import CATEGORIES, PLOTS
from pipeline.params import Parameters

PLOT = [CATEGORIES.index(category) for category in PLOTS]


def candidates(before: pd.DataFrame, after: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """One row an edge: positions `before` and `after`, their `pair`, levels of agreement, logit, order_apart.

    `before` and `after` have the columns position and pair. Money without an account number has no identity and
    gives no edge; accounts are only compared with the account of the same number.
    """
    left, right = _blocked(before, items), _blocked(after, items)
    edges = left.merge(right, on=["pair", "block", "account"], suffixes=("_before", "_after"))
    edges["order_apart"] = (edges.rank_before - edges.rank_after).abs()
    edges = edges.rename(columns={"position_before": "before", "position_after": "after"})
    return compared(edges[["pair", "before", "after", "order_apart"]], items, parameters)


def _blocked(side: pd.DataFrame, items: Items) -> pd.DataFrame:
    """The lines with what they must share with the other side, and their rank within the pair."""
    held = items.rows.loc[side.position]
    rows = side.assign(block=held.family.to_numpy(), order=held.order.to_numpy(), category=held.category.to_numpy())
    rows["account"] = np.where(rows.category == MONEY, held.certificate.to_numpy(), -1)
    rows = rows.sort_values(["pair", "block", "order", "position"])
    rows["rank"] = rows.groupby(["pair", "block"]).cumcount()
    return rows[(rows.category != MONEY) | (rows.account >= 0)]


def another_area(edges: pd.DataFrame, category: np.ndarray) -> np.ndarray:
    """Edges between plots of different areas: such a plot may have been divided or joined."""
    return np.isin(category, PLOT) & (edges.area == OTHER).to_numpy()
