"""The second channel: a few extreme movements, which a forest over many features passes over."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def tail_evidence(values: Numbers, among: Numbers | None = None) -> Numbers:
    """-ln of the two-sided tail probability of each value among the known ones (its own column unless given).

    0 where the value is missing. Equal values share the larger probability, so a common value is never evidence.
    """
    evidence = np.zeros(len(values))
    known = np.flatnonzero(~np.isnan(values))
    others = values if among is None else among
    ordered = np.sort(others[~np.isnan(others)])
    at_most = np.searchsorted(ordered, values[known], side="right")
    at_least = ordered.size - np.searchsorted(ordered, values[known], side="left")
    tail = 2.0 * np.minimum(at_most, at_least) / max(ordered.size, 1)
    evidence[known] = -np.log(np.clip(tail, 1.0 / max(ordered.size, 1), 1.0))
    return evidence


def strongest(matrix: Numbers, features: int) -> Numbers:
    """The sum over the strongest features of each row's tail evidence (three by `tail_features`)."""
    held = np.zeros((len(matrix), features))
    for column in range(matrix.shape[1]):
        held[:, 0] = np.maximum(held[:, 0], tail_evidence(matrix[:, column]))
        held.sort(axis=1)  # the weakest of those held comes first and gives way to the next column's
    return np.asarray(held.sum(axis=1))


def displayed(evidence: Numbers, features: int) -> Numbers:
    """0 to 1: one less the geometric mean of the smallest tail probabilities."""
    return 1.0 - np.exp(-evidence / features)
