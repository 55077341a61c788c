"""The smallest change that would take a case off the list: which features would have to stand where peers stand."""

import json
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.forest.explaining import shapley
from pipeline.forest.model import Forest, matrix_of
from pipeline.forest.scoring import add_path_lengths
from pipeline.forest.tails import tail_evidence_of
from pipeline.params import Parameters

COLUMNS = ["broadly", "extreme", "off", "features"]
Numbers = npt.NDArray[np.float64]


def counterfactuals(z: pd.DataFrame, forest: Forest | None, rows: pd.Index, parameters: Parameters) -> pd.DataFrame:
    """One row a wanted comparison: declaration_id, broadly, extreme, off, features.

    broadly, extreme: it is among the most unusual of this run in the forest, in the tails; features: JSON of the
    fewest features that take it off when they are set to the peers' median; off: such a set was found among the
    strongest `counterfactual_features`. z: all comparisons, since the tails compare with everybody. Empty where there
    was nothing to grow a forest on.
    """
    if forest is None:
        return pd.DataFrame(columns=["declaration_id", *COLUMNS])
    ordered = z[list(forest.columns)]
    chosen = matrix_of(ordered.loc[rows])
    evidence = np.column_stack(
        [tail_evidence_of(chosen[:, place], ordered[name].to_numpy()) for place, name in enumerate(forest.columns)]
    )
    parts = shapley(chosen, forest)
    found = [_of_row(*row, forest, parameters) for row in zip(chosen, parts, evidence, strict=True)]
    return pd.DataFrame(found, index=rows, columns=COLUMNS).rename_axis("declaration_id").reset_index()


def _of_row(
    row: Numbers, parts: Numbers, evidence: Numbers, forest: Forest, parameters: Parameters
) -> tuple[bool, bool, bool, str]:
    """Listed in the forest, in the tails, taken off, and the JSON of the smallest set of one row."""
    tail_features = int(parameters.number("tail_features"))
    sets = [(), *_sets(row, parts, evidence, int(parameters.number("counterfactual_features")))]
    changed, left = np.repeat(row[None], len(sets), axis=0), np.repeat(evidence[None], len(sets), axis=0)
    for place, chosen in enumerate(sets):
        changed[place, list(chosen)], left[place, list(chosen)] = 0.0, 0.0
    broadly = mean_paths_of(changed, forest) <= forest.cut_path
    extreme = np.sort(left, axis=1)[:, -tail_features:].sum(axis=1) >= forest.cut_tail
    listed = broadly | extreme
    first = int(np.argmin(listed))
    names = [forest.columns[place] for place in sets[first]]
    return bool(broadly[0]), bool(extreme[0]), bool(listed[0] and not listed[first]), json.dumps(names)


def _sets(row: Numbers, parts: Numbers, evidence: Numbers, size: int) -> list[tuple[int, ...]]:
    """All sets of the strongest known features, small ones first, among equals those that explain more."""
    strength = np.where(
        np.isnan(row), -np.inf, parts / max(parts.max(), 1e-300) + evidence / max(evidence.max(), 1e-300)
    )
    strongest = np.argsort(-strength, kind="stable")[: min(size, int(np.isfinite(strength).sum()))]
    sets = [chosen for count in range(1, len(strongest) + 1) for chosen in combinations(strongest.tolist(), count)]
    return sorted(sets, key=lambda chosen: (len(chosen), -float(sum(parts[list(chosen)])), chosen))


def mean_paths_of(matrix: Numbers, forest: Forest) -> Numbers:
    """The mean path length of each row over all trees."""
    sums, squares = np.zeros(len(matrix)), np.zeros(len(matrix))
    add_path_lengths(matrix, forest.trees, sums, squares)
    return np.asarray(sums / len(forest.trees))
