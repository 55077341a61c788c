"""What the features are computed from: a comparison with the sums of its items and the declarant's earlier years.

Slips of unit and currency are set aside throughout, so that an error of typing is no movement; a revalued item keeps
its value of before. What the law took off the form (a raised threshold, a child of age) is neither gone nor new.
"""

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import LIQUID, REAL_ESTATE
from pipeline.params import Parameters

SLIPS = ("unit_slip", "currency_slip", "duplicate")
NO_MOVEMENT = ("threshold_raised", "child_turned_18", "certificate_reissued", "place_renamed", "marriage", "divorce")
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


def prepared(positions: pd.DataFrame, item_changes: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a comparison (a declaration with a baseline), by declaration_id, earlier ones of a declarant first."""
    ordered = positions.sort_values(["declarant_id", "declared_on", "declaration_id"]).set_index("declaration_id")
    lived = _with_past(_with_means(ordered))
    compared = lived[lived["baseline_declaration_id"].notna() & lived["has_asset_list"].fillna(False).astype(bool)]
    items = _item_sums(_cleaned(item_changes, parameters))
    return compared.join(items.reindex(compared.index)).join(_composition(item_changes).reindex(compared.index))


def _with_means(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds what the household had at its disposal, and the change of its assets at cost, slips set aside.

    The means are the income, or the low living cost where the income is below it: a household cannot have lived on
    less, and a mistyped income would otherwise blow up every ratio.
    """
    income = rows["income_vnd"].where(rows["income_vnd"] > 0)
    means = income.where(~(income < rows["living_low_vnd"]), rows["living_low_vnd"])
    change = rows["liquid_change_vnd"] + rows["acquired_vnd"] - rows["disposed_cost_vnd"]
    return rows.assign(means_vnd=means, change_vnd=change, positive_income_vnd=income)


def _with_past(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the income and spouse's share of the declaration before, and the mean of all earlier years."""
    days = (rows["declared_on"] - rows["previous_declared_on"]).dt.days.clip(lower=1)
    yearly = rows["positive_income_vnd"] / (days.fillna(YEAR_DAYS) / YEAR_DAYS)
    spouse = (rows["income_spouse_vnd"] / rows["positive_income_vnd"]).where(
        rows["has_spouse"].fillna(False).astype(bool)
    )
    before = rows["previous_declaration_id"]
    return rows.assign(
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
    rows = item_changes[~item_changes["cause"].isin(SLIPS)]
    liquid, moved = rows["category"].isin(LIQUID), ~rows["cause"].isin(NO_MOVEMENT)
    before, after = rows["value_before_vnd"], rows["value_after_vnd"]
    threshold = parameters.in_force("item_threshold_vnd", rows["declared_on"])
    line = parameters.number("just_below_share") * threshold
    unit = parameters.number("round_amount_vnd")
    return rows.assign(
        liquid=liquid,
        new=(rows["state"] == "new") & moved,
        gone=(rows["state"] == "gone") & moved,
        stated=rows["movement_stated"].fillna(False).astype(bool),
        late=rows["acquired_on"] < rows["previous_declared_on"],
        frozen=liquid & (before == after),
        liquid_kept=liquid & before.notna() & after.notna(),
        round_before=liquid & (before > 0) & (before % unit == 0),
        round_after=liquid & (after > 0) & (after % unit == 0),
        liquid_before=liquid & (before > 0),
        liquid_after=liquid & (after > 0),
        just_below=(after >= line) & (after < threshold),
        property=rows["category"].isin(REAL_ESTATE),
    )


def _item_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison, by declaration_id: counts of items and known values by what became of them."""
    before, after = rows["value_before_vnd"].fillna(0.0), rows["value_after_vnd"].fillna(0.0)
    listed_before, listed_after = rows["previous_item_no"].notna(), rows["item_no"].notna()
    columns = {
        "item_before_vnd": before,
        "item_after_vnd": after,
        "new_vnd": after * rows["new"],
        "new_unstated_vnd": after * (rows["new"] & ~rows["stated"]),
        "new_late_vnd": after * (rows["new"] & rows["late"]),
        "new_spouse_vnd": after * (rows["new"] & (rows["holder_after"] == "spouse")),
        "new_child_vnd": after * (rows["new"] & (rows["holder_after"] == "minor_child")),
        "gone_vnd": before * rows["gone"],
        "gone_unstated_vnd": before * (rows["gone"] & ~rows["stated"]),
        "revalued_before_vnd": before * (rows["state"] == "revalued"),
        "followed_items": pd.Series(1.0, index=rows.index),
        "moved_items": ~rows["state"].isin(["kept", "revalued"]),
        "reshaped_items": rows["state"].isin(["split", "merged", "returned"]),
        "properties_before": rows["property"] & listed_before,
        "properties_after": rows["property"] & listed_after,
        **{name: rows[name] for name in ("frozen", "liquid_kept", "round_before", "round_after")},
        **{name: rows[name] for name in ("liquid_before", "liquid_after", "just_below")},
        "valued_after": after > 0,
    }
    return pd.DataFrame(columns).astype("float64").groupby(rows["declaration_id"]).sum()


def _composition(item_changes: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison: known value of each part of wealth, before and after, slips and revaluations set aside."""
    rows = item_changes[~item_changes["cause"].isin((*SLIPS, *NO_MOVEMENT))]
    before = rows["value_before_vnd"].fillna(0.0)
    after = before.where(rows["state"] == "revalued", rows["value_after_vnd"].fillna(0.0))
    values = pd.DataFrame({"part_before": before, "part_after": after})
    sums = values.groupby([rows["declaration_id"], rows["category"].map(PARTS)]).sum()
    columns: dict[str, pd.Series] = {}
    for part in sorted(set(PARTS.values())):
        of_part = sums[sums.index.get_level_values(1) == part].droplevel(1)
        columns |= {f"{part}_{when}_clean_vnd": of_part[f"part_{when}"] for when in ("before", "after")}
    known = pd.DataFrame(columns, index=sums.index.unique(0))
    return known.fillna(0.0)
