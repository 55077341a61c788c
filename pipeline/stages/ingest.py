"""Stage `ingest`: the files of DATA become canonical tables, and what cannot be read a row of quarantine."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.engine import Engine
from pipeline.errors import InputError
from pipeline.model import DECLARATIONS, INPUTS, QUARANTINE
from pipeline.sources import ColumnMap, Read, load_corrections, load_map, map_files, read_file
from pipeline.stages.run_context import Run
from pipeline.store.reading import InputFile, find_tables
from pipeline.store.reading_folder import Found, Note
from pipeline.store.resources import file_hash
from pipeline.store.writing import write_table
from pipeline.texts import Catalogue, catalogue


@dataclass(frozen=True)
class Source:
    """A file to read, with its place in the order of names, the map that it is read by, and its corrections."""

    run: Run
    number: int
    file: InputFile
    column_map: ColumnMap | None
    corrections: pd.DataFrame


def ingest(run: Run, engine: Engine) -> dict[str, Any]:
    """Canonical rows of every file, the rows that could not be read, and what was left aside by name."""
    say = catalogue(run.options.lang_ui)
    column_map = load_map(run.options.map) if run.options.map else None
    found = files_of(run, column_map, say)
    corrections = load_corrections(found.corrections, say)
    run.directory.clear("ingested")
    run.directory.clear("quarantine", "ingest")
    sources = [Source(run, number, file, column_map, corrections) for number, file in enumerate(found.files)]
    done = engine.map(read_source, sources, "ingest")
    rows: Counter[str] = Counter()
    for record in done:
        rows.update(record["rows_read"])
    notes = [note for record in done for note in record.pop("notes")]
    return {"inputs": done, "rows_read": dict(rows), "notes": [*told(found.notes, say), *notes]}


def files_of(run: Run, column_map: ColumnMap | None, say: Catalogue) -> Found:
    """The tables of DATA; raises InputError where there is no declaration among them."""
    if column_map:
        return map_files(column_map, find_tables(run.options.data, None))
    found = find_tables(run.options.data, INPUTS)
    if not any(file.table == DECLARATIONS.name for file in found.files):
        raise InputError(say("ingest.no_declarations", data=run.options.data))
    return found


def read_source(source: Source) -> dict[str, Any]:
    """One file read piece by piece and written; where it lies, its hash and how many rows it gave to which table."""
    run, file = source.run, source.file
    say = catalogue(run.options.lang_ui)
    rows: Counter[str] = Counter()
    notes: list[Note] = []
    pieces = read_file(file, run.parameters, say, source.column_map, source.corrections)
    for piece, read in enumerate(pieces):
        write_piece(source, piece, read)
        rows[read.table] += read.rows_read
        notes += read.notes
    record = {"file": file.name, "sheet": file.sheet, "sha256": file_hash(file.path)}
    return record | {"rows_read": dict(rows), "notes": told(notes, say)}


def write_piece(source: Source, piece: int, read: Read) -> None:
    directory, name = source.run.directory, f"{source.number:05d}-{piece:04d}.parquet"
    write_table(directory.work("ingested", read.table, name), read.accepted, INPUTS[read.table])
    write_table(directory.work("quarantine", "ingest", f"{read.table}-{name}"), read.quarantine, QUARANTINE)


def told(notes: list[Note], say: Catalogue) -> list[str]:
    return [say(note.message_id, **note.values) for note in notes]
