"""Why a row is set aside, in plain words, and the row as a line of the quarantine."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipeline.model import QUARANTINE
from pipeline.texts import Catalogue, catalogue
from pipeline.validate.as_read import as_read, text_of, to_json
from pipeline.validate.expectations import Outcome
from pipeline.validate.given import Looked
from pipeline.validate.row_checks import faulty_cells
from pipeline.validate.suites import PARAMETER, Expectation

# Rules and columns of a row with several reasons stand in one cell each, in the same order.
JOINED = ";"


def quarantined(looked: Looked, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row of QUARANTINE for each row that fails an expectation, with all its reasons, rules and columns."""
    positions = np.unique(np.concatenate([np.array([], dtype="int64"), *(outcome.positions for outcome in outcomes)]))
    rows = looked.rows.iloc[positions]
    records = as_read(looked.table, rows)
    told = _told(looked, outcomes, dict(zip(positions.tolist(), records, strict=True)))
    aside = rows[["source_row", "source_sheet", "source_place"]].assign(
        table=looked.table.name,
        source_file=rows["source_file"].fillna(""),
        row=[to_json(record) for record in records],
        unit_code=_unit(looked).iloc[positions],
        **told,
    )
    return QUARANTINE.conform(aside.reset_index(drop=True))


def _unit(looked: Looked) -> pd.Series:
    return looked.rows["unit_code"] if "unit_code" in looked.rows else looked.of_declaration("unit_code")


def _told(looked: Looked, outcomes: Sequence[Outcome], records: dict[int, dict[str, Any]]) -> dict[str, list[str]]:
    """`reason`, `rule` and `column` of each row in the order of `records`, those of several expectations together."""
    told: dict[int, list[tuple[str, str, str]]] = {position: [] for position in records}
    for outcome in outcomes:
        for position, *said in _reasons(looked, outcome, records):
            told[position].append((said[0], said[1], said[2]))
    together = zip(("reason", "rule", "column"), (" ", JOINED, JOINED), range(3), strict=True)
    return {name: [joint.join(said[part] for said in told[row]) for row in told] for name, joint, part in together}


def _reasons(looked: Looked, outcome: Outcome, records: dict[int, dict[str, Any]]) -> list[tuple[int, str, str, str]]:
    """Position, sentence, rule and column for each cell at fault in the rows that fail one expectation."""
    if not len(outcome.positions):
        return []
    expectation = outcome.expectation
    cells = faulty_cells(looked, looked.rows.iloc[outcome.positions], expectation.asserted, expectation.column)
    faulty_rows, faulty_columns = np.nonzero(cells.to_numpy())
    positions = outcome.positions[faulty_rows].tolist()
    columns = cells.columns.to_numpy()[faulty_columns].tolist()
    say = _sentences(looked, expectation)
    return [
        (position, say(column, records[position], position), expectation.rule, column)
        for position, column in zip(positions, columns, strict=True)
    ]


def _sentences(looked: Looked, expectation: Expectation) -> Callable[[str, dict[str, Any], int], str]:
    """What to say of a column, record and position that fail an expectation."""
    say = catalogue(looked.given.language)
    message_id = f"{expectation.text}.why"
    bounds = _bounds(expectation, looked, say)
    # Only sentences on repeated rows name another row.
    other = looked.verdicts["other_place"].to_dict() if "{other}" in say.messages[message_id] else {}

    def sentence(column: str, record: dict[str, Any], position: int) -> str:
        words = looked.table.by_name[column].vocabulary if column in looked.table.by_name else ()
        places = {"found": text_of(record, column), "words": ", ".join(words), "other": other.get(position, "")}
        return say(message_id, column=label(say, column), **places, **bounds)

    return sentence


def label(say: Catalogue, column: str) -> str:
    """A column as a clerk calls it, with its name in the file."""
    message_id = f"validate.column.{column}"
    return f"{say(message_id)} ({column})" if message_id in say else column


def _bounds(expectation: Expectation, looked: Looked, say: Catalogue) -> dict[str, str]:
    """The limits of an expectation as they are read."""
    ends = {"low": "min_value", "high": "max_value"}
    return {end: _bound(expectation.kwargs.get(name), looked, say) for end, name in ends.items()}


def _bound(bound: Any, looked: Looked, say: Catalogue) -> str:
    if isinstance(bound, dict):
        name = bound[PARAMETER]
        return say.day(looked.given.today) if name == "today" else say.number(looked.given.parameters.number(name))
    if isinstance(bound, str):
        return say.day(pd.Timestamp(bound))
    return "" if bound is None else say.number(bound, 2)
