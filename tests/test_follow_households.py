"""Five invented households, from their declarations to their balance; every figure was worked out by hand."""

import pandas as pd
import pytest

from pipeline.chain import follow
from pipeline.model import INPUTS
from tests.tables import table

FILED = """
declaration_id | declarant_id | kind   | unit_code | declared_on
saver.1        | saver        | ANNUAL | U         | 2024-12-31
saver.2        | saver        | ANNUAL | U         | 2025-12-31
mover.1        | mover        | ANNUAL | U         | 2024-06-30
mover.2        | mover        | ANNUAL | U         | 2025-12-31
heir.1         | heir         | ANNUAL | U         | 2024-12-31
heir.2         | heir         | ANNUAL | U         | 2025-12-31
debtor.1       | debtor       | ANNUAL | U         | 2024-12-31
debtor.2       | debtor       | ANNUAL | U         | 2025-12-31
slip.1         | slip         | ANNUAL | U         | 2024-12-31
slip.2         | slip         | ANNUAL | U         | 2025-12-31
slip.3         | slip         | ANNUAL | U         | 2026-12-31
"""
HELD = """
declaration_id | item_no | category           | kind    | name        | area_m2 | certificate_no | registration_no | value_vnd
saver.1        | 1       | money              | deposit | BIDV        |         |                |                 | 100000000
saver.2        | 1       | money              | deposit | BIDV        |         |                |                 | 250000000
mover.1        | 1       | house              |         | Nhà ở       | 90      | BA 111111      |                 | 1200000000
mover.1        | 2       | money              | deposit | BIDV        |         |                |                 | 300000000
mover.2        | 1       | land_residential   |         | Đất ở       | 200     | BB 222222      |                 | 2000000000
mover.2        | 2       | money              | deposit | BIDV        |         |                |                 | 100000000
heir.1         | 1       | money              | deposit | BIDV        |         |                |                 | 50000000
heir.2         | 1       | money              | deposit | BIDV        |         |                |                 | 800000000
heir.2         | 2       | land_other         |         | Đất vườn    | 500     | BC 333333      |                 | 700000000
debtor.1       | 1       | money              | deposit | BIDV        |         |                |                 | 80000000
debtor.2       | 1       | money              | deposit | BIDV        |         |                |                 | 80000000
debtor.2       | 2       | registered_vehicle |         | Mazda CX-5  |         |                | 43A-123.45      | 900000000
slip.1         | 1       | registered_vehicle |         | Kia Morning |         |                | 43A-543.21      | 100000000
slip.1         | 2       | money              | deposit | BIDV        |         |                |                 | 60000000
slip.2         | 1       | registered_vehicle |         | Kia Morning |         |                | 43A-543.21      | 100000000000
slip.2         | 2       | money              | deposit | BIDV        |         |                |                 | 60000000
slip.3         | 1       | money              | deposit | BIDV        |         |                |                 | 360000000
"""  # noqa: E501
EARNED = """
declaration_id | recipient | source      | amount_vnd
saver.2        | declarant | salary      | 200000000
mover.2        | declarant | salary      | 400000000
mover.2        | joint     | asset_sale  | 1500000000
heir.2         | declarant | salary      | 150000000
heir.2         | declarant | inheritance | 700000000
debtor.2       | declarant | salary      | 200000000
slip.2         | declarant | salary      | 100000000
slip.3         | declarant | salary      | 100000000
"""
SAID = """
declaration_id | category           | value_change_vnd | explanation
mover.2        | house              | -1200000000      | Bán nhà được 1,5 tỷ đồng
mover.2        | land_residential   | 2000000000       | Mua bằng tiền bán nhà
heir.2         | land_other         | 700000000        | Nhận thừa kế của bố
debtor.2       | registered_vehicle | 900000000        | Mua xe, vay BIDV 500 triệu đồng
"""
LIVING = """
declaration_id | person_no | relation    | full_name | birth_date
mover.1        | 1         | spouse      | Lan       | 1985-01-01
mover.1        | 2         | minor_child | An        | 2015-01-01
mover.1        | 3         | minor_child | Bình      | 2017-01-01
mover.2        | 1         | spouse      | Lan       | 1985-01-01
mover.2        | 2         | minor_child | An        | 2015-01-01
mover.2        | 3         | minor_child | Bình      | 2017-01-01
"""


@pytest.fixture(scope="module")
def balances(parameters) -> pd.DataFrame:
    given = {"declarations": FILED, "assets": HELD, "incomes": EARNED, "movements": SAID, "family": LIVING}
    tables = {name: model.conform(table(given[name])) for name, model in INPUTS.items() if name in given}
    tables["liabilities"] = INPUTS["liabilities"].empty()
    return follow(tables, INPUTS["commune_changes"].empty(), parameters)["positions"].set_index("declaration_id")


@pytest.mark.parametrize(
    ("declaration", "low", "high", "why"),
    [
        # 365 days are 11.99 months, at 5 million a month and person: 59,958,932.
        ("saver.2", 0, 9_958_932, "saved 150 of 200 million; with the living cost 10 million are missing"),
        # 549 days, four persons: 360,739,220. The sale is inside the income of 1,900; 200 came off the account.
        ("mover.2", 0, 260_739_220, "a plot of 2,000 from a house sold for 1,500, 200 saved before, 400 earned"),
        ("heir.2", 600_000_000, 659_958_932, "the plot is the inheritance of the income; 750 were saved out of 150"),
        ("debtor.2", 200_000_000, 259_958_932, "a car of 900 from 200 earned and 500 borrowed"),
        ("slip.2", 0, 0, "a car with a thousand times its price is no purchase"),
        ("slip.3", 100_000_000, 259_958_932, "300 saved of 100 earned and a car that brought 100 at most"),
    ],
)
def test_what_remains_to_be_explained(balances, declaration, low, high, why):
    found = balances.loc[declaration]
    assert (found.unexplained_low_vnd, found.unexplained_high_vnd) == (low, high), why
    assert found.unexplained_width_vnd == high - low


def test_what_was_too_much_in_one_year_may_have_been_saved_in_the_year_before(balances):
    """In 2025 the household of the slip earned 100 million that it put nowhere; in 2026 it lacks 100 million."""
    over_years = balances.loc["slip.3", ["unexplained_low_3y_vnd", "unexplained_low_5y_vnd"]]
    assert over_years.tolist() == [0, 0]
    assert balances.loc["heir.2", "unexplained_low_3y_vnd"] == 600_000_000


def test_living_costs_by_scenario(balances):
    """Four persons, 549 days: 18.04 months at 3, 5 and 8 million each."""
    costs = balances.loc["mover.2", ["living_low_vnd", "living_central_vnd", "living_high_vnd"]]
    assert costs.tolist() == [216_443_532, 360_739_220, 577_182_752]


def test_a_sum_told_in_parts_and_as_a_whole_counts_once(parameters):
    """Two sales on their own lines, and what they brought together on the line of the income."""
    said = """
    declaration_id | category         | value_change_vnd | explanation
    saver.2        | land_residential | -190000000       | Chuyển nhượng cho ông An, giá 390 triệu đồng
    saver.2        | house            | -300000000       | Đã bán nhà, thu về 350 triệu đồng
    saver.2        | income           | 940000000        | Lương 200 triệu đồng, tiền bán tài sản 740 triệu đồng
    """
    tables = {name: model.empty() for name, model in INPUTS.items()}
    tables |= {
        "declarations": INPUTS["declarations"].conform(table(FILED)),
        "assets": INPUTS["assets"].conform(table(HELD)),
    }
    tables["movements"] = INPUTS["movements"].conform(table(said))
    found = follow(tables, tables["commune_changes"], parameters)["positions"].set_index("declaration_id")
    assert found.loc["saver.2", "explained_asset_sale_vnd"] == 740_000_000


def test_withholding_what_else_was_inherited_adds_nothing(parameters):
    """A second plot of 300 beside the one of 700 that the income contains: with its value withheld, no more is asked."""
    more = HELD + "heir.2 | 3 | land_other | | Đất rừng | 900 | BD 444444 | | {}\n"
    given = {"declarations": FILED, "incomes": EARNED, "movements": SAID.replace("700000000 ", "1000000000 ")}
    low = []
    for value in ("300000000", ""):
        tables = {name: model.empty() for name, model in INPUTS.items()}
        tables |= {name: INPUTS[name].conform(table(text)) for name, text in given.items()}
        tables["assets"] = INPUTS["assets"].conform(table(more.format(value)))
        position = follow(tables, tables["commune_changes"], parameters)["positions"].set_index("declaration_id")
        low.append(position.loc["heir.2", "unexplained_low_vnd"])
    assert low[1] <= low[0]
