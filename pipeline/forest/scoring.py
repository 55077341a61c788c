"""Scoring: path lengths of rows in trees, with the compiled kernels where they are at hand."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import ModuleType

import numpy as np
import numpy.typing as npt

from pipeline.forest import walking
from pipeline.forest.model import Forest
from pipeline.forest.tables import Trees

Numbers = npt.NDArray[np.float64]
SLICE = 16384


@cache
def kernels() -> ModuleType | None:
    """The compiled kernels, loaded when first needed; None where the compiler is not installed."""
    try:
        from pipeline.forest import compiled
    except ImportError:
        return None
    return compiled


def add_path_lengths(matrix: Numbers, trees: Trees, sums: Numbers, squares: Numbers, workers: int = 1) -> None:
    """Add each row's path length in every tree, and its square; the bytes do not depend on `workers`."""
    module = kernels()
    if module is None:
        walking.add_path_lengths(matrix, trees, sums, squares)
        return
    nodes = packed(trees)

    def add(part: slice) -> None:
        _add_compiled(module, matrix[part], trees, nodes, sums[part], squares[part])

    parts = [slice(start, start + SLICE) for start in range(0, len(matrix), SLICE)]
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(add, parts))


def _add_compiled(
    module: ModuleType, matrix: Numbers, trees: Trees, nodes: npt.NDArray[np.uint64], sums: Numbers, squares: Numbers
) -> None:
    """The complete rows with the fast kernel, the others with the one that takes both branches."""
    missing = np.isnan(matrix).any(axis=1)
    if not missing.any():
        module.add_complete(matrix, nodes, trees.leaves, trees.depth, sums, squares)
        return
    rows = np.flatnonzero(~missing)
    held = sums[rows], squares[rows]
    module.add_complete(matrix[rows], nodes, trees.leaves, trees.depth, *held)
    sums[rows], squares[rows] = held
    rows = np.flatnonzero(missing)
    held, keys = (sums[rows], squares[rows]), walking.cell_keys(matrix[rows])
    module.add_incomplete(keys, nodes, trees.left_share, trees.right_share, trees.leaves, trees.depth, *held)
    sums[rows], squares[rows] = held


def packed(trees: Trees) -> npt.NDArray[np.uint64]:
    """(trees, nodes): the key of a node in the upper, its feature in the lower 32 bits, so that one load gets both."""
    keys = trees.keys.astype(np.int64).view(np.uint64) << np.uint64(32)
    return np.ascontiguousarray(keys | trees.features.astype(np.uint64))


def displayed(mean_path: Numbers, forest: Forest) -> Numbers:
    """2^-(path / typical path): near 1 isolated at once, 0.5 like the average (Liu, Ting and Zhou 2008, equation 2)."""
    typical = forest.typical_path
    return np.asarray(2.0 ** -(mean_path / typical)) if typical else np.ones_like(mean_path)


def score_samples(matrix: Numbers, forest: Forest, workers: int = 1) -> Numbers:
    """What IsolationForest.score_samples gives with the same trees, bit for bit: lower is stranger."""
    sums, squares = np.zeros(len(matrix)), np.zeros(len(matrix))
    add_path_lengths(matrix, forest.trees, sums, squares, workers)
    denominator = len(forest.trees) * forest.typical_path
    return -(2.0 ** -np.divide(sums, denominator, out=np.ones_like(sums), where=denominator != 0))
