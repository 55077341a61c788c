"""What only the years together show."""

import pandas as pd

from pipeline.match.hindsight import with_hindsight
from pipeline.model import ITEM_CHANGES
from tests.tables import table

CHANGES = ITEM_CHANGES.conform(
    table(
        """
        previous_declaration_id | declaration_id | previous_item_no | item_no | category   | state | cause     | name
        d22                     | d23            | 1                | 1       | land_other | kept  | unit_slip | slipped in 2023
        d23                     | d24            | 1                |         | land_other | gone  |           | gone after the slip
        d23                     | d24            | 2                |         | land_other | gone  |           | gone
        d23                     | d24            | 3                |         | land_other | gone  | sale      | sold
        d24                     | d25            |                  | 4       | land_other | new   |           | new after the loss
        d24                     | d25            |                  | 5       | land_other | new   | purchase  | bought
        d25                     | d26            |                  | 6       | land_other | new   |           | new
        """
    )
)
WITHHELD = pd.DataFrame({"declaration_id": ["d24", "d26"], "table": ["assets", "incomes"]})


def causes(withheld):
    found = with_hindsight(CHANGES, withheld)
    return {name: cause for name, cause in zip(found.name, found.cause, strict=True) if pd.notna(cause)}


def test_an_item_that_leaves_after_a_slip_leaves_with_the_slip():
    assert causes(WITHHELD.iloc[:0])["gone after the slip"] == "unit_slip"


def test_what_a_quarantined_row_hides_is_neither_gone_nor_new():
    found = causes(WITHHELD)
    assert found["gone"] == found["new after the loss"] == "row_in_quarantine"


def test_a_cause_that_the_data_show_is_kept_and_other_tables_hide_no_items():
    found = causes(WITHHELD)
    assert (found["sold"], found["bought"]) == ("sale", "purchase")
    assert "new" not in found
