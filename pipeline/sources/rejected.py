"""Rows of quarantine and the JSON of texts as they were written."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from pipeline.model import QUARANTINE
from pipeline.store.reading_csv import Ragged
from pipeline.texts import Catalogue

_JSON = json.JSONEncoder(ensure_ascii=False)


_NONE = QUARANTINE.empty()


class Place(NamedTuple):
    """The file, and the sheet of a workbook, where rows were read."""

    file: str
    sheet: str = ""


def together(pieces: Sequence[pd.Series], between: str) -> pd.Series:
    """Texts on any indexes joined row by row, in the order of the pieces; sorted by row."""
    joined = pd.Series(dtype="str")
    for piece in pieces:
        both = joined.index.intersection(piece.index)
        added = joined.loc[both] + between + piece.loc[both]
        joined = pd.concat([joined.drop(both), added, piece.drop(both)])
    return joined.sort_index()


def raw_json(texts: Mapping[str, pd.Series]) -> pd.Series:
    """`{"column": "text as written", ...}` for each row that has any of the texts."""
    pieces = [_fragments(name, written.dropna()) for name, written in texts.items()]
    held = together([piece for piece in pieces if len(piece)], ", ")
    return "{" + held + "}" if len(held) else held


def _fragments(name: str, written: pd.Series) -> pd.Series:
    places, distinct = pd.factorize(written.array)
    texts = [f"{json.dumps(name)}: {_JSON.encode(str(text))}" for text in distinct]
    return pd.Series(pd.array(texts, dtype="str").take(places), index=written.index)


def quarantined(table: str, rows: pd.DataFrame, reasons: Mapping[str, pd.Series], place: Place) -> pd.DataFrame:
    """One row of quarantine for each row with a reason; `column` is the first column concerned."""
    text = together(list(reasons.values()), "; ")
    first = pd.Series(dtype="str")
    for name, found in reasons.items():
        first = pd.concat([first, pd.Series(name, index=found.index.difference(first.index), dtype="str")])
    taken = rows.loc[text.index]
    unit = taken.get("unit_code")
    return _rows(table, text, place, row=json_lines(taken), column=first.reindex(text.index), unit_code=unit)


def json_lines(rows: pd.DataFrame) -> Sequence[str | None]:
    """Each row as JSON: heading to cell, null where empty."""
    if rows.empty or not len(rows.columns):
        return [None] * len(rows)
    lines = rows.to_json(orient="records", lines=True, force_ascii=False, date_format="iso").rstrip("\n").split("\n")
    return [line.replace("\\/", "/") for line in lines]


def ragged(table: str, rows: Sequence[Ragged], labels: Sequence[str], place: Place, say: Catalogue) -> pd.DataFrame:
    """Rows whose number of cells is not that of the heading."""
    width = len(labels)
    reasons = [say("quarantine.ragged", count=len(found.cells), expected=width) for found in rows]
    text = pd.Series(reasons, index=[found.row for found in rows], dtype="str")
    return _rows(table, text, place, row=[_overlong(found.cells, labels) for found in rows])


def _overlong(cells: Sequence[str], labels: Sequence[str]) -> str:
    """Cells under their headings; those beyond the last heading under their numbers."""
    names = [*labels[: len(cells)], *(str(number) for number in range(len(labels) + 1, len(cells) + 1))]
    return json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)


def refused(table: str, rows: pd.DataFrame, reason: str, place: Place) -> pd.DataFrame:
    """Whole rows that are not accepted for one reason."""
    return _rows(table, pd.Series(reason, index=rows.index, dtype="str"), place, row=json_lines(rows))


def _rows(table: str, reasons: pd.Series, place: Place, **columns: object) -> pd.DataFrame:
    known = {
        "table": table,
        "source_file": place.file,
        "source_sheet": place.sheet or None,
        "source_row": reasons.index.to_numpy(dtype="float64"),
        "reason": reasons.to_numpy(),
        "rule": "reading",
    }
    given = {name: value.to_numpy() if isinstance(value, pd.Series) else value for name, value in columns.items()}
    return QUARANTINE.conform(pd.DataFrame(known | given, index=range(len(reasons))))


def under_labels(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Cells under the headings of the file instead of spreadsheet letters; a heading that repeats gets its letter."""
    names = list(labels.values())
    unique = {
        letter: label if label and names.count(label) == 1 else f"{label} [{letter}]"
        for letter, label in labels.items()
    }
    return frame.rename(columns=unique)


def stacked(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows of quarantine in the order of the file."""
    held = [piece for piece in pieces if len(piece)]
    if not held:
        return _NONE
    return pd.concat(held).sort_values("source_row", kind="stable", ignore_index=True)
