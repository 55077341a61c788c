"""Where an innocent error is planted: a filing, the one before it, and the rows that both show."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.simulate.declaring import Filed
from pipeline.simulate.listing import Row

Told = tuple[str, float | None]  # a note and the amount concerned


@dataclass(frozen=True)
class Mistake:
    """Where an error is planted: a filing and the one before it."""

    rng: np.random.Generator
    before: Filed
    now: Filed


Slip = Callable[[Mistake], Told | None]


def valued(filed: Filed, *categories: str) -> list[Row]:
    return [row for row in filed.assets if row["value_vnd"] and (not categories or row["category"] in categories)]


def kept(case: Mistake, *categories: str) -> list[Row]:
    """Rows with a value that the list before shows too."""
    known = {row["_item"].uid for row in case.before.assets}
    return [row for row in valued(case.now, *categories) if row["_item"].uid in known]


def unchanged(case: Mistake, *categories: str) -> list[Row]:
    """Of these the rows that should say the same as the year before; all of them where none should."""
    before = {row["_item"].uid: row["value_vnd"] for row in case.before.assets}
    rows = kept(case, *categories)
    return [row for row in rows if before[row["_item"].uid] == row["value_vnd"]] or rows


def mark(row: Row, disturbance: str, cause: str = "") -> None:
    row["_disturbance"] = ";".join(word for word in (row["_disturbance"], disturbance) if word)
    row["_cause"] = cause or row["_cause"]
