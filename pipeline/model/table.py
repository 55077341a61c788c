"""What a table is: columns, types, keys and grain, and how a frame is brought into that shape."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa

# Money and counts are float64 in frames, so that an unknown is NaN and arithmetic is fast, and whole
# int64 in files. Whole numbers are exact in float64 up to 2**53 (9 million billion dong), and the
# expectation `money_in_range` keeps them below that.
PANDAS_TYPES: dict[str, Any] = {
    "text": "str",
    "code": "str",
    "money": "float64",
    "integer": "float64",
    "number": "float64",
    "date": "datetime64[ns]",
    "boolean": "boolean",
}
ARROW_TYPES = {
    "text": pa.string(),
    "code": pa.string(),
    "money": pa.int64(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """One column: its type (a key of PANDAS_TYPES), what it holds, and the words it may hold."""

    name: str
    type: str
    about: str
    required: bool = False
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: `grain` completes the sentence "one row is ...", `key` names what makes a row unique."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        return [column.name for column in self.columns if column.required]

    def schema(self) -> pa.Schema:
        """The Arrow schema of the table's files."""
        return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in self.columns])

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same rows with exactly this table's columns, in order and typed; a missing column is null."""
        return pd.DataFrame(
            {
                column.name: as_type(frame[column.name], column.type)
                if column.name in frame.columns
                else pd.Series(index=frame.index, dtype=PANDAS_TYPES[column.type])
                for column in self.columns
            },
            index=frame.index,
            copy=False,
        )

    def empty(self) -> pd.DataFrame:
        return self.conform(pd.DataFrame())


def as_type(values: pd.Series, type_name: str) -> pd.Series:
    """The values in the pandas type of a column type; raises where a value does not fit."""
    if values.dtype == PANDAS_TYPES[type_name]:
        return values
    if type_name == "date":
        return pd.to_datetime(values).astype("datetime64[ns]")
    return values.astype(PANDAS_TYPES[type_name])


def column(
    name: str,
    type_name: str,
    about: str,
    vocabulary: tuple[str, ...] = (),
) -> Column:
    """A column; a trailing `*` on its name marks it as required."""
    return Column(name.rstrip("*"), type_name, about, name.endswith("*"), vocabulary)
