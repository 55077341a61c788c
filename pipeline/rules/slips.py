"""DQ, ours: entries that differ from the same entry a year before in the way that typing does."""

import pandas as pd

from pipeline.rules.rule import marked, rule

COMPARED = {"compared": (True,)}


@rule(
    id="DQ16", over="positions", among=COMPARED, needs=("income_up_times",), reads=("income_down_times",),
    limit="income_slip_times", uses=("income_fall_times",), unit="times", amount="income_slip_vnd", severity=3,
    judgement="error", grounds=("D38",), reasons=("unit_slip",),
)  # fmt: skip
def income_slip(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The same person's income is many times the last one though the money went nowhere, or a hundredth of it."""
    up = positions.income_up_times.where(positions.income_up_times >= limit)
    down = positions.income_down_times.where(positions.income_down_times >= positions.income_fall_times)
    return up.fillna(down).dropna()


@rule(
    id="DQ17", over="positions", among=COMPARED, needs=("spouse_missing_vnd",), limit="item_threshold_vnd",
    unit="vnd", amount="spouse_missing_vnd", severity=2, judgement="error", grounds=("D38", "D35"),
    reasons=("spouse_business",),
)  # fmt: skip
def spouse_income_left_out(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The spouse is named as before, and the income that the spouse had is not."""
    return positions.spouse_missing_vnd[positions.spouse_missing_vnd >= limit]


@rule(
    id="DQ18", over="positions", among=COMPARED, needs=("period_overlap_days",), limit="period_overlap_days_max",
    unit="days", severity=2, judgement="error", grounds=("D38",), reasons=("template",),
)  # fmt: skip
def period_told_twice(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The period of the income begins long before the declaration before: part of it is told twice."""
    return positions.period_overlap_days[positions.period_overlap_days > limit]


@rule(
    id="DQ19", over="positions", needs=("identity_slip",), severity=2, judgement="error", grounds=("D38",),
    reasons=("template",),
)  # fmt: skip
def person_written_otherwise(positions: pd.DataFrame) -> pd.Series:
    """The personal number has lost or won digits, or the birth date is not that of the other declarations."""
    return marked(positions.identity_slip.isin(["number", "birth"]))


@rule(
    id="DQ20", over="item_changes", needs=("entry_slip",), reads=("amount_wrong_vnd",), amount="amount_wrong_vnd",
    severity=2, judgement="error", grounds=("D38",), reasons=("template", "certificate_reissued"),
)  # fmt: skip
def entered_otherwise(items: pd.DataFrame) -> pd.Series:
    """An item has two digits exchanged, a neighbouring section, joint property as one's own, or noughts too many."""
    return marked(items.entry_slip.isin(["number", "section", "holder", "noughts"]))


@rule(
    id="DQ21", over="item_changes", needs=("listed_twice",), amount="value_after_vnd", severity=2,
    judgement="error", grounds=("D38",), reasons=("template",),
)  # fmt: skip
def listed_twice(items: pd.DataFrame) -> pd.Series:
    """The same item with the same value stands on two lines of the declaration."""
    return marked(items.listed_twice)


@rule(
    id="DQ22", over="item_changes", among={"state": ("gone",)}, needs=("back_later",), reads=("value_before_vnd",),
    amount="value_before_vnd", severity=2, judgement="error", grounds=("D38",), reasons=("supplied_later", "template"),
)  # fmt: skip
def left_out_once(items: pd.DataFrame) -> pd.Series:
    """An item is missing in one list and stands in the next again; nobody verified the official in between."""
    return marked(items.back_later)


@rule(
    id="DQ23", over="positions", among=COMPARED, needs=("liquid_slip_times",), limit="liquid_slip_times_min",
    unit="times", amount="unexplained_low_vnd", severity=3, judgement="error", grounds=("D38",),
    reasons=("unit_slip",),
)  # fmt: skip
def liquid_slip(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """One figure of money with a nought too many, against last year's list, accounts for all that is unexplained."""
    return positions.liquid_slip_times[positions.liquid_slip_times >= limit]


@rule(
    id="DQ24", over="positions", among=COMPARED, needs=("liquid_before_vnd", "liquid_after_vnd"),
    reads=("liquid_two_before_vnd", "liquid_next_vnd"), limit="supplement_trigger_vnd", unit="vnd",
    amount="liquid_change_vnd", severity=2, judgement="error", grounds=("D38", "D35"), reasons=("template",),
)  # fmt: skip
def money_left_out_once(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Money, gold and securities are missing in one list altogether and large in those before and after it."""
    now = (positions.liquid_after_vnd == 0) & (positions.liquid_next_vnd >= limit)
    before = (positions.liquid_before_vnd == 0) & (positions.liquid_two_before_vnd >= limit)
    both = positions[["liquid_before_vnd", "liquid_after_vnd"]].max(axis=1)
    return both[(now | before) & (both >= limit)]
