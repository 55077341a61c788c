"""How good the list was, and how the work on it goes: shares with intervals, days to close, age of what is open.

Every measure says of how many cases it speaks, and `too_few` where nobody should judge by it.
"""

from datetime import date

import numpy as np
import pandas as pd

from pipeline.model.registered import FINDINGS
from pipeline.params import Parameters
from pipeline.register.intervals import Interval, share
from pipeline.register.versions import closed

MEASURED = ("measure", "k", "value", "low", "high", "count", "of", "too_few")
SHARES = ("precision", "untruthful", "data_error", "list_rate", "lottery_rate")


def measures(register: pd.DataFrame, listings: pd.DataFrame, as_of: date, parameters: Parameters) -> pd.DataFrame:
    """One row a measure (columns MEASURED): precision at k, share of errors, days to close, age of open cases."""
    listed = first_listing(listings).merge(
        closed(register)[["case_id", "outcome", "closed_on"]], on="case_id", how="left", validate="one_to_one"
    )
    done = listed[listed.closed_on.notna()]
    longest = max(places(listed), default=0)
    rows = [
        *(precision(done, k, parameters) for k in places(listed)),
        counted("untruthful", done.outcome == "verified_untruthful", parameters, longest),
        counted("data_error", done.outcome == "data_error", parameters),
        days_to_close(done, parameters),
        *open_ages(listed[listed.closed_on.isna()], as_of, parameters),
    ]
    return pd.DataFrame(rows, columns=list(MEASURED))


def first_listing(listings: pd.DataFrame) -> pd.DataFrame:
    """LISTINGS: the first time that each case stood on a list; later lists show what was known already."""
    ordered = listings.sort_values(["case_id", "listed_on", "rank", "run_id"], na_position="last")
    return ordered.drop_duplicates("case_id", ignore_index=True)


def places(listed: pd.DataFrame) -> list[int]:
    """The k of precision at k: the usual ones up to the length of the list, and that length."""
    longest = int(listed["rank"].max()) if len(listed) else 0
    return [k for k in (10, 20, 30, 50, 100) if k < longest] + ([longest] if longest else [])


def precision(done: pd.DataFrame, k: int, parameters: Parameters) -> tuple[object, ...]:
    """Share of the closed cases among the first k in which the look was worth it: corrected or found untruthful."""
    return counted("precision", done.outcome[done["rank"] <= k].isin(FINDINGS), parameters, k)


def counted(name: str, held: pd.Series, parameters: Parameters, k: float = np.nan) -> tuple[object, ...]:
    """A row of MEASURED for the share of True among the cases."""
    found = share(int(held.sum()), len(held), parameters.number("interval_level"))
    return _row(name, k, found, int(held.sum()), len(held), parameters)


def days_to_close(done: pd.DataFrame, parameters: Parameters) -> tuple[object, ...]:
    """Median and quartiles of the days from the first listing to the outcome; what came before it is none."""
    days = (done.closed_on - done.listed_on).dt.days
    days = days[days >= 0]
    middle = Interval(*(float(days.quantile(part)) for part in (0.5, 0.25, 0.75)))
    return _row("days_to_close", np.nan, middle, len(days), len(days), parameters)


def open_ages(still: pd.DataFrame, as_of: date, parameters: Parameters) -> list[tuple[object, ...]]:
    """Open cases by the days since they were first listed, parted by the terms of a verification."""
    days = (pd.Timestamp(as_of) - still.listed_on).dt.days
    usual, longest = parameters.number("verify_days", as_of), parameters.number("verify_days_longest", as_of)
    ages = {
        "open_within": days <= usual,
        "open_longer": (days > usual) & (days <= longest),
        "open_longest": days > longest,
    }
    return [(name, np.nan, np.nan, np.nan, np.nan, int(held.sum()), len(still), False) for name, held in ages.items()]


def _row(name: str, k: float, found: Interval, count: int, of: int, parameters: Parameters) -> tuple[object, ...]:
    return (name, k, *found, count, of, of < parameters.number("smallest_sample"))
