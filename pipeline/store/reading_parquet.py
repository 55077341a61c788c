"""Parquet in pieces: typed columns stay typed, everything else becomes text."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.store.reading_csv import Cells
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_layout import COLUMNS, clean, letter

TEXT = pd.StringDtype(na_value=np.nan)
FRAME_TYPES = {pa.string(): TEXT, pa.large_string(): TEXT, pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def parquet_cells(path: Path, name: str, chunk_rows: int) -> Iterator[Cells]:
    """The rows of a Parquet file; row 2 is the first, as in a sheet with a heading."""
    try:
        yield from _cells(path, name, chunk_rows)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise UnreadableError("reading.parquet", file=name) from error


def _cells(path: Path, name: str, chunk_rows: int) -> Iterator[Cells]:
    with pq.ParquetFile(path) as file:
        schema = file.schema_arrow
        if len(schema) > COLUMNS:
            raise UnreadableError("reading.columns", file=name, count=len(schema), limit=COLUMNS)
        _check_types(schema, name)
        labels = {letter(place): clean(label) for place, label in enumerate(schema.names)}
        first = 2
        for batch in file.iter_batches(chunk_rows):
            yield _piece(pa.Table.from_batches([batch]), labels, first)
            first += batch.num_rows
        if first == 2:
            yield _piece(schema.empty_table(), labels, first)


def _check_types(schema: pa.Schema, name: str) -> None:
    for field in schema:
        if pa.types.is_nested(field.type):
            raise UnreadableError("reading.parquet_type", file=name, column=field.name, type=str(field.type))


def _piece(content: pa.Table, labels: dict[str, str], first: int) -> Cells:
    # A broken page may hold bytes that are no text; nothing else looks at them before they are used.
    content.validate(full=True)
    columns = {column: _plain(values) for column, values in zip(labels, content.columns, strict=True)}
    frame = pa.table(columns).to_pandas(types_mapper=FRAME_TYPES.get, date_as_object=False)
    frame.index = pd.RangeIndex(first, first + len(frame))
    return Cells(labels, frame, [])


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """One of: text (empty is null), int64, float64, boolean, time stamp in nanoseconds."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _plain(values.cast(kind.value_type))
    if pa.types.is_boolean(kind):
        return values
    if pa.types.is_integer(kind):
        return values.cast(pa.int64())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return values.cast(pa.float64())
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return _stamps(values)
    text = values.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), None, text)


def _stamps(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Time stamps in nanoseconds; text where a day lies outside what they can hold (before 1678, after 2261)."""
    try:
        return values.cast(pa.timestamp("us")).cast(pa.timestamp("ns"))
    except pa.ArrowInvalid:
        return values.cast(pa.string())
