"""Cells that hold one of a few words: vocabularies of the model, and yes or no."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sources.cell import ColumnReading, Reading, arrow_text, problem, read_column, text_series
from pipeline.sources.numerals import bare

YES = ("true", "1", "co", "yes", "dung", "x", "t", "y")
NO = ("false", "0", "khong", "no", "sai", "f", "n")


def read_words(texts: pd.Series, vocabulary: Sequence[str]) -> ColumnReading:
    """A column of a vocabulary; case, spaces at the ends and blanks for underscores are forgiven, nothing else."""
    allowed = pa.array(vocabulary, type=pa.string())
    return read_column(texts, partial(_allowed, allowed=allowed), partial(_word, vocabulary=vocabulary))


def _allowed(texts: pd.Series, allowed: pa.Array) -> pd.Series:
    values = arrow_text(texts)
    within = pc.is_in(values, value_set=allowed.cast(values.type))
    return texts if pc.all(within).as_py() else text_series(pc.if_else(within, values, None), texts.index)


def _word(text: str, vocabulary: Sequence[str]) -> Reading:
    wanted = "_".join(text.strip().lower().replace("-", "_").split())
    found = next((word for word in vocabulary if word.lower() == wanted), None)
    if found or not wanted:
        return Reading(found, raw=text)
    return problem(text, "problem.word")


def read_booleans(texts: pd.Series) -> ColumnReading:
    """A column of yes and no, in the words of either language."""
    return read_column(texts, _no_plain, _boolean)


def _no_plain(texts: pd.Series) -> pd.Series:
    return pd.Series(pd.NA, index=texts.index, dtype="boolean")


def _boolean(text: str) -> Reading:
    word = bare(text.strip())
    if word in YES or word in NO:
        return Reading(word in YES, raw=text)
    return problem(text, "problem.boolean") if word.strip("-. ") else Reading(raw=text)
