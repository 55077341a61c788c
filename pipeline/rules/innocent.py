"""The innocent reasons, each tested on every finding that names it."""

import pandas as pd

from pipeline.model.vocabulary import PLOTS
from pipeline.rules.reason import Verdicts, reason
from pipeline.text import folded

# A sum that a document names covers a finding where it comes to nine tenths of it.
COVERS = 0.9
USED = 0.3
# An income is the same as before where it does not exceed it by more than a half.
STEADY = 2 / 3
# Findings about words: the same words in many declarations are a template.
OF_WORDS = ("UW06", "UW07", "PR09", "IN10")
MANY = 5
DIVORCED = r"\b(?:ly hon|ly di|toa an|phan chia tai san)\b"


def _covered(context: pd.DataFrame, by: pd.Series) -> Verdicts:
    """For: a stated sum covers the amount of the finding. Against: nothing of the kind is stated."""
    return (by >= COVERS * context.amount_vnd) & (by > 0), by.fillna(0) == 0


@reason(
    id="threshold_raised", reads=("cause", "state", "value_before_vnd", "item_threshold_vnd", "threshold_before_vnd")
)
def threshold_raised(context: pd.DataFrame) -> Verdicts:
    """The threshold rose between the two declarations, and the item lies between the old and the new one."""
    rose = context.item_threshold_vnd > context.threshold_before_vnd
    between = context.value_before_vnd < context.item_threshold_vnd
    return context.cause.eq("threshold_raised") | (rose & between), ~rose | ~between


@reason(id="child_turned_18", reads=("cause", "holder_before", "grown_children_count"))
def child_turned_18(context: pd.DataFrame) -> Verdicts:
    """A child named before came of age in the period; the law leaves adult children out."""
    grown = context.grown_children_count > 0
    return grown & (context.cause.eq("child_turned_18") | context.holder_before.eq("minor_child")), ~grown


@reason(id="unit_slip", reads=("cause", "slip_count", "value_ratio_times"))
def unit_slip(context: pd.DataFrame) -> Verdicts:
    """An amount of the declaration looks like a slip of unit or currency."""
    slip = context.cause.isin(["unit_slip", "currency_slip", "area_unit_slip"]) | (context.slip_count > 0)
    return slip, (context.slip_count == 0) & ~slip


@reason(id="place_renamed", reads=("cause", "link_reason"))
def place_renamed(context: pd.DataFrame) -> Verdicts:
    """The commune of the item has another name or code than before."""
    return context.cause.eq("place_renamed"), context.cause.notna() & ~context.cause.eq("place_renamed")


@reason(id="certificate_reissued", reads=("cause", "twin_item_count"))
def certificate_reissued(context: pd.DataFrame) -> Verdicts:
    """A new item of the same kind, place and area has another certificate number."""
    return context.cause.eq("certificate_reissued") | (context.twin_item_count > 0), context.twin_item_count == 0


@reason(id="plot_split_or_merged", reads=("category", "group_no", "new_plots_area_m2", "area_before_m2"))
def plot_split_or_merged(context: pd.DataFrame) -> Verdicts:
    """Plots of the same declaration were split or merged, or new ones have this one's area."""
    plot = context.category.isin(PLOTS)
    same_area = (context.new_plots_area_m2 / context.area_before_m2 - 1).abs() <= 0.02
    return plot & (context.group_no.notna() | same_area), plot & (context.new_plots_area_m2 == 0)


@reason(
    id="sale_explains",
    reads=("amount_vnd", "proceeds_vnd", "disposed_cost_vnd", "state", "income_vnd", "income_earlier_vnd"),
)
def sale_explains(context: pd.DataFrame) -> Verdicts:
    """Something was sold in the period, and what it brought is of the size of the finding.

    What is gone does not prove its own sale: there the proceeds must be stated, or the income have risen by them.
    """
    proceeds = context.proceeds_vnd.fillna(0)
    risen = (context.income_vnd - context.income_earlier_vnd).where(proceeds == 0, 0)
    brought = proceeds.where(context.state.eq("gone"), context[["proceeds_vnd", "disposed_cost_vnd"]].max(axis=1))
    supports, against = _covered(context, brought.fillna(0).combine(risen.fillna(0), max))
    # A used thing brings less than it cost.
    worn = context.state.eq("gone") & (proceeds >= USED * context.amount_vnd)
    return supports | worn, against


@reason(id="inheritance", reads=("amount_vnd", "explained_inheritance_vnd", "income_inheritance_vnd", "cause"))
def inheritance(context: pd.DataFrame) -> Verdicts:
    """An inheritance is stated."""
    supports, against = _covered(context, context[["explained_inheritance_vnd", "income_inheritance_vnd"]].max(axis=1))
    return supports | context.cause.eq("inheritance"), against


@reason(id="gift_documented", reads=("amount_vnd", "explained_gift_vnd", "income_gift_vnd", "cause"))
def gift_documented(context: pd.DataFrame) -> Verdicts:
    """A gift is stated."""
    supports, against = _covered(context, context[["explained_gift_vnd", "income_gift_vnd"]].max(axis=1))
    return supports | context.cause.eq("gift"), against


@reason(id="marriage", reads=("has_spouse", "had_spouse", "cause"))
def marriage(context: pd.DataFrame) -> Verdicts:
    """A spouse is named who was not before: what the spouse owned came with the marriage."""
    married = context.has_spouse.eq(True) & context.had_spouse.eq(False)
    return married | context.cause.eq("marriage"), context.had_spouse.eq(True)


@reason(id="divorce", reads=("has_spouse", "had_spouse", "explanation"))
def divorce(context: pd.DataFrame) -> Verdicts:
    """A spouse is no longer named, and section III tells of a divorce; where it says nothing the paper is wanted."""
    parted = context.has_spouse.eq(False) & context.had_spouse.eq(True)
    told = folded(context.explanation).str.contains(DIVORCED, na=False)
    return parted & told, context.has_spouse.eq(True)


@reason(id="revaluation", reads=("cause", "state", "revaluation_vnd", "same_area"))
def revaluation(context: pd.DataFrame) -> Verdicts:
    """The same item was given another value, nothing was bought."""
    revalued = context.cause.eq("revaluation") | context.state.eq("revalued") | (context.revaluation_vnd > 0)
    return revalued, context.state.isin(["new", "gone"])


@reason(id="first_declaration", reads=("sequence_no", "kind"))
def first_declaration(context: pd.DataFrame) -> Verdicts:
    """It is the official's first declaration: there is nothing to compare it with."""
    first = context.kind.eq("FIRST") | (context.sequence_no == 1)
    return first, context.sequence_no > 1


@reason(id="loan_bank", reads=("amount_vnd", "loans_vnd", "loan_private_vnd"))
def loan_bank(context: pd.DataFrame) -> Verdicts:
    """A bank loan of the size of the finding is stated."""
    return _covered(context, context.loans_vnd - context.loan_private_vnd.fillna(0))


@reason(
    id="insurance_or_compensation",
    reads=("amount_vnd", "explained_compensation_vnd", "explained_insurance_vnd", "income_compensation_vnd"),
)
def insurance_or_compensation(context: pd.DataFrame) -> Verdicts:
    """A compensation or an insurance payment is stated."""
    compensation = context[["explained_compensation_vnd", "income_compensation_vnd"]].max(axis=1).fillna(0)
    return _covered(context, compensation + context.explained_insurance_vnd.fillna(0))


@reason(id="retirement", reads=("age_years", "retirement_age_years", "amount_vnd", "explained_insurance_vnd"))
def retirement(context: pd.DataFrame) -> Verdicts:
    """At an age of retirement a lump sum of the insurance fund is stated; the age alone leaves it open."""
    near = context.age_years >= context.retirement_age_years - 2
    paid, _nothing = _covered(context, context.explained_insurance_vnd.fillna(0))
    return near & paid, context.age_years < context.retirement_age_years - 10


@reason(
    id="spouse_business",
    reads=("income_spouse_vnd", "income_business_vnd", "spouse_income_previous_vnd", "income_declarant_vnd"),
)
def spouse_business(context: pd.DataFrame) -> Verdicts:
    """The spouse earned as much before, and earns more than the official or from a business."""
    earns = (context.income_spouse_vnd > context.income_declarant_vnd) | (context.income_business_vnd > 0)
    steady = context.spouse_income_previous_vnd >= STEADY * context.income_spouse_vnd
    return earns & steady & (context.income_spouse_vnd > 0), context.income_spouse_vnd == 0


@reason(id="price_change_gold", reads=("gold_bought_vnd", "gold_before_vnd", "gold_after_vnd"))
def price_change_gold(context: pd.DataFrame) -> Verdicts:
    """The value of the gold changed, and no quantity came in."""
    return (context.gold_bought_vnd == 0) & (
        context.gold_after_vnd != context.gold_before_vnd
    ), context.gold_bought_vnd > 0


@reason(id="late_appearance", reads=("known_before_days", "value_after_vnd", "threshold_before_vnd"))
def late_appearance(context: pd.DataFrame) -> Verdicts:
    """The item is old and was below the threshold before, or is said to have been forgotten."""
    below = context.value_after_vnd < context.threshold_before_vnd
    return (context.known_before_days > 0) & below, context.known_before_days <= 0


@reason(id="template", reads=("text_users_count", "indicator"))
def template(context: pd.DataFrame) -> Verdicts:
    """Many officials wrote the same words; what is common in the unit is added once all are known (units.py)."""
    of_words = context.indicator.isin(OF_WORDS)
    return of_words & (context.text_users_count >= MANY), of_words & (context.text_users_count == 1)


@reason(id="loan_repaid", reads=("repaid_next",))
def loan_repaid(context: pd.DataFrame) -> Verdicts:
    """The next declaration says that a loan was repaid."""
    return context.repaid_next > 0, context.repaid_next == 0


@reason(id="supplied_later", reads=("supplied_later_count",))
def supplied_later(context: pd.DataFrame) -> Verdicts:
    """The item came back with a supplement: it was forgotten and supplied by the official."""
    return context.supplied_later_count > 0, context.supplied_later_count == 0


@reason(id="ties_to_place", reads=("estate_there_before_count",))
def ties_to_place(context: pd.DataFrame) -> Verdicts:
    """The household had a plot or a house in the same commune before."""
    return context.estate_there_before_count > 0, context.estate_there_before_count == 0


@reason(id="farmed_before", reads=("farm_previous_vnd", "stated_farm_vnd"))
def farmed_before(context: pd.DataFrame) -> Verdicts:
    """The declaration before told nearly as much from farming: a rented garden bears every year."""
    before, now = context.farm_previous_vnd, context.stated_farm_vnd
    return (before >= STEADY * now) & (before > 0), before < STEADY * now
