"""Firms of officials and relatives, tenders of the official's unit, and parties whose matters it handles."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import binom

from pipeline.model.vocabulary import PLOTS
from pipeline.rules.join import overlap, unknown
from pipeline.rules.ties import in_order
from pipeline.text import folded

Frames = Mapping[str, pd.DataFrame]
# Fields whose units prepare plans and allot land.
DECIDES_ON_LAND = ("land", "natural_resources", "environment", "construction", "planning", "investment", "transport")
# Roles that decide on the contracts of a unit; for others a tie weighs one step less.
DECIDES_ON_CONTRACTS = ("head", "deputy", "leader", "procurement")
ROLE_COLUMNS = {
    "person_id": "relative_id",
    "from_date": "role_from",
    "to_date": "role_to",
    "share": "capital_share",
    "role": "firm_role",
}


def firms(
    held: pd.DataFrame, kin: pd.DataFrame | None, roles: pd.DataFrame, companies: pd.DataFrame | None
) -> pd.DataFrame:
    """One row a declaration, the official or a relative, and a role in a firm in the declaration's time, if any."""
    persons = pd.DataFrame({"person_id": held["declarant_id"].unique()})
    own = persons.assign(relative_id=persons["person_id"], relation="self", grade="id")
    circle = own if kin is None else pd.concat([own, kin], ignore_index=True)
    circle = held.merge(circle, left_on="declarant_id", right_on="person_id")
    ties = circle.merge(_roles(roles), how="left", on="relative_id")
    inside = overlap(ties["role_from"], ties["role_to"], ties["window_from"], ties["window_to"])
    columns = ["firm_role", "company_id", "capital_share", "role_from", "role_to"]
    ties[columns] = ties[columns].where(inside)
    return in_order(with_company(ties, companies))


def _roles(roles: pd.DataFrame) -> pd.DataFrame:
    renamed = roles.rename(columns=ROLE_COLUMNS)[["company_id", *ROLE_COLUMNS.values()]]
    return renamed.dropna(subset=["relative_id"])


def with_company(ties: pd.DataFrame, companies: pd.DataFrame | None) -> pd.DataFrame:
    """The ties with name, field and registration of their firm; its id stands for an unknown name."""
    if companies is None or companies.empty:
        nothing = unknown(ties.index)
        return ties.assign(
            company_name=ties["company_id"], company_field=nothing, registered_on=unknown(ties.index, "datetime64[ns]")
        )
    named = companies[["company_id", "name", "field", "registered_on"]].drop_duplicates("company_id")
    named = named.rename(columns={"name": "company_name", "field": "company_field"})
    joined = ties.merge(named, how="left", on="company_id", validate="m:1")
    return joined.assign(company_name=joined["company_name"].fillna(joined["company_id"]))


def tenders(own: pd.DataFrame, kin: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """One row a declaration, an own post, a relative, and a bid or award of the unit with a firm of the relative.

    The relative's role holds on the day of the decision, the own post too, and the day lies in the
    declaration's time.
    """
    circle = own.merge(kin, left_on="declarant_id", right_on="person_id")
    contracts = frames["contracts"][["contract_id", "unit_code", "company_id", "stage", "decided_on", "value_vnd"]]
    offers = _roles(frames["company_roles"]).merge(contracts, on="company_id")
    held = overlap(offers["role_from"], offers["role_to"], offers["decided_on"], offers["decided_on"])
    ties = circle.merge(offers[held & offers["decided_on"].notna()], how="left", on=["relative_id", "unit_code"])
    day = ties["decided_on"]
    inside = overlap(day, day, ties["window_from"], ties["window_to"]) & overlap(
        day, day, ties["own_from"], ties["own_to"]
    )
    columns = ["company_id", "contract_id", "stage", "decided_on", "value_vnd"]
    ties[columns] = ties[columns].where(inside & day.notna())
    decides = ties["own_role"].isin(DECIDES_ON_CONTRACTS)
    ties = ties.assign(severity_cap=decides.map({True: 4.0, False: 3.0}))
    return in_order(with_company(ties, frames.get("companies")))


def suppliers(tied: pd.DataFrame, contracts: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration and a relative's firm that won something: its part of the unit's awards before and since
    the relative joined it, and the chance of as many awards since if nothing had changed.
    """
    won = tied[tied["stage"].eq("award") & tied["role_from"].notna()]
    keys = [
        "declaration_id",
        "declarant_id",
        "declared_on",
        "unit_code",
        "company_id",
        "company_name",
        "relative_id",
        "relation",
        "grade",
        "role_from",
    ]
    won = won[keys].drop_duplicates(["declaration_id", "unit_code", "company_id", "relative_id"])
    awards = contracts[contracts["stage"] == "award"][["unit_code", "company_id", "decided_on"]].rename(
        columns={"company_id": "winner"}
    )
    joined = won.merge(awards, on="unit_code")
    since, mine = joined["decided_on"] >= joined["role_from"], joined["winner"] == joined["company_id"]
    counts = (
        joined.assign(
            own_before=~since & mine, own_after=since & mine, awards_before_count=~since, awards_after_count=since
        )
        .groupby(keys, dropna=False)[["own_before", "own_after", "awards_before_count", "awards_after_count"]]
        .sum()
    )
    table = counts.astype("float64").reset_index()
    # One award more than there was: a firm that never won before has a part above zero.
    before = (table["own_before"] + 1) / (table["awards_before_count"] + 1)
    return table.assign(
        share_before=before,
        share_after=table["own_after"] / table["awards_after_count"].where(table["awards_after_count"] > 0),
        chance=binom.sf(table["own_after"] - 1, table["awards_after_count"], before),
    )


def parties(own: pd.DataFrame, supervised: pd.DataFrame, companies: pd.DataFrame | None) -> pd.DataFrame:
    """One row a declaration and a party whose matters the official's unit handles, with the party's name as a key."""
    columns = ["declaration_id", "declarant_id", "declared_on", "unit_code"]
    found = own[columns].drop_duplicates().merge(supervised[["unit_code", "party_id", "matter"]], on="unit_code")
    found = found.sort_values(["declaration_id", "party_id", "unit_code"]).drop_duplicates(
        ["declaration_id", "party_id"]
    )
    if companies is None or companies.empty:
        return found.assign(party_key=unknown(found.index))
    keys = companies.assign(party_key=folded(companies["name"])).drop_duplicates("company_id")
    return found.merge(keys[["company_id", "party_key"]], how="left", left_on="party_id", right_on="company_id").drop(
        columns="company_id"
    )


def with_party(rows: pd.DataFrame, name: str, known: pd.DataFrame) -> pd.DataFrame:
    """Rows of declarations with the party that `name` writes: by its id (grade id) or its firm's name (strong)."""
    by_id = known.drop_duplicates(["declaration_id", "party_id"]).set_index(["declaration_id", "party_id"])["matter"]
    named = known.dropna(subset=["party_key"]).drop_duplicates(["declaration_id", "party_key"])
    by_name = named.set_index(["declaration_id", "party_key"])[["party_id", "matter"]]
    ids = pd.MultiIndex.from_arrays([rows["declaration_id"], rows[name]])
    keys = pd.MultiIndex.from_arrays([rows["declaration_id"], folded(rows[name])])
    is_id = pd.Series(ids.isin(by_id.index), index=rows.index)
    named_id = pd.Series(by_name["party_id"].reindex(keys).to_numpy(), index=rows.index, dtype="str")
    party = rows[name].where(is_id, named_id).astype("str")
    matters = known.drop_duplicates(["declaration_id", "party_id"]).set_index(["declaration_id", "party_id"])["matter"]
    found = pd.MultiIndex.from_arrays([rows["declaration_id"], party])
    grade = pd.Series(np.where(is_id, "id", "strong"), index=rows.index, dtype="str").where(party.notna())
    return rows.assign(
        party_id=party, matter=pd.Series(matters.reindex(found).to_numpy(), index=rows.index, dtype="str"), grade=grade
    )


def relative_parties(own: pd.DataFrame, kin: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """One row a declaration, an own post and a relative, with the unit's matter of the relative or of a firm."""
    circle = own.merge(kin, left_on="declarant_id", right_on="person_id")
    matters = frames["supervised"][["unit_code", "party_id", "matter"]].drop_duplicates(["unit_code", "party_id"])
    persons = matters.assign(relative_id=matters["party_id"])
    if "company_roles" in frames and len(frames["company_roles"]):
        held = _roles(frames["company_roles"])[["company_id", "relative_id"]].drop_duplicates()
        persons = pd.concat(
            [persons, matters.merge(held, left_on="party_id", right_on="company_id")], ignore_index=True
        )
    return in_order(circle.merge(persons, how="left", on=["relative_id", "unit_code"]))


def paid_incomes(incomes: pd.DataFrame, known: pd.DataFrame | None, companies: pd.DataFrame | None) -> pd.DataFrame:
    """One row an income whose payer is named and is not the employer, with the party and the firm's field."""
    paid = incomes[incomes["payer"].notna() & ~incomes["payer_is_unit"].fillna(False).astype(bool)]
    paid = (
        paid.assign(party_id=unknown(paid.index), matter=unknown(paid.index), grade="strong")
        if known is None
        else with_party(paid, "payer", known)
    )
    fields = pd.Series(dtype="str")
    if companies is not None and len(companies):
        keys = companies.assign(key=folded(companies["name"])).dropna(subset=["key"]).drop_duplicates("key")
        fields = keys.set_index("key")["field"]
    field = pd.Series(fields.reindex(folded(paid["payer"])).to_numpy(), index=paid.index, dtype="str")
    return paid.assign(company_field=field, grade=paid["grade"].fillna("strong"))


def gift_ties(held: pd.DataFrame, frames: Frames, explained: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """One row a gift of an official, reported or told in section III, with the party that gave it if it is one."""
    stated = explained[explained["source"].eq("gift") & explained["counterpart"].notna()]
    stated = stated.rename(columns={"counterpart": "giver", "amount_vnd": "value_vnd", "happened_on": "received_on"})
    stated = stated[["declaration_id", "declarant_id", "declared_on", "giver", "value_vnd", "received_on"]].assign(
        is_reported=False
    )
    columns = [*stated.columns, "giver_id", "handed_in_on"]
    rows = [stated]
    if "gifts" in frames and len(frames["gifts"]):
        gifts = held.merge(frames["gifts"].rename(columns={"person_id": "declarant_id"}), on="declarant_id")
        inside = overlap(gifts["received_on"], gifts["received_on"], gifts["window_from"], gifts["window_to"])
        rows.append(gifts[inside].assign(is_reported=True))
    both = (
        pd.concat(rows, ignore_index=True)
        .reindex(columns=columns)
        .astype({"is_reported": "boolean", "giver_id": "str"})
    )
    both = both.assign(who=both["giver_id"].fillna(both["giver"]).astype("str"), kept_working_days=_kept(both))
    both = both.assign(party_id=unknown(both.index), grade="strong") if known is None else _party_of_gift(both, known)
    return both.sort_values(["declaration_id", "received_on", "who"], ignore_index=True)


def _party_of_gift(gifts: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    by_id, by_name = with_party(gifts, "who", known), with_party(gifts, "giver", known)
    return by_id.assign(
        party_id=by_id["party_id"].fillna(by_name["party_id"]), grade=by_id["grade"].fillna(by_name["grade"])
    )


def _kept(gifts: pd.DataFrame) -> pd.Series:
    """Working days from receipt to handing in, else to the declaration; unknown if that is earlier."""
    until = pd.to_datetime(gifts["handed_in_on"]).fillna(gifts["declared_on"])
    known = until.notna() & gifts["received_on"].notna() & (until >= gifts["received_on"])
    days = pd.Series(np.nan, index=gifts.index)
    first, last = gifts.loc[known, "received_on"], until[known]
    days[known] = np.busday_count(first.to_numpy("datetime64[D]"), last.to_numpy("datetime64[D]")).astype("float64")
    return days


def land_ahead(items: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """One row a new plot that was bought, with the days until the next project announced in its commune."""
    bought = items[
        items["state"].eq("new")
        & items["category"].isin(PLOTS)
        & (items["cause"].isna() | items["cause"].eq("purchase"))
    ]
    dated = bought[bought["acquired_on"].notna() & bought["commune_code"].notna()].sort_values("acquired_on")
    days = projects[["commune_code", "announced_on", "name"]].dropna(subset=["commune_code", "announced_on"])
    days = days.rename(columns={"name": "project_name"}).sort_values(["announced_on", "project_name"])
    kinds = {"announced_on": "datetime64[ns]"}
    nearest = pd.merge_asof(
        dated,
        days.astype(kinds),
        left_on="acquired_on",
        right_on="announced_on",
        by="commune_code",
        direction="forward",
        allow_exact_matches=False,
    )
    rest = bought[~bought.index.isin(dated.index)]
    both = pd.concat([nearest, rest], ignore_index=True)
    lead = (pd.to_datetime(both["announced_on"]) - both["acquired_on"]).dt.days.astype("float64")
    keys = ["declaration_id", "item_no"]
    return both.assign(lead_days=lead).sort_values(keys, ignore_index=True)


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
    posts = own[["declaration_id", "unit_code"]].drop_duplicates()
    offers = posts.merge(named[["unit_code", "key", "decided_on", "company_name"]], on="unit_code").drop(
        columns="unit_code"
    )
    joined = new.assign(key=folded(new["name"])).merge(offers, how="left", on=["declaration_id", "key"])
    lead = (joined["decided_on"] - joined["acquired_on"]).dt.days.astype("float64")
    return joined.assign(lead_days=lead.where(lead > 0), grade="strong", counterpart=joined["company_name"])
