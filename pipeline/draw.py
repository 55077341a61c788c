"""The lottery of the yearly verification plan (130/2020/NĐ-CP, Articles 15 and 16).

It takes the annual declarants with their units, past verifications and exclusions, and nothing else: no
score, flag or declared amount can reach it. Every unit and person holds a ticket, the SHA-256 of the public
seed, the list of the eligible and its id; the lowest tickets are drawn. Anybody with the printed list and a
program for SHA-256 can draw again and must get the same.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.params import Parameters

DECLARANT_COLUMNS = ["declarant_id", "unit_code", "is_leader"]


@dataclass(frozen=True)
class Draw:
    """`units`: a row a unit with its ticket, numbers and whether drawn. `persons`: a row an annual declarant
    with ticket, exclusion, whether drawn and as what. `fingerprint`: SHA-256 of the list that was drawn from."""

    seed_text: str
    drawn_on: date
    fingerprint: str
    units: pd.DataFrame
    persons: pd.DataFrame


def draw(
    annual: pd.DataFrame,
    verifications: pd.DataFrame,
    exclusions: pd.DataFrame,
    seed_text: str,
    drawn_on: date,
    parameters: Parameters,
) -> Draw:
    """The draw among annual declarants (declarant_id, unit_code, is_leader; one row each).

    `verifications` has declarant_id and decided_on; `exclusions` has declarant_id and reason. Raises
    ValueError where a declarant stands in the list twice, since each may hold one ticket only.
    """
    persons = standing(annual, verifications, exclusions, drawn_on, parameters)
    fingerprint = fingerprint_of(persons)
    units = drawn_units(persons, seed_text, fingerprint, parameters.number("plan_units_share", drawn_on))
    persons = drawn_persons(persons, units, seed_text, fingerprint, drawn_on, parameters)
    return Draw(seed_text, drawn_on, fingerprint, units, persons)


def standing(
    annual: pd.DataFrame, verifications: pd.DataFrame, exclusions: pd.DataFrame, drawn_on: date, parameters: Parameters
) -> pd.DataFrame:
    """One row an annual declarant, in order of unit and id, with why not eligible (null: eligible)."""
    if annual.declarant_id.duplicated().any():
        twice = annual.declarant_id[annual.declarant_id.duplicated()].iloc[0]
        raise ValueError(f"{twice} stands twice in the list of annual declarants; each may hold one ticket")
    years = int(parameters.number("plan_rest_years", drawn_on))
    rested_since = pd.Timestamp(drawn_on) - pd.DateOffset(years=years)
    recent = verifications[verifications.decided_on >= rested_since]
    reasons = exclusions.drop_duplicates("declarant_id").set_index("declarant_id").reason
    persons = annual[DECLARANT_COLUMNS].sort_values(["unit_code", "declarant_id"], ignore_index=True)
    verified = persons.declarant_id.isin(recent.declarant_id)
    why = persons.declarant_id.map(reasons).where(~verified, "verified_recently")
    return persons.assign(is_leader=persons.is_leader.fillna(False).astype(bool), excluded=why.astype("str"))


def fingerprint_of(persons: pd.DataFrame) -> str:
    """SHA-256 of the list: a line `unit|declarant|leader 1 or 0|exclusion` each, in order, parted by line feeds."""
    lines = (
        f"{unit}|{person}|{int(leader)}|{'' if pd.isna(why) else why}"
        for unit, person, leader, why in zip(
            persons.unit_code, persons.declarant_id, persons.is_leader, persons.excluded, strict=True
        )
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def tickets(kind: str, ids: pd.Series, seed_text: str, fingerprint: str) -> pd.Series:
    """The ticket of each id: SHA-256 of `seed|fingerprint|kind|id`, as 64 hexadecimal digits."""
    return ids.map(lambda one: hashlib.sha256(f"{seed_text}|{fingerprint}|{kind}|{one}".encode()).hexdigest())


def drawn_units(persons: pd.DataFrame, seed_text: str, fingerprint: str, share: float) -> pd.DataFrame:
    """One row a unit, lowest ticket first: annual declarants, eligible ones, eligible leaders, drawn or not.

    A unit in which nobody is eligible holds no ticket; the number to draw counts all units under control.
    """
    eligible = persons.excluded.isna()
    counted = persons.assign(eligible=eligible, eligible_leaders=eligible & persons.is_leader)
    units = counted.groupby("unit_code", as_index=False).agg(
        declarants=("declarant_id", "size"), eligible=("eligible", "sum"), eligible_leaders=("eligible_leaders", "sum")
    )
    units["ticket"] = tickets("unit", units.unit_code, seed_text, fingerprint).where(units.eligible > 0)
    units = units.sort_values(["ticket", "unit_code"], ignore_index=True)
    return units.assign(drawn=units.ticket.notna() & (units.index < _at_least(share, len(units))))


def drawn_persons(
    persons: pd.DataFrame, units: pd.DataFrame, seed_text: str, fingerprint: str, drawn_on: date, parameters: Parameters
) -> pd.DataFrame:
    """The persons with `ticket`, `drawn` and `drawn_as`: first the leader or leaders that the decree asks for,
    then the lowest tickets of all others, up to the share of the unit's annual declarants (rounded up)."""
    share = parameters.number("plan_persons_share", drawn_on)
    leaders = int(parameters.number("plan_leaders_per_unit", drawn_on))
    in_draw = persons.excluded.isna() & persons.unit_code.isin(units.unit_code[units.drawn])
    ticket = tickets("person", persons.declarant_id, seed_text, fingerprint).where(in_draw)
    held = persons.assign(ticket=ticket)[in_draw].sort_values("ticket")
    wanted = held.unit_code.map(units.set_index("unit_code").declarants.map(lambda count: _at_least(share, count)))
    as_leader = held.is_leader & (held.groupby(["unit_code", "is_leader"]).cumcount() < leaders)
    order = held.assign(as_leader=as_leader).sort_values(["as_leader", "ticket"], ascending=[False, True])
    place = order.groupby("unit_code").cumcount()
    chosen = order[place < wanted.reindex(order.index)]
    drawn_as = pd.Series(np.where(chosen.as_leader, "leader", "person"), index=chosen.index)
    return persons.assign(
        ticket=ticket, drawn=persons.index.isin(chosen.index), drawn_as=drawn_as.reindex(persons.index)
    )


def _at_least(share: float, count: int) -> int:
    """The smallest whole number not below the share; exact for shares of whole per cents."""
    return -(-round(share * 10_000) * count // 10_000)
