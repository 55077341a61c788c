"""Expectation suites: what good data look like, read from JSON that a person can review, and checked on the way in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model import INPUTS
from pipeline.validate.derived import DERIVED

# Only types that Great Expectations computes vectorised on pandas; the others loop over rows in Python.
TYPES = (
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_match_regex",
    "expect_table_row_count_to_be_between",
)
SEVERITIES = ("critical", "warning", "info")
ON_FAILURE = ("quarantine", "report")
PARAMETER = "$PARAMETER"


@dataclass(frozen=True)
class Expectation:
    """One expectation: the record of Great Expectations, and what becomes of a row that does not meet it."""

    type: str
    kwargs: Mapping[str, Any]
    severity: str
    rule: str
    on_failure: str
    text: str
    column: str

    @property
    def asserted(self) -> str:
        """The column that Great Expectations sees; empty for a check of the whole table."""
        return str(self.kwargs.get("column", ""))

    @property
    def mostly(self) -> float:
        """Share of the rows that must meet it."""
        return float(self.kwargs.get("mostly", 1.0))

    @property
    def record(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "kwargs": dict(self.kwargs),
            "meta": {"rule": self.rule},
            "severity": self.severity,
        }


@dataclass(frozen=True)
class Suite:
    """The expectations of one canonical table."""

    name: str
    about: str
    expectations: tuple[Expectation, ...]

    @property
    def parameters(self) -> set[str]:
        """Names of the dated numbers that the expectations refer to."""
        bounds = (value for expectation in self.expectations for value in expectation.kwargs.values())
        return {bound[PARAMETER] for bound in bounds if isinstance(bound, dict)}


def read_suites(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Suite]:
    """Suites by table from the content of `expectations/*.json`; raises ValueError that names suite and rule."""
    return {name: read_suite(document) for name, document in sorted(documents.items())}


def read_suite(document: Mapping[str, Any]) -> Suite:
    """One suite, checked: known table, columns, types and words, one rule an id."""
    name = document["name"]
    if name not in INPUTS:
        raise ValueError(f"expectations/{name}.json: there is no input table {name}")
    expectations = tuple(_expectation(name, record) for record in document["expectations"])
    rules = [expectation.rule for expectation in expectations]
    if len(set(rules)) < len(rules):
        raise ValueError(f"expectations/{name}.json: a rule stands twice")
    return Suite(name, document["meta"]["about"], expectations)


def _expectation(table: str, record: Mapping[str, Any]) -> Expectation:
    meta, kwargs = record["meta"], record["kwargs"]
    expectation = Expectation(
        record["type"],
        kwargs,
        record["severity"],
        meta["rule"],
        meta["on_failure"],
        meta["text"],
        meta.get("column", "" if kwargs.get("column") in DERIVED else kwargs.get("column", "")),
    )
    _refuse(table, expectation, _fault(table, expectation))
    return expectation


def _refuse(table: str, expectation: Expectation, fault: str) -> None:
    if fault:
        raise ValueError(f"expectations/{table}.json, {expectation.rule}: {fault}")


def _fault(table: str, expectation: Expectation) -> str:
    """What is wrong with an expectation; empty where nothing is."""
    asserted = expectation.asserted
    if expectation.type not in TYPES:
        return f"{expectation.type} is not one of the types in use"
    if expectation.severity not in SEVERITIES or expectation.on_failure not in ON_FAILURE:
        return "severity or on_failure is not one of the words in use"
    if asserted and asserted not in INPUTS[table].by_name and asserted not in DERIVED:
        return f"{asserted} is neither a column nor computed"
    if any(_is_bare_day(bound) for bound in expectation.kwargs.values()):
        return "a day is written with its time, 2000-01-01T00:00:00"
    return ""


def _is_bare_day(bound: Any) -> bool:
    # Great Expectations turns a bare day into a type that cannot be compared with a column of dates.
    return isinstance(bound, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", bound) is not None
