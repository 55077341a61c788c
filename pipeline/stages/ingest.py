"""Stage `ingest`: the files of DATA become canonical tables, and what cannot be read a row of quarantine."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.engine import Engine
from pipeline.errors import InputError
from pipeline.model import DECLARATIONS, INPUTS
from pipeline.sources import ColumnMap, Read, load_map, map_files, read_file
from pipeline.sources.corrections import check_days
from pipeline.sources.form130 import read_form_files
from pipeline.stages import kept
from pipeline.stages.corrections import corrections_of
from pipeline.stages.last_day import last_day
from pipeline.stages.run_context import Run
from pipeline.store.reading import InputFile, find_tables
from pipeline.store.reading_folder import Found, Note
from pipeline.store.resources import file_hash
from pipeline.store.tables import read_parts
from pipeline.texts import Catalogue, catalogue

FORMS_IN_A_BATCH = 500
# Below this a batch of its own would cost more than reading a few forms again.
FORMS_TO_PART = 100


@dataclass(frozen=True)
class Source:
    """A file to read, with its place in the order of names, the map that it is read by, and its corrections."""

    run: Run
    number: int
    file: InputFile
    column_map: ColumnMap | None
    corrections: pd.DataFrame
    reading: str


@dataclass(frozen=True)
class Forms:
    """Forms to read together, (name within the pack, path) each, with the corrections of them."""

    run: Run
    number: int
    files: list[tuple[str, Path]]
    corrections: pd.DataFrame
    reading: str


def ingest(run: Run, engine: Engine) -> dict[str, Any]:
    """Canonical rows of every file, the rows that could not be read, and what was left aside by name.

    Files that were read before as they are now are not read again; `read` names those that were.
    """
    say = catalogue(run.options.lang_ui)
    column_map = load_map(run.options.map) if run.options.map else None
    corrections, found, corrected = corrections_of(run, files_below(run, column_map), say)
    found = known_files(run, found, column_map, say)
    run.directory.clear("ingested")
    run.directory.clear("quarantine", "ingest")
    reading = kept.reading_hash(run, column_map)
    sources = [Source(run, number, file, column_map, corrections, reading) for number, file in enumerate(found.files)]
    done = engine.map(read_source, sources, "ingest")
    batches = forms_in_batches(run, found.forms, corrections, reading)
    done += [record for records in engine.map(read_forms, batches, "forms") for record in records]
    kept.forget_others(run, {record.pop("key") for record in done})
    again = sorted({record["file"] for record in done if record.pop("again")})
    rows: Counter[str] = Counter()
    for record in done:
        rows.update(record["rows_read"])
    notes = [note for record in done for note in record.pop("notes")]
    check_days(corrections, run.options.as_of or last_day(days_declared(run), run.parameters))
    return {
        "inputs": [*done, *({**record, "rows_read": {}} for record in corrected)],
        "rows_read": dict(rows),
        "read": again,
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
    """One file read piece by piece and kept; where it lies, its hash and how many rows it gave to which table."""
    run, file = source.run, source.file
    say = catalogue(run.options.lang_ui)
    digest = file_hash(file.path)
    key = kept.key_of(source.reading, replace(file, path=Path()), digest, kept.cells_of(own(source)))
    pieces = read_file(file, run.parameters, say, source.column_map, source.corrections, run.options.region)
    told_before = read_or_kept(run, key, f"{source.number:05d}", pieces, say)
    return {"file": file.name, "sheet": file.sheet, "sha256": digest, "key": key} | told_before


def own(source: Source) -> pd.DataFrame:
    """The corrections of the file."""
    return source.corrections[source.corrections["file"] == source.file.name]


def read_or_kept(run: Run, key: str, place: str, pieces: Iterable[Read], say: Catalogue) -> dict[str, Any]:
    """The rows handed on under their place, read now unless they are kept; rows_read, notes and whether it was read."""
    record = kept.record_of(run, key)
    again = record is None
    if record is None:
        record = read_and_keep(run, key, pieces, say)
    kept.hand_on(run, key, place)
    return record | {"again": again}


def read_and_keep(run: Run, key: str, pieces: Iterable[Read], say: Catalogue) -> dict[str, Any]:
    """Every piece written as it is read; how many rows were read for which table, and notes."""
    rows: Counter[str] = Counter()
    notes: list[Note] = []
    kept.begin(run, key)
    for piece, read in enumerate(pieces):
        kept.keep_piece(run, key, piece, read)
        rows[read.table] += read.rows_read
        notes += read.notes
    record = {"rows_read": dict(rows), "notes": told(notes, say)}
    kept.keep_record(run, key, record)
    return record


def forms_in_batches(run: Run, paths: list[Path], corrections: pd.DataFrame, reading: str) -> list[Forms]:
    """The forms (one file a declarant) in the order of their names, so many at once."""
    names = sorted((path.relative_to(run.options.data.resolve()).as_posix(), path) for path in paths)
    return [
        Forms(run, number, some, corrections[corrections["file"].isin([name for name, _ in some])], reading)
        for number, some in enumerate(batches_of(names))
    ]


def batches_of(names: list[tuple[str, Path]]) -> list[list[tuple[str, Path]]]:
    """At most FORMS_IN_A_BATCH together, and FORMS_TO_PART or more of one folder not with the next folder's.

    So that a year that comes in changes no batch of the years before.
    """
    found: list[list[tuple[str, Path]]] = []
    for name, path in names:
        batch = found[-1] if found else []
        parted = len(batch) >= FORMS_TO_PART and folder_of(name) != folder_of(batch[-1][0])
        if not batch or parted or len(batch) == FORMS_IN_A_BATCH:
            found.append([(name, path)])
        else:
            batch.append((name, path))
    return found


def folder_of(name: str) -> str:
    """The first folder of a pack's file; none where it lies in the pack itself."""
    return name.partition("/")[0] if "/" in name else ""


def read_forms(forms: Forms) -> list[dict[str, Any]]:
    """Forms read and kept together; where each lies with its hash, and with the first what all of them gave."""
    run = forms.run
    say = catalogue(run.options.lang_ui)
    files = [(path, name) for name, path in forms.files]
    digests = [file_hash(path) for path, _ in files]
    names = [name for _, name in files]
    key = kept.key_of(forms.reading, names, digests, kept.cells_of(forms.corrections))
    reads = read_form_files(files, run.parameters, say, run.options.region, corrections=forms.corrections)
    first = read_or_kept(run, key, f"forms-{forms.number:05d}", reads, say)
    empty: dict[str, Any] = {"rows_read": {}, "notes": [], "again": first["again"]}
    records = [{"file": name, "sheet": "", "sha256": digest} for name, digest in zip(names, digests, strict=True)]
    return [record | {"key": key} | (empty if place else first) for place, record in enumerate(records)]


def told(notes: list[Note], say: Catalogue) -> list[str]:
    return [say(note.message_id, **note.values) for note in notes]
