"""What sets a row apart from its peers: exact Shapley values against the peers' median row."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.forest.model import Forest, matrix_of
from pipeline.forest.scoring import kernels, packed
from pipeline.forest.shapley import add_shapley, weights
from pipeline.forest.walking import cell_keys

Numbers = npt.NDArray[np.float64]
SLICE = 64


def shapley(matrix: Numbers, forest: Forest, workers: int = 1) -> Numbers:
    """(rows, columns): by how many splits each feature brings the row's isolation forward, against the peers' median.

    They add up to the path length of the peers' median row (z of 0 in every feature) less that of the row; positive
    makes the row more unusual. Exact, for missing cells too.
    """
    trees, nodes = forest.trees, packed(forest.trees)
    keys, reference = cell_keys(matrix), cell_keys(np.zeros((1, matrix.shape[1])))[0]
    parts = np.zeros(matrix.shape)
    module = kernels()
    add = add_shapley if module is None else module.add_shapley

    def explain_slice(part: slice) -> None:
        add(
            keys[part],
            reference,
            nodes,
            trees.left_share,
            trees.right_share,
            trees.leaves,
            trees.depth,
            weights(trees.depth),
            parts[part],
        )

    slices = [slice(start, start + SLICE) for start in range(0, len(matrix), SLICE)]
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(explain_slice, slices))
    return -parts / len(trees)


def explain(z: pd.DataFrame, forest: Forest, rows: pd.Index, workers: int = 1) -> pd.DataFrame:
    """One row a feature of each wanted comparison, strongest first: declaration_id, feature, shapley, share, z.

    share: part of all that makes the row more unusual; negative for what makes it less so.
    """
    chosen = z.loc[rows, list(forest.columns)]
    parts = pd.DataFrame(shapley(matrix_of(chosen), forest, workers), index=chosen.index, columns=chosen.columns)
    shares = parts.div(parts.clip(lower=0).sum(axis=1).where(lambda total: total > 0), axis=0)
    long = pd.DataFrame({"shapley": parts.stack(), "share": shares.stack(), "z": chosen.stack()})
    long.index.names = ["declaration_id", "feature"]
    flat = long.reset_index().sort_values(["declaration_id", "shapley", "feature"], ascending=[True, False, True])
    return flat.reset_index(drop=True)
