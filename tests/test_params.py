"""A number of the law is the one in force on the day that decides."""

import datetime as dt

import pandas as pd
import pytest

from pipeline import params

LINE = {
    "line_vnd": {
        "about": "A line.",
        "kind": "legal",
        "checked_on": dt.date(2026, 11, 23),
        "values": {
            dt.date(2019, 7, 1): {"value": 50, "source": "Article 35"},
            dt.date(2026, 7, 1): {"value": 150, "source": "Article 35 amended", "to_check": "text not read"},
        },
    }
}


@pytest.mark.parametrize(
    ("case", "day", "expected"),
    [
        ("before the law", "2019-06-30", None),
        ("first day", "2019-07-01", 50),
        ("last day of the old value", "2026-06-30", 50),
        ("first day of the new value", "2026-07-01", 150),
    ],
)
def test_value_in_force(case, day, expected):
    line = params.parse(LINE)
    days = pd.Series(pd.to_datetime([day])).astype("datetime64[ns]")
    found = line.in_force("line_vnd", days).iloc[0]
    assert (pd.isna(found) and expected is None) or found == expected, case


def test_an_unknown_day_has_no_value():
    days = pd.Series([pd.NaT], dtype="datetime64[ns]")
    assert params.parse(LINE).in_force("line_vnd", days).isna().all()


def test_source_and_need_of_a_check_follow_the_day():
    line = params.parse(LINE)
    days = pd.Series(pd.to_datetime(["2025-12-31", "2026-12-31"])).astype("datetime64[ns]")
    assert list(line.sources("line_vnd", days)) == ["Article 35", "Article 35 amended"]
    assert list(line.to_check("line_vnd", days)) == [False, True]


def test_as_of_shows_the_regime_of_that_day():
    before = params.parse(LINE).as_of(dt.date(2026, 6, 30))
    assert before.value("line_vnd", dt.date(2026, 12, 31)) == 50


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "guess"}, "legal or analytic"),
        ({"values": {dt.date(2019, 7, 1): {"value": 1}}}, "cites its article"),
        ({"kind": "analytic"}, "states its rationale"),
    ],
)
def test_a_parameter_without_its_reference_is_refused(change, named):
    with pytest.raises(ValueError, match=f"line_vnd.*{named}"):
        params.parse({"line_vnd": LINE["line_vnd"] | change})


def test_every_shipped_legal_value_was_checked_on_a_day_or_says_that_it_is_to_be_checked(parameters):
    legal = [parameter for parameter in parameters.values() if parameter.kind == "legal"]
    unsaid = [p.name for p in legal if p.checked_on is None and not all(value.to_check for value in p.values)]
    assert unsaid == []


OFFICE = {"house_vnd": {"value": 7, "reason": "high prices here", "author": "Phòng 2"}}
OURS = {
    "house_vnd": {"about": "-", "kind": "analytic", "rationale": "-", "values": {dt.date(2019, 7, 1): {"value": 5}}}
}


def test_an_office_may_change_what_is_ours_and_says_why():
    found = params.overlaid(params.parse(LINE | OURS), OFFICE)
    assert found.value("house_vnd") == 7
    assert found["house_vnd"].on(dt.date(2026, 1, 1)).source == "Phòng 2: high prices here"


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"line_vnd": OFFICE["house_vnd"]}, "line_vnd: is a number of the law"),
        ({"unheard_vnd": OFFICE["house_vnd"]}, "unheard_vnd: there is no such"),
        ({"house_vnd": {"value": 7}}, "house_vnd: give value, reason and author"),
    ],
)
def test_what_an_office_may_not_change_is_named(record, named):
    with pytest.raises(ValueError, match=named):
        params.overlaid(params.parse(LINE | OURS), record)
