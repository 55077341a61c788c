"""Figures beside a finding at the border where a wrong sign or a wrong comparison would tell another story."""

import numpy as np
import pandas as pd
import pytest

from pipeline.rules.history import _mean
from pipeline.rules.innocent import plot_split_or_merged
from pipeline.rules.reasons import _with_item
from tests.tables import table


def beside_a_gone_plot(new_area):
    """The context of a finding on a plot of 100 m2 that is gone, beside a new one of so many square metres."""
    items = table(f"""
        declaration_id | previous_item_no | item_no | category         | state | area_before_m2 | area_after_m2
        K1             | 1                |         | land_residential | gone  | 100.0          |
        K1             |                  | 2       | land_residential | new   |                | {new_area}
    """)
    return _with_item(
        items[items.state == "gone"][["declaration_id", "category", "previous_item_no", "item_no"]], items
    )


@pytest.mark.parametrize(("new_area", "twins"), [("100.0", 1), ("101.9", 1), ("98.1", 1), ("103.0", 0), ("50.0", 0)])
def test_a_new_plot_of_the_same_area_is_a_twin(new_area, twins):
    assert beside_a_gone_plot(new_area).twin_item_count.tolist() == [twins]


@pytest.mark.parametrize(("new_area", "supports"), [(100.0, True), (98.5, True), (50.0, False), (150.0, False)])
def test_half_the_area_is_no_plot_that_was_split(new_area, supports):
    rows = pd.DataFrame({"category": ["land_residential"], "group_no": [np.nan], "area_before_m2": [100.0]})
    found, against = plot_split_or_merged.test(rows.assign(new_plots_area_m2=new_area))
    assert (found.tolist(), against.tolist()) == ([supports], [False])


def test_the_mean_of_earlier_years_counts_known_years_alone():
    found = _mean(np.array([[2.0, np.nan, 4.0], [np.nan, np.nan, np.nan], [6.0, 6.0, 0.0]]))
    assert found.tolist()[::2] == [3.0, 4.0]
    assert np.isnan(found[1])
