"""Section II.10: what each recipient received in all, and line by line where the form itemises it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.model.form130 import INCOME_FIELDS, RECIPIENT_NAMES, SOURCE_WORDS
from pipeline.sources.amounts import DONG, unit_of_heading
from pipeline.sources.form130.fold import compose, fold, undotted
from pipeline.sources.form130.headings import is_guidance, is_nothing
from pipeline.sources.form130.labels import Labels
from pipeline.sources.form130.money import AMOUNT, find, value_of
from pipeline.sources.form130.passages import Passage, lines_of
from pipeline.sources.form130.rows import FormRow, Problem
from pipeline.store.reading_documents import Line

LABELS = Labels(INCOME_FIELDS)
_NAMES = sorted(
    ((name, who) for who, names in RECIPIENT_NAMES.items() for name in names), key=lambda pair: -len(pair[0])
)
_WHO = dict(_NAMES)
_RECIPIENT = re.compile(
    r"[\s\-+*.]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})?|[a-h])[.)]\s*)?[\s\-+*]*"
    r"(?:(?:tong\s+)?(?:so\s+)?(?:cac khoan\s+)?(?:thu nhap\s+)?)?"
    rf"({'|'.join(re.escape(name) for name, _ in _NAMES)})(?![a-z])"
    r"(?:\s*\([^)]*\)|\s*\d{1,2}(?=\s*[:.]))*([^:\d]{0,40}?)\s*(?::|$|(?=_|\.\.\.)|(?=\s[-+]?\d))"
)
_PERIOD = re.compile(
    r"tu(?: ngay)?\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*"
    r"(?:den|-)\s*(?:het\s*)?(?:ngay)?\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_INCLUDING = re.compile(r"^\s*(?:trong đó|trong do|bao gồm|bao gom|gồm|gom)\s*:?\s*", re.I)
_SOURCES = (
    ("inheritance", r"thua ke"),
    ("asset_sale", r"ban (?:dat|nha|xe|o to|tai san|vang|co phieu|thua|lo|can)|tien ban|chuyen nhuong|thanh ly"),
    ("compensation", r"boi thuong|den bu|bao hiem|tro cap|ho tro khi"),
    ("gift", r"tang|bieu|cho tien|duoc cho|me cho|mung"),
    ("rent", r"cho thue"),
    ("interest", r"lai |tien lai|co tuc|loi tuc|dau tu"),
    ("loan", r"tien vay|vay "),
    ("salary", r"luong|phu cap|thuong|thu lao|lam them gio|cong tac phi|huu"),
    ("farm", r"nong nghiep|chan nuoi|trong trot|lam vuon|nong san|lam nong|nuoi trong|trong rung|nong dan"),
    ("business", r"kinh doanh|buon ban|dich vu|cua hang"),
)


def incomes(passage: Passage, unit: str) -> tuple[list[FormRow], list[Problem]]:
    """Rows of `incomes`: a recipient's total without `source`, and the lines under it with one."""
    rows: list[FormRow] = []
    problems: list[Problem] = []
    who = ""
    lines = lines_of(passage) if recipient(passage.answer) else passage.lines
    for text, line in _texts(by_recipient(lines)):
        place = line.pieces[0].place
        if is_nothing(text) or is_guidance(text) or _PERIOD.search(fold(text)) and not _RECIPIENT.match(fold(text)):
            continue
        found = recipient(text)
        if found:
            who, rest = found
            new = _total(who, rest, unit)
        else:
            new = _items(who or "joint", text, unit)
        if new is None:
            problems.append(Problem("incomes", "II.10", place, line.row, undotted(text)))
        for row in new or ():
            row.places, row.row = [place], line.row
            rows.append(row)
    return rows + _whole(passage, rows, unit), problems


def by_recipient(lines: Sequence[Line]) -> Iterator[Line]:
    """A table with one recipient a column turned into one row a recipient; other lines as they are."""
    headings: dict[int, str] = {}
    for line in lines:
        who = [recipient(piece.text) for piece in line.pieces]
        if len(who) > 1 and all(found and not found[1] for found in who):
            headings = {piece.column: piece.text for piece in line.pieces}
        elif headings and all(piece.column in headings for piece in line.pieces):
            yield from (
                line._replace(pieces=(piece._replace(text=f"{headings[piece.column]}: {piece.text}"),))
                for piece in line.pieces
            )
        else:
            yield line


def _texts(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Each line of text with the line where it stands; a row of a table is one."""
    for line in lines:
        if len(line.pieces) > 1:
            cells = [piece.text.replace("\n", " ").rstrip(" :") for piece in line.pieces]
            if fold(cells[0]).strip(" .") in ("tt", "stt") or all(map(LABELS.label_of, cells)):
                continue
            numbered = re.fullmatch(r"\(?[\d.]{1,4}\)?|[a-h][.)]?", cells[0])
            yield _row_text(cells[1:] if numbered else cells), line
            continue
        for text in line.pieces[0].text.split("\n"):
            yield text.strip(), line


def _row_text(cells: list[str]) -> str:
    return f"{cells[0]}: {'; '.join(cells[1:])}"


@lru_cache(maxsize=20_000)
def recipient(text: str) -> tuple[str, str] | None:
    """Who a line speaks of, and the rest of the line; None for a line that itemises."""
    match = _RECIPIENT.match(fold(text))
    if match is None:
        return None
    return _WHO[match[1]], undotted(text[match.end() :])


def _total(who: str, text: str, unit: str) -> list[FormRow] | None:
    """A recipient's total, and the lines that itemise it in the same sentence."""
    if is_nothing(text):
        return []
    figure = find(AMOUNT, text)
    if figure and figure.before and not _INCLUDING.fullmatch(figure.before):
        return _items(who, text, unit)
    value = value_of(text, unit, many=True)
    if not value.amount or (
        value.amount == text and find(AMOUNT, text) is None and not re.fullmatch(r"[\d.,\s]+", text)
    ):
        return None
    row = FormRow("incomes", "II.10", {"recipient": who, "amount_vnd": value.amount}, {"amount_vnd": text})
    parts = [part for part in re.split(r"[;+]|,(?!\d)", _INCLUDING.sub("", value.rest)) if part.strip()]
    items = [_item(who, part, unit) for part in parts]
    if not parts or any(item is None for item in items):
        if parts:
            row.cells["description"] = value.rest
        return [row]
    return [row, *(one for item in items for one in item or ())]


def _items(who: str, text: str, unit: str) -> list[FormRow] | None:
    """The incomes of `lương 200 triệu; phụ cấp 20 triệu`; None for several figures that nothing parts."""
    if any(field.column == "amount_vnd" for field in LABELS.split(text).fields):
        return _item(who, text, unit)
    parts = [part for part in text.split(";") if part.strip()]
    if len(parts) > 1 and all(_figures(part) == 1 for part in parts):
        found = [_item(who, part.strip(), unit) for part in parts]
        return None if any(one is None for one in found) else [row for one in found for row in one or ()]
    return _item(who, text, unit) if _figures(text) < 2 else None


def _figures(text: str) -> int:
    """How many amounts a text gives; those in brackets explain one."""
    return len(AMOUNT.findall(re.sub(r"\([^)]*\)", " ", fold(text))))


def _item(who: str, text: str, unit: str) -> list[FormRow] | None:
    """One line of an income: labelled, or words and an amount."""
    split = LABELS.split(text)
    told = {field.column: field.value for field in split.fields if field.value}
    if "amount_vnd" in told:
        told.setdefault("description", split.before)
    else:
        found = find(AMOUNT, text)
        if found is None:
            bare = re.match(r"(.+?):\s*([\d.,]+)\s*$", text)
            if bare is None or not unit:
                return None
            told = {"description": bare[1], "amount_vnd": bare[2]}
        else:
            told |= {"description": "; ".join(filter(None, (found.before, found.after))), "amount_vnd": found.text}
    raw = dict(told) if split.fields else {"amount_vnd": text}
    value = value_of(told["amount_vnd"], unit)
    told["amount_vnd"] = value.amount
    told["source"] = source_of(told.get("source") or told.get("description", ""))
    told["description"] = re.sub(
        r"^[\s\-+*.]+", "", "; ".join(filter(None, (told.get("description", ""), value.rest)))
    ).strip(" ,;:")
    cells = {column: text for column, text in ({"recipient": who} | told).items() if text}
    return [FormRow("incomes", "II.10", cells, raw)]


@lru_cache(maxsize=20_000)
def source_of(text: str) -> str:
    """The source in the words of the model: as the form of this project prints it, else by its words."""
    folded = fold(text).strip(" .")
    exact = next((source for source, words in SOURCE_WORDS.items() if fold(words) == folded), "")
    if exact:
        return exact
    return next((source for source, words in _SOURCES if re.search(rf"\b(?:{words})", f"{folded} ")), "other")


def _whole(passage: Passage, rows: list[FormRow], unit: str) -> list[FormRow]:
    """The one sum beside the heading, where the form gives no more."""
    if rows or is_nothing(passage.answer) or passage.opening is None:
        return []
    whole = _total("joint", passage.answer, unit)
    for row in whole or ():
        row.places, row.row = [passage.opening.pieces[0].place], passage.opening.row
    return whole or []


def period(passage: Passage) -> tuple[str, str] | None:
    """The period between two declarations, as II.10 names it in its heading or below."""
    texts = [piece.text for piece in passage.opening.pieces] if passage.opening else []
    texts += [piece.text for line in passage.lines for piece in line.pieces]
    match = next((found for text in texts if (found := _PERIOD.search(fold(text)))), None)
    return (match[1], match[2]) if match else None


@lru_cache(maxsize=50_000)
def form_unit(text: str) -> str:
    """The unit of money that a line states for the whole form (`Đơn vị tính: triệu đồng`); empty for dong."""
    if not re.match(r"[\s(]*(?:don vi tinh|don vi tien|dvt)\b", fold(compose(text))):
        return ""
    unit = unit_of_heading(text)
    return unit if unit != DONG else ""
