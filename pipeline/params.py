"""Dated numbers: load and check them, and give the value in force on the day that decides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

Value = int | float | str


@dataclass(frozen=True)
class Dated:
    """A value from a day on, with the article or rationale that it rests on."""

    since: date
    value: Value
    source: str
    to_check: str = ""


@dataclass(frozen=True)
class Parameter:
    """A number of the law (every value cites an article) or of ours (it has a rationale)."""

    name: str
    about: str
    kind: str
    decides: str
    checked_on: date | None
    rationale: str
    values: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """The value in force on a day; None before the first."""
        held = [value for value in self.values if value.since <= day]
        return held[-1] if held else None


@dataclass(frozen=True)
class Parameters(Mapping[str, Parameter]):
    """All parameters by name; `as_of` leaves out every value that came into force after that day."""

    by_name: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> Parameter:
        return self.by_name[name]

    def __iter__(self) -> Any:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    def value(self, name: str, on: date | pd.Timestamp | None = None) -> Value:
        """The value in force on a day (default: the latest); raises KeyError where none is in force."""
        day = on.date() if isinstance(on, pd.Timestamp) else on or date.max
        held = self[name].on(day)
        if held is None:
            raise KeyError(f"{name} has no value on {day}")
        return held.value

    def number(self, name: str, on: date | pd.Timestamp | None = None) -> float:
        return float(self.value(name, on))

    def in_force(self, name: str, days: pd.Series) -> pd.Series:
        """One number for each day, NaN where none is in force or the day is unknown."""
        numbers = np.array([np.nan, *(float(value.value) for value in self[name].values)])
        return pd.Series(numbers[_places(self[name], days)], index=days.index)

    def sources(self, name: str, days: pd.Series) -> pd.Series:
        """The article or rationale of the value in force on each day."""
        sources = np.array(["", *(value.source for value in self[name].values)], dtype=object)
        return pd.Series(sources[_places(self[name], days)], index=days.index, dtype="str")

    def to_check(self, name: str, days: pd.Series) -> pd.Series:
        """True where the value in force still has to be compared with the text of the law."""
        doubted = np.array([False, *(bool(value.to_check) for value in self[name].values)])
        return pd.Series(doubted[_places(self[name], days)], index=days.index)

    def only(self, names: Collection[str]) -> "Parameters":
        """Those with these names: whoever asks for another one is told so at once (KeyError)."""
        return Parameters({name: self.by_name[name] for name in sorted(names)})

    def as_of(self, day: date | None) -> "Parameters":
        """The parameters as they stood on a day: values that came into force later are left out."""
        if day is None:
            return self
        return Parameters({name: _until(parameter, day) for name, parameter in self.by_name.items()})


def _places(parameter: Parameter, days: pd.Series) -> np.ndarray:
    """For each day how many values had come into force by then; 0 where the day is unknown."""
    since = np.array([np.datetime64(value.since, "ns") for value in parameter.values])
    places = np.searchsorted(since, days.to_numpy(dtype="datetime64[ns]"), side="right")
    return np.where(days.isna(), 0, places)


def _until(parameter: Parameter, day: date) -> Parameter:
    held = tuple(value for value in parameter.values if value.since <= day)
    return Parameter(**{**vars(parameter), "values": held or parameter.values[:1]})


def overlaid(parameters: Parameters, records: Mapping[str, Any]) -> Parameters:
    """The parameters with an office's own analytic values; raises ValueError that names what may not be changed.

    A record has `value`, `reason` and `author`, and holds for every day. Numbers of the law are not the office's.
    """
    changed = dict(parameters.by_name)
    for name, record in records.items():
        if name not in changed:
            raise ValueError(f"{name}: there is no such parameter")
        if changed[name].kind == "legal":
            raise ValueError(f"{name}: is a number of the law, which an office cannot change")
        if not isinstance(record, Mapping) or {"value", "reason", "author"} - set(record):
            raise ValueError(f"{name}: give value, reason and author")
        own = Dated(changed[name].values[0].since, record["value"], f"{record['author']}: {record['reason']}")
        changed[name] = replace(changed[name], values=(own,))
    return Parameters(changed)


def parse(documents: Mapping[str, Any]) -> Parameters:
    """Parameters from the content of the YAML files, checked; raises ValueError that names the parameter."""
    return Parameters({name: _parameter(name, record) for name, record in documents.items()})


def _parameter(name: str, record: Mapping[str, Any]) -> Parameter:
    dated = tuple(_dated(day, value) for day, value in sorted(record["values"].items()))
    parameter = Parameter(
        name,
        record["about"],
        record["kind"],
        record.get("decides", "declared_on"),
        record.get("checked_on"),
        record.get("rationale", ""),
        dated,
    )
    if parameter.kind not in ("legal", "analytic"):
        raise ValueError(f"{name}: kind is legal or analytic, not {parameter.kind}")
    if parameter.kind == "legal" and not all(value.source for value in dated):
        raise ValueError(f"{name}: every legal value cites its article in `source`")
    if parameter.kind == "analytic" and not parameter.rationale:
        raise ValueError(f"{name}: an analytic parameter states its rationale")
    return parameter


def _dated(day: date, record: Mapping[str, Any]) -> Dated:
    return Dated(day, record["value"], record.get("source", ""), record.get("to_check", ""))
