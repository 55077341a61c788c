"""Positions with the official's own earlier years, counts of items and peer figures beside each declaration."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import SOURCES
from pipeline.params import Parameters
from pipeline.rules.counts import counted
from pipeline.rules.join import beside, earlier, looked_up
from pipeline.text import folded

Tables = Mapping[str, pd.DataFrame]
SHORTEST_PERIOD_DAYS = 30
OPEN_END = pd.Timestamp("2200-01-01")
KINDS_OF_WEALTH = ("real_estate", "attached", "liquid", "capital", "vehicle", "other", "foreign")
# Measures of the peers table that rules read: each with _median, _q1, _q3 and _z beside the cell and its size.
PEER_MEASURES = (
    "net_worth_log", "change_to_income", "liquid_change_to_income", "liquid_share", "cash_share",
    "spouse_income_share", "income_log", "income_change_log", "item_count", "property_count_change", "round_share",
    "unexplained_low_to_income",
)  # fmt: skip
PEER_PARTS = ("", "_median", "_q1", "_q3", "_z")
PEER_COLUMNS = ["peer_cell", "peer_size", *(f"{measure}{part}" for measure in PEER_MEASURES for part in PEER_PARTS)]
# Figures of the declaration before, and of the one before that: name here, column there.
ONE_BEFORE = {
    "increase_previous_vnd": "increase_vnd",
    "interest_previous_vnd": "stated_interest_vnd",
    "deposit_previous_vnd": "deposit_after_vnd",
    "text_previous": "explanation",
    "cash_two_before_vnd": "cash_before_vnd",
    "spouse_income_previous_vnd": "income_spouse_year_vnd",
    "spouse_other_previous_vnd": "spouse_other_year_vnd",
    "loan_private_previous_vnd": "loan_private_vnd",
    "repaid_previous_vnd": "debt_repaid_vnd",
    "replaced_previous": "vehicle_replaced",
    "had_spouse": "has_spouse",
    "loans_previous_vnd": "loans_vnd",
    "business_previous_vnd": "stated_business_vnd",
    "loans_told_previous_vnd": "explained_loan_vnd",
    "capital_two_before_vnd": "capital_before_vnd",
    "liquid_two_before_vnd": "liquid_before_vnd",
}
TWO_BEFORE = {
    "loan_private_two_before_vnd": "loan_private_vnd",
    "replaced_two_before": "vehicle_replaced",
    "business_two_before_vnd": "stated_business_vnd",
}
# Fields of Decree 130/2020, Appendix III, where a decision is worth most to others.
HIGH_RISK_FIELDS = (
    "land", "natural_resources", "environment", "finance", "tax", "customs", "banking", "construction", "planning",
    "investment", "procurement", "licensing", "personnel", "home_affairs", "inspection",
)  # fmt: skip


def histories(tables: Tables, parameters: Parameters) -> pd.DataFrame:
    """One row a declaration, sorted by official and day; NaN is unknown throughout."""
    positions = tables["positions"].sort_values(["declarant_id", "declared_on", "declaration_id"], ignore_index=True)
    positions = _versions(
        _derived(beside(positions, tables["declarations"], ["period_start", "period_end", "full_name"]))
    )
    positions = counted(positions.copy(), tables)
    other = (positions["income_spouse_vnd"] - positions["spouse_salary_vnd"]).clip(lower=0)
    positions = positions.assign(spouse_other_year_vnd=other * 365 / positions["period_days"])
    positions = _peers(_shared(_registers(positions, tables), tables), tables)
    positions = _growth(positions, tables.get("growth"))
    positions = positions.copy()
    listed = positions[positions["has_asset_list"].fillna(False).astype(bool)].reset_index(drop=True)
    past = _past(listed, parameters.number("own_past_spread_min_vnd"))
    positions = beside(positions, listed[["declaration_id"]].join(past), past.columns.tolist())
    settled = positions["loans_settled_count"] > 0
    told = positions["loans_told_previous_vnd"].where(settled)
    positions = positions.assign(
        owed_before_vnd=positions["debt_before_vnd"].fillna(told),
        owed_after_vnd=positions["debt_after_vnd"].fillna((told * 0).where(settled)),
    )
    return _pay(positions, parameters)


def _derived(positions: pd.DataFrame) -> pd.DataFrame:
    """Sums that several rules compare."""
    period = (positions["period_end"] - positions["period_start"]).dt.days.astype("float64") + 1
    days = period.fillna(positions["days"]).where(lambda known: known >= SHORTEST_PERIOD_DAYS)
    loans = positions[["explained_loan_vnd", "debt_taken_vnd"]].max(axis=1).fillna(0)
    inflow = positions["income_vnd"] + loans + (-positions["liquid_change_vnd"]).clip(lower=0)
    outflow = (
        positions["acquired_vnd"]
        + positions["liquid_change_vnd"].clip(lower=0)
        + positions["debt_repaid_vnd"].fillna(0)
    )
    itemised = positions["income_vnd"].notna() & (positions["income_unsourced_vnd"].fillna(0) == 0)
    stated = {f"stated_{source}_vnd": positions[f"income_{source}_vnd"].fillna(0).where(itemised) for source in SOURCES}
    explained_sale = positions["explained_asset_sale_vnd"].where(positions["explained_asset_sale_vnd"] > 0)
    return positions.assign(
        compared=(positions["has_asset_list"].fillna(False) & positions["baseline_declaration_id"].notna()).astype(
            "boolean"
        ),
        is_filed=pd.Series(True, index=positions.index, dtype="boolean"),
        has_income=positions["income_vnd"].notna().astype("boolean"),
        is_supplement=positions["kind"].eq("SUPPLEMENT").astype("boolean"),
        increase_vnd=positions["acquired_vnd"] + positions["liquid_change_vnd"] - positions["disposed_cost_vnd"],
        period_days=days,
        income_year_vnd=positions["income_vnd"] * 365 / days,
        income_declarant_year_vnd=positions["income_declarant_vnd"] * 365 / days,
        income_spouse_year_vnd=positions["income_spouse_vnd"] * 365 / days,
        loans_vnd=loans,
        means_vnd=positions["liquid_before_vnd"] + positions["income_vnd"] + loans,
        living_left_vnd=inflow - outflow,
        shortfall_vnd=positions["living_low_vnd"] - (inflow - outflow),
        proceeds_vnd=explained_sale.fillna(
            positions["income_asset_sale_vnd"].where(positions["income_asset_sale_vnd"] > 0)
        ),
        given_vnd=positions[["explained_gift_vnd", "income_gift_vnd"]].max(axis=1).fillna(0)
        + positions[["explained_inheritance_vnd", "income_inheritance_vnd"]].max(axis=1).fillna(0),
        is_high_risk=positions["post_field"].isin(HIGH_RISK_FIELDS).astype("boolean"),
        office_days=(positions["declared_on"] - positions["appointed_on"]).dt.days.astype("float64"),
        **stated,
    )


def _versions(positions: pd.DataFrame) -> pd.DataFrame:
    """Which declaration of the same kind and year this is: a second one replaces the first."""
    year = positions["declared_on"].dt.year
    keys = [positions["declarant_id"], positions["kind"], year]
    annual = positions["kind"].isin(["ANNUAL", "FIRST"])
    number = positions.groupby(keys).cumcount() + 1.0
    return positions.assign(version_count=number.where(annual), is_version=((number > 1) & annual).astype("boolean"))


def _registers(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Days since the last verification, years without one, and the day on which the last post ends."""
    day = positions["declared_on"]
    verified = _last_verified(positions, tables.get("verifications"))
    first = day.groupby(positions["declarant_id"]).transform("min")
    leaves = pd.Series(pd.NaT, index=positions.index)
    known = pd.Series(False, index=positions.index)
    posts = tables.get("posts")
    if posts is not None and not posts.empty:
        ends = posts.assign(to_date=posts["to_date"].fillna(OPEN_END)).groupby("person_id")["to_date"].max()
        leaves = looked_up(positions["declarant_id"], ends)
        known = positions["declarant_id"].isin(posts["person_id"])
    return positions.assign(
        notice_days=(day - verified).dt.days.astype("float64"),
        unverified_years=(day - verified.fillna(first)).dt.days / 365.25,
        leaves_on=leaves.where(leaves < OPEN_END),
        until_leaving_days=(leaves - day).dt.days.astype("float64").where(known),
        composition_shift=_hellinger(positions),
    )


def _last_verified(positions: pd.DataFrame, verifications: pd.DataFrame | None) -> pd.Series:
    """The day of the last decision to verify the official before each declaration."""
    if verifications is None or verifications.empty:
        return pd.Series(pd.NaT, index=positions.index, dtype="datetime64[ns]")
    decided = verifications[["declarant_id", "decided_on"]].dropna().sort_values("decided_on")
    days = positions[["declarant_id", "declared_on"]].reset_index().sort_values("declared_on")
    joined = pd.merge_asof(days, decided, left_on="declared_on", right_on="decided_on", by="declarant_id")
    last: pd.Series = joined.set_index("index")["decided_on"].reindex(positions.index)
    return last


def _hellinger(positions: pd.DataFrame) -> pd.Series:
    """Distance, 0 to 1, between the shares of the kinds of assets before and after."""
    roots = {}
    for when in ("before", "after"):
        values = positions[[f"{kind}_{when}_vnd" for kind in KINDS_OF_WEALTH]].fillna(0).clip(lower=0).to_numpy()
        total = values.sum(axis=1, keepdims=True)
        roots[when] = np.sqrt(values / np.where(total > 0, total, np.nan))
    distance = np.sqrt(((roots["before"] - roots["after"]) ** 2).sum(axis=1)) / np.sqrt(2)
    return pd.Series(distance, index=positions.index)


def _shared(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """How many other officials wrote the same words or the same figures (`shared`, gathered from everybody)."""
    family = tables["family"].dropna(subset=["full_name"])
    names = folded(family["full_name"]).groupby(family["declaration_id"]).agg(" / ".join)
    relatives = looked_up(positions["declaration_id"], names).astype("str").fillna("")
    household = folded(positions["full_name"]).fillna("") + " / " + relatives
    shared = tables.get("shared")
    counts = {"text_users_count": "text", "figures_users_count": "figures"}
    if shared is None or shared.empty:
        return positions.assign(household_names=household, **dict.fromkeys(counts, np.nan))
    found = {
        column: looked_up(
            positions["declaration_id"], shared[shared["what"] == what].set_index("declaration_id")["declarants"]
        ).fillna(1.0)
        for column, what in counts.items()
    }
    return positions.assign(household_names=household, **found)


def _peers(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Peer figures beside each declaration; null where the peers table or one of its measures is not there."""
    peers = tables.get("peers")
    if peers is None or peers.empty:
        return positions.reindex(columns=[*positions.columns, *PEER_COLUMNS]).astype({"peer_cell": "str"})
    known = [name for name in PEER_COLUMNS if name in peers.columns]
    joined = beside(positions, peers, known)
    return joined.reindex(columns=[*joined.columns, *(name for name in PEER_COLUMNS if name not in known)])


def _growth(positions: pd.DataFrame, levels: pd.DataFrame | None) -> pd.DataFrame:
    """Growth of the declared assets beside median and 95th percentile of the field, else of everybody, that year."""
    before, after = positions["assets_before_vnd"], positions["assets_after_vnd"]
    own = np.log((after / before.where(before > 0)).where(after > 0))
    if levels is None or levels.empty:
        return positions.assign(log_growth=own, growth_excess=np.nan, growth_95th=np.nan, growth_count=np.nan)
    columns = ["growth_median", "growth_95th", "growth_count"]
    table = levels.set_index(["year", "post_field"])[columns]
    year = positions["declared_on"].dt.year.astype("float64")
    found = table.reindex(pd.MultiIndex.from_arrays([year, positions["post_field"].fillna("?")])).to_numpy()
    wider = table.reindex(pd.MultiIndex.from_arrays([year, pd.Series("*", index=positions.index)])).to_numpy()
    held = pd.DataFrame(np.where(np.isnan(found), wider, found), columns=columns, index=positions.index)
    return positions.assign(
        log_growth=own,
        growth_excess=own - held["growth_median"],
        growth_95th=held["growth_95th"] - held["growth_median"],
        growth_count=held["growth_count"],
    )


def _past(listed: pd.DataFrame, floor: float) -> pd.DataFrame:
    """Figures of the official's earlier declarations that list assets, on the index of `listed`."""
    changes = np.column_stack([earlier(listed, "increase_vnd", step) for step in range(1, 6)])
    incomes = np.column_stack([earlier(listed, "income_year_vnd", step) for step in range(1, 6)])
    first = listed.drop_duplicates("declarant_id").set_index("declarant_id")
    past = {name: earlier(listed, column) for name, column in ONE_BEFORE.items()}
    past |= {name: earlier(listed, column, 2) for name, column in TWO_BEFORE.items()}
    repaid = listed["debt_repaid_vnd"].gt(0) | listed["loans_settled_count"].gt(0)
    later = repaid.astype("float64").where(listed["declarant_id"].eq(listed["declarant_id"].shift(1)))
    capital = pd.concat(
        [listed[["capital_after_vnd", "capital_before_vnd"]], past["capital_two_before_vnd"].rename("two")], axis=1
    )
    return pd.DataFrame(past, index=listed.index).assign(
        repaid_next=later.shift(-1).where(listed["declarant_id"].eq(listed["declarant_id"].shift(-1))),
        shortfall_3y_vnd=_three_years(listed, "shortfall_vnd"),
        capital_three_vnd=capital.min(axis=1, skipna=False),
        income_earlier_vnd=_mean(incomes),
        income_earlier_count=(~np.isnan(incomes)).sum(axis=1).astype("float64"),
        own_z=_robust_z(listed["increase_vnd"].to_numpy(), changes, floor),
        first_cash_gold_vnd=looked_up(
            listed["declarant_id"], first["cash_after_vnd"].fillna(0) + first["gold_after_vnd"].fillna(0)
        ),
    )


def _three_years(listed: pd.DataFrame, column: str) -> pd.Series:
    """The sum of a figure over this declaration and the two before; unknown unless two of the three are known."""
    years = [listed[column], earlier(listed, column), earlier(listed, column, 2)]
    return pd.concat(years, axis=1).sum(axis=1, min_count=2)


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of the known values of each row; NaN where none is known."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _robust_z(now: np.ndarray, past: np.ndarray, floor: float) -> np.ndarray:
    """(now - median) / (1.4826 MAD) of at least three earlier values; the spread counts for at least `floor`."""
    enough = (~np.isnan(past)).sum(axis=1) >= 3
    scores = np.full(len(now), np.nan)
    median = np.nanmedian(past[enough], axis=1) if enough.any() else np.array([])
    spread = np.nanmedian(np.abs(past[enough] - median[:, None]), axis=1) if enough.any() else np.array([])
    scores[enough] = (now[enough] - median) / np.maximum(1.4826 * spread, floor)
    return scores


def _pay(positions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The lowest pay of the grade for a year, on the base salary of the day of the declaration."""
    base = (
        parameters.in_force("base_salary_vnd", positions["declared_on"]) if "base_salary_vnd" in parameters else np.nan
    )
    coefficients = {
        name.removeprefix("pay_coefficient_first_"): parameters.number(name)
        for name in parameters
        if name.startswith("pay_coefficient_first_")
    }
    grade = positions["grade"].str.upper().str.replace(".", "_", regex=False)
    return positions.assign(pay_floor_vnd=12 * base * grade.map(coefficients).astype("float64"))
