"""Corrections of a pack: its files `corrections`, and quarantine workbooks that units have filled in."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from pipeline.errors import InputError
from pipeline.exports.quarantine_workbook import read_quarantine_workbook, recognising_headings
from pipeline.sources.corrections import as_corrections, check_all_made, load_corrections
from pipeline.sources.rejected import Place
from pipeline.stages.run_context import Run
from pipeline.store.filled_sheets import filled_sheets, mentions
from pipeline.store.reading_folder import Found, Note
from pipeline.store.resources import file_hash
from pipeline.texts import Catalogue, ToldError

RENAMED = {"source_file": "file", "source_sheet": "sheet", "source_row": "row", "source_place": "place"}
# The workbook says until when a correction holds; CORRECTIONS the first day on which it holds no more.
ONE_DAY = timedelta(days=1)


class Corrected(NamedTuple):
    """What is to be corrected (CORRECTIONS), what was found besides, and the files that the corrections stand in."""

    corrections: pd.DataFrame
    found: Found
    inputs: list[dict[str, Any]]


def corrections_of(run: Run, found: Found, say: Catalogue) -> Corrected:
    """The corrections of DATA, each cell once; filled workbooks are no longer among the files and forms."""
    root = run.options.data.resolve()
    books = [path for path in _workbooks(found) if any(mentions(path, texts) for texts in recognising_headings())]
    names = {path: path.relative_to(root).as_posix() for path in sorted(books)}
    filled = {name: _filled(path, name, say) for path, name in names.items()}
    stated = load_corrections(found.corrections, say, run.options.as_of)
    pieces = [piece for piece in (stated, *filled.values()) if len(piece)]
    corrections = pd.concat(pieces, ignore_index=True) if pieces else stated
    once = corrections.drop_duplicates(["file", "sheet", "table", "row", "place", "column", "becomes"])
    rest = replace(
        found,
        files=[file for file in found.files if file.path not in names],
        forms=[path for path in found.forms if path not in names],
        notes=[*found.notes, *(Note("note.filled", {"file": n, "count": len(rows)}) for n, rows in filled.items())],
    )
    _check_files(once, rest, root)
    inputs = [{"file": file.name, "sheet": file.sheet, "sha256": file_hash(file.path)} for file in found.corrections]
    inputs += [{"file": name, "sheet": "", "sha256": file_hash(path)} for path, name in names.items()]
    return Corrected(once.reset_index(drop=True), rest, inputs)


def _workbooks(found: Found) -> set[Path]:
    paths = {file.path for file in found.files if file.format == "sheet"} | set(found.forms)
    return {path for path in paths if path.suffix.lower() == ".xlsx"}


def _filled(path: Path, name: str, say: Catalogue) -> pd.DataFrame:
    """The right values that a unit wrote into its workbook, as CORRECTIONS."""
    pieces = [
        _as_corrections(sheet, rows, name, say)
        for sheet, rows in filled_sheets(path).items()
        if rows and any(set(texts) <= set(rows[0]) for texts in recognising_headings())
    ]
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def _as_corrections(sheet: str, rows: list[list[str]], name: str, say: Catalogue) -> pd.DataFrame:
    width = len(rows[0])
    cells = pd.DataFrame([(row + [""] * width)[:width] for row in rows[1:]], columns=rows[0], dtype="str")
    try:
        told = read_quarantine_workbook(cells)
    except InputError as error:
        raise ToldError("error.corrections", file=name, why=str(error)) from None
    named = told.rename(columns=RENAMED).astype("str")
    corrections = as_corrections(named, Place(name, sheet), say)
    return corrections.assign(expires_on=corrections["expires_on"] + ONE_DAY)


def _check_files(corrections: pd.DataFrame, found: Found, root: Path) -> None:
    """Raises where a correction speaks of a file that is not there."""
    known = {file.name for file in found.files} | {path.relative_to(root).as_posix() for path in found.forms}
    check_all_made(corrections[~corrections["file"].isin(known)])
