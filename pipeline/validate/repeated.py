"""Rows that stand more than once: copies of each other (one is kept), or one key with different content (none is)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.model import INPUTS, PROVENANCE

# Where a row was read; `raw` is left out, since two spellings of one amount are one content.
PLACE = [column.name for column in PROVENANCE if column.name != "raw"]
KEPT, COPY, CONFLICT = "kept", "copy", "conflict"


def identities(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """One row of a table as far as it has to be told apart from others: `key` and `content` (64-bit hashes), place.

    A table without a key is told apart by its content; equal rows of one file are then different rows (two
    equal gifts), and only a second file that repeats them makes copies. The index is that of `rows`.
    """
    model = INPUTS[table]
    content = _hash(rows, [name for name in model.names if name not in (*PLACE, "raw")])
    key = _hash(rows, list(model.key)) if model.key else _hash_with_occurrence(content, rows)
    return rows[PLACE].assign(key=key, content=content)


def _hash(rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    return pd.util.hash_pandas_object(rows[columns], index=False)


def _hash_with_occurrence(content: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """A hash of the content and of whether it is the first, second, ... such row of its file."""
    ordered = rows[PLACE].assign(content=content).sort_values(PLACE, kind="stable")
    occurrence = ordered.groupby(["content", "source_file", "source_sheet"], dropna=False).cumcount()
    numbered = pd.DataFrame({"content": content, "occurrence": occurrence.reindex(content.index)})
    return pd.util.hash_pandas_object(numbered, index=False)


def repeats(found: pd.DataFrame) -> pd.DataFrame:
    """One row for each row of `identities` whose key stands more than once, with `verdict` and `other_place`.

    The verdict is `conflict` for all rows of a key whose contents differ; else `kept` for the first by place and
    `copy` for the others. `other_place` names another row of the key. The index is that of `found`.
    """
    several = found[found.duplicated("key", keep=False)].sort_values(["key", *PLACE], kind="stable")
    by_key = several.groupby("key", sort=False)
    first = by_key.cumcount() == 0
    differ = by_key["content"].transform("nunique") > 1
    verdict = np.where(differ, CONFLICT, np.where(first, KEPT, COPY))
    written = _written(several)
    other = written.groupby(several["key"]).transform("first").where(~first, written.shift(-1))
    return several.assign(verdict=pd.Series(verdict, index=several.index, dtype="str"), other_place=other)


def _written(places: pd.DataFrame) -> pd.Series:
    """`2024/assets.csv:12`, as far as it is known."""
    sheet = (" [" + places["source_sheet"] + "]").fillna("")
    row = (":" + places["source_row"].astype("Int64").astype("str")).fillna("")
    return (places["source_file"].fillna("") + sheet + row).astype("str")


def in_several(chunks: Sequence[pd.Series]) -> pd.Index:
    """The ids that stand in more than one chunk: only their rows can be repeated across chunks."""
    distinct = [pd.Series(chunk.dropna().unique(), dtype="str") for chunk in chunks]
    together = pd.concat(distinct, ignore_index=True) if distinct else pd.Series(dtype="str")
    shared: pd.Index = pd.Index(together[together.duplicated()].unique())
    return shared


def verdicts(table: str, rows: pd.DataFrame, elsewhere: pd.DataFrame | None) -> pd.DataFrame:
    """`verdict` and `other_place` of each row that stands more than once here or, by `elsewhere`, in other chunks."""
    here = repeats(identities(table, rows[_may_repeat(table, rows)]))[["verdict", "other_place"]]
    if elsewhere is None or elsewhere.empty:
        return here
    wider = _found_elsewhere(table, rows, elsewhere)
    return pd.concat([wider, here[~here.index.isin(wider.index)]])


def _found_elsewhere(table: str, rows: pd.DataFrame, elsewhere: pd.DataFrame) -> pd.DataFrame:
    """The verdicts on those of these rows that were judged together with the rows of other chunks."""
    near = rows["source_file"].isin(elsewhere["source_file"]) & rows["source_row"].isin(elsewhere["source_row"])
    # A place may hold several rows (a form's section): they are told apart by content, and equal ones by order.
    identity = [*PLACE, "content", "order"]
    mine, judged = (_ordered(found) for found in (identities(table, rows[near]), elsewhere))
    found = mine.reset_index().merge(judged[[*identity, "verdict", "other_place"]], on=identity, validate="1:1")
    return found.set_index("index")[["verdict", "other_place"]]


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(order=found.groupby([*PLACE, "content"], dropna=False).cumcount())


def _may_repeat(table: str, rows: pd.DataFrame) -> pd.Series:
    """Rows that agree in the columns that decide first; without it every row would have to be hashed in full."""
    model = INPUTS[table]
    one_file = rows["source_file"].nunique(dropna=False) < 2 and rows["source_sheet"].nunique(dropna=False) < 2
    if not model.key and one_file:
        return pd.Series(False, index=rows.index)
    return rows.duplicated(list(model.key or model.required), keep=False)
