"""Forms in files: what cannot be read at all is one row of quarantine, and the others go on."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd

from pipeline.model import DECLARED, INPUTS, QUARANTINE
from pipeline.params import Parameters
from pipeline.sources.form130.corrections import Amendments
from pipeline.sources.form130.form import digest
from pipeline.sources.form130.frames import FORMS, Form, FormRead, frames
from pipeline.sources.form130.understanding import Understood, has_sections, is_begun, understood
from pipeline.sources.read import Read, summed
from pipeline.sources.rejected import Place
from pipeline.store.reading_document_sheets import read_workbook
from pipeline.store.reading_documents import Part, file_bytes, read_document
from pipeline.store.reading_error import UnreadableError
from pipeline.texts import Catalogue

FORMS_AT_ONCE = 500
WORKBOOKS = (".xlsx", ".xlsm")


def read_form_file(
    path: Path, name: str, parameters: Parameters, say: Catalogue, region: str = "trung_bo"
) -> Iterator[Read]:
    """The tables of one file, one Read each; a file that cannot be read gives one row of quarantine of `forms`."""
    return read_form_files([(path, name)], parameters, say, region)


def read_form_files(
    files: Iterable[tuple[Path, str]],
    parameters: Parameters,
    say: Catalogue,
    region: str = "trung_bo",
    at_once: int = FORMS_AT_ONCE,
    corrections: pd.DataFrame | None = None,
) -> Iterator[Read]:
    """The tables of many files (path, and name within the data folder), in pieces of `at_once` files.

    Raises UnreadableError for a correction (CORRECTIONS) that no longer fits its form.
    """
    waiting = iter(files)
    while some := list(islice(waiting, at_once)):
        forms = [form for path, name in some for form in _forms(path, name, say, corrections)]
        yield from _reads(frames(forms, parameters, say, region))


def _forms(path: Path, name: str, say: Catalogue, corrections: pd.DataFrame | None) -> list[Form]:
    """The forms of a file: one of a document, one of each sheet of a workbook that is a form."""
    amendments = Amendments(corrections, name)
    found = _read(path, name, say, amendments)
    amendments.check()
    return found


def _read(path: Path, name: str, say: Catalogue, amendments: Amendments) -> list[Form]:
    try:
        parts = read_workbook(path, name) if path.suffix.lower() in WORKBOOKS else read_document(path, name)
        content = file_bytes(path)
    except UnreadableError as error:
        return [Form(Place(name), Understood(refusal=error.message_id, reason=error.said(say.language)))]
    parts = [amendments.lines(part) for part in together(parts)]
    found = [
        Form(
            Place(name, part.sheet),
            understood(part.lines, digest(content, _name(name, part, parts)), partial(amendments.rows, part.sheet)),
        )
        for part in parts
    ]
    read = [form for form in found if form.content.refusal != "forms.not_a_form"]
    return read or [Form(Place(name), Understood(refusal="forms.not_a_form"))]


def together(parts: list[Part]) -> list[Part]:
    """The parts of a form that is spread over several sheets as one; sheets that are forms of their own stay apart."""
    if len(parts) < 2 or sum(is_begun(part.lines) for part in parts) != 1:
        return parts
    first = next(part for part in parts if is_begun(part.lines))
    lines = [
        line._replace(pieces=tuple(piece._replace(place=f"{part.sheet}!{piece.place}") for piece in line.pieces))
        for part in parts
        if part is first or has_sections(part.lines)
        for line in part.lines
    ]
    return [Part(lines, first.sheet)]


def _name(name: str, part: Part, parts: list[Part]) -> str:
    return f"{name}#{part.sheet}" if len(parts) > 1 else name


def _reads(found: FormRead) -> Iterator[Read]:
    """One Read for each table that has rows; the notes go with the declarations."""
    for table in (*(table.name for table in DECLARED), FORMS):
        accepted = found.tables.get(table, pd.DataFrame())
        refused = found.quarantine[found.quarantine["table"] == table].reset_index(drop=True)
        notes = summed(found.notes) if table == DECLARED[0].name else []
        if len(accepted) or len(refused) or notes:
            frame = accepted if table in INPUTS else QUARANTINE.empty()
            yield Read(table, frame, refused, notes, len(accepted) + len(refused))
