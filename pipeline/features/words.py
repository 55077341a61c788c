"""What section III says, beside what changed: how much it covers and how much it says."""

import numpy as np
import pandas as pd


def stated_gap_to_income(row: pd.DataFrame) -> pd.Series:
    """Change of assets that section III does not state (negative: stated, but not found), in incomes."""
    return (row["change_vnd"] - row["movement_net_vnd"].fillna(0)) / row["means_vnd"]


def unexplained_increase_to_income(row: pd.DataFrame) -> pd.Series:
    """Increase beyond the inflows that the words name with an amount, in incomes; 0 where assets did not grow."""
    beyond = row["change_vnd"] - row["explained_vnd"].fillna(0)
    return beyond.clip(lower=0).where(row["change_vnd"] > 0, 0.0).where(row["change_vnd"].notna()) / row["means_vnd"]


def savings_named_to_income(row: pd.DataFrame) -> pd.Series:
    """Savings named as the source, in incomes."""
    return row["explained_savings_vnd"].fillna(0) / row["means_vnd"]


def words_per_change(row: pd.DataFrame) -> pd.Series:
    """Characters of explanation for each item that moved; unknown where nothing moved."""
    length = row["explanation"].str.len().fillna(0)
    return (length / row["moved_items"].where(row["moved_items"] > 0)).astype("float64")


def property_count_change(row: pd.DataFrame) -> pd.Series:
    """Plots, houses and works more than before."""
    return row["properties_after"] - row["properties_before"]


def sale_gain(row: pd.DataFrame) -> pd.Series:
    """Proceeds of sale beside the historic cost of what left; unknown where nothing was sold."""
    proceeds = row[["explained_asset_sale_vnd", "income_asset_sale_vnd"]].max(axis=1)
    return proceeds.where(proceeds > 0) / np.maximum(row["disposed_cost_vnd"], row["means_vnd"])
