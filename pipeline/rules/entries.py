"""Signs that a line was entered wrongly, read off the same line a year before: what the rules DQ16 to DQ22 look at."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import LIQUID
from pipeline.params import Parameters
from pipeline.rules.join import earlier, looked_up

Tables = Mapping[str, pd.DataFrame]
RECIPIENTS = ("declarant", "spouse")
# What comes once explains an income many times the last one.
ONCE = tuple(
    f"{where}_{source}_vnd"
    for source in ("asset_sale", "gift", "inheritance", "compensation", "loan")
    for where in ("income", "explained")
)
# The section of the form that a thing is easily written in instead of its own.
MIRRORED = {
    "house": "buildings",
    "construction": "buildings",
    "land_residential": "land",
    "land_other": "land",
    "perennial_trees": "attached",
    "structure": "attached",
}


def with_entries(positions: pd.DataFrame, declarations: pd.DataFrame) -> pd.DataFrame:
    """Positions (by official and day) with the figures of the same person's entries of the year before."""
    numbers = declarations.drop_duplicates("declaration_id").set_index("declaration_id")["personal_id"]
    rows = positions.assign(personal_id=positions["declaration_id"].map(numbers).astype("str"))
    return positions.assign(
        **_incomes(rows),
        spouse_missing_vnd=_spouse_missing(rows),
        period_overlap_days=(rows["previous_declared_on"] - rows["period_start"]).dt.days.astype("float64"),
        identity_slip=_identity(rows),
    )


def _incomes(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The largest ratio, up or down, of a recipient's income to that of the declaration before, and what it makes.

    A rise counts only where nothing that comes once is named and the money did not go anywhere: sources then exceed
    uses by nearly the whole rise.
    """
    once = rows.reindex(columns=list(ONCE)).fillna(0.0).sum(axis=1)
    idle = -rows["balance_low_vnd"]
    up, down, change = [pd.Series(np.nan, index=rows.index) for _ in range(3)]
    for who in RECIPIENTS:
        now, before = rows[f"income_{who}_vnd"], earlier(rows, f"income_{who}_vnd")
        known = (now > 0) & (before > 0)
        unused = (once == 0) & (idle >= 0.7 * (now - before))
        up = _larger(up, (now / before).where(unused | (now <= before), 1.0).where(known))
        down = _larger(down, (before / now).where(known))
        change = _larger(change, (now - before).abs().where(known))
    return {"income_up_times": up, "income_down_times": down, "income_slip_vnd": change}


def _larger(one: pd.Series, other: pd.Series) -> pd.Series:
    """The larger of two figures, the known one where one is unknown."""
    return pd.concat([one, other], axis=1).max(axis=1)


def _spouse_missing(rows: pd.DataFrame) -> pd.Series:
    """The spouse's income of the declaration before where now none is given though the spouse is still named."""
    before = earlier(rows, "income_spouse_vnd")
    named = rows["has_spouse"].fillna(False).astype(bool)
    missing = named & rows["income_vnd"].notna() & ~(rows["income_spouse_vnd"] > 0)
    return before.where(missing, 0.0).where(before.notna())


def _identity(rows: pd.DataFrame) -> pd.Series:
    """`number` or `birth` where the personal number is of no length, or the birth date not that of most filings."""
    usual = _most_frequent(rows, "birth_date")
    birth = rows["birth_date"].notna() & usual.notna() & (rows["birth_date"] != usual)
    short = rows["personal_id"].notna() & ~rows["personal_id"].str.len().isin([9, 12])
    found = np.select(
        [short.fillna(False).to_numpy(dtype=bool), birth.to_numpy(dtype=bool)], ["number", "birth"], "none"
    )
    return pd.Series(found, index=rows.index, dtype="str").where(rows["birth_date"].notna())


def _most_frequent(rows: pd.DataFrame, column: str) -> pd.Series:
    """For each row the day that most rows of its official have; unknown where no day has more than another."""
    times = rows.groupby(["declarant_id", column]).size().rename("times").reset_index()
    most = times[times["times"].eq(times.groupby("declarant_id")["times"].transform("max"))]
    alone = most.drop_duplicates("declarant_id", keep=False).set_index("declarant_id")[column]
    return looked_up(rows["declarant_id"], alone)


# How many times as much a figure becomes by a nought or three, or as dong instead of dollars.
NOUGHTS = (10.0, 100.0, 1_000.0, 1_000_000.0)


def with_liquid_slips(positions: pd.DataFrame, items: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Positions with `liquid_slip_times`: how many times as much as a line of the baseline a line of money, gold or
    securities is of which section III does not speak, where one figure with too many noughts would account for the
    whole of what is unexplained; else 0.
    """
    liquid = items[items["category"].isin(LIQUID)]
    keys = ["declaration_id", "category"]
    before = liquid[[*keys, "value_before_vnd"]].dropna()
    silent = ~liquid["movement_stated"].fillna(False).astype(bool)
    after = liquid.loc[silent, [*keys, "value_after_vnd"]].dropna()
    gap = positions.set_index("declaration_id")[["unexplained_low_vnd", "income_vnd", "declared_on"]]
    gap = gap[gap["unexplained_low_vnd"] > 0]
    known = positions["unexplained_low_vnd"].notna()
    # Two columns of text without rows cannot be joined.
    if before.empty or after.empty or gap.empty:
        return positions.assign(liquid_slip_times=pd.Series(0.0, index=positions.index).where(known))
    both = after[after["declaration_id"].isin(gap.index)].merge(before, on=keys).join(gap, on="declaration_id")
    times = both["value_after_vnd"] / both["value_before_vnd"].where(both["value_before_vnd"] > 0)
    rate = parameters.in_force("usd_rate_vnd", both["declared_on"])
    tolerance = parameters.number("liquid_slip_tolerance_share")
    far = np.column_stack([np.abs(np.log(times / factor)) for factor in (*NOUGHTS, rate)])
    slip = pd.Series((far <= tolerance).any(axis=1), index=both.index)
    extra = both["value_after_vnd"] - both["value_before_vnd"]
    accounts = (both["unexplained_low_vnd"] <= extra) & (both["unexplained_low_vnd"] >= 0.4 * extra)
    found = times[slip & accounts].groupby(both["declaration_id"]).max()
    return positions.assign(liquid_slip_times=positions["declaration_id"].map(found).fillna(0.0).where(known))


def with_entry_slips(items: pd.DataFrame, assets: pd.DataFrame, verifications: pd.DataFrame | None) -> pd.DataFrame:
    """Followed items with `entry_slip` (what was written otherwise: number, section, holder, noughts beside
    section III; else none), whether the
    item stands twice in the declaration, and whether a vanished item is back in a later list without a verification.
    """
    keys = ["declaration_id", "item_no"]
    lines = assets[[*keys, "category", "certificate_no"]].drop_duplicates(keys).set_index(keys)
    before = lines.reindex(pd.MultiIndex.from_frame(items[["previous_declaration_id", "previous_item_no"]]))
    after = lines.reindex(pd.MultiIndex.from_frame(items[keys]))
    both = items["previous_item_no"].notna() & items["item_no"].notna()
    same = both & items["value_before_vnd"].eq(items["value_after_vnd"])
    number = _mistyped(before["certificate_no"], after["certificate_no"], same)
    sections = [side["category"].map(MIRRORED).to_numpy() for side in (before, after)]
    section = both.to_numpy() & (before["category"].to_numpy() != after["category"].to_numpy())
    section &= pd.Series(sections[0]).eq(pd.Series(sections[1])).to_numpy(dtype=bool)
    holder = same & items["holder_before"].eq("joint") & items["holder_after"].eq("declarant")
    told = (items["value_after_vnd"] / items["movement_vnd"].where(items["movement_vnd"] > 0)).to_numpy()
    noughts = np.any([np.abs(told / factor - 1) <= 0.01 for factor in (*NOUGHTS, *(1 / n for n in NOUGHTS))], axis=0)
    noughts &= items["state"].eq("new").to_numpy()
    found = [number, section, holder.to_numpy(), noughts]
    slip = np.select(found, ["number", "section", "holder", "noughts"], "none")
    return items.assign(
        entry_slip=pd.Series(slip, index=items.index, dtype="str").where(both | noughts),
        amount_wrong_vnd=items["value_after_vnd"].where(noughts),
        listed_twice=_listed_twice(items),
        back_later=_back_later(items, verifications),
        severity_cap=items["severity_cap"].where(~_forgotten(items, verifications), 1.0),
    )


def _mistyped(before: pd.Series, after: pd.Series, among: pd.Series) -> np.ndarray:
    """True, among some rows, where two numbers of one length differ in one place, or in two that changed places."""
    unlike: np.ndarray = (before.notna().to_numpy() & after.notna().to_numpy()) & among.to_numpy(dtype=bool)
    unlike[unlike] = before.to_numpy()[unlike] != after.to_numpy()[unlike]
    pairs = zip(before.to_numpy()[unlike], after.to_numpy()[unlike], strict=True)
    unlike[unlike] = [_one_slip(one, other) for one, other in pairs]
    return unlike


def _one_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(places) == 2:
        first, second = places
        return one[first] == other[second] and one[second] == other[first]
    return len(places) == 1 and len(one) > 4


def _listed_twice(items: pd.DataFrame) -> pd.Series:
    """True for a new line whose words, value and number or area stand on another line of the declaration."""
    keys = [
        "declaration_id",
        "category",
        "name",
        "value_after_vnd",
        "certificate_no",
        "registration_no",
        "area_after_m2",
    ]
    told = items["item_no"].notna() & items["value_after_vnd"].notna()
    told &= items[["certificate_no", "registration_no", "area_after_m2"]].notna().any(axis=1)
    twice = told & items[told].duplicated(keys, keep=False).reindex(items.index, fill_value=False)
    fresh = items["state"].eq("new")
    return ((twice & fresh) | items["cause"].eq("duplicate")).where(items["item_no"].notna()).astype("boolean")


def _back_later(items: pd.DataFrame, verifications: pd.DataFrame | None) -> pd.Series:
    """True for a vanished item that a later list of the official shows again, where nobody verified it meanwhile."""
    keys = ["declarant_id", "category", "value_vnd"]
    back = items[items["state"].eq("returned")].rename(columns={"value_after_vnd": "value_vnd"})
    back = back.groupby(keys)["declared_on"].max().rename("back_on").reset_index()
    gone = items[["declarant_id", "category", "value_before_vnd", "declared_on", "previous_declared_on", "state"]]
    joined = gone.rename(columns={"value_before_vnd": "value_vnd"}).merge(back, how="left", on=keys, validate="m:1")
    later = joined["state"].eq("gone") & (joined["back_on"] > joined["declared_on"])
    if verifications is not None and len(verifications):
        decided = verifications.groupby("declarant_id")["decided_on"].agg(list)
        met = zip(joined["declarant_id"].map(decided), joined["previous_declared_on"], joined["back_on"], strict=True)
        later &= ~np.array([_within(days, start, end) for days, start, end in met], dtype=bool)
    return pd.Series(later.to_numpy(dtype=bool), index=items.index).astype("boolean").where(items["state"].eq("gone"))


def _forgotten(items: pd.DataFrame, verifications: pd.DataFrame | None) -> pd.Series:
    """True for an item that is back in the list while nobody had verified the official in the year without it."""
    back = items["state"].eq("returned")
    if verifications is None or verifications.empty or not back.any():
        return back
    decided = verifications.groupby("declarant_id")["decided_on"].agg(list)
    until = items.loc[back, "previous_declared_on"]
    met = zip(items.loc[back, "declarant_id"].map(decided), until - pd.Timedelta(days=366), until, strict=True)
    missed = pd.Series([not _within(days, start, end) for days, start, end in met], index=until.index)
    return back & missed.reindex(items.index, fill_value=False)


def _within(days: object, start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return isinstance(days, list) and any(start <= day <= end for day in days)
