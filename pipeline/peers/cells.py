"""Statistics within peer cells: median, quartiles and a spread that small cells borrow from the others.

A cell is named by its dimensions from coarse to fine, `year=2025|post=A1|field=land`; `all` holds everybody. A cell
that others were split from is compared with all its rows, also those that have a finer cell of their own.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

EVERYBODY = "all"
PART = "|"
# Interquartile range and mean absolute deviation of a normal distribution, in standard deviations.
QUARTILES_OF_NORMAL = 1.3489795003921634
# The root mean square of the deviations takes those beyond this quantile as that large: one row in forty may be
# anything at all and moves no spread.
WINSOR_QUANTILE = 0.975
MOST_ROWS = 0.9

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Rows in cells: `codes` the cell of each row, `depth` the dimensions of each cell, `members[d]` for each cell
    the cell of depth d that it belongs to, -1 where no row is compared with that one."""

    codes: Codes
    depth: Codes
    members: Codes


@dataclass(frozen=True)
class Statistics:
    """One number a cell: known values, quartiles and spread."""

    count: Numbers
    first_quartile: Numbers
    median: Numbers
    third_quartile: Numbers
    scale: Numbers


def read_cells(peer_cell: pd.Series) -> Cells:
    """The cells of rows from their names."""
    codes, names = pd.factorize(peer_cell, sort=True)
    parts = [[] if name == EVERYBODY else str(name).split(PART) for name in names]
    depth = np.array([len(part) for part in parts], dtype=np.int64)
    number = {tuple(part): place for place, part in enumerate(parts)}
    deepest = int(depth.max(initial=0))
    members = np.full((deepest + 1, len(parts)), -1, dtype=np.int64)
    for place, part in enumerate(parts):
        for level in range(len(part) + 1):
            members[level, place] = number.get(tuple(part[:level]), -1)
    return Cells(codes.astype(np.int64), depth, members)


def statistics(values: Numbers, cells: Cells, weight: float) -> Statistics:
    """Quartiles and spread of the known values of each cell; NaN where a cell has none.

    weight: rows' worth of the typical spread mixed into each cell's own (empirical Bayes).
    """
    count, quartiles = _quartiles(values, cells)
    own = _spread(values, quartiles, count, cells)
    return Statistics(count, quartiles[0], quartiles[1], quartiles[2], _shrunk(own, count, weight))


def _spread(values: Numbers, quartiles: Numbers, count: Numbers, cells: Cells) -> Numbers:
    """The spread of each cell before it borrows from the others.

    From the quartiles, times what the column's tails are wider than a normal distribution's; where the quartiles of
    many cells coincide, because most people did nothing, the root mean square of the deviations.
    """
    middle = (quartiles[2] - quartiles[0]) / QUARTILES_OF_NORMAL
    square = _root_mean_square(values, quartiles[1], cells)
    if count[middle > 0].sum() <= MOST_ROWS * count.sum():
        return square
    return np.asarray(middle * max(1.0, _middle(square, count) / _middle(middle, count)))


def scores(values: Numbers, cells: Cells, weight: float, limit: float) -> Numbers:
    """Robust z within the cell, cut at +-limit; NaN where the value is missing or nothing in the column varies."""
    return standard(values, cells.codes, statistics(values, cells, weight), limit)


def standard(values: Numbers, codes: Codes, held: Statistics, limit: float) -> Numbers:
    """The same for some of the rows (`codes`: the cell of each), from the statistics of all of them."""
    scale = held.scale[codes]
    deviation = values - held.median[codes]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(np.where(scale > 0, deviation / scale, np.where(deviation == 0, 0.0, np.nan)), -limit, limit)


def _quartiles(values: Numbers, cells: Cells) -> tuple[Numbers, Numbers]:
    """Known values and (3, cells) quartiles of each cell, by linear interpolation."""
    count, quartiles = np.zeros(len(cells.depth)), np.full((3, len(cells.depth)), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    by_value = known[np.argsort(values[known], kind="stable")]
    for level in np.unique(cells.depth):
        cell = cells.members[level][cells.codes[by_value]]
        inside = np.argsort(cell, kind="stable")[np.count_nonzero(cell < 0) :]
        size = np.bincount(cell[inside], minlength=len(cells.depth))
        here = (cells.depth == level) & (size > 0)
        start = np.cumsum(size) - size
        count[here] = size[here]
        quartiles[:, here] = _at_quartiles(values[by_value[inside]], start[here], size[here])
    return count, quartiles


def _at_quartiles(ordered: Numbers, start: Codes, size: Codes) -> Numbers:
    place = start + (size - 1) * np.array([[0.25], [0.5], [0.75]])
    below = np.floor(place).astype(np.int64)
    above = np.ceil(place).astype(np.int64)
    return np.asarray(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def _root_mean_square(values: Numbers, median: Numbers, cells: Cells) -> Numbers:
    """Root mean square of the deviations from the median of each cell, large ones cut at a common quantile."""
    result = np.full(len(cells.depth), np.nan)
    for level in np.unique(cells.depth):
        cell = cells.members[level][cells.codes]
        inside = (cell >= 0) & ~np.isnan(values)
        deviation = np.abs(values[inside] - median[cell[inside]])
        if deviation.size == 0:
            continue
        squares = np.minimum(deviation, np.quantile(deviation, WINSOR_QUANTILE)) ** 2
        size = np.bincount(cell[inside], minlength=len(cells.depth))
        total = np.bincount(cell[inside], weights=squares, minlength=len(cells.depth))
        here = (cells.depth == level) & (size > 0)
        result[here] = np.sqrt(total[here] / size[here])
    return result


def _shrunk(own: Numbers, count: Numbers, weight: float) -> Numbers:
    """The spread of each cell mixed with the typical one: sqrt((n s^2 + k w^2) / (n + k))."""
    typical = _middle(own, count) or _mean(own, count)
    return np.sqrt((count * np.nan_to_num(own) ** 2 + weight * typical**2) / np.maximum(count + weight, 1e-300))


def _middle(own: Numbers, count: Numbers) -> float:
    """Median over cells, each cell weighing as many rows as it has."""
    order = np.argsort(own[count > 0], kind="stable")
    if order.size == 0:
        return 0.0
    reached = np.cumsum(count[count > 0][order])
    return float(own[count > 0][order][np.searchsorted(reached, reached[-1] / 2)])


def _mean(own: Numbers, count: Numbers) -> float:
    return float(np.average(own[count > 0], weights=count[count > 0])) if (count > 0).any() else 0.0
