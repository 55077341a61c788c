"""Input files: which tables lie in a folder, and their cells in pieces of bounded size.

A table is `<table>.csv`, `<table>.csv.gz`, `<table>.parquet`, a folder `<table>/*.parquet`, or a sheet of that
name in any `.xlsx`, at any depth. What is unknown is reported and left aside; what cannot be read is refused.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.store.reading_csv import Cells, csv_cells
from pipeline.store.reading_encoding import encoding_of, text_blocks
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_folder import Found, InputFile, find_files
from pipeline.store.reading_layout import Heading
from pipeline.store.reading_parquet import parquet_cells
from pipeline.store.reading_sheets import sheet_blocks

__all__ = ["Cells", "Found", "Heading", "InputFile", "UnreadableError", "find_tables", "read_cells"]
CHUNK_ROWS = 250_000
ONE_ROW = Heading()
_SEPARATOR_LINE = re.compile(rb"""["']?sep=(?:[;,|]|\t)["']?\r?\n""", re.I)


def find_tables(folder: Path, tables: Collection[str] | None = None) -> Found:
    """The tables of a folder, sorted by name; with `tables` None every file that can be a table (for column maps)."""
    return find_files(folder, tables)


def read_cells(file: InputFile, heading: Heading = ONE_ROW, chunk_rows: int = CHUNK_ROWS) -> Iterator[Cells]:
    """The cells of a table in pieces of at most `chunk_rows` rows, at least one piece; raises UnreadableError."""
    if file.format == "parquet":
        return parquet_cells(file.path, file.name, chunk_rows)
    if file.format == "sheet":
        return csv_cells(lambda: sheet_blocks(file.path, file.sheet, file.name), heading, file.name, chunk_rows)
    return _text_cells(file, heading, chunk_rows)


def _text_cells(file: InputFile, heading: Heading, chunk_rows: int) -> Iterator[Cells]:
    encoding = encoding_of(file.path, file.name)

    def blocks() -> Iterator[bytes]:
        return _without_separator_line(text_blocks(file.path, file.name, encoding))

    yield from csv_cells(blocks, heading, file.name, chunk_rows)


def _without_separator_line(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Without the line `sep=;` by which a spreadsheet is told the separator; it is no row there either."""
    first = next(blocks, b"")
    told = _SEPARATOR_LINE.match(first)
    yield first[told.end() :] if told else first
    yield from blocks
