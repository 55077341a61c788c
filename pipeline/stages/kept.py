"""What files gave when they were last read: one that has not changed is not read again.

Every file (and every batch of forms) has a folder below `work/read`, named by a hash of all that its rows depend on:
its name, place and content, its corrections, and the choices, numbers, map and code of the reading.
"""

import hashlib
from typing import Any

import pandas as pd

from pipeline.model import INPUTS, QUARANTINE
from pipeline.options import WITHOUT_EFFECT
from pipeline.sources import ColumnMap, Read
from pipeline.stages.run_context import Run
from pipeline.store import lineage
from pipeline.store.frames import json_content
from pipeline.store.resources import parameters_hash
from pipeline.store.writing import link_file, write_json, write_table

RECORD = "record.json"


def reading_hash(run: Run, column_map: ColumnMap | None) -> str:
    """A hash of what the rows of every file depend on beside the file."""
    files = lineage.files_of("ingest")
    used = sorted(set(lineage.options_of(files, vars(run.options))) - set(WITHOUT_EFFECT) - {"map"})
    chosen = {name: str(getattr(run.options, name)) for name in used}
    return key_of(lineage.hash_of(files), chosen, parameters_hash(run.parameters), column_map)


def key_of(*known: Any) -> str:
    return hashlib.sha256(repr(known).encode()).hexdigest()[:32]


def cells_of(corrections: pd.DataFrame) -> str:
    """Corrections as a text that is the same for the same corrections."""
    return corrections.to_json(orient="values", date_format="iso", force_ascii=False)


def begin(run: Run, key: str) -> None:
    """An empty folder for what is read now."""
    run.directory.clear("read", key)


def keep_piece(run: Run, key: str, piece: int, read: Read) -> None:
    """A piece as it was read: rows of its table, and rows of quarantine. Of `forms` there is only quarantine."""
    name = f"{piece:04d}.parquet"
    if read.table in INPUTS:
        write_table(run.directory.work("read", key, "ingested", read.table, name), read.accepted, INPUTS[read.table])
    write_table(run.directory.work("read", key, "quarantine", read.table, name), read.quarantine, QUARANTINE)


def keep_record(run: Run, key: str, record: dict[str, Any]) -> None:
    """What is told of the reading; written last, so that a folder with a record is whole."""
    write_json(run.directory.work("read", key, RECORD), record)


def record_of(run: Run, key: str) -> dict[str, Any] | None:
    """The record of an earlier reading; None where there is none."""
    path = run.directory.work("read", key, RECORD)
    found: dict[str, Any] | None = json_content(path) if path.exists() else None
    return found


def hand_on(run: Run, key: str, place: str) -> None:
    """The pieces under the names by which they stand in the order of the files."""
    for path in sorted(run.directory.work("read", key, "ingested").glob("*/*.parquet")):
        link_file(path, run.directory.work("ingested", path.parent.name, f"{place}-{path.name}"))
    for path in sorted(run.directory.work("read", key, "quarantine").glob("*/*.parquet")):
        link_file(path, run.directory.work("quarantine", "ingest", f"{path.parent.name}-{place}-{path.name}"))


def forget_others(run: Run, keys: set[str]) -> None:
    """What was kept of files that are no longer there, or are read in another way."""
    run.directory.keep_only("read", keys)
