"""The lottery as control group: what a draw without regard to any score finds, weighted to all who can be drawn.

A unit is drawn with probability drawn units / units with anybody eligible. In a drawn unit the leaders with the lowest
tickets are drawn first, as many as the decree asks for, then the lowest tickets of all others. So as many leaders are
drawn as there would be among the lowest tickets of the unit anyhow, or the number asked for where that is more: the
mean follows from the hypergeometric distribution. Leaders are a stratum of their own; a weight is one over the chance.
In a unit where only the forced leader is drawn the others have no chance, and the lottery says nothing of them.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from pipeline.model.registered import FINDINGS
from pipeline.params import Parameters
from pipeline.register.intervals import Interval, ratio, share, wilson
from pipeline.register.measures import MEASURED
from pipeline.register.versions import closed


def chances(persons: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """One row a person drawn: declarant_id, unit_code, stratum (`leader`, `person`) and chance of being drawn.

    `persons` and `units` are those of a Draw: unit_code, is_leader, ticket (null: not in the draw), drawn, drawn_as.
    """
    unit_chance = units.drawn.sum() / units.ticket.notna().sum()
    held = persons[persons.ticket.notna()]
    counted = (
        held.assign(forced=held.drawn_as == "leader")
        .groupby("unit_code")
        .agg(
            eligible=("ticket", "size"), leaders=("is_leader", "sum"), drawn=("drawn", "sum"), forced=("forced", "sum")
        )
    )
    mean = leaders_drawn(counted)
    of_leader = (mean / counted.leaders.where(counted.leaders > 0)).fillna(0.0)
    others = counted.eligible - counted.leaders
    of_other = ((counted.drawn - mean) / others.where(others > 0)).fillna(0.0)
    chosen = held[held.drawn]
    chance = np.where(chosen.is_leader, chosen.unit_code.map(of_leader), chosen.unit_code.map(of_other))
    stratum = np.where(chosen.is_leader, "leader", "person")
    return chosen[["declarant_id", "unit_code"]].assign(stratum=stratum, chance=unit_chance * chance)


def leaders_drawn(counted: pd.DataFrame) -> pd.Series:
    """The mean number of leaders drawn in each unit: those among the lowest tickets, but no fewer than are forced."""
    mean = counted.drawn * counted.leaders / counted.eligible
    for fewer in range(int(counted.forced.max()) if len(counted) else 0):
        missing = (counted.forced - fewer).clip(lower=0)
        mean = mean + missing * hypergeom.pmf(fewer, counted.eligible, counted.leaders, counted.drawn)
    return mean


class Found(NamedTuple):
    """A weighted share of findings, and the number of equally weighted persons that it is worth."""

    rate: float
    effective: float
    findings: int
    persons: int


def lottery_rate(lottery: pd.DataFrame, results: pd.Series) -> Found:
    """The share with a finding among all annual declarants; `results` is the outcome of each closed case by its id."""
    known = lottery[lottery.case_id.isin(results.index)]
    if not len(known):
        return Found(float("nan"), 0.0, 0, 0)
    found, weight = known.case_id.map(results).isin(FINDINGS), 1 / known.chance
    rate = float((weight * found).sum() / weight.sum())
    return Found(rate, float(weight.sum() ** 2 / (weight**2).sum()), int(found.sum()), len(known))


def lift(register: pd.DataFrame, listings: pd.DataFrame, lottery: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Rows of MEASURED: rate of the list, rate of the lottery, and how many times the one is the other.

    Closed cases only. Persons verified by lot have cases of their own and are no part of the list's rate.
    """
    ended, level = closed(register), parameters.number("interval_level")
    listed = ended[ended.case_id.isin(set(listings.case_id))]
    lot = lottery_rate(lottery, ended.set_index("case_id").outcome)
    findings, cases = int(listed.outcome.isin(FINDINGS).sum()), len(listed)
    smallest, few_findings = parameters.number("smallest_sample"), parameters.number("smallest_findings")
    times = ratio((findings, cases), (lot.rate * lot.effective if lot.persons else 0.0, lot.effective), level)
    too_few = min(findings, lot.findings) < few_findings or min(cases, lot.persons) < smallest
    rows = [
        _row("list_rate", share(findings, cases, level), findings, cases, cases < smallest),
        _row("lottery_rate", wilson(lot.rate, lot.effective, level), lot.findings, lot.persons, lot.persons < smallest),
        _row("lift", times, findings, cases, too_few),
    ]
    return pd.DataFrame(rows, columns=list(MEASURED))


def _row(name: str, found: Interval, count: int, of: int, too_few: bool) -> tuple[object, ...]:
    return (name, np.nan, *found, count, of, too_few)
