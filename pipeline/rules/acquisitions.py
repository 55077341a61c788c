"""Land and holdings in firms beside the decisions that came after them."""

from collections.abc import Mapping

import pandas as pd

from pipeline.model.vocabulary import PLOTS
from pipeline.rules.firms import with_company
from pipeline.rules.places import projects_near
from pipeline.text import folded

Frames = Mapping[str, pd.DataFrame]

SHORTEST_NAME = 8
# Fields whose units prepare plans and allot land.
DECIDES_ON_LAND = ("land", "natural_resources", "environment", "construction", "planning", "investment", "transport")


def land_ahead(items: pd.DataFrame, projects: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row a new plot that was bought, with the days until the next project announced in its commune."""
    bought = items[
        items["state"].eq("new")
        & items["category"].isin(PLOTS)
        & (items["cause"].isna() | items["cause"].eq("purchase"))
    ].reset_index(drop=True)
    near = bought.join(projects_near(bought, projects, changes))
    return near.sort_values(["declaration_id", "item_no"], ignore_index=True)


def trades(items: pd.DataFrame, own: pd.DataFrame, frames: Frames, land: pd.DataFrame | None) -> pd.DataFrame:
    """One row an acquisition that a decision of the official's own unit may touch, with the days until the decision:
    a holding in a firm that the unit awarded a contract (matched by the firm's name), or, for those whose field
    decides on land, a plot in a commune with a project.
    """
    found = []
    if "contracts" in frames and len(frames["contracts"]):
        found.append(_holdings(items, own, frames))
    if land is not None:
        deciders = own.loc[own["unit_field"].isin(DECIDES_ON_LAND), "declaration_id"]
        near = land[land["declaration_id"].isin(deciders)]
        found.append(near.assign(grade="id", counterpart=near["project_name"]))
    both = pd.concat(found, ignore_index=True)
    return both.sort_values(["declaration_id", "item_no", "lead_days"]).drop_duplicates(
        ["declaration_id", "item_no"], ignore_index=True
    )


def _holdings(items: pd.DataFrame, own: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """One row a new holding in a firm, with the next award of the official's own unit to a firm of its name."""
    new = items[items["state"].eq("new") & items["category"].isin(["shares", "capital_contribution"])]
    awards = frames["contracts"][frames["contracts"]["stage"] == "award"][["unit_code", "company_id", "decided_on"]]
    named = with_company(awards, frames.get("companies"))
    named = named.assign(key=folded(named["company_name"])).dropna(subset=["key"])
    # A shorter name stands in other firms' names by chance.
    named = named[named["key"].str.len() >= SHORTEST_NAME]
    posts = own[["declaration_id", "unit_code"]].drop_duplicates()
    offers = posts.merge(named[["unit_code", "key", "decided_on", "company_name"]], on="unit_code").drop(
        columns="unit_code"
    )
    wanted = new[["declaration_id", "item_no"]].assign(holding=folded(new["name"])).merge(offers, on="declaration_id")
    named_in = [key in holding for key, holding in zip(wanted["key"], wanted["holding"].fillna(""), strict=True)]
    touched = wanted[pd.Series(named_in, index=wanted.index, dtype=bool)].drop(columns="holding")
    joined = new.merge(touched, how="left", on=["declaration_id", "item_no"])
    lead = (joined["decided_on"] - joined["acquired_on"]).dt.days.astype("float64")
    return joined.assign(lead_days=lead.where(lead > 0), grade="strong", counterpart=joined["company_name"])
