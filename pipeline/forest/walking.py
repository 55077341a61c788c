"""Path lengths of rows in trees with numpy alone: the same bytes as the compiled kernels, slower."""

import numpy as np
import numpy.typing as npt

from pipeline.forest.tables import Trees, ordered

MISSING = np.iinfo(np.int32).max
ROWS_AT_ONCE = 4096

Numbers = npt.NDArray[np.float64]


def add_path_lengths(matrix: Numbers, trees: Trees, sums: Numbers, squares: Numbers) -> None:
    """Add each row's path length in every tree, and its square, to `sums` and `squares`, tree after tree."""
    for start in range(0, len(matrix), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        keys = cell_keys(matrix[part])
        incomplete = np.flatnonzero((keys == MISSING).any(axis=1))
        for tree in range(len(trees)):
            paths = _walk(keys, trees, tree)
            if incomplete.size:
                paths[incomplete] = _walk_both(keys[incomplete], trees, tree)
            sums[part] += paths
            squares[part] += paths * paths


def cell_keys(matrix: Numbers) -> npt.NDArray[np.int32]:
    """Ordered keys of the cells as float32; the largest number stands for a missing one."""
    keys = np.where(np.isnan(matrix), MISSING, ordered(matrix.astype(np.float32)))
    return np.ascontiguousarray(keys, dtype=np.int32)


def _walk(keys: npt.NDArray[np.int32], trees: Trees, tree: int) -> Numbers:
    """Path length of each row in one tree, the rows taken as complete."""
    rows = np.arange(len(keys))
    places = np.ones(len(keys), dtype=np.int64)
    for _ in range(trees.depth):
        right = keys[rows, trees.features[tree, places]] > trees.keys[tree, places]
        places = 2 * places + right
    return np.asarray(trees.leaves[tree, places - 2**trees.depth])


def _walk_both(keys: npt.NDArray[np.int32], trees: Trees, tree: int) -> Numbers:
    """Mean path length of rows with missing cells in one tree: both branches, by their training rows.

    The walks stand in order of row and place; where a walk parts, its two halves stay neighbours.
    """
    rows = np.arange(len(keys))
    places, weights = np.ones(len(keys), dtype=np.int64), np.ones(len(keys))
    for _ in range(trees.depth):
        key = keys[rows, trees.features[tree, places]]
        parts = (key == MISSING) & (trees.right_share[tree, places] > 0.0)
        rows, right = _parted(rows, parts), _parted(key > trees.keys[tree, places], parts)
        places, weights = _parted(places, parts), _parted(weights, parts)
        halves = np.flatnonzero(_parted(parts, parts))
        right[halves] = np.arange(halves.size) % 2 == 1
        share = np.where(right, trees.right_share[tree, places], trees.left_share[tree, places])
        weights[halves] *= share[halves]
        places = 2 * places + right
    leaves = trees.leaves[tree, places - 2**trees.depth]
    return np.asarray(np.bincount(rows, weights=weights * leaves, minlength=len(keys)))


def _parted(values: npt.NDArray, parts: npt.NDArray[np.bool_]) -> npt.NDArray:
    """The values, those that part twice in a row."""
    return np.repeat(values, np.where(parts, 2, 1))
