"""What an innocent reason is: a small pure function with its record. A reason never deletes a finding."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

Verdicts = tuple[pd.Series, pd.Series]


@dataclass(frozen=True)
class Reason:
    """`test(context)` gives two masks: where the data speak for the reason, and where they speak against it.

    `reads` names the columns of the context (reasons.py) that it looks at; an unknown one speaks neither way.
    """

    id: str
    reads: tuple[str, ...]
    test: Callable[[pd.DataFrame], Verdicts]


def reason(*, id: str, reads: tuple[str, ...]) -> Callable[[Callable[[pd.DataFrame], Verdicts]], Reason]:
    """The decorator that puts a record beside a test."""
    return lambda test: Reason(id, reads, test)
