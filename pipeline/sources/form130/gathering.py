"""Repeated items of a section from its lines: labelled paragraphs, rows of a table under a heading, or free lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.model.form130 import Field
from pipeline.sources.form130.fold import fold, undotted
from pipeline.sources.form130.headings import is_guidance, is_nothing
from pipeline.sources.form130.items import item_opened
from pipeline.sources.form130.labels import RUNNING, Labelled, Labels
from pipeline.store.reading_documents import Line, Piece

ORDER_NAMES = ("tt", "stt", "so tt", "so thu tu", "no", "no.", "#")

# A label that the form does not have: what stands beside it is not the field before it going on.
_OTHER_LABEL = re.compile(r"[\s\-+*]*[a-z][a-z/,() ]{1,40}:")


@dataclass
class Item:
    """What was said of one item: column to text, the labels that it stood under, and where."""

    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    row: int = 0
    last: str = ""

    def put(self, column: str, text: str, label: str = "") -> None:
        held = self.texts.get(column, "")
        self.texts[column] = f"{held}; {text}" if held else text
        self.labels.setdefault(column, label)
        self.last = column

    def at(self, piece: Piece, row: int) -> None:
        self.places.append(piece.place)
        self.row = self.row or row


@dataclass
class Unread:
    """Text that was not understood, and where it stands."""

    text: str
    place: str
    row: int


@dataclass
class Gathered:
    items: list[Item] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    open: Item | None = None
    grid: dict[int, tuple[Field, str]] = field(default_factory=dict)
    grid_table: int = 0
    marked: str = ""

    def current(self) -> Item:
        if self.open is None:
            self.open = Item()
            self.items.append(self.open)
        return self.open

    def close(self) -> None:
        self.open = None


FreeLine = Callable[[str], dict[str, str] | None]


def gather(
    lines: Sequence[Line], labels: Labels, free_line: FreeLine | None = None, unlabelled: str = "", marked: str = ""
) -> Gathered:
    """The items of a section; `free_line` reads a line without labels, `unlabelled` takes text before a label.

    `marked` takes the text that stands behind the words that open an item (`Thửa 1: thị trấn Thạnh Mỹ`).
    """
    found = Gathered(marked=marked)
    for line in lines:
        if len(line.pieces) > 1 and _row(line, labels, found):
            continue
        for piece in line.pieces if len(line.pieces) == 1 else (_as_one(line),):
            for text in piece.text.split("\n"):
                _text(text.strip(), piece, line.row, labels, free_line, unlabelled, found)
    found.items = [item for item in found.items if any(item.texts.values())]
    return found


def _as_one(line: Line) -> Piece:
    """The cells of a row that has no labels, as one line of text."""
    texts = [piece.text.replace("\n", " ").strip() for piece in line.pieces]
    return line.pieces[0]._replace(text="; ".join(texts))


def _row(line: Line, labels: Labels, found: Gathered) -> bool:
    """A row of several cells: a heading of columns, an item under one, or labels with their values; False for none."""
    known = [labels.label_of(piece.text) for piece in line.pieces]
    others = [piece for piece, label in zip(line.pieces, known, strict=True) if label is None]
    if len(known) - len(others) > 1 and all(fold(p.text).strip(" .") in ORDER_NAMES for p in others):
        found.grid = {p.column: (label, p.text) for p, label in zip(line.pieces, known, strict=True) if label}
        found.grid_table = line.table
        found.close()
        return True
    if len(others) == len(known):
        return bool(found.grid) and line.table == found.grid_table and _grid_item(line, found)
    return _pairs(line, known, labels, found)


def _grid_item(line: Line, found: Gathered) -> bool:
    """One item from the cells under the heading of columns."""
    item = Item()
    for piece in line.pieces:
        label, heading = found.grid.get(piece.column, (None, ""))
        text = undotted(piece.text.replace("\n", " "))
        if label and not (is_nothing(text) and label.column not in ("value_vnd", "quantity")):
            item.put(label.column, text, heading)
            item.at(piece, line.row)
        elif label is None and not is_nothing(text) and not text.strip(" .").isdigit():
            found.unread.append(Unread(text, piece.place, line.row))
    found.close()
    if item.texts:
        found.items.append(item)
    return True


def _pairs(line: Line, known: list[Field | None], labels: Labels, found: Gathered) -> bool:
    """Cells that are label and value in turn; a cell may also hold both."""
    waiting: tuple[Field, str] | None = None
    for piece, label in zip(line.pieces, known, strict=True):
        text = piece.text.replace("\n", " ")
        if label:
            waiting = (label, piece.text)
        elif waiting:
            _take(Labelled(waiting[0].column, waiting[1], undotted(text)), piece, line.row, found)
            waiting = None
        else:
            _text(text, piece, line.row, labels, None, "", found)
    return True


def _take(labelled: Labelled, piece: Piece, row: int, found: Gathered) -> None:
    """A field of the open item, or of a new one where the open one has that field already."""
    if found.open and labelled.column in found.open.texts and labelled.column != "note":
        found.close()
    item = found.current()
    if labelled.value and not (is_nothing(labelled.value) and labelled.column not in ("value_vnd", "certificate_no")):
        item.put(labelled.column, labelled.value, labelled.label)
        item.at(piece, row)
    else:
        item.last = labelled.column


def _text(
    text: str, piece: Piece, row: int, labels: Labels, free_line: FreeLine | None, unlabelled: str, found: Gathered
) -> None:
    opened = item_opened(text)
    if opened:
        found.close()
        found.current()
        text = text[opened:]
    if is_nothing(text) or is_guidance(text):
        return
    split = labels.split(text)
    if split.fields:
        _fields(split.before, split.fields, piece, row, unlabelled, found)
        return
    plain = undotted(text)
    other = _OTHER_LABEL.match(fold(text))
    # A label with dots is an empty line of the form; one with nothing waits for its value on the next line.
    if other and is_nothing(text[other.end() :]) and (free_line is None or plain.rstrip() != text.rstrip()):
        return
    parts = _several(plain, free_line) if free_line and unlabelled else []
    if parts:
        for part in parts:
            _free(part, piece, row, found)
        return
    told = free_line(plain) if free_line else None
    if told and (unlabelled or not (found.open and found.open.texts) or _whole(found.open, told)):
        _free(told, piece, row, found)
    elif opened and found.marked and not other:
        found.current().put(found.marked, plain)
        found.current().at(piece, row)
    elif found.open and (found.open.texts or found.open.last) and not other:
        _continued(plain.strip(" -+"), piece, row, found.open)
    else:
        found.unread.append(Unread(plain, piece.place, row))


def _several(text: str, free_line: FreeLine) -> list[dict[str, str]]:
    """The items of `tiền mặt 60 triệu; gửi ngân hàng 2 tỷ`: parts of a line that each have a name and one value."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    told = [free_line(part) or {} for part in parts] if len(parts) > 1 else []
    return told if told and all("value_vnd" in one and "name" in one for one in told) else []


def _whole(item: Item | None, told: dict[str, str]) -> bool:
    """True where a line says all of an item (value and area) that the open one has said already."""
    valued = ("value_vnd", "value_unknown_reason")
    return (
        item is not None
        and any(column in item.texts for column in valued)
        and any(column in told for column in valued)
        and "area_m2" in item.texts
        and "area_m2" in told
    )


def _fields(before: str, fields: Sequence[Labelled], piece: Piece, row: int, unlabelled: str, found: Gathered) -> None:
    if before and unlabelled and not is_nothing(before) and not before.strip(" .)").isdigit():
        if found.open and found.open.texts:
            found.close()
        found.current().put(unlabelled, before)
        found.current().at(piece, row)
    elif before and not is_nothing(before) and not before.strip(" .)").isdigit():
        found.unread.append(Unread(before, piece.place, row))
    # A line of several fields that says again what the open item has said is an item of its own, from its first field.
    if found.open and len(fields) > 1 and any(said.column in found.open.texts for said in fields if said.value):
        found.close()
    for labelled in fields:
        _take(labelled, piece, row, found)


def _free(told: dict[str, str], piece: Piece, row: int, found: Gathered) -> None:
    """A whole line; one that gives only the value belongs to the name on the line before."""
    waiting = found.open
    if not (waiting and set(told) <= {"value_vnd", "note"} and set(waiting.texts) == {"name"}):
        found.close()
    item = found.current()
    for column, text in told.items():
        item.put(column, text)
    item.at(piece, row)


def _continued(text: str, piece: Piece, row: int, item: Item) -> None:
    """A line without a label goes on with the field before it, or is other information."""
    waiting = bool(item.last) and item.last not in item.texts
    column = item.last if waiting or item.last in RUNNING else "note"
    item.texts[column] = " ".join(filter(None, (item.texts.get(column, ""), text)))
    item.last = column
    item.at(piece, row)
