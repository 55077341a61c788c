"""A whole form from its lines: rows of every table, and what was not understood."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.form130 import ASSET_SECTIONS, CHILDREN, DEBTS, DECLARANT, GATHERING, INCOME, SPOUSE
from pipeline.sources.form130.assets import assets, debts
from pipeline.sources.form130.fold import fold
from pipeline.sources.form130.headings import is_guidance, is_nothing
from pipeline.sources.form130.incomes import form_unit, incomes, period
from pipeline.sources.form130.money import AMOUNT, find
from pipeline.sources.form130.movements import movements
from pipeline.sources.form130.passages import FOOT, Passage, passages, several
from pipeline.sources.form130.people import declarant, head_row, members, with_codes
from pipeline.sources.form130.rows import FormRow, Problem
from pipeline.store.reading_documents import Line

ASSET_CODES = {section.code for section in ASSET_SECTIONS}
_INSTRUCTIONS = re.compile(r"\s*(?:huong dan|ghi chu|[(\[]\d{1,2}[)\]]|.*tro len)")
# Without these a declaration cannot be put beside another one of the same person.
ESSENTIAL = ("kind", "declared_on", "full_name")


_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass
class Understood:
    """The rows and problems of one form.

    `refusal` is the id of the sentence that says why it is no declaration, `reason` such a sentence as it stands.
    """

    rows: list[FormRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refusal: str = ""
    missing: tuple[str, ...] = ()
    reason: str = ""

    @property
    def unit_code(self) -> str:
        return self.rows[0].cells.get("unit_code", "") if self.rows else ""


def understood(
    lines: Sequence[Line], digest: str, amend: Callable[[Sequence[FormRow]], None] | None = None
) -> Understood:
    """What a form says; `digest` (of its content and name) makes the id of a declaration that prints none.

    `amend` puts right what is known to be wrong in the rows, before codes are made of them.
    """
    parts = passages(lines)
    if not any(part.section in (DECLARANT, SPOUSE) or part.section.code in ASSET_CODES for part in parts):
        return Understood(refusal="forms.not_a_form")
    if several(parts):
        return Understood(refusal="forms.several")
    row, problems = head_row(parts)
    unit = _unit(lines)
    found = Understood([row], problems)
    for part in parts:
        _read(part, row, unit, found)
    told, more, unchanged = movements([part for part in parts if part.section.code.startswith("III")], unit)
    found.rows += told
    found.problems += more
    found.problems += _behind_signatures(parts[-1])
    row.cells["no_change_stated"] = "true" if unchanged else "false"
    if amend:
        amend(found.rows)
    missing = tuple(column for column in ESSENTIAL if not row.cells.get(column))
    if missing:
        return Understood(refusal="forms.incomplete", missing=missing)
    with_codes(row, digest)
    return _numbered(found)


def is_begun(lines: Sequence[Line]) -> bool:
    """True for lines with the heading of I.1: the beginning of a form."""
    return any(part.section is DECLARANT for part in passages(lines))


def has_sections(lines: Sequence[Line]) -> bool:
    """True for lines with any heading of the form."""
    return len(passages(lines)) > 1


def _read(part: Passage, row: FormRow, unit: str, found: Understood) -> None:
    """One passage of parts I and II."""
    code = part.section.code
    if code in ("I", DECLARANT.code):
        found.problems += declarant(part, row)
        return
    if code == INCOME.code:
        _add(found, *incomes(part, unit))
        days = period(part)
        if days:
            row.cells["period_start"], row.cells["period_end"] = days
            row.raw["period_start"], row.raw["period_end"] = days
    elif code in (SPOUSE.code, CHILDREN.code):
        _add(found, *members(part))
    elif code in ASSET_CODES:
        _add(found, *assets(part, _names(row, found), unit))
    elif code == DEBTS.code:
        _add(found, *debts(part, unit))
    elif part.section in GATHERING or code == "II":
        found.problems += _stray(part)


def _add(found: Understood, rows: list[FormRow], problems: list[Problem]) -> None:
    found.rows += rows
    found.problems += problems


def _names(row: FormRow, found: Understood) -> dict[str, str]:
    spouse = next((one.cells.get("full_name", "") for one in found.rows if one.cells.get("relation") == "spouse"), "")
    return {"declarant": fold(row.cells.get("full_name", "")), "spouse": fold(spouse)}


def _stray(part: Passage) -> list[Problem]:
    """Text under a heading that only gathers sections: nothing but a note that there is nothing is expected."""
    texts = [(piece.text, piece.place, line.row) for line in part.lines for piece in line.pieces]
    return [
        Problem("assets", part.section.code, place, row, text)
        for text, place, row in texts
        if not is_nothing(text) and not is_guidance(text)
    ]


def _behind_signatures(part: Passage) -> list[Problem]:
    """Amounts behind the signatures that are no printed instructions."""
    if part.section is not FOOT or _INSTRUCTIONS.match(fold(part.lines[0].pieces[0].text)):
        return []
    return [
        Problem("declarations", "", piece.place, line.row, piece.text)
        for line in part.lines
        for piece in line.pieces
        if find(AMOUNT, piece.text) and not _INSTRUCTIONS.match(fold(piece.text))
    ]


def _unit(lines: Sequence[Line]) -> str:
    return next((unit for line in lines for piece in line.pieces if (unit := form_unit(piece.text))), "")


def _numbered(found: Understood) -> Understood:
    """With the declaration's id in every row, and items and persons numbered in the order of the form."""
    declaration_id = found.rows[0].cells["declaration_id"]
    counts = {"assets": 0, "liabilities": 0, "family": 0}
    for row in found.rows:
        row.cells["declaration_id"] = declaration_id
        if row.table in counts:
            counts[row.table] += 1
            row.cells["person_no" if row.table == "family" else "item_no"] = str(counts[row.table])
    return replace(found)


def raw_json(raw: dict[str, str]) -> str | None:
    """What was written, as JSON: column to text."""
    return _JSON.encode(raw) if raw else None


__all__ = ["FOOT", "Understood", "raw_json", "understood"]
