"""Where the time of a piece of work goes: the project's own functions that were called, with their seconds."""

import cProfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

PROJECT = Path(__file__).resolve().parent.parent
COLUMNS = ["function", "calls", "seconds", "own_seconds"]


@contextmanager
def profiled() -> Iterator[list[dict[str, Any]]]:
    """Filled when the work is done: one row a function. Work of other processes is not seen."""
    profile = cProfile.Profile()
    rows: list[dict[str, Any]] = []
    profile.enable()
    try:
        yield rows
    finally:
        profile.disable()
        rows += [row for entry in profile.getstats() if (row := _row(entry))]


def _row(entry: Any) -> dict[str, Any] | None:
    """None for what is not the project's: its time is in the seconds of whoever of us called it."""
    path = Path(getattr(entry.code, "co_filename", ""))
    if not path.is_relative_to(PROJECT / "pipeline"):
        return None
    module = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    name = f"{module}.{entry.code.co_qualname}"
    return dict(zip(COLUMNS, (name, entry.callcount, entry.totaltime, entry.inlinetime), strict=True))


def by_time(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """One row a function, the longest first: calls, seconds with all that it called, and seconds of its own lines."""
    table = pd.DataFrame(rows, columns=COLUMNS).groupby("function", as_index=False).sum()
    return table.sort_values(["seconds", "function"], ascending=[False, True], ignore_index=True).round(4)
