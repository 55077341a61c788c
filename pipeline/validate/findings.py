"""What the suites found, counted: per chunk, added up, and as the content of validation.json."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.validate.expectations import Outcome

WHAT = ["table", "rule", "type", "column", "severity", "on_failure", "text", "mostly", "min_rows"]
FINDINGS = {
    **dict.fromkeys(WHAT[:7], "str"),
    "mostly": "float64",
    "min_rows": "float64",
    "rows_checked": "int64",
    "rows_failed": "int64",
    "share": "float64",
    "success": "bool",
    "blocking": "bool",
}


def findings_of(table: str, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row is an expectation on the rows of one chunk."""
    return _judged(pd.DataFrame([_record(table, outcome) for outcome in outcomes], columns=list(FINDINGS)))


def _record(table: str, outcome: Outcome) -> dict[str, Any]:
    expectation = outcome.expectation
    return {
        "table": table,
        "rule": expectation.rule,
        "type": expectation.type,
        "column": expectation.column,
        "severity": expectation.severity,
        "on_failure": expectation.on_failure,
        "text": expectation.text,
        "mostly": expectation.mostly,
        "min_rows": 0 if expectation.asserted else expectation.kwargs.get("min_value", 0),
        "rows_checked": outcome.rows_checked,
        "rows_failed": outcome.rows_failed,
    }


def _judged(findings: pd.DataFrame) -> pd.DataFrame:
    """`share` of the rows checked that fail, `success`, and `blocking` where a critical one did not succeed."""
    share = findings["rows_failed"].astype("float64") / findings["rows_checked"].where(findings["rows_checked"] > 0)
    # Shares of a million rows differ by far more than the rounding of 1 - mostly.
    enough = share.isna() | (share <= 1 - findings["mostly"].astype("float64") + 1e-12)
    success = enough & (findings["rows_checked"] >= findings["min_rows"])
    blocking = ~success & findings["severity"].eq("critical")
    return findings.assign(share=share, success=success, blocking=blocking).astype(FINDINGS)


def merge_findings(chunks: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row is an expectation on all rows of its table: the chunks' counts added up, and judged anew."""
    held = [chunk for chunk in chunks if len(chunk)]
    if not held:
        return findings_of("", [])
    together = pd.concat(held, ignore_index=True)
    summed = together.groupby(WHAT, sort=False, as_index=False)[["rows_checked", "rows_failed"]].sum()
    return _judged(summed.reindex(columns=list(FINDINGS)))


def validation_json(findings: pd.DataFrame, rows: pd.DataFrame) -> dict[str, Any]:
    """The content of validation.json; `rows` has one row a table: table, rows_read, rows_accepted, rows_quarantined.

    Holds counts only, never a value of a row.
    """
    suites = [_suite(counts, findings[findings["table"] == counts["table"]]) for counts in rows.to_dict("records")]
    return {
        "success": not bool(findings["blocking"].any()),
        "rows_read": int(rows["rows_read"].sum()),
        "rows_accepted": int(rows["rows_accepted"].sum()),
        "rows_quarantined": int(rows["rows_quarantined"].sum()),
        "blocking": [result for suite in suites for result in suite["results"] if result["blocking"]],
        "suites": suites,
    }


def _suite(counts: dict[Any, Any], findings: pd.DataFrame) -> dict[str, Any]:
    read, accepted, quarantined = (int(counts[f"rows_{what}"]) for what in ("read", "accepted", "quarantined"))
    return {
        "table": counts["table"],
        "rows_read": read,
        "rows_accepted": accepted,
        "rows_quarantined": quarantined,
        "rows_add_up": read == accepted + quarantined,
        "success": bool(findings["success"].all()),
        "results": [_result(record) for record in findings.to_dict("records")],
    }


def _result(record: dict[Any, Any]) -> dict[str, Any]:
    """A finding as JSON: a share that nothing was checked for is null."""
    share = record["share"]
    return {str(name): value for name, value in record.items()} | {
        "share": None if pd.isna(share) else round(float(share), 6),
        "min_rows": int(record["min_rows"]),
    }
