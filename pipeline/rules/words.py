"""Words for what stands in a sentence as a code: items, fields of work, peer cells, names that are not known."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.text import folded
from pipeline.texts import Catalogue

# A cell of everybody, and what parts the dimensions of a cell's name (peers/cells.py).
EVERYBODY, PART = "all", "|"


def with_items(rows: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """The rows with `item`: the kind of asset and its name, or the longer of both where one says the other."""
    codes = rows["category"].dropna().unique()
    kinds = rows["category"].map({code: say(f"category.{code}") for code in codes}).fillna("")
    names = rows["name"].fillna("").astype("str")
    # A name of signs alone (`...`) folds to nothing; the kind then says all that is known.
    four = zip(kinds, names, folded(kinds).fillna(""), folded(names).fillna(""), strict=True)
    return rows.assign(item=[item_words(*words) for words in four])


def item_words(kind: str, name: str, folded_kind: str, folded_name: str) -> str:
    """The kind and the name in one; the folded ones tell whether one begins with the other."""
    if not kind or not name:
        return kind or name or "–"
    if folded_name.startswith(folded_kind):
        return name
    return kind if folded_kind.startswith(folded_name) else f"{kind}: {name}"


def vocabulary_words(vocabulary: str, say: Catalogue) -> Callable[[Any], str]:
    """The word for a code; a code that the catalogue does not know stands in quotes, as somebody wrote it."""

    def told(code: Any) -> str:
        if pd.isna(code):
            return say("rules.not_known")
        known = f"{vocabulary}.{code}"
        return say(known) if known in say else f"“{code}”"

    return told


def fact_words(column: str, say: Catalogue) -> str:
    """What a column is called where it is not known; one that has no words stands in quotes."""
    known = f"fact.{column}"
    return say(known) if known in say else f"“{column}”"


def cell_words(cell: Any, say: Catalogue) -> str:
    """The name of a peer cell as its dimensions are called."""
    if pd.isna(cell) or cell == EVERYBODY:
        return say("rules.everybody")
    parts = [part.partition("=") for part in str(cell).split(PART)]
    return ", ".join(_dimension(name, value, say) for name, _, value in parts)


def _dimension(name: str, value: str, say: Catalogue) -> str:
    known = f"rules.peers.{name}"
    return say(known, value=_value(name, value, say)) if known in say else f"“{name}”"


def _value(name: str, value: str, say: Catalogue) -> str:
    if value == "?":
        return say("rules.not_known")
    vocabulary = {"field": "rules.field", "leader": "rules.leader"}.get(name)
    return vocabulary_words(vocabulary, say)(value) if vocabulary else value
