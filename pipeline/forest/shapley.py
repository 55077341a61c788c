"""Exact Shapley values of one row's path length against one reference row, tree by tree.

This is plain Python that the compiler takes as it stands (`compiled.py`), so both give the same bytes.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

MISSING = 0x7FFFFFFF


def weights(depth: int) -> npt.NDArray[np.float64]:
    """[a, b]: the weight of one of a features that the row decides, b others being decided by the reference.

    (a - 1)! b! / (a + b)!, which is 1 / (a C(a + b, a)).
    """
    from math import comb

    size = depth + 1
    return np.array([[1.0 / (a * comb(a + b, a)) if a else 0.0 for b in range(size)] for a in range(size)])


def add_shapley(
    keys: Any, reference: Any, nodes: Any, left: Any, right: Any, leaves: Any, depth: Any, weight_of: Any, parts: Any
) -> None:
    """Add to `parts` (rows, columns) the Shapley values of each row's path length, summed over the trees.

    keys: (rows, columns) ordered keys of the rows; reference: (columns,) those of the reference, none missing.
    Only where row and reference part company does the walk branch: one way the row decides the feature, the other
    the reference; from then on that feature is decided. A missing cell, where the row decides, takes both branches.
    At most 62 columns, since the features decided are kept as bits.
    """
    first_leaf = 1 << depth
    size = 4 * depth + 8
    place_of, count_of = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    by_row, by_reference = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    weight = np.empty(size, dtype=np.float64)
    decided, side = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    path_feature, path_side = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    for row in range(len(keys)):
        for tree in range(len(nodes)):
            waiting = 1
            place_of[0], count_of[0], by_row[0], by_reference[0], weight[0], decided[0] = 1, 0, 0, 0, 1.0, -1
            while waiting > 0:
                waiting -= 1
                place, count, mine, others = (
                    place_of[waiting],
                    count_of[waiting],
                    by_row[waiting],
                    by_reference[waiting],
                )
                share = weight[waiting]
                if decided[waiting] >= 0:
                    path_feature[count], path_side[count] = decided[waiting], side[waiting]
                    count += 1
                while place < first_leaf:
                    feature = np.int64(nodes[tree, place]) & 0xFFFFFFFF
                    threshold = np.int64(nodes[tree, place]) >> 32
                    bit = 1 << feature
                    key = keys[row, feature]
                    both = key == MISSING and right[tree, place] > 0.0
                    of_row = 2 * place + int(key > threshold)
                    of_reference = 2 * place + int(reference[feature] > threshold)
                    if others & bit or (not both and not mine & bit and of_row == of_reference):
                        place = of_reference
                    elif mine & bit and not both:
                        place = of_row
                    elif mine & bit:
                        place_of[waiting], count_of[waiting], decided[waiting] = 2 * place + 1, count, -1
                        by_row[waiting], by_reference[waiting] = mine, others
                        weight[waiting] = share * right[tree, place]
                        waiting += 1
                        share *= left[tree, place]
                        place = 2 * place
                    else:
                        place_of[waiting], count_of[waiting], decided[waiting] = of_reference, count, feature
                        by_row[waiting], by_reference[waiting], weight[waiting] = mine, others | bit, share
                        side[waiting] = 0
                        waiting += 1
                        mine |= bit
                        if both:
                            place_of[waiting], count_of[waiting], decided[waiting] = 2 * place + 1, count, feature
                            by_row[waiting], by_reference[waiting] = mine, others
                            weight[waiting], side[waiting] = share * right[tree, place], 1
                            waiting += 1
                            share *= left[tree, place]
                            of_row = 2 * place
                        path_feature[count], path_side[count] = feature, 1
                        count += 1
                        place = of_row
                ours = 0
                for step in range(count):
                    ours += path_side[step]
                value = share * leaves[tree, place - first_leaf]
                for step in range(count):
                    if path_side[step] == 1:
                        parts[row, path_feature[step]] += value * weight_of[ours, count - ours]
                    else:
                        parts[row, path_feature[step]] -= value * weight_of[count - ours, ours]
