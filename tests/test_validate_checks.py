"""Each computed check, as a table of cases: what is good, what is not, and where the check does not apply."""

import datetime as dt

import pandas as pd
import pytest

from pipeline.model import INPUTS
from pipeline.params import Parameters
from pipeline.validate import Given
from pipeline.validate.derived import DERIVED
from pipeline.validate.given import looked
from tests.tables import table

# A column of a case that is not of the table: what the case shows, and what the check must say.
CASES = {
    ("declarations", "ok_required"): """
        case            | declaration_id | declarant_id | kind   | declared_on | unit_code | good
        all there       | K1             | A            | ANNUAL | 2025-12-20  | U1        | true
        no day          | K1             | A            | ANNUAL |             | U1        | false
        no unit         | K1             | A            | ANNUAL | 2025-12-20  |           | false
    """,
    ("declarations", "ok_vocabulary"): """
        case            | kind   | good
        a word          | ANNUAL | true
        not a word      | YEARLY | false
        empty           |        | true
    """,
    ("assets", "ok_vocabulary"): """
        case                       | category | holder | good
        both words                 | house    | spouse | true
        an optional word is wrong  | house    | cousin | true
        the required word is wrong | castle   | spouse | false
    """,
    ("assets", "ok_optional_vocabulary"): """
        case                       | category | holder | good
        both words                 | house    | spouse | true
        an optional word is wrong  | house    | cousin | false
        none given                 | house    |        | true
    """,
    ("declarations", "ok_readable"): """
        case                           | declaration_id       | declarant_id | good
        plain                          | K-2025/01            | 00123        | true
        any script                     | 2012年-陳            | c0ffee       | true
        looks like an exponent         | K1                   | 1E05         | true
        rounded by a spreadsheet       | 2.02E+09             | 1            | false
        the same with a comma          | 2,02E+09             | 1            | false
        a byte that was lost           | K\N{REPLACEMENT CHARACTER}1 | 1     | false
        the person's code is unreadable| K1                   | 4,8E+10      | false
    """,
    ("declarations", "ok_period"): """
        case        | period_start | period_end | good
        a year      | 2025-01-01   | 2025-12-31 | true
        one day     | 2025-01-01   | 2025-01-01 | true
        turned      | 2025-12-31   | 2025-01-01 | false
        open        | 2025-12-31   |            |
    """,
    ("posts", "ok_period"): """
        case        | from_date  | to_date    | good
        turned      | 2025-12-31 | 2025-01-01 | false
        still held  | 2025-12-31 |            |
    """,
    ("declarations", "ok_period_filed"): """
        case                     | period_end | declared_on | good
        ends before              | 2025-12-15 | 2025-12-20  | true
        ends on the day          | 2025-12-20 | 2025-12-20  | true
        ends after               | 2025-12-31 | 2025-12-20  | false
        not stated               |            | 2025-12-20  |
    """,
    ("relations", "ok_different"): """
        case            | person_id | relative_id | good
        two persons     | A         | B           | true
        one person      | A         | A           | false
    """,
    ("units", "ok_different"): """
        case            | unit_code | successor_code | good
        no successor    | U1        |                |
        its own         | U1        | U1             | false
    """,
    ("declarations", "ok_number_of_birth_year"): """
        case                    | personal_id  | birth_date | good
        a man of 1980           | 048080123456 | 1980-02-02 | true
        a woman of 1980         | 048180123456 | 1980-02-02 | true
        a woman of 2004         | 048304123456 | 2004-02-02 | true
        the year is another     | 048081123456 | 1980-02-02 | false
        the century is another  | 048280123456 | 1980-02-02 | false
        the old nine digits     | 201234567    | 1980-02-02 |
        a zero was lost         | 48080123456  | 1980-02-02 |
        no birth date           | 048080123456 |            |
    """,
    ("assets", "ok_value_or_reason"): """
        case                  | value_vnd | value_unknown_reason | good
        a value               | 5         |                      |
        none, with a reason   |           | đất ông bà để lại    | true
        none, without         |           |                      | false
    """,
    ("assets", "ok_value_not_zero"): """
        case      | value_vnd | good
        a value   | 5         | true
        nought    | 0         | false
        unknown   |           |
    """,
    ("assets", "ok_is_an_item"): """
        case                          | name           | note     | value_vnd | certificate_no | area_m2 | good
        an item with a value          | Không          |          | 5         |                |         |
        an item without a value       | Thửa đất số 12 |          |           |                |         | true
        none, in capitals             | KHÔNG CÓ       |          | 0         |                |         | false
        none, in the note             |                | Không có |           |                |         | false
        none, but with a certificate  | Không          |          |           | BA 123456      |         |
        none, but with an area        | không          |          |           |                | 100     |
        nothing at all                |                |          |           |                |         | true
    """,
    ("assets", "ok_certificate_stated"): """
        case                    | category         | certificate_no | note                         | good
        land with a number      | land_residential | BA 123456      |                              | true
        land without            | land_other       |                |                              | false
        none granted, and said  | land_residential |                | Chưa được cấp giấy chứng nhận | true
        not land                | money            |                |                              |
    """,
    ("assets", "ok_certificate_pattern"): """
        case              | category         | certificate_no | good
        two letters, six  | land_residential | BA 123456      | true
        Vietnamese letter | land_residential | CĐ456789       | true
        eight digits      | land_other       | AA 01234567    | true
        a plot instead    | land_other       | thửa 12 tờ 3   | false
        not stated        | land_other       |                |
        an account        | money            | 0011223344     |
    """,
    ("assets", "ok_plate_pattern"): """
        case           | category           | registration_no | good
        a car          | registered_vehicle | 43A-123.45      | true
        a motorcycle   | registered_vehicle | 92-H1 123.45    | true
        no plate       | registered_vehicle | chưa đăng ký    | false
        not a vehicle  | land_other         | chưa đăng ký    |
    """,
    ("assets", "ok_area_in_m2"): """
        case                   | raw                                   | good
        square metres          | {"area_m2": "1.200 m2"}               | true
        sao                    | {"area_m2": "2 sào"}                  | false
        hectares               | {"area_m2": "0,5 ha"}                 | false
        not of the area        | {"value_vnd": "2 sào đất, 500 triệu"} |
        nothing interpreted    |                                       |
    """,
    ("assets", "ok_money_kind"): """
        case       | category | kind    | good
        a deposit  | money    | deposit | true
        unclear    | money    | tiền    | false
        not money  | house    | cấp 4   |
    """,
    ("assets", "ok_currency_stated"): """
        case          | foreign_amount | currency | good
        both          | 100            | USD      | true
        amount alone  | 100            |          | false
        neither       |                |          |
    """,
    ("movements", "ok_increase_explained"): """
        case                 | value_change_vnd | explanation | good
        more, with words     | 5                | tiền lương  | true
        more, without        | 5                |             | false
        less                 | -5               |             |
        no value             |                  |             |
    """,
    ("declarations", "age_years"): """
        case                   | birth_date | declared_on | good
        the day before 18      | 2007-12-21 | 2025-12-20  | 17
        the birthday           | 2007-12-20 | 2025-12-20  | 18
        unknown                |            | 2025-12-20  |
    """,
    ("incomes", "total_gap_share"): """
        case                     | declaration_id | recipient | source | amount_vnd | good
        total equal to its parts | K1             | declarant |        | 300        | 0
        a part                   | K1             | declarant | salary | 200        |
        another part             | K1             | declarant | rent   | 100        |
        a total 10 % above       | K1             | spouse    |        | 200        | 0.1
        its only part            | K1             | spouse    | salary | 180        |
        a total without parts    | K2             | declarant |        | 300        |
    """,
}

RELATED = {
    "declarations": """
        declaration_id | kind   | declared_on | personal_id  | unit_code
        K1             | FIRST  | 2024-12-20  | 048080123456 | U1
        K2             | ANNUAL | 2025-12-20  |              | U1
    """,
    "movements": """
        declaration_id | category
        K1             | house
        K2             | income
    """,
    "incomes": """
        declaration_id
        K1
    """,
}
CASES_WITH_RELATED = {
    ("assets", "ok_declared"): """
        case          | declaration_id | good
        there         | K1             | true
        not there     | K9             | false
        none          |                | false
    """,
    ("incomes", "ok_not_first"): """
        case          | declaration_id | good
        first         | K1             | false
        yearly        | K2             | true
        not there     | K9             |
    """,
    ("assets", "ok_acquired_before"): """
        case              | declaration_id | acquired_on | good
        before            | K1             | 2020-01-01  | true
        on the day        | K1             | 2024-12-20  | true
        after             | K1             | 2024-12-21  | false
        day unknown       | K1             |             |
        not there         | K9             | 2020-01-01  |
    """,
    ("family", "ok_own_number"): """
        case                 | declaration_id | personal_id  | good
        another's            | K1             | 048180123456 | true
        the declarant's      | K1             | 048080123456 | false
        declarant's unknown  | K2             | 048080123456 |
    """,
    ("family", "child_age_years"): """
        case            | declaration_id | relation    | birth_date | good
        a baby          | K1             | minor_child | 2024-12-20 | 0
        17              | K1             | minor_child | 2006-12-21 | 17
        18              | K1             | minor_child | 2006-12-20 | 18
        not yet born    | K1             | minor_child | 2025-01-01 | -1
        a spouse        | K1             | spouse      | 1980-01-01 |
    """,
    ("family", "ok_one_spouse"): """
        case            | declaration_id | relation    | good
        one of two      | K1             | spouse      | false
        the other       | K1             | spouse      | false
        a child         | K1             | minor_child |
        the only one    | K2             | spouse      | true
    """,
    ("declarations", "ok_change_stated"): """
        case                        | declaration_id | kind   | no_change_stated | good
        first                       | K1             | FIRST  |                  |
        with rows                   | K2             | ANNUAL |                  | true
        without                     | K3             | ANNUAL |                  | false
        said that nothing changed   | K4             | ANNUAL | true             | true
    """,
    ("declarations", "ok_no_change_and_none"): """
        case                        | declaration_id | no_change_stated | good
        a change of assets          | K1             | true             | false
        the line of income alone    | K2             | true             | true
        nothing claimed             | K3             | false            |
    """,
    ("declarations", "ok_income_stated"): """
        case            | declaration_id | kind       | good
        with            | K1             | ANNUAL     | true
        without         | K2             | ANNUAL     | false
        not asked for   | K3             | SUPPLEMENT |
    """,
}
NO_PARAMETERS = Parameters({})


def said(name: str, check: str, text: str, related: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What a check says of each case beside what it should say."""
    cases = table(text)
    rows = INPUTS[name].conform(cases)
    under_check = looked(name, rows, Given(dt.date(2026, 11, 23), NO_PARAMETERS, related=related))
    return pd.DataFrame({"case": cases["case"], "expected": cases["good"], "said": DERIVED[check](under_check)})


def agrees(cases: pd.DataFrame) -> pd.Series:
    both_unknown = cases["expected"].isna() & cases["said"].isna()
    return both_unknown | (cases["expected"].astype("Float64") == cases["said"].astype("Float64")).fillna(False)


@pytest.mark.parametrize(("name", "check"), CASES)
def test_a_row_by_itself(name: str, check: str) -> None:
    cases = said(name, check, CASES[name, check], {})
    assert agrees(cases).all(), cases.to_string()


@pytest.mark.parametrize(("name", "check"), CASES_WITH_RELATED)
def test_a_row_beside_others(name: str, check: str) -> None:
    related = {other: table(text) for other, text in RELATED.items()}
    cases = said(name, check, CASES_WITH_RELATED[name, check], related)
    assert agrees(cases).all(), cases.to_string()


@pytest.mark.parametrize(
    ("name", "check"), [key for key in CASES_WITH_RELATED if key[1] not in ("ok_one_spouse", "child_age_years")]
)
def test_what_is_not_at_hand_is_not_tested(name: str, check: str) -> None:
    cases = said(name, check, CASES_WITH_RELATED[name, check], {})
    assert cases["said"].isna().all(), cases.to_string()


def test_every_check_has_cases() -> None:
    # ok_unique and ok_not_a_copy: tests/test_validate_repeated.py
    tested = {check for _, check in [*CASES, *CASES_WITH_RELATED]} | {"ok_unique", "ok_not_a_copy"}
    assert tested == set(DERIVED)
