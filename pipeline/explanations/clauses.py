"""Sources and amounts brought together, sentence by sentence and clause by clause.

In a clause an amount belongs to the nearest source named before it (`vay Agribank 500 triệu`), else to the one
named after it (`500 triệu tiền bán đất`); an amount in a clause of its own belongs to the source that the
clause before left open (`bán đất cho ông A, giá 1,2 tỷ`). What fits none of these is left unread.
"""

import re
from typing import NamedTuple

from pipeline.explanations.counterparts import Counterpart
from pipeline.explanations.lexicon import IN, Keyword
from pipeline.money_text import Amount

Span = tuple[int, int]
Kind = tuple[str, str]
# What no separator parts.
Whole = Keyword | Amount | Counterpart

# How sure a pairing of a source with an amount is, by how they stand to each other.
SURE_BEFORE, SURE_AFTER, SURE_NEXT_CLAUSE, SURE_SHARED, SURE_NO_AMOUNT = 0.95, 0.9, 0.8, 0.65, 0.6

_STRONG = re.compile(r"[;\n•]+|\.(?=\s|$)")
_WEAK = re.compile(r",(?!\d)|[()+]|\s-\s|\s–\s|(?<![a-z])(?:va|cung voi|ngoai ra|so con lai|con lai)(?![a-z])")
_PRICE = re.compile(r"^\s*(?:voi )?(?:so tien|gia|tri gia|tong|voi gia|so luong|duoc)")
_ORIGIN = re.compile(r"^[\s:]*(?:dong\s+)?(?:la\s+|co\s+)?(?:tien|tu|do|nho|nguon)?(?:\s+(?:tien|nguon|viec))?\s*$")


class Reading(NamedTuple):
    """A source with its amount, and the clauses in which both stand."""

    keyword: Keyword
    amount: Amount | None
    words: Span
    confidence: float


def readings(plain: str, words: list[Keyword], amounts: list[Amount], named: list[Counterpart]) -> list[Reading]:
    """The sources of a text with their amounts, each source and amount once; `plain` is the text's bare form."""
    whole: list[Whole] = [*words, *amounts, *(one for one in named if one.kind == "company")]
    sentences = [_parts(_WEAK, plain, span, whole) for span in _parts(_STRONG, plain, (0, len(plain)), whole)]
    return _without_repeats([r for clauses in sentences for r in _of_sentence(clauses, words, amounts, named, plain)])


def _parts(separator: re.Pattern[str], plain: str, span: Span, whole: list[Whole]) -> list[Span]:
    """A span parted at the separators that stand in no keyword (`trả gốc và lãi`), amount (`2 tỷ (= ...`) or firm."""
    cuts = [span[0]]
    for match in separator.finditer(plain, *span):
        if not any(word.start <= match.start() and match.end() < word.end for word in whole):
            cuts += [match.start(), match.end()]
    cuts.append(span[1])
    spans = [(cuts[place], cuts[place + 1]) for place in range(0, len(cuts), 2)]
    return [(start, end) for start, end in spans if plain[start:end].strip()]


def _of_sentence(
    clauses: list[Span], words: list[Keyword], amounts: list[Amount], named: list[Counterpart], plain: str
) -> list[Reading]:
    """The sources of a sentence with their amounts."""
    readings: list[Reading] = []
    left_open: Keyword | None = None
    orphan: Amount | None = None
    for clause in clauses:
        own = [word for word in words if within(word, clause)]
        sums = [amount for amount in amounts if within(amount, clause)]
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


def within(found: Keyword | Amount | Counterpart, clause: Span) -> bool:
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
    again = before.keyword.source in ("loan", "gift") and any(within(one, clause) for one in named)
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
