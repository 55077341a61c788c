"""Where section II and section III of one form contradict each other, the smaller rise counts for the declarant."""

import pandas as pd
import pytest

from pipeline.chain import follow
from pipeline.model import ASSETS, DECLARATIONS, FAMILY, INCOMES, LIABILITIES, MOVEMENTS
from pipeline.model.registers import COMMUNE_CHANGES
from tests.tables import table

DECLARED = DECLARATIONS.conform(
    table(
        """
        declaration_id | declarant_id | kind   | declared_on | unit_code
        d23            | an           | ANNUAL | 2023-12-31  | u1
        d24            | an           | ANNUAL | 2024-12-31  | u1
        """
    )
)
HELD = ASSETS.conform(
    table(
        """
        declaration_id | item_no | category | kind    | name         | value_vnd
        d23            | 1       | money    | deposit | Sổ tiết kiệm | 1_000_000_000
        d24            | 1       | money    | deposit | Sổ tiết kiệm | 1_900_000_000
        """
    )
)
EARNED = INCOMES.conform(
    table(
        """
        declaration_id | recipient | source | amount_vnd
        d24            | declarant | salary | 200_000_000
        """
    )
)


@pytest.mark.parametrize(
    ("case", "stated", "unexplained"),
    [
        ("section III says the same", 900_000_000, 700_000_000),
        ("section III says less", 150_000_000, 0),
        ("section III says more", 950_000_000, 700_000_000),
        ("section III gives no sum", None, 700_000_000),
        ("section III says that it fell", -50_000_000, 0),
    ],
)
def test_the_smaller_account_counts(case, stated, unexplained, parameters):
    said = {"declaration_id": "d24", "category": "money", "value_change_vnd": stated, "explanation": "Tiền gửi"}
    tables = {
        "declarations": DECLARED.assign(link_confidence=1.0, link_reason="id", filed_under=DECLARED.declarant_id),
        "assets": HELD,
        "incomes": EARNED,
        "movements": MOVEMENTS.conform(pd.DataFrame([said])),
        "family": FAMILY.empty(),
        "liabilities": LIABILITIES.empty(),
    }
    balance = follow(tables, COMMUNE_CHANGES.empty(), parameters)["positions"].set_index("declaration_id")
    assert balance.unexplained_low_vnd["d24"] == unexplained, case


@pytest.mark.parametrize(("case", "named_before", "unexplained"), [("newly named", False, 0), ("as ever", True, 700e6)])
def test_what_a_spouse_newly_named_may_have_brought_is_not_unexplained(case, named_before, unexplained, parameters):
    spouse = {"person_no": "1", "relation": "spouse", "full_name": "Trần Thị Bình"}
    named = [{"declaration_id": "d23", **spouse}] * named_before + [{"declaration_id": "d24", **spouse}]
    tables = {
        "declarations": DECLARED.assign(link_confidence=1.0, link_reason="id", filed_under=DECLARED.declarant_id),
        "assets": HELD,
        "incomes": EARNED,
        "movements": MOVEMENTS.empty(),
        "family": FAMILY.conform(pd.DataFrame(named)),
        "liabilities": LIABILITIES.empty(),
    }
    balance = follow(tables, COMMUNE_CHANGES.empty(), parameters)["positions"].set_index("declaration_id")
    assert balance.unexplained_low_vnd["d24"] == unexplained, case
    assert balance.unexplained_high_vnd["d24"] >= 700e6, "the other end keeps the doubt"
