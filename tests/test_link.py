"""The same official under changed ids, and which declaration precedes which."""

import pandas as pd
import pytest

from pipeline import link
from pipeline.model import ASSETS, DECLARATIONS, PAIRS
from tests.tables import table

FILED = """
declaration_id | declarant_id | kind   | declared_on | full_name       | birth_date | personal_id  | unit_code
K1             | {first}      | ANNUAL | 2022-12-20  | Nguyễn Văn Hoà  | 1970-05-01 | {number}     | U1
K2             | {second}     | ANNUAL | 2023-12-20  | {name}          | {birth}    | {number_now} | {unit}
"""
SAME = {
    "first": "P1", "second": "P2", "number": "", "number_now": "", "name": "Nguyễn Văn Hoà", "birth": "1970-05-01",
    "unit": "U1",
}  # fmt: skip


def declarations(text: str) -> pd.DataFrame:
    return DECLARATIONS.conform(table(text))


@pytest.mark.parametrize(
    ("case", "changed", "persons", "reason"),
    [
        ("the same id", {"second": "P1"}, 1, "id"),
        (
            "CMND became CCCD, same name, birth and unit",
            {"number": "201234567", "number_now": "048070000123"},
            1,
            "name_and_birth",
        ),
        ("name without diacritics", {"name": "NGUYEN VAN HOA"}, 1, "name_and_birth"),
        ("tone mark placed otherwise", {"name": "Nguyễn Văn Hòa"}, 1, "name_and_birth"),
        (
            "number lost its zero",
            {"number": "048070000123", "number_now": "48070000123", "unit": "U2"},
            1,
            "personal_id",
        ),
        (
            "the id is a number that lost its zero",
            {"first": "048070000123", "second": "48070000123", "unit": "U2"},
            1,
            "personal_id",
        ),
        (
            "same number, other name, same birth",
            {"number": "048070000123", "number_now": "048070000123", "name": "Nguyễn Thị Hà"},
            1,
            "personal_id",
        ),
        (
            "same number, all else differs",
            {"number": "048070000123", "number_now": "048070000123", "name": "Lê B", "birth": "1980-01-01"},
            2,
            "id",
        ),
        ("two numbers for life", {"number": "048070000123", "number_now": "048070000999"}, 2, "id"),
        ("another unit and no number", {"unit": "U2"}, 2, "id"),
        ("another birth date", {"birth": "1971-05-01"}, 2, "id"),
    ],
)
def test_one_person_or_two(case, changed, persons, reason):
    people, _ = link.link_people(declarations(FILED.format(**SAME | changed)))
    assert people.person_id.nunique() == persons, case
    assert people.link_reason.iloc[-1] == reason, case


def test_a_shared_number_that_nothing_confirms_is_reported_and_kept_apart():
    changed = {"number": "048070000123", "number_now": "048070000123", "name": "Lê B", "birth": "1980-01-01"}
    _, unclear = link.link_people(declarations(FILED.format(**SAME | changed)))
    assert unclear[["table", "rule", "reason"]].to_numpy().tolist() == [
        ["declarations", "personal_id_only", "may be the same person as declarant_id P1; kept apart"]
    ]


def test_two_officials_of_one_name_and_birth_in_the_same_year_are_not_guessed():
    people, unclear = link.link_people(
        declarations("""
        declaration_id | declarant_id | kind   | declared_on | full_name      | birth_date | unit_code
        K1             | P1           | ANNUAL | 2022-12-20  | Nguyễn Văn Hoà | 1970-05-01 | U1
        K2             | P2           | ANNUAL | 2022-12-20  | Nguyễn Văn Hoà | 1970-05-01 | U1
        K3             | P3           | ANNUAL | 2023-12-20  | Nguyễn Văn Hoà | 1970-05-01 | U1
        """)
    )
    assert people.person_id.tolist() == ["P1", "P2", "P3"]
    assert len(unclear) == 2


def test_a_person_goes_by_the_id_of_the_latest_declaration_under_three_ids():
    people, _ = link.link_people(
        declarations("""
        declaration_id | declarant_id | kind   | declared_on | full_name      | birth_date | personal_id  | unit_code
        K1             | 201234567    | ANNUAL | 2021-12-20  | Nguyễn Văn Hoà | 1970-05-01 | 201234567    | U1
        K2             | 48070000123  | ANNUAL | 2022-12-20  | NGUYEN VAN HOA | 1970-05-01 | 48070000123  | U1
        K3             | 048070000123 | ANNUAL | 2023-12-20  | Nguyễn Văn Hòa | 1970-05-01 | 048070000123 | U1
        """)
    )
    assert people.person_id.tolist() == ["048070000123"] * 3
    assert people.link_reason.tolist() == ["id", "name_and_birth", "personal_id"]
    assert people.link_confidence.tolist() == [1.0, 0.9, 0.99]


def test_an_unrelated_official_changes_nothing():
    ours = declarations(FILED.format(**SAME))
    other = declarations(FILED.format(**SAME | {"first": "P8", "second": "P9", "name": "Trần C"}))
    other = other.assign(declaration_id=["K8", "K9"], full_name="Trần C")
    alone, _ = link.link_people(ours)
    beside, _ = link.link_people(pd.concat([other, ours], ignore_index=True))
    pd.testing.assert_frame_equal(alone, beside[2:].reset_index(drop=True))


IN_ORDER = """
declaration_id | declarant_id | kind       | declared_on | unit_code
K1             | P1           | FIRST      | 2022-03-01  | U1
K2             | P1           | SUPPLEMENT | 2022-12-20  | U1
K3             | P1           | ANNUAL     | 2022-12-20  | U1
K4             | P1           | PERSONNEL  | 2023-06-30  | U1
K5             | P2           | ANNUAL     | 2022-12-20  | U1
"""


def test_each_declaration_beside_the_one_before():
    """The supplement K2 has no list: K3 follows it, and is compared with K1."""
    pairs = link.pairs(declarations(IN_ORDER), {"K1", "K3", "K4", "K5"})
    columns = [
        "declaration_id",
        "sequence_no",
        "previous_declaration_id",
        "baseline_declaration_id",
        "days",
        "has_asset_list",
    ]
    assert pairs[columns].astype(object).where(pairs[columns].notna(), None).to_numpy().tolist() == [
        ["K1", 1, None, None, None, True],
        ["K2", 2, "K1", "K1", 294, False],
        ["K3", 3, "K2", "K1", 294, True],
        ["K4", 4, "K3", "K3", 192, True],
        ["K5", 1, None, None, None, True],
    ]  # fmt: skip


def test_the_order_of_rows_does_not_matter():
    rows = declarations(IN_ORDER)
    expected = link.pairs(rows, set(rows.declaration_id))
    pd.testing.assert_frame_equal(link.pairs(rows[::-1], rows.declaration_id), expected)


def test_a_pair_says_how_sure_its_person_is():
    rows = declarations(FILED.format(**SAME))
    people, _ = link.link_people(rows)
    pairs = link.pairs(link.as_one_person(rows, people), set())
    assert pairs[["declarant_id", "link_reason", "link_confidence"]].to_numpy().tolist() == [
        ["P2", "id", 1.0],
        ["P2", "name_and_birth", 0.9],
    ]
    assert list(pairs.columns) == PAIRS.names


@pytest.mark.parametrize(
    ("case", "supplement", "later", "whole"),
    [
        ("additions only", ["700"], ["100", "200", "300", "700"], False),
        ("additions only, nothing after it", ["700"], [], False),
        ("everything listed again", ["100", "200", "300", "700"], ["100", "200", "300", "700"], True),
        ("everything was sold", ["700"], ["700"], True),
    ],
)
def test_a_supplement_that_lists_additions_only(parameters, case, supplement, later, whole):
    listed = {"K1": ["100", "200", "300"], "K2": supplement, "K3": later}
    rows = [
        (key, str(place), "house", float(area)) for key, areas in listed.items() for place, area in enumerate(areas)
    ]
    assets = ASSETS.conform(pd.DataFrame(rows, columns=["declaration_id", "item_no", "category", "area_m2"]))
    ids = link.whole_lists(declarations(IN_ORDER), assets, parameters)
    assert ("K2" in set(ids)) == whole, case
    assert "K1" in set(ids)
