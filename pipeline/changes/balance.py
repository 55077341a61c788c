"""Sources and uses of the household's funds in the period, as an interval.

    uses    = things bought + rise of money, gold and securities + debt repaid + spending named + living cost
    sources = income + proceeds outside it + fall of money, gold and securities + inflows named + debt taken

Low gives the declarant every doubt: living costs nothing, sales, gifts and loans that section III names come on top
of the income, and so does the cost of whatever is gone. High takes them away: the income contains all
proceeds, gifts and inheritances, as the form's section 10 says, and only banks lend.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.changes.debts import Debts
from pipeline.changes.incomes import Incomes
from pipeline.changes.things import Things
from pipeline.changes.words import COLUMNS, INFLOWS, Words


@dataclass(frozen=True)
class Flows:
    """All that the balance is made of, by place."""

    things: Things
    incomes: Incomes
    words: Words
    debts: Debts
    liquid_change: np.ndarray
    undeclared_before: np.ndarray
    newly_twice: np.ndarray
    beyond_stated: np.ndarray
    liquid_unknown_before: np.ndarray
    living_central: np.ndarray
    brought_by_spouse: np.ndarray


# What the form itself puts down to a source, so that the same inflow in section III is not counted again.
VISIBLE_AS = {
    "asset_sale": "asset_sale",
    "gift": "gift",
    "inheritance": "inheritance",
    "loan": "loan",
    "compensation": "compensation",
    "insurance": "other",
}
PROVABLE = ("inheritance", "compensation", "insurance")


def balance_columns(flows: Flows) -> dict[str, np.ndarray]:
    """Uses, sources and balances of both readings, and the interval of unexplained wealth."""
    uses_low, uses_high = _uses(flows)
    sources_low, sources_high = _sources(flows)
    low, high = uses_low - sources_high, uses_high - sources_low
    # An unknown value that may have been a source may have paid for everything.
    low = np.where(source_unknown(flows), np.minimum(low, 0), low)
    unexplained = np.maximum(low, 0)
    return {
        "uses_low_vnd": uses_low,
        "uses_high_vnd": uses_high,
        "sources_low_vnd": sources_low,
        "sources_high_vnd": sources_high,
        "balance_low_vnd": low,
        "balance_high_vnd": high,
        "unexplained_low_vnd": unexplained,
        "unexplained_high_vnd": np.maximum(high, unexplained),
        "unexplained_width_vnd": np.maximum(high, unexplained) - unexplained,
    }


def _uses(flows: Flows) -> tuple[np.ndarray, np.ndarray]:
    things, repaid = flows.things, np.nan_to_num(flows.debts.repaid)
    gone = repaid + flows.words.spent
    low = np.nan_to_num(things.acquired) + _given_within_income(flows) + np.maximum(_liquid_low(flows), 0) + gone
    living = np.nan_to_num(flows.living_central)
    high = np.nan_to_num(things.acquired_high) + np.maximum(_liquid_high(flows), 0) + gone + living
    return low, high


def _given_within_income(flows: Flows) -> np.ndarray:
    """Things given or inherited that the income contains to the dong: a use of it, like what is bought.

    Where one of them has no value nobody knows whether the income contains them.
    """
    in_kind, incomes = flows.things.in_kind.sum(axis=1), flows.incomes
    inside = incomes.source("gift") + incomes.source("inheritance")
    return np.asarray(np.where((in_kind == inside) & (flows.things.in_kind_unknown == 0), in_kind, 0))


def _sources(flows: Flows) -> tuple[np.ndarray, np.ndarray]:
    income, extra = flows.incomes.total, _not_visible(flows)
    provable = sum(extra[source] for source in PROVABLE)
    # Where the income is not itemised it may contain them.
    beyond = np.maximum(provable - flows.incomes.unsourced, 0)
    low = income + np.maximum(-_liquid_high(flows), 0) + _debt_low(flows) + beyond
    gifts = sum(extra[source] for source in ("gift", *PROVABLE))
    high = income + np.maximum(-_liquid_low(flows), 0) + _debt_high(flows, extra["loan"]) + gifts
    high = high + flows.incomes.slipped
    return low, high + _sales(flows) + flows.words.unstated + flows.things.liquid_below_threshold + _beyond_income(
        flows
    )


def _liquid_low(flows: Flows) -> np.ndarray:
    """Change of liquid funds less what the baseline may have held below the threshold, what is listed twice, and what
    a spouse newly named may have brought.

    Where section III speaks of a smaller rise than section II shows, the smaller one counts.

    A line with a slip is set aside, but what fell behind the slip may have been spent.
    """
    doubts = flows.undeclared_before + flows.newly_twice + flows.things.liquid_fall_behind_slip
    doubts = np.maximum(doubts, flows.brought_by_spouse)
    return np.asarray(flows.liquid_change - np.maximum(doubts, flows.beyond_stated))


def _liquid_high(flows: Flows) -> np.ndarray:
    """Change of liquid funds, those of which the value is withheld now taken as unchanged."""
    return np.asarray(flows.liquid_change + flows.things.liquid_unknown_after)


def _named(flows: Flows, source: str) -> np.ndarray:
    return np.asarray(flows.words.named[:, COLUMNS.index(source)])


def _visible(flows: Flows, source: str) -> np.ndarray:
    """How much of a source the declared income visibly contains: itemised, or named on its line of section III."""
    line = flows.words.on_income_line[:, COLUMNS.index(source)]
    return np.asarray(np.maximum(flows.incomes.source(VISIBLE_AS[source]), line))


def _not_visible(flows: Flows) -> dict[str, np.ndarray]:
    """Inflows that section III names beyond those inside the declared income and those that came in kind."""
    in_kind = flows.things.in_kind.sum(axis=1)
    extra = {}
    for source in ("gift", "inheritance", "loan", "compensation", "insurance"):
        named = _named(flows, source)
        if source in ("gift", "inheritance"):
            named, in_kind = np.maximum(named - in_kind, 0), np.maximum(in_kind - named, 0)
        extra[source] = np.maximum(named - _visible(flows, source), 0)
    return extra


def _sales(flows: Flows) -> np.ndarray:
    """Proceeds that the declared income does not show: the price named or, where higher, the cost of what is gone."""
    proceeds = np.maximum(_named(flows, "asset_sale"), flows.things.disposed_high)
    return np.asarray(np.maximum(proceeds - _visible(flows, "asset_sale"), 0))


def _beyond_income(flows: Flows) -> np.ndarray:
    """Inflows named on the income line that are more than the whole income declared."""
    named = flows.words.on_income_line[:, [COLUMNS.index(source) for source in INFLOWS]].sum(axis=1)
    return np.asarray(np.maximum(named - flows.incomes.total, 0))


def _debt_low(flows: Flows) -> np.ndarray:
    """Debt taken as liabilities list it, else what banks lent according to section III."""
    return np.asarray(np.where(flows.debts.listed, np.nan_to_num(flows.debts.taken), _bank_loans(flows)))


def _bank_loans(flows: Flows) -> np.ndarray:
    return np.asarray(np.maximum(flows.words.bank_loans - _visible(flows, "loan"), 0))


def _debt_high(flows: Flows, named: np.ndarray) -> np.ndarray:
    """Debt taken, the larger of what liabilities and words say."""
    return np.asarray(np.where(flows.debts.listed, np.maximum(np.nan_to_num(flows.debts.taken), named), named))


def source_unknown(flows: Flows) -> np.ndarray:
    """True where something that may have brought funds has no value: a gone item, money before, a debt."""
    gone = flows.things.disposed_unknown > 0
    return np.asarray(
        gone | (flows.liquid_unknown_before > 0) | flows.debts.unknown_after | flows.words.unstated_unknown
    )
