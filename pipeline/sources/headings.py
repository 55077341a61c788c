"""Which canonical column each heading of a file means."""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.model import Table
from pipeline.sources.amounts import DONG, unit_of_heading
from pipeline.sources.columns import Manner
from pipeline.sources.pack import PROVENANCE_NAMES
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_folder import Note

LISTED = 20


class Matched(NamedTuple):
    """Spreadsheet letter to canonical column, how the columns are written, and what was left aside."""

    columns: dict[str, str]
    manners: dict[str, Manner]
    notes: list[Note]


def match_headings(table: Table, labels: Mapping[str, str], file: str) -> Matched:
    """Headings without regard to case, spaces and byte order mark; a unit in brackets counts for money.

    Raises UnreadableError for a missing required column or one that is there twice; unknown ones are noted.
    """
    columns: dict[str, str] = {}
    manners: dict[str, Manner] = {}
    for letter, label in labels.items():
        name = heading_name(label)
        if name not in table.by_name or name in PROVENANCE_NAMES:
            continue
        if name in columns.values():
            raise UnreadableError("reading.duplicate_columns", file=file, column=name)
        columns[letter] = name
        if table.by_name[name].type == "money" and unit_of_heading(label) != DONG:
            manners[name] = Manner(unit=unit_of_heading(label))
    missing = next((name for name in table.required if name not in columns.values()), None)
    if missing:
        raise UnreadableError("reading.missing_column", file=file, column=missing, labels=_listed(labels))
    unknown = {letter: label for letter, label in labels.items() if letter not in columns and label}
    notes = [Note("note.unknown_columns", {"file": file, "labels": _listed(unknown)})] if unknown else []
    return Matched(columns, manners, notes)


def heading_name(label: str) -> str:
    """`Value_VND (triệu đồng)` is `value_vnd`."""
    bare = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", label.replace("\ufeff", ""))).strip().lower()
    return re.sub(r"[\s-]+", "_", bare)


def _listed(labels: Mapping[str, str]) -> str:
    """Headings in a sentence; a long list is cut."""
    names = [label for label in labels.values() if label]
    return ", ".join(names[:LISTED]) + (", …" if len(names) > LISTED else "")
