"""AR: what does not add up within a declaration, or with the one before."""

import pandas as pd

from pipeline.rules.join import share
from pipeline.rules.rule import rule
from pipeline.text import folded

# Words that say where a family without a dwelling of its own lives.
LIVES = (
    r"thue|o nho|o cung|o chung|song chung|song cung|nha cong vu|nha tap the|"
    r"(?:bo|cha|ba) me|me (?:chong|vo)|nha (?:noi|ngoai)"
)
LISTED = {"has_asset_list": (True,)}


@rule(
    id="AR01", over="positions", among=LISTED, needs=("separate_houses_count", "plots_count"), severity=1,
    judgement="error", grounds=("D35",), reasons=("template",),
)  # fmt: skip
def house_without_land(positions: pd.DataFrame) -> pd.Series:
    """A separate house is declared and no land at all."""
    return positions.separate_houses_count[(positions.separate_houses_count > 0) & (positions.plots_count == 0)]


@rule(
    id="AR02", over="positions", among=LISTED, needs=("garages_count", "vehicles_count"), severity=1,
    judgement="error", grounds=("D35",), reasons=("threshold_raised", "sale_explains"),
)  # fmt: skip
def garage_without_vehicle(positions: pd.DataFrame) -> pd.Series:
    """A garage is declared and no vehicle."""
    return positions.garages_count[(positions.garages_count > 0) & (positions.vehicles_count == 0)]


@rule(
    id="AR03", over="positions", among=LISTED, needs=("houses_count", "plots_count", "household_size"),
    reads=("stated_rent_vnd", "explanation"), limit="no_dwelling_household", severity=1, judgement="error",
    grounds=("D35",), reasons=("first_declaration",),
)  # fmt: skip
def no_dwelling(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A family of several persons declares neither house nor land, and no word says where it lives."""
    says = folded(positions.explanation).str.contains(LIVES, na=False)
    nowhere = (positions.houses_count == 0) & (positions.plots_count == 0) & ~says
    return positions.household_size[nowhere & (positions.household_size >= limit)]


@rule(
    id="AR04", over="positions", among={**LISTED, "has_slip": (False,)},
    needs=("liquid_after_vnd", "income_year_vnd"), limit="stock_to_income_times", unit="times",
    amount="liquid_after_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("inheritance", "sale_explains", "retirement"),
)  # fmt: skip
def stock_above_flow(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Money, gold and securities are many times a year's income."""
    times = share(positions.liquid_after_vnd, positions.income_year_vnd)
    return times[times > limit]


@rule(
    id="AR05", over="positions", among={"compared": (True,)}, needs=("acquired_vnd", "means_vnd"),
    reads=("debt_repaid_vnd",), limit="spending_to_means_times", unit="times", amount="acquired_vnd",
    severity=2, judgement="enrichment", grounds=("D40", "D41.1.b"),
    reasons=("loan_bank", "sale_explains", "inheritance", "gift_documented"),
)  # fmt: skip
def spending_above_everything(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Purchases and repayments exceed all income, savings and loans several times."""
    times = share(positions.acquired_vnd + positions.debt_repaid_vnd.fillna(0), positions.means_vnd)
    return times[times > limit]


@rule(
    id="AR06", over="positions", among=LISTED, needs=("debt_after_vnd", "income_vnd", "liquid_after_vnd"),
    limit="debt_to_means_times", unit="times", amount="debt_after_vnd", severity=1, judgement="enrichment",
    grounds=("D40",), reasons=("loan_bank",),
)  # fmt: skip
def debt_above_everything(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Debts exceed income and liquid assets several times."""
    times = share(positions.debt_after_vnd, positions.income_vnd + positions.liquid_after_vnd)
    return times[times > limit]


@rule(
    id="AR07", over="positions", among={"compared": (True,)}, needs=("living_left_vnd",),
    limit="living_left_min_vnd", unit="vnd", severity=2, judgement="enrichment", grounds=("D40",),
    reasons=("unit_slip", "loan_bank", "sale_explains", "inheritance", "marriage"),
)  # fmt: skip
def nothing_left_to_live_on(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """After purchases and savings less than nothing of the declared means is left to live on."""
    return positions.living_left_vnd[positions.living_left_vnd < limit]


@rule(
    id="AR08", over="positions", among={"compared": (True,)}, needs=("living_left_vnd", "living_low_vnd"),
    limit="living_floor_share", unit="share", amount="living_left_vnd", severity=1, judgement="enrichment",
    grounds=("D40",), reasons=("spouse_business", "template"),
)  # fmt: skip
def lives_on_air(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """What is left to live on is not negative, and less than half of the lowest living cost."""
    part = share(positions.living_left_vnd, positions.living_low_vnd)
    return part[(part >= 0) & (part < limit)]


@rule(
    id="AR09", over="positions", among={"kind": ("ANNUAL", "SUPPLEMENT", "PERSONNEL")},
    needs=("income_declarant_year_vnd", "pay_floor_vnd"), limit="pay_floor_share", unit="share",
    amount="income_declarant_year_vnd", severity=1, judgement="error", grounds=("D35",),
    reasons=("retirement", "first_declaration"),
)  # fmt: skip
def income_below_the_grade(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The declarant's income of a year is below the lowest pay of the grade."""
    part = share(positions.income_declarant_year_vnd, positions.pay_floor_vnd)
    return part[part < limit]


@rule(
    id="AR10", over="positions", needs=("income_vnd", "stated_other_vnd"), uses=("item_threshold_vnd",),
    limit="other_income_share", unit="share", amount="stated_other_vnd", severity=1, judgement="enrichment",
    grounds=("D35",), reasons=("sale_explains", "insurance_or_compensation"),
)  # fmt: skip
def income_without_source(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Much of the itemised income is only called "other"."""
    part = share(positions.stated_other_vnd, positions.income_vnd)
    return part[(part > limit) & (positions.stated_other_vnd >= positions.item_threshold_vnd)]


@rule(
    id="AR11", over="positions", among={"compared": (True,)},
    needs=("deposit_after_vnd", "deposit_previous_vnd", "stated_interest_vnd", "interest_previous_vnd"),
    limit="item_threshold_vnd", unit="vnd", amount="deposit_after_vnd", severity=1, judgement="error",
    grounds=("D35",), reasons=("template",),
)  # fmt: skip
def deposit_without_interest(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Deposits in two declarations in a row, and no interest in either."""
    deposit = positions[["deposit_after_vnd", "deposit_previous_vnd"]].min(axis=1)
    return deposit[(deposit >= limit) & (positions.stated_interest_vnd == 0) & (positions.interest_previous_vnd == 0)]


@rule(
    id="AR12", over="positions", among=LISTED, needs=("houses_count", "stated_rent_vnd"),
    limit="dwellings_without_rent", severity=1, judgement="enrichment", grounds=("D35",),
    reasons=("inheritance",),
)  # fmt: skip
def dwellings_without_rent(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Several dwellings and no rent."""
    return positions.houses_count[(positions.houses_count >= limit) & (positions.stated_rent_vnd == 0)]


@rule(
    id="AR13", over="positions", among=LISTED,
    needs=("capital_three_vnd", "stated_business_vnd", "business_previous_vnd", "business_two_before_vnd"),
    limit="item_threshold_vnd", unit="vnd", amount="capital_three_vnd", severity=1, judgement="interest",
    grounds=("D35",), reasons=("spouse_business",),
)  # fmt: skip
def capital_without_return(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A contribution of capital in three declarations in a row and no income from business in any."""
    income = positions.stated_business_vnd + positions.business_previous_vnd + positions.business_two_before_vnd
    return positions.capital_three_vnd[(positions.capital_three_vnd >= limit) & (income == 0)]


@rule(
    id="AR14", over="family", among={"relation": ("spouse",)}, needs=("blank_fields_count",),
    limit="blank_fields_max", severity=1, judgement="error", grounds=("D38",), reasons=("divorce", "template"),
)  # fmt: skip
def hidden_in_family(family: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Of the spouse's birth date, number, occupation and place of work most are blank."""
    return family.blank_fields_count[family.blank_fields_count >= limit]
