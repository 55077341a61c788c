"""Growing trees: those of scikit-learn's IsolationForest, each grown on the rows that it draws and on no others."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
LARGEST_SEED = np.iinfo(np.int32).max
# Releases whose tree builder was compared with their IsolationForest, tree for tree (tests/test_forest_growing.py).
# Another release goes through the public ExtraTreeRegressor.fit: the same trees, about three times slower.
BUILDER_RELEASES = ("1.7.", "1.8.", "1.9.")
# Below this share of the rows scikit-learn draws one by one and rejects what it has drawn before.
REJECTION_SHARE = 0.01
DONOR_TRIES = 1000


def sample_size(row_count: int, sample_rows: int) -> int:
    """Rows that each tree sees: `sample_rows`, or all where there are fewer."""
    return min(sample_rows, row_count)


def tree_depth(drawn: int) -> int:
    """Greatest depth of a tree over so many rows."""
    return int(np.ceil(np.log2(max(drawn, 2))))


def tree_seeds(seed: int, trees: int) -> Rows:
    """One seed a tree; the first ones stay the same when more trees are asked for."""
    return np.asarray(np.random.RandomState(seed).randint(LARGEST_SEED, size=trees), dtype=np.int64)


def drawn_rows(random: np.random.RandomState, row_count: int, drawn: int) -> Rows:
    """The rows that one tree draws, sorted; the same as scikit-learn's `sample_without_replacement`."""
    if drawn / row_count <= REJECTION_SHARE:
        return np.sort(_first_distinct(random, row_count, drawn))
    from sklearn.utils.random import sample_without_replacement

    return np.sort(sample_without_replacement(row_count, drawn, random_state=random)).astype(np.int64)


def _first_distinct(random: np.random.RandomState, row_count: int, drawn: int) -> Rows:
    """The first distinct numbers of the stream: what drawing one by one and rejecting repetitions gives."""
    stream = random.randint(row_count, size=drawn)
    while True:
        first = np.sort(np.unique(stream, return_index=True)[1])
        if first.size >= drawn:
            return np.asarray(stream[first[:drawn]], dtype=np.int64)
        stream = np.concatenate([stream, random.randint(row_count, size=drawn - first.size)])


def filled(matrix: Matrix, rows: Rows, seed: int) -> npt.NDArray[np.float32]:
    """The rows as float32, each missing cell holding a value drawn from the known ones of its column.

    A cell's draw depends on its place and the seed alone, so that it is the same whichever tree asks for it.
    A column without a known value is filled with 0.
    """
    values = matrix[rows].astype(np.float32)
    row, column = np.nonzero(np.isnan(values))
    for attempt in range(DONOR_TRIES):
        if row.size == 0:
            break
        donor = _scrambled(rows[row], column, seed, attempt) % np.uint64(len(matrix))
        values[row, column] = matrix[donor.astype(np.int64), column]
        missing = np.isnan(values[row, column])
        row, column = row[missing], column[missing]
    values[row, column] = 0.0
    return values


def _scrambled(row: Rows, column: Rows, seed: int, attempt: int) -> npt.NDArray[np.uint64]:
    """An evenly spread 64-bit number for each cell and attempt (the splitmix64 finaliser)."""
    mixed = row.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed += column.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
    mixed += np.uint64((seed * 1_000_003 + attempt) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def grow(matrix: Matrix, trees: int, sample_rows: int, seed: int, first: int = 0) -> Iterator[Any]:
    """The `sklearn.tree._tree.Tree`s number `first` to `trees` of IsolationForest(random_state=seed).

    They are the trees of `IsolationForest.fit` on the matrix with its missing cells filled (`filled`).
    """
    random = np.random.RandomState(seed)
    target = random.uniform(size=len(matrix))  # scikit-learn's made-up target: nothing but stored values rest on it
    drawn = sample_size(len(matrix), sample_rows)
    missing = bool(np.isnan(matrix.sum()))
    build = _builder(matrix.shape[1], drawn)
    for tree_seed in tree_seeds(seed, trees)[first:]:
        random.seed(tree_seed)
        rows = drawn_rows(random, len(matrix), drawn)
        values = filled(matrix, rows, seed) if missing else matrix[rows].astype(np.float32)
        random.seed(tree_seed)
        yield build(values, target[rows], random.randint(LARGEST_SEED))


def _builder(columns: int, drawn: int) -> Any:
    """How one tree is built from its rows, target and seed."""
    from sklearn import __version__

    if __version__.startswith(BUILDER_RELEASES):
        random = np.random.RandomState()
        return lambda values, target, seed: built_directly(values, target, seed, random, columns, tree_depth(drawn))
    return lambda values, target, seed: built_publicly(values, target, seed, tree_depth(drawn))


def built_directly(
    values: npt.NDArray[np.float32], target: Matrix, seed: int, random: np.random.RandomState, columns: int, depth: int
) -> Any:
    """A tree from scikit-learn's own builder, without the checks that ExtraTreeRegressor.fit repeats per tree.

    random: re-seeded here, since making a new one costs as much as building the tree.
    """
    from sklearn.tree._criterion import MSE
    from sklearn.tree._splitter import RandomSplitter
    from sklearn.tree._tree import DepthFirstTreeBuilder, Tree

    random.seed(seed)
    tree = Tree(columns, np.array([1], dtype=np.intp), 1)
    splitter = RandomSplitter(MSE(1, len(values)), 1, 1, 0.0, random, None)
    DepthFirstTreeBuilder(splitter, 2, 1, 0.0, depth, 0.0).build(tree, values, target.reshape(-1, 1), None, None)
    return tree


def built_publicly(values: npt.NDArray[np.float32], target: Matrix, seed: int, depth: int) -> Any:
    """A tree from the public estimator."""
    return _estimator(seed, depth).fit(values, target, check_input=False).tree_


def _estimator(seed: int, depth: int) -> Any:
    from sklearn.tree import ExtraTreeRegressor

    return ExtraTreeRegressor(max_features=1, splitter="random", random_state=seed, max_depth=depth)
