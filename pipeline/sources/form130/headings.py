"""Which section of the form a line opens: by its name first, by its number where the name alone could be content."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.form130 import (
    ASSET_SECTIONS,
    GATHERING,
    GATHERING_MOVEMENTS,
    INCOME,
    MOVEMENT_SECTIONS,
    PART_II,
    PART_III,
    SECTIONS,
    Section,
)
from pipeline.sources.form130.fold import fold, undotted

NUMBERING = re.compile(
    r"[\s\-+*.]*(?:(?:phan|muc)\s+)?(?:\(?([ivx]{1,4}|\d{1,2}(?:\.\s?\d{1,2}){0,2}|[a-h])(?:\s*[.):/\-]+\s*|\s+))?[\s\-+*]*"
)
# What may follow the name of a section where it is a heading and no sentence: nothing, a bracket, a colon, the
# rest of the official title, or "không".
_TAIL = re.compile(
    r"\s*(?:$|[(\[:;.,_-]|\d{1,2}\s*(?:$|[:.)])|khong\b|ma\s|co tong|co gia tri|cua\s|thu nhap|"
    r"gan lien|theo quy|thuc te|doi voi|thuoc|tu \d|bao gom|gom|khac|giua|va\s|hoac|mien|so huu|tang them|dang ky|phai)"
)
_OFFICIAL = re.compile(r"[^:(]*(?:\([^)]*\)[^:(]*)*")
NOTHING = re.compile(
    r"[\s\-+*.(]*(?:(?:hien|hien tai|ban than|gia dinh|toi|ca nhan)\s+)*"
    r"(?:(?:khong|ko|chua|k)(?:\s+(?:co|phat sinh|ke khai|gi|nao|them|tai san|dat|nha|"
    r"tai khoan|thu nhap|co phieu|trai phieu|von gop|vang|con|khac|cong trinh|xay dung|o|nuoc ngoai|cac|loai|"
    r"giay to|gia|tien|vo|chong|hoac|chua thanh nien|den thoi diem nay|thuoc dien))*|"
    r"khong thuoc dien ke khai|none|nil|x|0|doc than|"
    r"chua ket hon|chua lap gia dinh|da ly hon(?:\s+nam \d{4})?)"
    r"(?:[\s,(;-]+(?:doc than|chua ket hon|chua lap gia dinh|da ly hon|da mat|goa))?[\s.;!)/]*"
)
_GUIDANCE = re.compile(
    r"[\s\-*(]*(?:neu khong co bien dong thi|neu co bien dong thi|(?:ke khai )?tuong tu nhu|"
    r"ghi ro (?:so|ten|loai)|ghi theo|trong truong hop|don vi tinh)"
)
NO_CHANGE = re.compile(r"khong\s+(?:co\s+)?(?:bien dong|thay doi|phat sinh|tang,? giam)")


class Heading(NamedTuple):
    """A section that a line opens, and what the line says beside the heading."""

    section: Section
    rest: str


@lru_cache(maxsize=50_000)
def is_nothing(text: str) -> bool:
    """True for `Không`, `Không có`, dots and dashes: the answer that there is nothing to declare."""
    folded = fold(undotted(text))
    return not folded.strip(" .,:;-_+*/()[]|") or NOTHING.fullmatch(folded) is not None


@lru_cache(maxsize=50_000)
def is_guidance(text: str) -> bool:
    """True for the instructions that the official form prints between its lines."""
    return _GUIDANCE.match(fold(text)) is not None


def _phrases(sections: tuple[Section, ...]) -> tuple[re.Pattern[str], dict[str, list[Section]]]:
    named: dict[str, list[Section]] = {}
    for section in sections:
        for name in section.names:
            named.setdefault(name, []).append(section)
    longest = sorted(named, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in longest)), named


_MOVEMENTS = (*GATHERING_MOVEMENTS, *MOVEMENT_SECTIONS)
_BY_PART = {
    "I": _phrases(SECTIONS),
    "II": _phrases(tuple(section for section in SECTIONS if not section.code.startswith("I."))),
    "III": _phrases(tuple(section for section in SECTIONS if section.code == "III") + _MOVEMENTS),
}


_NUMBERED = {"II": SECTIONS, "III": MOVEMENT_SECTIONS}


@lru_cache(maxsize=100_000)
def heading(text: str, part: str) -> Heading | None:
    """The section that a line opens while `part` (I, II or III) is being read."""
    folded = fold(text)
    numbering = NUMBERING.match(folded)
    start = numbering.end() if numbering else 0
    phrases, named = _BY_PART[part]
    match = phrases.match(folded, start)
    if match is None:
        return _by_number(text, folded, part)
    number = re.sub(r"\s", "", (numbering[1] if numbering else None) or "")
    tail = folded[match.end() :]
    if tail[:1].isalnum() and not tail[:1].isdigit():
        return None
    section = _chosen(named[match[0]], number)
    sure = number in (section.number, section.code.lower())
    if not sure and not _TAIL.match(tail):
        return None
    # "Tổng thu nhập của vợ": the heading was lost, and the line is already the first of its section.
    lost = section.word == "income" and tail.lstrip().startswith("cua ")
    return Heading(section, text if lost else _rest(text, match.end()))


# `8. Không`, `10. Thu nhập`, `III. Không có biến động`: the number alone says which section it is.
_ANSWERED = re.compile(r"\s*(iii|\d\.\d|[489]|5)[.)/:]\s*(khong(?: co(?: bien dong| thay doi)?)?)\W*")
_INCOME_NUMBER = re.compile(r"\s*10\s*[.)]\s*(?:tong\s+)?thu nhap\W*(?=$|:)\s*:?")


def _by_number(text: str, folded: str, part: str) -> Heading | None:
    """A heading whose name nobody knows, by its number of two places: `7.1. Phương tiện:`."""
    if (short := _short(text, folded, part)) is not None:
        return short
    if part != "I" and (answered := _ANSWERED.fullmatch(folded)):
        return _answered(answered[1], text[answered.start(2) :].strip(), part)
    if part == "II" and (income := _INCOME_NUMBER.match(folded)):
        return Heading(INCOME, undotted(text[income.end() :]))
    match = re.fullmatch(r"\s*(\d\.\d)[.)]?\s+[a-z][a-z ,/()]{2,80}:?\s*", folded)
    if match is None or part == "I":
        return None
    section = next((one for one in _NUMBERED[part] if one.number == match[1] and one.word), None)
    return Heading(section, "") if section else None


# What clerks shorten the titles to. `1. Đất` gathers two kinds of land: what stands directly below it is asked back.
_SHORT = (
    ("I", PART_II, r"ii\s*[.)/:-]?\s*(?:ve\s+|ke khai\s+)?tai san"),
    ("II", GATHERING[0], r"1\s*[.)/:-]\s*dat(?: dai)?"),
    ("II", ASSET_SECTIONS[2], r"2\s*[.)/:-]\s*nha"),
    ("II", GATHERING[1], r"2\s*[.)/:-]\s*(?:nha(?: cua)?\s*(?:,|va|-)\s*cong trinh|nha dat)"),
    ("II", GATHERING[2], r"3\s*[.)/:-]\s*tai san (?:gan lien voi|tren) dat"),
    ("II", GATHERING[3], r"6\s*[.)/:-]\s*(?:chung khoan|giay to co gia)"),
)
_SHORT_HEADINGS = tuple((part, section, re.compile(rf"\s*{title}\s*[:.]?")) for part, section, title in _SHORT)


def _short(text: str, folded: str, part: str) -> Heading | None:
    """The section of a number with the shortest name for it; nothing else may stand there but that there is nothing."""
    for where, section, title in _SHORT_HEADINGS:
        match = title.match(folded) if where == part else None
        if match and is_nothing(text[match.end() :]):
            return Heading(section, text[match.end() :].strip())
    return None


def _answered(number: str, answer: str, part: str) -> Heading | None:
    """The section of a number beside which stands only that there is nothing."""
    if number == "iii":
        return Heading(PART_III, answer) if part == "II" else None
    section = next((one for one in _NUMBERED[part] if one.number == number), None)
    return Heading(section, answer) if section else None


def _chosen(sections: list[Section], number: str) -> Section:
    return next((section for section in sections if section.number == number), sections[0])


def _rest(text: str, place: int) -> str:
    """What follows the official words of a heading: after the colon, or an answer that there is nothing."""
    folded = fold(text)
    official = _OFFICIAL.match(folded, place)
    end = official.end() if official else place
    if folded[end : end + 1] == ":":
        answer = undotted(text[end + 1 :])
        # "... có giá trị từ 50 triệu đồng trở lên" is still the title.
        return "" if fold(answer).rstrip(" .:").endswith("tro len") else answer
    none = re.search(r"\bkhong(?: co)?(?: bien dong| thay doi| phat sinh)?\W*$", folded[place:])
    return text[place + none.start() :].strip() if none else ""
