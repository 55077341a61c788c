"""Which declarations list what the household owns, and which only what was added."""

import pandas as pd
import pyarrow.compute as pc

from pipeline.link.order import among, in_order
from pipeline.params import Parameters
from pipeline.text import arrow_text, compact

# By what an item is seen again: a number of a register, or all its figures.
NUMBERS, FIGURES = ("certificate_no", "registration_no"), ("area_m2", "quantity", "value_vnd")


def whole_lists(declarations: pd.DataFrame, assets: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """The ids of declarations with a list of what the household owns, one each.

    A supplement that names hardly anything of the list before it, while the list after it names those things again
    (or there is none yet), lists additions only: to compare with it would make all else look as if it were gone.
    """
    listed = pd.Series(pc.unique(arrow_text(assets.declaration_id)).to_pandas().array, dtype="str")
    between = _between_lists(declarations, listed)
    if between.empty:
        return listed
    concerned = pd.concat([between.supplement, between.before, between.later]).dropna()
    items = assets[among(assets.declaration_id, concerned) & (assets.category != "money").to_numpy()]
    seen = _signs(items)
    again_now = _share_seen(between.before, between.supplement, seen)
    again_later = _share_seen(between.before, between.later, seen)
    few = again_now < parameters.number("match_partial_list_share")
    partial = few & ((again_later > again_now) | between.later.isna())
    return listed[~among(listed, between.supplement[partial])]


def _between_lists(declarations: pd.DataFrame, listed: pd.Series) -> pd.DataFrame:
    """One row a supplement with items: itself, the list before it and the one after it that are no supplements."""
    rows = in_order(declarations)[["declarant_id", "declaration_id", "kind"]]
    rows = rows[among(rows.declaration_id, listed)]
    whole = rows.declaration_id.where(rows.kind != "SUPPLEMENT")
    before = whole.groupby(rows.declarant_id).ffill()
    later = whole.groupby(rows.declarant_id).bfill()
    lists = pd.DataFrame({"supplement": rows.declaration_id, "before": before, "later": later})
    return lists[(rows.kind == "SUPPLEMENT") & before.notna()].reset_index(drop=True)


def _signs(items: pd.DataFrame) -> pd.DataFrame:
    """One row a sign of an item: declaration_id, item (its number there), sign."""
    signs = [compact(items[number]).rename("sign") for number in NUMBERS]
    figures = items.category
    for name in FIGURES:
        figures = figures + "|" + items[name].astype("str").fillna("")
    signs.append(figures.where(items[list(FIGURES)].notna().any(axis=1)).rename("sign"))
    keyed = [items[["declaration_id", "item_no"]].assign(sign=sign) for sign in signs]
    return pd.concat(keyed, ignore_index=True).dropna(subset=["sign"])


def _share_seen(before: pd.Series, other: pd.Series, signs: pd.DataFrame) -> pd.Series:
    """The share of the items of each list before that the other list names too; 1 where the list before is empty."""
    pairs = pd.DataFrame({"pair": before.index, "declaration_id": before, "other": other})
    held = pairs.merge(signs, on="declaration_id")
    keys = pd.MultiIndex.from_frame(signs[["declaration_id", "sign"]])
    held["again"] = pd.MultiIndex.from_frame(held[["other", "sign"]]).isin(keys)
    items = held.groupby(["pair", "item_no"]).again.max()
    return items.groupby("pair").mean().reindex(before.index).fillna(1.0)
