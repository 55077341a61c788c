"""Where the register lies, and what the other stages ask of it."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from pipeline.model import CASES
from pipeline.model.registered import LISTINGS, LOTTERY, REGISTER, REGISTERED
from pipeline.options import Options
from pipeline.register.filled import filled_rows
from pipeline.register.versions import new_listings
from pipeline.store import database
from pipeline.store.content import read_content
from pipeline.store.filled_sheets import filled_sheets
from pipeline.store.run_directory import RunDirectory
from pipeline.store.tables import read_table
from pipeline.store.writing import write_files
from pipeline.texts import ToldError


def register_path(options: Options) -> Path:
    """The register that several run directories share (REGISTER), else that of this one."""
    return Path(options.register) if options.register else options.out / "register" / "register.sqlite"


@contextmanager
def register_opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The register for writing, in one transaction."""
    with database.opened(path, REGISTERED) as connection:
        yield connection


def registered(path: Path) -> dict[str, pd.DataFrame]:
    """`register`, `listings` and `lottery`; empty tables where there is no register yet."""
    return database.read_database(path, REGISTERED)


def record_listing(directory: RunDirectory, path: Path) -> None:
    """The cases that the run directory lists, noted once for each run: when and where each case stood.

    A list of a version that did not say of which run it was is made again first; `run` keeps what staff filled in.
    """
    if not directory.has_record("cases"):
        return
    made = directory.record("cases")
    if "run_id" not in made:
        raise ToldError("error.stage_version", file=directory.root, stage="cases")
    cases = read_table(directory.file("cases", "flagged_cases.parquet"), CASES)
    note_listing(path, cases, made["run_id"], made["listed_on"])


def note_listing(path: Path, cases: pd.DataFrame, run_id: str, listed_on: str) -> None:
    """Where each case stands on the list of a run; said twice, the first time holds."""
    with register_opened(path) as connection:
        database.append(connection, LISTINGS, new_listings(cases, run_id, pd.Timestamp(listed_on)))


def register_mark(path: Path) -> str:
    """A hash of all that the register holds, whatever the order in which it came; nothing where it holds nothing."""
    held = [rows.sort_values(rows.columns.tolist()) for rows in registered(path).values() if len(rows)]
    content = "\n".join(rows.to_csv(index=False) for rows in held)
    return hashlib.sha256(content.encode()).hexdigest() if content else ""


def record_versions(connection: sqlite3.Connection, versions: pd.DataFrame) -> None:
    database.append(connection, REGISTER, versions)


def record_lottery(path: Path, drawn: pd.DataFrame) -> None:
    """The persons drawn, with their chances; drawing the same again adds nothing."""
    with register_opened(path) as connection:
        database.append(connection, LOTTERY, LOTTERY.conform(drawn))


def register_rows(connection: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    return {table.name: database.rows(connection, table) for table in REGISTERED}


def save_filled(directory: RunDirectory) -> Path | None:
    """A copy of the list that staff filled in where it lies, before a new list takes its place; None where nobody did.

    The name is a hash of the content, so that the same list is kept once. `make outcome FILE=` takes it in.
    """
    path = directory.file("cases", "flagged_cases.xlsx")
    if not path.exists() or not any(filled_rows_of(sheet) for sheet in filled_sheets(path).values()):
        return None
    content = read_content(path)
    name = f"{hashlib.sha256(content).hexdigest()[:12]}.xlsx"
    write_files(directory.file("register", "filled"), {name: content})
    return directory.file("register", "filled", name)


def filled_rows_of(sheet: list[list[str]]) -> bool:
    return next(filled_rows(sheet), None) is not None
