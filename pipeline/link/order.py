"""Which declaration precedes which."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.link.people import DOUBTFUL
from pipeline.model import PAIRS
from pipeline.text import arrow_text

# Filed on one day: a first declaration opens, the yearly one closes.
ORDER_IN_DAY = {"FIRST": 0, "SUPPLEMENT": 1, "ANNUAL": 2, "PERSONNEL": 3}


def pairs(declarations: pd.DataFrame, listed: "pd.Series | set[str]") -> pd.DataFrame:
    """One row a declaration, beside the one before it (any kind) and the last one before that lists assets.

    `listed` are the ids of the declarations with a list of assets, in any number (see `whole_lists`). A supplement
    without one says nothing of what the household owns; any other declaration without rows says that it owns nothing.
    """
    rows = in_order(declarations)
    first = (rows.declarant_id != rows.declarant_id.shift()).to_numpy()
    place = np.arange(len(rows))
    start = np.maximum.accumulate(np.where(first, place, 0))
    lists = among(rows.declaration_id, listed) | (rows.kind != "SUPPLEMENT").to_numpy()
    previous = np.where(first, -1, place - 1)
    baseline = _last_before(lists, start)
    rows = rows.assign(
        has_asset_list=lists,
        sequence_no=place - start + 1,
        previous_declaration_id=_at(rows.declaration_id, previous),
        previous_declared_on=_at(rows.declared_on, previous),
        baseline_declaration_id=_at(rows.declaration_id, baseline),
        baseline_declared_on=_at(rows.declared_on, baseline),
    )
    rows["days"] = (rows.declared_on - rows.baseline_declared_on).dt.days
    return PAIRS.conform(_with_link(rows, previous))


def in_order(declarations: pd.DataFrame) -> pd.DataFrame:
    """By official, day, kind within the day, and id."""
    order = declarations.kind.map(ORDER_IN_DAY).fillna(len(ORDER_IN_DAY)).to_numpy()
    names = ["declarant_id", "declared_on", "declaration_id"]
    keys = pa.table({name: pa.array(declarations[name]) for name in names} | {"order": order})
    by = [(name, "ascending") for name in ("declarant_id", "declared_on", "order", "declaration_id")]
    return declarations.take(pc.sort_indices(keys, sort_keys=by).to_numpy()).reset_index(drop=True)


def among(ids: pd.Series, listed: "pd.Series | set[str]") -> np.ndarray:
    """Whether each id is listed."""
    named = listed if isinstance(listed, pd.Series) else pd.Series(sorted(listed), dtype="str")
    return np.asarray(pc.is_in(arrow_text(ids), value_set=arrow_text(named), skip_nulls=True))


def _last_before(lists: np.ndarray, start: np.ndarray) -> np.ndarray:
    """For each row the position of the last list before it of the same official; -1 where there is none."""
    latest = np.maximum.accumulate(np.where(lists, np.arange(len(lists)), -1))
    before = np.r_[-1, latest[:-1]]
    return np.where(before >= start, before, -1)


def _at(values: pd.Series, positions: np.ndarray) -> pd.Series:
    """The values at the positions; unknown at -1."""
    return pd.Series(values.array.take(positions, allow_fill=True))


def _with_link(rows: pd.DataFrame, previous: np.ndarray) -> pd.DataFrame:
    """How sure it is that a declaration and the one before are of one person: an id that did not change is sure."""
    if "link_confidence" not in rows:
        return rows.assign(link_confidence=1.0, link_reason="id")
    changed = (_at(rows.filed_under, previous) != rows.filed_under) & (previous >= 0)
    confidence, reason = _at(rows.link_confidence, previous), _at(rows.link_reason, previous)
    less_sure = changed & (confidence < rows.link_confidence)
    doubtful = rows.link_confidence == DOUBTFUL
    return rows.assign(
        link_confidence=rows.link_confidence.mask(less_sure, confidence).where(changed | doubtful, 1.0),
        link_reason=rows.link_reason.mask(less_sure, reason).where(changed, "id"),
    )
