"""What the features are computed from: a comparison with the sums of its items and the declarant's earlier years.

Slips of unit and currency are set aside throughout, so that an error of typing is no movement; a revalued item keeps
its value of before. What the law took off the form (a raised threshold, a child of age) is neither gone nor new.
"""

from typing import Any

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import LIQUID, REAL_ESTATE
from pipeline.params import Parameters

SLIPS = ("unit_slip", "currency_slip", "duplicate")
# Sums of a comparison that a slip of the year before still stands in.
SPOILT = (
    "liquid_change_vnd",
    "acquired_vnd",
    "disposed_cost_vnd",
    "balance_low_vnd",
    "unexplained_width_vnd",
    "unexplained_low_3y_vnd",
    "uses_low_vnd",
    "sources_high_vnd",
)
NO_MOVEMENT = (
    "inheritance",
    "threshold_raised",
    "child_turned_18",
    "certificate_reissued",
    "place_renamed",
    "marriage",
    "divorce",
)
# What wealth is made of: every category is in one part.
PARTS = {
    **dict.fromkeys(REAL_ESTATE, "real_estate"),
    **dict.fromkeys(("perennial_trees", "production_forest", "structure"), "attached"),
    "precious_metal": "gold",
    "money": "money",
    **dict.fromkeys(("shares", "bonds", "other_securities"), "securities"),
    "capital_contribution": "capital",
    "registered_vehicle": "vehicle",
    "other_asset": "other",
    **dict.fromkeys(("foreign_asset", "foreign_account"), "foreign"),
}
YEAR_DAYS = 365.25
# What comes once: the form counts it as income of the period.
ONCE = ("asset_sale", "gift", "inheritance", "compensation", "insurance")


def prepared(positions: pd.DataFrame, item_changes: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a comparison (a declaration with a baseline), by declaration_id, earlier ones of a declarant first."""
    ordered = positions.sort_values(["declarant_id", "declared_on", "declaration_id"]).set_index("declaration_id")
    known = _with(ordered, accountable_times=parameters.number("accountable_times"))
    lived = _with_past(_with_means(_without_spoilt(known, item_changes)))
    compared = lived[lived["baseline_declaration_id"].notna() & lived["has_asset_list"].fillna(False).astype(bool)]
    cleaned = _cleaned(item_changes, parameters)
    sums = _item_sums(cleaned).join(_composition(cleaned))
    return compared.join(sums.reindex(compared.index))


def _after_slip(item_changes: pd.DataFrame) -> pd.Series:
    """True for items whose value before was found to be a slip when it was declared."""
    slips = item_changes.loc[item_changes["cause"].isin(SLIPS), ["declaration_id", "item_no"]].dropna()
    before = pd.MultiIndex.from_frame(item_changes[["previous_declaration_id", "previous_item_no"]])
    return pd.Series(before.isin(pd.MultiIndex.from_frame(slips)), index=item_changes.index)


def _without_spoilt(rows: pd.DataFrame, item_changes: pd.DataFrame) -> pd.DataFrame:
    """Money that an item mistyped the year before is part of, and that was not set aside with it, as unknown."""
    spoilt = item_changes[_after_slip(item_changes) & ~item_changes["cause"].isin(SLIPS)]
    hit = rows.index.isin(spoilt.loc[spoilt["value_change_vnd"] != 0, "declaration_id"])
    return _with(rows, **{name: rows[name].mask(hit) for name in SPOILT})


def _with(rows: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """The rows with these columns, put in at once: one at a time fragments a table of a hundred columns."""
    kept = rows[[name for name in rows if name not in columns]]
    return pd.concat([kept, pd.DataFrame(columns, index=rows.index)], axis=1)


def _with_means(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the household's ordinary income, its means, inflows out of the ordinary, and how its assets changed.

    Ordinary income leaves out what comes once (a sale, a gift, an inheritance, a compensation): the form
    counts it as income, and a house sold would otherwise look like a rise in pay. The means are the ordinary income,
    or the low living cost where it is below: nobody lived on less, and a mistyped income would blow up every ratio.
    """
    income = rows["income_vnd"].where(rows["income_vnd"] > 0)
    once = pd.concat([inflow(rows, source) for source in ONCE], axis=1).sum(axis=1)
    ordinary = (income - once).where(once < income, income)
    means = ordinary.where(~(ordinary < rows["living_low_vnd"]), rows["living_low_vnd"])
    change = rows["liquid_change_vnd"] + rows["acquired_vnd"] - rows["disposed_cost_vnd"]
    saved = rows["liquid_change_vnd"] + rows["acquired_vnd"] - once - inflow(rows, "loan")
    return _with(rows, ordinary_income_vnd=ordinary, means_vnd=means, once_vnd=once, change_vnd=change, saved_vnd=saved)


def inflow(rows: pd.DataFrame, source: str) -> pd.Series:
    """The larger of what the income table and the words of section III say of a source; 0 where neither speaks."""
    said = [f"{origin}_{source}_vnd" for origin in ("income", "explained") if f"{origin}_{source}_vnd" in rows]
    return rows[said].max(axis=1).fillna(0.0)


def _with_past(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the income and spouse's share of the declaration before, and the mean of all earlier years."""
    days = (rows["declared_on"] - rows["previous_declared_on"]).dt.days.clip(lower=1)
    yearly = rows["ordinary_income_vnd"] / (days.fillna(YEAR_DAYS) / YEAR_DAYS)
    spouse = (rows["income_spouse_vnd"] / rows["income_vnd"].where(rows["income_vnd"] > 0)).where(rows["once_vnd"] <= 0)
    spouse = spouse.where(rows["has_spouse"].fillna(False).astype(bool))
    before = rows["previous_declaration_id"]
    return _with(
        rows,
        yearly_income_vnd=yearly,
        yearly_income_before_vnd=yearly.reindex(before).to_numpy(),
        yearly_income_past_log=earlier_mean(np.log(yearly), rows["declarant_id"]),
        spouse_income_share=spouse,
        spouse_income_share_before=spouse.reindex(before).to_numpy(),
    )


def earlier_mean(values: pd.Series, declarant: pd.Series) -> pd.Series:
    """Mean of the known values of the declarant's earlier rows (rows in order of time); NaN for the first."""
    total = values.fillna(0.0).groupby(declarant).cumsum() - values.fillna(0.0)
    known = values.notna().astype("int64")
    count = known.groupby(declarant).cumsum() - known
    return total / count.where(count > 0)


def _cleaned(item_changes: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Item changes that are movements or could be, with the marks that the sums need."""
    rows = item_changes[~item_changes["cause"].isin(SLIPS) & ~_after_slip(item_changes)]
    liquid, moved = rows["category"].isin(LIQUID), ~rows["cause"].isin(NO_MOVEMENT)
    after = rows["value_after_vnd"]
    threshold = parameters.in_force("item_threshold_vnd", rows["declared_on"])
    line = parameters.number("just_below_share") * threshold
    unit = parameters.number("round_amount_vnd")
    return rows.assign(
        liquid=liquid,
        new=(rows["state"] == "new") & moved,
        gone=(rows["state"] == "gone") & moved,
        stated=rows["movement_stated"].fillna(False).astype(bool),
        revalued=(rows["state"] == "revalued") | _same_gold(rows),
        round_after=liquid & (after > 0) & (after % unit == 0),
        liquid_after=liquid & (after > 0),
        just_below=(after >= line) & (after < threshold),
        property=rows["category"].isin(REAL_ESTATE),
    )


def _same_gold(rows: pd.DataFrame) -> pd.Series:
    """True for gold and gems whose quantity did not change: another value is another price."""
    return (rows["category"] == "precious_metal") & (rows["quantity_before"] == rows["quantity_after"])


def _item_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison, by declaration_id: counts of items and known values by what became of them."""
    before, after = rows["value_before_vnd"].fillna(0.0), rows["value_after_vnd"].fillna(0.0)
    listed_before, listed_after = rows["previous_item_no"].notna(), rows["item_no"].notna()
    columns = {
        "item_before_vnd": before,
        "item_after_vnd": after,
        "new_vnd": after * rows["new"],
        "new_unstated_vnd": after * (rows["new"] & ~rows["stated"]),
        "new_spouse_vnd": after * (rows["new"] & (rows["holder_after"] == "spouse")),
        "new_child_vnd": after * (rows["new"] & (rows["holder_after"] == "minor_child")),
        "gone_vnd": before * (rows["gone"] & ~rows["liquid"]),
        "gone_unstated_vnd": before * (rows["gone"] & ~rows["stated"]),
        "revalued_before_vnd": before * (rows["state"] == "revalued"),
        "moved_items": ~rows["state"].isin(["kept", "revalued"]),
        "properties_before": rows["property"] & listed_before,
        "properties_after": rows["property"] & listed_after,
        **{name: rows[name] for name in ("round_after", "liquid_after", "just_below")},
        "valued_after": after > 0,
    }
    return pd.DataFrame(columns).astype("float64").groupby(rows["declaration_id"]).sum()


def _composition(cleaned: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison: known value of each part of wealth, before and after, revaluations set aside."""
    rows = cleaned[~cleaned["cause"].isin(NO_MOVEMENT)]
    before = rows["value_before_vnd"].fillna(0.0)
    after = before.where(rows["revalued"], rows["value_after_vnd"].fillna(0.0))
    values = pd.DataFrame({"part_before": before, "part_after": after})
    sums = values.groupby([rows["declaration_id"], rows["category"].map(PARTS)]).sum()
    columns: dict[str, pd.Series] = {}
    for part in sorted(set(PARTS.values())):
        of_part = sums[sums.index.get_level_values(1) == part].droplevel(1)
        columns |= {f"{part}_{when}_clean_vnd": of_part[f"part_{when}"] for when in ("before", "after")}
    known = pd.DataFrame(columns, index=sums.index.unique(0))
    return known.fillna(0.0)
