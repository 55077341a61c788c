"""Who took out what, when and why: one line of JSON an event, each line bound to the one before by its hash.

A line that is changed, left out or put in breaks the chain there, and nothing is added behind a line that does not
fit. Lines cut off at the end cannot be seen from the rest, so the hash of an entry is told when it is made: noted
elsewhere, it shows whether that entry is still there.
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
        previous = hash_of(lines[-1], len(lines)) if lines else FIRST
        if previous is None:
            raise ToldError("register.log_broken", file=path, number=len(lines))
        entry = {"number": len(lines) + 1, "at": at, "who": who, "what": what, "why": why, "previous": previous}
        entry["hash"] = digest(entry)
        file.write(f"{json.dumps(entry, ensure_ascii=False, sort_keys=True)}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return str(entry["hash"])


def verify(log: Path, noted: str = "") -> int | None:
    """The number of the first line that does not fit the chain, counted from 1; None where all do.

    Where a hash was noted elsewhere and no line has it, lines were cut off: the number of the first that is missing.
    """
    seen = [FIRST]
    for number, line in enumerate(log.read_text(encoding="utf-8").splitlines() if log.exists() else (), start=1):
        mark = hash_of(line, number, seen[-1])
        if mark is None:
            return number
        seen.append(mark)
    return len(seen) if noted and noted not in seen else None


def hash_of(line: str, number: int, previous: str = "") -> str | None:
    """The hash of a line; None where the line is no entry of that number (behind that hash) or was changed."""
    try:
        entry = json.loads(line)
        fits = entry["number"] == number and entry["hash"] == digest(entry)
        return str(entry["hash"]) if fits and previous in ("", entry["previous"]) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def digest(entry: dict[str, object]) -> str:
    """SHA-256 of an entry without its own hash."""
    told = {name: value for name, value in entry.items() if name != "hash"}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
