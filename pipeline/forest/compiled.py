"""Kernels for the compiler: loading this module needs numba (`walking.py` gives the same bytes without it).

Eight rows are walked at a time: the walks do not wait for each other, so the processor overlaps them. Indices are
unsigned, which spares a test for negative ones at every step.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import types

from pipeline.forest import shapley

BLOCK = 64  # rows whose keys stay in the first-level cache beside a tree
TURNED = np.int32(0x7FFFFFFF)
ONE = np.uint64(1)
LOW_BITS = np.uint64(0xFFFFFFFF)
# The caller's matrix in any layout, also one that may not be written to.
MATRIX = types.Array(types.float64, 2, "A", readonly=True)
NODES, TABLE, NUMBERS = types.uint64[:, ::1], types.float64[:, ::1], types.float64[::1]
ROW_KEYS, KEYS, SIZE = types.int32[:, ::1], types.int32[::1], types.int64


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
    return place + place + np.uint64(np.int64(key) > (np.int64(node) >> 32))


@compiled(types.void(MATRIX, NODES, TABLE, SIZE, NUMBERS, NUMBERS))
def add_complete(matrix: Any, nodes: Any, leaves: Any, depth: Any, sums: Any, squares: Any) -> None:
    """Add each row's path length in every tree, and its square, to `sums` and `squares`, tree after tree.

    matrix: (rows, columns), nothing missing; nodes: (trees, 2^depth), the key of a node in the upper and its feature
    in the lower 32 bits.
    """
    row_count, columns = matrix.shape
    width, first_leaf = np.uint64(columns), ONE << np.uint64(depth)
    keys = np.zeros(BLOCK * columns, dtype=np.int32)
    values = keys.view(np.float32)
    block_sums, block_squares = np.zeros(BLOCK), np.zeros(BLOCK)
    for start in range(0, row_count, BLOCK):
        count = min(BLOCK, row_count - start)
        for row in range(count):
            block_sums[row], block_squares[row] = sums[start + row], squares[start + row]
            for column in range(columns):
                values[row * columns + column] = np.float32(matrix[start + row, column]) + np.float32(0)
        for cell in range(count * columns):
            if keys[cell] < 0:
                keys[cell] ^= TURNED
        for tree in range(len(nodes)):
            node, leaf = nodes[tree], leaves[tree]
            for group in range(0, count, 8):
                first = np.uint64(group)
                o0 = first * width
                o1 = o0 + width
                o2 = o1 + width
                o3 = o2 + width
                o4 = o3 + width
                o5 = o4 + width
                o6 = o5 + width
                o7 = o6 + width
                p0 = p1 = p2 = p3 = p4 = p5 = p6 = p7 = ONE
                for _ in range(depth):
                    p0 = _step(keys, o0, node[p0], p0)
                    p1 = _step(keys, o1, node[p1], p1)
                    p2 = _step(keys, o2, node[p2], p2)
                    p3 = _step(keys, o3, node[p3], p3)
                    p4 = _step(keys, o4, node[p4], p4)
                    p5 = _step(keys, o5, node[p5], p5)
                    p6 = _step(keys, o6, node[p6], p6)
                    p7 = _step(keys, o7, node[p7], p7)
                for place in (p0, p1, p2, p3, p4, p5, p6, p7):
                    path = leaf[place - first_leaf]
                    block_sums[first] += path
                    block_squares[first] += path * path
                    first += ONE
        for row in range(count):
            sums[start + row], squares[start + row] = block_sums[row], block_squares[row]


@compiled(types.void(ROW_KEYS, NODES, TABLE, TABLE, TABLE, SIZE, NUMBERS, NUMBERS))
def add_incomplete(
    keys: Any, nodes: Any, left: Any, right: Any, leaves: Any, depth: Any, sums: Any, squares: Any
) -> None:
    """The same for rows with missing cells: both branches, weighted by their training rows.

    keys: (rows, columns), ordered keys, the largest number where a cell is missing. Within a tree leaves are added
    from left to right, each with the product of the shares on its way.
    """
    first_leaf = 1 << depth
    places, weights = np.empty(depth + 2, dtype=np.int64), np.empty(depth + 2)
    for row in range(len(keys)):
        for tree in range(len(nodes)):
            places[0], weights[0], waiting, path = 1, 1.0, 1, 0.0
            while waiting > 0:
                waiting -= 1
                place, weight = places[waiting], weights[waiting]
                while place < first_leaf:
                    node = nodes[tree, place]
                    key = keys[row, np.int64(node & LOW_BITS)]
                    if key == TURNED and right[tree, place] > 0.0:
                        places[waiting], weights[waiting] = 2 * place + 1, weight * right[tree, place]
                        waiting += 1
                        weight *= left[tree, place]
                        place = 2 * place
                    else:
                        place = 2 * place + int(np.int64(key) > (np.int64(node) >> 32))
                path += weight * leaves[tree, place - first_leaf]
            sums[row] += path
            squares[row] += path * path


add_shapley = compiled(types.void(ROW_KEYS, KEYS, NODES, TABLE, TABLE, TABLE, SIZE, TABLE, TABLE))(shapley.add_shapley)
