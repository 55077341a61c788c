"""Registers of an earlier format: what takes each to the next one, and the copy that is kept of it before.

Only what an earlier version left out is added; no row is changed. A format that is not named here is refused.
"""

import sqlite3
from pathlib import Path

# Format 1 did not note the priority with which a case stood on a list; there it stays unknown.
STEPS = {1: ("ALTER TABLE listings ADD COLUMN priority REAL",)}


def carried_over(connection: sqlite3.Connection, path: Path, found: int) -> int:
    """The format after all steps, within the transaction that is open; the file as it was lies beside it."""
    if found in STEPS:
        keep_copy(path, found)
    while found in STEPS:
        for statement in STEPS[found]:
            connection.execute(statement)
        found += 1
        connection.execute(f"PRAGMA user_version = {found}")
    return found


def copy_path(path: Path, found: int) -> Path:
    """Where the copy of an earlier format lies: register.sqlite.format-1."""
    return path.with_name(f"{path.name}.format-{found}")


def keep_copy(path: Path, found: int) -> None:
    """The register as others see it now, in one file for its owner alone; it takes its place as a whole."""
    unfinished = path.with_name(f".{path.name}.format-{found}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    before, copy = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        before.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        before.close()
        copy.close()
    unfinished.replace(copy_path(path, found))


def forget_copies(path: Path) -> None:
    """Retention: a copy of an earlier format would hold what the register forgot."""
    for found in STEPS:
        copy_path(path, found).unlink(missing_ok=True)
