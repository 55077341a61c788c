"""Ties between officials, relatives, units and firms, joined by id, with the periods in which they hold.

A declaration stands for the time since the one before it; the last one of an official also for what comes
after, so that a bid of today is seen before its award. An official of whom no relation is on file has one row
with an unknown relative: the rules of kinship are then not evaluated, never clear. Relations inferred over two
declared steps (a spouse's brother) have the grade "strong" at most.
"""

from collections.abc import Mapping

import pandas as pd

from pipeline.rules.join import beside, overlap, unknown

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
WINDOW = [
    "declaration_id", "declarant_id", "declared_on", "previous_declared_on", "unit_code", "is_leader", "post_field",
    "appointed_on", "has_spouse", "had_spouse",
]  # fmt: skip


def has(frames: Frames, name: str) -> bool:
    return name in frames and not frames[name].empty


def windows(positions: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration with the time that it stands for; an open end is null."""
    found = positions[WINDOW].reset_index(drop=True)
    latest = ~found.duplicated("declarant_id", keep="last")
    return found.assign(
        window_from=found["previous_declared_on"] + pd.Timedelta(days=1),
        window_to=found["declared_on"].mask(latest),
    )


def kinship(relations: pd.DataFrame, persons: pd.Series) -> pd.DataFrame:
    """One row a person and a relative: relations in both directions, and those two declared steps away.

    A person of whom none is known has one row of the relation "unknown".
    """
    declared = relations[["person_id", "relative_id", "relation"]]
    turned = declared.rename(columns={"person_id": "relative_id", "relative_id": "person_id"})
    turned = turned.assign(relation=turned["relation"].map(INVERSE))
    both = pd.concat([declared, turned], ignore_index=True).drop_duplicates()
    own = both[both["person_id"].isin(persons)]
    known = pd.concat([own.assign(grade="id"), _two_steps(own, both)], ignore_index=True)
    alone = pd.DataFrame({"person_id": persons[~persons.isin(known["person_id"])].drop_duplicates()})
    kin = pd.concat([known, alone.assign(relation="unknown")], ignore_index=True).astype({"grade": "str"})
    kin = kin.sort_values(["person_id", "relative_id", "grade", "relation"])
    return kin.drop_duplicates(["person_id", "relative_id"], ignore_index=True)


def _two_steps(own: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Relatives of relatives, where the law or custom has a word for them."""
    onward = both.rename(columns={"person_id": "relative_id", "relative_id": "far_id", "relation": "onward"})
    further = own.merge(onward, on="relative_id")
    steps = pd.Series(list(zip(further["relation"], further["onward"], strict=True)), index=further.index, dtype=object)
    named = further.assign(relation=steps.map(TWO_STEPS).astype("str"), relative_id=further["far_id"], grade="strong")
    named = named[["person_id", "relative_id", "relation", "grade"]].dropna()
    return named[named["person_id"] != named["relative_id"]]


def own_posts(held: pd.DataFrame, posts: pd.DataFrame | None, units: pd.DataFrame | None) -> pd.DataFrame:
    """One row a declaration and a post of the official in its time: the register's, else the declared one."""
    role = held["is_leader"].map({True: "leader", False: "staff"}).astype("str")
    stated = held.assign(own_role=role, own_from=held["appointed_on"], own_to=unknown(held.index, "datetime64[ns]"))
    if posts is None or posts.empty:
        return with_unit(stated, units)
    columns = {"person_id": "declarant_id", "role": "own_role", "from_date": "own_from", "to_date": "own_to"}
    register = posts.rename(columns=columns)[["declarant_id", "unit_code", "own_role", "own_from", "own_to"]]
    joined = held.drop(columns="unit_code").merge(register, on="declarant_id")
    joined = joined[overlap(joined["own_from"], joined["own_to"], joined["window_from"], joined["window_to"])]
    known = joined["declaration_id"] + "\0" + joined["unit_code"]
    stated = stated[~(stated["declaration_id"] + "\0" + stated["unit_code"]).isin(known)]
    keys = ["declaration_id", "unit_code", "own_role"]
    both = pd.concat([joined, stated], ignore_index=True).sort_values([*keys, "own_from"]).drop_duplicates(keys)
    return with_unit(both.reset_index(drop=True), units)


def with_unit(posts: pd.DataFrame, units: pd.DataFrame | None) -> pd.DataFrame:
    """Posts with their unit's field and the unit above it; the declared field where the register has none."""
    if units is None or units.empty:
        return posts.assign(unit_field=posts["post_field"], parent_code=unknown(posts.index))
    latest = units.sort_values(["unit_code", "valid_from"]).drop_duplicates("unit_code", keep="last")
    joined = posts.merge(latest[["unit_code", "field", "parent_code"]], how="left", on="unit_code", validate="m:1")
    return joined.assign(unit_field=joined["field"].fillna(joined["post_field"])).drop(columns="field")


def relative_posts(own: pd.DataFrame, kin: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """One row a declaration, an own post and a relative, with the relative's post in the same unit at that time."""
    theirs = posts.rename(columns={"person_id": "relative_id", "from_date": "their_from", "to_date": "their_to"})
    theirs = theirs[["relative_id", "unit_code", "role", "their_from", "their_to"]].dropna(subset=["relative_id"])
    circle = own.merge(kin, left_on="declarant_id", right_on="person_id")
    ties = circle.merge(theirs, how="left", on=["relative_id", "unit_code"])
    return in_order(ties.assign(role=ties["role"].where(_together(ties))))


def _together(ties: pd.DataFrame) -> pd.Series:
    """True where two posts and the declaration's time share a day."""
    held = overlap(ties["own_from"], ties["own_to"], ties["their_from"], ties["their_to"])
    held &= overlap(ties["their_from"], ties["their_to"], ties["window_from"], ties["window_to"])
    return held & overlap(ties["own_from"], ties["own_to"], ties["window_from"], ties["window_to"])


def in_order(ties: pd.DataFrame) -> pd.DataFrame:
    """The ties in an order that does not depend on that of their sources, each once."""
    columns = (
        "declaration_id",
        "unit_code",
        "own_role",
        "relative_id",
        "role",
        "firm_role",
        "company_id",
        "contract_id",
        "stage",
    )
    keys = [name for name in columns if name in ties]
    return ties.sort_values(keys).drop_duplicates(keys, ignore_index=True)


def relative_heads(
    own: pd.DataFrame, kin: pd.DataFrame, posts: pd.DataFrame, units: pd.DataFrame | None
) -> pd.DataFrame:
    """One row a declaration of a head and a relative, with the other unit that the relative heads at that time."""
    heads = posts[posts["role"] == "head"].rename(columns={"person_id": "relative_id", "from_date": "their_from"})
    heads = heads.rename(columns={"to_date": "their_to"})[
        ["relative_id", "unit_code", "role", "their_from", "their_to"]
    ]
    heads = with_unit(heads.assign(post_field=unknown(heads.index)), units).drop(columns="post_field")
    names = {"unit_code": "their_unit_code", "unit_field": "their_field", "parent_code": "their_parent_code"}
    leading = own[own["own_role"] == "head"].merge(kin, left_on="declarant_id", right_on="person_id")
    ties = leading.merge(heads.rename(columns=names), how="left", on="relative_id")
    heading = _together(ties) & ties["role"].notna() & ties["unit_code"].ne(ties["their_unit_code"])
    level_known = ties["parent_code"].notna() & (ties["their_parent_code"].notna() | ~heading)
    barred = ties["unit_field"].isin(BARRED_SECTORS) & ties["their_field"].isin(BARRED_SECTORS) & heading
    return in_order(
        ties.assign(
            role=ties["role"].where(heading),
            same_level=ties["parent_code"].eq(ties["their_parent_code"]).astype("boolean").where(level_known),
            both_barred=barred.astype("boolean"),
        )
    )


def complaint_ties(held: pd.DataFrame, complaints: pd.DataFrame) -> pd.DataFrame:
    """One row a complaint about an official, on the declaration in whose time it was received."""
    ties = held.merge(complaints.rename(columns={"person_id": "declarant_id"}), on="declarant_id")
    inside = overlap(ties["received_on"], ties["received_on"], ties["window_from"], ties["window_to"])
    return ties[inside].sort_values(["declaration_id", "complaint_id"], ignore_index=True)


def shared_persons(shared: pd.DataFrame, relations: pd.DataFrame | None, positions: pd.DataFrame) -> pd.DataFrame:
    """One row a spouse or child whom another official names by the same number, with what the register knows."""
    rows = _of_partition(shared, "person", positions)
    related = _relation_of(rows, relations).notna().astype("boolean")
    return rows.assign(are_related=related if relations is not None else unknown(rows.index, "boolean"), grade="id")


def shared_numbers(shared: pd.DataFrame, relations: pd.DataFrame | None, positions: pd.DataFrame) -> pd.DataFrame:
    """One row an item whose number another official declares too; couples by family numbers or by the register."""
    rows = _of_partition(shared, "number", positions)
    couple = rows["are_household"].fillna(False).astype(bool) | _relation_of(rows, relations).eq("spouse")
    return rows.assign(are_household=couple.fillna(False).astype("boolean"))


def _of_partition(shared: pd.DataFrame, what: str, positions: pd.DataFrame) -> pd.DataFrame:
    rows = beside(shared[shared["what"] == what], positions, ["declarant_id", "declared_on"])
    return rows.dropna(subset=["declared_on"]).reset_index(drop=True)


def _relation_of(rows: pd.DataFrame, relations: pd.DataFrame | None) -> pd.Series:
    """What the other official is to the official by the register, null where it does not know them as relatives."""
    if relations is None or relations.empty:
        return unknown(rows.index)
    near = kinship(relations, rows["declarant_id"]).dropna(subset=["relative_id"])
    known = near.set_index(["person_id", "relative_id"])["relation"]
    found = known.reindex(pd.MultiIndex.from_arrays([rows["declarant_id"], rows["other_id"]]))
    return pd.Series(found.to_numpy(), index=rows.index, dtype="str")
