"""Canonical rows against the suites in `expectations/`: accepted rows, quarantine, and counted findings."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.validate.expectations import run
from pipeline.validate.findings import findings_of, merge_findings, validation_json
from pipeline.validate.given import Given, looked
from pipeline.validate.incomplete import incomplete_declarations
from pipeline.validate.reasons import quarantined
from pipeline.validate.repeated import identities, in_several, repeats
from pipeline.validate.suites import Expectation, Suite, read_suite, read_suites

__all__ = [
    "Checked",
    "Expectation",
    "Given",
    "Suite",
    "check",
    "identities",
    "in_several",
    "incomplete_declarations",
    "merge_findings",
    "read_suite",
    "read_suites",
    "repeats",
    "validation_json",
]


@dataclass(frozen=True)
class Checked:
    """Rows of one table after the check: every row is either in `accepted` or in `quarantine`."""

    accepted: pd.DataFrame
    quarantine: pd.DataFrame
    findings: pd.DataFrame


def check(table: str, rows: pd.DataFrame, suite: Suite, given: Given) -> Checked:
    """Rows of a canonical table (a chunk of them) against its suite.

    A row that fails an expectation whose consequence is quarantine is set aside with its reasons; the other
    findings are counted and the row is kept. Raises RuntimeError where an expectation itself crashes.
    """
    under_check = looked(table, rows.reset_index(drop=True), given)
    outcomes = run(under_check, suite)
    aside = quarantined(under_check, outcomes)
    kept = np.ones(len(rows), dtype=bool)
    for outcome in outcomes:
        kept[outcome.positions] = False
    accepted = under_check.rows[kept].reset_index(drop=True)
    if len(accepted) + len(aside) != len(rows):
        raise RuntimeError(f"{table}: {len(rows)} rows became {len(accepted)} accepted and {len(aside)} quarantined")
    return Checked(accepted, aside, findings_of(table, outcomes))
