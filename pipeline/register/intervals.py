"""Shares and ratios of few cases, always with an interval."""

from math import exp, log, sqrt
from typing import NamedTuple

from scipy.stats import binomtest, norm

# Below this many cases the exact interval is taken; above it Wilson's, which is shorter and as honest.
EXACT_BELOW = 40


class Interval(NamedTuple):
    """A value with the ends of its interval; all NaN where there is nothing to count."""

    value: float
    low: float
    high: float


UNKNOWN = Interval(float("nan"), float("nan"), float("nan"))


def share(count: int, of: int, level: float) -> Interval:
    """Share with its exact (Clopper-Pearson) or Wilson interval."""
    if of == 0:
        return UNKNOWN
    method = "exact" if of < EXACT_BELOW else "wilson"
    ends = binomtest(count, of).proportion_ci(level, method=method)
    return Interval(count / of, float(ends.low), float(ends.high))


def wilson(rate: float, of: float, level: float) -> Interval:
    """Wilson's interval of a weighted share, whose cases count as `of` equally weighted ones."""
    if not of > 0:
        return UNKNOWN
    z = float(norm.ppf((1 + level) / 2))
    centre = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Interval(rate, max(0.0, centre - half), min(1.0, centre + half))


def ratio(above: tuple[float, float], below: tuple[float, float], level: float) -> Interval:
    """Ratio of two shares, each given as (findings, cases), with its interval on the scale of logarithms.

    Half a finding is added on both sides of the interval where one has none, so that its ends exist; the value
    itself is then unknown, because nothing can be said to be so many times more than nothing.
    """
    (found, of), (found_below, of_below) = above, below
    if not (of > 0 and of_below > 0):
        return UNKNOWN
    value = (found / of) / (found_below / of_below) if found_below else float("nan")
    bare = 0.5 if found == 0 or found_below == 0 else 0.0
    first, second = (found + bare) / (of + bare), (found_below + bare) / (of_below + bare)
    variance = 1 / (found + bare) - 1 / (of + bare) + 1 / (found_below + bare) - 1 / (of_below + bare)
    half = float(norm.ppf((1 + level) / 2)) * sqrt(max(variance, 0.0))
    middle = log(first / second)
    return Interval(value, exp(middle - half), exp(middle + half))
