"""The register's database: one SQLite file to which rows are added and in which none is changed.

The tables are those of the model. Triggers refuse every change and every deletion, by whatever program;
only `remove`, the retention of the office, takes rows out, and what it takes is overwritten on the disk.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.model import Table
from pipeline.store.earlier_formats import carried_over, forget_copies
from pipeline.store.writing import make_folder
from pipeline.texts import ToldError

FORMAT = 2
WAIT_SECONDS = 3.0
SQL_TYPES = {"integer": "INTEGER", "money": "INTEGER", "number": "REAL"}


@contextmanager
def opened(path: Path, tables: Sequence[Table], to_write: bool = True) -> Iterator[sqlite3.Connection]:
    """The database in one transaction: kept whole when the block ends, undone when it raises.

    Readers never wait for a writer. Raises InputError in one line where another process writes, or the file is
    no register.
    """
    _make(path)
    with _refusals(path):
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(connection, tables, path)
            connection.execute("BEGIN IMMEDIATE" if to_write else "BEGIN")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()


def read_database(path: Path, tables: Sequence[Table]) -> dict[str, pd.DataFrame]:
    """Every table of the database by name, empty where there is no file yet."""
    if not path.exists():
        return {table.name: table.empty() for table in tables}
    with opened(path, tables, to_write=False) as connection:
        return {table.name: rows(connection, table) for table in tables}


def rows(connection: sqlite3.Connection, table: Table) -> pd.DataFrame:
    """All rows of a table in the order in which they came."""
    held = connection.execute(f"SELECT {', '.join(table.names)} FROM {table.name} ORDER BY rowid").fetchall()  # noqa: S608 names of the model
    return table.conform(pd.DataFrame(held, columns=table.names))


def append(connection: sqlite3.Connection, table: Table, frame: pd.DataFrame) -> None:
    """Rows added; one whose key is there already is left as it is."""
    places = ", ".join("?" for _ in table)
    columns = [_plain(frame[column.name], column.type) for column in table]
    statement = f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.names)}) VALUES ({places})"  # noqa: S608 names of the model
    connection.executemany(statement, zip(*columns, strict=True))


def remove(path: Path, tables: Sequence[Table], case_ids: Collection[str]) -> None:
    """Retention: the rows of these cases, gone from every table, from the file and from copies of earlier formats."""
    with opened(path, tables) as connection:
        for table in tables:
            connection.execute(f"DROP TRIGGER {table.name}_kept")
            found = [(case_id,) for case_id in sorted(case_ids)]
            connection.executemany(f"DELETE FROM {table.name} WHERE case_id = ?", found)  # noqa: S608 names of the model
            _keep(connection, table)
    with _refusals(path):
        forget_copies(path)
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise ToldError("error.register_busy", file=path) from None
        raise ToldError("error.register_write", file=path, why=str(error)) from None
    except sqlite3.DatabaseError as error:
        raise ToldError("error.register_damaged", file=path, why=str(error)) from None


def _make(path: Path) -> None:
    """The file, readable by the owner alone; SQLite gives the files beside it the same rights."""
    try:
        make_folder(path.parent)
        path.touch(mode=0o600)
    except OSError as error:
        raise ToldError("error.register_made", file=path, why=error.strerror) from None


def _prepare(connection: sqlite3.Connection, tables: Sequence[Table], path: Path) -> None:
    """Tables and settings; a register of an earlier format is carried over, one of a later format refused."""
    if _format(connection) > FORMAT:
        raise ToldError("error.register_format", file=path, found=_format(connection), expected=FORMAT)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if _format(connection) == FORMAT:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    carried_over(connection, path, _format(connection))
    for table in tables:
        _create(connection, table)
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(connection: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f"{column.name} {SQL_TYPES.get(column.type, 'TEXT')}" for column in table)
    key = ", ".join(table.key)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}, UNIQUE ({key}))")
    _keep(connection, table)


def _keep(connection: sqlite3.Connection, table: Table) -> None:
    """Triggers by which no row is changed or deleted."""
    for name, action in (("fixed", "UPDATE"), ("kept", "DELETE")):
        connection.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table.name}_{name} BEFORE {action} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, 'the register keeps every version'); END"
        )


def _plain(values: pd.Series, kind: str) -> list[Any]:
    """The values as SQLite holds them: days as ISO text, whole numbers whole, unknown as NULL."""
    known = values.notna()
    if kind == "date":
        return [day.date().isoformat() if there else None for day, there in zip(values, known, strict=True)]
    if kind in ("integer", "money"):
        return [int(value) if there else None for value, there in zip(values, known, strict=True)]
    return [value if there else None for value, there in zip(values, known, strict=True)]
