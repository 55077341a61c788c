"""What became of the list, as a person reads it: measures in words, cases still open, outcomes that hold."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pipeline.params import Parameters
from pipeline.register.control_group import lift
from pipeline.register.measures import first_listing, measures
from pipeline.register.versions import closed, current
from pipeline.register.wording import measure_lines
from pipeline.texts import Catalogue

Held = Mapping[str, pd.DataFrame]


def measured(held: Held, as_of: date, parameters: Parameters, say: Catalogue) -> pd.DataFrame:
    """Measures of list, work and lottery with `said`, the sentence of each. `held`: register, listings, lottery."""
    register, listings = held["register"], held["listings"]
    found = pd.concat(
        [measures(register, listings, as_of, parameters), lift(register, listings, held["lottery"], parameters)],
        ignore_index=True,
    )
    return found.assign(said=measure_lines(found, parameters, as_of, say))


def open_cases(held: Held, as_of: date) -> pd.DataFrame:
    """One row a listed case that no outcome has closed, the oldest first: case_id, unit_code, rank, listed_on,
    days_open, and outcome and officer as far as noted."""
    first = first_listing(held["listings"])
    still = first[~first.case_id.isin(set(closed(held["register"]).case_id))]
    noted = current(held["register"])[["case_id", "outcome", "officer"]]
    days = (pd.Timestamp(as_of) - still.listed_on).dt.days.astype("float64")
    rows = still.assign(days_open=days).merge(noted, on="case_id", how="left", validate="one_to_one")
    ordered = rows.sort_values(["days_open", "rank", "case_id"], ascending=[False, True, True])
    return ordered[["case_id", "unit_code", "rank", "listed_on", "days_open", "outcome", "officer"]]


def outcomes_held(held: Held) -> pd.DataFrame:
    """One row a case with an outcome, the latest first: what holds, and how many versions led there."""
    latest = current(held["register"])
    ordered = latest.sort_values(["outcome_on", "case_id"], ascending=[False, True], na_position="last")
    columns = ["case_id", "unit_code", "outcome", "measure", "outcome_on", "decision_no", "officer", "version"]
    return ordered[columns]
