"""Who came into the household and who left it between two lists."""

import numpy as np
import pandas as pd

from pipeline.match.lines import number_in
from pipeline.params import Parameters
from pipeline.text import arrow_text, compact, folded


def household_changes(compared: pd.DataFrame, family: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a pair (by number): spouse_came, spouse_left, child_grown (turned 18), child_left; all true or false.

    A spouse or child is the same person where the number, the folded name or the birth date is the same.
    """
    people = family[["declaration_id", "relation", "birth_date"]].assign(
        name=folded(family.full_name), number=compact(family.personal_id)
    )
    named = arrow_text(family.declaration_id)
    before = people.assign(pair=number_in(named, compared.baseline_declaration_id))
    after = people.assign(pair=number_in(named, compared.declaration_id))
    before, after = before[before.pair >= 0], after[after.pair >= 0]
    left, came = before[~_found(before, after)], after[~_found(after, before)]
    adult = before.birth_date + pd.DateOffset(years=int(parameters.number("adult_age_years")))
    grown = before[(before.relation == "minor_child") & (adult <= compared.declared_on.to_numpy()[before.pair])]
    return _flags(len(compared), {
        "spouse_left": left.pair[left.relation == "spouse"],
        "spouse_came": came.pair[came.relation == "spouse"],
        "child_left": left.pair[left.relation == "minor_child"],
        "child_grown": grown.pair,
    })  # fmt: skip


def _found(people: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Whether each person is among the others of the same pair and relation."""
    found = pd.Series(False, index=people.index)
    for column in ("number", "name", "birth_date"):
        key = ["pair", "relation", column]
        known = people[column].notna()
        found |= known & pd.MultiIndex.from_frame(people[key]).isin(pd.MultiIndex.from_frame(others[key]))
    return found


def _flags(count: int, pairs: dict[str, pd.Series]) -> pd.DataFrame:
    return pd.DataFrame({name: np.isin(np.arange(count), numbers) for name, numbers in pairs.items()})
