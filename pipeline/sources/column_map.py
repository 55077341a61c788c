"""Column maps: any table of any office read without code, by three small CSV files in a folder.

`files.csv`, one row a kind of input file:
  input         a name for it, used in `columns.csv`
  files         pattern of the file names (`items.csv*`, `20??.csv`)
  skip_rows     rows above the heading that are left out (default 0)
  heading_rows  rows of the heading (default 1); several become one label per column, `upper > lower`, where a merged
                upper cell speaks for all columns below it
  style         `vi` (1.200.000,5) or `en` (1,200,000.5)
  calendar      `dmy`, or `roc` for the calendar of the Republic of China
  currency      ISO code of all amounts that are not dong
  rate_on       the day whose rate turns them into dong. One day for all years, so that an amount that stays the same
                stays the same in dong

`columns.csv`, one row a cell of the output:
  input         from `files.csv`
  table, block  one row of an input file gives one row of `table` for each block, so a wide sheet gives many
  column        canonical column; or `when`: the condition under which a row of the file gives this block
  source        a label of the file; alternatives parted by ` | `; the end of a path of labels (`Shares > joint`); a
                column by its letter (`[C]`); or a text with any of these in braces (`{bank} {type}`), also with
                `{file}`, `{stem}` (the file's name without ending), `{folder}`, `{sheet}`, `{row}`, `{block}`
  words         name of a list in `words.csv` that the text is looked up in first
  unit          unit of money in the heading (`triệu đồng`), or `VND` for a column in dong in a file of another currency
  constant      text instead of a source; for `when` the texts that let the row in, parted by ` | `, `*` for any text
  optional      `yes`: the file may lack the label
A row without `table` and `column` names a label that is known and left aside. Labels of the file that the map does not
know are noted, labels of the map that the file does not have are an error.

`words.csv`, one row a text: list, text, word. `text` in slashes is a regular expression for the whole text, `word` may
use its groups (`\\1`). The first row that fits counts. Word `-` is no value, `?` a value that is not stated, with the
text as the reason. A text that no row fits stays as it is, and is judged by the column.
"""

import fnmatch
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.model import INPUTS
from pipeline.sources.map_words import is_pattern
from pipeline.store.reading import InputFile, read_cells
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_layout import Heading
from pipeline.store.resources import PACKAGE

SHIPPED = PACKAGE / "sources" / "maps"
WHEN = "when"
PARTS = {
    "files": ("input", "files", "skip_rows", "heading_rows", "style", "calendar", "currency", "rate_on"),
    "columns": ("input", "table", "block", "column", "source", "words", "unit", "constant", "optional"),
    "words": ("list", "text", "word"),
}


class Input(NamedTuple):
    """A kind of input file."""

    name: str
    files: str
    heading: Heading
    style: str
    calendar: str
    currency: str
    rate_on: str


class Line(NamedTuple):
    """A cell of the output, and where it comes from."""

    input: str
    table: str
    block: str
    column: str
    source: str
    words: str
    unit: str
    constant: str
    optional: bool


class ColumnMap(NamedTuple):
    """A whole map."""

    name: str
    inputs: Sequence[Input]
    lines: Sequence[Line]
    words: Mapping[str, Sequence[tuple[str, str]]]

    def lines_of(self, input_name: str) -> list[Line]:
        return [line for line in self.lines if line.input == input_name]

    def input_of(self, file: InputFile) -> Input | None:
        """The input that a file is; the first whose pattern fits its name."""
        name = PurePosixPath(file.name).name.lower()
        return next((known for known in self.inputs if fnmatch.fnmatchcase(name, known.files.lower())), None)


def load_map(name: str | Path) -> ColumnMap:
    """A shipped map by its name, or any folder with the three files; raises InputError for one that cannot be used."""
    folder = SHIPPED / str(name) if (SHIPPED / str(name)).is_dir() else Path(name)
    if not (folder / "columns.csv").is_file():
        shipped = ", ".join(sorted(path.name for path in SHIPPED.iterdir() if path.is_dir()))
        raise UnreadableError("map.none", map=str(name), shipped=shipped)
    rows = {part: _rows(folder, part, columns) for part, columns in PARTS.items()}
    words: dict[str, list[tuple[str, str]]] = {}
    for row in rows["words"]:
        if not _can_be_looked_up(row):
            raise UnreadableError("map.words", map=folder.name, list=row["list"], text=row["text"], word=row["word"])
        words.setdefault(row["list"], []).append((row["text"], row["word"]))
    inputs = [_input(row, folder.name) for row in rows["files"]]
    column_map = ColumnMap(folder.name, inputs, [_line(row) for row in rows["columns"]], words)
    check_map(column_map)
    return column_map


def _rows(folder: Path, part: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of one of the three files, empty cells as empty text; no rows where the file is not there."""
    path = folder / f"{part}.csv"
    if not path.is_file():
        return []
    name = f"{folder.name}/{path.name}"
    rows: list[dict[str, str]] = []
    for cells in read_cells(InputFile(path, name, part, "csv")):
        missing = [column for column in columns[:2] if column not in cells.labels.values()]
        if missing:
            labels = ", ".join(cells.labels.values())
            raise UnreadableError("reading.missing_column", file=name, column=missing[0], labels=labels)
        if cells.ragged:
            raise UnreadableError("map.ragged", file=name, row=cells.ragged[0].row)
        frame = cells.frame.rename(columns=cells.labels).reindex(columns=list(columns)).astype("str").fillna("")
        rows += [dict(zip(columns, map(str.strip, row), strict=True)) for row in frame.itertuples(index=False)]
    return rows


def _input(row: Mapping[str, str], map_name: str) -> Input:
    """A row of files.csv; raises UnreadableError for a cell that says nothing a reader can go by."""
    wrong = next((name for name, usable in USABLE.items() if row[name] and not usable(row[name])), None)
    if wrong:
        raise UnreadableError("map.input", map=map_name, input=row["input"], column=wrong, text=row[wrong])
    heading = Heading(int(row["skip_rows"] or 0), int(row["heading_rows"] or 1))
    style, calendar = row["style"] or "vi", row["calendar"] or "dmy"
    return Input(row["input"], row["files"], heading, style, calendar, row["currency"], row["rate_on"])


def _can_be_looked_up(row: Mapping[str, str]) -> bool:
    """False for a pattern that is none, or whose word names groups that it does not have."""
    if not is_pattern(row["text"]):
        return True
    try:
        re.compile(row["text"][1:-1], re.S).sub(row["word"], "")
    except (re.error, IndexError, RecursionError, OverflowError):
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# What an optional cell of files.csv may hold.
USABLE: Mapping[str, Callable[[str], bool]] = {
    "skip_rows": lambda text: re.fullmatch("[0-9]{1,3}", text) is not None,
    "heading_rows": lambda text: re.fullmatch("[1-9]", text) is not None,
    "style": lambda text: text in ("vi", "en"),
    "calendar": lambda text: text in ("dmy", "roc"),
    "rate_on": _is_day,
}


def _line(row: Mapping[str, str]) -> Line:
    texts = {name: cell for name, cell in row.items() if name != "optional"}
    return Line(**texts, optional=row["optional"].lower() in ("yes", "có", "co"))


def check_map(column_map: ColumnMap) -> None:
    """Raises UnreadableError for a line that names an input, table, column or list of words that does not exist."""
    inputs = {known.name for known in column_map.inputs}
    for line in column_map.lines:
        wrong = _wrong(line, inputs, column_map.words)
        if wrong:
            raise UnreadableError("map.line", map=column_map.name, column=line.column or line.source, wrong=wrong)
    for table, block in {(line.table, line.block) for line in column_map.lines if line.table}:
        given = {line.column for line in column_map.lines if (line.table, line.block) == (table, block)}
        missing = next((name for name in INPUTS[table].required if name not in given), None)
        if missing:
            raise UnreadableError("map.required", map=column_map.name, table=table, block=block, column=missing)


def _wrong(line: Line, inputs: set[str], words: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The cell of a line that does not fit, or nothing."""
    if line.input not in inputs:
        return f"input {line.input}"
    if line.words and line.words not in words:
        return f"words {line.words}"
    if not line.table and not line.column:
        return "" if line.source else "source"
    if line.table not in INPUTS:
        return f"table {line.table}"
    if line.column != WHEN and line.column not in INPUTS[line.table].by_name:
        return f"column {line.column}"
    return "" if line.source or line.constant else "source"
