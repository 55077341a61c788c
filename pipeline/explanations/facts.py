"""What one text of section III says: which source of funds, which amount, whose, when."""

import re
from typing import NamedTuple

from pipeline.explanations.clauses import Reading, Span, readings, within
from pipeline.explanations.counterparts import Counterpart, counterparts
from pipeline.explanations.lexicon import OUT, keywords
from pipeline.explanations.meaning import meant
from pipeline.money_text import bare, find_amounts

NOWHERE: Span = (-1, -1)
_DATE = re.compile(
    r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)"
    r"|ngay \d{1,2} thang \d{1,2} nam \d{4}|thang \d{1,2} ?(?:[/-] ?|nam )\d{4}"
)


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


def facts(text: str) -> list[Fact]:
    """All facts of a text in composed Unicode, in the order in which it gives them."""
    plain = bare(text)
    words = keywords(text, plain)
    named = counterparts(text, plain) if words else []
    words = meant(words, named, text, plain)
    if not words:
        return []
    amounts = [amount for amount in find_amounts(text) if amount.per in ("", "nam")]
    dates = [match.span() for match in _DATE.finditer(plain)]
    return [_fact(reading, named, dates) for reading in readings(plain, words, amounts, named)]


def _fact(reading: Reading, named: list[Counterpart], dates: list[Span]) -> Fact:
    keyword, amount = reading.keyword, reading.amount
    # A loan given and a purchase are uses of another kind than a repayment.
    source = "other" if keyword.direction == OUT and keyword.source not in ("loan", "spending") else keyword.source
    other = _nearest([one for one in named if within(one, reading.words) and _can_be(one, source)], reading)
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
