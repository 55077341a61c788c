"""Shares of a whole and their changes: what wealth is made of, what became of the items, habits of rounding."""

import numpy as np
import pandas as pd

from pipeline.features.prepared import PARTS


def composition_shift(row: pd.DataFrame) -> pd.Series:
    """Hellinger distance of the parts of wealth before and after: 0 the same, 1 nothing in common."""
    before, after = _parts(row, "before"), _parts(row, "after")
    return pd.Series(np.sqrt((1.0 - np.sqrt(before * after).sum(axis=1)).clip(min=0)), index=row.index)


def _parts(row: pd.DataFrame, when: str) -> np.ndarray:
    """(comparisons, parts): the share of each part; NaN where no value is known."""
    values = row[[f"{part}_{when}_clean_vnd" for part in sorted(set(PARTS.values()))]].to_numpy()
    total = values.sum(axis=1, keepdims=True)
    return values / np.where(total > 0, total, np.nan)


def unstated_share(row: pd.DataFrame) -> pd.Series:
    """Share of the value of both years that came or went and of which section III does not speak."""
    unstated = row["gone_unstated_vnd"] + row["new_unstated_vnd"]
    return unstated / _positive(row["item_before_vnd"] + row["item_after_vnd"])


def new_spouse_share(row: pd.DataFrame) -> pd.Series:
    """Share of the new value in the spouse's name, less the spouse's share of the income."""
    named = (row["new_spouse_vnd"] / _positive(row["new_vnd"])) - row["spouse_income_share"].fillna(0.0)
    return named.where(row["new_vnd"] > 0, 0.0)


def new_child_share(row: pd.DataFrame) -> pd.Series:
    """Share of the value now that is new and in a minor child's name."""
    return row["new_child_vnd"] / _positive(row["item_after_vnd"])


def revalued_share(row: pd.DataFrame) -> pd.Series:
    """Share of the value before whose items were revalued."""
    return row["revalued_before_vnd"] / _positive(row["item_before_vnd"])


def round_share(row: pd.DataFrame) -> pd.Series:
    """Share of the lines of money, gold and securities that are round amounts."""
    return row["round_after"] / _positive(row["liquid_after"])


def just_below_share(row: pd.DataFrame) -> pd.Series:
    """Share of the valued items that lie just below the value from which they must be declared."""
    return row["just_below"] / _positive(row["valued_after"])


def spouse_share_change(row: pd.DataFrame) -> pd.Series:
    """Change of the spouse's share of the income."""
    return row["spouse_income_share"] - row["spouse_income_share_before"]


def unknown_share_change(row: pd.DataFrame) -> pd.Series:
    """Change of the share of items without a value."""
    after = row["unknown_values_after"] / _positive(row["items_after"])
    return after - row["unknown_values_before"] / _positive(row["items_before"])


def unsourced_income_share(row: pd.DataFrame) -> pd.Series:
    """Share of the income without a stated source."""
    return row["income_unsourced_vnd"] / _positive(row["income_vnd"])


def _positive(values: pd.Series) -> pd.Series:
    return values.where(values > 0)
