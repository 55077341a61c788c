"""The numbers of the law on a day: both regimes, the article, when each was compared with the text, and what is due."""

from datetime import date

import pytest

from pipeline.exports.law_parameters import last_checked, law_document, law_on, law_text
from pipeline.params import Parameters, parse
from pipeline.texts import catalogue


def told(parameters: Parameters, day: date, language: str = "vi") -> dict[str, dict[str, str]]:
    return law_on(parameters, day, catalogue(language)).set_index("about").to_dict("index")


THRESHOLD = "Giá trị từ đó tiền, vàng, giấy tờ có giá, động sản phải kê khai"


@pytest.mark.parametrize(
    ("day", "value", "since", "doubtful"),
    [
        (date(2019, 7, 1), "50.000.000 ₫", "01/07/2019", False),
        (date(2026, 6, 30), "50.000.000 ₫", "01/07/2019", False),
        (date(2026, 7, 1), "150.000.000 ₫", "01/07/2026", True),
    ],
)
def test_a_day_has_its_own_numbers(parameters: Parameters, day: date, value: str, since: str, doubtful: bool) -> None:
    row = told(parameters, day)[THRESHOLD]
    assert (row["value"], row["since"]) == (value, since)
    assert row["source"].startswith("36/2018/QH14, Điều 35")
    assert bool(row["to_check"]) == doubtful


def test_nothing_holds_before_the_first_law(parameters: Parameters) -> None:
    assert told(parameters, date(1999, 1, 1)) == {}


def test_ours_are_no_numbers_of_the_law(parameters: Parameters) -> None:
    legal = [name for name, parameter in parameters.items() if parameter.kind == "legal"]
    rows = law_on(parameters, date(2030, 1, 1), catalogue("en"))
    assert len(rows) == len(legal)
    assert rows.about.is_unique


@pytest.mark.parametrize(
    ("case", "checked_on", "doubt", "due"),
    [
        ("compared lately", "2026-01-01", "", False),
        ("compared a year and a day before", "2025-06-29", "", True),
        ("never compared", "", "", True),
        ("a doubt was noted", "2026-01-01", "article not read", True),
    ],
)
def test_what_is_due_for_a_check(parameters: Parameters, case: str, checked_on: str, doubt: str, due: bool) -> None:
    record = {
        "about": "Threshold.",
        "kind": "legal",
        "checked_on": date.fromisoformat(checked_on) if checked_on else None,
        "values": {date(2019, 7, 1): {"value": 1, "source": "Điều 1", "to_check": doubt}},
    }
    one = parse({"item_threshold_vnd": record})
    made = Parameters({**one.by_name, "law_check_days": parameters["law_check_days"]})
    assert bool(told(made, date(2026, 6, 30))[THRESHOLD]["to_check"]) == due, case


def test_both_languages_and_no_places_left(parameters: Parameters) -> None:
    day = last_checked(parameters)
    for language in ("vi", "en"):
        text = law_text(parameters, day, language)
        assert "{" not in text and "nan" not in text
    assert "50,000,000 ₫" in law_text(parameters, date(2026, 6, 30), "en")
    assert law_text(parameters, date(2026, 6, 30), "vi") != law_text(parameters, date(2026, 7, 1), "vi")


def test_the_page_has_every_dated_value(parameters: Parameters) -> None:
    values = [value for parameter in parameters.values() if parameter.kind == "legal" for value in parameter.values]
    assert law_document(parameters).count("\n| ") == len(values) + 2
