"""Followed items with the household's figures beside them, and the sales of plots."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import LIQUID, PLOTS
from pipeline.rules.join import beside, share

Tables = Mapping[str, pd.DataFrame]
POSITION_COLUMNS = [
    "kind", "birth_date", "post_field", "unit_code", "income_vnd", "income_year_vnd", "means_vnd", "movement_rows",
    "sequence_no", "appointed_on", "is_version", "increase_vnd",
]  # fmt: skip


def followed_items(base: Tables, positions: pd.DataFrame) -> pd.DataFrame:
    """One row a followed item, with ratios of values and areas and the declaration's figures."""
    items = base["item_changes"].reset_index(drop=True).rename(columns={"kind": "item_kind"})
    items = beside(items, positions, POSITION_COLUMNS)
    reasons = (
        base["assets"][["declaration_id", "item_no", "value_unknown_reason"]]
        .dropna()
        .drop_duplicates(["declaration_id", "item_no"])
    )
    items = items.merge(reasons, how="left", on=["declaration_id", "item_no"], validate="m:1")
    before, after = items["value_before_vnd"], items["value_after_vnd"]
    return items.assign(
        value_ratio_times=_ratio(before, after),
        area_ratio_times=_ratio(items["area_before_m2"], items["area_after_m2"]),
        change_share=share((after - before).abs(), before),
        same_area=_same(items["area_before_m2"], items["area_after_m2"]),
        is_liquid=items["category"].isin(LIQUID).astype("boolean"),
        price_vnd_m2=share(after, items["area_after_m2"]),
        held_days=(items["declared_on"] - items["acquired_on"]).dt.days.astype("float64"),
        known_before_days=(items["previous_declared_on"] - items["acquired_on"]).dt.days.astype("float64"),
        changed_hands=(items["holder_before"] != items["holder_after"]).where(
            items["holder_before"].notna() & items["holder_after"].notna()
        ),
        missing_fields_count=items[["certificate_no", "acquired_on", "holder_after"]].isna().sum(axis=1)
        + (after.isna() & items["value_unknown_reason"].isna())
        + items["area_after_m2"].isna(),
    )


def _ratio(before: pd.Series, after: pd.Series) -> pd.Series:
    """The larger over the smaller; unknown unless both are above zero."""
    known = (before > 0) & (after > 0)
    both = pd.concat([before, after], axis=1)
    return (both.max(axis=1) / both.min(axis=1)).where(known)


def _same(before: pd.Series, after: pd.Series) -> pd.Series:
    """True within one per cent or both unknown."""
    return ((before - after).abs() <= 0.01 * before) | (before.isna() & after.isna())


def plot_sales(items: pd.DataFrame, positions: pd.DataFrame, land_prices: pd.DataFrame | None) -> pd.DataFrame:
    """One row a plot that left by a sale, alone in its declaration, with the proceeds that are stated.

    Where two plots left together their proceeds cannot be told apart: they are unknown.
    """
    left = items[(items["state"] == "gone") & items["category"].isin(PLOTS)]
    left = beside(left, positions, ["proceeds_vnd"])
    alone = left.groupby("declaration_id")["category"].transform("size") == 1
    earlier_sales = left[left["cause"].eq("sale")].dropna(subset=["certificate_no"])
    times = earlier_sales.groupby(["declarant_id", "certificate_no"])["declaration_id"].transform("nunique")
    sales = left.assign(
        proceeds_vnd=left["proceeds_vnd"].where(alone),
        sold_times_count=times.reindex(left.index),
        sold_area_m2=earlier_sales.groupby(["declarant_id", "certificate_no"])["area_before_m2"]
        .transform("sum")
        .reindex(left.index),
        largest_area_m2=earlier_sales.groupby(["declarant_id", "certificate_no"])["area_before_m2"]
        .transform("max")
        .reindex(left.index),
    )
    return _official_price(sales, land_prices).assign(
        gain_share=share(sales["proceeds_vnd"] - sales["value_before_vnd"], sales["value_before_vnd"])
    )


def _official_price(sales: pd.DataFrame, land_prices: pd.DataFrame | None) -> pd.DataFrame:
    """The sales with what the plot would bring at the official price of the year."""
    if land_prices is None or land_prices.empty:
        return sales.assign(official_vnd=np.nan)
    year = sales["declared_on"].dt.year.astype("float64")
    prices = land_prices[["commune_code", "category", "year", "price_vnd_m2"]].rename(
        columns={"price_vnd_m2": "official_vnd_m2"}
    )
    priced = sales.assign(year=year).merge(prices, how="left", on=["commune_code", "category", "year"], validate="m:1")
    return priced.assign(official_vnd=priced["official_vnd_m2"] * priced["area_before_m2"])
