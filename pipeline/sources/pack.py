"""Declaration packs: cells under canonical headings become rows of canonical tables, or rows of quarantine."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pipeline.model import PROVENANCE, QUARANTINE, Table
from pipeline.model.table import PANDAS_TYPES
from pipeline.sources.cell import same_text
from pipeline.sources.columns import QUANTITIES, Manner, read
from pipeline.sources.rejected import Place, quarantined, raw_json, together
from pipeline.store.reading_folder import Note
from pipeline.texts import Catalogue

PROVENANCE_NAMES = tuple(column.name for column in PROVENANCE)
# What the reading of a value tells beside it, and the column that takes it where it is empty.
BESIDE_VALUE = {"currency": "currency", "foreign_amount": "foreign_amount", "unknown": "value_unknown_reason"}
SHOWN_CHARACTERS = 80


class Canonical(NamedTuple):
    """Accepted rows of a table, rows of quarantine, and notes; together as many rows as there were cells."""

    frame: pd.DataFrame
    quarantine: pd.DataFrame
    notes: list[Note]


def canonical(
    table: Table,
    cells: pd.DataFrame,
    place: Place,
    say: Catalogue,
    land: Mapping[str, float],
    manners: Mapping[str, Manner] | None = None,
    as_read: pd.DataFrame | None = None,
    written: Mapping[str, pd.Series] | None = None,
) -> Canonical:
    """Each row of `cells` (columns named canonically, index the row in the file) is one row of the table or quarantine.

    `manners` says how a column is written where that is not the default, `land` the units of area; `as_read` are
    the rows as they stood in the file, under its own headings, for quarantine; `written` texts that were changed
    before they came here, for `raw`.
    """
    values: dict[str, pd.Series] = {}
    odd: dict[str, pd.DataFrame] = {}
    for column in table:
        if column.name in cells.columns and column.name not in PROVENANCE_NAMES:
            values[column.name], odd[column.name] = read(
                column, cells[column.name], (manners or {}).get(column.name, Manner()), land
            )
    odd = {name: readings for name, readings in odd.items() if len(readings)}
    reasons = {name: found for name, readings in odd.items() if len(found := _reasons(name, readings, table, say))}
    bad = together(list(reasons.values()), "; ")
    texts = _written({name: readings["raw"] for name, readings in odd.items()}, written or {})
    frame = _with_provenance(
        _with_beside(pd.DataFrame(values, index=cells.index, copy=False), odd, table), texts, place
    )
    accepted = frame.drop(index=bad.index) if len(bad) else frame
    numbered = accepted.set_axis(pd.RangeIndex(len(accepted)), axis=0)
    rejected = (
        quarantined(table.name, cells if as_read is None else as_read, reasons, place)
        if reasons
        else QUARANTINE.empty()
    )
    return Canonical(_shaped(table, numbered), rejected, _notes(odd, place))


def _shaped(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the shape of the table; its empty columns of text share one content."""
    nothing = same_text(None, rows.index)
    held = {name: rows[name] for name in rows.columns}
    empty = {c.name: nothing for c in table if PANDAS_TYPES[c.type] == "str" and c.name not in held}
    return table.conform(pd.DataFrame({**held, **empty}, index=rows.index, copy=False))


def _reasons(name: str, readings: pd.DataFrame, table: Table, say: Catalogue) -> pd.Series:
    """The sentence for each cell of a column that could not be read."""
    found = readings["problem"]
    if "foreign_amount" not in table.by_name:
        found = found.mask(readings["foreign_amount"].notna() & readings["value"].isna(), "problem.amount.foreign")
    wrong = readings[["raw"]].assign(problem=found)[found.notna()]
    distinct = wrong.drop_duplicates()
    sentences = {
        (raw, problem): say("quarantine.cell", column=name, text=shown(raw), why=say(problem))
        for raw, problem in distinct.itertuples(index=False)
    }
    return pd.Series([sentences[pair] for pair in wrong.itertuples(index=False)], index=wrong.index, dtype="str")


def shown(text: str) -> str:
    """A cell's text on one line, cut where it is long."""
    line = " ".join(str(text).split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"


def _with_beside(values: pd.DataFrame, odd: Mapping[str, pd.DataFrame], table: Table) -> pd.DataFrame:
    """The values with currency, foreign amount, reason and unit filled from what the cells said beside them."""
    told: dict[str, pd.Series] = {}
    if "value_vnd" in odd:
        told |= {column: odd["value_vnd"][part] for part, column in BESIDE_VALUE.items() if column in table.by_name}
    for name in QUANTITIES:
        if name in odd and "unit" in table.by_name:
            told["unit"] = odd[name]["unit"].replace("", np.nan)
    for column, texts in told.items():
        known = texts.dropna()
        if len(known):
            told_all = known.reindex(values.index)
            values = values.assign(**{column: values[column].fillna(told_all) if column in values else told_all})
    return values


def _written(texts: Mapping[str, pd.Series], earlier: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """The texts of each column as they were before anything was changed."""
    both = {name: before.combine_first(texts[name]) for name, before in earlier.items() if name in texts}
    return {**texts, **earlier, **both}


def _with_provenance(values: pd.DataFrame, texts: Mapping[str, pd.Series], place: Place) -> pd.DataFrame:
    raw = raw_json(texts)
    told: dict[str, Any] = {"source_row": values.index.to_numpy(dtype="float64")}
    told |= {
        "source_file": same_text(place.file, values.index),
        "source_sheet": same_text(place.sheet or None, values.index),
    }
    told |= {"raw": raw.reindex(values.index)} if len(raw) else {}
    return values.assign(**told)


def _notes(odd: Mapping[str, pd.DataFrame], place: Place) -> list[Note]:
    """What was read but should be known: lost zeros put back, days known by month or year only."""
    counts = {("note.lost_zero", name): (readings["unit"] == "zero").sum() for name, readings in odd.items()} | {
        ("note.partial_date", name): readings["unit"].isin(["month", "year"]).sum() for name, readings in odd.items()
    }
    return [
        Note(message, {"file": place.file, "column": name, "count": int(count)})
        for (message, name), count in counts.items()
        if count
    ]
