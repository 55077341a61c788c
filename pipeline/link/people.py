"""The same official under ids that changed over the years."""

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.model import QUARANTINE
from pipeline.text import compact, folded

# How sure a link of two ids is: the same number with name and birth date; with one of them; no number in common.
SURE, LIKELY, BY_NAME, DOUBTFUL = 0.99, 0.95, 0.9, 0.5


def link_people(declarations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a declaration: the person whose it is; and one row an ambiguous match, kept apart for people to decide.

    Columns of the first: declaration_id, person_id (the id of the person's latest declaration), link_confidence,
    link_reason (id, personal_id, name_and_birth). An id always stays one person; ids that changed are joined by the
    fewest raw fields: the same personal number with an agreeing name or birth date, else name, birth date and unit
    where these are unique on both sides and the years do not overlap. What is ambiguous is never guessed.
    """
    ids = _ids(declarations)
    by_number, unlike = _same_number(ids, declarations)
    persons = _components(ids, by_number)
    by_name, unclear = _same_name_and_birth(ids.assign(person=persons), declarations)
    links = pd.concat([by_number, by_name], ignore_index=True)
    people = _people(declarations, ids, _components(ids, links), links)
    return people, _ambiguous(pd.concat([unlike, unclear], ignore_index=True), ids, declarations)


def _ids(declarations: pd.DataFrame) -> pd.DataFrame:
    """One row a declarant_id, with its first and last day."""
    days = declarations.groupby("declarant_id", sort=True).declared_on.agg(first="min", last="max")
    return days.reset_index()


def _same_number(ids: pd.DataFrame, declarations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Links (earlier id, later id) by a shared personal number, and those that nothing else confirms."""
    holders = _holders_of_numbers(ids, declarations)
    chained = holders.sort_values(["number", "first", "declarant_id"], ignore_index=True)
    before = chained.groupby("number").shift()
    pairs = chained.assign(earlier=before.declarant_id, name_before=before.full_name, birth_before=before.birth_date)
    pairs = pairs[pairs.earlier.notna() & (pairs.earlier != pairs.declarant_id)]
    agreeing = (pairs.full_name == pairs.name_before).astype(int) + (pairs.birth_date == pairs.birth_before)
    links = pd.DataFrame({"earlier": pairs.earlier, "later": pairs.declarant_id, "reason": "personal_id"})
    links["confidence"] = np.where(agreeing == 2, SURE, LIKELY)
    return links[agreeing > 0], links[agreeing == 0].assign(reason="personal_id_only")


def _holders_of_numbers(ids: pd.DataFrame, declarations: pd.DataFrame) -> pd.DataFrame:
    """One row an id and a number by which it goes: its personal number, and the id itself where it is one.

    Leading zeros are dropped from both, so that a number that lost them in a spreadsheet is found again.
    """
    rows = declarations[["declarant_id", "personal_id", "full_name", "birth_date"]].drop_duplicates()
    rows = rows.assign(full_name=folded(rows.full_name))
    as_number = rows.assign(personal_id=rows.declarant_id)
    both = pd.concat([rows, as_number], ignore_index=True)
    both["number"] = compact(both.personal_id).str.lstrip("0")
    numbered = both[both.number.str.fullmatch(r"\d{7,12}").fillna(False).astype(bool)]
    numbered = numbered.sort_values(["declarant_id", "number", "full_name", "birth_date"])
    numbered = numbered.drop_duplicates(["declarant_id", "number"])
    shared = numbered[numbered.duplicated("number", keep=False)]
    return shared.merge(ids, on="declarant_id", validate="many_to_one")


def _same_name_and_birth(ids: pd.DataFrame, declarations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Links by folded name, birth date and unit of exactly two persons whose years do not overlap, and the unclear."""
    persons = ids.groupby("person").agg(first=("first", "min"), last=("last", "max"))
    described = _descriptions(ids, declarations).join(persons, on="person")
    described = described.sort_values(["described", "first", "person"], ignore_index=True)
    counts = described.groupby("described").person.transform("size")
    two = described[counts == 2]
    earlier, later = two.iloc[::2].reset_index(drop=True), two.iloc[1::2].reset_index(drop=True)
    differ = (earlier.card != later.card) & earlier.card.notna() & later.card.notna()
    apart = earlier["last"].dt.year < later["first"].dt.year
    links = pd.DataFrame({"earlier": earlier.latest_id, "later": later.earliest_id, "reason": "name_and_birth"})
    links = links.assign(confidence=BY_NAME, unclear=~apart, from_=earlier.person, to=later.person)[~differ]
    links = links.drop_duplicates(["from_", "to"])
    several = links.duplicated("from_", keep=False) | links.duplicated("to", keep=False)
    unclear = pd.concat([links[links.unclear | several], _crowds(described[counts > 2])], ignore_index=True)
    columns = ["earlier", "later", "reason", "confidence"]
    return links.loc[~(links.unclear | several), columns], unclear[columns]


def _descriptions(ids: pd.DataFrame, declarations: pd.DataFrame) -> pd.DataFrame:
    """One row a person and description (name, birth date, unit) that more than one person goes by.

    Columns: described (number of the description), person, the ids of its first and last declarations, card.
    """
    rows = declarations[["declarant_id", "full_name", "birth_date", "unit_code", "personal_id"]]
    rows = rows[rows.full_name.notna() & rows.birth_date.notna()].drop_duplicates()
    # Most names with a birth date are of one id; only those that are not need a closer look.
    rows = rows.assign(full_name=folded(rows.full_name)).merge(ids, on="declarant_id")
    same = ["full_name", "birth_date", "unit_code"]
    rows = rows[rows.groupby(same).person.transform("nunique") > 1]
    card = compact(rows.personal_id)
    # A 12-digit number is for life: two of them are two persons. A 9-digit one may have been replaced.
    rows["card"] = card.where(card.str.fullmatch(r"\d{12}").fillna(False).astype(bool))
    rows["described"] = rows.groupby(same).ngroup()
    rows = rows.sort_values(["described", "person", "first", "declarant_id"])
    return (
        rows.groupby(["described", "person"])
        .agg(earliest_id=("declarant_id", "first"), latest_id=("declarant_id", "last"), card=("card", "first"))
        .reset_index()
    )


def _crowds(described: pd.DataFrame) -> pd.DataFrame:
    """More than two persons of one description: each with the one before it."""
    before = described.groupby("described").latest_id.shift()
    rows = pd.DataFrame({"earlier": before, "later": described.earliest_id, "reason": "name_and_birth"})
    return rows[before.notna()].assign(confidence=BY_NAME)


def _components(ids: pd.DataFrame, links: pd.DataFrame) -> np.ndarray:
    """The number of the person of each id: ids joined by links are one."""
    place = pd.Series(np.arange(len(ids)), index=pd.Index(ids.declarant_id))
    ends = place.reindex(links.earlier).to_numpy(), place.reindex(links.later).to_numpy()
    graph = coo_matrix((np.ones(len(links)), ends), shape=(len(ids), len(ids)))
    return np.asarray(connected_components(graph, directed=False)[1])


def _people(declarations: pd.DataFrame, ids: pd.DataFrame, persons: np.ndarray, links: pd.DataFrame) -> pd.DataFrame:
    ids = ids.assign(person=persons).sort_values(["person", "last", "declarant_id"])
    ids["person_id"] = ids.groupby("person").declarant_id.transform("last")
    surest = links.sort_values(["later", "confidence", "earlier"], ascending=[True, False, True])
    joined = surest.drop_duplicates("later").rename(columns={"later": "declarant_id"}).drop(columns="earlier")
    ids = ids.merge(joined, on="declarant_id", how="left", validate="one_to_one")
    rows = declarations[["declaration_id", "declarant_id"]].merge(ids, on="declarant_id", validate="many_to_one")
    people = rows[["declaration_id", "person_id"]].copy()
    people["link_confidence"] = rows.confidence.fillna(1.0).mask(_unlike_itself(declarations), DOUBTFUL)
    people["link_reason"] = rows.reason.fillna("id")
    return people


def _unlike_itself(declarations: pd.DataFrame) -> np.ndarray:
    """Declarations whose name and birth date are both others than in the first one under the same id."""
    rows = declarations.assign(full_name=folded(declarations.full_name)).sort_values(["declared_on", "declaration_id"])
    first = rows.groupby("declarant_id")[["full_name", "birth_date"]].transform("first")
    unlike = (rows.full_name != first.full_name) & (rows.birth_date != first.birth_date)
    known = rows.full_name.notna() & rows.birth_date.notna() & first.full_name.notna() & first.birth_date.notna()
    return (unlike & known).reindex(declarations.index).to_numpy(dtype=bool)


def _ambiguous(links: pd.DataFrame, ids: pd.DataFrame, declarations: pd.DataFrame) -> pd.DataFrame:
    """One quarantine row for each pair of ids that may be one person: the first declaration under the later id."""
    first = declarations.merge(ids[["declarant_id", "first"]], on="declarant_id")
    first = first[first.declared_on == first["first"]].sort_values("declaration_id").drop_duplicates("declarant_id")
    links = links.sort_values(["later", "earlier", "reason"]).drop_duplicates(["later", "earlier"])
    rows = links.rename(columns={"reason": "rule"}).merge(first, left_on="later", right_on="declarant_id")
    rows["table"] = "declarations"
    rows["reason"] = "may be the same person as declarant_id " + rows.earlier + "; kept apart"
    rows["column"] = "declarant_id"
    return QUARANTINE.conform(rows)


def as_one_person(declarations: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The declarations under the id of their person; the id as filed stays in `filed_under`."""
    rows = declarations.merge(people, on="declaration_id", how="left", validate="one_to_one")
    rows.index = declarations.index
    return rows.assign(filed_under=rows.declarant_id, declarant_id=rows.person_id.fillna(rows.declarant_id))
