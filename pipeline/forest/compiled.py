"""Kernels for the compiler: loading this module needs numba (`walking.py` gives the same bytes without it).

Eight rows are walked at a time: the walks do not wait for each other, so the processor overlaps them. Indices are
unsigned, which spares a test for negative ones at every step.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import types, uint64

from pipeline.forest import shapley

BLOCK = 64
MISSING = np.int32(0x7FFFFFFF)
ONE = np.uint64(1)
TWO = np.uint64(2)
SHIFT = np.uint64(32)
LOW_BITS = np.uint64(0xFFFFFFFF)


# The caller's matrix in any layout, also one that may not be written to.
MATRIX = types.Array(types.float64, 2, "A", readonly=True)
NODES, TABLE = types.uint64[:, ::1], types.float64[:, ::1]
NUMBERS, KEYS = types.float64[::1], types.int32[::1]


def compiled(signature: Any) -> Callable[[Any], Any]:
    """Compile for one signature, without the interpreter's lock; cached where a cache can be written."""

    def decorate(function: Any) -> Any:
        try:
            return numba.njit(signature, nogil=True, cache=True)(function)
        except RuntimeError:  # numba found no folder to cache in
            return numba.njit(signature, nogil=True)(function)

    return decorate


@numba.njit(inline="always")
def _step(keys: Any, offset: Any, node: Any, place: Any) -> Any:
    """The child where a row goes: left where its key is at most the node's."""
    key = keys[offset + (node & LOW_BITS)]
    return TWO * place + ONE + np.uint64(np.int64(key) > (np.int64(node) >> 32))


@compiled(types.void(KEYS, types.boolean[::1], types.int64, MATRIX, types.int64, types.int64))
def read_block(keys: Any, incomplete: Any, columns: Any, matrix: Any, start: Any, count: Any) -> None:
    """The ordered keys of `count` rows from `start` on, and which of the rows have a missing cell."""
    values = keys.view(np.float32)
    for row in range(count):
        incomplete[row] = False
        for column in range(columns):
            value = np.float32(matrix[start + row, column]) + np.float32(0)
            cell = row * columns + column
            values[cell] = value
            if value != value:
                incomplete[row] = True
                keys[cell] = MISSING
            elif keys[cell] < 0:
                keys[cell] ^= MISSING


@compiled(types.void(KEYS, types.int64, types.uint64[::1], NUMBERS, types.int64, types.int64, NUMBERS))
def walk_block(keys: Any, columns: Any, nodes: Any, leaves: Any, depth: Any, count: Any, paths: Any) -> None:
    """The path length of each row of a block in one tree, the rows taken as complete."""
    first_leaf = (ONE << uint64(depth)) - ONE
    width = uint64(columns)
    for first in range(0, count, 8):
        o0 = uint64(first) * width
        o1 = o0 + width
        o2 = o1 + width
        o3 = o2 + width
        o4 = o3 + width
        o5 = o4 + width
        o6 = o5 + width
        o7 = o6 + width
        p0 = p1 = p2 = p3 = p4 = p5 = p6 = p7 = uint64(0)
        for _ in range(depth):
            p0 = _step(keys, o0, nodes[p0], p0)
            p1 = _step(keys, o1, nodes[p1], p1)
            p2 = _step(keys, o2, nodes[p2], p2)
            p3 = _step(keys, o3, nodes[p3], p3)
            p4 = _step(keys, o4, nodes[p4], p4)
            p5 = _step(keys, o5, nodes[p5], p5)
            p6 = _step(keys, o6, nodes[p6], p6)
            p7 = _step(keys, o7, nodes[p7], p7)
        paths[first] = leaves[p0 - first_leaf]
        paths[first + 1] = leaves[p1 - first_leaf]
        paths[first + 2] = leaves[p2 - first_leaf]
        paths[first + 3] = leaves[p3 - first_leaf]
        paths[first + 4] = leaves[p4 - first_leaf]
        paths[first + 5] = leaves[p5 - first_leaf]
        paths[first + 6] = leaves[p6 - first_leaf]
        paths[first + 7] = leaves[p7 - first_leaf]


@compiled(
    "float64(int32[::1], int64, uint64[::1], float64[::1], float64[::1], float64[::1], int64, int64[::1], float64[::1])"
)
def walk_incomplete(
    keys: Any, offset: Any, nodes: Any, left: Any, right: Any, leaves: Any, depth: Any, places: Any, weights: Any
) -> float:
    """The mean path length of a row with missing cells in one tree: both branches, by their training rows.

    Leaves are added from left to right, each with the product of the shares on its way.
    """
    first_leaf = (1 << depth) - 1
    places[0], weights[0], waiting, total = 0, 1.0, 1, 0.0
    while waiting > 0:
        waiting -= 1
        place, weight = places[waiting], weights[waiting]
        while place < first_leaf:
            node = nodes[place]
            key = keys[offset + np.int64(node & LOW_BITS)]
            if key == MISSING and right[place] > 0.0:
                places[waiting], weights[waiting] = 2 * place + 2, weight * right[place]
                waiting += 1
                weight *= left[place]
                place = 2 * place + 1
            else:
                place = 2 * place + 1 + int(np.int64(key) > (np.int64(node) >> 32))
        total += weight * leaves[place - first_leaf]
    return total


@compiled(types.void(MATRIX, NODES, TABLE, TABLE, TABLE, types.int64, NUMBERS, NUMBERS))
def add_path_lengths(
    matrix: Any, nodes: Any, left: Any, right: Any, leaves: Any, depth: Any, sums: Any, squares: Any
) -> None:
    """Add each row's path length in every tree, and its square, to `sums` and `squares`, tree after tree.

    matrix: (rows, columns); nodes: (trees, nodes), the key in the upper and the feature in the lower 32 bits.
    """
    row_count, columns = matrix.shape
    keys = np.zeros(BLOCK * columns, dtype=np.int32)
    incomplete = np.zeros(BLOCK, dtype=np.bool_)
    paths = np.empty(BLOCK, dtype=np.float64)
    places = np.empty(depth + 2, dtype=np.int64)
    weights = np.empty(depth + 2, dtype=np.float64)
    for start in range(0, row_count, BLOCK):
        count = min(BLOCK, row_count - start)
        read_block(keys, incomplete, columns, matrix, start, count)
        for tree in range(len(nodes)):
            walk_block(keys, columns, nodes[tree], leaves[tree], depth, count, paths)
            for row in range(count):
                if incomplete[row]:
                    paths[row] = walk_incomplete(
                        keys, row * columns, nodes[tree], left[tree], right[tree], leaves[tree], depth, places, weights
                    )
                sums[start + row] += paths[row]
                squares[start + row] += paths[row] * paths[row]


add_shapley = compiled(
    "void(int32[:, ::1], int32[::1], uint64[:, ::1], float64[:, ::1], float64[:, ::1], float64[:, ::1], int64, "
    "float64[:, ::1], float64[:, ::1])"
)(shapley.add_shapley)
