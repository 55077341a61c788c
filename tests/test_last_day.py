"""The day that stands for today: late and supplementary declarations are data, slips of the year are not."""

import datetime as dt

import pandas as pd
import pytest

from pipeline.params import Parameters
from pipeline.stages.last_day import last_day
from pipeline.store.resources import load_parameters

PARAMETERS: Parameters = load_parameters(None)
AUTUMN = pd.date_range("2025-10-01", "2025-11-30", freq="D").strftime("%Y-%m-%d").tolist()
# Each case: what stands beside two thousand declarations of autumn 2025, and the last day of the data.
CASES = {
    "nothing": ([], "2025-12-31"),
    "one declared late, in January": (["2026-01-29"], "2026-01-29"),
    "two months late": (["2026-01-29", "2026-02-27"], "2026-02-27"),
    "a slip of the year": (["2026-11-03"], "2025-12-31"),
    "slips of the year, each in its month": (["2026-05-03", "2026-10-11", "2026-11-03"], "2025-12-31"),
    "supplementary declarations of a summer": (["2026-07-02"] * 2 + ["2026-07-20"] * 2, "2026-07-20"),
    "a summer, and a slip after it": (["2026-07-02"] * 3 + ["2026-11-03"], "2026-07-02"),
    "a slip by ten years": (["2036-01-05"], "2025-12-31"),
    "a day that nobody can read": ([None], "2025-12-31"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_data_end_where_more_than_a_slip_ends_them(case):
    beside, expected = CASES[case]
    days = pd.Series(pd.to_datetime([*(AUTUMN * 33), *beside]))
    assert last_day(days, PARAMETERS) == dt.date.fromisoformat(expected)
    assert last_day(days.sample(frac=1, random_state=5), PARAMETERS) == dt.date.fromisoformat(expected)


def test_where_no_day_is_known_every_day_may_be():
    assert last_day(pd.Series(pd.to_datetime([None, None])), PARAMETERS) == dt.date.max
