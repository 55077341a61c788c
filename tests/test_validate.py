"""The check of rows: nothing is lost, the reasons are plain, and Great Expectations finds what pandas finds."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import ASSETS, DECLARATIONS, FAMILY, INCOMES, INPUTS, QUARANTINE
from pipeline.model.vocabulary import CATEGORIES
from pipeline.params import Parameters
from pipeline.store.resources import load_suites
from pipeline.validate import Checked, Given, check, merge_findings, read_suite, read_suites, validation_json
from pipeline.validate.expectations import crash_messages
from tests.conftest import PROJECT
from tests.tables import table

SUITES = read_suites(load_suites())
TODAY = dt.date(2026, 11, 23)
Checks = Callable[..., Checked]


@pytest.fixture
def checked(parameters: Parameters) -> Checks:
    """Checks rows written as text or given as a frame."""

    def run(name: str, rows: str | pd.DataFrame, language: str = "vi", **related: pd.DataFrame) -> Checked:
        frame = table(rows) if isinstance(rows, str) else rows
        given_now = Given(TODAY, parameters, language, related)
        return check(name, INPUTS[name].conform(frame), SUITES[name], given_now)

    return run


def finding(checked: Checked, rule: str) -> dict[str, Any]:
    found = checked.findings[checked.findings["rule"] == rule].to_dict("records")
    assert len(found) == 1
    return found[0]


DECLARED = table("""
    case         | declaration_id | declarant_id | kind   | declared_on | unit_code | source_file | rule
    good         | K1             | A            | FIRST  | 2024-12-20  | U1        | d.csv       |
    today        | K2             | A            | ANNUAL | 2026-11-23  | U1        | d.csv       |
    tomorrow     | K3             | A            | ANNUAL | 2026-11-24  | U1        | d.csv       | declared_on
    last century | K4             | A            | ANNUAL | 1999-12-31  | U1        | d.csv       | declared_on
    no such kind | K5             | A            | YEARLY | 2025-12-20  | U1        | d.csv       | vocabulary
    no unit      | K6             | A            | ANNUAL | 2025-12-20  |           | d.csv       | required
    two contents | K7             | A            | ANNUAL | 2025-12-20  | U1        | d.csv       | unique
    two contents | K7             | A            | ANNUAL | 2025-12-21  | U1        | d.csv       | unique
    copied       | K8             | A            | ANNUAL | 2025-12-20  | U1        | d.csv       |
    copied       | K8             | A            | ANNUAL | 2025-12-20  | U1        | e.csv       | copy
    a rounded id | 2.02E+09       |              | ANNUAL | 2025-12-20  | U1        | d.csv       | required;readable
""").assign(source_row=lambda rows: rows.index.astype("float64"))


def test_which_declarations_are_set_aside(checked: Checks) -> None:
    cases = DECLARED
    result = checked("declarations", DECLARED)
    aside = result.quarantine.set_index(["source_file", "source_row"])["rule"]
    expected = cases.dropna(subset="rule").set_index(["source_file", "source_row"])["rule"]
    assert aside.sort_index().to_dict() == expected.sort_index().to_dict()
    assert result.accepted["declaration_id"].tolist() == ["K1", "K2", "K8"]
    assert isinstance(result.accepted.index, pd.RangeIndex)


def test_order_of_rows_does_not_matter(checked: Checks) -> None:
    order = ["source_file", "source_row"]
    rows = DECLARED
    one, other = (checked("declarations", frame) for frame in (rows, rows.sample(frac=1, random_state=3)))
    for part in ("accepted", "quarantine"):
        frames = [getattr(result, part).sort_values(order, ignore_index=True) for result in (one, other)]
        pd.testing.assert_frame_equal(*frames)
    pd.testing.assert_frame_equal(one.findings, other.findings)


def test_a_row_set_aside_keeps_what_was_read(checked: Checks) -> None:
    rows = table("""
        declaration_id | item_no | category   | name | value_vnd | area_m2 | acquired_on | source_file | source_row
        K1             | 1       | land_other | Rẫy  | -5        | 12.5    | 2020-01-31  | a.xlsx      | 12
    """).assign(source_sheet="Tài sản", raw='{"value_vnd": "âm 5 đ"}')
    result = checked("assets", rows, declarations=table("declaration_id | unit_code\nK1 | U7"))
    row = result.quarantine.iloc[0]
    assert list(result.quarantine) == QUARANTINE.names
    assert json.loads(row["row"]) == {
        "declaration_id": "K1",
        "item_no": "1",
        "category": "land_other",
        "name": "Rẫy",
        "value_vnd": -5,
        "area_m2": 12.5,
        "acquired_on": "2020-01-31",
        "raw": {"value_vnd": "âm 5 đ"},
    }
    assert "Rẫy" in row["row"]
    assert row[["table", "source_file", "source_sheet", "source_row", "unit_code", "rule", "column"]].tolist() == [
        "assets",
        "a.xlsx",
        "Tài sản",
        12,
        "U7",
        "money_in_range",
        "value_vnd",
    ]
    assert row["reason"] == (
        "Cột giá trị, đồng (value_vnd) ghi “âm 5 đ”; số tiền phải trong khoảng từ 0 đến 9.007.199.254.740.991 đồng. "
        "Đề nghị kiểm tra và ghi lại bằng đồng."
    )


def test_all_reasons_of_a_row_are_told(checked: Checks) -> None:
    result = checked("assets", "item_no | category | value_vnd\n1 | castle | -5", "en")
    row = result.quarantine.iloc[0]
    assert row["rule"] == "required;vocabulary;money_in_range"
    assert row["column"] == "declaration_id;category;value_vnd"
    assert "Column declaration (declaration_id) is empty" in row["reason"]
    assert (
        "Column category (category) says “castle”, which is not one of the agreed words (land_residential, "
        in row["reason"]
    )
    assert "Column value, VND (value_vnd) says “-5”; an amount has to be between 0 and " in row["reason"]


def test_rows_of_unknown_declarations_are_set_aside(checked: Checks) -> None:
    declarations = table("declaration_id | kind\nK1 | ANNUAL")
    items = "declaration_id | item_no | category\nK1 | 1 | house\nK2 | 1 | house"
    result = checked("assets", items, declarations=declarations)
    assert result.quarantine["rule"].tolist() == ["declared"]
    assert finding(result, "declared") | {"rows_checked": 2, "rows_failed": 1} == finding(result, "declared")
    none_accepted = checked("assets", items, declarations=declarations.head(0))
    assert none_accepted.quarantine["rule"].tolist() == ["declared", "declared"]
    assert finding(checked("assets", items), "declared")["rows_checked"] == 0


def test_oddities_of_the_law_are_counted_and_the_row_is_kept(checked: Checks) -> None:
    declarations = table("declaration_id | kind | declared_on | unit_code\nK1 | FIRST | 2025-12-20 | U1")
    family = """
        declaration_id | person_no | relation    | birth_date | personal_id
        K1             | 1         | minor_child | 2007-12-20 | A123
        K1             | 2         | minor_child | 2007-12-21 | 048080123456
    """
    result = checked("family", family, declarations=declarations)
    assert result.quarantine.empty
    assert finding(result, "child_age")["rows_failed"] == 1
    assert finding(result, "personal_id")["rows_failed"] == 1
    incomes = checked("incomes", "declaration_id | recipient | amount_vnd\nK1 | spouse | 5", declarations=declarations)
    assert len(incomes.accepted) == 1
    assert finding(incomes, "V01")["rows_failed"] == 1


def test_amounts_that_cannot_be_held_are_set_aside(checked: Checks) -> None:
    rows = pd.DataFrame(
        {
            "declaration_id": "K1",
            "item_no": [str(number) for number in range(5)],
            "category": "money",
            "value_vnd": [np.nan, 0, 2.0**53 - 1, 2.0**53, np.inf],
        }
    )
    result = checked("assets", rows)
    assert result.accepted["item_no"].tolist() == ["0", "1", "2"]
    assert '"value_vnd": 9007199254740992' in result.quarantine["row"][0]
    assert '"value_vnd": "inf"' in result.quarantine["row"][1]


def test_a_foreign_pack_passes(checked: Checks) -> None:
    """Ids, certificates and registrations of other countries are text; nothing of theirs is set aside."""
    declarations = """
        declaration_id | declarant_id | kind   | declared_on | unit_code | personal_id
        2008-立-陳      | 陳○○         | ANNUAL | 2008-11-01  | 立法院     |
        kosovo/2010/7   | Deputet 7    | FIRST  | 2010-03-31  | Kuvendi   | 1-2-3
    """
    result = checked("declarations", declarations)
    assert result.quarantine.empty
    items = checked(
        "assets",
        """
        declaration_id | item_no | category           | certificate_no | registration_no | currency | foreign_amount
        2008-立-陳      | 土-1    | land_other         | 0012-0003      |                 | NTD      | 300
        2008-立-陳      | 車-1    | registered_vehicle |                | AB-1234         | 歐元      | 1
        """,
        declarations=result.accepted,
    )
    assert items.quarantine.empty
    assert finding(items, "plate")["rows_failed"] == 1


def test_empty_and_hopeless_tables(checked: Checks) -> None:
    """Every table takes no rows at all and rows of nulls alone; the latter are all set aside."""
    for name, model in INPUTS.items():
        empty = checked(name, model.empty())
        assert len(empty.accepted) == len(empty.quarantine) == 0
        hopeless = checked(name, model.conform(pd.DataFrame(index=range(2))))
        assert len(hopeless.quarantine) == 2, name
        assert hopeless.quarantine["reason"].str.contains("bắt buộc").all()


def random_items(count: int, seed: int) -> pd.DataFrame:
    """Items that are wrong in many ways and combinations."""
    dice = np.random.default_rng(seed)

    def pick(*values: Any) -> pd.Series:
        return pd.Series(dice.choice(np.array(values, dtype=object), count))

    return ASSETS.conform(
        pd.DataFrame(
            {
                "declaration_id": pick("K1", "K2", "K3", "K9", None),
                "item_no": pick("1", "2", "3", "2.02E+09"),
                "category": pick(*CATEGORIES, "castle", None),
                "holder": pick("spouse", "boss", None),
                "name": pick("Không có", "Nhà", None),
                "value_vnd": pick(-5.0, 0.0, 5.0, 1e16, None),
                "value_unknown_reason": pick("cũ", None),
                "area_m2": pick(-1.0, 100.0, 3e7, None),
                "currency": pick("USD", "đô la", None),
                "acquired_on": pd.to_datetime(pick("1890-01-01", "2020-01-01", "2027-01-01", None)),
            }
        )
    )


def oracle(rows: pd.DataFrame) -> dict[str, tuple[int, set[int]]]:
    """Rows checked and positions that fail, by plain pandas, written without the suites."""
    value, area, acquired = rows["value_vnd"], rows["area_m2"], rows["acquired_on"]
    key = ["declaration_id", "item_no"]
    content = [name for name in rows if not str(name).startswith("source_") and name != "raw"]
    several = rows.duplicated(key, keep=False)
    conflict = several & (rows.drop_duplicates(content).groupby(key, dropna=False).size() > 1).reindex(
        pd.MultiIndex.from_frame(rows[key])
    ).to_numpy(dtype=bool)
    copied = several & ~conflict & rows.duplicated(key, keep="first")
    worthless = value.fillna(0).eq(0) & area.isna()
    everywhere = pd.Series(True, index=rows.index)
    failing = {
        "required": (everywhere, rows[["declaration_id", "item_no", "category"]].isna().any(axis=1)),
        "vocabulary": (everywhere, rows["category"].eq("castle")),
        "optional_vocabulary": (everywhere, rows["holder"].eq("boss")),
        "readable": (everywhere, rows["item_no"].eq("2.02E+09")),
        "declared": (everywhere, ~rows["declaration_id"].isin(["K1", "K2", "K3"])),
        "copy": (everywhere, copied),
        "unique": (everywhere, conflict),
        "DQ06": (worthless, rows["name"].eq("Không có")),
        "money_in_range": (value.notna(), (value < 0) | (value > 2**53 - 1)),
        "area_in_range": (area.notna(), area < 0),
        "DQ07": (area.notna(), area > 2e7),
        "V06": (value.isna(), rows["value_unknown_reason"].isna()),
        "value_not_zero": (value.notna(), value == 0),
        "acquired_on": (acquired.notna(), (acquired.dt.year < 1900) | (acquired > pd.Timestamp(TODAY))),
        "currency": (rows["currency"].notna(), rows["currency"].eq("đô la")),
    }
    return {rule: (int(among.sum()), set(rows.index[among & bad])) for rule, (among, bad) in failing.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_great_expectations_finds_what_pandas_finds(checked: Checks, seed: int) -> None:
    rows = random_items(300, seed).assign(source_row=np.arange(300.0))
    result = checked("assets", rows, declarations=table("declaration_id | kind\nK1 | ANNUAL\nK2 | ANNUAL\nK3 | ANNUAL"))
    found = result.quarantine.assign(rule=result.quarantine["rule"].str.split(";")).explode("rule")
    for rule, (checked_rows, positions) in oracle(rows).items():
        counted = finding(result, rule)
        assert (counted["rows_checked"], counted["rows_failed"]) == (checked_rows, len(positions)), rule
        if counted["on_failure"] == "quarantine":
            assert set(found.loc[found["rule"] == rule, "source_row"].astype(int)) == positions, rule


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 40), seed=st.integers(0, 10**6), cut=st.integers(0, 40))
def test_no_row_is_lost_and_chunks_add_up(checked: Checks, count: int, seed: int, cut: int) -> None:
    rows = random_items(count, seed).drop_duplicates(["declaration_id", "item_no"]).assign(source_row=1.0)
    before = rows.copy()
    whole = checked("assets", rows)
    parts = [checked("assets", part) for part in (rows.iloc[:cut], rows.iloc[cut:])]
    pd.testing.assert_frame_equal(rows, before)
    assert len(whole.accepted) + len(whole.quarantine) == len(rows)
    pd.testing.assert_frame_equal(merge_findings([part.findings for part in parts]), whole.findings)
    set_aside = pd.concat([part.quarantine for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(set_aside, whole.quarantine)


FINDINGS_OF_CHUNKS = """
    case                                   | chunks        | blocking
    all good                               | 0/10 0/10     | false
    just half of all fail                  | 10/10 0/10    | false
    more than half of all fail             | 10/10 1/10    | true
    a bad chunk among good ones            | 10/10 0/90    | false
    nothing to check                       | 0/0           | false
"""


def test_what_stops_a_run_is_judged_on_all_chunks(checked: Checks) -> None:
    cases = table(FINDINGS_OF_CHUNKS)
    one = checked("declarations", DECLARED).findings
    for case in cases.to_dict("records"):
        counts = [map(int, chunk.split("/")) for chunk in case["chunks"].split()]
        chunks = [
            one.assign(
                rows_failed=one["rows_failed"].where(one["rule"] != "required", failed),
                rows_checked=one["rows_checked"].where(one["rule"] != "required", rows),
            )
            for failed, rows in counts
        ]
        merged = merge_findings(chunks)
        assert merged.set_index("rule")["blocking"]["required"] == case["blocking"], case


def test_a_pack_without_declarations_stops_the_run(checked: Checks) -> None:
    nothing = checked("declarations", DECLARATIONS.empty())
    assert finding(nothing, "rows")["blocking"]
    assert not merge_findings([nothing.findings, checked("declarations", DECLARED).findings])["blocking"].any()


def test_half_good_declarations_go_on_and_mostly_bad_ones_stop(checked: Checks) -> None:
    rows = DECLARED.head(4).drop(columns="source_file")
    assert not checked("declarations", rows).findings["blocking"].any()
    worse = checked("declarations", rows.tail(3))
    assert worse.findings.query("blocking")["rule"].tolist() == ["declared_on"]


def test_an_expectation_that_crashes_raises(parameters: Parameters) -> None:
    broken = {
        "type": "expect_column_values_to_match_regex",
        "severity": "info",
        "kwargs": {"column": "name", "regex": "("},
        "meta": {"rule": "broken", "on_failure": "report", "text": "validate.plate"},
    }
    suite = read_suite({"name": "assets", "meta": {"about": "Broken."}, "expectations": [broken]})
    rows = ASSETS.conform(table("name\nNhà"))
    with pytest.raises(RuntimeError, match="expectation broken crashed"):
        check("assets", rows, suite, Given(TODAY, parameters))


@pytest.mark.parametrize(
    ("exception_info", "messages"),
    [
        ({"raised_exception": False, "exception_traceback": None, "exception_message": None}, []),
        ({"raised_exception": True, "exception_traceback": "", "exception_message": "flat"}, ["flat"]),
        ({"metric-id": {"raised_exception": True, "exception_message": "by metric"}}, ["by metric"]),
        ({}, []),
    ],
)
def test_both_shapes_of_a_crash_are_seen(exception_info: dict[str, Any], messages: list[str]) -> None:
    assert crash_messages(exception_info) == messages


LISTENING = """
import datetime, socket, sys
calls = []
socket.socket.connect = lambda *arguments: calls.append(arguments)
socket.getaddrinfo = lambda *arguments, **named: calls.append(arguments)
from pipeline.model import ASSETS
from pipeline.store.resources import load_parameters, load_suites
from pipeline.validate import Given, check, read_suites
rows = ASSETS.empty().reindex(range(3))
given = Given(datetime.date(2026, 11, 23), load_parameters())
checked = check("assets", rows, read_suites(load_suites())["assets"], given)
assert "great_expectations" in sys.modules and len(checked.quarantine) == 3
print(calls)
"""


def test_nobody_is_called() -> None:
    """From the import of Great Expectations to the findings: no name is looked up, no connection opened."""
    ended = subprocess.run([sys.executable, "-c", LISTENING], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_validation_json_counts_and_holds_no_values(checked: Checks) -> None:
    result = checked("declarations", DECLARED)
    rows = table("""
        table        | rows_read | rows_accepted | rows_quarantined
        declarations | 12        | 3             | 9
        units        | 0         | 0             | 0
    """)
    content = validation_json(result.findings, rows)
    text = json.dumps(content, allow_nan=False)
    declarations, units = content["suites"]
    assert content["success"]
    assert (content["rows_read"], content["rows_accepted"], content["rows_quarantined"]) == (12, 3, 9)
    assert declarations["rows_add_up"]
    assert not declarations["success"]
    assert [r["rows_failed"] for r in declarations["results"] if r["rule"] == "declared_on"] == [2]
    assert units["results"] == []
    assert "K7" not in text
    assert "YEARLY" not in text


def test_validation_json_says_what_stopped_the_run(checked: Checks) -> None:
    bad = checked("family", FAMILY.conform(pd.DataFrame(index=range(3))))
    rows = table("table | rows_read | rows_accepted | rows_quarantined\nfamily | 4 | 0 | 3")
    content = validation_json(bad.findings, rows)
    assert not content["success"]
    assert [(result["table"], result["rule"]) for result in content["blocking"]] == [("family", "required")]
    assert not content["suites"][0]["rows_add_up"]


def test_findings_of_a_table_without_a_total(checked: Checks) -> None:
    """Incomes without totals: the comparison of totals has nothing to check, which is not the same as good."""
    rows = INCOMES.conform(table("declaration_id | recipient | source | amount_vnd\nK1 | spouse | rent | 5"))
    counted = finding(checked("incomes", rows), "DQ05")
    assert (counted["rows_checked"], counted["success"]) == (0, True)
    assert np.isnan(counted["share"])
