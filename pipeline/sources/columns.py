"""How each column of a canonical table is read: typed columns as they are, texts by the column's type and name."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.model import Column
from pipeline.model.table import PANDAS_TYPES
from pipeline.sources.amounts import DONG, read_amounts
from pipeline.sources.areas import read_areas, read_quantities
from pipeline.sources.cell import NOTHING_ODD, ColumnReading, frame_of, odd_frame, problem
from pipeline.sources.dates import read_dates
from pipeline.sources.identifiers import read_certificates, read_personal_ids, read_plates
from pipeline.sources.numbers import read_integers, read_numbers
from pipeline.sources.text import composed
from pipeline.sources.words import read_booleans, read_words

# Columns whose text has a build of its own.
IDENTIFIERS = {
    "personal_id": read_personal_ids,
    "registration_no": read_plates,
    "certificate_no": read_certificates,
}
QUANTITIES = ("quantity", "quantity_change")
# From here on float64 no longer tells one whole number from the next.
INEXACT_FROM = 2**53


class Manner(NamedTuple):
    """How the cells of a column are written: style of numbers, unit or currency of the heading, calendar; and `rate`,
    the dong for one unit of the currency.
    """

    style: str = "vi"
    unit: str = DONG
    calendar: str = "dmy"
    rate: float = 1.0


def read(column: Column, cells: pd.Series, manner: Manner, land: Mapping[str, float]) -> ColumnReading:
    """A column of cells, text or typed, in the column's type; what was not plain is in `odd`."""
    if pd.api.types.is_string_dtype(cells.dtype):
        return _from_text(column, cells, manner, land)
    typed = _typed(column, cells, manner)
    return ColumnReading(typed, NOTHING_ODD) if typed is not None else _from_text(column, as_text(cells), manner, land)


def _from_text(column: Column, texts: pd.Series, manner: Manner, land: Mapping[str, float]) -> ColumnReading:
    if column.vocabulary:
        return read_words(texts, column.vocabulary)
    if column.name in IDENTIFIERS:
        return IDENTIFIERS[column.name](texts)
    if column.name == "area_m2":
        return read_areas(texts, land, manner.style)
    if column.name in QUANTITIES:
        return read_quantities(texts, manner.style)
    return _by_type(column, texts, manner)


def _by_type(column: Column, texts: pd.Series, manner: Manner) -> ColumnReading:
    if column.type == "money":
        return _exact(_money(texts, manner, signed=column.name.endswith("_change_vnd")), texts)
    if column.type == "date":
        return read_dates(texts, manner.calendar)
    if column.type == "number":
        return read_numbers(texts, manner.style)
    if column.type == "integer":
        return _exact(read_integers(texts), texts)
    if column.type == "boolean":
        return read_booleans(texts)
    return ColumnReading(composed(texts), NOTHING_ODD)


def _exact(found: ColumnReading, texts: pd.Series) -> ColumnReading:
    """The same, and what is too large for a whole number is a problem of its cell."""
    beyond = found.values.abs() >= INEXACT_FROM
    if not beyond.any():
        return found
    refused = frame_of([problem(str(text), "problem.number.beyond") for text in texts[beyond]])
    refused.index = texts.index[beyond]
    odd = pd.concat([found.odd[~found.odd.index.isin(refused.index)], refused])
    return ColumnReading(found.values.mask(beyond), odd)


def _money(texts: pd.Series, manner: Manner, signed: bool) -> ColumnReading:
    """Money in dong; where one unit is not one dong, every cell is an interpreted one."""
    found = read_amounts(texts, manner.unit, manner.style, signed)
    if manner.rate == 1.0:
        return found
    written = texts.dropna()
    plain = odd_frame(pd.DataFrame({"raw": written}))
    rest = written.index.difference(found.odd.index)
    odd = pd.concat([found.odd, plain.loc[rest]]) if len(found.odd) else plain
    return ColumnReading((found.values * manner.rate).round(), odd)


def _typed(column: Column, cells: pd.Series, manner: Manner) -> pd.Series | None:
    """Typed cells in the column's type without a way through text; None where their type does not fit."""
    kind = column.type
    if pd.api.types.is_bool_dtype(cells.dtype):
        return cells.astype("boolean") if kind == "boolean" else None
    if pd.api.types.is_numeric_dtype(cells.dtype) and kind in ("money", "number", "integer"):
        numbers: pd.Series = cells.astype("float64")
        if np.isinf(numbers.to_numpy()).any() or manner.unit != DONG:
            return None
        values = (numbers * manner.rate).round() if kind == "money" else numbers
        beyond = kind != "number" and (values.abs() >= INEXACT_FROM).any()
        return None if beyond else pd.Series(values)
    if pd.api.types.is_datetime64_dtype(cells.dtype) and kind == "date":
        return pd.Series(cells.dt.normalize().astype(PANDAS_TYPES["date"]))
    return None


def as_text(cells: pd.Series) -> pd.Series:
    """Typed cells as a person would type them: whole numbers without a point, days in ISO form."""
    if pd.api.types.is_float_dtype(cells.dtype):
        whole = cells.notna() & (cells == np.floor(cells)) & (cells.abs() < 2**53)
        texts = cells.map(repr, na_action="ignore").astype("str")
        return pd.Series(texts.mask(whole, cells.where(whole, 0).astype("int64").astype("str")))
    if pd.api.types.is_datetime64_dtype(cells.dtype):
        return pd.Series(cells.dt.strftime("%Y-%m-%d").astype("str"))
    plain = cells.astype("str")
    return pd.Series(plain.str.lower() if pd.api.types.is_bool_dtype(cells.dtype) else plain)
