"""Seeded chance: every random choice of the synthetic province goes through these few functions."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")


def stream(*keys: int) -> np.random.Generator:
    """A generator of its own for each list of keys, so that one household does not disturb the next."""
    return np.random.default_rng(list(keys))


def chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def pick(rng: np.random.Generator, choices: Sequence[Choice]) -> Choice:
    return choices[int(rng.integers(len(choices)))]


def weighted(rng: np.random.Generator, choices: Sequence[Choice], weights: Sequence[float]) -> Choice:
    """One of the choices in proportion to its weight."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    return choices[int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))]


def between(rng: np.random.Generator, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return int(rng.integers(low, high + 1))


def around(rng: np.random.Generator, value: float, spread: float) -> int:
    """A whole number near `value`: log-normal with the standard deviation `spread` of its logarithm."""
    return int(round(value * float(np.exp(rng.normal(0.0, spread)))))


def day_between(rng: np.random.Generator, first: date, last: date) -> date:
    return first + timedelta(days=between(rng, 0, max((last - first).days, 0)))


def digits(rng: np.random.Generator, count: int) -> str:
    return "".join(str(digit) for digit in rng.integers(0, 10, count))


def rounded(value: float, step: int) -> int:
    """To the nearest multiple of `step`, never to 0 where the value is positive."""
    return max(int(round(value / step)) * step, step) if value > 0 else int(round(value / step)) * step
