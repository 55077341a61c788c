"""The day that stands for today: the results of a run do not depend on the clock."""

from datetime import date

import pandas as pd

from pipeline.params import Parameters


def last_day(declared_on: pd.Series, parameters: Parameters) -> date:
    """The end of the last year in which at least one in a hundred declarations was completed, or a day in the next one.

    Into the next year reach those who declared late, and months that have several declarations. What is dated
    after it is a slip of the date: the day of the run would make results depend on the clock.
    """
    years = declared_on.dt.year.value_counts(normalize=True)
    common = years[years >= 0.01]
    if common.empty:
        return date.max
    end = pd.Timestamp(int(common.index.max()), 12, 31)
    told = next_year(declared_on, end, parameters)
    return date(*(told.max() if len(told) else end).timetuple()[:3])


def next_year(declared_on: pd.Series, end: pd.Timestamp, parameters: Parameters) -> pd.Series:
    """The days of the year after the last full one that are told by more than a slip."""
    later: pd.Series = declared_on[(declared_on > end) & (declared_on.dt.year == end.year + 1)]
    least = max(2.0, parameters.number("month_filing_share") * (declared_on.dt.year == end.year).sum())
    in_month = later.groupby(later.dt.month).transform("size")
    late = later <= end + pd.Timedelta(days=parameters.number("late_declaration_days"))
    held: pd.Series = later[late | (in_month >= least)]
    return held
