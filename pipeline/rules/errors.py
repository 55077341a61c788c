"""DQ: signs of a slip of the pen or of the clerk. They go back to the unit and never lead the list."""

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import REAL_ESTATE
from pipeline.rules.rule import marked, rule
from pipeline.text import folded

FOLLOWED = ("kept", "changed", "revalued")
NOTHING = ("khong", "khong co", "khong.", "0", "none", "-", "khong phat sinh")


def _near(ratio: pd.Series, factors: tuple[float, ...], tolerance: pd.Series) -> pd.Series:
    """True where the ratio lies within the tolerance of one of the factors."""
    distances = np.column_stack([(ratio / factor - 1).abs() for factor in factors])
    return pd.Series(distances.min(axis=1), index=ratio.index) <= tolerance + 1e-12


@rule(
    id="DQ01", over="item_changes", among={"state": FOLLOWED, "cause": (None, np.nan, "unit_slip")},
    needs=("value_ratio_times",), reads=("value_before_vnd", "value_after_vnd"), limit="slip_tolerance_share",
    unit="times", amount="value_change_vnd", severity=2, judgement="error", grounds=("D38",),
    reasons=("unit_slip", "template"),
)  # fmt: skip
def unit_slip(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same item is 10, 100, 1,000 or a million times what it was, or the inverse."""
    return items.value_ratio_times[_near(items.value_ratio_times, (10, 100, 1_000, 1_000_000), limit)]


@rule(
    id="DQ15", over="positions", among={"compared": (True,)}, needs=("liquid_change_vnd", "income_vnd"),
    limit="out_of_proportion_times", unit="times", amount="liquid_change_vnd", severity=4, judgement="error",
    grounds=("D38",), reasons=("unit_slip",),
)  # fmt: skip
def out_of_all_proportion(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Ours, not of the catalogue: money, gold and securities rose by many times the household's whole income."""
    times = positions.liquid_change_vnd / positions.income_vnd.where(positions.income_vnd > 0)
    return times[times >= limit]


@rule(
    id="DQ02", over="item_changes",
    among={"state": FOLLOWED, "cause": (None, np.nan, "currency_slip", "revaluation")},
    needs=("value_ratio_times",), limit="currency_tolerance_share", uses=("usd_rate_vnd", "eur_rate_vnd"),
    unit="times", amount="value_change_vnd", severity=2, judgement="error", grounds=("D38",),
    reasons=("unit_slip",),
)  # fmt: skip
def currency_slip(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same item is a dollar's or a euro's worth of dong times what it was: one of the two is in that currency."""
    dollar = _near(items.value_ratio_times / items.usd_rate_vnd, (1.0,), limit)
    return items.value_ratio_times[dollar | _near(items.value_ratio_times / items.eur_rate_vnd, (1.0,), limit)]


@rule(
    id="DQ04", over="assets", among={"has_number": (True,)}, needs=("same_number_count",),
    limit="double_count_items", amount="value_vnd", severity=1, judgement="error", grounds=("D38",),
    reasons=("template",),
)  # fmt: skip
def double_count(assets: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """One certificate, plate or account number stands at several items of one declaration."""
    return assets.same_number_count[assets.same_number_count >= limit]


@rule(
    id="DQ05", over="totals", needs=("stated_vnd", "summed_vnd"), reads=("gap_vnd",), limit="sum_tolerance_vnd",
    uses=("sum_tolerance_share",), unit="vnd", amount="gap_vnd", severity=1, judgement="error",
    grounds=("D38",), reasons=("revaluation", "template"),
)  # fmt: skip
def total_is_not_the_sum(totals: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A stated total differs from the sum of its parts by more than rounding."""
    large = totals.gap_vnd > totals.sum_tolerance_share * totals.summed_vnd.abs()
    return totals.gap_vnd[(totals.gap_vnd > limit) & large]


@rule(
    id="DQ06", over="assets", needs=("name",), reads=("value_vnd",), severity=1, judgement="error",
    grounds=("D38",), reasons=("template",),
)  # fmt: skip
def nothing_read_as_an_asset(assets: pd.DataFrame) -> pd.Series:
    """An item's name says that there is none."""
    return marked(folded(assets.name).isin(NOTHING) & ~(assets.value_vnd > 0))


@rule(
    id="DQ07", over="item_changes", among={"state": FOLLOWED, "category": (*REAL_ESTATE, "production_forest")},
    needs=("area_ratio_times",), reads=("area_before_m2", "area_after_m2"), limit="slip_tolerance_share",
    unit="times", severity=2, judgement="error", grounds=("D38",),
    reasons=("unit_slip", "plot_split_or_merged"),
)  # fmt: skip
def area_unit_slip(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same plot is 10,000 (hectare), 1,000 (cong) or 500 or 360 (sao) times what it was, or the inverse."""
    return items.area_ratio_times[_near(items.area_ratio_times, (10_000, 1_000, 500, 360), limit)]


@rule(
    id="DQ08", over="item_changes", among={"state": ("new",), "category": REAL_ESTATE},
    needs=("missing_fields_count",), limit="missing_fields_max", severity=1, judgement="error",
    grounds=("D38",), reasons=("inheritance", "template"),
)  # fmt: skip
def missing_fields(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A new plot or house lacks several of certificate, area, value or its reason, date and owner."""
    return items.missing_fields_count[items.missing_fields_count >= limit]


@rule(
    id="DQ09", over="positions", among={"has_asset_list": (True,)},
    needs=("unknown_values_after", "items_after"), limit="unknown_value_share", uses=("unknown_value_items",),
    unit="share", severity=1, judgement="error", grounds=("D38",), reasons=("template", "inheritance"),
)  # fmt: skip
def values_not_determined(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A large part of the items has no value."""
    part = positions.unknown_values_after / positions.items_after.where(positions.items_after > 0)
    return part[(part > limit) & (positions.unknown_values_after >= positions.unknown_value_items)]


@rule(
    id="DQ10", over="positions", among={"compared": (True,)}, needs=("identical_money_count",),
    limit="identical_lines_min", amount="liquid_after_vnd", severity=1, judgement="error", grounds=("D38",),
    reasons=("template",),
)  # fmt: skip
def copied_figures(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """All lines of money and gold, several of them, are last year's to the dong: none moved, came or went."""
    return positions.identical_money_count[positions.identical_money_count >= limit]


@rule(
    id="DQ11", over="assets", among={"is_dated": (True,)}, needs=("after_declaration_days",),
    reads=("before_birth_days", "holder"), unit="days", severity=2, judgement="error", grounds=("D38",),
    reasons=("template",),
)  # fmt: skip
def impossible_date(assets: pd.DataFrame) -> pd.Series:
    """An item was acquired after the declaration, or by the declarant before birth."""
    before_birth = assets.before_birth_days.where(assets.holder == "declarant")
    worst = pd.concat([assets.after_declaration_days, before_birth], axis=1).max(axis=1)
    return worst[worst > 0]


@rule(
    id="DQ12", over="family", needs=("identity_problem",), reads=("age_years", "relation"),
    limit="minor_age_years", unit="times", severity=1, judgement="error", grounds=("D38",),
    reasons=("child_turned_18", "marriage"),
)  # fmt: skip
def impossible_identity(family: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Two spouses, one number for two persons, the declarant's own number, or a minor child who is not."""
    grown = (family.relation == "minor_child") & (family.age_years >= limit)
    wrong = grown | (family.identity_problem != "none")
    return family.age_years.fillna(0)[wrong.fillna(False)]


@rule(
    id="DQ13", over="kinds", needs=("total_vnd",), limit="item_threshold_vnd", unit="vnd", amount="total_vnd",
    severity=1, judgement="error", grounds=("D35",), reasons=("threshold_raised",),
)  # fmt: skip
def below_the_threshold(kinds: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A kind of money, gold or securities is declared although its total need not be: harmless, for information."""
    return kinds.total_vnd[kinds.total_vnd < limit]


@rule(
    id="DQ14", over="item_changes", among={"state": FOLLOWED, "category": REAL_ESTATE, "same_area": (True,)},
    needs=("change_share",), reads=("movement_stated", "cause"), limit="revaluation_share", unit="share",
    amount="value_change_vnd", severity=2, judgement="error", grounds=("D38", "FORM10"),
    reasons=("revaluation", "unit_slip", "place_renamed"),
)  # fmt: skip
def revalued(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same plot or house with the same area has another value, and section III names no works or purchase."""
    silent = ~items.movement_stated.eq(True).fillna(False).astype(bool) | items.cause.eq("revaluation")
    return items.change_share[(items.change_share > limit) & silent]
