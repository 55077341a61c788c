"""Rows that stand more than once: copies are set aside and one is kept; a key with two contents is not guessed."""

import datetime as dt

import pandas as pd
import pytest

from pipeline.model import ASSETS, DECLARATIONS, INPUTS
from pipeline.params import Parameters
from pipeline.validate import Given, identities, in_several, incomplete_declarations, repeats
from pipeline.validate.derived import DERIVED
from pipeline.validate.given import looked
from tests.tables import table

CASES = {
    "assets": """
        case                            | declaration_id | item_no | value_vnd | source_file | source_row | verdict
        alone                           | K1             | 1       | 5         | a.csv       | 2          |
        twice in one file               | K1             | 2       | 5         | a.csv       | 3          | kept
        twice in one file               | K1             | 2       | 5         | a.csv       | 4          | copy
        in two files                    | K2             | 1       | 7         | b.csv       | 2          | copy
        in two files                    | K2             | 1       | 7         | a.csv       | 9          | kept
        two values                      | K3             | 1       | 5         | a.csv       | 5          | conflict
        two values                      | K3             | 1       | 6         | a.csv       | 6          | conflict
        a copy of one of two values     | K3             | 1       | 6         | b.csv       | 6          | conflict
        unknown is not a value          | K4             | 1       |           | a.csv       | 7          | conflict
        unknown is not a value          | K4             | 1       | 6         | a.csv       | 8          | conflict
        same number, other declaration  | K5             | 1       | 5         | a.csv       | 10         |
    """,
    "incomes": """
        case                            | declaration_id | recipient | amount_vnd | source_file | source_row | verdict
        two equal gifts of one file     | K1             | declarant | 5          | a.csv       | 2          | kept
        two equal gifts of one file     | K1             | declarant | 5          | a.csv       | 3          | kept
        the same file under other name  | K1             | declarant | 5          | b.csv       | 2          | copy
        the same file under other name  | K1             | declarant | 5          | b.csv       | 3          | copy
        another amount                  | K1             | declarant | 6          | b.csv       | 4          |
    """,
    "units": """
        case                            | unit_code | unit_name | source_file    | source_row | verdict
        the register of each year       | U1        | Sở A      | 2024/units.csv | 2          | kept
        the register of each year       | U1        | Sở A      | 2025/units.csv | 2          | copy
        renamed                         | U2        | Sở B      | 2024/units.csv | 3          |
        renamed                         | U2        | Sở C      | 2025/units.csv | 3          |
    """,
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", [0, 1])
def test_copies_and_conflicts(name: str, seed: int) -> None:
    cases = table(CASES[name]).sample(frac=1, random_state=seed)
    found = repeats(identities(name, INPUTS[name].conform(cases)))
    assert found["verdict"].reindex(cases.index).equals(cases["verdict"]), cases.assign(
        said=found["verdict"]
    ).to_string()


def test_the_other_row_is_named() -> None:
    cases = table(CASES["assets"])
    found = repeats(identities("assets", ASSETS.conform(cases)))["other_place"]
    assert found[2] == "a.csv:3"
    assert found[3] == "a.csv:9"
    assert found[4] == "b.csv:2"


def test_two_spellings_of_one_amount_are_one_content() -> None:
    rows = ASSETS.conform(
        table("""
        declaration_id | item_no | value_vnd  | raw                     | source_row
        K1             | 1       | 1200000000 | {"value_vnd": "1,2 tỷ"} | 2
        K1             | 1       | 1200000000 |                         | 3
        """)
    )
    assert repeats(identities("assets", rows))["verdict"].tolist() == ["kept", "copy"]


def test_what_was_found_across_chunks_holds_in_each() -> None:
    """A declaration in two chunks: each chunk alone sees nothing, the gathered identities say which one is kept."""
    rows = DECLARATIONS.conform(
        table("""
        declaration_id | declarant_id | kind   | source_file | source_row
        K1             | A            | ANNUAL | 2024/d.csv  | 2
        K2             | A            | ANNUAL | 2024/d.csv  | 3
        K1             | A            | ANNUAL | 2025/d.csv  | 2
        K3             | A            | ANNUAL | 2025/d.csv  | 3
        """)
    )
    first, second = rows.iloc[:2].reset_index(drop=True), rows.iloc[2:].reset_index(drop=True)
    shared = in_several([first["declaration_id"], second["declaration_id"]])
    assert shared.tolist() == ["K1"]
    gathered = pd.concat(
        [identities("declarations", chunk[chunk["declaration_id"].isin(shared)]) for chunk in (first, second)],
        ignore_index=True,
    )
    given = Given(dt.date(2026, 11, 23), Parameters({}), repeated=repeats(gathered))
    kept, copied = (DERIVED["ok_not_a_copy"](looked("declarations", chunk, given)) for chunk in (first, second))
    assert kept.tolist() == [True, True]
    assert copied.tolist() == [False, True]
    alone = Given(dt.date(2026, 11, 23), Parameters({}))
    assert DERIVED["ok_not_a_copy"](looked("declarations", second, alone)).all()
    conflicts = repeats(gathered).assign(verdict="conflict")
    given = Given(dt.date(2026, 11, 23), Parameters({}), repeated=conflicts)
    assert DERIVED["ok_unique"](looked("declarations", second, given)).tolist() == [False, True]


def test_no_chunks_share_nothing() -> None:
    assert in_several([]).empty


def test_declarations_with_rows_in_quarantine_are_incomplete() -> None:
    quarantine = table("""
        table   | rule             | row
        assets  | money_in_range   | {"declaration_id": "K1", "value_vnd": -5}
        assets  | required;unique  | {"declaration_id": "K1"}
        assets  | copy             | {"declaration_id": "K2"}
        assets  | DQ06             | {"declaration_id": "K2"}
        assets  | copy;declared    | {"declaration_id": "K3"}
        incomes |                  | {"declaration_id": "K4", "amount_vnd": "năm tỷ"}
        incomes |                  | no JSON
        forms   |                  |
    """)
    found = incomplete_declarations(quarantine)
    assert found.to_dict("list") == {
        "declaration_id": ["K1", "K3", "K4"],
        "table": ["assets", "assets", "incomes"],
        "rows": [2, 1, 1],
    }


def test_rows_of_one_place_in_a_form_are_told_apart_by_content() -> None:
    """A form may give several rows one place and no number; what was found across chunks must still fit each."""
    rows = ASSETS.conform(
        table("""
        declaration_id | item_no | value_vnd | source_file | source_place
        K1             | 1       | 5         | a.docx      | II.5
        K1             | 2       | 6         | a.docx      | II.5
        K1             | 1       | 5         | b.docx      | II.5
        K1             | 2       | 7         | b.docx      | II.5
        """)
    )
    found = repeats(identities("assets", rows))
    assert found["verdict"].sort_index().tolist() == ["kept", "conflict", "copy", "conflict"]
    second = rows.iloc[2:].reset_index(drop=True)
    given = Given(dt.date(2026, 11, 23), Parameters({}), repeated=found)
    under_check = looked("assets", second, given)
    assert DERIVED["ok_not_a_copy"](under_check).tolist() == [False, True]
    assert DERIVED["ok_unique"](under_check).tolist() == [True, False]
