"""A forest as flat arrays: each tree a perfect binary tree of one depth, so that walking it needs no pointers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

ALWAYS_LEFT = np.iinfo(np.int32).max
ARRAYS = ("keys", "features", "left_share", "right_share", "leaves")
TREES_AT_ONCE = 64

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """Trees of one depth; the root is node 1, node i has the children 2i and 2i + 1, node 0 is not used.

    A branch that ends early is filled up with nodes that always go left and repeat its leaf.

    keys: (trees, 2^depth) int32, the threshold as an ordered number (`ordered`): a value up to it goes left.
    features: (trees, 2^depth) int32, the column that a node asks for.
    left_share, right_share: (trees, 2^depth), training rows that went each way; right is 0 in filling nodes.
    leaves: (trees, 2^depth), the path length of a row that ends in the leaf, which follows the nodes in number.
    """

    keys: npt.NDArray[np.int32]
    features: npt.NDArray[np.int32]
    left_share: Numbers
    right_share: Numbers
    leaves: Numbers
    depth: int

    def __len__(self) -> int:
        return len(self.keys)

    def part(self, first: int, last: int) -> "Trees":
        """The trees number `first` up to `last`."""
        return Trees(**{name: getattr(self, name)[first:last] for name in ARRAYS}, depth=self.depth)


def joined(parts: Iterable[Trees]) -> Trees:
    """All trees of the parts, in order."""
    held = list(parts)
    arrays = {name: np.concatenate([getattr(part, name) for part in held]) for name in ARRAYS}
    return Trees(**arrays, depth=held[0].depth)


def ordered(values: npt.NDArray[np.float32]) -> npt.NDArray[np.int32]:
    """Whole numbers in the order of the values: their bits, with those below zero turned round."""
    bits = (values + np.float32(0)).view(np.int32)  # adding 0 turns -0.0 into 0.0
    return np.where(bits < 0, bits ^ np.int32(0x7FFFFFFF), bits)


def flattened(trees: Iterable[Any], depth: int) -> Trees:
    """The flat arrays of `sklearn.tree._tree.Tree`s; they are taken from the iterator a few at a time."""
    stream = iter(trees)
    parts = [_flat([], depth)]
    while batch := [tree.__getstate__()["nodes"] for tree in islice(stream, TREES_AT_ONCE)]:
        parts.append(_flat(batch, depth))
    return joined(parts)


def _flat(batch: list[npt.NDArray], depth: int) -> Trees:
    """Some trees from their tables of nodes."""
    if not batch:
        empty = np.zeros((0, 2**depth))
        return Trees(empty.astype(np.int32), empty.astype(np.int32), empty, empty, empty, depth)
    nodes = np.concatenate(batch)
    sizes = [len(table) for table in batch]
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    ends = nodes["left_child"] < 0
    left = np.where(ends, np.arange(len(nodes)), nodes["left_child"] + first)
    right = np.where(ends, left, nodes["right_child"] + first)
    rows: Places = nodes["n_node_samples"]
    inner, paths = _placed(rows, left, right, ends, (np.cumsum(sizes) - sizes).astype(np.int64), depth)
    share: Numbers = np.where(ends, 1.0, rows[left] / rows)
    keys = np.where(ends, ALWAYS_LEFT, ordered(_floor32(nodes["threshold"]))).astype(np.int32)
    features = np.where(ends, 0, nodes["feature"]).astype(np.int32)
    return Trees(keys[inner], features[inner], share[inner], (1.0 - share)[inner], paths, depth)


def _placed(
    rows: Places, left: Places, right: Places, ends: npt.NDArray[np.bool_], roots: npt.NDArray[np.int64], depth: int
) -> tuple[Places, Numbers]:
    """(trees, 2^depth) the node that stands at each place of the perfect trees, and the path length of each leaf.

    The path length is the splits on the way plus the mean path of the rows left, in scikit-learn's arithmetic.
    """
    levels = [roots[:, None], roots[:, None]]
    length = np.ones((len(roots), 1), dtype=np.int64)
    for _ in range(depth):
        above = levels[-1]
        length = np.repeat(length + ~ends[above], 2, axis=1)
        levels.append(np.stack([left[above], right[above]], axis=2).reshape(len(roots), -1))
    return np.concatenate(levels[:-1], axis=1), length + mean_path_length(rows)[levels[-1]] - 1.0


def mean_path_length(rows: npt.NDArray[np.int64]) -> Numbers:
    """Mean path length of a search tree over so many rows (Liu, Ting and Zhou 2008, equation 1)."""
    above = np.maximum(rows, 3).astype(np.float64)
    length = 2.0 * (np.log(above - 1.0) + np.euler_gamma) - 2.0 * (above - 1.0) / above
    return np.where(rows > 2, length, np.where(rows == 2, 1.0, 0.0))


def _floor32(threshold: Numbers) -> npt.NDArray[np.float32]:
    """The largest float32 up to the threshold: comparing float32 values with it decides the same way."""
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)
