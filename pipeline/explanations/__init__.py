"""Section III's words turned into amounts and sources of funds: explained."""

import re

import numpy as np
import pandas as pd

from pipeline.explanations.facts import Fact, facts
from pipeline.model import EXPLAINED
from pipeline.money_text import value_of
from pipeline.text import nfc

_SPANS = ("amount", "counterpart", "date", "words")


def read_explanations(movements: pd.DataFrame) -> pd.DataFrame:
    """One row a source or use of funds named in an explanation of section III (table EXPLAINED).

    A source named without an amount has a null amount; words that are not understood give no row.
    `confidence` is how the source stands to its amount (0.95 named before it, 0.9 after, 0.8 in the clause before,
    0.65 where two sources share one amount, 0.6 without amount), times how surely its words are read
    (0.85 where they carry no diacritics), times how surely the figures are (`1.250 tỷ`: 0.6).
    """
    codes, texts = pd.factorize(movements["explanation"])
    told = _of_texts(pd.Series(texts, dtype="str"))
    lines = movements[["declaration_id", "category", "value_change_vnd"]].assign(text_no=codes)
    rows = lines.loc[codes >= 0].merge(told, on="text_no", sort=False)
    # On a line that goes down, `tặng cho` means that the household gave.
    gave = (rows["source"] == "gift") & (rows["value_change_vnd"] < 0) & (rows["category"] != "income")
    rows["direction"] = rows["direction"].mask(gave, "out")
    order = ["declaration_id", "category", "text", "source", "amount_vnd", "counterpart", "value_change_vnd"]
    return EXPLAINED.conform(rows.sort_values(order, kind="stable", ignore_index=True))


def _of_texts(texts: pd.Series) -> pd.DataFrame:
    """The facts of each distinct text, by its number. Texts that differ in their digits only are read once."""
    clean = nfc(texts.str.replace(r"\s*\n\s*", "; ", regex=True)).fillna("")
    shape_no, shapes = pd.factorize(clean.str.replace(r"\d", "9", regex=True))
    of_shapes = pd.DataFrame(
        [(number, *_flat(fact)) for number, shape in enumerate(shapes) for fact in facts(shape)],
        columns=["shape_no", "source", "direction", "counterpart_kind", "confidence", *_columns()],
    )
    found = pd.DataFrame({"text_no": np.arange(len(texts)), "shape_no": shape_no}).merge(
        of_shapes, on="shape_no", sort=False
    )
    written = clean.to_numpy(dtype=object)[found["text_no"]]
    return _read(found, written)


def _columns() -> list[str]:
    return [f"{span}_{end}" for span in _SPANS for end in ("start", "end")]


def _flat(fact: Fact) -> tuple[str | float | int, ...]:
    places = (place for span in _SPANS for place in getattr(fact, span))
    return (fact.source, fact.direction, fact.counterpart_kind, fact.confidence, *places)


def _read(found: pd.DataFrame, written: np.ndarray) -> pd.DataFrame:
    """What stands at the places that were found."""
    amount, sure = _amounts(_slices(found, "amount", written))
    confidence = np.where(amount.isna(), found["confidence"], found["confidence"] * sure)
    return found[["text_no", "source", "direction", "counterpart_kind"]].assign(
        amount_vnd=amount,
        counterpart=_slices(found, "counterpart", written),
        happened_on=_days(_slices(found, "date", written)),
        confidence=np.round(confidence, 3),
        text=_slices(found, "words", written),
    )


def _slices(found: pd.DataFrame, span: str, written: np.ndarray) -> pd.Series:
    starts, ends = found[f"{span}_start"].to_numpy(), found[f"{span}_end"].to_numpy()
    parts = [text[a:b].strip(" ,;:-") if a >= 0 else None for text, a, b in zip(written, starts, ends, strict=True)]
    return pd.Series(parts, index=found.index, dtype="str")


def _amounts(words: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Value and confidence of each amount, each distinct one read once."""
    read = {text: value_of(text) for text in words.dropna().unique()}
    nothing = (np.nan, 0.0)
    values = [read.get(text, nothing) for text in words]
    frame = pd.DataFrame(values, index=words.index, columns=["value", "sure"], dtype="float64")
    return frame["value"], frame["sure"]


def _days(words: pd.Series) -> pd.Series:
    """The date of `12/03/2023` or `ngày 12 tháng 3 năm 2023`; the first of the month where only that is named."""
    read = {text: _day(re.findall(r"\d+", text)) for text in words.dropna().unique()}
    return pd.to_datetime(words.map(read), format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")


def _day(figures: list[str]) -> str:
    day, month, year = figures if len(figures) == 3 else ["1", *figures]
    return f"{year}-{int(month):02}-{int(day):02}"
