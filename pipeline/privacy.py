"""What of a person is shown to whom: profiles that mask names, personal numbers and addresses in everything passed on.

`declarant_id` and `declaration_id` are pseudonyms that only the office can resolve, and stay as they are.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

PROFILES = ("summary", "analyst", "full")
NUMBERS = ("personal_id", "certificate_no", "registration_no")
NAMES = ("full_name", "certificate_holder", "counterpart", "giver", "lender")
# Words that people wrote, or that sentences quote: numbers and names may stand anywhere in them.
TEXTS = (
    "name",
    "note",
    "address",
    "explanation",
    "text",
    "raw",
    "row",
    "evidence",
    "evidence_for",
    "evidence_against",
    "reason",
    "reasons",
    "innocent_hypothesis",
    "description",
    "payer",
    "workplace",
)
# A summary is figures: what people wrote is left out.
WRITTEN = ("name", "note", "address", "explanation", "text", "raw", "row", "description", "payer", "workplace")
# What would tell a child's things apart; its category and value stay.
OF_AN_ITEM = ("name", "address", "note")
BIRTHS = ("birth_date",)
HIDDEN = "***"
# How parents speak of a child by its given name.
CHILD = ("con", "cháu", "bé")
NOBODY: Mapping[str, str] = {}

_ORGANISATION = re.compile(
    r"ngân hàng|công ty|\bcty\b|hợp tác xã|\bhtx\b|quỹ|sở |ủy ban|ubnd|chi nhánh|tổng cục|trường|bệnh viện"
    r"|bank|bidv|company|fund",
    re.IGNORECASE,
)
# 9 to 16 digits in a row: a personal or account number, unless it is written like an amount.
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{9,16}(?![\w]|[.,]\d)(?!\s*(?:đ|đồng|vnd|vnđ|₫)\b)", re.IGNORECASE)
_CERTIFICATE = re.compile(r"\b[A-ZĐ]{2}\s?\d{5,8}\b")
_PLATE = re.compile(r"\b\d{2}[A-ZĐ]{1,2}\d?[-\s.]?\d{3}\.?\d{2}\b")
_CAPITAL = "[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
# Surnames that most people bear, also as written without diacritics; the second line only with two more words,
# since places and sentences begin like them.
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Đoàn|Trương|Trịnh|Đào|Lương|Lưu|Phùng|Tạ|Tô"
    "|Nguyen|Tran|Le|Pham|Huynh|Hoang|Vu|Vo|Dang|Bui|Ngo|Duong|Dinh|Doan|Truong|Trinh|Dao|Luong|Luu|Phung"
)
_DOUBTFUL_SURNAMES = (
    "Hồ(?! Chí Minh)|Hà|Thái|Lâm|Cao|Mai|Châu|Lý|Quách|Vương|Kiều|Triệu|Chu|Văn|Ho|Ha|Thai|Lam|Ly|Do|Ta|To"
)
# Streets, schools and projects bear people's names.
_NAMED = re.compile(
    rf"(?<![\w.])(?:(?:{_SURNAMES})(?:\s+{_CAPITAL}\w*){{1,4}}|(?:{_DOUBTFUL_SURNAMES})(?:\s+{_CAPITAL}\w*){{2,4}})"
)
_OF_A_PLACE = re.compile(r"(?i:đường|phố|phường|xã|thôn|quận|trường|bệnh viện|công viên|dự án|khu|tnhh|\d[\w/]*,?)\s*$")
_ADDRESSED = re.compile(
    r"\b((?i:ông|bà|anh|chị|em|cô|chú|bác|cậu|dì|mẹ|bố|ba|má|vợ|chồng|con|cháu|mr|mrs|ms))((?:\s+(?i:ruột|gái|trai|họ|tên|là))*\s+)"
    rf"({_CAPITAL}\w*(?:\s+{_CAPITAL}\w*){{1,4}})"
)


def mask(frame: pd.DataFrame, profile: str, names: Mapping[str, str] = NOBODY) -> pd.DataFrame:
    """The same rows as the profile shows them; `names` (name to what stands for it) are replaced in all texts.

    summary: figures only. analyst: names as initials, numbers by their ends, texts without either. full: all.
    """
    if profile not in PROFILES:
        raise ValueError(f"profile is one of {', '.join(PROFILES)}, not {profile}")
    if profile == "full":
        return frame
    known = _by_words(names)
    return frame.assign(**{name: _column(frame, name, profile, known) for name in frame.columns if _concerns(name)})


def masked_number(number: str) -> str:
    """'049081001212' as '0490******12': enough to recognise it with the form in hand, too little to use it."""
    kept = min(4, len(number) // 3)
    tail = 2 if len(number) >= 10 else 0
    return number[:kept] + "*" * (len(number) - kept - tail) + number[len(number) - tail :]


def initials(name: str) -> str:
    """'Nguyễn Văn An' as 'N.V.A.'; an organisation keeps its name."""
    if _ORGANISATION.search(name):
        return name
    return "".join(f"{word[0].upper()}." for word in re.findall(r"\w+", name))


def masked_text(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """A text without personal numbers, certificates, plates and people's names; amounts stay."""
    return _masked_text(text, _by_words(names))


class _Known(NamedTuple):
    """Names by their words in small letters: (place among the names, the name, what stands for it)."""

    entries: dict[tuple[str, ...], list[tuple[int, str, str]]]
    lengths: frozenset[int]


def _by_words(names: Mapping[str, str]) -> _Known:
    """Names so that a text is searched for those alone whose words stand in it."""
    entries: dict[tuple[str, ...], list[tuple[int, str, str]]] = {}
    for place, (name, instead) in enumerate(names.items()):
        entries.setdefault(tuple(re.findall(r"\w+", name.lower())), []).append((place, name, instead))
    return _Known(entries, frozenset(map(len, entries)))


def _named(text: str, known: _Known) -> list[tuple[int, str, str]]:
    """The names whose words stand in the text one after another, in the order of the names."""
    words = re.findall(r"\w+", text.lower()) if known.lengths else []
    runs = {tuple(words[at : at + length]) for length in known.lengths for at in range(len(words) - length + 1)}
    return sorted(entry for run in runs & known.entries.keys() for entry in known.entries[run])


def _masked_text(text: str, known: _Known) -> str:
    for _, name, instead in _named(text, known):
        text = re.sub(rf"\b{re.escape(name)}\b", instead, text, flags=re.IGNORECASE)
    text = _LONG_NUMBER.sub(_unless_amount, text)
    text = _PLATE.sub(lambda found: masked_number(found[0]), text)
    text = _CERTIFICATE.sub(lambda found: masked_number(found[0]), text)
    text = _ADDRESSED.sub(lambda found: f"{found[1]}{found[2]}{initials(found[3])}", text)
    return _NAMED.sub(_unless_a_place, text)


def household_names(family: pd.DataFrame, declarations: pd.DataFrame) -> dict[str, str]:
    """Each name of a household with what stands for it: initials; nothing at all of a child.

    Longest first, so that no part of a name is left standing.
    """
    adults = pd.concat([family.loc[family["relation"] != "minor_child", "full_name"], declarations["full_name"]])
    children = family.loc[family["relation"] == "minor_child", "full_name"]
    known = {name.strip(): initials(name) for name in adults.dropna()}
    known |= {name.strip(): HIDDEN for name in children.dropna()}
    known |= {
        f"{kin} {name.split()[-1]}": f"{kin} {HIDDEN}" for name in children.dropna() if name.split() for kin in CHILD
    }
    return {name: known[name] for name in sorted(known, key=lambda name: (-len(name), name)) if name}


def without_children(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that no minor child holds: a child's row stands in no list."""
    held = frame[[name for name in ("holder", "holder_before", "holder_after") if name in frame]]
    return frame[~(held == "minor_child").fillna(False).any(axis=1)]


def _concerns(name: str) -> bool:
    return name in (*NUMBERS, *NAMES, *TEXTS, *BIRTHS)


def _column(frame: pd.DataFrame, name: str, profile: str, known: _Known) -> pd.Series:
    values = frame[name]
    if name in BIRTHS:
        return values.where(values.isna() & values.notna())
    if name in NUMBERS:
        return _each(values, masked_number)
    if name in NAMES:
        shown = _each(values, initials) if profile == "analyst" else _each(values, lambda _: HIDDEN)
        return shown.mask(_of_children(frame), HIDDEN)
    if profile == "summary" and name in WRITTEN:
        return _each(values, lambda _: HIDDEN)
    texts = _each(values, lambda text: _masked_text(text, known))
    return texts.mask(_of_children(frame)) if name in OF_AN_ITEM else texts


def _of_children(frame: pd.DataFrame) -> pd.Series:
    """True for rows about a minor child, who is not named even by initials."""
    about = frame[[name for name in ("relation", "holder", "holder_before", "holder_after") if name in frame]]
    return (about == "minor_child").fillna(False).any(axis=1)


def _each(values: pd.Series, change: Callable[[str], str]) -> pd.Series:
    return values.map(change, na_action="ignore").astype("str")


def _unless_a_place(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 20) : found.start()]
    return found[0] if _OF_A_PLACE.search(before) else initials(found[0])


def _unless_amount(found: re.Match[str]) -> str:
    """A number that ends like an amount and does not begin like an id stays."""
    return found[0] if found[0].endswith("000") and not found[0].startswith("0") else masked_number(found[0])
