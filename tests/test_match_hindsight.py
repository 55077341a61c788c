"""What only the years together show."""

import pandas as pd
import pytest

from pipeline.match.hindsight import with_hindsight
from pipeline.model import INCOMES, ITEM_CHANGES
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
    found = with_hindsight(CHANGES, withheld, INCOMES.empty())
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


@pytest.mark.parametrize(
    ("case", "proceeds", "sold"),
    [
        ("the only thing that left", {"one": 200}, {"plot"}),
        ("several, and it reaches what they cost", {"two": 900}, {"car", "house"}),
        ("several, and which of them is unknown", {"two": 300}, set()),
        ("no proceeds", {}, set()),
        ("one of them cost nobody knows what", {"three": 5_000}, set()),
    ],
)
def test_proceeds_in_the_income_are_of_what_left(case, proceeds, sold):
    gone = ITEM_CHANGES.conform(
        table(
            """
            declaration_id | previous_item_no | category           | state | cause | name   | value_before_vnd
            one            | 1                | land_other         | gone  |       | plot   | 500
            one            | 2                | money              | gone  |       | cash   | 100
            one            | 3                | registered_vehicle | gone  | gift  | lorry  | 300
            two            | 1                | house              | gone  |       | house  | 700
            two            | 2                | registered_vehicle | gone  |       | car    | 150
            three          | 1                | house              | gone  |       | villa  |
            three          | 2                | registered_vehicle | gone  |       | tractor| 150
            """
        )
    )
    rows = pd.DataFrame({"declaration_id": list(proceeds), "amount_vnd": list(proceeds.values())})
    found = with_hindsight(gone, WITHHELD.iloc[:0], INCOMES.conform(rows.assign(source="asset_sale")))
    assert set(found.name[found.cause == "sale"]) == sold, case
    assert set(found.cause_confidence[found.cause == "sale"]) <= {0.7}


def test_where_nothing_is_compared_there_is_no_cause():
    assert with_hindsight(ITEM_CHANGES.empty(), WITHHELD.iloc[:0], INCOMES.empty()).empty
