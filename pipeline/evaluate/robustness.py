"""How much the list hangs on limits, missing cells and seeds, and on whom it falls."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.model import INPUTS
from pipeline.params import Dated, Parameters

MONEY = {"assets": ("value_vnd", "area_m2", "acquired_on"), "incomes": ("amount_vnd",)}


def with_limits_times(parameters: Parameters, names: Iterable[str], factor: float) -> Parameters:
    """The parameters with the numbers of these names, as far as they are ours, times a factor."""
    changed = dict(parameters.by_name)
    for name in names:
        if changed[name].kind == "analytic":
            values = tuple(_times(value, factor) for value in changed[name].values)
            changed[name] = replace(changed[name], values=values)
    return Parameters(changed)


def _times(value: Dated, factor: float) -> Dated:
    return value if isinstance(value.value, str) else replace(value, value=value.value * factor)


def with_missing(tables: Mapping[str, pd.DataFrame], share: float, seed: int) -> dict[str, pd.DataFrame]:
    """The tables with so many of the optional declared cells unknown, at random."""
    random = np.random.default_rng(seed)
    thinned = dict(tables)
    for name, columns in MONEY.items():
        table = thinned[name].copy()
        for column in columns:
            if column not in INPUTS[name].required:
                table.loc[random.random(len(table)) < share, column] = None
        thinned[name] = table
    return thinned


def in_common(one: pd.Series, other: pd.Series, length: int) -> float:
    """Share of the first so many officials of one order who are among the first of the other."""
    first, second = set(one.index[one <= length]), set(other.index[other <= length])
    return len(first & second) / max(len(first), 1)


def by_group(place: pd.Series, officials: pd.DataFrame, innocent: set[str], length: int) -> pd.DataFrame:
    """One row a group of officials (columns of `officials`, index declarant_id): rate listed beside everybody's rate.

    Only officials with nothing planted count, since a guilty group member belongs on the list. `times` is how many
    times as often as others the innocent of the group are among the first `length` of the innocent.
    """
    order = place[place.index.isin(list(innocent))].sort_values()
    listed = set(order.index[:length])
    held = officials[officials.index.isin(order.index)]
    rows = []
    for attribute in officials.columns:
        for group, members in held.groupby(attribute).groups.items():
            found = sum(member in listed for member in members)
            expected = length * len(members) / len(order)
            rows.append((attribute, str(group), len(members), found, expected, found / expected))
    return pd.DataFrame(rows, columns=["attribute", "group", "officials", "listed", "expected", "times"])
