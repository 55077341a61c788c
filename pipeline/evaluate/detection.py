"""How well an order of officials finds the planted ones (truth table `planted` of the synthetic province).

The unit of judgement is the official: the staff verify persons, so a person counts with the best of their declarations.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Detection:
    """Figures between 0 and 1, NaN where nothing of the kind was planted; `typologies`: a row each."""

    average_precision: float
    precision_at_capacity: float
    recall_at_capacity: float
    recall_at_twice_guilty: float
    twins_ordered_share: float
    lookalikes_in_top_share: float
    errors_in_top_share: float
    typologies: pd.DataFrame


def order_of_officials(scores: pd.DataFrame, by: str = "priority") -> pd.Series:
    """One row an official (index declarant_id): the place, 1 first, by their best declaration."""
    best = scores.sort_values([by, "declaration_id"], ascending=[False, True]).drop_duplicates("declarant_id")
    return pd.Series(np.arange(1, len(best) + 1), index=pd.Index(best.declarant_id, name="declarant_id"))


def detection(place: pd.Series, planted: pd.DataFrame, capacity: int) -> Detection:
    """The figures for an order of officials; officials without a comparison count as placed last."""
    roles = planted.groupby("role").declarant_id.agg(set).to_dict()
    guilty = roles.get("guilty", set())
    top = set(place.index[place <= max(1, len(guilty))])
    first, twice = set(place.index[place <= capacity]), set(place.index[place <= 2 * len(guilty)])
    innocent = (roles.get("twin", set()) | roles.get("event", set())) - guilty
    return Detection(
        average_precision(place, guilty),
        _share(len(first & guilty), len(first)),
        _share(len(first & guilty), len(guilty)),
        _share(len(twice & guilty), len(guilty)),
        twins_ordered(place, planted),
        _share(len(top & innocent), len(top)),
        _share(len(top & (roles.get("error", set()) - guilty)), len(top)),
        by_typology(place, planted, capacity),
    )


def average_precision(place: pd.Series, guilty: set[str]) -> float:
    """Mean precision at the place of each guilty official; one never placed counts 0."""
    held = np.sort(place[place.index.isin(list(guilty))].to_numpy())
    return _share(float((np.arange(1, len(held) + 1) / held).sum()), len(guilty))


def twins_ordered(place: pd.Series, planted: pd.DataFrame) -> float:
    """Share of pairs in which the guilty one stands before the innocent twin with the same headline numbers."""
    last = len(place) + 1
    pairs = planted[planted.pair_id.notna()].assign(place=lambda rows: rows.declarant_id.map(place).fillna(last))
    sides = pairs.pivot_table(index="pair_id", columns="role", values="place", aggfunc="min")
    both = sides.reindex(columns=["guilty", "twin"]).dropna()
    return _share(int((both.guilty < both.twin).sum()), len(both))


def by_typology(place: pd.Series, planted: pd.DataFrame, capacity: int) -> pd.DataFrame:
    """One row a typology of the guilty: how many were planted, found within the capacity, and their median place."""
    guilty = planted[planted.role == "guilty"].assign(place=lambda rows: rows.declarant_id.map(place).astype("float64"))
    found = guilty.assign(found=guilty.place <= capacity).groupby("typology")
    table = found.agg(planted=("declarant_id", "nunique"), found=("found", "sum"), median_place=("place", "median"))
    return table.reset_index()


def _share(part: float, whole: int) -> float:
    return part / whole if whole else float("nan")
