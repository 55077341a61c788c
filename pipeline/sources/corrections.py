"""Corrections of a source as data: cells that are known to be wrong, with a guard that the source still says so.

A correction is a row of a file `corrections.csv` (or `.xlsx`, a sheet `corrections`) in the data folder: `file`, the
place (`row` in the file, or `declaration_id` and where there are items `item_no`; `sheet` in a workbook), `column`
(heading of the file), `was`, `becomes`, `reason`, `author`, `expires_on`. It is applied to the text before anything is
read. It fails loudly where the source says something else than `was` (it may have been put right there), where its
place does not exist, and from `expires_on` on.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pipeline.model.table import Table, column
from pipeline.sources.columns import as_text
from pipeline.sources.dates import read_date
from pipeline.sources.headings import heading_name, match_headings
from pipeline.sources.pack import canonical
from pipeline.sources.rejected import Place
from pipeline.store.reading import Cells, InputFile, read_cells
from pipeline.store.reading_error import UnreadableError
from pipeline.texts import Catalogue

CORRECTIONS = Table(
    "corrections",
    "a cell of a source that is corrected",
    (
        column("file*", "text", "Input file, relative to the pack."),
        column("sheet", "text", "Sheet of a workbook."),
        column("table", "code", "Table that the row was read into, where the column is named canonically."),
        column("row", "integer", "Row in the file, the heading being 1."),
        column("place", "text", "Place in a form (`II.5, đoạn 12`), which has no rows."),
        column("declaration_id", "code", "Declaration, where no row is given."),
        column("item_no", "code", "Item within the declaration, where no row is given."),
        column("column*", "text", "Heading of the column."),
        column("was*", "text", "What the source says; empty for an empty cell."),
        column("becomes*", "text", "What is to be read instead; empty for nothing."),
        column("reason*", "text", "Why."),
        column("author*", "text", "Who decided."),
        column("expires_on", "date", "First day on which the correction is no longer applied unseen."),
    ),
)
KEYS = ("declaration_id", "item_no")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def load_corrections(files: Sequence[InputFile], say: Catalogue, today: date | None = None) -> pd.DataFrame:
    """All corrections of some files (CORRECTIONS); UnreadableError for one that cannot be read or has expired."""
    pieces = [CORRECTIONS.empty()]
    for file in files:
        for cells in read_cells(file):
            matched = match_headings(CORRECTIONS, cells.labels, file.name)
            named = cells.frame[list(matched.columns)].set_axis(list(matched.columns.values()), axis=1)
            pieces.append(as_corrections(named, Place(file.name, file.sheet), say))
    corrections = pd.concat(pieces, ignore_index=True)
    check_days(corrections, today)
    return corrections


def as_corrections(cells: pd.DataFrame, place: Place, say: Catalogue) -> pd.DataFrame:
    """Cells of text under canonical headings as CORRECTIONS; the index is the row in the file."""
    found = canonical(CORRECTIONS, cells, place, say, {})
    if len(found.quarantine):
        worst = found.quarantine.iloc[0]
        raise UnreadableError("correction.row", file=place.file, row=int(worst["source_row"]), why=worst["reason"])
    return found.frame


def check_days(corrections: pd.DataFrame, today: date | None) -> None:
    """Raises UnreadableError for a correction that has expired on a day (the last day of the data, or AS_OF)."""
    expired = corrections[corrections["expires_on"] <= pd.Timestamp(today)] if today else corrections.iloc[:0]
    for correction in expired.to_dict("records"):
        raise UnreadableError("correction.expired", **told(correction), day=correction["expires_on"].date())


def of_file(corrections: pd.DataFrame, file: InputFile) -> pd.DataFrame:
    """The corrections of a file, and of its sheet where they name one."""
    same_sheet = corrections["sheet"].isna() | (corrections["sheet"] == file.sheet)
    return corrections[(corrections["file"] == file.name) & same_sheet]


def corrected_pieces(
    pieces: Iterator[Cells],
    file: InputFile,
    corrections: pd.DataFrame | None,
    renamed: Callable[[pd.DataFrame, Mapping[str, str]], pd.DataFrame] | None = None,
) -> Iterator[Cells]:
    """The pieces of a file with the corrections of that file made; each must find its place and what it corrects.

    `renamed` gives corrections that name a canonical column the name of the column under the file's headings.
    """
    left = CORRECTIONS.empty() if corrections is None else of_file(corrections, file).reset_index(drop=True)
    for cells in pieces:
        left = renamed(left, cells.labels) if renamed else left
        piece, left = corrected(cells, left)
        yield piece
    check_all_made(left)


def corrected(cells: Cells, corrections: pd.DataFrame) -> tuple[Cells, pd.DataFrame]:
    """The piece with its corrections made, and the corrections whose place is not in it.

    Raises UnreadableError where the source no longer says what a correction says it did.
    """
    frame, left = cells.frame, []
    written: dict[str, dict[int, str]] = {}
    for correction in corrections.to_dict("records"):
        rows = _rows(frame, cells.labels, correction)
        letter = _letter(cells.labels, str(correction["column"]), correction)
        left += [correction] if len(rows) == 0 else []
        for row in rows:
            was = _text(as_text(frame.loc[[row], letter]).iloc[0])
            check_cell(was, correction)
            if not pd.api.types.is_string_dtype(frame[letter].dtype):
                frame = frame.assign(**{letter: as_text(frame[letter])})
            frame.loc[row, letter] = _text(correction["becomes"]) or np.nan
            written.setdefault(letter, {})[row] = was
    texts = {letter: pd.Series(by_row, dtype="str") for letter, by_row in written.items()}
    return cells._replace(frame=frame, written=texts), pd.DataFrame(left, columns=corrections.columns)


def check_all_made(left: pd.DataFrame) -> None:
    """Raises UnreadableError for a correction whose place was nowhere in its file."""
    for correction in left.to_dict("records"):
        raise UnreadableError("correction.no_place", **told(correction))


def _rows(frame: pd.DataFrame, labels: Mapping[str, str], correction: Mapping[Any, Any]) -> pd.Index:
    """The rows that a correction names."""
    if not pd.isna(correction["row"]):
        return frame.index.intersection([int(correction["row"])])
    held = pd.Series(True, index=frame.index)
    for key in KEYS:
        if not pd.isna(correction[key]):
            held &= as_text(frame[_letter(labels, key, correction)]).str.strip() == correction[key]
    return frame.index[held] if not pd.isna(correction["declaration_id"]) else frame.index[:0]


def _letter(labels: Mapping[str, str], name: str, correction: Mapping[Any, Any]) -> str:
    found = [
        letter for letter, label in labels.items() if name in (label, f"[{letter}]") or heading_name(label) == name
    ]
    if len(found) != 1:
        raise UnreadableError("correction.column", **told(correction) | {"column": name})
    return found[0]


def check_cell(cell: str, correction: Mapping[Any, Any]) -> None:
    """Raises UnreadableError where the source says something else than the correction says it did."""
    if not same_text(cell, correction["was"]):
        raise UnreadableError("correction.guard", **told(correction), was=_text(correction["was"]), now=_text(cell))


def same_text(now: Any, then: Any) -> bool:
    """True for the same text, number (`5000000` is `5000000.0`) or day (`31/12/2024` is `2024-12-31`)."""
    cell, was = _text(now), _text(then)
    if unicodedata.normalize("NFC", cell) == unicodedata.normalize("NFC", was):
        return True
    if _NUMBER.fullmatch(cell) and _NUMBER.fullmatch(was):
        return Decimal(cell) == Decimal(was)
    day, written = read_date(cell), read_date(was)
    return day.value is not None and day.value == written.value


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else " ".join(str(cell).split())


def told(correction: Mapping[Any, Any]) -> dict[str, Any]:
    """Where a correction is about, for a sentence."""
    row = correction["row"]
    keys = " ".join(_text(correction[key]) for key in (*KEYS, "place")).strip()
    place = keys if pd.isna(row) or not pd.isna(correction["place"]) else str(int(float(str(row))))
    return {"file": correction["file"], "place": place, "column": _text(correction["column"])}
