"""How many times as much as before: 1 is no change."""

import numpy as np
import pandas as pd


def asset_growth(row: pd.DataFrame) -> pd.Series:
    """Assets after beside assets before, at cost, slips set aside."""
    before = row["assets_before_vnd"].where(row["assets_before_vnd"] > 0)
    return (before + row["change_vnd"]).clip(lower=0) / before + _SOMETHING


def uses_to_sources(row: pd.DataFrame) -> pd.Series:
    """Uses of funds beside sources, every doubt for the declarant."""
    return row["uses_low_vnd"] / row["sources_high_vnd"].where(row["sources_high_vnd"] > 0) + _SOMETHING


def income_growth(row: pd.DataFrame) -> pd.Series:
    """Yearly income beside that of the declaration before."""
    return row["yearly_income_vnd"] / row["yearly_income_before_vnd"]


def own_income_growth(row: pd.DataFrame) -> pd.Series:
    """Yearly income beside the declarant's own mean of earlier years."""
    past: pd.Series = np.exp(row["yearly_income_past_log"])
    return row["yearly_income_vnd"] / past


def item_growth(row: pd.DataFrame) -> pd.Series:
    """Items listed beside items listed before."""
    return (row["items_after"] + 1) / (row["items_before"] + 1)


# Added to multiples that can be 0, whose logarithm would be infinite: a hundredth is "next to nothing left".
_SOMETHING = 0.01
