"""The household (declarant, spouse, minor children) and what it needs to live on."""

import numpy as np
import pandas as pd

from pipeline.changes.sums import code_of
from pipeline.model.vocabulary import MEMBER_RELATIONS
from pipeline.params import Parameters

DAYS_PER_MONTH = 365.25 / 12


def household_columns(pairs: pd.DataFrame, family: pd.DataFrame) -> dict[str, np.ndarray | pd.Series]:
    """Who is named in each declaration; nobody named means that there is nobody."""
    places = code_of(family["declaration_id"], pairs["declaration_id"])
    relation = code_of(family["relation"], MEMBER_RELATIONS)
    named = (places >= 0) & (relation >= 0)
    cell = (places * len(MEMBER_RELATIONS) + relation)[named]
    shape = (len(pairs), len(MEMBER_RELATIONS))
    members = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    spouse = members[:, MEMBER_RELATIONS.index("spouse")] > 0
    children = members[:, MEMBER_RELATIONS.index("minor_child")].astype("float64")
    return {
        "has_spouse": pd.Series(spouse, index=pairs.index, dtype="boolean"),
        "children_count": children,
        "household_size": 1 + spouse + children,
    }


def living_columns(pairs: pd.DataFrame, household_size: np.ndarray, parameters: Parameters) -> dict[str, np.ndarray]:
    """Living cost of the household in the period, by scenario; unknown where there is no period."""
    months = np.maximum(pairs["days"].to_numpy(dtype="float64", na_value=np.nan), 0) / DAYS_PER_MONTH
    rates = {
        level: parameters.in_force(f"living_{level}_vnd_month", pairs["declared_on"]).to_numpy()
        for level in ("low", "central", "high")
    }
    return {f"living_{level}_vnd": np.rint(rate * months * household_size) for level, rate in rates.items()}
