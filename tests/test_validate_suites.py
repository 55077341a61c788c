"""The suites in expectations/: one for every input table, readable, and without what Great Expectations does badly."""

import copy
import json
from typing import Any

import pytest

from pipeline.model import INPUTS
from pipeline.store.resources import load_suites
from pipeline.texts import LANGUAGES, catalogue
from pipeline.validate import Suite, read_suite, read_suites
from pipeline.validate.suites import TYPES

GOOD: dict[str, Any] = {
    "name": "assets",
    "meta": {"about": "Items."},
    "expectations": [
        {
            "type": "expect_column_values_to_be_between",
            "severity": "warning",
            "kwargs": {"column": "value_vnd", "min_value": 0},
            "meta": {"rule": "money", "on_failure": "quarantine", "text": "validate.money_in_range"},
        }
    ],
}


@pytest.fixture(scope="module")
def suites() -> dict[str, Suite]:
    return read_suites(load_suites())


def test_every_input_table_has_a_suite(suites: dict[str, Suite]) -> None:
    assert set(suites) == set(INPUTS)
    assert all(name == suite.name and suite.about for name, suite in suites.items())


def test_every_expectation_can_be_said_in_both_languages(suites: dict[str, Suite]) -> None:
    for language in LANGUAGES:
        say = catalogue(language)
        for suite in suites.values():
            for expectation in suite.expectations:
                assert f"{expectation.text}.rule" in say, expectation.text
                assert expectation.on_failure == "report" or f"{expectation.text}.why" in say, expectation.text


def test_no_sentence_accuses() -> None:
    for message_id, sentence in catalogue("vi").messages.items():
        if message_id.startswith("validate."):
            assert not any(word in sentence.lower() for word in ("gian dối", "vi phạm", "che giấu", "trung thực")), (
                sentence
            )


def test_a_critical_expectation_allows_some_rows_to_fail(suites: dict[str, Suite]) -> None:
    """One bad row must never stop a run: what can stop it says from which share on."""
    for suite in suites.values():
        for expectation in suite.expectations:
            assert expectation.severity != "critical" or not expectation.asserted or expectation.mostly < 1


def test_a_register_never_stops_a_run(suites: dict[str, Suite]) -> None:
    required = {"declarations", "family", "assets", "incomes", "movements", "liabilities"}
    registers = [suite for name, suite in suites.items() if name not in required]
    assert len(registers) == len(INPUTS) - len(required)
    assert not any(e.severity == "critical" for suite in registers for e in suite.expectations)


def test_the_json_means_the_same_to_great_expectations(suites: dict[str, Suite]) -> None:
    """Types, arguments and severities are its own: it builds every suite and gives the records back."""
    from great_expectations import ExpectationSuite

    for suite in suites.values():
        records = [expectation.record for expectation in suite.expectations]
        built = ExpectationSuite(name=suite.name, expectations=records).to_json_dict()["expectations"]
        assert [(e["type"], e["severity"]) for e in built] == [(e["type"], e["severity"]) for e in records]
        assert all(e["type"] in TYPES for e in built)


def changed(**changes: Any) -> dict[str, Any]:
    document = copy.deepcopy(GOOD)
    expectation = document["expectations"][0]
    for part, value in changes.items():
        expectation[part] = {**expectation[part], **value} if isinstance(value, dict) else value
    return document


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "expect_column_values_to_be_dateutil_parseable"}, "not one of the types in use"),
        ({"kwargs": {"column": "worth"}}, "neither a column nor computed"),
        ({"kwargs": {"column": "acquired_on", "min_value": "2000-01-01"}}, "written with its time"),
        ({"severity": "fatal"}, "not one of the words in use"),
        ({"meta": {"on_failure": "delete"}}, "not one of the words in use"),
    ],
)
def test_a_suite_that_cannot_hold_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=f"expectations/assets.json, money: .*{says}"):
        read_suite(changed(**change))


def test_a_rule_stands_once() -> None:
    document = changed()
    with pytest.raises(ValueError, match="a rule stands twice"):
        read_suite({**document, "expectations": document["expectations"] * 2})


def test_the_table_exists() -> None:
    with pytest.raises(ValueError, match="no input table yachts"):
        read_suite({**changed(), "name": "yachts"})


def test_a_good_suite_is_read() -> None:
    suite = read_suite(json.loads(json.dumps(changed())))
    assert suite.expectations[0].column == "value_vnd"
    assert suite.expectations[0].mostly == 1
