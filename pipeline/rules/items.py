"""Followed items with the household's figures beside them, and the sales of plots."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import LIQUID, PLOTS
from pipeline.params import Parameters
from pipeline.rules.entries import with_entry_slips
from pipeline.rules.join import beside, share
from pipeline.rules.places import with_places

Tables = Mapping[str, pd.DataFrame]
AREA = r"(\d+(?:[.,]\d+)*) ?m(?:2|²)"
POSITION_COLUMNS = [
    "kind", "birth_date", "post_field", "unit_code", "income_vnd", "income_year_vnd", "means_vnd", "movement_rows",
    "sequence_no", "appointed_on", "is_version", "increase_vnd",
]  # fmt: skip


def followed_items(base: Tables, positions: pd.DataFrame, registers: Tables, parameters: Parameters) -> pd.DataFrame:
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
    acquired_year_end = pd.to_datetime(
        items["acquired_on"].dt.year.astype("Int64").astype("str") + "-12-31", errors="coerce"
    )
    reasoned = items["value_unknown_reason"].notna()
    items = items.assign(
        value_or_reason=np.select([after.notna(), reasoned], ["value", "reason"], "none"),
        notice_late_days=(items["declared_on"] - acquired_year_end).dt.days.astype("float64"),
        severity_cap=_severity_cap(items, parameters),
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
    items = with_entry_slips(with_places(items, base["assets"]), base["assets"], registers.get("verifications"))
    return _peer_price(_official_price(items, registers.get("land_prices"), "area_after_m2"), registers.get("prices"))


def _severity_cap(items: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """What an item weighs at most: one below the trigger of a supplement is worth a look, no more."""
    value = items[["value_before_vnd", "value_after_vnd"]].max(axis=1)
    large = value >= parameters.in_force("supplement_trigger_vnd", items["declared_on"])
    return large.map({True: 4.0, False: 2.0})


def _ratio(before: pd.Series, after: pd.Series) -> pd.Series:
    """The larger over the smaller; unknown unless both are above zero."""
    known = (before > 0) & (after > 0)
    both = pd.concat([before, after], axis=1)
    return (both.max(axis=1) / both.min(axis=1)).where(known)


def _same(before: pd.Series, after: pd.Series) -> pd.Series:
    """True within one per cent or both unknown."""
    return ((before - after).abs() <= 0.01 * before) | (before.isna() & after.isna())


def plot_sales(
    items: pd.DataFrame, positions: pd.DataFrame, land_prices: pd.DataFrame | None, parameters: Parameters
) -> pd.DataFrame:
    """One row a plot that left by a sale, alone in its declaration, with the proceeds that are stated.

    Where two plots left together their proceeds cannot be told apart: they are unknown.
    """
    columns = ["official_price_vnd_m2", "official_vnd"]
    left = items.drop(columns=columns)[(items["state"] == "gone") & items["category"].isin(PLOTS)]
    left = beside(left, positions, ["proceeds_vnd"])
    alone = left.groupby("declaration_id")["category"].transform("size") == 1
    sales = left.assign(proceeds_vnd=left["proceeds_vnd"].where(alone)).reset_index(drop=True)
    return _official_price(sales, land_prices, "area_before_m2").assign(
        gain_share=share(sales["proceeds_vnd"] - sales["value_before_vnd"], sales["value_before_vnd"]),
        plausible_vnd=lambda rows: _plausible(rows, parameters.number("plot_price_growth_share")),
    )


def _plausible(sales: pd.DataFrame, growth: float) -> pd.Series:
    """What a plot may have been worth: cost or official price, the higher; without the latter the cost, grown yearly.

    Unknown where neither the official price nor the day of acquisition is: an old cost alone says nothing.
    """
    cost, official = sales["value_before_vnd"], sales["official_vnd"]
    grown = cost * (1 + growth) ** (sales["held_days"] / 365.25)
    return grown.where(official.isna(), pd.concat([cost, official], axis=1).max(axis=1))


def told_sales(explained: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """One row a sum from a sale told in section III (not in that of income), in how many declarations of the official
    the same sum with the same area is told so far, and how many plots left or shrank in this declaration.
    """
    named = explained["source"].eq("asset_sale") & explained["category"].isin([*PLOTS, "house", "money"])
    told = explained[named & ~explained["direction"].eq("out") & explained["amount_vnd"].notna()]
    area = told["text"].str.extract(AREA)[0].str.replace(".", "").str.replace(",", ".")
    told = told.assign(sold_area_m2=pd.to_numeric(area, errors="coerce"))
    sale, once = ["declarant_id", "amount_vnd"], ["declarant_id", "amount_vnd", "declaration_id"]
    told = told.sort_values([*sale, "declared_on", "declaration_id", "sold_area_m2", "category"])
    told = told.assign(sold_area_m2=told.groupby(once)["sold_area_m2"].transform("first")).drop_duplicates(once)
    areas = told.groupby(sale)["sold_area_m2"].transform("nunique")
    told = told.assign(told_count=(told.groupby(sale).cumcount() + 1.0).where(areas <= 1, 1.0))
    return beside(told, positions, ["plots_left_count"]).reset_index(drop=True)


def _official_price(rows: pd.DataFrame, land_prices: pd.DataFrame | None, area: str) -> pd.DataFrame:
    """The rows with the official price of a square metre in the year of acquisition, else of the declaration.

    The price of the commune as the declaration writes it, else of the one that it belongs to today.
    """
    if land_prices is None or land_prices.empty:
        return rows.assign(official_price_vnd_m2=np.nan, official_vnd=np.nan)
    day = rows["acquired_on"].fillna(rows["declared_on"]) if area == "area_after_m2" else rows["declared_on"]
    keys = ["commune_code", "category", "year"]
    listed = land_prices.dropna(subset=keys).drop_duplicates(keys).set_index(keys)["price_vnd_m2"]
    written, today = (
        listed.reindex(pd.MultiIndex.from_arrays([rows[code], rows["category"], day.dt.year.astype("float64")]))
        for code in ("written_commune_code", "commune_code")
    )
    price = pd.Series(np.where(written.isna(), today, written), index=rows.index, dtype="float64")
    return rows.assign(official_price_vnd_m2=price, official_vnd=price * rows[area])


def _peer_price(items: pd.DataFrame, prices: pd.DataFrame | None) -> pd.DataFrame:
    """The items with the robust z of the log price among those declared in the same commune, category and year."""
    if prices is None or prices.empty:
        return items.assign(price_median_vnd_m2=np.nan, price_z=np.nan)
    keys = ["commune_code", "category", "year"]
    dated = items.assign(year=items["declared_on"].dt.year.astype("float64"))
    joined = dated.merge(prices, how="left", on=keys, validate="m:1").drop(columns="year")
    scores = (np.log(joined["price_vnd_m2"].where(joined["price_vnd_m2"] > 0)) - joined["log_price_median"]) / joined[
        "log_price_spread"
    ]
    return joined.assign(price_median_vnd_m2=np.exp(joined["log_price_median"]), price_z=scores)
