"""Movements of money beside the means of the household: multiples of a period's income."""

import pandas as pd

from pipeline.features.prepared import earlier_mean


def change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of all assets at cost, in incomes."""
    return row["change_vnd"] / row["means_vnd"]


def liquid_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of money, gold and securities, in incomes."""
    return row["liquid_change_vnd"] / row["means_vnd"]


def acquired_to_income(row: pd.DataFrame) -> pd.Series:
    """Cost of things acquired, in incomes."""
    return row["acquired_vnd"] / row["means_vnd"]


def disposed_to_income(row: pd.DataFrame) -> pd.Series:
    """Cost of things that left, in incomes."""
    return row["disposed_cost_vnd"] / row["means_vnd"]


def balance_to_income(row: pd.DataFrame) -> pd.Series:
    """Uses of funds less sources with every doubt for the declarant, in incomes; negative where sources exceed."""
    return row["balance_low_vnd"] / row["means_vnd"]


def width_to_income(row: pd.DataFrame) -> pd.Series:
    """How much of the balance is in doubt, in incomes."""
    return row["unexplained_width_vnd"] / row["means_vnd"]


def balance_3y_to_income(row: pd.DataFrame) -> pd.Series:
    """Balance of three years, in incomes of this period."""
    return row["unexplained_low_3y_vnd"] / row["means_vnd"]


def left_to_live_on(row: pd.DataFrame) -> pd.Series:
    """Means less net additions to assets, in living costs of the household."""
    return (row["means_vnd"] + row["explained_vnd"].fillna(0) - row["change_vnd"]) / row["living_central_vnd"]


def cash_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of cash in hand, in incomes; slips are in the change of all money alone."""
    return _change(row, "cash") / row["means_vnd"]


def gold_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of gold and gems at declared value, in incomes."""
    return (row["gold_after_clean_vnd"] - row["gold_before_clean_vnd"]) / row["means_vnd"]


def property_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of land, houses and works at cost, in incomes."""
    return (row["real_estate_after_clean_vnd"] - row["real_estate_before_clean_vnd"]) / row["means_vnd"]


def securities_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of securities and capital contributions, in incomes."""
    securities = row["securities_after_clean_vnd"] - row["securities_before_clean_vnd"]
    return (securities + row["capital_after_clean_vnd"] - row["capital_before_clean_vnd"]) / row["means_vnd"]


def movables_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of vehicles and other things, in incomes."""
    vehicles = row["vehicle_after_clean_vnd"] - row["vehicle_before_clean_vnd"]
    return (vehicles + row["other_after_clean_vnd"] - row["other_before_clean_vnd"]) / row["means_vnd"]


def lent_change_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of money lent to others, in incomes."""
    return _change(row, "lent") / row["means_vnd"]


def _change(row: pd.DataFrame, stock: str) -> pd.Series:
    """Change of a stock; unknown where slips were found, since sums of a stock still hold them."""
    change = row[f"{stock}_after_vnd"] - row[f"{stock}_before_vnd"]
    return change.where(~(row["slip_count"] > 0))


def gifts_to_income(row: pd.DataFrame) -> pd.Series:
    """Gifts and inheritances named in section III, in incomes."""
    return (row["explained_gift_vnd"].fillna(0) + row["explained_inheritance_vnd"].fillna(0)) / row["means_vnd"]


def loans_to_income(row: pd.DataFrame) -> pd.Series:
    """Loans named in section III, in incomes."""
    return row["explained_loan_vnd"].fillna(0) / row["means_vnd"]


def own_change_shift(row: pd.DataFrame) -> pd.Series:
    """Change of assets in incomes, less the mean of the declarant's own earlier years."""
    change = change_to_income(row)
    return change - earlier_mean(change, row["declarant_id"])


def own_liquid_shift(row: pd.DataFrame) -> pd.Series:
    """Change of liquid assets in incomes, less the mean of the declarant's own earlier years."""
    change = liquid_change_to_income(row)
    return change - earlier_mean(change, row["declarant_id"])


def own_balance_shift(row: pd.DataFrame) -> pd.Series:
    """Balance in incomes, less the mean of the declarant's own earlier years."""
    balance = balance_to_income(row)
    return balance - earlier_mean(balance, row["declarant_id"])
