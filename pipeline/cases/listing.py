"""From scores to the lists: one case an official, up to the capacity, capped by unit; what goes back to units."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.params import Parameters


@dataclass(frozen=True)
class Lists:
    """Rows of SCORES in order: the list, its reserve, and the worst declarations to return to their unit.

    not_shown: how many more declarations look like a data error; scores.parquet has them all.
    """

    listed: pd.DataFrame
    reserve: pd.DataFrame
    returns: pd.DataFrame
    weak: bool
    not_shown: int = 0


def lists(scores: pd.DataFrame, capacity: int, parameters: Parameters) -> Lists:
    """The list and the others; `weak` where less than a third of the list stands out."""
    ordered = scores.sort_values("rank")
    returned = to_return(ordered, parameters)
    best = ordered[~ordered.declaration_id.isin(returned.declaration_id)].drop_duplicates("declarant_id")
    placed = capped(best, capacity, parameters)
    reserve = best[~best.declarant_id.isin(placed.declarant_id)]
    length = int(np.ceil(capacity * parameters.number("reserve_share")))
    stand_out = int((placed.priority >= parameters.number("list_from_priority")).sum())
    worst = returned.head(int(capacity * parameters.number("returns_per_case")))
    left = len(returned) - len(worst)
    return Lists(placed, reserve.head(length), worst, weak=3 * stand_out < len(placed) or placed.empty, not_shown=left)


def to_return(scores: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Declarations that look like a data error, worst first: surely one, or likely and nothing else stands out."""
    limit = parameters.number("list_from_priority")
    looks_wrong = scores.error_score >= parameters.number("return_from_error_score")
    otherwise = 1 - (1 - scores.enrichment_part) * (1 - scores.interest_part)
    surely_wrong = scores.error_score >= parameters.number("return_always_from_error_score")
    chosen = scores[surely_wrong | (looks_wrong & (otherwise < limit))]
    return chosen.sort_values(["error_score", "declaration_id"], ascending=[False, True])


def capped(best: pd.DataFrame, capacity: int, parameters: Parameters) -> pd.DataFrame:
    """The first `capacity` rows with no more of a unit than its cap."""
    share = best.unit_code.fillna("").map(best.unit_code.fillna("").value_counts(normalize=True)).astype("float64")
    cap = np.ceil(capacity * np.maximum(parameters.number("unit_cap_share"), 1.5 * share))
    place_in_unit = best.groupby(best.unit_code.fillna("")).cumcount()
    within: pd.DataFrame = best[place_in_unit < cap]
    return within.head(capacity)
