"""Running expectations with Great Expectations: how many rows were checked, how many failed, and which.

Rows are given to it in narrow frames without nulls (all true-or-false columns together, every other column by
itself), because it copies the whole frame for each expectation on a column that has nulls.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.validate.derived import DERIVED, derive
from pipeline.validate.given import Given, Looked
from pipeline.validate.suites import Expectation, Suite

# Values stay out of the results: they are personal, and listing them is slow. Positions are complete.
WITH_POSITIONS = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
NO_POSITIONS = np.array([], dtype="int64")


@dataclass(frozen=True)
class Outcome:
    """What an expectation found: rows it applies to, rows that fail, and (for quarantine) their positions."""

    expectation: Expectation
    rows_checked: int
    rows_failed: int
    positions: np.ndarray


@dataclass(frozen=True)
class Batch:
    """A frame without nulls for Great Expectations, and where its rows stand in the table."""

    frame: pd.DataFrame
    positions: np.ndarray | None
    not_applicable: dict[str, int]


def run(looked: Looked, suite: Suite) -> list[Outcome]:
    """The outcome of every expectation of a suite on these rows, in the suite's order."""
    columns, numbers, definition = _columns(looked, suite), _numbers(suite, looked.given), _definition()
    outcomes: dict[str, Outcome] = {}
    for batch, expectations in _batches(columns, suite.expectations):
        for on_failure in ("quarantine", "report"):
            part = [e for e in expectations if e.on_failure == on_failure]
            outcomes |= {o.expectation.rule: o for o in _validated(definition, batch, part, numbers)}
    return [outcomes[expectation.rule] for expectation in suite.expectations]


def _columns(looked: Looked, suite: Suite) -> pd.DataFrame:
    """The columns that the suite speaks of: the table's own and the computed ones."""
    asserted = list(dict.fromkeys(e.asserted for e in suite.expectations if e.asserted))
    computed = derive(looked, [name for name in asserted if name in DERIVED])
    return pd.concat([looked.rows[[name for name in asserted if name not in DERIVED]], computed], axis="columns")


def _batches(columns: pd.DataFrame, expectations: Sequence[Expectation]) -> Iterable[tuple[Batch, list[Expectation]]]:
    """Narrow frames with the expectations that they serve."""
    truths = [name for name in columns if columns[name].dtype in ("bool", "boolean")]
    yield _truths(columns[truths]), [e for e in expectations if not e.asserted or e.asserted in truths]
    for name in columns.columns.difference(truths, sort=False):
        yield _known(columns[[name]]), [e for e in expectations if e.asserted == name]


def _truths(columns: pd.DataFrame) -> Batch:
    """Where a check does not apply it cannot fail; those rows are counted apart."""
    frame = columns.fillna(True).astype(bool)
    return Batch(frame, None, {str(name): int(columns[name].isna().sum()) for name in columns})


def _known(column: pd.DataFrame) -> Batch:
    known = column.notna().to_numpy()[:, 0]
    return Batch(column[known].reset_index(drop=True), np.flatnonzero(known), {})


def _numbers(suite: Suite, given: Given) -> dict[str, Any]:
    """The day of the run and the dated numbers that the suite refers to, as Great Expectations takes them."""
    today = {"today": f"{given.today.isoformat()}T00:00:00"}
    return today | {name: given.parameters.number(name) for name in suite.parameters - {"today"}}


def _definition() -> Any:
    """Where Great Expectations takes frames from: a context that lives in memory, writes nothing and calls nobody."""
    # Imported here, because it takes seconds and only this stage needs it.
    from great_expectations import get_context
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    bars: Any = {"globally": False, "metric_calculations": False}
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    quiet = DataContextConfig(store_backend_defaults=stores, analytics_enabled=False, progress_bars=bars)
    rows = get_context(mode="ephemeral", project_config=quiet).data_sources.add_pandas("rows")
    return rows.add_dataframe_asset("rows").add_batch_definition_whole_dataframe("rows")


def _validated(
    definition: Any, batch: Batch, expectations: list[Expectation], numbers: dict[str, Any]
) -> list[Outcome]:
    """The outcomes of expectations with one kind of consequence on one frame."""
    if not expectations or len(batch.frame) == 0:
        return [Outcome(expectation, 0, 0, NO_POSITIONS) for expectation in expectations]
    wanted = WITH_POSITIONS if expectations[0].on_failure == "quarantine" else COUNTS_ONLY
    results = _results(definition, batch.frame, expectations, wanted, numbers)
    return [_outcome(batch, expectation, results[expectation.rule]) for expectation in expectations]


def _results(
    definition: Any,
    frame: pd.DataFrame,
    expectations: list[Expectation],
    wanted: dict[str, Any],
    numbers: dict[str, Any],
) -> dict[str, dict[str, Any]]:
    """The result of each rule; an expectation that crashed raises, so that it never looks like bad data."""
    from great_expectations import ExpectationSuite

    suite = ExpectationSuite(name="rows", expectations=[expectation.record for expectation in expectations])
    batch = definition.get_batch(batch_parameters={"dataframe": frame})
    validated = batch.validate(suite, result_format=wanted, expectation_parameters=numbers)
    for result in validated.results:
        if crashes := crash_messages(result.exception_info):
            raise RuntimeError(f"expectation {_rule(result)} crashed: {crashes[0]}")
    return {_rule(result): result.result for result in validated.results}


def _rule(result: Any) -> str:
    return str(result.expectation_config.meta["rule"])


def crash_messages(exception_info: dict[str, Any]) -> list[str]:
    """Messages of what was raised; Great Expectations writes it flat, or by the id of the metric."""
    records = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    return [str(record["exception_message"]) for record in records if record.get("raised_exception")]


def _outcome(batch: Batch, expectation: Expectation, result: dict[str, Any]) -> Outcome:
    if "observed_value" in result:
        return Outcome(expectation, int(result["observed_value"]), 0, NO_POSITIONS)
    checked = result["element_count"] - result["missing_count"] - batch.not_applicable.get(expectation.asserted, 0)
    positions = np.asarray(result.get("unexpected_index_list", ()), dtype="int64")
    in_table = positions if batch.positions is None else batch.positions[positions]
    return Outcome(expectation, int(checked), int(result["unexpected_count"]), in_table)
