"""Corrections of a form: of a line that was not understood, and of a field of an item; each with its guard."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.sources.corrections import check_all_made, check_cell, same_text, told
from pipeline.sources.form130.fold import undotted
from pipeline.sources.form130.rows import FormRow
from pipeline.store.reading_documents import Line, Part
from pipeline.store.reading_error import UnreadableError

Correction = Mapping[Any, Any]


class Amendments:
    """The corrections of one file and which of them were made: one may stand on any sheet."""

    def __init__(self, corrections: pd.DataFrame | None, name: str) -> None:
        # Nearly all forms have none, and a look at an empty frame takes longer than understanding a section.
        of_all = None if corrections is None or corrections.empty else corrections
        held = [] if of_all is None else of_all[of_all["file"] == name].to_dict("records")
        self.left: list[Correction] = list(held)
        self.columns = [] if of_all is None else list(of_all.columns)

    def lines(self, part: Part) -> Part:
        """The part with the lines put right that no field could take."""
        for correction in self._of(part.sheet, of_lines=True):
            place = str(correction["place"])
            number = next((n for n, line in enumerate(part.lines) if stands_at(line, place)), None)
            if number is not None:
                lines = [*part.lines]
                lines[number] = amended_line(lines[number], correction)
                part = part._replace(lines=lines)
                self.left.remove(correction)
        return part

    def rows(self, sheet: str, rows: Sequence[FormRow]) -> None:
        """Puts fields of the rows right."""
        for correction in self._of(sheet, of_lines=False):
            row = next((one for one in rows if (one.table, one.place) == _where(correction)), None)
            if row is not None:
                amend_field(row, correction)
                self.left.remove(correction)

    def check(self) -> None:
        """Raises UnreadableError for a correction whose place the file does not have."""
        if self.left:
            check_all_made(pd.DataFrame(self.left, columns=self.columns))

    def _of(self, sheet: str, of_lines: bool) -> list[Correction]:
        held = [one for one in self.left if pd.isna(one["sheet"]) or one["sheet"] == sheet]
        return [one for one in held if pd.isna(one["column"]) == of_lines and not pd.isna(one["place"])]


def _where(correction: Correction) -> tuple[object, object]:
    return correction["table"], correction["place"]


def stands_at(line: Line, place: str) -> bool:
    """True where `II.5, đoạn 9` speaks of the line: its first piece is `đoạn 9`."""
    return bool(line.pieces) and f", {place}".endswith(f", {line.pieces[0].place}")


def amended_line(line: Line, correction: Correction) -> Line:
    """The line with the text that was not understood replaced: within a cell where it is one, else as a whole."""
    was, becomes = str(correction["was"]).strip(), right_text(correction)
    first, *others = line.pieces
    if was and was in first.text:
        return line._replace(pieces=(first._replace(text=first.text.replace(was, becomes, 1)), *others))
    whole = [between.join(piece.text for piece in line.pieces) for between in (" | ", "; ", " ")]
    if not any(same_text(text, was) or same_text(undotted(text), was) for text in whole):
        raise UnreadableError("correction.guard", **told(correction), was=was, now=whole[0])
    return line._replace(pieces=(first._replace(text=becomes),))


def amend_field(row: FormRow, correction: Correction) -> None:
    """Sets one field of an item, where the form still says in it what it said."""
    column = str(correction["column"])
    written = [texts.get(column, "") for texts in (row.raw, row.cells)]
    now = next((text for text in written if same_text(text, correction["was"])), written[0] or written[1])
    check_cell(now, correction)
    row.cells[column] = right_text(correction)
    row.raw.setdefault(column, now)


def right_text(correction: Correction) -> str:
    """What is to be read instead; empty for nothing."""
    return "" if pd.isna(correction["becomes"]) else str(correction["becomes"])
