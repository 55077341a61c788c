"""What a map says about labels, and the labels that a file has."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from pipeline.sources.column_map import ColumnMap, Input, Line
from pipeline.store.reading import InputFile
from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_folder import Note
from pipeline.store.reading_layout import clean

FACTS = ("file", "stem", "folder", "sheet", "row", "block")
_BRACES = re.compile(r"\{([^{}]+)\}")


def labels_in(source: str) -> list[str]:
    """The labels that a source names; facts about the file (`{stem}`) are none."""
    if "{" not in source:
        return [source] if source else []
    return [label for label in _BRACES.findall(source) if label not in FACTS]


def letter_of(label: str, labels: Mapping[str, str]) -> str | None:
    """The column of a label: by letter, whole label, or end of the path; None where none or several have it."""
    for wanted in (clean(part) for part in label.split(" | ")):
        if re.fullmatch(r"\[[A-Z]{1,3}\]", wanted):
            return wanted[1:-1] if wanted[1:-1] in labels else None
        same = [letter for letter, found in labels.items() if found.lower() == wanted.lower()]
        ends = [letter for letter, found in labels.items() if found.lower().endswith(f" > {wanted.lower()}")]
        if len(same or ends) == 1:
            return (same or ends)[0]
    return None


def check_labels(column_map: ColumnMap, known: Input, labels: Mapping[str, str], file: InputFile) -> list[Note]:
    """Notes on labels that the map does not know and on optional ones that the file lacks; refuses if others lack."""
    used: set[str] = set()
    lacking: list[str] = []
    for line in column_map.lines_of(known.name):
        for label in labels_in(line.source):
            letter = letter_of(label, labels)
            used |= {letter} if letter else set()
            if letter is None and not line.optional and (line.table or line.column):
                raise UnreadableError("map.missing", file=file.name, map=column_map.name, label=label)
            lacking += [label] if letter is None else []
    unknown = [label or f"[{letter}]" for letter, label in labels.items() if letter not in used]
    told = {"note.map_unknown": unknown, "note.map_lacking": sorted(set(lacking))}
    return [
        Note(message, {"file": file.name, "map": column_map.name, "labels": ", ".join(names)})
        for message, names in told.items()
        if names
    ]


def texts_of(line: Line, frame: pd.DataFrame, labels: Mapping[str, str], file: InputFile) -> pd.Series:
    """The text of a source or constant for each row, trimmed; null where all labels in it are empty."""
    if line.source and "{" not in line.source:
        letter = letter_of(line.source, labels)
        return _trimmed(frame[letter]) if letter else pd.Series(index=frame.index, dtype="str")
    return _filled(line.source or line.constant, line.block, frame, labels, file)


def _filled(template: str, block: str, frame: pd.DataFrame, labels: Mapping[str, str], file: InputFile) -> pd.Series:
    """A template with its braces filled for each row."""
    path = PurePosixPath(file.name)
    facts = {
        "file": path.name,
        "stem": path.name.partition(".")[0],
        "folder": path.parent.name,
        "sheet": file.sheet,
        "block": block,
    }
    text = pd.Series("", index=frame.index, dtype="str")
    empty = np.ones(len(frame), dtype=bool)
    for place, part in enumerate(_BRACES.split(template)):
        if place % 2 == 0 or part in facts:
            text = text + (part if place % 2 == 0 else facts[part])
        elif part == "row":
            text = text + frame.index.astype("str").to_numpy()
        else:
            letter = letter_of(part, labels)
            cells = _trimmed(frame[letter]) if letter else pd.Series(index=frame.index, dtype="str")
            text, empty = text + cells.fillna(""), empty & cells.isna().to_numpy()
    named = bool([label for label in labels_in(template) if "{" in template])
    return _trimmed(text.mask(empty) if named else text)


def _trimmed(texts: pd.Series) -> pd.Series:
    """Single spaces, none at the ends, null where nothing is left."""
    plain = texts.astype("str").str.replace(r"\s+", " ", regex=True).str.strip()
    return plain.mask(plain == "")


def letters_of(lines: Sequence[Line], labels: Mapping[str, str]) -> set[str]:
    """The columns that some lines read."""
    found = {letter_of(label, labels) for line in lines for label in labels_in(line.source)}
    return {letter for letter in found if letter}
