"""LQ: cash, gold and other liquid assets."""

import pandas as pd

from pipeline.rules.join import share
from pipeline.rules.rule import rule

LISTED = {"has_asset_list": (True,)}
COMPARED = {"compared": (True,)}
# A stock with a slip of unit is an error for the unit to put right, not a pile.
NO_SLIP = {"has_slip": (False,)}


@rule(
    id="LQ01", over="positions", among={**LISTED, **NO_SLIP}, needs=("cash_after_vnd",),
    reads=("income_year_vnd",), limit="cash_pile_times", uses=("item_threshold_vnd",), unit="times",
    amount="cash_after_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("spouse_business", "sale_explains", "unit_slip"),
)  # fmt: skip
def cash_pile(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Cash in hand is a multiple of the threshold of declaration, and more than a year's income where that is known."""
    times = positions.cash_after_vnd / positions.item_threshold_vnd
    return times[(times > limit) & ~(positions.cash_after_vnd <= positions.income_year_vnd)]


@rule(
    id="LQ02", over="positions", among={**LISTED, **NO_SLIP}, needs=("cash_after_vnd", "liquid_after_vnd"),
    limit="cash_share_max", uses=("supplement_trigger_vnd",), unit="share", amount="cash_after_vnd", severity=1,
    judgement="enrichment", grounds=("D40",), reasons=("sale_explains", "spouse_business"),
)  # fmt: skip
def mostly_cash(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Nearly all of a large liquid wealth is cash in hand."""
    part = share(positions.cash_after_vnd, positions.liquid_after_vnd)
    return part[(part > limit) & (positions.cash_after_vnd > positions.supplement_trigger_vnd)]


@rule(
    id="LQ03", over="positions", among={**COMPARED, **NO_SLIP},
    needs=("cash_after_vnd", "cash_before_vnd", "income_vnd", "living_low_vnd"),
    reads=("loans_vnd", "deposit_before_vnd", "deposit_after_vnd", "disposed_cost_vnd"),
    limit="item_threshold_vnd", unit="vnd", severity=3, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("sale_explains", "inheritance", "gift_documented", "loan_bank", "unit_slip"),
)  # fmt: skip
def sudden_cash(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Cash grew by more than the income less living, what was sold, drawn from banks and borrowed."""
    drawn = (positions.deposit_before_vnd - positions.deposit_after_vnd).clip(lower=0).fillna(0)
    could_save = (
        positions.income_vnd
        - positions.living_low_vnd
        + drawn
        + positions.loans_vnd.fillna(0)
        + positions.disposed_cost_vnd.fillna(0)
    )
    beyond = positions.cash_after_vnd - positions.cash_before_vnd - could_save.clip(lower=0)
    return beyond[beyond >= limit]


@rule(
    id="LQ04", over="positions", among=COMPARED,
    needs=("first_cash_gold_vnd", "income_year_vnd", "acquired_vnd", "savings_told_count"),
    limit="alibi_cash_years", uses=("supplement_trigger_vnd",), unit="times", amount="first_cash_gold_vnd",
    severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("retirement", "spouse_business", "inheritance"),
)  # fmt: skip
def ready_made_alibi(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A hoard of cash and gold in the first declaration, many years of income, now pays for purchases as "savings"."""
    years = share(positions.first_cash_gold_vnd, positions.income_year_vnd)
    quoted = (positions.savings_told_count > 0) & (positions.acquired_vnd >= positions.supplement_trigger_vnd)
    return years[quoted & (years > limit)]


@rule(
    id="LQ05", over="positions", among=COMPARED,
    needs=("cash_after_vnd", "cash_before_vnd", "cash_two_before_vnd"),
    reads=("loans_vnd", "loans_previous_vnd"), limit="item_threshold_vnd", unit="vnd", amount="cash_after_vnd",
    severity=1, judgement="enrichment", grounds=("D40",), reasons=("loan_bank", "template"),
)  # fmt: skip
def cash_beside_loans(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same cash stands in three declarations while loans are taken."""
    cash = positions[["cash_after_vnd", "cash_before_vnd", "cash_two_before_vnd"]]
    same = cash.max(axis=1) == cash.min(axis=1)
    borrowed = positions[["loans_vnd", "loans_previous_vnd"]].sum(axis=1) > 0
    return positions.cash_after_vnd[same & borrowed & (positions.cash_after_vnd >= limit)]


@rule(
    id="LQ06", over="positions", among=COMPARED, needs=("gold_bought_vnd", "income_vnd", "liquid_change_vnd"),
    limit="gold_to_income_share", uses=("item_threshold_vnd",), unit="share", amount="gold_bought_vnd",
    severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("marriage", "gift_documented", "price_change_gold", "inheritance"),
)  # fmt: skip
def gold_jump(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Gold came in that no other savings were given for, worth a large part of the income."""
    fresh = positions[["gold_bought_vnd", "liquid_change_vnd"]].min(axis=1)
    part = share(fresh, positions.income_vnd)
    return part[(part > limit) & (fresh >= positions.item_threshold_vnd)]


@rule(
    id="LQ07", over="positions", among={**LISTED, **NO_SLIP}, needs=("lent_after_vnd",), limit="lent_max_vnd",
    unit="vnd", amount="lent_after_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("gift_documented",),
)  # fmt: skip
def lends(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Much money is lent to others."""
    return positions.lent_after_vnd[positions.lent_after_vnd > limit]


@rule(
    id="LQ08", over="positions", among=LISTED, needs=("round_share", "money_lines_count", "round_share_q3"),
    reads=("round_share_q1",), limit="tukey_fence_times", uses=("round_lines_min",), unit="share",
    amount="liquid_after_vnd", severity=1, judgement="enrichment", grounds=("D40",), reasons=("template",),
    registers=("peers",),
)  # fmt: skip
def round_numbers(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """More round sums of hundred millions than peers write."""
    fence = positions.round_share_q3 + limit * (positions.round_share_q3 - positions.round_share_q1)
    return positions.round_share[
        (positions.round_share > fence) & (positions.money_lines_count >= positions.round_lines_min)
    ]


@rule(
    id="LQ09", over="positions", among=COMPARED, needs=("increase_vnd", "increase_previous_vnd"),
    limit="supplement_trigger_vnd", uses=("just_under_share",), unit="vnd", amount="increase_vnd", severity=2,
    judgement="enrichment", grounds=("D36.2", "D40"), reasons=("spouse_business", "template"),
)  # fmt: skip
def just_under_the_line(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The increase stays just under the trigger of a supplement, two declarations in a row."""
    low = positions.just_under_share * limit
    now = (positions.increase_vnd >= low) & (positions.increase_vnd < limit)
    before = (positions.increase_previous_vnd >= low) & (positions.increase_previous_vnd < limit)
    return positions.increase_vnd[now & before]


@rule(
    id="LQ10", over="kinds", needs=("near_total_vnd", "near_count"), limit="item_threshold_vnd",
    uses=("split_items_min",), unit="vnd", amount="near_total_vnd", severity=1, judgement="enrichment",
    grounds=("D35",), reasons=("template", "threshold_raised"),
)  # fmt: skip
def split_holdings(kinds: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Several holdings of one kind lie not far under the threshold, and reach it together."""
    return kinds.near_total_vnd[(kinds.near_count >= kinds.split_items_min) & (kinds.near_total_vnd >= limit)]


@rule(
    id="LQ11", over="kinds", needs=("near_holders_count", "near_count"), reads=("near_total_vnd",),
    limit="split_holders_min", uses=("item_threshold_vnd", "split_spread_items_min"), unit="number",
    amount="near_total_vnd", severity=3, judgement="enrichment", grounds=("D35", "D40"), reasons=("threshold_raised",),
)  # fmt: skip
def split_in_names(kinds: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Holdings of one kind, each not far under the threshold, are spread over the names of the household."""
    spread = (kinds.near_holders_count >= limit) & (kinds.near_count >= kinds.split_spread_items_min)
    return kinds.near_holders_count[spread & (kinds.near_total_vnd >= kinds.item_threshold_vnd)]
