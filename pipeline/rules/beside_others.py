"""What registers, peers and everybody together say beside a position."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.rules.join import beside, looked_up
from pipeline.rules.position_sums import hellinger
from pipeline.text import folded

Tables = Mapping[str, pd.DataFrame]

OPEN_END = pd.Timestamp("2200-01-01")
# Measures of the peers table that rules read: each with _median, _q1, _q3 and _z beside the cell and its size.
PEER_MEASURES = (
    "net_worth_log", "change_to_income", "liquid_change_to_income", "liquid_share", "cash_share",
    "spouse_income_share", "income_log", "income_change_log", "item_count", "property_count_change", "round_share",
    "unexplained_low_to_income",
)  # fmt: skip
PEER_PARTS = ("", "_median", "_q1", "_q3", "_z")
PEER_COLUMNS = ["peer_cell", "peer_size", *(f"{measure}{part}" for measure in PEER_MEASURES for part in PEER_PARTS)]


def with_registers(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
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
        composition_shift=hellinger(positions),
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


def with_shared(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """How many other officials wrote the same words or the same figures (`shared`, gathered from everybody)."""
    written = folded(tables["family"]["full_name"]).dropna()
    names = _joined(written, tables["family"].loc[written.index, "declaration_id"])
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


def _joined(words: pd.Series, keys: pd.Series) -> pd.Series:
    """The words of each key in one, in the order of the rows."""
    found: dict[str, list[str]] = {}
    for key, word in zip(keys.tolist(), words.tolist(), strict=True):
        found.setdefault(key, []).append(word)
    return pd.Series({key: " / ".join(held) for key, held in found.items()}, dtype="str")


def with_peers(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Peer figures beside each declaration; null where the peers table or one of its measures is not there."""
    peers = tables.get("peers")
    if peers is None or peers.empty:
        return positions.reindex(columns=[*positions.columns, *PEER_COLUMNS]).astype({"peer_cell": "str"})
    known = [name for name in PEER_COLUMNS if name in peers.columns]
    joined = beside(positions, peers, known)
    return joined.reindex(columns=[*joined.columns, *(name for name in PEER_COLUMNS if name not in known)])


def with_growth(positions: pd.DataFrame, levels: pd.DataFrame | None) -> pd.DataFrame:
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
