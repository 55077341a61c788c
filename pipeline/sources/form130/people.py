"""Part I and what stands above it: who declares, when and why, and the members of the household."""

import re
from collections.abc import Mapping

from pipeline.model.form130 import CHILDREN, DECLARANT, HEAD, KIND_NAMES, MOTTO, NATION, SPOUSE
from pipeline.sources.form130.fold import fold, stable_code, undotted
from pipeline.sources.form130.gathering import gather
from pipeline.sources.form130.labels import Labels
from pipeline.sources.form130.passages import FOOT, HEAD_LABELS, Passage, lines_of
from pipeline.sources.form130.rows import FormRow, Problem, row_of, unread_problems
from pipeline.store.reading_documents import Line, Piece

PERSON_LABELS = {section.word: Labels(section.fields) for section in (DECLARANT, SPOUSE, CHILDREN)}
_TITLE = re.compile(r"ban ke khai\s+(?:bien dong\s+)?tai san|mau (?:ban )?ke khai|^phu luc|^ban ke khai")
_DATE = re.compile(
    r"ngay\s*(\d{1,2})\s*(?:thang|/|-)\s*(\d{1,2})\s*(?:nam|/|-)\s*(\d{4})|"
    # Two digits for the year: the reader of dates knows which are certain.
    r"(?<![\d.])(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))(?![\d/.-]*\d)"
)
_IGNORED = re.compile(
    rf"{re.escape(fold(NATION))}|{re.escape(fold(MOTTO))}|doc lap\s*-|[-_=*\s.]+$|\(?ban hanh kem theo|"
    r"\(?kem theo|mau so|so\s*:|\(?don vi tinh|dvt|(?:ten )?co quan, don vi\s*$|\(?dung cho|kinh gui|"
    r"\(?theo nghi dinh|phan quan ly"
)
_SEPARATORS = " ,;:.-("
_NUMBER_AND_MORE = re.compile(
    r"([\d .'-]{8,20}?)[\s,;(:.-]*(?:(?:ngay cap|cap ngay|cap)[\s:.]*([\d/. -]{6,}?))?"
    r"[\s,;-]*(?:(?:noi cap|tai|do|co quan cap)[\s:.]+(.+?)\)?)?\s*"
)
_NAME_AND_BIRTH = re.compile(
    r"([a-z' -]+?)[\s,;(-]+(?:sinh\s*(?:ngay|nam)?|ngay sinh|ns)[\s:.]*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4})\)?[\s.]*"
)
DECLARATION_COLUMNS = (
    *(field.column for field in HEAD.fields),
    "full_name",
    "birth_date",
    "personal_id",
    "position",
)
FAMILY_COLUMNS = ("full_name", "birth_date", "personal_id", "occupation", "workplace")


def head_row(passages: list[Passage]) -> tuple[FormRow, list[Problem]]:
    """The row of the declaration as far as head and foot tell it: kind, day, unit, codes."""
    row = FormRow("declarations", "I")
    for passage in passages:
        for line in passage.lines if passage.section is HEAD else ():
            _head_text(line.pieces[0]._replace(text=_joined(line)), row)
    foot_days = [
        (piece.text, piece)
        for passage in passages
        if passage.section is FOOT
        for line in passage.lines
        for piece in line.pieces
    ]
    if "declared_on" not in row.cells:
        _day_of_foot(foot_days, row)
    return row, []


def _joined(line: Line) -> str:
    """A label and the cell beside it as one text."""
    texts = [piece.text.replace("\n", " ") for piece in line.pieces]
    return texts[0] if len(texts) == 1 else f"{texts[0].rstrip(' :')}: {' '.join(texts[1:])}"


def _head_text(piece: Piece, row: FormRow) -> None:
    text = undotted(piece.text)
    folded = fold(text)
    split = HEAD_LABELS.split(text)
    if split.fields:
        for field in split.fields:
            if field.value:
                row.cells[field.column] = row.raw[field.column] = field.value
                row.places.append(piece.place)
        return
    if _TITLE.search(folded) or "kind" not in row.cells and _kind(folded) and "ke khai" in folded:
        _title(text, folded, piece, row)
    elif (day := _DATE.search(folded)) is not None:
        _set_day(text, day, piece, row)
    elif "kind" not in row.cells and row.raw.get("title") and _kind(folded):
        _title(text, folded, piece, row)
    elif folded.strip() and not _IGNORED.match(folded.strip()) and "title" not in row.raw:
        # The last line above the title is the unit; the one before it the body that it belongs to.
        row.cells["unit_name"] = row.raw["unit_name"] = text
        row.places.append(piece.place)


def _title(text: str, folded: str, piece: Piece, row: FormRow) -> None:
    kind = _kind(folded)
    row.raw["title"] = " ".join(filter(None, (row.raw.get("title", ""), text)))
    row.places.append(piece.place)
    if kind:
        row.cells["kind"] = kind
        row.raw["kind"] = text
    day = _DATE.search(folded)
    if day:
        _set_day(text, day, piece, row)


def _kind(folded: str) -> str:
    return next((kind for kind, names in KIND_NAMES.items() if any(name in folded for name in names)), "")


def _set_day(text: str, match: re.Match[str], piece: Piece, row: FormRow) -> None:
    numbers = [number for number in match.groups() if number]
    row.cells["declared_on"] = "/".join(numbers)
    row.raw["declared_on"] = text[match.start() : match.end()]
    row.places.append(piece.place)


def _day_of_foot(pieces: list[tuple[str, Piece]], row: FormRow) -> None:
    """The day of the signatures: that of the declarant stands on the right, so it is the last one."""
    days = [(text, match, piece) for text, piece in pieces if (match := _DATE.search(fold(text)))]
    if days:
        text, match, piece = days[-1]
        _set_day(text, match, piece, row)


def declarant(passage: Passage, row: FormRow) -> list[Problem]:
    """Puts what I.1 says into the row of the declaration."""
    found = gather(lines_of(passage), PERSON_LABELS["declarant"])
    for item in found.items:
        for column, text in parted(item.texts).items():
            row.raw.setdefault(column, text)
            if column in DECLARATION_COLUMNS:
                row.cells.setdefault(column, text)
        row.places += item.places
        row.row = row.row or item.row
    return unread_problems("declarations", passage.section.code, found.unread)


def members(passage: Passage) -> tuple[list[FormRow], list[Problem]]:
    """Rows of the spouse, or of the children."""
    found = gather(lines_of(passage), PERSON_LABELS[passage.section.word], marked="full_name")
    for item in found.items:
        item.texts = parted(item.texts)
    rows = [row_of("family", passage.section.code, item, FAMILY_COLUMNS) for item in found.items]
    for row in rows:
        row.cells["relation"] = passage.section.word
    return rows, unread_problems("family", passage.section.code, found.unread)


def parted(texts: Mapping[str, str]) -> dict[str, str]:
    """The fields of a person, with what was written beside a number or a name without a label of its own.

    `049075001234 ngày cấp 10/5/2021 nơi cấp Cục CS` is three fields, `Nguyễn Thị B, sinh ngày 03/04/2014` two.
    """
    found = dict(texts)
    number = _NUMBER_AND_MORE.fullmatch(fold(found.get("personal_id", "")))
    if number:
        written = found["personal_id"]
        told = {"personal_id": number.span(1), "id_issued_on": number.span(2), "id_issued_by": number.span(3)}
        parts = {column: written[start:end].strip(_SEPARATORS) for column, (start, end) in told.items() if start >= 0}
        found = found | {column: text for column, text in parts.items() if text and (column not in texts or text)}
    name = _NAME_AND_BIRTH.fullmatch(fold(found.get("full_name", "")))
    if name and "birth_date" not in found:
        written = found["full_name"]
        found |= {"full_name": written[: name.end(1)].strip(), "birth_date": written[name.start(2) : name.end(2)]}
    return found


def with_codes(row: FormRow, digest: str) -> FormRow:
    """With the ids that are not printed: of the declaration from the content, of person and unit from their names.

    A declaration without a number gets `F` and 16 hexadecimal digits of the SHA-256 of the file's content and
    name; a person the personal number, else `P-` with name and birth date; a unit its name.
    """
    cells = row.cells
    cells.setdefault("unit_name", row.raw.get("workplace", ""))
    cells.setdefault("declaration_id", f"F{digest[:16].upper()}")
    number = re.sub(r"[\s.’'-]", "", cells.get("personal_id", ""))
    # A lost leading zero is put back here as it is in the column itself.
    number = f"0{number}" if re.fullmatch(r"[1-9]\d{10}|[1-9]\d{7}", number) else number
    known = f"{cells.get('full_name', '')} {cells.get('birth_date', '')}"
    cells.setdefault("declarant_id", number if number.isdigit() else f"P-{stable_code(known)}")
    cells.setdefault("unit_code", stable_code(cells["unit_name"]))
    row.cells = {column: text for column, text in cells.items() if text}
    return row
