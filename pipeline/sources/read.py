"""What reading a file gives."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from pipeline.store.reading_folder import Note


class Read(NamedTuple):
    """A piece of a table that was read: `rows_read` = accepted + quarantined."""

    table: str
    accepted: pd.DataFrame
    quarantine: pd.DataFrame
    notes: list[Note]
    rows_read: int


def summed(notes: Iterable[Note]) -> list[Note]:
    """Notes that say the same of several parts, with their counts added up."""
    counts: dict[tuple[object, ...], int] = {}
    for note in notes:
        rest = tuple((name, value) for name, value in note.values.items() if name != "count")
        count = note.values.get("count", 0)
        counts[(note.message_id, rest)] = counts.get((note.message_id, rest), 0) + int(str(count))
    return [
        Note(str(message), {**dict(rest), **({"count": count} if count else {})})  # type: ignore[call-overload]
        for (message, rest), count in counts.items()
    ]
