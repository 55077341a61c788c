"""Followed items under the commune codes of their time, and what the household had in the same commune before.

Followed items carry the code of today, which may stand for several communes of before a reform. Registers with dates
(projects, official prices) are looked up under the code that the declaration itself writes.
"""

import pandas as pd

from pipeline.model.vocabulary import REAL_ESTATE
from pipeline.rules.join import looked_up


def with_places(items: pd.DataFrame, assets: pd.DataFrame) -> pd.DataFrame:
    """The items with `written_commune_code`, that of the declaration (of the one before where an item is gone), and
    `estate_there_before_count`, the household's plots and houses of the same commune in the declaration before.
    """
    now = _code(assets, items["declaration_id"], items["item_no"])
    before = _code(assets, items["previous_declaration_id"], items["previous_item_no"])
    held = items["category"].isin(REAL_ESTATE) & items["previous_item_no"].notna() & items["commune_code"].notna()
    place = items["declaration_id"] + "\0" + items["commune_code"]
    count = looked_up(place, place[held].value_counts()).astype("float64").fillna(0.0)
    return items.assign(
        written_commune_code=now.fillna(before).fillna(items["commune_code"]),
        estate_there_before_count=count.where(items["commune_code"].notna() & items["previous_declaration_id"].notna()),
    )


def _code(assets: pd.DataFrame, declaration: pd.Series, item_no: pd.Series) -> pd.Series:
    """The commune code that a declaration writes for an item."""
    coded = assets.dropna(subset=["commune_code"]).drop_duplicates(["declaration_id", "item_no"])
    codes = pd.Series(coded["commune_code"].array, index=coded["declaration_id"] + "\0" + coded["item_no"])
    return looked_up(declaration + "\0" + item_no, codes).astype("str")


def projects_near(plots: pd.DataFrame, projects: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row a dated plot: the days until the next project announced in its commune (NaN for none) and its name.

    Codes are compared as written. Where one of the two is written with the code of a commune that came out of a
    reform, nothing finer than that commune is known, and the codes of today are compared.
    """
    known = projects[["commune_code", "announced_on", "name"]].dropna(subset=["commune_code", "announced_on"])
    known = known.assign(
        written=known["commune_code"],
        today=_of_today(known["commune_code"], changes),
        reformed=_after(known["commune_code"], known["announced_on"], changes),
    )
    own = plots.assign(
        written=plots["written_commune_code"],
        today=plots["commune_code"],
        reformed=_after(plots["written_commune_code"], plots["declared_on"], changes),
    )
    tried = [
        _next(own, known, "written"),
        _next(own[own["reformed"]], known, "today"),
        _next(own, known[known["reformed"]], "today"),
    ]
    found = pd.concat(tried).sort_values(["lead_days", "project_name"], na_position="last")
    return found[~found.index.duplicated()].reindex(plots.index)


def _next(plots: pd.DataFrame, projects: pd.DataFrame, code: str) -> pd.DataFrame:
    """For each plot (by its index) the next project after its acquisition with the same code."""
    dated = plots[[code, "acquired_on"]].dropna().sort_values("acquired_on").reset_index()
    days = projects[[code, "announced_on", "name"]].sort_values(["announced_on", "name"])
    days = days.astype({"announced_on": "datetime64[ns]"}).rename(columns={"name": "project_name"})
    nearest = pd.merge_asof(
        dated, days, left_on="acquired_on", right_on="announced_on", by=code, direction="forward",
        allow_exact_matches=False,
    )  # fmt: skip
    lead = (nearest["announced_on"] - nearest["acquired_on"]).dt.days.astype("float64")
    return nearest.assign(lead_days=lead).set_index("index")[["lead_days", "project_name"]]


def _of_today(codes: pd.Series, changes: pd.DataFrame) -> pd.Series:
    """The codes after all changes; a commune that was divided keeps its own."""
    one = changes[["old_code", "new_code"]].dropna().drop_duplicates().drop_duplicates("old_code", keep=False)
    newer = one[one["old_code"] != one["new_code"]].set_index("old_code")["new_code"]
    today = codes
    # A chain of renamings is as long as there were reforms; a code that returns to itself ends it.
    for _ in range(len(newer)):
        following = looked_up(today, newer).astype("str").fillna(today)
        if following.equals(today):
            break
        today = following
    return today


def _after(codes: pd.Series, days: pd.Series, changes: pd.DataFrame) -> pd.Series:
    """True where a code is that of a commune that came out of a change, on a day when it had done so."""
    since = changes.dropna(subset=["new_code"]).groupby("new_code")["from_date"].min()
    return looked_up(codes, since).astype("datetime64[ns]").le(days).fillna(False).astype(bool)
