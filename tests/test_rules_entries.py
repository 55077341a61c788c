"""Entries that differ from last year's as typing does: what DQ16 to DQ24 look at."""

import pandas as pd
import pytest

from pipeline.model import ASSETS, DECLARATIONS, ITEM_CHANGES, POSITIONS
from pipeline.rules.entries import with_entries, with_entry_slips, with_liquid_slips
from tests.tables import table

HEAD = "declaration_id | declarant_id | declared_on | previous_declared_on | has_spouse | birth_date | income_vnd"


def entries(text, personal_id="049087000123"):
    rows = table(text)
    positions = POSITIONS.conform(rows).assign(period_start=pd.to_datetime(rows.get("period_start")))
    declared = rows[["declaration_id"]].assign(personal_id=personal_id)
    return with_entries(positions, DECLARATIONS.conform(declared)).set_index("declaration_id")


@pytest.mark.parametrize(
    ("case", "income", "idle", "sale", "up", "down"),
    [
        ("a nought too many, and the money went nowhere", 2_000e6, 1_900e6, None, 10, 0.1),
        ("the money was used: no slip", 2_000e6, 200e6, None, 1, 0.1),
        ("a house was sold", 2_000e6, 1_900e6, 1_800e6, 1, 0.1),
        ("thousands of dong", 0.2e6, -100e6, None, 0.001, 1_000),
        ("an ordinary rise", 220e6, 40e6, None, 1.1, 0.9),
    ],
)
def test_incomes_beside_those_of_the_year_before(case, income, idle, sale, up, down):
    rows = entries(
        f"""
        {HEAD} | income_declarant_vnd | balance_low_vnd | explained_asset_sale_vnd
        a | an | 2023-12-31 |            | false | 1980-01-01 | 200_000_000 | 200_000_000 | |
        b | an | 2024-12-31 | 2023-12-31 | false | 1980-01-01 | {income:.0f} | {income:.0f} | {-idle:.0f} | {sale or ""}
        """
    )
    assert rows.income_up_times["b"] == pytest.approx(up, rel=0.01), case
    assert rows.income_down_times["b"] == pytest.approx(down, rel=0.02), case


def test_the_spouses_income_is_missing_while_the_spouse_is_named():
    rows = entries(
        f"""
        {HEAD} | income_spouse_vnd
        a | an | 2023-12-31 |            | true  | 1980-01-01 | 400_000_000 | 180_000_000
        b | an | 2024-12-31 | 2023-12-31 | true  | 1980-01-01 | 220_000_000 |
        c | bo | 2023-12-31 |            | true  | 1980-01-01 | 400_000_000 | 180_000_000
        d | bo | 2024-12-31 | 2023-12-31 | false | 1980-01-01 | 220_000_000 |
        """
    )
    assert rows.spouse_missing_vnd["b"] == 180e6
    assert rows.spouse_missing_vnd["d"] == 0, "who is not named has no income to be left out"
    assert pd.isna(rows.spouse_missing_vnd["a"]), "nothing before to compare with"


def test_the_person_is_written_otherwise():
    rows = entries(
        f"""
        {HEAD}
        a | an | 2022-12-31 | | false | 1980-01-02 |
        b | an | 2023-12-31 | | false | 1980-02-01 |
        c | an | 2024-12-31 | | false | 1980-01-02 |
        d | bo | 2022-12-31 | | false | 1980-01-02 |
        e | bo | 2023-12-31 | | false | 1981-01-02 |
        """
    )
    assert rows.identity_slip.to_dict() == {"a": "none", "b": "birth", "c": "none", "d": "none", "e": "none"}
    short = entries(f"{HEAD}\na | an | 2022-12-31 | | false | 1980-01-02 |", personal_id="49087000123")
    assert short.identity_slip["a"] == "number"


def items(before, after, **columns):
    lines = ASSETS.conform(
        pd.DataFrame(
            [{"declaration_id": "a", "item_no": "1", **before}, {"declaration_id": "b", "item_no": "1", **after}]
        )
    )
    row = {
        "declarant_id": "an",
        "previous_declaration_id": "a",
        "declaration_id": "b",
        "previous_item_no": "1",
        "item_no": "1",
        "category": after["category"],
        "state": "kept",
        "value_before_vnd": 500e6,
        "value_after_vnd": 500e6,
        **columns,
    }
    return with_entry_slips(ITEM_CHANGES.conform(pd.DataFrame([row])).assign(severity_cap=4.0), lines, None).iloc[0]


LAND = {"category": "land_residential", "certificate_no": "BA 123456"}


@pytest.mark.parametrize(
    ("case", "after", "columns", "slip"),
    [
        ("the same", LAND, {}, "none"),
        ("two digits exchanged", LAND | {"certificate_no": "BA 124356"}, {}, "number"),
        ("one digit wrong", LAND | {"certificate_no": "BA 123457"}, {}, "number"),
        ("another certificate", LAND | {"certificate_no": "DK 987654"}, {}, "none"),
        ("a neighbouring section", LAND | {"category": "land_other"}, {}, "section"),
        ("joint property as one's own", LAND, {"holder_before": "joint", "holder_after": "declarant"}, "holder"),
        (
            "section III names a thousandth",
            LAND,
            {"state": "new", "previous_item_no": None, "value_before_vnd": None, "movement_vnd": 0.5e6},
            "noughts",
        ),
    ],
)
def test_how_an_item_is_entered_otherwise(case, after, columns, slip):
    assert items(LAND, after, **columns).entry_slip == slip, case


@pytest.mark.parametrize(
    ("case", "before", "after", "stated", "unexplained", "found"),
    [
        ("a nought too many", 90e6, 1_230e6, None, 900e6, True),
        ("section III tells of it", 90e6, 1_230e6, True, 900e6, False),
        ("the money is explained", 90e6, 1_230e6, None, 0, False),
        ("three times as much", 300e6, 900e6, None, 500e6, False),
        ("more is unexplained than the figure", 90e6, 900e6, None, 2_000e6, False),
    ],
)
def test_one_figure_that_accounts_for_all_that_is_unexplained(
    case, before, after, stated, unexplained, found, parameters
):
    row = {
        "declarant_id": "an",
        "declaration_id": "b",
        "category": "money",
        "state": "changed",
        "value_before_vnd": before,
        "value_after_vnd": after,
        "movement_stated": stated,
    }
    position = {
        "declaration_id": "b",
        "declarant_id": "an",
        "declared_on": pd.Timestamp("2024-12-31"),
        "unexplained_low_vnd": unexplained,
        "income_vnd": 300e6,
    }
    rows = with_liquid_slips(
        POSITIONS.conform(pd.DataFrame([position])), ITEM_CHANGES.conform(pd.DataFrame([row])), parameters
    )
    assert (rows.liquid_slip_times.iloc[0] > 5) == found, case


VERIFIED = pd.DataFrame({"declarant_id": ["an"], "decided_on": [pd.Timestamp("2024-03-12")]})


@pytest.mark.parametrize(("verifications", "left_out"), [(None, True), (VERIFIED, False)])
def test_what_is_left_out_once_is_forgotten_unless_it_was_the_year_of_a_verification(verifications, left_out):
    rows = ITEM_CHANGES.conform(
        table(
            """
            declarant_id | previous_declaration_id | declaration_id | previous_item_no | item_no | category   | state    | value_before_vnd | value_after_vnd | declared_on | previous_declared_on
            an           | a                       | b              | 1                |         | land_other | gone     | 300_000_000      |                 | 2024-12-31  | 2023-12-31
            an           | b                       | c              |                  | 1       | land_other | returned |                  | 300_000_000     | 2025-12-31  | 2024-12-31
            """
        )
    ).assign(severity_cap=4.0)
    found = with_entry_slips(rows, ASSETS.empty(), verifications)
    assert bool(found.back_later.iloc[0]) == left_out
    assert found.severity_cap.iloc[1] == (1.0 if left_out else 4.0)
