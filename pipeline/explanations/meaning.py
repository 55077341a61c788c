"""What a word of section III means by what stands around it."""

import re

from pipeline.explanations.counterparts import Counterpart
from pipeline.explanations.lexicon import IN, OUT, Keyword

# `cho em trai vay`, `cho Nguyễn Văn An vay`: money lent, not borrowed.
_GIVEN_TO = re.compile(
    r"(?i:\bcho) (?:(?:bạn|bè|anh|chị|em|trai|gái|ruột|con|cháu|người|thân|quen|ông|bà|vợ|chồng|đồng|nghiệp)\s+"
    r"|[A-ZĐÀ-Ỹ]\w*\s+)+$"
)
# `Nguyễn Xuân Trung trả nợ`, `hụi trả nợ`: a debtor of the household paid back.
_BY_ANOTHER = re.compile(
    r"(?:^|[;.,]\s*)(?:(?i:ông|bà|anh|chị|em|chú|cô|bạn) )?(?:[A-ZĐÀ-Ỹ]\w*\s+){2,}$|(?i:hụi|hui)\s+$"
)
_OUT_OF = re.compile(r"(?:[^;,]*[^;,a-z])?(?:tu|qua|trong|nho)(?![a-z])[^;.\d]*")
# Ordinary income out of which savings were made: `tích lũy từ lương` is savings, not salary.
_ORDINARY = ("salary", "business", "farm", "rent")


def meant(words: list[Keyword], named: list[Counterpart], text: str, plain: str) -> list[Keyword]:
    """Keywords by their surroundings: `bố mẹ cho` a gift, `ngân hàng cho vay` a loan, `tích lũy từ lương` savings."""
    words = [_surrounded(word, named, text, plain) for word in words]
    kept: list[Keyword] = []
    for word in (word for word in words if word.direction != "given" and not _in_name(word, named)):
        if not kept or not _belongs_to(kept[-1], word, plain):
            kept.append(word)
    return kept


def _in_name(word: Keyword, named: list[Counterpart]) -> bool:
    """True for `Lương` in `bà Lương Quang Tâm` and `Xây dựng` in `Công ty TNHH Xây dựng Đất Quảng`."""
    return any(one.kind in ("person", "company") and one.start < word.start and word.end <= one.end for one in named)


def _surrounded(word: Keyword, named: list[Counterpart], text: str, plain: str) -> Keyword:
    if word.source == "loan" and _GIVEN_TO.search(text[: word.start]):
        return word._replace(source="lent", direction=OUT)
    if (word.source, word.direction) == ("loan", OUT) and _BY_ANOTHER.search(text[: word.start]):
        return word._replace(source="savings", direction=IN)
    giver = next((one for one in named if one.kind != "company" and _leads_to(one, word, plain)), None)
    if not giver:
        return word
    if word.direction == "given":
        return word._replace(direction=IN)
    return word._replace(source="loan", direction=IN) if word.source == "lent" else word


def _leads_to(giver: Counterpart, word: Keyword, plain: str) -> bool:
    between = plain[giver.end : word.start]
    return giver.end <= word.start and between.strip() in (
        "",
        "da",
        "cung",
        "co",
        "moi",
        "da co",
        "deu",
        "hai ben",
        "hai ben da",
    )


def _belongs_to(before: Keyword, word: Keyword, plain: str) -> bool:
    """True where a word only tells more of the one before it, and is no source of its own.

    `lương` in `tích lũy từ lương`, `vay` in `thu hồi tiền cho ông A vay`, `mượn` in `hoàn trả tiền đã mượn`.
    """
    between = plain[before.end : word.start]
    if word.source in ("lent", "loan"):
        recovered = before.source == "savings" and plain.startswith("thu", before.start)
        repaid = (before.source, before.direction, word.direction) == ("loan", OUT, IN)
        return (recovered or repaid) and re.fullmatch(r"[^;,]*", between) is not None and " va " not in between
    return before.source == "savings" and word.source in _ORDINARY and _OUT_OF.fullmatch(between) is not None
