"""Text that a spreadsheet cannot take for a formula."""

import re

import pandas as pd

# What makes a spreadsheet calculate, in half and full width, also behind blanks and marks that are not seen.
_FORMULA = re.compile(r"^[\s\u200b\u200e\u200f\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
# What no cell of a workbook may hold: control characters, and more than 32,767 characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_000


def formula_safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it."""
    return f"'{text}" if _FORMULA.search(text) else text


def safe_text(texts: pd.Series) -> pd.Series:
    """A column of texts, each safe for a spreadsheet; unknown stays unknown."""
    risky = texts.str.contains(_FORMULA, na=False)
    return texts.mask(risky, "'" + texts)


def formula_safe_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with all its text columns safe for a CSV file that somebody opens in a spreadsheet."""
    texts = frame.select_dtypes(include=["str", "object"]).columns
    return frame.assign(**{name: safe_text(frame[name].astype("str")) for name in texts})


def cell_text(text: str) -> str:
    """The text as a workbook's cell may hold it; written as a string, it is never calculated."""
    clean = _CONTROL.sub(" ", text)
    return clean if len(clean) <= LONGEST_CELL else f"{clean[:LONGEST_CELL]} …"
