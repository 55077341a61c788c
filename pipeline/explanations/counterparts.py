"""Who stands on the other side in section III's words: a bank, a relative, a company, a person."""

import re
from typing import NamedTuple

BANKS = (
    "agribank|vietcombank|vcb|bidv|vietinbank|techcombank|mbbank|mb bank|acb|sacombank|vpbank|hdbank|tpbank|vib|shb|"
    "lpbank|lienvietpostbank|seabank|oceanbank|scb|eximbank|kienlongbank|bac a bank|nam a bank|"
    "dong a bank|abbank|ocb|pvcombank|mb|msb|ncb|nh [a-z]+|"
    "ngan hang(?: [a-z]+){1,5}|ngan hang|quy tin dung(?: nhan dan)?|nhcsxh|nhnn|"
    "nhno&ptnt|vbsp|nhtm|kho bac"
)
RELATIVES = (
    "ong ba noi|ong ba ngoai|ong ba|ong noi|ong ngoai|ba noi|ba ngoai|bo me|cha me|ba me|ba ma|bo|me|cha|ma|"
    "anh chi em|anh em|chi em|anh chi|anh trai|anh ruot|chi gai|chi ruot|em trai|em gai|em ruot|anh re|chi dau|em re|"
    "em vo|em chong|anh vo|anh chong|chi vo|chi chong|co ruot|chu ruot|bac ruot|cau ruot|di ruot|chu|bac|cau|mo|thim|"
    "di|co|vo|chong|con trai|con gai|con|gia dinh|noi ngoai|hai ben|ho hang|nguoi than|anh|chi|em|chau"
)
COMPANIES = "cong ty|cty|tong cong ty|doanh nghiep|dntn|hop tac xa|htx|tap doan|xi nghiep|tnhh"
PERSONS = "ban be|dong nghiep|hang xom|nguoi quen|ong|ba"
# The same words with the diacritics that they must have where a text has any.
WRITTEN = frozenset(
    re.findall(
        r"\w+",
        "ông bà nội ngoại bố mẹ cha ba má anh chị em trai ruột gái rể dâu vợ chồng cô chú bác cậu dì mợ thím con đẻ "
        "gia đình hai bên họ hàng người thân cháu bạn bè đồng nghiệp xóm quen",
    )
)
_AFTER = r"(?: (?:de|ruot|vo|chong|hai ben|noi|ngoai|trai|gai))*"
_PATTERN = re.compile(
    rf"(?<![a-z0-9])(?:(?P<bank>{BANKS})|(?P<company>{COMPANIES})|(?P<relative>(?:{RELATIVES}){_AFTER})|(?P<person>{PERSONS}))(?![a-z0-9])"
)
_NAMES = re.compile(r"(?:\s+(?:[A-ZĐÀ-Ỹ][\w&.-]*|TMCP|CP))+")
# Words that firms have in their names and write small (`Công ty TNHH Tư vấn tài chính Vạn Phúc`).
BUSINESS = frozenset(
    re.findall(
        r"\w+",
        "tnhh mtv mot hai thanh vien tro len trach nhiem huu han co phan tu nhan tu van tai chinh xay dung thuong mai "
        "dich vu dau tu san xuat bat dong san van tai du lich thiet bi y te giao duc cong nghe moi truong khoang san "
        "nong lam nghiep thuy phat trien kinh doanh xuat nhap khau dia oc nha hang khach san duoc pham vat lieu co khi "
        "dien nuoc lanh bao hiem truyen thong giai phap quang cao thiet ke va tap doan tong cong ty",
    )
)
_WORD = re.compile(r"\s+([^\W\d_][\w&.-]*)")
# A number of the name (`Xây dựng 579`), not the sum or the term that follows it.
_NUMBER = re.compile(r"\s+\d{1,3}(?=\s+\d|\s*[,;.)]|\s*$)")
_BANK_STOPS = re.compile(
    r"\s(?:so|de|voi|ngay|thang|nam|va|la|mua|theo|thoi|tra|lai|trong|tu|gia|khoang|duoc|tien|dung|cho|vay|het|con|bang|tai|cua)(?![a-z]).*"
)
# A man or woman addressed by name is a person, not an uncle or an elder sister.
_ADDRESSED = re.compile(r"(?:ong|ba|anh|chi|em|co|chu|bac|cau|di)")


class Counterpart(NamedTuple):
    """Somebody named in a text."""

    start: int
    end: int
    kind: str


def counterparts(text: str, plain: str) -> list[Counterpart]:
    """Those whom a text names, in order; `plain` is its bare form."""
    accented = text.lower() != plain
    found: list[Counterpart] = []
    for match in _PATTERN.finditer(plain):
        # `Công ty TNHH Bà Nà`: what stands in a firm's name is nobody else.
        inside = any(one.kind == "company" and match.start() < one.end for one in found)
        counterpart = None if inside else _counterpart(match, text, plain, accented)
        found += [counterpart] if counterpart else []
    return found


def _counterpart(match: re.Match[str], text: str, plain: str, accented: bool) -> Counterpart | None:
    kind = str(match.lastgroup)
    if kind == "bank":
        # `dụng` of a credit fund is no `dùng`.
        stop = None if match[0].startswith("quy") else _BANK_STOPS.search(match[0])
        return Counterpart(match.start(), _named(text, match.start() + (stop.start() if stop else len(match[0]))), kind)
    words = text[match.start() : match.end()].lower().split()
    if accented and kind != "company" and not all(word in WRITTEN for word in words):
        return None
    if not accented and kind == "relative" and len(words) == 1:
        return None
    if kind == "company":
        return Counterpart(match.start(), _firm(text, plain, match.end()), kind)
    end = _named(text, match.end())
    addressed = kind == "relative" and end > match.end() and _ADDRESSED.fullmatch(match[0])
    return Counterpart(match.start(), end, "person" if addressed else kind)


def _named(text: str, end: int) -> int:
    """Where the name that follows ends: the next words with capitals."""
    names = _NAMES.match(text, end)
    return names.end() if names and not names[0].lstrip().startswith(("Số tiền", "So tien", "Năm ", "Nam ")) else end


def _firm(text: str, plain: str, end: int) -> int:
    """Where the name of a firm ends: the next words with capitals or of what firms do, and a number of its own."""
    while word := _WORD.match(text, end):
        start, after = word.span(1)
        if not text[start].isupper() and plain[start:after] not in BUSINESS:
            break
        if plain[start:after] in ("so", "nam") and plain[after : after + 5] in (" tien", " 9999"):
            break
        end = after
    number = _NUMBER.match(text, end)
    return number.end() if number else end
