"""Movements of money beside the means of the household: multiples of a period's ordinary income."""

import pandas as pd

from pipeline.features.prepared import earlier_mean, inflow

# More than this many incomes of unused sources is no different from this many.
PLENTY = 1.0


def saved_to_income(row: pd.DataFrame) -> pd.Series:
    """Additions to money and things beyond what came once or was lent: what must have been saved, in incomes."""
    return (row["saved_vnd"] / row["means_vnd"]).clip(lower=-PLENTY)


def own_saved_shift(row: pd.DataFrame) -> pd.Series:
    """The same, less the mean of the declarant's own earlier years."""
    saved = saved_to_income(row)
    return saved - earlier_mean(saved, row["declarant_id"])


def balance_to_income(row: pd.DataFrame) -> pd.Series:
    """Uses of funds less sources with every doubt for the declarant, in incomes; negative where sources exceed."""
    return (row["balance_low_vnd"] / row["means_vnd"]).clip(lower=-PLENTY)


def own_balance_shift(row: pd.DataFrame) -> pd.Series:
    """The same, less the mean of the declarant's own earlier years."""
    balance = balance_to_income(row)
    return balance - earlier_mean(balance, row["declarant_id"])


def balance_3y_to_income(row: pd.DataFrame) -> pd.Series:
    """Balance of three years, in incomes of this period."""
    return row["unexplained_low_3y_vnd"] / row["means_vnd"]


def width_to_income(row: pd.DataFrame) -> pd.Series:
    """How much of the balance is in doubt, in incomes."""
    return row["unexplained_width_vnd"] / row["means_vnd"]


def left_to_live_on(row: pd.DataFrame) -> pd.Series:
    """Means less what must have been saved, in living costs of the household."""
    return (row["means_vnd"] - row["saved_vnd"]) / row["living_central_vnd"]


def unaccounted_to_income(row: pd.DataFrame) -> pd.Series:
    """What must have been saved, and the cost of what left beyond what its sale can account for, in incomes."""
    proceeds = inflow(row, "asset_sale") + inflow(row, "compensation")
    gone = (row["gone_vnd"].fillna(0) - row["accountable_times"] * proceeds).clip(lower=0)
    return (row["saved_vnd"].clip(lower=0) + gone) / row["means_vnd"]


def outside_money_to_income(row: pd.DataFrame) -> pd.Series:
    """Gifts and loans, in incomes."""
    return (inflow(row, "gift") + inflow(row, "loan")) / row["means_vnd"]


def cash_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of cash in hand, in incomes."""
    return _change(row, "cash") / row["means_vnd"]


def lent_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of money lent to others, in incomes."""
    return _change(row, "lent") / row["means_vnd"]


def _change(row: pd.DataFrame, stock: str) -> pd.Series:
    """Change of a stock; unknown where slips were found, since sums of a stock still hold them."""
    change = row[f"{stock}_after_vnd"] - row[f"{stock}_before_vnd"]
    return change.where(~(row["slip_count"] > 0))


def gold_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of gold and gems, in incomes; the same quantity at another price is no change."""
    return (row["gold_after_clean_vnd"] - row["gold_before_clean_vnd"]) / row["means_vnd"]


def property_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of land, houses and works at cost, in incomes."""
    return (row["real_estate_after_clean_vnd"] - row["real_estate_before_clean_vnd"]) / row["means_vnd"]


def securities_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of securities and capital contributions, in incomes."""
    securities = row["securities_after_clean_vnd"] - row["securities_before_clean_vnd"]
    return (securities + row["capital_after_clean_vnd"] - row["capital_before_clean_vnd"]) / row["means_vnd"]


def sale_gain(row: pd.DataFrame) -> pd.Series:
    """Proceeds of sale beside the cost of what left (or the means, where larger); 0 where nothing was sold."""
    proceeds, cost = inflow(row, "asset_sale"), row["disposed_cost_vnd"]
    return proceeds / cost.where(cost > row["means_vnd"], row["means_vnd"])


def property_count_change(row: pd.DataFrame) -> pd.Series:
    """Plots, houses and works more than before."""
    return row["properties_after"] - row["properties_before"]
