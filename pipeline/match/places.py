"""Communes in the naming of today."""

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.match.codes import text_codes


def code_of_today(codes: pd.Series, commune_changes: pd.DataFrame) -> pd.Series:
    """Each code as it is called after all changes; a commune that was divided keeps its old code."""
    newer = _successors(commune_changes)
    number, names = text_codes(codes)
    today = pd.Series(names, dtype="str")
    # A chain of renamings is as long as there were reforms; a code that returns to itself ends it.
    for _ in range(len(newer)):
        following = today.map(newer).fillna(today)
        if following.equals(today):
            break
        today = following
    return pd.Series(today.array.take(number, allow_fill=True), index=codes.index)


def same_place(codes: pd.Series, commune_changes: pd.DataFrame) -> np.ndarray:
    """A number for each code that is equal where one commune came out of the other, in whole or in part; -1 unknown.

    Codes are compared with the communes that took part in the same changes: a plot in one of two merged communes
    and in their successor may be one plot.
    """
    changes = commune_changes.dropna(subset=["old_code", "new_code"])
    number, names = text_codes(codes)
    known, distinct = pd.factorize(pd.concat([pd.Series(names, dtype="str"), changes.old_code, changes.new_code]))
    old, new = np.split(known[len(names) :], 2)
    graph = coo_matrix((np.ones(len(old)), (old, new)), shape=(len(distinct), len(distinct)))
    place = connected_components(graph, directed=False)[1] if len(distinct) else np.empty(0, dtype="int64")
    return np.asarray(np.append(place[known[: len(names)]], -1)[number])


def _successors(commune_changes: pd.DataFrame) -> pd.Series:
    """The newer code by the older, where there is exactly one."""
    changes = commune_changes[["old_code", "new_code"]].dropna().drop_duplicates()
    changes = changes[changes.old_code != changes.new_code]
    # A successor that took over the code of one of its parts ends the chain there.
    ends = set(commune_changes.new_code[commune_changes.old_code == commune_changes.new_code])
    changes = changes[~changes.old_code.isin(ends)].drop_duplicates("old_code", keep=False)
    return changes.set_index("old_code").new_code
