"""The best one-to-one assignment of lines before to lines after."""

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

# Between equally good assignments the one that keeps the order of the lines is taken.
ORDER_BONUS = 1e-6


def best_links(edges: pd.DataFrame, minimum: float) -> pd.DataFrame:
    """The edges (before, after, logit, order_apart) of the assignment with the largest sum of logits above `minimum`.

    Edges that must be in it are taken first, all at once; only what remains ambiguous is solved one by one.
    """
    left = edges[edges.logit >= minimum]
    left = left.assign(benefit=left.logit - minimum + ORDER_BONUS / (1.0 + left.order_apart))
    chosen = []
    while len(left):
        certain = left[_dominant(left)]
        if certain.empty:
            break
        chosen.append(certain)
        left = left[~left.before.isin(certain.before) & ~left.after.isin(certain.after)]
    chosen.append(left.iloc[_solved(left)])
    return pd.concat(chosen).drop(columns="benefit").sort_values(["before", "after"], ignore_index=True)


def _dominant(edges: pd.DataFrame) -> np.ndarray:
    """Edges worth at least as much as the best others of both their ends together: an optimum holds them all.

    Replacing such an edge frees its two ends for at most one other edge each, which together are not worth more.
    """
    rival = _best_of_others(edges.before, edges.benefit) + _best_of_others(edges.after, edges.benefit)
    return (edges.benefit > rival).to_numpy()


def _best_of_others(end: pd.Series, benefit: pd.Series) -> pd.Series:
    """For each edge the largest benefit of the other edges at this end; 0 where there is none."""
    ranked = pd.DataFrame({"end": end, "benefit": benefit}).sort_values(["end", "benefit"], ascending=[True, False])
    place = ranked.groupby("end").cumcount()
    best = ranked.end.map(ranked[place == 0].set_index("end").benefit)
    second = ranked.end.map(ranked[place == 1].set_index("end").benefit).fillna(0.0)
    return best.where(place > 0, second).reindex(end.index)


def _solved(edges: pd.DataFrame) -> np.ndarray:
    """Positions of the edges of the optimum, component by component."""
    if edges.empty:
        return np.empty(0, dtype="int64")
    rows, columns = pd.factorize(edges.before)[0], pd.factorize(edges.after)[0]
    height = rows.max() + 1
    nodes = height + columns.max() + 1
    graph = coo_matrix((np.ones(len(edges)), (rows, columns + height)), shape=(nodes, nodes))
    component = connected_components(graph, directed=False)[1][rows]
    benefit, positions = edges.benefit.to_numpy(), np.argsort(component, kind="stable")
    bounds = np.flatnonzero(np.diff(component[positions])) + 1
    parts = np.split(positions, bounds)
    return np.concatenate([part[_optimum(rows[part], columns[part], benefit[part])] for part in parts])


def _optimum(rows: np.ndarray, columns: np.ndarray, benefit: np.ndarray) -> np.ndarray:
    """Which edges of one component are in its optimum; leaving a line alone is worth 0."""
    row_names, row = np.unique(rows, return_inverse=True)
    column_names, column = np.unique(columns, return_inverse=True)
    matrix = np.zeros((len(row_names), len(column_names)))
    edge = np.full(matrix.shape, -1)
    matrix[row, column], edge[row, column] = benefit, np.arange(len(benefit))
    chosen = edge[linear_sum_assignment(matrix, maximize=True)]
    return np.asarray(chosen[chosen >= 0])
