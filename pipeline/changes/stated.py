"""Section II beside section III: by how much more money, gold and securities rose than the declarant says they did."""

import numpy as np
import pandas as pd

from pipeline.changes.stocks import DECLARED_FROM_THRESHOLD, cells
from pipeline.changes.sums import Sums, code_of, known_sum
from pipeline.model.vocabulary import LIQUID


def beyond_stated(before: Sums, after: Sums, movements: pd.DataFrame, liquid_change: np.ndarray) -> np.ndarray:
    """One figure a declaration, in dong: rise of the liquid kinds that section III speaks of, less what it says; or 0.

    The two accounts of one form contradict each other there: for the declarant the smaller one is taken.
    """
    stated, rise = np.zeros(len(liquid_change)), np.zeros(len(liquid_change))
    lines = code_of(movements["category"], LIQUID)
    amounts = movements["value_change_vnd"].to_numpy(dtype="float64", na_value=np.nan)
    for number, category in enumerate(LIQUID):
        told = (lines == number) & ~np.isnan(amounts)
        spoken = np.bincount(movements["place"].to_numpy()[told], minlength=len(stated)) > 0
        sums = known_sum(movements["place"].to_numpy(), amounts, told, len(stated))
        change = np.nan_to_num(after.of(_cells(category))) - np.nan_to_num(before.of(_cells(category)))
        stated += np.where(spoken, np.nan_to_num(sums), 0)
        rise += np.where(spoken, change, 0)
    return np.asarray(np.maximum(np.minimum(rise, liquid_change) - np.maximum(stated, 0), 0))


def _cells(category: str) -> list[int]:
    return cells(DECLARED_FROM_THRESHOLD[category])
