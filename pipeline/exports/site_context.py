"""What the site of a run is made of."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pipeline.exports.facts import RunFacts
from pipeline.model import CASES, DECLARATIONS, FLAGS, ITEM_CHANGES, POSITIONS, QUARANTINE, RULE_OUTCOMES, SCORES


def no_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "table": pd.Series(dtype="str"),
            **{name: pd.Series(dtype="float64") for name in ("read", "accepted", "quarantined")},
        }
    )


def no_health() -> pd.DataFrame:
    shares = {name: pd.Series(dtype="float64") for name in ("drift_share", "explained_share")}
    return pd.DataFrame({"indicator": pd.Series(dtype="str"), **shares})


def no_filing() -> pd.DataFrame:
    counts = ("year", "obliged", "declared", "late", "missing", "awaited")
    return pd.DataFrame({"unit_code": pd.Series(dtype="str"), **{name: pd.Series(dtype="float64") for name in counts}})


OPEN_COLUMNS = ("case_id", "unit_code", "rank", "listed_on", "days_open", "outcome", "officer")
OUTCOME_COLUMNS = ("case_id", "unit_code", "outcome", "measure", "outcome_on", "decision_no", "officer", "version")


def no_rows_of(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})


@dataclass(frozen=True)
class FollowUp:
    """What pipeline/register/follow_up.py makes of a register, and the day on which it does."""

    as_of: date | None = None
    said: tuple[str, ...] = ()
    still_open: pd.DataFrame = field(default_factory=lambda: no_rows_of(OPEN_COLUMNS))
    outcomes: pd.DataFrame = field(default_factory=lambda: no_rows_of(OUTCOME_COLUMNS))


@dataclass(frozen=True)
class SiteContext:
    """Tables of a run; each may be empty, and of wide tables only the columns named here are looked at.

    rows: table, read, accepted, quarantined. positions: declaration_id, unit_code, unit_name, declared_on and what
    the list shows. declarations: declaration_id, full_name. item_changes: category, state and items (how many).
    rule_health: indicator, drift_share, explained_share. filing: a unit and year, with who had to declare, did, did
    late, did not.
    """

    rows: pd.DataFrame = field(default_factory=no_rows)
    cases: pd.DataFrame = field(default_factory=CASES.empty)
    returns: pd.DataFrame = field(default_factory=CASES.empty)
    scores: pd.DataFrame = field(default_factory=SCORES.empty)
    positions: pd.DataFrame = field(default_factory=POSITIONS.empty)
    declarations: pd.DataFrame = field(default_factory=DECLARATIONS.empty)
    flags: pd.DataFrame = field(default_factory=FLAGS.empty)
    rule_outcomes: pd.DataFrame = field(default_factory=RULE_OUTCOMES.empty)
    rule_health: pd.DataFrame = field(default_factory=no_health)
    filing: pd.DataFrame = field(default_factory=no_filing)
    item_changes: pd.DataFrame = field(default_factory=ITEM_CHANGES.empty)
    quarantine: pd.DataFrame = field(default_factory=QUARANTINE.empty)
    follow_up: FollowUp = field(default_factory=FollowUp)
    facts: RunFacts = field(default_factory=RunFacts)
