"""The lists of words of a map: a text of the file becomes a word of the model, a number, or nothing with its reason."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

NO_VALUE = "-"
NOT_STATED = "?"


class Looked(NamedTuple):
    """A column after the look-up: its texts, and for values that are not stated the text that says so."""

    texts: pd.Series
    unknown: pd.Series


def is_pattern(text: str) -> bool:
    """True for a text in slashes: a regular expression."""
    return len(text) > 2 and text.startswith("/") and text.endswith("/")


def look_up(texts: pd.Series, rules: Sequence[tuple[str, str]]) -> Looked:
    """Each distinct text through the list once; a text that no row fits stays as it is."""
    exact = {text: word for text, word in reversed(rules) if not is_pattern(text)}
    patterns = [(re.compile(text[1:-1], re.S), word) for text, word in rules if is_pattern(text)]
    found = {text: _word(text, exact, patterns) for text in texts.dropna().unique()}
    words = texts.map(found, na_action="ignore").astype("str")
    not_stated = words == NOT_STATED
    return Looked(words.mask(words.isin([NO_VALUE, NOT_STATED, ""])), texts.where(not_stated))


def _word(text: str, exact: dict[str, str], patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    if text in exact:
        return exact[text]
    for pattern, word in patterns:
        match = pattern.fullmatch(text)
        if match:
            return match.expand(word)
    return text
