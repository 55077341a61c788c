"""Two stages: some trees score everybody, all trees score the best few per cent, and the run checks the cut."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.forest.growing import grow, sample_size, tree_depth
from pipeline.forest.model import Forest
from pipeline.forest.scoring import add_path_lengths
from pipeline.forest.tables import Trees, flattened, joined
from pipeline.params import Parameters

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Paths:
    """Sums over `trees` of each row's path length and of its square."""

    sums: Numbers
    squares: Numbers
    trees: npt.NDArray[np.int64]

    @property
    def mean(self) -> Numbers:
        return self.sums / self.trees

    @property
    def standard_error(self) -> Numbers:
        """Of the mean over trees."""
        variance = np.maximum(self.squares / self.trees - self.mean**2, 0.0)
        return np.sqrt(variance / np.maximum(self.trees - 1, 1))


def mean_paths(
    matrix: Numbers, columns: tuple[str, ...], seed: int, parameters: Parameters, capacity: int, workers: int
) -> tuple[Paths, Forest]:
    """The path lengths of every row, and the forest.

    The rows that all trees scored are widened until the last row of the top lies clear of every row that only the
    first trees scored, by `forest_cut_errors` standard errors; the top is then the one that all trees would give
    for everybody.
    """
    sample_rows, trees = int(parameters.number("forest_sample_rows")), int(parameters.number("forest_trees"))
    first = min(int(parameters.number("forest_first_trees")), trees)
    depth = tree_depth(sample_size(len(matrix), sample_rows))
    start = flattened(grow(matrix, first, sample_rows, seed), depth)
    rest = flattened(grow(matrix, trees, sample_rows, seed, first), depth) if trees > first else start.part(0, 0)
    top = min(max(capacity, int(np.ceil(parameters.number("forest_top_share") * len(matrix)))), len(matrix))
    paths = _first_stage(matrix, start, workers)
    order = np.argsort(paths.sums, kind="stable")
    scored, width = 0, _width(len(matrix), top, parameters)
    while scored < width:
        _second_stage(matrix, rest, paths, order[scored:width], workers)
        scored = width
        if not _clear(paths, order, width, top, parameters.number("forest_cut_errors")):
            width = min(2 * width, len(matrix))
    return paths, Forest(columns, joined([start, rest]), seed, sample_rows, len(matrix))


def _width(row_count: int, top: int, parameters: Parameters) -> int:
    """Rows that all trees score at first."""
    share = int(np.ceil(parameters.number("forest_final_share") * row_count))
    return min(max(share, 2 * top, int(parameters.number("forest_final_rows"))), row_count)


def _first_stage(matrix: Numbers, trees: Trees, workers: int) -> Paths:
    sums, squares = np.zeros(len(matrix)), np.zeros(len(matrix))
    add_path_lengths(matrix, trees, sums, squares, workers)
    return Paths(sums, squares, np.full(len(matrix), len(trees)))


def _second_stage(matrix: Numbers, trees: Trees, paths: Paths, rows: npt.NDArray[np.int64], workers: int) -> None:
    """Adds the remaining trees for some rows, in place: sums continue in the order of the trees."""
    sums, squares = paths.sums[rows], paths.squares[rows]
    add_path_lengths(matrix[rows], trees, sums, squares, workers)
    paths.sums[rows], paths.squares[rows] = sums, squares
    paths.trees[rows] += len(trees)


def _clear(paths: Paths, order: npt.NDArray[np.int64], width: int, top: int, errors: float) -> bool:
    """True where no row that only the first trees scored can belong to the top."""
    if width == len(order):
        return True
    last_of_top = np.partition(paths.mean[order[:width]], top - 1)[top - 1]
    outside = order[width:]
    return bool((paths.mean[outside] - errors * paths.standard_error[outside] > last_of_top).all())
