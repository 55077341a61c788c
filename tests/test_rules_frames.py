"""The frames that rules judge: kinship and posts with their periods, firms and tenders, gifts, land, sales, years."""

import numpy as np
import pandas as pd
import pytest

from pipeline.model import TABLES
from pipeline.params import Parameters
from pipeline.rules import RULES
from pipeline.rules.evaluate import evaluate
from pipeline.rules.filings import filing_by_person, filing_by_unit, missing_years
from pipeline.rules.frames import prepare
from pipeline.rules.gather import combine, gather
from pipeline.rules.ties import kinship
from pipeline.texts import catalogue
from tests.tables import table

FIRMS = ("0400123456", "0400000001", "0400000002", "0400000003", "0400000004")
IN_OFFICE = {"kind": "ANNUAL", "unit_code": "U1", "is_leader": True, "post_field": "land", "has_asset_list": True}


def given(**texts: str) -> dict[str, pd.DataFrame]:
    """Tables by name, each from its text table; officials lead the land office U1 since 2020."""
    tables = {name: TABLES[name].conform(table(text)) for name, text in texts.items()}
    office = {**IN_OFFICE, "appointed_on": pd.Timestamp("2020-01-01")}
    positions = TABLES["positions"].conform(tables["positions"].assign(**office))
    empty = {name: TABLES[name].empty() for name in ("assets", "incomes", "item_changes", "explained", "family")}
    return {**empty, **tables, "positions": positions}


# Lan leads the land office since 2020; two declarations, the last of 2025.
LAN = {
    "declarations": """
        declaration_id | declarant_id | kind   | declared_on | unit_code | full_name
        L24            | LAN          | ANNUAL | 2024-12-20  | U1        | Trần Thị Lan
        L25            | LAN          | ANNUAL | 2025-12-20  | U1        | Trần Thị Lan
    """,
    "positions": """
        declaration_id | declarant_id | declared_on | previous_declared_on | baseline_declaration_id
        L24            | LAN          | 2024-12-20  |                      |
        L25            | LAN          | 2025-12-20  | 2024-12-20           | L24
    """,
}
KIN = """
    person_id | relative_id | relation
    LAN       | MINH        | spouse
    NAM       | MINH        | sibling
    LAN       | BA          | parent
"""
FIRM = {
    "companies": """
        company_id | name             | field        | registered_on
        C1         | Công ty An Phú   | construction | 2024-10-01
    """,
    "company_roles": """
        company_id | person_id | role    | from_date  | to_date
        C1         | MINH      | owner   | 2024-10-01 | 2025-06-30
        C1         | NAM       | founder | 2024-10-01 |
    """,
}


def flags_of(rule_id: str, tables: dict[str, pd.DataFrame], parameters: Parameters) -> pd.DataFrame:
    return evaluate(RULES[rule_id], prepare(tables, parameters), parameters, catalogue("vi"))[0].reset_index(drop=True)


def test_relations_hold_both_ways_and_reach_two_declared_steps() -> None:
    kin = kinship(TABLES["relations"].conform(table(KIN)), pd.Series(["LAN", "MINH", "NOBODY"]))
    found = {
        (a, b): (r, g) for a, b, r, g in kin[["person_id", "relative_id", "relation", "grade"]].itertuples(index=False)
    }
    assert found["LAN", "MINH"] == ("spouse", "id")
    assert found["MINH", "LAN"] == ("spouse", "id")
    assert found["LAN", "NAM"] == ("sibling_in_law", "strong")
    assert found["MINH", "BA"] == ("parent_in_law", "strong")
    assert kin.loc[kin.person_id == "NOBODY", "relation"].tolist() == ["unknown"]


POSTS_CASES = [
    ("together", "accountant | 2021-01-01 | ", {"L24", "L25"}),
    ("the relative left before the second declaration's time", "accountant | 2021-01-01 | 2024-12-01", {"L24"}),
    ("the relative came after the first declaration", "accountant | 2025-03-01 | ", {"L25"}),
    ("the relative came after the last declaration: seen at once", "accountant | 2026-03-01 | ", {"L25"}),
    ("another post", "member | 2021-01-01 | ", set()),
    ("the relative left before the appointment", "accountant | 2015-01-01 | 2019-12-31", set()),
]


@pytest.mark.parametrize(("name", "post", "flagged"), POSTS_CASES)
def test_a_relative_in_a_money_post_counts_while_both_posts_hold(
    name: str, post: str, flagged: set[str], parameters: Parameters
) -> None:
    posts = f"""
        person_id | unit_code | role | from_date | to_date
        MINH | U1 | {post}
    """
    flags = flags_of("CI06", given(**LAN, relations=KIN, posts=posts), parameters)
    assert set(flags.declaration_id) == flagged
    assert (flags.severity == 4).all() and (flags.grade == "id").all()


def test_a_relative_in_law_weighs_two_steps_less(parameters: Parameters) -> None:
    posts = "person_id | unit_code | role | from_date\nNAM | U1 | accountant | 2021-01-01"
    flags = flags_of("CI06", given(**LAN, relations=KIN, posts=posts), parameters)
    assert set(flags.grade) == {"strong"} and set(flags.severity) == {2}


def test_an_official_without_relations_on_file_is_not_evaluated(parameters: Parameters) -> None:
    others = "person_id | relative_id | relation\nX | Y | spouse"
    posts = "person_id | unit_code | role | from_date\nY | U1 | accountant | 2021-01-01"
    frames = prepare(given(**LAN, relations=others, posts=posts), parameters)
    outcomes = evaluate(RULES["CI06"], frames, parameters, catalogue("vi"))[1]
    assert outcomes.groupby("outcome").declarations.sum().to_dict() == {"clear": 0, "not_evaluated": 2}


def test_a_tender_counts_while_the_relative_holds_the_firm(parameters: Parameters) -> None:
    contracts = """
        contract_id | unit_code | company_id | stage | decided_on | value_vnd
        before      | U1        | C1         | award | 2024-09-01 | 900
        held        | U1        | C1         | award | 2025-03-01 | 900
        elsewhere   | U2        | C1         | award | 2025-03-01 | 900
        bid_after   | U1        | C1         | bid   | 2026-02-01 | 900
    """
    tables = given(**LAN, **FIRM, relations=KIN, contracts=contracts)
    awards, bids = flags_of("CI10", tables, parameters), flags_of("CI11", tables, parameters)
    by_grade = awards.set_index("grade")
    assert by_grade.loc["id", ["declaration_id", "severity", "amount_vnd"]].tolist() == ["L25", 4, 900]
    assert by_grade.loc["strong", "severity"] == 2, "the brother-in-law, by inferred relation"
    # The husband left the firm in June 2025; his brother is still there when it bids after the last declaration.
    assert bids[["declaration_id", "grade"]].values.tolist() == [["L25", "strong"]]


def test_a_young_firm_is_told_from_an_old_one(parameters: Parameters) -> None:
    contracts = """
        contract_id | unit_code | company_id | stage | decided_on | value_vnd
        young       | U1        | C1         | award | 2025-03-01 | 900
    """
    flags = flags_of("CI15", given(**LAN, **FIRM, relations=KIN, contracts=contracts), parameters)
    assert flags.observed.tolist() == [151, 151]


def test_land_is_compared_with_the_next_project_of_its_commune(parameters: Parameters) -> None:
    items = """
        declarant_id | declaration_id | item_no | state | cause    | declared_on | acquired_on | commune_code
        LAN          | L25            | 1       | new   | purchase | 2025-12-20  | 2025-02-01  | X1
        LAN          | L25            | 2       | new   | purchase | 2025-12-20  | 2025-02-01  | X2
        LAN          | L25            | 3       | new   |          | 2025-12-20  |             | X1
    """
    projects = """
        project_id | commune_code | announced_on | name
        old        | X1           | 2024-01-01   | Chợ cũ
        next       | X1           | 2025-08-01   | Khu đô thị
        later      | X1           | 2029-08-01   | Cầu
    """
    tables = given(**LAN, item_changes=items, projects=projects)
    tables["item_changes"] = tables["item_changes"].assign(category="land_residential", value_after_vnd=900.0)
    flags = flags_of("RE07", tables, parameters)
    assert flags[["item_no", "observed"]].values.tolist() == [["1", 181.0]]
    assert "Khu đô thị" in flags.reason[0]
    outcomes = evaluate(RULES["RE07"], prepare(tables, parameters), parameters, catalogue("vi"))[1]
    assert outcomes.loc[outcomes.outcome == "not_evaluated", "rows"].tolist() == [1]


def test_communes_merged_by_a_reform_stay_apart_where_both_papers_are_of_before(parameters: Parameters) -> None:
    """X1 and X2 became N1 in July 2025: a project in X1 is no neighbour of a plot in X2; one in N1 may be of both."""
    items = """
        declarant_id | declaration_id | item_no | previous_item_no | previous_declaration_id | state | cause    | declared_on | acquired_on | commune_code
        LAN          | L24            | 1       |                  |                         | new   | purchase | 2024-12-20  | 2024-02-01  | N1
        LAN          | L24            | 2       |                  |                         | new   | purchase | 2024-12-20  | 2024-03-01  | N1
        LAN          | L25            | 3       |                  | L24                     | new   | purchase | 2025-12-20  | 2025-08-01  | N1
        LAN          | L25            | 1       | 1                | L24                     | kept  |          | 2025-12-20  | 2024-02-01  | N1
    """  # noqa: E501
    assets = """
        declaration_id | item_no | category         | commune_code
        L24            | 1       | land_residential | X1
        L24            | 2       | land_residential | X2
        L25            | 1       | land_residential | N1
        L25            | 3       | land_residential | N1
    """
    projects = """
        project_id | commune_code | announced_on | name
        P1         | X1           | 2024-05-01   | Khu đô thị
        P2         | N1           | 2025-10-01   | Cầu mới
    """
    changes = """
        old_code | new_code | from_date
        X1       | N1       | 2025-07-01
        X2       | N1       | 2025-07-01
    """
    tables = given(**LAN, item_changes=items, assets=assets, projects=projects, commune_changes=changes)
    tables["item_changes"] = tables["item_changes"].assign(category="land_residential", value_after_vnd=900.0)
    near = prepare(tables, parameters)["land_ahead"].set_index("item_no")
    assert near.project_name.to_dict() == {"1": "Khu đô thị", "2": "Cầu mới", "3": "Cầu mới"}
    assert near.lead_days.to_dict() == {"1": 90, "2": 579, "3": 61}
    assert near.estate_there_before_count["3"] == 1, "who held land there before has a tie to the place"


def test_an_old_cost_alone_says_little_of_what_a_plot_may_bring(parameters: Parameters) -> None:
    """Without an official price the cost grows by a tenth a year, so fifteen years make four times of it."""
    items = """
        declarant_id | declaration_id | previous_item_no | state | declared_on | acquired_on | value_before_vnd
        LAN          | L25            | 1                | gone  | 2025-12-20  | 2010-12-20  | 100000000
    """
    tables = given(**LAN, item_changes=items)
    tables["item_changes"] = tables["item_changes"].assign(category="land_residential")
    sold = prepare(tables, parameters)["plot_sales"].plausible_vnd
    assert sold.round(-6).tolist() == [418_000_000]
    tables["item_changes"] = tables["item_changes"].assign(acquired_on=pd.NaT)
    assert prepare(tables, parameters)["plot_sales"].plausible_vnd.isna().all()


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("Công ty TNHH MTV Xây dựng An Phú", "strong"),
        ("cty tnhh xd An Phú", "strong"),
        ("Công ty CP An Phú, MST 0400123456", "id"),
        ("0400123456", "id"),
        ("Trần An Phú", None),
        ("Công ty TNHH Thiên Ân", None),
        ("Công ty cổ phần Bình Minh", "strong"),
    ],
)
def test_a_payer_is_known_by_tax_code_or_by_its_name_without_the_legal_form(
    written: str, grade: str | None, parameters: Parameters
) -> None:
    """Two firms of one name but for the legal form are told apart by the whole name only."""
    companies = """
        company_id | name
        0400123456 | Công ty TNHH MTV Xây dựng An Phú
        0400000001 | Công ty TNHH Bình Minh
        0400000002 | Công ty cổ phần Bình Minh
        0400000003 | Công ty cổ phần Thiên Ân
        0400000004 | Doanh nghiệp tư nhân Thiên Ân
    """
    supervised = "\n".join(["unit_code | party_id | matter", *(f"U1 | {n} | Cấp phép" for n in FIRMS)])
    incomes = "declaration_id | recipient | source | payer\nL25 | declarant | other | x"
    tables = given(**LAN, companies=companies, supervised=supervised, incomes=incomes)
    tables["incomes"] = tables["incomes"].assign(payer=written)
    assert prepare(tables, parameters)["paid_incomes"].party_id.notna().tolist() == [grade is not None]
    flags = flags_of("IN06", tables, parameters)
    assert flags.grade.tolist() == ([grade] if grade else [])


def test_a_gift_is_kept_for_working_days(parameters: Parameters) -> None:
    gifts = """
        person_id | received_on | giver          | value_vnd | handed_in_on
        LAN       | 2025-06-06  | Công ty An Phú | 5         | 2025-06-13
        LAN       | 2025-06-06  | Ông Bình       | 5         | 2025-06-16
        LAN       | 2025-09-01  | Bà Cúc         | 5         |
    """
    flags = flags_of("GI01", given(**LAN, gifts=gifts), parameters)
    assert sorted(flags.observed) == [6.0, np.busday_count("2025-09-01", "2025-12-20")], "a week is five working days"


def test_the_same_sale_told_twice_is_counted_and_parts_are_not(parameters: Parameters) -> None:
    explained = """
        declaration_id | category         | source     | direction | amount_vnd  | text
        L24            | money            | asset_sale | in        | 540_000_000 | bán thửa đất ở 329,8 m2
        L25            | money            | asset_sale | in        | 540_000_000 | Đã bán thửa đất với giá 540 triệu
        L24            | money            | asset_sale | in        | 700_000_000 | bán thửa đất 100 m2
        L25            | money            | asset_sale | in        | 700_000_000 | bán thửa đất 80 m2
    """
    flags = flags_of("UW18", given(**LAN, explained=explained), parameters)
    assert flags[["declaration_id", "amount_vnd", "observed"]].values.tolist() == [["L25", 540_000_000, 2]]


def test_a_year_without_declaration_is_missing_once_it_is_closed(parameters: Parameters) -> None:
    obliged = table("""
        declarant_id | year | unit_code | kind
        LAN          | 2023 | U1        | ANNUAL
        LAN          | 2024 | U1        | ANNUAL
        LAN          | 2025 | U1        | ANNUAL
        BINH         | 2024 | U1        | ANNUAL
    """).assign(year=lambda frame: frame.year.astype("float64"))
    tables = given(**LAN)
    years = missing_years(tables["positions"], obliged, parameters, None).set_index("year")
    assert years.declared_count.to_dict() == {2023: 0, 2024: 1, 2025: 1}
    assert years.year_closed.fillna(False).astype(bool).to_dict() == {2023: True, 2024: True, 2025: False}
    unit = filing_by_unit(filing_by_person(tables["positions"], obliged, parameters), parameters).set_index("year")
    assert unit.loc[2024, ["obliged", "declared", "missing", "awaited"]].tolist() == [2, 1, 1, 0]
    assert unit.loc[2025, ["declared", "missing", "awaited"]].sum() == unit.loc[2025, "obliged"]


def test_what_everybody_declares_is_put_together(parameters: Parameters) -> None:
    tables = given(
        declarations="""
            declaration_id | declarant_id | declared_on | full_name        | personal_id | unit_code
            A1             | A            | 2025-12-01  | Trần Văn An      | 001         | U1
            B1             | B            | 2025-12-02  | Lê Thị Bình      | 002         | U1
            C1             | C            | 2025-12-03  | Phạm Văn Cường   | 003         | U1
        """,
        positions="declaration_id | declarant_id | explanation | liquid_before_vnd\n"
        + "".join(f"{name}1 | {name} | Tiền tích lũy nhiều năm của gia đình để dành | 100\n" for name in "AB"),
        family="declaration_id | person_no | relation | personal_id\nA1 | 1 | spouse | 002",
        assets="""
            declaration_id | item_no | category         | kind | name                   | certificate_no | value_vnd
            A1             | 1       | land_residential |      | Đất ở                  | CĐ 111111      | 900
            B1             | 1       | land_residential |      | Đất ở                  | CĐ111111       | 900
            C1             | 1       | land_residential |      | Đất ở                  | cđ 111.111     | 900
            A1             | 2       | money            | lent | Cho Lê Thị Bình vay    |                | 500
            B1             | 2       | money            | lent | Cho anh Trần Văn An vay |               | 500
        """,
    )
    together = combine([gather(tables)], parameters)
    numbers = together["shared"].query("what == 'number'").set_index("declaration_id")
    assert numbers.declarants.to_dict() == {"A1": 3, "B1": 3, "C1": 3}, "one number however it is written"
    assert numbers.loc["A1", "are_household"] or numbers.loc["A1", "other_id"] == "C"
    assert set(together["shared"].query("what == 'text'").declaration_id) == {"A1", "B1"}
    loans = together["loans"]
    assert loans[["lender_id", "borrower_id", "cycle_count"]].values.tolist() == [["A", "B", 2.0], ["B", "A", 2.0]]
    assert (loans.grade == "weak").all()
