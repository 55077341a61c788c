"""UW: wealth that grew or went without a source that the data show."""

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import CATEGORIES, LIQUID
from pipeline.rules.join import share
from pipeline.rules.rule import rule
from pipeline.text import folded

COMPARED = {"compared": (True,)}
# Money, gold and securities that go are spent: the balance speaks of them.
THINGS = tuple(category for category in CATEGORIES if category not in LIQUID)
WHY_RICHER = (
    "sale_explains",
    "inheritance",
    "gift_documented",
    "loan_bank",
    "marriage",
    "insurance_or_compensation",
    "retirement",
    "unit_slip",
)
SAVINGS_ONLY = r"^(?:tien )?(?:tich luy|tiet kiem|tu thu nhap|tich luy tu luong|thu nhap tich luy)[^0-9]{0,40}$"


@rule(
    id="UW01", over="positions", among=COMPARED, needs=("unexplained_low_vnd",),
    limit="verify_increase_trigger_vnd", unit="vnd", amount="unexplained_low_vnd", severity=3,
    judgement="enrichment", grounds=("D40", "D41.1.b"), reasons=WHY_RICHER,
)  # fmt: skip
def unexplained(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Uses of funds exceed all sources by more than the law's trigger, every doubt given to the declarant."""
    return positions.unexplained_low_vnd[positions.unexplained_low_vnd > limit]


@rule(
    id="UW02", over="positions", among=COMPARED, needs=("unexplained_low_vnd", "income_vnd"),
    limit="unexplained_to_income_share", uses=("item_threshold_vnd",), unit="share",
    amount="unexplained_low_vnd", severity=2, judgement="enrichment", grounds=("D40",), reasons=WHY_RICHER,
)  # fmt: skip
def unexplained_beside_income(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """What is unexplained is a large part of the income of the period."""
    part = share(positions.unexplained_low_vnd, positions.income_vnd)
    return part[(part > limit) & (positions.unexplained_low_vnd >= positions.item_threshold_vnd)]


@rule(
    id="UW03", over="positions", among=COMPARED, needs=("unexplained_width_vnd", "income_vnd"),
    limit="doubt_width_share", unit="share", amount="unexplained_width_vnd", severity=1, judgement="process",
    grounds=("D40",), reasons=("sale_explains", "gift_documented", "loan_bank"),
)  # fmt: skip
def wide_doubt(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The words leave so much in doubt that papers are wanted before anything is said."""
    part = share(positions.unexplained_width_vnd, positions.income_vnd)
    return part[part > limit]


@rule(
    id="UW04", over="positions", among=COMPARED, needs=("unexplained_low_vnd", "unexplained_low_3y_vnd"),
    reads=("unexplained_low_5y_vnd", "shortfall_3y_vnd"), limit="verify_increase_trigger_vnd", unit="vnd",
    amount="unexplained_low_3y_vnd", severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("spouse_business", "inheritance", "loan_bank"),
)  # fmt: skip
def unexplained_over_years(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """No single year is above the trigger, several together are: without living costs, or with the lowest ones."""
    columns = ["unexplained_low_3y_vnd", "unexplained_low_5y_vnd", "shortfall_3y_vnd"]
    cumulated = positions[columns].max(axis=1)
    return cumulated[(cumulated > limit) & (positions.unexplained_low_vnd <= limit)]


@rule(
    id="UW05", over="positions", among=COMPARED, needs=("increase_vnd", "movement_rows"),
    reads=("revaluation_vnd",), limit="supplement_trigger_vnd", unit="vnd", amount="increase_vnd", severity=2,
    judgement="process", grounds=("D36.2", "D40"),
    reasons=("revaluation", "marriage", "inheritance", "late_appearance"),
)  # fmt: skip
def change_not_declared(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The increase reaches the trigger of a supplement, and section III is empty."""
    return positions.increase_vnd[(positions.increase_vnd >= limit) & (positions.movement_rows == 0)]


@rule(
    id="UW06", over="positions", among=COMPARED, needs=("increase_vnd", "explained_vnd", "movement_rows"),
    limit="explained_share_min", uses=("supplement_trigger_vnd",),
    reads=("explained_savings_vnd", "income_vnd", "living_low_vnd"), unit="share", amount="increase_vnd",
    severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("sale_explains", "loan_bank", "spouse_business", "template"),
)  # fmt: skip
def explanation_does_not_cover(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Section III speaks, but its sums cover too little of the increase beyond what the income allowed to save."""
    could_save = (positions.income_vnd - positions.living_low_vnd).clip(lower=0).fillna(0)
    beyond = positions.increase_vnd - could_save
    part = share(positions.explained_vnd + positions.explained_savings_vnd.fillna(0), beyond)
    return part[(part < limit) & (beyond >= positions.supplement_trigger_vnd) & (positions.movement_rows > 0)]


@rule(
    id="UW07", over="positions", among=COMPARED, needs=("increase_vnd", "explanation"),
    reads=("text_previous", "text_users_count"), limit="verify_increase_trigger_vnd", uses=("text_users_max",),
    unit="vnd", amount="increase_vnd", severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("template", "spouse_business"),
)  # fmt: skip
def boilerplate(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A large increase is explained by last year's words, by words that many use, or by "savings" alone."""
    words = folded(positions.explanation)
    empty_words = (words == folded(positions.text_previous)) | words.str.contains(SAVINGS_ONLY, na=False)
    return positions.increase_vnd[
        (positions.increase_vnd > limit) & (empty_words | (positions.text_users_count >= positions.text_users_max))
    ]


@rule(
    id="UW08", over="item_changes",
    among={"state": ("new",), "is_liquid": (False,), "cause": (None, np.nan, "purchase")},
    needs=("value_after_vnd", "means_vnd"), limit="item_threshold_vnd", unit="vnd", amount="value_after_vnd",
    severity=3, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("loan_bank", "sale_explains", "inheritance", "gift_documented", "late_appearance"),
)  # fmt: skip
def purchase_without_means(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A single purchase costs more than last year's liquid assets, the income and the loans together."""
    beyond = items.value_after_vnd - items.means_vnd
    return beyond[beyond >= limit]


@rule(
    id="UW09", over="positions", among=COMPARED, needs=("acquired_vnd", "income_vnd", "liquid_change_vnd"),
    reads=("disposed_cost_vnd", "loans_vnd"), limit="buys_and_saves_times", unit="times", amount="acquired_vnd",
    severity=2, judgement="enrichment", grounds=("D40",), reasons=WHY_RICHER,
)  # fmt: skip
def buys_and_saves(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Purchases net of what left and of loans exceed the income, and the savings grew too."""
    bought = positions.acquired_vnd - positions.disposed_cost_vnd.fillna(0) - positions.loans_vnd.fillna(0)
    times = share(bought, positions.income_vnd)
    return times[(times > limit) & (positions.liquid_change_vnd > 0)]


@rule(
    id="UW10", over="positions", among=COMPARED, needs=("growth_excess", "growth_95th", "increase_vnd"),
    reads=("growth_count",), limit="growth_over_peers_times", uses=("item_threshold_vnd",), unit="number",
    amount="increase_vnd", severity=1, judgement="enrichment", grounds=("D40",), reasons=WHY_RICHER,
    registers=("growth",),
)  # fmt: skip
def growth_against_peers(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Wealth grew, less the median growth of the field and year, by a multiple of the 95th percentile."""
    far = positions.growth_excess > limit * positions.growth_95th.clip(lower=0.01)
    return positions.growth_excess[far & (positions.increase_vnd >= positions.item_threshold_vnd)]


@rule(
    id="UW11", over="positions", among=COMPARED, needs=("own_z", "increase_vnd"), limit="own_past_z",
    uses=("item_threshold_vnd",), amount="increase_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=WHY_RICHER,
)  # fmt: skip
def growth_against_own_past(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The increase is far outside the official's own earlier ones (two or more)."""
    return positions.own_z[(positions.own_z > limit) & (positions.increase_vnd >= positions.item_threshold_vnd)]


@rule(
    id="UW12", over="positions", among=COMPARED, needs=("liquid_change_vnd", "income_vnd", "children_count"),
    reads=("disposed_cost_vnd", "loans_vnd"), limit="savings_rate_share", unit="share",
    amount="liquid_change_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("sale_explains", "loan_bank", "spouse_business"),
)  # fmt: skip
def impossible_savings_rate(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A household with children puts aside nearly all of its income; what it sold is set aside."""
    saved = positions.liquid_change_vnd - positions.disposed_cost_vnd.fillna(0) - positions.loans_vnd.fillna(0)
    rate = share(saved, positions.income_vnd)
    return rate[(rate > limit) & (positions.children_count > 0)]


@rule(
    id="UW13", over="positions", among={**COMPARED, "is_high_risk": (True,)},
    needs=("office_days", "change_to_income", "change_to_income_q1", "change_to_income_q3"), reads=("increase_vnd",),
    limit="tukey_far_times", uses=("appointment_window_days", "item_threshold_vnd"), unit="times",
    amount="increase_vnd", severity=2, judgement="enrichment", grounds=("D40",), reasons=WHY_RICHER,
    registers=("peers",),
)  # fmt: skip
def step_at_appointment(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """In the first two years of a post at risk the increase is far above that of peers."""
    new_in_office = positions.office_days.between(0, positions.appointment_window_days)
    upper = positions.change_to_income_q3
    beyond = positions.change_to_income > upper + limit * (upper - positions.change_to_income_q1)
    return positions.change_to_income[new_in_office & beyond & (positions.increase_vnd >= positions.item_threshold_vnd)]


@rule(
    id="UW14", over="item_changes", among={"state": ("gone",), "cause": (None, np.nan), "category": THINGS},
    needs=("value_before_vnd",), reads=("movement_stated",), limit="item_threshold_vnd", unit="vnd",
    amount="value_before_vnd", severity=3, judgement="enrichment", grounds=("D40", "D41.1.a"),
    reasons=(
        "threshold_raised", "child_turned_18", "place_renamed", "certificate_reissued", "plot_split_or_merged",
        "sale_explains", "divorce", "supplied_later",
    ),
)  # fmt: skip
def gone_without_trace(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """An item of the previous declaration is absent, and neither the data nor section III say why."""
    silent = ~items.movement_stated.eq(True).fillna(False).astype(bool)
    return items.value_before_vnd[(items.value_before_vnd >= limit) & silent]


@rule(
    id="UW15", over="item_changes", among={"state": ("returned",)}, needs=("value_after_vnd",),
    limit="item_threshold_vnd", unit="vnd", amount="value_after_vnd", severity=2, judgement="enrichment",
    grounds=("D40", "D41.1.a"), reasons=("late_appearance", "threshold_raised", "template"),
)  # fmt: skip
def returned(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """An item was declared, then left out, and is back."""
    return items.value_after_vnd[items.value_after_vnd >= limit]


@rule(
    id="UW16", over="item_changes", among={"state": ("new",), "cause": (None, np.nan, "purchase")},
    needs=("value_after_vnd", "known_before_days"), limit="item_threshold_vnd", uses=("late_appearance_days",),
    unit="vnd", amount="value_after_vnd", severity=2, judgement="enrichment", grounds=("D40", "D41.1.a"),
    reasons=("late_appearance", "marriage", "inheritance", "threshold_raised"),
)  # fmt: skip
def old_asset_appears_late(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A new item was acquired more than a year before the declaration that did not list it."""
    return items.value_after_vnd[
        (items.value_after_vnd >= limit) & (items.known_before_days > items.late_appearance_days)
    ]


@rule(
    id="UW17", over="plot_sales", needs=("proceeds_vnd", "plausible_vnd"), reads=("value_before_vnd", "official_vnd"),
    limit="sale_above_price_times", unit="times", amount="proceeds_vnd", severity=2, judgement="enrichment",
    grounds=("D40",), reasons=("late_appearance", "revaluation"),
)  # fmt: skip
def sale_above_plausible(sales: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The stated proceeds of a plot are many times its cost and its official price (without one, its cost grown)."""
    times = share(sales.proceeds_vnd, sales.plausible_vnd)
    return times[times > limit]


@rule(
    id="UW18", over="told_sales", needs=("amount_vnd", "told_count"),
    reads=("plots_left_count", "sold_area_m2"), limit="sold_again_times", uses=("item_threshold_vnd",),
    unit="number", amount="amount_vnd", severity=3, judgement="enrichment", grounds=("D40", "D41.1.a"),
    reasons=("plot_split_or_merged", "template"),
)  # fmt: skip
def sold_again(sales: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A sale that an earlier declaration told already is a source again, and no land left the list this time."""
    again = (sales.told_count >= limit) & (sales.amount_vnd >= sales.item_threshold_vnd)
    return sales.told_count[again & (sales.plots_left_count == 0)]
