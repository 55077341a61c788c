"""Who took out what, when and why: one line of JSON an event, each line bound to the one before by its hash.

A line that is changed, left out or put in breaks the chain there. Lines cut off at the end cannot be seen from the
rest, so the last hash is told with every entry and can be noted elsewhere.
"""

import fcntl
import hashlib
import json
import os
from pathlib import Path

from pipeline.store.run_directory import RunDirectory
from pipeline.store.writing import make_folder
from pipeline.texts import ToldError

NAME = "access_log.jsonl"
FIRST = "0" * 64


def append(run_directory: RunDirectory, who: str, what: str, why: str, at: str) -> str:
    """An entry added to the log of a run directory (`at` in ISO form); its hash. Earlier lines are left untouched."""
    path = run_directory.file(NAME)
    try:
        make_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as error:
        raise ToldError("error.access_log", file=path, why=error.strerror) from None
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = file.read().decode("utf-8").splitlines()
        previous = json.loads(lines[-1])["hash"] if lines else FIRST
        entry = {"number": len(lines) + 1, "at": at, "who": who, "what": what, "why": why, "previous": previous}
        entry["hash"] = digest(entry)
        file.write(f"{json.dumps(entry, ensure_ascii=False, sort_keys=True)}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return str(entry["hash"])


def verify(log: Path) -> int | None:
    """The number of the first line that does not fit the chain, counted from 1; None where all do."""
    previous = FIRST
    for number, line in enumerate(log.read_text(encoding="utf-8").splitlines() if log.exists() else (), start=1):
        try:
            entry = json.loads(line)
            fits = entry["number"] == number and entry["previous"] == previous and entry["hash"] == digest(entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            return number
        if not fits:
            return number
        previous = entry["hash"]
    return None


def digest(entry: dict[str, object]) -> str:
    """SHA-256 of an entry without its own hash."""
    told = {name: value for name, value in entry.items() if name != "hash"}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
