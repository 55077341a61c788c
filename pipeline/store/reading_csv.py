"""Delimited text in pieces of bounded size: fast where the rows are regular, exact about row numbers where not.

Row numbers count records as a spreadsheet does: the heading is 1, a line break inside a quoted cell does not
count, an empty line does.
"""

import csv
import io
from collections.abc import Callable, Generator, Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_layout import Heading, Layout, head_of, read_layout, strict

# A longer cell is nearly always a quote that was never closed.
CELL_CHARACTERS = 131_072
READ_BYTES = 16 << 20
TEXT = pd.StringDtype(na_value=np.nan)


class Ragged(NamedTuple):
    """A row whose number of cells is not that of the heading."""

    row: int
    cells: list[str]


class Cells(NamedTuple):
    """A piece of a table: `frame` has a column for each spreadsheet letter and the row in the file as its index.

    `written` are texts of a column as the file has them, where a correction has changed the frame.
    """

    labels: dict[str, str]
    frame: pd.DataFrame
    ragged: list[Ragged]
    written: dict[str, pd.Series] = {}


def csv_cells(open_blocks: Callable[[], Iterator[bytes]], heading: Heading, name: str, rows: int) -> Iterator[Cells]:
    """The rows of a UTF-8 text in pieces of at most `rows`; at least one piece, so that the heading is known."""
    layout = read_layout(head_of(open_blocks()), heading, name)
    done, finished = 0, False
    if layout.rows_before == 1:
        done, finished = yield from _regular(open_blocks(), layout, name, rows)
    if not finished:
        yield from _irregular(open_blocks(), layout, done, name, rows)


class _Stream(io.RawIOBase):
    """Blocks as a file; counts the quotes that went by."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks = blocks
        self.rest = b""
        self.quotes = 0
        self.ended = False

    @property
    def unclosed(self) -> bool:
        """True at the end of a text with an odd number of quotes: it may have swallowed rows."""
        return self.ended and self.quotes % 2 == 1

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self.rest:
            block = next(self.blocks, None)
            if block is None:
                self.ended = True
                return b""
            self.quotes += block.count(b'"')
            self.rest = block
        given, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return given

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        given = self.read(len(buffer))
        buffer[: len(given)] = given
        return len(given)


def _regular(blocks: Iterator[bytes], layout: Layout, name: str, rows: int) -> Generator[Cells, None, tuple[int, bool]]:
    """Rows that all have the cells of the heading, fast; ends at the first that has not: (rows done, at the end)."""
    done, held = 0, pa.Table.from_batches([], _schema(layout))
    batches = _regular_batches(blocks, layout, name)
    while True:
        try:
            held = pa.concat_tables([held, pa.Table.from_batches([next(batches)])])
        except StopIteration as end:
            finished = bool(end.value)
            break
        while held.num_rows >= rows:
            yield _piece(held.slice(0, rows), layout, done, name)
            held, done = held.slice(rows), done + rows
    if held.num_rows or (finished and done == 0):
        yield _piece(held, layout, done, name)
    return done + held.num_rows, finished


def _regular_batches(blocks: Iterator[bytes], layout: Layout, name: str) -> Generator[pa.RecordBatch, None, bool]:
    """Batches up to the first in which a row is not regular; True where there was none."""
    stream, odd = _Stream(blocks), list[object]()

    def irregular(row: arrow_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    try:
        for batch in _arrow_batches(stream, layout, irregular):
            if stream.unclosed or odd or _has_empty_row(batch):
                return False
            yield batch
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise UnreadableError("reading.encoding", file=name) from error
        return False
    return not (stream.unclosed or odd)


def _has_empty_row(batch: pa.RecordBatch) -> bool:
    """True where a row has no cell at all: an empty line, or separators only, which count differently."""
    if any(column.null_count == 0 for column in batch.columns):
        return False
    return bool(pc.any(reduce(pc.and_, [column.is_null() for column in batch.columns])).as_py())


def _schema(layout: Layout) -> pa.Schema:
    return pa.schema([(column, pa.large_string()) for column in layout.labels])


def _arrow_batches(
    stream: _Stream, layout: Layout, irregular: Callable[[arrow_csv.InvalidRow], str]
) -> Iterator[pa.RecordBatch]:
    reader: Iterator[pa.RecordBatch] = arrow_csv.open_csv(
        pa.PythonFile(stream, mode="r"),
        read_options=arrow_csv.ReadOptions(
            column_names=list(layout.labels), skip_rows_after_names=1, block_size=READ_BYTES
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=irregular
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=_schema(layout), strings_can_be_null=True, null_values=[""]
        ),
    )
    return reader


def _piece(content: pa.Table, layout: Layout, done: int, name: str) -> Cells:
    first = layout.rows_before + done + 1
    for column in content.columns:
        bytes_long = pc.max(pc.binary_length(column)).as_py() or 0
        if bytes_long > CELL_CHARACTERS and pc.max(pc.utf8_length(column)).as_py() > CELL_CHARACTERS:
            raise UnreadableError("reading.cell", file=name, row=first, limit=CELL_CHARACTERS)
    frame = content.to_pandas(types_mapper={pa.large_string(): TEXT}.get)
    frame.index = pd.RangeIndex(first, first + len(frame))
    return Cells(layout.labels, frame, [])


def _irregular(blocks: Iterator[bytes], layout: Layout, done: int, name: str, rows: int) -> Iterator[Cells]:
    """The rows after the first `done`, record by record: empty lines are counted, ragged rows set apart."""
    buffered = io.BufferedReader(_Stream(blocks))  # type: ignore[type-var]
    text = io.TextIOWrapper(buffered, encoding="utf-8", newline="")
    start = layout.rows_before + done
    numbered: list[tuple[int, list[str]]] = []
    reader = strict(csv.reader(text, delimiter=layout.delimiter, strict=True), name)
    try:
        for number, record in enumerate(reader, 1):
            if number > start and record:
                numbered.append((number, record))
            if len(numbered) == rows:
                yield _numbered(numbered, layout)
                numbered = []
    except UnicodeDecodeError as error:
        raise UnreadableError("reading.encoding", file=name) from error
    if numbered or done == 0:
        yield _numbered(numbered, layout)


def _numbered(numbered: list[tuple[int, list[str]]], layout: Layout) -> Cells:
    """Numbered records as a piece; a row may be longer than the heading only by empty cells."""
    width = len(layout.labels)
    whole = [(row, cells[:width]) for row, cells in numbered if len(cells) >= width and not any(cells[width:])]
    ragged = [Ragged(row, cells) for row, cells in numbered if len(cells) < width or any(cells[width:])]
    frame = pd.DataFrame(
        [[cell or None for cell in cells] for _, cells in whole],
        index=pd.Index([row for row, _ in whole], dtype="int64"),
        columns=list(layout.labels),
        dtype="str",
    )
    return Cells(layout.labels, frame, ragged)
