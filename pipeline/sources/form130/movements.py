"""Section III: the declarant's own account of what changed, row by row; sections are known by name, not by number."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.model.form130 import MOVEMENT_FIELDS, PART_III, Section
from pipeline.sources.amounts import DONG, unit_of_heading
from pipeline.sources.form130.fold import fold, undotted
from pipeline.sources.form130.headings import NO_CHANGE, is_guidance, is_nothing
from pipeline.sources.form130.labels import Labels
from pipeline.sources.form130.money import AMOUNT, COUNT, find, value_of
from pipeline.sources.form130.passages import Passage
from pipeline.sources.form130.rows import FormRow, Problem
from pipeline.store.reading_documents import Line, Piece

LABELS = Labels(MOVEMENT_FIELDS)
COLUMNS = ("quantity_change", "value_change_vnd", "explanation")
_HEADINGS = (
    ("explanation", r"giai trinh|nguon goc"),
    ("quantity_change", r"so luong"),
    ("value_change_vnd", r"gia tri"),
    ("category", r"loai tai san|loai"),
)
_DIRECTION = re.compile(r"[\s\-+*.]*(tang|giam)(?: them| di)?\b[\s:]*")


@dataclass
class Columns:
    """Which column of the table holds what; as the form has it until a heading says otherwise."""

    by_place: dict[int, str] = field(default_factory=dict)
    unit: str = ""


def movements(passages: list[Passage], unit: str) -> tuple[list[FormRow], list[Problem], bool]:
    """Rows and problems of part III, and whether it says that nothing changed."""
    rows: list[FormRow] = []
    problems: list[Problem] = []
    columns, unchanged = Columns(unit=unit), False
    for passage in passages:
        unchanged = _says_no_change(passage) or unchanged
        last: FormRow | None = None
        for line in _lines(passage):
            if _heading_of_columns(line, columns) or all(map(_silent, line.pieces)):
                continue
            in_table = len(line.pieces) > 1 or bool(line.table)
            found = _cells(line, columns) if in_table else _sentence(line.pieces[0])
            if in_table and _other_category(line, columns):
                problems.append(_problem(passage.section, line))
            elif last and found and set(found) == {"explanation"}:
                _goes_on(last, found["explanation"], line)
            elif found and passage.section.word:
                new = [_row(passage.section, cells, line, columns.unit) for cells in parted(found)]
                rows += new
                last = new[-1]
            else:
                problems.append(_problem(passage.section, line))
    return rows, problems, unchanged


def _problem(section: Section, line: Line) -> Problem:
    text = " | ".join(piece.text for piece in line.pieces)
    return Problem("movements", section.code, line.pieces[0].place, line.row, text)


def _other_category(line: Line, columns: Columns) -> bool:
    """True for a row whose first cell names what is no known category: it must not count for the one above.

    A cell that begins with a dash goes on with the category above it.
    """
    place = next((place for place, name in columns.by_place.items() if name == "category"), 0)
    text = next((piece.text for piece in line.pieces if piece.column == place), "")
    return bool(text) and not text.lstrip().startswith(("-", "–", "+", "•")) and not is_nothing(text)


def _lines(passage: Passage) -> list[Line]:
    opening = passage.opening
    if not passage.answer or opening is None:
        return passage.lines
    answer = opening.pieces[0]._replace(text=passage.answer)
    if passage.lines and passage.lines[0].pieces and passage.lines[0].row == opening.row and opening.table:
        return passage.lines
    return [Line((answer,)), *passage.lines]


def _silent(piece: Piece) -> bool:
    return is_nothing(piece.text) and "0" not in piece.text or _no_change(piece.text) or is_guidance(piece.text)


def _no_change(text: str) -> bool:
    folded = fold(text)
    found = NO_CHANGE.search(folded)
    return found is not None and find(AMOUNT, text) is None and not is_guidance(text)


def _says_no_change(passage: Passage) -> bool:
    """The statement stands in the heading, or as a line of part III; beside one category it speaks of that one."""
    if passage.section is not PART_III:
        return False
    opening = [piece.text for piece in passage.opening.pieces] if passage.opening else []
    return any(_no_change(text) for text in [*opening, *(p.text for line in passage.lines for p in line.pieces)])


def _heading_of_columns(line: Line, columns: Columns) -> bool:
    """A row that names columns; it says which is which, and the unit of the money."""
    if len(line.pieces) < 2:
        return False
    named = {piece.column: _column(piece.text) for piece in line.pieces}
    if not any(named.values()) or re.search(r"\d{3}", "".join(p.text for p in line.pieces if len(p.text) < 40)):
        return False
    if not all(
        name or re.search(r"tang|giam|^\W*(?:s?tt)\W*$|^\W*\(?\d\)?\W*$", fold(p.text))
        for p, name in zip(line.pieces, named.values(), strict=True)
    ):
        return False
    columns.by_place |= {place: name for place, name in named.items() if name}
    unit = next((found for p in line.pieces if (found := unit_of_heading(p.text)) != DONG), "")
    columns.unit = unit or columns.unit
    return True


@lru_cache(maxsize=10_000)
def _column(text: str) -> str:
    folded = fold(text)
    if len(folded) > 120:
        return ""
    return next(
        (column for column, words in _HEADINGS if re.match(rf"[\s\W\d]*(?:noi dung\s+|tong\s+)?(?:{words})", folded)),
        "",
    )


def _cells(line: Line, columns: Columns) -> dict[str, str]:
    """The cells of a row by the heading of their column, else in the order of the form."""
    found: dict[str, str] = {}
    for piece in line.pieces:
        column = columns.by_place.get(piece.column) or _by_order(piece, columns)
        text = undotted(piece.text)
        if column in COLUMNS and (re.search(r"\d", text) or not is_nothing(text)):
            found[column] = "\n".join(filter(None, (found.get(column, ""), text)))
    return found


def _by_order(piece: Piece, columns: Columns) -> str:
    return "" if columns.by_place else dict(enumerate(COLUMNS, 1)).get(piece.column, "")


def _sentence(piece: Piece) -> dict[str, str]:
    """A paragraph: labelled, or `tăng 300.000.000 đồng do tích lũy`."""
    split = LABELS.split(piece.text)
    labelled = {item.column: item.value for item in split.fields if item.value}
    if not labelled:
        return _unlabelled(piece.text)
    before = _unlabelled(split.before) if split.before else {}
    told = "; ".join(filter(None, (before.get("explanation", ""), labelled.get("explanation", ""))))
    return before | labelled | ({"explanation": told} if told else {})


def _unlabelled(text: str) -> dict[str, str]:
    """Direction, figure and reason in one sentence; nothing where a direction stands without a figure of its own."""
    direction = _DIRECTION.match(fold(text))
    found = find(AMOUNT, text)
    if found and (direction or not found.before or found.text.startswith(("+", "-"))):
        sign = {"tang": "tăng ", "giam": "giảm "}[direction[1]] if direction else ""
        before = _without_value_word(found.before[direction.end() :] if direction else found.before)
        counted = find(COUNT, before)
        quantity = {"quantity_change": f"{sign}{counted.text}"} if counted and not counted.before else {}
        said = (counted.after if counted and quantity else before).strip()
        told = "; ".join(filter(None, (said, found.after)))
        figure = found.text.lstrip("-") if sign == "giảm " else found.text
        return quantity | {"value_change_vnd": f"{sign}{figure}"} | ({"explanation": told} if told else {})
    if direction or (found and re.search(r"\b(?:tang|giam)\b", fold(found.before))):
        return {}
    return {"explanation": text.strip(" -+")}


def _without_value_word(text: str) -> str:
    return re.sub(r"[\s,;:]*(?:trị giá|tri gia|giá trị|gia tri|số tiền|so tien)[\s,;:]*$", "", text, flags=re.I)


def parted(cells: dict[str, str]) -> list[dict[str, str]]:
    """One row for each line of the cells where amounts stand line by line; else the cells as they are."""
    lines = {column: [part.strip() for part in text.split("\n") if part.strip()] for column, text in cells.items()}
    count = len(lines.get("value_change_vnd", ()))
    if count > 1 and all(len(parts) == count for parts in lines.values()):
        return [{column: parts[place] for column, parts in lines.items()} for place in range(count)]
    return [{column: " ".join(parts) for column, parts in lines.items()}]


def _goes_on(row: FormRow, text: str, line: Line) -> None:
    """A row with an explanation only goes on with the one before."""
    text = " ".join(text.split("\n"))
    row.cells["explanation"] = row.raw["explanation"] = " ".join(filter(None, (row.cells.get("explanation", ""), text)))
    row.places += [piece.place for piece in line.pieces]


def _row(section: Section, found: dict[str, str], line: Line, unit: str) -> FormRow:
    cells = dict(found)
    category = section.word
    if category == "trees_or_forest":
        category = "production_forest" if "rung" in fold(cells.get("explanation", "")) else "perennial_trees"
    if "quantity_change" in cells:
        cells["quantity_change"] = _quantity(cells["quantity_change"])
    if "value_change_vnd" in cells:
        value = value_of(cells["value_change_vnd"], unit)
        cells["value_change_vnd"] = value.amount
        rest = "; ".join(filter(None, (value.rest, value.unknown)))
        cells["explanation"] = "; ".join(filter(None, (rest, cells.get("explanation", ""))))
    cells = {"category": category} | {column: text for column, text in cells.items() if text}
    return FormRow("movements", section.code, cells, dict(found), [piece.place for piece in line.pieces], line.row)


def _quantity(text: str) -> str:
    """`+ 1 thửa`, `giảm 2 cây`, `+100 m2` as a signed number with a word after it."""
    folded = fold(text)
    direction = _DIRECTION.match(folded)
    match = re.search(r"([-+])?\s*(\d[\d.,]*)\s*(.*)", folded[direction.end() :] if direction else folded)
    if match is None:
        return text
    sign = "-" if (direction and direction[1] == "giam") or match[1] == "-" else ""
    if match[3].startswith("chi") and "vang" not in match[3]:
        return f"{sign}{match[2]} đơn vị"
    return f"{sign}{match[2]} đơn vị" if match[3] else f"{sign}{match[2]}"
