"""The second channel: a few extreme movements, which a forest over many features passes over."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def tail_evidence(values: Numbers) -> Numbers:
    """-ln of the two-sided tail probability of each value among the known ones; 0 where it is missing.

    Equal values share the larger probability, so a common value is never evidence.
    """
    evidence = np.zeros(len(values))
    known = np.flatnonzero(~np.isnan(values))
    by_value = known[np.argsort(values[known], kind="stable")]
    starts = np.flatnonzero(np.diff(values[by_value], prepend=-np.inf) > 0)
    sizes = np.diff(starts, append=known.size)
    evidence[by_value] = np.repeat(_evidence(starts + sizes, known.size - starts, known.size), sizes)
    return evidence


def tail_evidence_of(chosen: Numbers, values: Numbers) -> Numbers:
    """The same for a few chosen values, which need not be among the values."""
    ordered = np.sort(values[~np.isnan(values)])
    at_most = np.searchsorted(ordered, chosen, side="right")
    at_least = ordered.size - np.searchsorted(ordered, chosen, side="left")
    return np.where(np.isnan(chosen), 0.0, _evidence(at_most, at_least, ordered.size))


def _evidence(at_most: Places, at_least: Places, known: int) -> Numbers:
    """From how many of the known values are at most and at least as large."""
    tail = 2.0 * np.minimum(at_most, at_least) / max(known, 1)
    return -np.log(np.clip(tail, 1.0 / max(known, 1), 1.0))


def strongest(matrix: Numbers, features: int) -> Numbers:
    """The sum over the strongest features of each row's tail evidence (three by `tail_features`)."""
    held = np.zeros((len(matrix), features))
    for column in range(matrix.shape[1]):
        held[:, 0] = np.maximum(held[:, 0], tail_evidence(matrix[:, column]))
        held.sort(axis=1)  # the weakest of those held comes first and gives way to the next column's
    return np.asarray(held.sum(axis=1))


def displayed(evidence: Numbers, features: int) -> Numbers:
    """0 to 1: 1 where all the features counted are more extreme than in any other row."""
    return np.asarray(evidence / (features * max(np.log(len(evidence)), 1.0)))
