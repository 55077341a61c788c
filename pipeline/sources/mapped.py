"""Files read by a column map: each row gives a row of a table for every block that lets it in."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from pipeline.model import INPUTS, Table
from pipeline.params import Parameters
from pipeline.sources.amounts import DONG, UNITS
from pipeline.sources.areas import land_units
from pipeline.sources.column_map import WHEN, ColumnMap, Input, Line
from pipeline.sources.columns import Manner
from pipeline.sources.corrections import corrected_pieces
from pipeline.sources.map_labels import check_labels, letter_of, texts_of
from pipeline.sources.map_words import look_up
from pipeline.sources.pack import Canonical, canonical
from pipeline.sources.rates import rate_of
from pipeline.sources.read import Read, summed
from pipeline.sources.rejected import Place, ragged, refused, stacked, under_labels
from pipeline.store.reading import Cells, InputFile, read_cells
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_folder import Found, Note
from pipeline.texts import Catalogue

ANY_TEXT = "*"


class Job(NamedTuple):
    """What does not change while a file is read."""

    file: InputFile
    column_map: ColumnMap
    known: Input
    say: Catalogue
    land: Mapping[str, float]

    @property
    def place(self) -> Place:
        return Place(self.file.name, self.file.sheet)


def map_files(column_map: ColumnMap, found: Found) -> Found:
    """The files of a folder that the map knows; the others are noted. UnreadableError where an input has none."""
    known = [file for file in found.files if column_map.input_of(file)]
    held = {column_map.input_of(file) for file in known}
    without = next((one for one in column_map.inputs if one not in held), None)
    if without:
        raise UnreadableError("map.no_file", map=column_map.name, files=without.files)
    others = [Note("note.unknown_file", {"file": file.name}) for file in found.files if file not in known]
    return Found(known, [], [*found.notes, *others], found.corrections)


def read_mapped_file(
    file: InputFile,
    column_map: ColumnMap,
    parameters: Parameters,
    say: Catalogue,
    region: str = "trung_bo",
    corrections: pd.DataFrame | None = None,
) -> Iterator[Read]:
    """A file in pieces, one Read for each table of the map; raises UnreadableError for labels that are missing."""
    known = column_map.input_of(file)
    if known is None:
        raise UnreadableError("map.file", file=file.name, map=column_map.name)
    job = Job(file, column_map, known, say, land_units(parameters, region))
    notes: list[Note] | None = None
    by_source = partial(_by_source, lines=column_map.lines_of(known.name))
    for cells in corrected_pieces(read_cells(file, known.heading), file, corrections, by_source):
        notes = check_labels(column_map, known, cells.labels, file) if notes is None else []
        for read in _piece(cells, job):
            yield read._replace(notes=[*notes, *read.notes])
            notes = []


def _by_source(corrections: pd.DataFrame, labels: Mapping[str, str], lines: Sequence[Line]) -> pd.DataFrame:
    """Corrections that name a canonical column (of a table) with the column of the file that the map reads it from."""
    sources = {(line.table, line.column): letter_of(line.source, labels) for line in lines if line.source}
    letters = {pair: f"[{letter}]" for pair, letter in sources.items() if letter}
    pairs = zip(corrections["table"], corrections["column"], strict=True)
    return corrections.assign(column=pd.Series([letters.get(pair, pair[1]) for pair in pairs], dtype="str"))


def _piece(cells: Cells, job: Job) -> Iterator[Read]:
    """The tables that one piece of a file gives; rows that no block lets in are quarantined with the first table."""
    frame = cells.frame[cells.frame.notna().any(axis=1)]
    as_read = under_labels(frame, cells.labels)
    found: dict[str, list[Canonical]] = {}
    left = pd.Series(True, index=frame.index)
    for (table, _), lines in _blocks(job).items():
        taken = _let_in(lines, frame, cells.labels, job.file)
        pieces = found.setdefault(table, [])
        if taken.any() and not job.file.same_as:
            pieces.append(_block(INPUTS[table], lines, frame[taken], cells.labels, job))
        left &= ~taken
    rest = _rest(next(iter(found)), as_read if job.file.same_as else as_read[left], cells, list(as_read.columns), job)
    for table, pieces in found.items():
        yield _together(INPUTS[table], pieces, rest)
        rest = rest.iloc[:0]


def _blocks(job: Job) -> dict[tuple[str, str], list[Line]]:
    """The lines of each block of the file's input, in the order of the map."""
    blocks: dict[tuple[str, str], list[Line]] = {}
    for line in job.column_map.lines_of(job.known.name):
        if line.table:
            blocks.setdefault((line.table, line.block), []).append(line)
    return blocks


def _rest(table: str, rows: pd.DataFrame, cells: Cells, labels: list[str], job: Job) -> pd.DataFrame:
    """Quarantine of the rows that give nothing."""
    same = job.file.same_as
    why = (
        job.say("quarantine.same_file", other=same) if same else job.say("quarantine.no_block", map=job.column_map.name)
    )
    return stacked([refused(table, rows, why, job.place), ragged(table, cells.ragged, labels, job.place, job.say)])


def _together(table: Table, pieces: Sequence[Canonical], rest: pd.DataFrame) -> Read:
    """The blocks of a table in the order of the rows of the file."""
    frames = [piece.frame for piece in pieces if len(piece.frame)]
    rows = pd.concat(frames).sort_values("source_row", kind="stable", ignore_index=True) if frames else table.empty()
    rejected = stacked([*(piece.quarantine for piece in pieces), rest])
    notes = summed([note for piece in pieces for note in piece.notes])
    return Read(table.name, rows, rejected, notes, len(rows) + len(rejected))


def _let_in(lines: Sequence[Line], frame: pd.DataFrame, labels: Mapping[str, str], file: InputFile) -> pd.Series:
    """True for the rows that fulfil all conditions of a block."""
    taken = pd.Series(True, index=frame.index)
    for line in lines:
        if line.column == WHEN:
            texts = texts_of(line, frame, labels, file)
            words = [word.strip() for word in line.constant.split(" | ")]
            taken &= texts.notna() if words == [ANY_TEXT] else texts.isin(words)
    return taken


def _block(table: Table, lines: Sequence[Line], frame: pd.DataFrame, labels: Mapping[str, str], job: Job) -> Canonical:
    """The rows of one block as canonical rows; their raw text is the one before the look-up of words."""
    texts: dict[str, pd.Series] = {}
    written: dict[str, pd.Series] = {}
    cells = [line for line in lines if line.column != WHEN]
    for line in cells:
        before = texts_of(line, frame, labels, job.file)
        if not line.words:
            texts[line.column] = before
            continue
        looked = look_up(before, job.column_map.words[line.words])
        texts[line.column] = looked.texts
        written[line.column] = before[before.notna() & ~(before == looked.texts).fillna(False)]
        if line.column == "value_vnd" and "value_unknown_reason" in table.by_name:
            texts.setdefault("value_unknown_reason", looked.unknown)
    manners = {line.column: _manner(table, line, job.known) for line in cells}
    as_read = under_labels(frame, labels)
    return canonical(table, pd.DataFrame(texts), job.place, job.say, job.land, manners, as_read, written)


def _manner(table: Table, line: Line, known: Input) -> Manner:
    """How a column is written: the file's style and calendar, and its currency unless the line names another."""
    if table.by_name[line.column].type != "money":
        return Manner(known.style, calendar=known.calendar)
    currency = line.unit if line.unit.isupper() else known.currency
    rate = rate_of(currency, known.rate_on)
    unit = line.unit if line.unit in UNITS else DONG if currency in ("", "VND") else currency
    return Manner(known.style, unit, rate=rate)
