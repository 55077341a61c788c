"""A forest as flat arrays: each tree a perfect binary tree of one depth, so that walking it needs no pointers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

ALWAYS_LEFT = np.iinfo(np.int32).max
ARRAYS = ("keys", "features", "left_share", "right_share", "leaves")


@dataclass(frozen=True)
class Trees:
    """Trees of one depth; node i of a tree has the children 2i + 1 and 2i + 2, and its leaves stand in order.

    A branch that ends early is filled up with nodes that always go left and repeat its leaf.

    keys: (trees, nodes) int32, the threshold as an ordered number (`ordered`): a value up to it goes left.
    features: (trees, nodes) int32, the column that a node asks for.
    left_share, right_share: (trees, nodes) float64, training rows that went each way; right is 0 in filling nodes.
    leaves: (trees, nodes + 1) float64, the path length of a row that ends in the leaf.
    """

    keys: npt.NDArray[np.int32]
    features: npt.NDArray[np.int32]
    left_share: npt.NDArray[np.float64]
    right_share: npt.NDArray[np.float64]
    leaves: npt.NDArray[np.float64]
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
    """The flat arrays of `sklearn.tree._tree.Tree`s."""
    flat = [_flat(tree, depth) for tree in trees]
    keys, features, left, right, leaves = (np.stack(arrays) for arrays in zip(*flat, strict=True))
    return Trees(keys, features, left, right, leaves, depth)


def _flat(tree: Any, depth: int) -> tuple[npt.NDArray, ...]:
    """Key, feature, shares and path lengths of one tree."""
    nodes, path = _places(tree, depth)
    is_leaf = tree.children_left[nodes] < 0
    keys = np.where(is_leaf, ALWAYS_LEFT, ordered(_floor32(tree.threshold[nodes])))
    features = np.where(is_leaf, 0, tree.feature[nodes])
    below = tree.n_node_samples[np.where(is_leaf, nodes, tree.children_left[nodes])]
    left_share = below / tree.n_node_samples[nodes]
    right_share = np.where(is_leaf, 0.0, 1.0 - left_share)
    return keys.astype(np.int32), features.astype(np.int32), left_share, right_share, path


def _places(tree: Any, depth: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The tree's node that stands at each place of the perfect tree, and the path length of each leaf."""
    levels = [np.zeros(1, dtype=np.int64)]
    for _ in range(depth):
        above = levels[-1]
        ends = tree.children_left[above] < 0
        left = np.where(ends, above, tree.children_left[above])
        right = np.where(ends, above, tree.children_right[above])
        levels.append(np.stack([left, right], axis=1).ravel())
    return np.concatenate(levels[:-1]) if depth else np.zeros(0, dtype=np.int64), _path_lengths(tree)[levels[-1]]


def _path_lengths(tree: Any) -> npt.NDArray[np.float64]:
    """Splits on the way to each node plus the mean path of the rows left there, in scikit-learn's arithmetic."""
    return np.asarray(tree.compute_node_depths() + mean_path_length(tree.n_node_samples) - 1.0)


def mean_path_length(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Mean path length of a search tree over so many rows (Liu, Ting and Zhou 2008, equation 1)."""
    above = np.maximum(rows, 3).astype(np.float64)
    length = 2.0 * (np.log(above - 1.0) + np.euler_gamma) - 2.0 * (above - 1.0) / above
    return np.where(rows > 2, length, np.where(rows == 2, 1.0, 0.0))


def _floor32(threshold: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The largest float32 up to the threshold: comparing float32 values with it decides the same way."""
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)
