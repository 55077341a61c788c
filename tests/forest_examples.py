"""Small matrices that the tests of the forest share."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.forest.growing import grow, sample_size, tree_depth
from pipeline.forest.model import Forest
from pipeline.forest.tables import flattened


def heavy_tailed(rows: int, columns: int = 12, seed: int = 1, missing: float = 0.0) -> npt.NDArray[np.float64]:
    """Heavy tails, a column of whole numbers, a column that is mostly 0, a constant one; some cells missing."""
    random = np.random.default_rng(seed)
    matrix = random.standard_t(3, (rows, columns))
    matrix[:, 1] = np.round(matrix[:, 1])
    matrix[:, 2] *= random.random(rows) < 0.2
    matrix[:, 3] = 7.0
    matrix[random.random(matrix.shape) < missing] = np.nan
    return matrix


def named(matrix: npt.NDArray[np.float64]) -> pd.DataFrame:
    index = pd.Index([f"D{row:06d}" for row in range(len(matrix))], name="declaration_id")
    return pd.DataFrame(matrix, index=index, columns=[f"f{column}" for column in range(matrix.shape[1])])


def grown(matrix: npt.NDArray[np.float64], trees: int = 60, seed: int = 7, sample_rows: int = 256) -> Forest:
    depth = tree_depth(sample_size(len(matrix), sample_rows))
    columns = tuple(f"f{column}" for column in range(matrix.shape[1]))
    flat = flattened(grow(matrix, trees, sample_rows, seed), depth)
    return Forest(columns, flat, seed, sample_rows, len(matrix))
