"""Who came into the household and who left it between two lists."""

import numpy as np
import pandas as pd

from pipeline.match.codes import cell_codes, mixed
from pipeline.match.lines import number_in
from pipeline.params import Parameters
from pipeline.text import arrow_text, compact, folded

CHANGES = ("spouse_left", "spouse_came", "child_left", "child_grown")


def household_changes(
    compared: pd.DataFrame, family: pd.DataFrame, wanted: np.ndarray, parameters: Parameters
) -> pd.DataFrame:
    """One row a pair (by number): spouse_came, spouse_left, child_grown (turned 18), child_left; all true or false.

    Only the `wanted` pairs are looked at.

    A spouse or child is the same person where the number, the folded name or the birth date is the same.
    """
    if not len(wanted):
        return _flags(len(compared), dict.fromkeys(CHANGES, pd.Series(dtype="int64")))
    named = arrow_text(family.declaration_id)
    before, after = (
        _people(family, number_in(named, compared[column]), wanted)
        for column in ("baseline_declaration_id", "declaration_id")
    )
    left, came = before[~_found(before, after)], after[~_found(after, before)]
    adult = before.birth_date + pd.DateOffset(years=int(parameters.number("adult_age_years")))
    grown = before[(before.relation == "minor_child") & (adult <= compared.declared_on.to_numpy()[before.pair])]
    return _flags(len(compared), {
        "spouse_left": left.pair[left.relation == "spouse"],
        "spouse_came": came.pair[came.relation == "spouse"],
        "child_left": left.pair[left.relation == "minor_child"],
        "child_grown": grown.pair,
    })  # fmt: skip


def _people(family: pd.DataFrame, pair: np.ndarray, wanted: np.ndarray) -> pd.DataFrame:
    held = np.isin(pair, wanted)
    people = family.loc[held, ["relation", "birth_date", "full_name", "personal_id"]]
    return people.assign(pair=pair[held], name=folded(people.full_name), number=compact(people.personal_id))


def _found(people: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Whether each person is among the others of the same pair and relation."""
    both = pd.concat([people, others], ignore_index=True)
    relation = (both.relation == "spouse").to_numpy()
    found = np.zeros(len(people), dtype=bool)
    for column in ("number", "name", "birth_date"):
        key = mixed(both.pair.to_numpy(), relation, cell_codes(both[column]))
        known = people[column].notna().to_numpy()
        found |= known & np.isin(key[: len(people)], key[len(people) :])
    return found


def _flags(count: int, pairs: dict[str, pd.Series]) -> pd.DataFrame:
    return pd.DataFrame({name: np.isin(np.arange(count), numbers) for name, numbers in pairs.items()})
