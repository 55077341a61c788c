"""How many cases of a list can be expected to hold a real finding, as long as nobody has looked.

Before any outcome the shares are those of the evaluation on invented provinces, weighed like a few closed cases; every
closed case of an earlier list then counts beside them. The number found among so many cases follows the beta-binomial
distribution, so the interval holds both how little is known of the share and the luck of a short list.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import betabinom

from pipeline.model.registered import FINDINGS
from pipeline.params import Parameters
from pipeline.register.measures import first_listing
from pipeline.register.versions import closed
from pipeline.texts import Catalogue

Chances = npt.NDArray[np.float64]


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
    """For the cases of a list with these priorities; None for an empty list.

    Cases that stand out and the others are counted apart: staff close the first ones first, and what was found among
    those says little of the rest.
    """
    if priority.empty:
        return None
    limit = parameters.number("list_from_priority")
    ended = closed(register).merge(first_listing(listings)[["case_id", "priority"]], on="case_id")
    strata = {"expected_share_standing_out": True, "expected_share_others": False}
    first, others = (
        _law(int((priority.ge(limit) == out).sum()), ended[ended.priority.ge(limit) == out], name, parameters)
        for name, out in strata.items()
    )
    chances = np.convolve(first, others)
    low, high = _ends(chances, parameters.number("interval_level"))
    mean = float((np.arange(len(chances)) * chances).sum())
    return Expected(mean, low, high, len(priority), len(ended))


def _law(count: int, ended: pd.DataFrame, share_name: str, parameters: Parameters) -> Chances:
    """The chance of 0, 1, ... findings among `count` cases of a stratum."""
    share, weight = parameters.number(share_name), parameters.number("expected_prior_cases")
    found = int(ended.outcome.isin(FINDINGS).sum())
    some, none = weight * share + found, weight * (1 - share) + len(ended) - found
    return np.asarray(betabinom(count, some, none).pmf(np.arange(count + 1)))


def _ends(chances: Chances, level: float) -> tuple[float, float]:
    """The numbers between which the findings lie with the level, as much left out below as above."""
    up_to = np.cumsum(chances)
    low = np.searchsorted(up_to, (1 - level) / 2)
    return float(low), float(np.searchsorted(up_to, (1 + level) / 2))


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
