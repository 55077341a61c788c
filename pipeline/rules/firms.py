"""Firms of officials and relatives, and tenders and matters of the official's unit that touch them."""

from collections.abc import Mapping

import pandas as pd
from scipy.stats import binom

from pipeline.rules.join import overlap, unknown
from pipeline.rules.ties import in_order

Frames = Mapping[str, pd.DataFrame]
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
    # A first declaration stands for the time in office: what ended before it was nobody's business.
    since = ties["window_from"].fillna(ties["appointed_on"])
    inside = overlap(ties["role_from"], ties["role_to"], since, ties["window_to"])
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
        before_share=before,
        after_share=table["own_after"] / table["awards_after_count"].where(table["awards_after_count"] > 0),
        chance=binom.sf(table["own_after"] - 1, table["awards_after_count"], before),
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
