"""What one text of section III says: which source of funds, which amount, whose, when.

A text is parted into sentences and clauses. In a clause an amount belongs to the nearest source named
before it (`vay Agribank 500 triệu`), else to the one named after it (`500 triệu tiền bán đất`); an amount in a clause
of its own belongs to the source that the clause before left open (`bán đất cho ông A, giá 1,2 tỷ`). What
fits none of these is left unread.
"""

import re
from typing import NamedTuple

from pipeline.explanations.counterparts import Counterpart, counterparts
from pipeline.explanations.lexicon import IN, OUT, Keyword, keywords
from pipeline.money_text import Amount, bare, find_amounts

Span = tuple[int, int]
Kind = tuple[str, str]
NOWHERE: Span = (-1, -1)

# How sure a pairing of a source with an amount is, by how they stand to each other.
SURE_BEFORE, SURE_AFTER, SURE_NEXT_CLAUSE, SURE_SHARED, SURE_NO_AMOUNT = 0.95, 0.9, 0.8, 0.65, 0.6

_STRONG = re.compile(r"[;\n•]+|\.(?=\s|$)")
_WEAK = re.compile(r",(?!\d)|[()+]|\s-\s|\s–\s|(?<![a-z])(?:va|cung voi|ngoai ra|so con lai|con lai)(?![a-z])")
_PRICE = re.compile(r"^\s*(?:voi )?(?:so tien|gia|tri gia|tong|voi gia|so luong|duoc)")
_ORIGIN = re.compile(r"^[\s:]*(?:dong\s+)?(?:la\s+|co\s+)?(?:tien|tu|do|nho|nguon)?(?:\s+(?:tien|nguon|viec))?\s*$")
_DATE = re.compile(
    r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)"
    r"|ngay \d{1,2} thang \d{1,2} nam \d{4}|thang \d{1,2} ?(?:[/-] ?|nam )\d{4}"
)
# `cho em trai vay`, `cho Nguyễn Văn An vay`: money lent, not borrowed.
_GIVEN_TO = re.compile(
    r"(?i:\bcho) (?:(?:bạn|bè|anh|chị|em|trai|gái|ruột|con|cháu|người|thân|quen|ông|bà|vợ|chồng|đồng|nghiệp)\s+"
    r"|[A-ZĐÀ-Ỹ]\w*\s+)+$"
)
# `Nguyễn Xuân Trung trả nợ`: a debtor of the household paid back.
_BY_ANOTHER = re.compile(r"(?:^|[;.,]\s*)(?:(?i:ông|bà|anh|chị|em|chú|cô|bạn) )?(?:[A-ZĐÀ-Ỹ]\w*\s+){2,}$")
_OUT_OF = re.compile(r"(?:[^;,]*[^;,a-z])?(?:tu|qua|trong|nho)(?![a-z])[^;.\d]*")
# Ordinary income out of which savings were made: `tích lũy từ lương` is savings, not salary.
_ORDINARY = ("salary", "business", "farm", "rent")


class Fact(NamedTuple):
    """A source or use read out of a text; spans are places in it, NOWHERE what it does not say."""

    source: str
    direction: str
    amount: Span
    counterpart: Span
    counterpart_kind: str
    date: Span
    words: Span
    confidence: float


class Reading(NamedTuple):
    """A source with its amount, and the clauses in which both stand."""

    keyword: Keyword
    amount: Amount | None
    words: Span
    confidence: float


def facts(text: str) -> list[Fact]:
    """All facts of a text in composed Unicode, in the order in which it gives them."""
    plain = bare(text)
    named = counterparts(text, plain)
    words = _meant(keywords(text, plain), named, text, plain)
    if not words:
        return []
    amounts = [amount for amount in find_amounts(text) if amount.per in ("", "nam")]
    readings = [r for sentence in _sentences(plain, words) for r in _readings(sentence, words, amounts, named, plain)]
    dates = [match.span() for match in _DATE.finditer(plain)]
    return [_fact(reading, named, dates) for reading in _without_repeats(readings)]


def _sentences(plain: str, words: list[Keyword]) -> list[list[Span]]:
    """The clauses of each sentence."""
    return [_parts(_WEAK, plain, span, words) for span in _parts(_STRONG, plain, (0, len(plain)), words)]


def _parts(separator: re.Pattern[str], plain: str, span: Span, words: list[Keyword]) -> list[Span]:
    """A span parted at the separators that stand in no keyword (`trả gốc và lãi`)."""
    cuts = [span[0]]
    for match in separator.finditer(plain, *span):
        if not any(word.start < match.start() and match.end() < word.end for word in words):
            cuts += [match.start(), match.end()]
    cuts.append(span[1])
    spans = [(cuts[place], cuts[place + 1]) for place in range(0, len(cuts), 2)]
    return [(start, end) for start, end in spans if plain[start:end].strip()]


def _meant(words: list[Keyword], named: list[Counterpart], text: str, plain: str) -> list[Keyword]:
    """Keywords by their surroundings: `bố mẹ cho` a gift, `ngân hàng cho vay` a loan, `tích lũy từ lương` savings."""
    meant = [_surrounded(word, named, text, plain) for word in words]
    kept: list[Keyword] = []
    for word in (word for word in meant if word.direction != "given" and not _in_name(word, named)):
        if not kept or not _belongs_to(kept[-1], word, plain):
            kept.append(word)
    return kept


def _in_name(word: Keyword, named: list[Counterpart]) -> bool:
    """True for `Lương` in `bà Lương Quang Tâm`."""
    return any(one.kind == "person" and one.start < word.start and word.end <= one.end for one in named)


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


def _readings(
    clauses: list[Span], words: list[Keyword], amounts: list[Amount], named: list[Counterpart], plain: str
) -> list[Reading]:
    """The sources of a sentence with their amounts."""
    readings: list[Reading] = []
    left_open: Keyword | None = None
    orphan: Amount | None = None
    for clause in clauses:
        own = [word for word in words if _within(word, clause)]
        sums = [amount for amount in amounts if _within(amount, clause)]
        paired, orphan_here = _paired(own, sums, left_open, clause, plain)
        if orphan and own and not sums:
            paired, orphan = [Reading(own[0], orphan, (orphan.start, clause[1]), SURE_AFTER)], None
        if orphan_here and not own and readings:
            paired += _continued(orphan_here, readings[-1], clause, named)
        unpaired = [word for word in own if word not in [reading.keyword for reading in paired]]
        readings += [*paired, *(Reading(word, None, clause, SURE_NO_AMOUNT) for word in unpaired)]
        left_open = (unpaired[-1] if unpaired and not sums else None) if own or paired else left_open
        orphan = orphan_here
    return readings


def _within(found: Keyword | Amount | Counterpart, clause: Span) -> bool:
    return clause[0] <= found.start and found.end <= clause[1]


def _paired(
    own: list[Keyword], sums: list[Amount], left_open: Keyword | None, clause: Span, plain: str
) -> tuple[list[Reading], Amount | None]:
    """The sources and sums of one clause brought together, and a sum that found no source."""
    readings: list[Reading] = []
    orphan = None
    for amount in sums:
        before = [word for word in own if word.end <= amount.start]
        after = next((word for word in own if word.start >= amount.end), None)
        if before:
            readings.append(_before(before, amount, readings, clause))
        elif after and (not left_open or _is_origin(amount, after, clause, plain)):
            readings.append(Reading(after, amount, clause, SURE_AFTER))
        elif left_open:
            readings.append(Reading(left_open, amount, (left_open.start, clause[1]), SURE_NEXT_CLAUSE))
        else:
            orphan = amount
    return _first_of_each(readings), orphan


def _before(before: list[Keyword], amount: Amount, readings: list[Reading], clause: Span) -> Reading:
    taken = [reading.keyword for reading in readings]
    rivals = {word.source for word in before if word not in taken and word.direction == IN}
    return Reading(before[-1], amount, clause, SURE_SHARED if len(rivals) > 1 else SURE_BEFORE)


def _is_origin(amount: Amount, after: Keyword, clause: Span, plain: str) -> bool:
    """True in `500 triệu tiền bán đất`, False in `giá 800 triệu từ nguồn bán đất`, where the sum is a price."""
    priced = _PRICE.match(plain[clause[0] : amount.start])
    return not priced and _ORIGIN.match(plain[amount.end : after.start]) is not None


def _first_of_each(readings: list[Reading]) -> list[Reading]:
    """A source named once has one sum in a clause: the first; `giá 1,2 tỷ đã nhận 700 triệu` is 1.2 billion."""
    seen: set[Keyword] = set()
    return [reading for reading in readings if not (reading.keyword in seen or seen.add(reading.keyword))]  # type: ignore[func-returns-value]


def _continued(amount: Amount, before: Reading, clause: Span, named: list[Counterpart]) -> list[Reading]:
    """`vay Agribank 500 triệu, BIDV 300 triệu`: another lender or giver of the same kind."""
    again = before.keyword.source in ("loan", "gift") and any(_within(one, clause) for one in named)
    return [Reading(before.keyword, amount, clause, SURE_NEXT_CLAUSE)] if again and before.amount else []


def _without_repeats(readings: list[Reading]) -> list[Reading]:
    """Without what is no source of funds, and without a source named again where its amount is known."""
    useful = [r for r in readings if r.keyword.direction == IN or r.keyword.source != "savings"]
    useful = [r for r in useful if r.amount or r.keyword.direction == IN or r.keyword.source == "loan"]
    kept: dict[Kind, list[Reading]] = {}
    for reading in useful:
        kept[_kind(reading)] = _with(kept.get(_kind(reading), []), reading)
    return [reading for same in kept.values() for reading in same]


def _kind(reading: Reading) -> Kind:
    return reading.keyword.source, reading.keyword.direction


def _with(same: list[Reading], reading: Reading) -> list[Reading]:
    """The readings of one source with one more; a first one without amount lends its words to the one that has it."""
    if reading.amount is None:
        return same or [reading]
    if same and same[0].amount is None:
        return [reading._replace(words=(same[0].words[0], reading.words[1]))]
    return [*same, reading]


def _fact(reading: Reading, named: list[Counterpart], dates: list[Span]) -> Fact:
    keyword, amount = reading.keyword, reading.amount
    # A loan given and a purchase are uses of another kind than a repayment.
    source = "other" if keyword.direction == OUT and keyword.source != "loan" else keyword.source
    other = _nearest([one for one in named if _within(one, reading.words) and _can_be(one, source)], reading)
    day = next(
        (date for date in dates if reading.words[0] <= date[0] < reading.words[1]),
        dates[0] if len(dates) == 1 else NOWHERE,
    )
    return Fact(
        source,
        keyword.direction,
        (amount.start, amount.end) if amount else NOWHERE,
        (other.start, other.end) if other else NOWHERE,
        other.kind if other else "unknown",
        day,
        reading.words,
        reading.confidence * keyword.confidence,
    )


def _can_be(one: Counterpart, source: str) -> bool:
    """A bank lends, pays interest and insures; it neither gives nor buys."""
    return one.kind != "bank" or source in ("loan", "interest", "insurance", "savings", "other", "salary")


def _nearest(named: list[Counterpart], reading: Reading) -> Counterpart | None:
    """The counterpart nearest to the source's words; a bank before the others, since its name is never chance."""
    start, end = reading.keyword.start, reading.keyword.end
    return min(named, key=lambda one: (one.kind != "bank", max(one.start - end, start - one.end, 0)), default=None)
