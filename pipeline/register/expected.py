"""How many cases of a list can be expected to hold a real finding, as long as nobody has looked.

Before any outcome the shares are those of the evaluation on invented provinces, weighed like a few closed cases; every
closed case of an earlier list then counts beside them. The number found among so many cases follows the beta-binomial
distribution, so the interval holds both how little is known of the share and the luck of a short list.
"""

from typing import NamedTuple

import pandas as pd
from scipy.stats import betabinom

from pipeline.model.registered import FINDINGS
from pipeline.params import Parameters
from pipeline.register.versions import closed
from pipeline.texts import Catalogue


class Expected(NamedTuple):
    """Findings expected among `of` cases with the ends of the interval; `closed_cases`: how many outcomes say so."""

    number: float
    low: float
    high: float
    of: int
    closed_cases: int


def expected_findings(
    priority: pd.Series, register: pd.DataFrame, listings: pd.DataFrame, parameters: Parameters
) -> Expected | None:
    """For the cases of a list with these priorities; None for an empty list."""
    if priority.empty:
        return None
    stands_out = priority >= parameters.number("list_from_priority")
    share = stands_out.map(
        {True: parameters.number("expected_share_standing_out"), False: parameters.number("expected_share_others")}
    ).mean()
    weight = parameters.number("expected_prior_cases")
    ended = closed(register)
    ended = ended[ended.case_id.isin(set(listings.case_id))]
    found = int(ended.outcome.isin(FINDINGS).sum())
    some, none = weight * share + found, weight * (1 - share) + len(ended) - found
    law = betabinom(len(priority), some, none)
    low, high = law.interval(parameters.number("interval_level"))
    return Expected(float(law.mean()), float(low), float(high), len(priority), len(ended))


def expected_line(found: Expected | None, parameters: Parameters, say: Catalogue) -> str:
    """The expectation in one sentence that says what it rests on; nothing for an empty list."""
    if found is None:
        return ""
    numbers = {name: say.number(round(getattr(found, name))) for name in ("number", "low", "high", "of")}
    level = say.share(parameters.number("interval_level"))
    basis = "past" if found.closed_cases else "prior"
    line = say(f"register.expected_{basis}", **numbers, level=level, count=say.number(found.closed_cases))
    few = 0 < found.closed_cases < parameters.number("smallest_sample")
    return f"{line} {say('register.expected_few')}" if few else line
