"""Stage `ingest`: the files of DATA become canonical tables, and what cannot be read a row of quarantine."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.engine import Engine
from pipeline.errors import InputError
from pipeline.model import DECLARATIONS, INPUTS, QUARANTINE
from pipeline.sources import ColumnMap, Read, load_map, map_files, read_file
from pipeline.sources.corrections import check_days
from pipeline.sources.form130 import read_form_files
from pipeline.stages.corrections import corrections_of
from pipeline.stages.last_day import last_day
from pipeline.stages.run_context import Run
from pipeline.store.reading import InputFile, find_tables
from pipeline.store.reading_folder import Found, Note
from pipeline.store.resources import file_hash
from pipeline.store.tables import read_parts
from pipeline.store.writing import write_table
from pipeline.texts import Catalogue, catalogue

FORMS_IN_A_BATCH = 500


@dataclass(frozen=True)
class Source:
    """A file to read, with its place in the order of names, the map that it is read by, and its corrections."""

    run: Run
    number: int
    file: InputFile
    column_map: ColumnMap | None
    corrections: pd.DataFrame


@dataclass(frozen=True)
class Forms:
    """Forms to read together, (name within the pack, path) each, with the corrections of them."""

    run: Run
    number: int
    files: list[tuple[str, Path]]
    corrections: pd.DataFrame


def ingest(run: Run, engine: Engine) -> dict[str, Any]:
    """Canonical rows of every file, the rows that could not be read, and what was left aside by name."""
    say = catalogue(run.options.lang_ui)
    column_map = load_map(run.options.map) if run.options.map else None
    corrections, found, corrected = corrections_of(run, files_below(run, column_map), say)
    found = known_files(run, found, column_map, say)
    run.directory.clear("ingested")
    run.directory.clear("quarantine", "ingest")
    sources = [Source(run, number, file, column_map, corrections) for number, file in enumerate(found.files)]
    done = engine.map(read_source, sources, "ingest")
    batches = forms_in_batches(run, found.forms, corrections)
    done += [record for records in engine.map(read_forms, batches, "forms") for record in records]
    rows: Counter[str] = Counter()
    for record in done:
        rows.update(record["rows_read"])
    notes = [note for record in done for note in record.pop("notes")]
    check_days(corrections, run.options.as_of or last_day(days_declared(run), run.parameters))
    return {
        "inputs": [*done, *({**record, "rows_read": {}} for record in corrected)],
        "rows_read": dict(rows),
        "notes": [*told(found.notes, say), *notes],
    }


def files_below(run: Run, column_map: ColumnMap | None) -> Found:
    """Everything in DATA: with a map any table, else the tables of the model and possible forms."""
    return find_tables(run.options.data, None if column_map else INPUTS)


def known_files(run: Run, found: Found, column_map: ColumnMap | None, say: Catalogue) -> Found:
    """The files that are read; raises InputError where there is no declaration among them."""
    if column_map:
        return map_files(column_map, found)
    if not found.forms and not any(file.table == DECLARATIONS.name for file in found.files):
        raise InputError(say("ingest.no_declarations", data=run.options.data))
    return found


def days_declared(run: Run) -> pd.Series:
    """When the declarations that were read were completed."""
    return read_parts(run.directory.parts("ingested", "declarations"), DECLARATIONS, ["declared_on"]).declared_on


def read_source(source: Source) -> dict[str, Any]:
    """One file read piece by piece and written; where it lies, its hash and how many rows it gave to which table."""
    run, file = source.run, source.file
    say = catalogue(run.options.lang_ui)
    rows: Counter[str] = Counter()
    notes: list[Note] = []
    pieces = read_file(file, run.parameters, say, source.column_map, source.corrections, run.options.region)
    for piece, read in enumerate(pieces):
        write_piece(run, f"{source.number:05d}-{piece:04d}.parquet", read)
        rows[read.table] += read.rows_read
        notes += read.notes
    record = {"file": file.name, "sheet": file.sheet, "sha256": file_hash(file.path)}
    return record | {"rows_read": dict(rows), "notes": told(notes, say)}


def forms_in_batches(run: Run, paths: list[Path], corrections: pd.DataFrame) -> list[Forms]:
    """The forms (one file a declarant) in the order of their names, so many at once."""
    names = sorted((path.relative_to(run.options.data.resolve()).as_posix(), path) for path in paths)
    starts = range(0, len(names), FORMS_IN_A_BATCH)
    held = [names[start : start + FORMS_IN_A_BATCH] for start in starts]
    return [
        Forms(run, number, some, corrections[corrections["file"].isin([name for name, _ in some])])
        for number, some in enumerate(held)
    ]


def read_forms(forms: Forms) -> list[dict[str, Any]]:
    """Forms read and written together; where each lies with its hash, and with the first what all of them gave."""
    say = catalogue(forms.run.options.lang_ui)
    files = [(path, name) for name, path in forms.files]
    rows: Counter[str] = Counter()
    notes: list[Note] = []
    reads = read_form_files(files, forms.run.parameters, say, forms.run.options.region, corrections=forms.corrections)
    for piece, read in enumerate(reads):
        write_piece(forms.run, f"forms-{forms.number:05d}-{piece:04d}.parquet", read)
        rows[read.table] += read.rows_read
        notes += read.notes
    records = [{"file": name, "sheet": "", "sha256": file_hash(path)} for path, name in files]
    empty: dict[str, Any] = {"rows_read": {}, "notes": []}
    first: dict[str, Any] = {"rows_read": dict(rows), "notes": told(notes, say)}
    return [record | (empty if place else first) for place, record in enumerate(records)]


def write_piece(run: Run, name: str, read: Read) -> None:
    """A piece as it was read: rows of its table, and rows of quarantine. Of `forms` there is only quarantine."""
    if read.table in INPUTS:
        write_table(run.directory.work("ingested", read.table, name), read.accepted, INPUTS[read.table])
    write_table(run.directory.work("quarantine", "ingest", f"{read.table}-{name}"), read.quarantine, QUARANTINE)


def told(notes: list[Note], say: Catalogue) -> list[str]:
    return [say(note.message_id, **note.values) for note in notes]
