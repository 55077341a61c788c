"""How a delimited text is built: its delimiter, its columns and their labels."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.store.reading_error import UnreadableError

DELIMITERS = (",", ";", "\t")
COLUMNS = 1_000
HEAD_BYTES = 1 << 20


class Heading(NamedTuple):
    """Rows to leave out at the top, and how many rows of headings follow them."""

    skip_rows: int = 0
    rows: int = 1


class Layout(NamedTuple):
    """How a delimited text is built: delimiter, letters of the columns with their labels, rows before the data."""

    delimiter: str
    labels: dict[str, str]
    rows_before: int


def letter(place: int) -> str:
    """The spreadsheet letters of a column counted from 0: A, B, ..., Z, AA."""
    first, last = divmod(place, 26)
    return (letter(first - 1) if first else "") + chr(65 + last)


def head_of(blocks: Iterator[bytes]) -> str:
    """The beginning of a text."""
    head = bytearray()
    for block in blocks:
        head += block
        if len(head) >= HEAD_BYTES:
            break
    return head.decode("utf-8", errors="replace")


def read_layout(head: str, heading: Heading, name: str) -> Layout:
    """The layout of a text from its beginning; refuses an empty text and one that is no table."""
    delimiter = max(DELIMITERS, key=lambda mark: len(_first_filled(head, mark, name)[1]))
    before, first = _first_filled(head, delimiter, name)
    if not first:
        raise UnreadableError("reading.empty", file=name)
    if len(first) > COLUMNS:
        raise UnreadableError("reading.columns", file=name, count=len(first), limit=COLUMNS)
    start = before if heading.skip_rows == 0 else heading.skip_rows
    records = _records(head, delimiter, start + heading.rows, name)[start:]
    return Layout(delimiter, _labels(records), start + heading.rows)


def _first_filled(head: str, delimiter: str, name: str) -> tuple[int, list[str]]:
    """How many empty rows come first, and the first row that is not empty."""
    for place, record in enumerate(strict(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), name)):
        if any(cell.strip() for cell in record):
            return place, record
    return 0, []


def _records(head: str, delimiter: str, count: int, name: str) -> list[list[str]]:
    reader = strict(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), name)
    return [record for record, _ in zip(reader, range(count), strict=False)]


def strict(reader: Iterator[list[str]], name: str, row: int = 1) -> Iterator[list[str]]:
    """The records of a reader; what it cannot part into cells is refused with its row."""
    try:
        for record in reader:
            yield record
            row += 1
    except csv.Error as error:
        raise UnreadableError("reading.unparted", file=name, row=row) from error


def _labels(records: list[list[str]]) -> dict[str, str]:
    """Letter to label; several rows of headings become a path, a merged cell speaks for all columns below it."""
    width = max(map(len, records), default=0)
    rows = [[clean(cell) for cell in record] + [""] * (width - len(record)) for record in records]
    paths: list[list[str]] = [[] for _ in range(width)]
    for depth, cells in enumerate(rows):
        last = ""
        for place, cell in enumerate(cells):
            # A merged cell ends where a cell above it begins anew.
            begins = any(rows[above][place] for above in range(depth))
            last = cell if cell or begins or depth == len(rows) - 1 else last
            paths[place] += [last] if last else []
    return {letter(place): " > ".join(path) for place, path in enumerate(paths)}


def clean(text: str) -> str:
    """A label without byte order mark, line breaks and double spaces, in composed Unicode."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\ufeff", "")).split())
