"""The lines of a form parted at its headings, whatever they are written in: paragraphs, tables, or one large table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import is_normalized

from pipeline.model.form130 import HEAD, INCOME, MOVEMENT_SECTIONS, PART_III, SECTIONS, Section
from pipeline.sources.form130.fold import compose, fold
from pipeline.sources.form130.headings import NUMBERING, Heading, heading, is_nothing
from pipeline.sources.form130.labels import Labels
from pipeline.store.reading_documents import Line, Piece

LONGEST_NUMBER = 12
HEAD_LABELS = Labels(HEAD.fields)
FOOT = Section("foot", "", (), "declarations")
_FOOT = re.compile(
    r"[\s\-+*(]*(?:nguoi nhan ban ke khai|nguoi ke khai tai san|nguoi ke khai\s*(?:$|\()|nguoi lap|"
    r"xac nhan cua|toi xin cam doan|toi cam doan|ghi chu\s*:?\s*$|huong dan (?:ke khai|viet))"
)
# `Tam Kỳ, ngày 15 tháng 12 năm 2024`, directly above the signatures.
_DAY_LINE = re.compile(r"\s*(?:[a-z .]{2,30},\s*)?ngay\s*[\d._ ]+thang\s*[\d._ ]+nam\s*[\d._ ]+\s*$")
_TITLE = re.compile(r"[\s(]*ban ke khai tai san,? thu nhap\s+(?:hang nam|lan dau|bo sung|phuc vu)")
_LONG_NUMBER = re.compile(r"\d{5}")
_SIGNATURE = re.compile(r"[\s\-+*(]*(?:nguoi nhan ban ke khai|nguoi ke khai tai san)")
# From section 8 on, the names of other sections are content: an account abroad holds money, an income is from a house.
_LAST_SECTIONS = ("II.8", "II.9", "II.10")


@dataclass
class Passage:
    """A section with its lines; `opening` is the line of its heading, `answer` what that line says beside it."""

    section: Section
    opening: Line | None = None
    answer: str = ""
    lines: list[Line] = field(default_factory=list)


def passages(lines: Iterable[Line]) -> list[Passage]:
    """Every line belongs to one passage; the first is the head of the form, before any heading."""
    found = [Passage(HEAD)]
    for line in _composed(list(lines)):
        if _plain(line):
            _add(line, found)
            continue
        for part in _single_lines(line) if _flat(line, found[-1].section) else [line]:
            _add(part, found)
    if found[-1].section is not FOOT and (day := _day_line(found[-1])):
        found.append(Passage(FOOT, lines=day))
    return [_going_on(found, place) for place in range(len(found))]


def _going_on(found: list[Passage], place: int) -> Passage:
    """Signatures within the form interrupt a section only: what follows them still belongs to it."""
    passage = found[place]
    if passage.section is not FOOT or place == len(found) - 1:
        return passage
    return Passage(_before_foot(found[:place]).section, lines=passage.lines[1:])


def _composed(lines: list[Line]) -> list[Line]:
    """The lines in composed Unicode; one look at all of their text tells whether anything is to be done."""
    if is_normalized("NFC", "\n".join([piece.text for line in lines for piece in line.pieces])):
        return lines
    return [
        line._replace(pieces=tuple(piece._replace(text=compose(piece.text)) for piece in line.pieces)) for line in lines
    ]


def _plain(line: Line) -> bool:
    """True for one piece of one line of text, which is read as it is."""
    text = line.pieces[0].text if len(line.pieces) == 1 else ""
    return bool(text) and "\n" not in text and text == text.strip()


def _flat(line: Line, section: Section) -> bool:
    """True for a line whose pieces are read one by one: paragraphs, merged rows, the head and the foot."""
    if len(line.pieces) < 2 or section is FOOT:
        return True
    return (
        section is HEAD
        and heading(line.pieces[0].text, "I") is None
        and HEAD_LABELS.label_of(line.pieces[0].text) is None
    )


def _single_lines(line: Line) -> list[Line]:
    return [
        line._replace(pieces=(piece._replace(text=text.strip()),))
        for piece in line.pieces
        for text in piece.text.split("\n")
        if text.strip()
    ]


def _add(line: Line, found: list[Passage]) -> None:
    if not line.pieces:
        return
    current, before = found[-1], _before_foot(found)
    part = _part(before.section.code)
    first = _opening_text(line)
    if current.section is not FOOT and part != "I" and _opens_foot(line):
        found.append(Passage(FOOT, lines=[line, *_day_line(current)]))
        return
    opened = heading(first, part)
    if opened and _again(opened.section, current):
        found[-1] = _opened(opened, line)
    elif opened and (
        _allowed(opened.section, current.section) if current is before else _after(opened.section, before)
    ):
        found.append(_opened(opened, line))
    elif part == "II" and _is_movement_heading(line):
        found.append(Passage(PART_III, line, lines=[line]))
    else:
        current.lines.append(line)


def _again(section: Section, current: Passage) -> bool:
    """True for `2.1. Nhà ở` directly below `2. Nhà ở`: the same heading twice."""
    return section is current.section and section is not INCOME and not current.lines and not current.answer


def _before_foot(found: list[Passage]) -> Passage:
    """The last passage that is no signature: signatures may stand on every page."""
    last = found[-1]
    return last if last.section is not FOOT else next(one for one in reversed(found) if one.section is not FOOT)


def _after(section: Section, before: Passage) -> bool:
    """True for a section that comes later in the form than the one before the signatures."""
    order = [one.code for one in (*SECTIONS, *MOVEMENT_SECTIONS)]
    return order.index(section.code) > order.index(before.section.code) if before.section.code in order else False


def several(parts: Sequence[Passage]) -> bool:
    """True where a second title stands behind the first person's part I: two forms in one file."""
    begun = False
    for part in parts:
        texts = [piece.text for line in part.lines for piece in line.pieces]
        if begun and any(_TITLE.match(fold(text)) for text in texts):
            return True
        begun = begun or part.section.code == "I.1"
    return False


@lru_cache(maxsize=1_000)
def _part(code: str) -> str:
    if code.startswith("III"):
        return "III"
    return "II" if code.startswith("II") else "I"


def _opening_text(line: Line) -> str:
    """The text that may be a heading: the first cell, joined with the next where it is only a number."""
    first = line.pieces[0].text
    if len(line.pieces) == 1 or len(first) > LONGEST_NUMBER:
        return first
    folded = fold(first) + "."
    numbering = NUMBERING.fullmatch(folded)
    if numbering and numbering[1]:
        return f"{first.rstrip('.')}. {line.pieces[1].text}"
    return first


def _day_line(current: Passage) -> list[Line]:
    """The line with place and day above the signatures, taken out of the section before."""
    last = current.lines[-1] if current.lines else None
    if last is None or len(last.pieces) != 1 or not _DAY_LINE.match(fold(last.pieces[0].text)):
        return []
    return [current.lines.pop()]


def _opens_foot(line: Line) -> bool:
    """The signatures come after part II or III."""
    if len(line.pieces) == 1:
        return _is_foot(line.pieces[0].text)
    texts = [piece.text for piece in line.pieces]
    return any(map(_is_signature, texts)) and not any(map(_LONG_NUMBER.search, texts))


@lru_cache(maxsize=50_000)
def _is_foot(text: str) -> bool:
    return _FOOT.match(fold(text)) is not None


@lru_cache(maxsize=50_000)
def _is_signature(text: str) -> bool:
    return any(_SIGNATURE.match(fold(line)) for line in text.split("\n"))


def _allowed(section: Section, current: Section) -> bool:
    if current.code in _LAST_SECTIONS and section.code.startswith("II."):
        return _LAST_SECTIONS.index(current.code) < _rank(section.code)
    return section is not current or section is INCOME


def _rank(code: str) -> int:
    return _LAST_SECTIONS.index(code) if code in _LAST_SECTIONS else -1


def _opened(opened: Heading, line: Line) -> Passage:
    """A passage whose first line is what stands beside its heading in the same row."""
    rest: list[Line] = []
    beside = line.pieces[2:] if _opening_text(line) != line.pieces[0].text else line.pieces[1:]
    if beside:
        rest.append(line._replace(pieces=tuple(beside)))
    return Passage(opened.section, line, opened.rest, rest)


def lines_of(passage: Passage) -> list[Line]:
    """The lines of a section, what stands beside its heading in the same line first."""
    opening = passage.opening
    if opening is None or is_nothing(passage.answer):
        return passage.lines
    return [opening._replace(pieces=(opening.pieces[0]._replace(text=passage.answer),)), *passage.lines]


def _is_movement_heading(line: Line) -> bool:
    folded = [fold(piece.text) for piece in line.pieces]
    return any("loai tai san" in text for text in folded) and any("giai trinh" in text for text in folded)


def places(lines: Iterable[Line]) -> list[str]:
    return [piece.place for line in lines for piece in line.pieces]


def joined(pieces: Iterable[Piece]) -> str:
    return " ".join(piece.text.replace("\n", " ") for piece in pieces)
