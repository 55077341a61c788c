"""The letter to a unit: what in its declarations could not be read or is missing, place by place, ready to print."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.exports.quarantine_workbook import correction_lines
from pipeline.exports.word import HEADING, document_bytes, grid, line, new_document, two_columns
from pipeline.privacy import masked_text
from pipeline.texts import Catalogue, catalogue

# A longer letter would not be read: the workbook has every line.
LINES_A_LETTER = 400
CHARACTERS_A_CELL = 600
COLUMNS = ("number", "place", "content", "problem", "was")
WIDTHS = (9, 32, 27, 62, 30)


def quarantine_letters(quarantine: pd.DataFrame, unit_names: Mapping[str, str], language: str) -> dict[str, bytes]:
    """One DOCX a unit, by file name; numbers of persons, papers and plates are masked, amounts stay.

    Rows whose unit nobody knows (a file that cannot be opened) make a letter of their own to the office itself.
    """
    say = catalogue(language)
    codes = quarantine["unit_code"].fillna("")
    letters = {
        code: _letter(unit_names.get(code, code), quarantine[codes == code], unit_names, say)
        for code in sorted(codes.unique())
    }
    return {f"{_file_name(code)}.docx": letter for code, letter in letters.items() if letter}


def _file_name(code: str) -> str:
    """A name in which no folder can hide; other signs than letters and digits are written as their numbers."""
    plain = "".join(letter if letter.isalnum() or letter == "-" else f"_{ord(letter):x}_" for letter in code)
    return f"unit_{plain[:80]}" if plain else "unit_unknown"


def _letter(unit: str, rows: pd.DataFrame, unit_names: Mapping[str, str], say: Catalogue) -> bytes:
    """The document; empty where the unit has nothing to do."""
    lines = correction_lines(rows, unit_names, say)
    if lines.empty:
        return b""
    addressed = unit or say("validate.letter.no_unit")
    document = new_document(say("validate.letter.title"))
    two_columns(
        document,
        (say("validate.letter.sender"), say("validate.letter.reference")),
        (say("validate.letter.nation"), say("validate.letter.motto"), say("validate.letter.day")),
        HEADING,
    )
    line(document, say("validate.letter.title"), bold=True, centred=True, points=14)
    line(document, say("validate.letter.to", unit=addressed), centred=True)
    line(document, say("validate.letter.opening", files=lines["source_file"].nunique(), count=len(lines)))
    grid(document, [say(f"validate.letter.{name}") for name in COLUMNS], _cells(lines.head(LINES_A_LETTER)), WIDTHS)
    if len(lines) > LINES_A_LETTER:
        line(document, say("validate.letter.more", count=len(lines) - LINES_A_LETTER))
    line(document, say("validate.letter.what_to_do"))
    line(document, say("validate.letter.no_finding"))
    two_columns(document, (say("validate.letter.receivers"),), (say("validate.letter.signed"),))
    return document_bytes(document)


def _cells(lines: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows of the table: number, place, content, what is to be made clear, what stands there."""
    return [
        (str(number), _place(row), row["column_name"] or row["table_name"], _shown(row["problem"]), _shown(row["was"]))
        for number, row in enumerate(lines.to_dict("records"), 1)
    ]


def _place(row: Mapping[Any, str]) -> str:
    """Declaration and item, file, sheet, and row or place in the form."""
    where = row["source_place"] or row["source_row"]
    return ", ".join(filter(None, (_shown(row["declaration"]), row["source_file"], row["source_sheet"], where)))


def _shown(text: str) -> str:
    shown = masked_text(text)
    return shown if len(shown) <= CHARACTERS_A_CELL else shown[: CHARACTERS_A_CELL - 1] + "…"
