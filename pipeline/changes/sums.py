"""Sums by small whole numbers: the fast and order-free way to add up millions of rows.

A `place` is the position of a declaration in the table of pairs, so every sum is one value a pair.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Sums:
    """Known values added up by place (rows) and cell (columns), how many rows there were, and how many were known.

    The figures of one cell lie side by side in memory, so that sums over cells run over whole columns.
    """

    total: np.ndarray
    rows: np.ndarray
    known: np.ndarray

    def of(self, cells: list[int]) -> np.ndarray:
        """The sum over some cells: 0 where they have no row, unknown where they have rows and none is known."""
        total, rows, known = (_over(part, cells) for part in (self.total, self.rows, self.known))
        return np.where((rows > 0) & (known == 0), np.nan, total)

    def unknown(self, cells: list[int]) -> np.ndarray:
        """How many rows of some cells have no value."""
        return np.asarray(_over(self.rows, cells) - _over(self.known, cells))

    def at(self, places: np.ndarray) -> "Sums":
        """The sums of other places, for example of each declaration's baseline; a place of -1 has none."""
        return Sums(*(_rows_at(part, places) for part in (self.total, self.rows, self.known)))


def _over(part: np.ndarray, cells: list[int]) -> np.ndarray:
    """The sum over some cells, place by place."""
    total = part[:, cells[0]].copy()
    for cell in cells[1:]:
        total += part[:, cell]
    return np.asarray(total)


def _rows_at(part: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The rows of other places, 0 for a place of -1."""
    moved = part.T.take(places, axis=1) if len(part) else np.zeros((part.shape[1], len(places)), dtype=part.dtype)
    moved[:, places < 0] = 0
    return np.asarray(moved.T)


def code_of(values: pd.Series, vocabulary: tuple[str, ...] | pd.Series) -> np.ndarray:
    """The position of each value in a vocabulary (or of each id among ids); -1 where it is not in it."""
    words = pa.array(vocabulary, type=pa.large_string(), from_pandas=True)
    found = pc.index_in(pa.array(values, type=pa.large_string(), from_pandas=True), value_set=words, skip_nulls=True)
    return np.asarray(pc.fill_null(found, -1)).astype(np.int64)


def sums(places: np.ndarray, cells: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> Sums:
    """Values added up by place and cell; rows whose place or cell is -1 are left out."""
    inside = (places >= 0) & (cells >= 0)
    where, what = (cells * shape[0] + places)[inside], values[inside]
    known = ~np.isnan(what)
    size = shape[0] * shape[1]
    total = np.bincount(where[known], weights=what[known], minlength=size)
    rows, counted = np.bincount(where, minlength=size), np.bincount(where[known], minlength=size)
    return Sums(*(part.reshape(shape[::-1]).T for part in (total, rows, counted)))


def known_sum(places: np.ndarray, values: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    """The chosen values added up by place: 0 where there is none, unknown where none of them is known."""
    return sums(np.where(chosen, places, -1), np.zeros(len(places), dtype=np.int64), values, (count, 1)).of([0])


def counted(places: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    """How many chosen rows each place has."""
    return np.bincount(places[chosen & (places >= 0)], minlength=count)
