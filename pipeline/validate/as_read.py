"""A row as it was read: its values, and the text of the cells that were interpreted."""

import json
from typing import Any

import numpy as np
import pandas as pd

from pipeline.model import PROVENANCE, Table

PLACES = {column.name for column in PROVENANCE}
RAW = "raw"
ENCODER = json.JSONEncoder(ensure_ascii=False)


def as_read(table: Table, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One dictionary a row: every known value, and under `raw` the texts that values were read from."""
    records: list[dict[str, Any]] = [{} for _ in range(len(rows))]
    for column in table:
        if column.name not in PLACES:
            known = rows[column.name].dropna()
            _put(records, rows[column.name], column.name, _plain(known, column.type))
    _put(records, rows[RAW], RAW, [raw_cells(raw) for raw in rows[RAW].dropna()])
    return records


def _put(records: list[dict[str, Any]], values: pd.Series, name: str, known: list[Any]) -> None:
    """The known values of a column into the records of their rows."""
    for place, value in zip(np.flatnonzero(values.notna()).tolist(), known, strict=True):
        records[place][name] = value


def _plain(known: pd.Series, type_name: str) -> list[Any]:
    """Values that JSON can hold: days as ISO text, whole numbers without a decimal point, infinity as text."""
    if type_name == "date":
        return list(known.dt.strftime("%Y-%m-%d"))
    if type_name in ("money", "integer", "number"):
        return [_number(value) for value in known.tolist()]
    return list(known.tolist())


def _number(value: float) -> int | float | str:
    if np.isinf(value):
        return str(value)
    return int(value) if value == int(value) else value


def raw_cells(raw: str) -> dict[str, Any]:
    """The cells of a `raw` column; text that is no JSON object stays as it is, under an empty name."""
    try:
        cells = json.loads(raw)
    except ValueError:
        cells = raw
    return cells if isinstance(cells, dict) else {"": cells}


def to_json(record: dict[str, Any]) -> str:
    return ENCODER.encode(record)


def text_of(record: dict[str, Any], column: str) -> str:
    """What stands in a column: the text as written where it was kept, else the value; empty where nothing stands."""
    return str(record.get(RAW, {}).get(column, record.get(column, "")))
