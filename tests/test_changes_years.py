"""Balances over three and five years."""

import numpy as np
import pandas as pd
import pytest

from pipeline.changes.cumulated import cumulated
from tests.tables import table

YEARS = """
declarant_id | sequence_no | declared_on | baseline_declaration_id | has_asset_list | balance_low_vnd | doubtful | three | five
A            | 1           | 2020-12-31  |                         | true           |                 | false    |       |
A            | 2           | 2021-12-31  | a1                      | true           | 200             | false    | 200   | 200
A            | 3           | 2022-12-30  | a2                      | true           | 240             | false    | 440   | 440
A            | 4           | 2023-12-31  | a3                      | true           | 250             | false    | 690   | 690
A            | 5           | 2024-12-31  | a4                      | true           | -600            | false    | 0     | 90
A            | 6           | 2025-12-31  | a5                      | true           | 100             | false    | 0     | 190
B            | 1           | 2024-12-31  | b0                      | true           | 70              | false    | 70    | 70
B            | 2           | 2025-06-30  | b1                      | false          |                 | false    |       |
B            | 3           | 2025-12-31  | b1                      | true           | 80              | false    | 150   | 150
C            | 1           | 2024-12-31  | c0                      | true           | 0               | true     | 0     | 0
C            | 2           | 2025-12-31  | c1                      | true           | 500             | false    | 0     | 0
D            | 1           | 2024-12-31  | d0                      | true           |                 | false    |       |
D            | 2           | 2025-12-31  | d1                      | true           | 500             | false    |       |
"""  # noqa: E501


@pytest.mark.parametrize("years, expected", [(3, "three"), (5, "five")])
@pytest.mark.parametrize("seed", range(3))
def test_sum_of_the_balances_within_the_years(years: int, expected: str, seed: int) -> None:
    """A: the year of loss counts; B: a filing without list is none; C: a source of unknown value; D: unknown income."""
    rows = table(YEARS).sample(frac=1, random_state=seed).reset_index(drop=True)
    found = cumulated(rows, rows["doubtful"].to_numpy(dtype=bool), years)
    np.testing.assert_array_equal(found, rows[expected].to_numpy(dtype="float64"))


def test_no_years() -> None:
    none = pd.DataFrame(table(YEARS).iloc[:0])
    assert cumulated(none, np.zeros(0, dtype=bool), 3).size == 0
