"""What the text of a cell was read as, and how a column is read: plain cells at once, each other text one time."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa


class Reading(NamedTuple):
    """One cell: `value` in `unit`; `problem` (the id of a sentence) where it cannot be read for certain.

    `unknown` is the text that says why there is no value; a cell with it, or without both, is legal.
    """

    value: Any = None
    unit: str = ""
    confidence: float = 1.0
    raw: str = ""
    problem: str | None = None
    currency: str | None = None
    foreign_amount: float | None = None
    unknown: str | None = None


TEXT = pd.StringDtype(na_value=np.nan)
_NUMBERS = ("confidence", "foreign_amount")


def odd_frame(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings as a frame with all columns of Reading; texts are `str`, numbers float64, values objects."""
    kinds: dict[str, Any] = (
        dict.fromkeys(Reading._fields, "str") | {"value": "object"} | dict.fromkeys(_NUMBERS, "float64")
    )
    return pd.DataFrame(
        {
            name: readings[name].astype(kind)
            if name in readings.columns
            else pd.Series(index=readings.index, dtype=kind)
            for name, kind in kinds.items()
        },
        index=readings.index,
    )


def frame_of(readings: Sequence[Reading]) -> pd.DataFrame:
    """The same of some readings, column by column."""
    columns = dict(zip(Reading._fields, zip(*readings, strict=True), strict=True))
    values = np.empty(len(readings), dtype="object")
    values[:] = columns.pop("value")
    numbers = {name: np.array(columns.pop(name), dtype="float64") for name in _NUMBERS}
    texts = {name: pd.array(np.array(held, dtype="object"), dtype=TEXT) for name, held in columns.items()}
    arrays = {"value": values} | numbers | texts
    return pd.DataFrame({name: arrays[name] for name in Reading._fields}, copy=False)


NOTHING_ODD = odd_frame(pd.DataFrame())


class ColumnReading(NamedTuple):
    """A column: its values, and for the cells that were not plain what was made of each (columns of Reading)."""

    values: pd.Series
    odd: pd.DataFrame


def problem(raw: str, problem_id: str) -> Reading:
    return Reading(raw=raw, confidence=0.0, problem=problem_id)


def read_column(
    texts: pd.Series, plain: Callable[[pd.Series], pd.Series], parse: Callable[[str], Reading]
) -> ColumnReading:
    """`plain` reads the regular cells of the column at once, null for others; `parse` each other distinct text."""
    values = plain(texts)
    left = texts.notna().to_numpy() & values.isna().to_numpy()
    if not left.any():
        return ColumnReading(values, NOTHING_ODD)
    # Each distinct text is read once, and what was made of it given to every cell that has it.
    places, distinct = pd.factorize(texts.array[left])
    parsed = [parse(str(text)) for text in distinct]
    readings = frame_of(parsed)
    filled = values.copy()
    filled.loc[left] = readings["value"].astype(values.dtype).array.take(places)
    return ColumnReading(filled, readings.take(places).set_axis(texts.index[left]))


def text_series(values: pa.ChunkedArray, index: pd.Index) -> pd.Series:
    """Arrow texts as a column, without copying."""
    return pd.Series(values.to_pandas(types_mapper={pa.string(): TEXT, pa.large_string(): TEXT}.get).array, index=index)


def same_text(text: str | None, index: pd.Index) -> pd.Series:
    """A column of one text, or of no text at all, made at once."""
    content = (
        pa.nulls(len(index), pa.large_string())
        if text is None
        else pa.repeat(pa.scalar(text, pa.large_string()), len(index))
    )
    return text_series(pa.chunked_array([content]), index)


def arrow_text(texts: pd.Series) -> pa.Array:
    """The texts of a column in Arrow, without copying."""
    content = pa.array(texts, from_pandas=True)
    return pa.chunked_array([content]) if isinstance(content, pa.Array) else content
