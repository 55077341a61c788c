"""Section III: what a household says about its changes, as imprecise as people are."""

from pipeline.simulate import writing
from pipeline.simulate.dice import chance, pick
from pipeline.simulate.economy import MILLION
from pipeline.simulate.households import Household, Income, Move
from pipeline.simulate.listing import Row
from pipeline.simulate.phrases import RECIPIENT_WORDS, SOURCE_WORDS
from pipeline.simulate.saying import say

FORGOTTEN = 0.04  # share of lines that people forget to write
NO_WORDS = 0.03  # share of lines without an explanation


def movements(home: Household, declaration_id: str, money_change: int, exits: dict[int, str]) -> list[Row]:
    """The lines of section III: things, money, what fell below the threshold, and the income of the period."""
    # Where a loan paid for something, its words are all that explains it: nobody forgets them here.
    careful = home.year in home.quiet_years or home.flow.borrowed > 0
    moves = [move for move in home.flow.moves if careful or not chance(home.rng, FORGOTTEN)]
    moves += _below_threshold(home, exits) + _money(home, money_change)
    if home.year in home.template:
        moves = [
            Move(move.category, move.quantity_change, move.value_change_vnd, home.template[home.year]) for move in moves
        ]
    lines = [_imprecise(home, move, careful) for move in moves]
    if home.flow.incomes and (lines or chance(home.rng, 0.7)):
        lines.append(_income(home))
    return [
        {
            "declaration_id": declaration_id,
            "category": move.category,
            "quantity_change": move.quantity_change,
            "value_change_vnd": move.value_change_vnd,
            "explanation": move.explanation or None,
        }
        for move in lines
    ]


def _money(home: Household, change: int) -> list[Move]:
    """Savings that grew or fell; small changes are rarely told."""
    words = list(dict.fromkeys(home.flow.money_words))
    told = bool(words or home.flow.spent_words) or chance(home.rng, _willing(home, abs(change)))
    if not told or (change == 0 and not words):
        return []
    if not words or (change < 0 and not home.flow.spent_words):
        step = 10 * MILLION
        matter = "savings_up" if change > 0 else "savings_down"
        words.append(say(home, matter, money=max(abs(change) // step * step, step)))
    words += home.flow.spent_words
    return [Move("money", None, change, "; ".join(words))]


def _willing(home: Household, change: int) -> float:
    """How likely savings that changed by so much are told: large ones nearly always, small ones rarely."""
    if change >= 280 * MILLION:
        return 0.97
    return home.style.writes_money_moves if change >= 20 * MILLION else 0.05


def _below_threshold(home: Household, exits: dict[int, str]) -> list[Move]:
    below = [home.listed[uid] for uid, cause in exits.items() if cause == "threshold_raised"]
    return [
        Move(item.category, -(item.quantity or 1.0), -(item.value_vnd or 0) or None, say(home, "threshold"))
        for item in below
        if chance(home.rng, 0.25)
    ]


def _imprecise(home: Household, move: Move, careful: bool) -> Move:
    """Some leave out the number, round the value, or write no words."""
    quantity = None if chance(home.rng, 0.2) else move.quantity_change
    value = move.value_change_vnd
    if value is not None and abs(value) > 200 * MILLION and chance(home.rng, 0.1):
        value = int(round(value / (50 * MILLION))) * 50 * MILLION
    words = "" if not careful and chance(home.rng, NO_WORDS) else move.explanation
    return Move(move.category, quantity, value, words)


def _income(home: Household) -> Move:
    lines = home.flow.incomes
    total = sum(line.amount_vnd for line in lines)
    if home.style.itemises and chance(home.rng, 0.5):
        return Move("income", None, total, say(home, "income_short"))
    return Move(
        "income", None, total, say(home, "income", lines=", ".join(_line(home, line) for line in _summed(lines)))
    )


def _summed(lines: list[Income]) -> list[Income]:
    """One line for each recipient and source."""
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.recipient, line.source)
        sums[key] = sums.get(key, 0) + line.amount_vnd
    return [Income(recipient, source, "", amount, "") for (recipient, source), amount in sums.items()]


def _line(home: Household, line: Income) -> str:
    who = RECIPIENT_WORDS.get(line.recipient, "")
    words = pick(home.rng, SOURCE_WORDS[line.source])
    return f"{words} {who if line.recipient != 'joint' else ''} {writing.money(home.style, line.amount_vnd)}".replace(
        "  ", " "
    )
