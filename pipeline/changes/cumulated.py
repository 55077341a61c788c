"""The balance over several years of one official: small gaps that never show in a single year."""

import numpy as np
import pandas as pd

DAYS_PER_YEAR = 365.25


def cumulated(positions: pd.DataFrame, source_unknown: np.ndarray, years: int) -> np.ndarray:
    """Sum of `balance_low_vnd` over the comparisons declared within so many years, not below 0.

    Unknown where the balance of one of them is; 0 where one of them has a source of unknown value, which may
    have paid for all. The sums are of whole numbers, so they do not depend on how the rows are parted.
    """
    compared = (positions["baseline_declaration_id"].notna() & positions["has_asset_list"].fillna(False)).to_numpy(
        dtype=bool
    )
    person, day = pd.factorize(positions["declarant_id"])[0], _days(positions["declared_on"])
    order = np.lexsort((positions["sequence_no"].to_numpy(), day, person))
    order = order[compared[order]]
    first = _window_starts(person[order], day[order], years)
    balance = positions["balance_low_vnd"].to_numpy()[order]
    total = _windowed(np.nan_to_num(balance).astype(np.int64), first).astype("float64")
    doubtful = _windowed(source_unknown[order].astype(np.int64), first) > 0
    unknown = _windowed(np.isnan(balance).astype(np.int64), first) > 0
    result = np.full(len(positions), np.nan)
    result[order] = np.where(unknown, np.nan, np.where(doubtful, 0, np.maximum(total, 0)))
    return result


def _days(declared_on: pd.Series) -> np.ndarray:
    return declared_on.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _window_starts(person: np.ndarray, day: np.ndarray, years: int) -> np.ndarray:
    """For rows sorted by person and day: the first row of the same person within so many years before each."""
    span = 10_000_000
    key = person * span + day
    earliest = np.ceil(day - years * DAYS_PER_YEAR).astype(np.int64)
    start = np.searchsorted(key, person * span + earliest, side="left")
    return np.maximum(start, np.searchsorted(person, person, side="left"))


def _windowed(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Sums from each row's first row to itself."""
    upto = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(upto[1:] - upto[first])
