"""Versions of outcomes: what is new in an import, what holds now, and how a case came to where it is."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.model.registered import CLOSING_OUTCOMES, LISTINGS, REGISTER

# What staff fill in. A change of any of these makes a version; where it was written does not.
CONTENT = ("outcome", "measure", "outcome_on", "decision_no", "officer", "note")
OF_THE_CASE = ("declarant_id", "declaration_id", "unit_code")


def current(register: pd.DataFrame) -> pd.DataFrame:
    """REGISTER: the highest version of each case, in order of case_id."""
    return register.sort_values(["case_id", "version"]).drop_duplicates("case_id", keep="last", ignore_index=True)


def history(register: pd.DataFrame, case_id: str) -> pd.DataFrame:
    """REGISTER: all versions of a case, the first one first."""
    return register[register.case_id == case_id].sort_values("version", ignore_index=True)


def new_versions(
    register: pd.DataFrame, listings: pd.DataFrame, incoming: pd.DataFrame, recorded_at: str
) -> pd.DataFrame:
    """REGISTER: the rows to add for what came in (case_id, CONTENT, source; the order is the order of writing).

    A row that says what holds already adds nothing; a row in which nothing is filled in says nothing.
    """
    said = with_ids(REGISTER.conform(incoming), register, listings)
    said = said[said[list(CONTENT)].notna().any(axis=1)]
    held: dict[str, tuple[object, ...]] = {row.case_id: content(row) for row in _each(current(register))}
    added = []
    for row in _each(said):
        if held.get(row.case_id) != content(row):
            held[row.case_id] = content(row)
            added.append(row.Index)
    versions = _numbered(said.loc[added], register)
    return REGISTER.conform(versions.assign(recorded_at=recorded_at))


def _each(rows: pd.DataFrame) -> Iterator[Any]:
    yield from rows.itertuples()


def content(row: Any) -> tuple[object, ...]:
    """What staff filled in, comparable: unknown is None."""
    values = (getattr(row, name) for name in CONTENT)
    return tuple(None if pd.isna(value) else value for value in values)


def _numbered(rows: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    last = rows.case_id.map(register.groupby("case_id").version.max()).fillna(0).astype("float64")
    return rows.assign(version=last + rows.groupby("case_id").cumcount() + 1)


def with_ids(rows: pd.DataFrame, register: pd.DataFrame, listings: pd.DataFrame) -> pd.DataFrame:
    """The rows with official, declaration and unit from the latest listing or version where they do not say."""
    known = pd.concat([frame[["case_id", *OF_THE_CASE]] for frame in (register, listings)])
    latest = known.drop_duplicates("case_id", keep="last").set_index("case_id")
    filled = {name: rows[name].fillna(rows.case_id.map(latest[name]).astype("str")) for name in OF_THE_CASE}
    return rows.assign(**filled)


def new_listings(cases: pd.DataFrame, run_id: str, listed_on: pd.Timestamp) -> pd.DataFrame:
    """LISTINGS: a row a case of this run's list."""
    return LISTINGS.conform(cases.assign(run_id=run_id, listed_on=listed_on))


def closed(register: pd.DataFrame) -> pd.DataFrame:
    """The current version of closed cases, with `closed_on`: the day of the outcome, else the day of recording."""
    latest = current(register)
    ended: pd.DataFrame = latest[latest.outcome.isin(CLOSING_OUTCOMES)]
    recorded = pd.to_datetime(ended.recorded_at.str[:10]).astype("datetime64[ns]")
    return ended.assign(closed_on=ended.outcome_on.fillna(recorded))


def expired(register: pd.DataFrame, listings: pd.DataFrame, before: pd.Timestamp) -> set[str]:
    """Cases that retention takes out: closed before a day, and on no list since. Open cases stay."""
    ended = closed(register)
    ended = ended[ended.closed_on < before]
    listed_since = set(listings.case_id[listings.listed_on >= before])
    return set(ended.case_id) - listed_since
