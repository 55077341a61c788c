"""Small frames written as text: the rows of a test that a person can read."""

import io
import re

import pandas as pd


def table(text: str) -> pd.DataFrame:
    """A frame from a text table: first line the columns, cells parted by `|`; an empty cell is null.

    Whole columns of numbers become numbers, `true`/`false` booleans, ISO days dates; the rest is text.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip() and not _is_rule(line)]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    frame = pd.DataFrame(cells[1:], columns=cells[0], dtype="str").replace("", None)
    return frame.apply(_typed)


def _is_rule(line: str) -> bool:
    return re.fullmatch(r"[\s|:+-]+", line) is not None


def _typed(values: pd.Series) -> pd.Series:
    """A column in the narrowest type that holds all its cells; ids and codes (leading zeros) stay text."""
    known = values.dropna()
    if values.name.endswith(("_no", "_id", "_code")) or known.empty:
        return values
    if known.isin(["true", "false"]).all():
        return values.map({"true": True, "false": False}).astype("boolean")
    if known.str.fullmatch(r"\d{4}-\d{2}-\d{2}").all():
        return pd.to_datetime(values).astype("datetime64[ns]")
    if known.str.fullmatch(r"[+-]?[\d_]+(\.\d+)?").all():
        return pd.to_numeric(values.str.replace("_", ""))
    return values


def printed(frame: pd.DataFrame) -> str:
    """A frame as CSV text, for messages of failing tests."""
    buffer = io.StringIO()
    frame.to_csv(buffer, index=False)
    return buffer.getvalue()
