"""Ties between officials, relatives, units and firms, joined by id, with the periods in which they hold.

A declaration stands for the time since the one before it; the last one of an official also for what comes
after, so that a bid of today is seen before its award. Relations inferred over two declared steps (a spouse's
brother) have the grade "strong" at most, equal names of firms too, equal names of persons "weak".
"""

from collections.abc import Mapping

import pandas as pd

from pipeline.rules.join import overlap

Frames = Mapping[str, pd.DataFrame]
INVERSE = {"spouse": "spouse", "sibling": "sibling", "parent": "child", "child": "parent"}
TWO_STEPS = {
    ("spouse", "parent"): "parent_in_law", ("spouse", "sibling"): "sibling_in_law",
    ("sibling", "spouse"): "sibling_in_law",
    ("child", "spouse"): "child_in_law", ("parent", "sibling"): "parents_sibling", ("parent", "parent"): "grandparent",
    ("child", "child"): "grandchild", ("sibling", "child"): "siblings_child",
}  # fmt: skip
# Sectors of Regulation 114-QĐ/TW whose heads at one level may not be relatives.
BARRED_SECTORS = (
    "home_affairs", "inspection", "finance", "banking", "tax", "customs", "industry_trade", "planning", "investment",
    "natural_resources", "environment", "land", "army", "police", "court", "procuracy",
)  # fmt: skip


def tie_frames(frames: Frames) -> dict[str, pd.DataFrame]:
    """The frames that the registers at hand allow; a register that is missing leaves its frames out."""
    windows = _windows(frames["positions"])
    kin = kinship(frames["relations"], windows["declarant_id"]) if _has(frames, "relations") else None
    own = _own_posts(windows, frames.get("posts"), frames.get("units"))
    built: dict[str, pd.DataFrame] = {"own_posts": own}
    if kin is not None and _has(frames, "posts"):
        built["relative_posts"] = _relative_posts(own, kin, frames["posts"])
        built["relative_heads"] = _relative_heads(own, kin, frames["posts"], frames.get("units"))
    if _has(frames, "company_roles"):
        built["firms"] = _firms(windows, kin, frames["company_roles"], frames.get("companies"))
    return built


def _has(frames: Frames, name: str) -> bool:
    return name in frames and not frames[name].empty


def _windows(positions: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration with the time that it stands for."""
    columns = [
        "declaration_id",
        "declarant_id",
        "declared_on",
        "previous_declared_on",
        "unit_code",
        "is_leader",
        "post_field",
        "appointed_on",
    ]
    windows = positions[columns].reset_index(drop=True)
    latest = ~windows.duplicated("declarant_id", keep="last")
    return windows.assign(
        window_from=windows["previous_declared_on"] + pd.Timedelta(days=1),
        window_to=windows["declared_on"].mask(latest),
    )


def kinship(relations: pd.DataFrame, persons: pd.Series) -> pd.DataFrame:
    """One row a person and a relative: relations in both directions, and those two declared steps away."""
    declared = relations[["person_id", "relative_id", "relation"]]
    turned = declared.rename(columns={"person_id": "relative_id", "relative_id": "person_id"})
    both = pd.concat(
        [declared, turned.assign(relation=turned["relation"].map(INVERSE))], ignore_index=True
    ).drop_duplicates()
    own = both[both["person_id"].isin(persons)]
    further = own.merge(
        both.rename(columns={"person_id": "relative_id", "relative_id": "far_id", "relation": "far"}), on="relative_id"
    )
    steps = pd.Series(list(zip(further["relation"], further["far"], strict=True)), index=further.index, dtype="object")
    far = further.assign(relation=steps.map(TWO_STEPS).astype("str"), relative_id=further["far_id"])[list(own)].dropna()
    far = far[far["person_id"] != far["relative_id"]].assign(grade="strong")
    kin = pd.concat([own.assign(grade="id"), far], ignore_index=True).astype({"grade": "str"})
    return kin.sort_values(["person_id", "relative_id", "grade", "relation"]).drop_duplicates(
        ["person_id", "relative_id"]
    )


def _own_posts(windows: pd.DataFrame, posts: pd.DataFrame | None, units: pd.DataFrame | None) -> pd.DataFrame:
    """One row a declaration and a post that the official holds in its time: the declared one, and the register's."""
    stated = windows.assign(role=windows["is_leader"].map({True: "head", False: "member"}).astype("str"))
    stated = stated.assign(own_from=windows["appointed_on"], own_to=pd.Series(pd.NaT, index=stated.index))
    held = [stated]
    if posts is not None and not posts.empty:
        register = posts.rename(columns={"person_id": "declarant_id", "from_date": "own_from", "to_date": "own_to"})
        register = register[["declarant_id", "unit_code", "role", "own_from", "own_to"]]
        joined = windows.drop(columns="unit_code").merge(register, on="declarant_id")
        held.append(joined[overlap(joined["own_from"], joined["own_to"], joined["window_from"], joined["window_to"])])
    both = pd.concat(held, ignore_index=True).rename(columns={"role": "own_role"})
    both = both.sort_values(["declaration_id", "unit_code", "own_role", "own_from"]).drop_duplicates(
        ["declaration_id", "unit_code", "own_role"]
    )
    both = both.assign(own_to=pd.to_datetime(both["own_to"]).astype("datetime64[ns]")).reset_index(drop=True)
    return _with_unit(both, units)


def _with_unit(posts: pd.DataFrame, units: pd.DataFrame | None) -> pd.DataFrame:
    """Posts with their unit's field and the unit above it; the declared field where the register has none."""
    if units is None or units.empty:
        return posts.assign(unit_field=posts["post_field"], parent_code=pd.Series(None, index=posts.index, dtype="str"))
    latest = units.sort_values(["unit_code", "valid_from"]).drop_duplicates("unit_code", keep="last")
    joined = posts.merge(latest[["unit_code", "field", "parent_code"]], how="left", on="unit_code", validate="m:1")
    return joined.assign(unit_field=joined["field"].fillna(joined["post_field"])).drop(columns="field")


def _relative_posts(own: pd.DataFrame, kin: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration, an own post and a relative's post in the same unit at the same time."""
    theirs = posts.rename(columns={"person_id": "relative_id", "from_date": "their_from", "to_date": "their_to"})
    theirs = theirs[["relative_id", "unit_code", "role", "their_from", "their_to"]]
    ties = own.merge(kin, left_on="declarant_id", right_on="person_id").merge(theirs, on=["relative_id", "unit_code"])
    return _together(ties)


def _together(ties: pd.DataFrame) -> pd.DataFrame:
    """The ties whose two posts and the declaration's time share a day."""
    held = overlap(ties["own_from"], ties["own_to"], ties["their_from"], ties["their_to"])
    held &= overlap(ties["their_from"], ties["their_to"], ties["window_from"], ties["window_to"])
    held &= overlap(ties["own_from"], ties["own_to"], ties["window_from"], ties["window_to"])
    return (
        ties[held]
        .sort_values(["declaration_id", "unit_code", "own_role", "relative_id", "role"])
        .reset_index(drop=True)
    )


def _relative_heads(
    own: pd.DataFrame, kin: pd.DataFrame, posts: pd.DataFrame, units: pd.DataFrame | None
) -> pd.DataFrame:
    """One row a declaration of a head and a relative who heads another unit under the same unit above."""
    heads = posts[posts["role"] == "head"].rename(columns={"person_id": "relative_id", "unit_code": "their_unit_code"})
    heads = heads.rename(columns={"from_date": "their_from", "to_date": "their_to"})
    heads = heads[["relative_id", "their_unit_code", "role", "their_from", "their_to"]].assign(post_field=None)
    heads = _with_unit(heads.rename(columns={"their_unit_code": "unit_code"}), units)
    heads = heads.rename(
        columns={"unit_code": "their_unit_code", "unit_field": "their_field", "parent_code": "their_parent_code"}
    )
    ties = own.merge(kin, left_on="declarant_id", right_on="person_id").merge(
        heads.drop(columns="post_field"), on="relative_id"
    )
    ties = ties[ties["unit_code"] != ties["their_unit_code"]]
    return _together(ties).assign(
        same_level=lambda frame: (frame.parent_code == frame.their_parent_code).where(
            frame.parent_code.notna() & frame.their_parent_code.notna()
        ),
        both_barred=lambda frame: frame.unit_field.isin(BARRED_SECTORS) & frame.their_field.isin(BARRED_SECTORS),
    )


def _firms(
    windows: pd.DataFrame, kin: pd.DataFrame | None, roles: pd.DataFrame, companies: pd.DataFrame | None
) -> pd.DataFrame:
    """One row a declaration and a role of the official or a relative in a firm, in the declaration's time."""
    persons = pd.DataFrame({"person_id": windows["declarant_id"].unique()})
    self_ties = persons.assign(relative_id=persons["person_id"], relation="self", grade="id")
    circle = self_ties if kin is None else pd.concat([self_ties, kin], ignore_index=True)
    held = roles.rename(
        columns={"person_id": "relative_id", "from_date": "role_from", "to_date": "role_to", "share": "capital_share"}
    )
    held = held[["company_id", "relative_id", "role", "capital_share", "role_from", "role_to"]]
    ties = windows.merge(circle, left_on="declarant_id", right_on="person_id").merge(held, on="relative_id")
    ties = ties[overlap(ties["role_from"], ties["role_to"], ties["window_from"], ties["window_to"])]
    return (
        _with_company(ties, companies)
        .sort_values(["declaration_id", "company_id", "relative_id", "role"])
        .reset_index(drop=True)
    )


def _with_company(ties: pd.DataFrame, companies: pd.DataFrame | None) -> pd.DataFrame:
    if companies is None or companies.empty:
        return ties.assign(
            company_name=ties["company_id"], company_field=None, registered_on=pd.Series(pd.NaT, index=ties.index)
        )
    named = companies[["company_id", "name", "field", "registered_on"]].drop_duplicates("company_id")
    named = named.rename(columns={"name": "company_name", "field": "company_field"})
    joined = ties.merge(named, how="left", on="company_id", validate="m:1")
    return joined.assign(company_name=joined["company_name"].fillna(joined["company_id"]))
