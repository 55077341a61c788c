"""Where the register lies, and what the other stages ask of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from pipeline.model import CASES
from pipeline.model.registered import LISTINGS, LOTTERY, REGISTER, REGISTERED
from pipeline.options import Options
from pipeline.register.versions import new_listings
from pipeline.store import database
from pipeline.store.run_directory import RunDirectory
from pipeline.store.tables import read_table


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
