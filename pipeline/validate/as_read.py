"""A row as it was read: its values, and the text of the cells that were interpreted."""

import json
from typing import Any

import numpy as np
import pandas as pd

from pipeline.model import PROVENANCE, Table

PLACES = {column.name for column in PROVENANCE}


def as_read(table: Table, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One dictionary a row: every known value, and under `raw` the texts that values were read from."""
    plain = pd.DataFrame({column.name: _plain(rows[column.name], column.type) for column in table})
    records = plain.to_dict("records")
    return [_known(record) for record in records]


def _plain(values: pd.Series, type_name: str) -> pd.Series:
    """Values that JSON can hold: days as ISO text, whole numbers without a decimal point."""
    if type_name == "date":
        days: pd.Series = values.dt.strftime("%Y-%m-%d")
        return days.astype(object)
    if type_name in ("money", "integer", "number"):
        finite = values.replace([np.inf, -np.inf], np.nan)
        whole = finite.notna() & (finite.abs() < 2**63) & (finite % 1 == 0)
        return values.astype(object).where(~whole, finite.where(whole, 0).astype("int64").astype(object))
    return values.astype(object)


def _known(record: dict[Any, Any]) -> dict[str, Any]:
    held = {name: value for name, value in record.items() if name not in PLACES and not pd.isna(value)}
    return held | ({"raw": raw_cells(record["raw"])} if not pd.isna(record["raw"]) else {})


def raw_cells(raw: str) -> dict[str, Any]:
    """The cells of a `raw` column; text that is no JSON object stays as it is, under an empty name."""
    try:
        cells = json.loads(raw)
    except ValueError:
        cells = raw
    return cells if isinstance(cells, dict) else {"": cells}


def to_json(record: dict[str, Any]) -> str:
    # An infinite number is written as text: JSON has none.
    return json.dumps(record, ensure_ascii=False, default=str)


def text_of(record: dict[str, Any], column: str) -> str:
    """What stands in a column: the text as written where it was kept, else the value; empty where nothing stands."""
    found = record.get("raw", {}).get(column, record.get(column, ""))
    return str(found)
