"""How well an order of officials finds the planted ones (truth table `planted` of the synthetic province).

The unit of judgement is the official: the staff verify persons, so a person counts with the best of their declarations.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.cases.listing import to_return
from pipeline.params import Parameters

# What only shows in the files of a pack, where a cell cannot be read; the tables hold the value.
ONLY_IN_FILES = ("E25",)
FIRST = 30


@dataclass(frozen=True)
class Detection:
    """Figures between 0 and 1, NaN where nothing of the kind was planted; `typologies`: a row each."""

    average_precision: float
    precision_at_capacity: float
    recall_at_capacity: float
    precision_at_30: float
    recall_at_twice_guilty: float
    twins_ordered_share: float
    lookalikes_in_top_share: float
    errors_in_top_share: float
    typologies: pd.DataFrame


def order_of_officials(scores: pd.DataFrame, by: str = "priority") -> pd.Series:
    """One row an official (index declarant_id): the place, 1 first, by their best declaration."""
    best = scores.sort_values([by, "declaration_id"], ascending=[False, True]).drop_duplicates("declarant_id")
    return pd.Series(np.arange(1, len(best) + 1), index=pd.Index(best.declarant_id, name="declarant_id"))


def order_of_the_list(scores: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """The same in the order of the list: what goes back to the unit first comes after everything else."""
    returned = scores.declaration_id.isin(to_return(scores, parameters).declaration_id)
    return order_of_officials(scores.assign(order=scores.priority - 2.0 * returned), "order")


def detection(place: pd.Series, planted: pd.DataFrame, capacity: int) -> Detection:
    """The figures for an order of officials; officials without a comparison count as placed last.

    "Top" is as many places as there are guilty; precision at capacity counts against the most that could be there.
    """
    roles = planted.groupby("role").declarant_id.agg(set).to_dict()
    guilty = roles.get("guilty", set())
    top = set(place.index[place <= max(1, len(guilty))])
    first, twice = set(place.index[place <= capacity]), set(place.index[place <= 2 * len(guilty)])
    thirty = set(place.index[place <= min(FIRST, max(1, len(guilty)))])
    innocent = (roles.get("twin", set()) | roles.get("event", set())) - guilty
    return Detection(
        average_precision(place, guilty),
        _share(len(first & guilty), len(first)),
        _share(len(first & guilty), len(guilty)),
        _share(len(thirty & guilty), len(thirty) if guilty else 0),
        _share(len(twice & guilty), len(guilty)),
        twins_ordered(place, planted),
        _share(len(top & innocent), len(top)),
        _share(len(top & (roles.get("error", set()) - guilty - innocent)), len(top)),
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
    """One row a typology of the guilty: planted, found within the capacity and twice the guilty, median place."""
    guilty = planted[planted.role == "guilty"].assign(place=lambda rows: rows.declarant_id.map(place).astype("float64"))
    twice = 2 * guilty.declarant_id.nunique()
    held = guilty.assign(found=guilty.place <= capacity, twice=guilty.place <= twice).groupby("typology")
    table = held.agg(
        planted=("declarant_id", "size"),
        found=("found", "sum"),
        twice=("twice", "sum"),
        median_place=("place", "median"),
    )
    return table.reset_index()


def errors_recognised(scores: pd.DataFrame, planted: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of planted data error: how many, and how many have an error score above one half."""
    errors = planted[(planted.role == "error") & ~planted.typology.isin(ONLY_IN_FILES)]
    score = errors.declaration_id.map(scores.set_index("declaration_id").error_score).fillna(0.0)
    held = errors.assign(recognised=score > 0.5).groupby("typology")
    return held.agg(planted=("declarant_id", "size"), recognised=("recognised", "sum")).reset_index()


def _share(part: float, whole: int) -> float:
    return part / whole if whole else float("nan")
