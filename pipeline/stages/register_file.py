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


def register_path(options: Options, given: str = "") -> Path:
    """The register of this run directory, or another that several run directories share (REGISTER)."""
    return Path(given) if given else options.out / "register" / "register.sqlite"


@contextmanager
def register_opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The register for writing, in one transaction."""
    with database.opened(path, REGISTERED) as connection:
        yield connection


def registered(path: Path) -> dict[str, pd.DataFrame]:
    """`register`, `listings` and `lottery`; empty tables where there is no register yet."""
    return database.read_database(path, REGISTERED)


def record_listing(directory: RunDirectory, path: Path) -> None:
    """The cases that the run directory lists now, noted once for each run: when and where each case stood."""
    cases = read_table(directory.file("cases", "flagged_cases.parquet"), CASES)
    if cases.empty or not directory.has_record("score") or not directory.has_record("validate"):
        return
    run_id = directory.record("score")["key"][:12]
    listed_on = pd.Timestamp(directory.record("validate")["last_day"])
    with register_opened(path) as connection:
        database.append(connection, LISTINGS, new_listings(cases, run_id, listed_on))


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
