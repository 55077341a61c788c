"""What section III says, beside what changed: how much it covers and how much it says."""

import pandas as pd


def unexplained_increase_to_income(row: pd.DataFrame) -> pd.Series:
    """Increase beyond the inflows that the words name with an amount, in incomes; 0 where assets did not grow."""
    beyond = (row["change_vnd"] - row["explained_vnd"].fillna(0)).clip(lower=0)
    return beyond / row["means_vnd"]


def words_per_change(row: pd.DataFrame) -> pd.Series:
    """Characters of explanation for each item that moved; unknown where nothing moved."""
    length = row["explanation"].str.len().fillna(0)
    return (length / row["moved_items"].where(row["moved_items"] > 0)).astype("float64")
