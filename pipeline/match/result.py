"""Followed items as the table that everybody reads."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.match.lines import Lines
from pipeline.match.reasons import REASONS
from pipeline.model import ITEM_CHANGES
from pipeline.model.vocabulary import CATEGORIES, CAUSES, STATES
from pipeline.text import arrow_text

# Cells taken over from the line after, or from the line before where there is none after.
TAKEN = (
    "kind", "name", "address", "country", "unit", "certificate_no", "certificate_holder", "registration_no",
    "acquired_on",
)  # fmt: skip

NEEDED = (
    "pair", "before", "after", "earlier", "category", "state", "cause", "cause_confidence", "reason", "confidence",
    "group", "value_before", "value_after", "value_change", "quantity_before", "quantity_after", "area_before",
    "area_after", "movement_vnd", "stated", "explanation",
)  # fmt: skip


def item_changes(
    rows: pd.DataFrame, assets: pd.DataFrame, lines: Lines, compared: pd.DataFrame, commune_code: pd.Series
) -> pd.DataFrame:
    """One row a followed item (ITEM_CHANGES), by official, day, section and place in the list."""
    rows = _in_order(rows[list(NEEDED)], lines)
    before, after = rows.before.to_numpy(), rows.after.to_numpy()
    either = np.where(after >= 0, after, before)
    pair = rows.pair.to_numpy()
    place = source_place(assets)
    made = {
        "declarant_id": _taken(compared.declarant_id, pair),
        "previous_declaration_id": _taken(compared.baseline_declaration_id, pair),
        "declaration_id": _taken(compared.declaration_id, pair),
        "declared_on": compared.declared_on.to_numpy()[pair],
        "previous_declared_on": compared.baseline_declared_on.to_numpy()[pair],
        "previous_item_no": _taken(assets.item_no, before),
        "item_no": _taken(assets.item_no, after),
        "category": _named(CATEGORIES, rows.category),
        "cause": _named(CAUSES, rows.cause),
        "link_reason": _named(REASONS, rows.reason),
        "commune_code": _taken(commune_code, either),
        "holder_before": _taken(assets.holder, before),
        "holder_after": _taken(assets.holder, after),
        "source_place_before": _taken(place, np.maximum(before, rows.earlier.to_numpy())),
        "source_place_after": _taken(place, after),
        **{column: _taken(assets[column], either) for column in TAKEN if assets[column].notna().any()},
        **_amounts(rows),
    }
    return ITEM_CHANGES.conform(pd.DataFrame(made))


def _amounts(rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "state": _named(STATES, rows.state),
        "value_change_vnd": rows.value_change,
        "cause_confidence": rows.cause_confidence,
        "link_confidence": rows.confidence,
        "group_no": rows.group,
        "quantity_before": rows.quantity_before,
        "quantity_after": rows.quantity_after,
        "area_before_m2": rows.area_before,
        "area_after_m2": rows.area_after,
        "value_before_vnd": rows.value_before,
        "value_after_vnd": rows.value_after,
        "movement_vnd": rows.movement_vnd,
        "movement_stated": rows.stated,
        "explanation": rows.explanation,
    }


def _in_order(rows: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    """By pair, section, and place in the list after (what is gone last, by its place before)."""
    after, before = rows.after.to_numpy(), rows.before.to_numpy()
    gone = after < 0
    section = (rows.pair.to_numpy() * len(CATEGORIES) + rows.category.to_numpy()) * 2 + gone
    place = lines.order[np.where(gone, before, after)]
    order = np.lexsort((before, section * (lines.order.max(initial=0) + 1) + place))
    return rows.take(order).reset_index(drop=True)


def _taken(values: pd.Series, positions: np.ndarray) -> pd.Series:
    """The values at the positions; null at -1."""
    return pd.Series(values.array.take(positions, allow_fill=True))


def _named(names: tuple[str, ...], codes: pd.Series) -> pd.Series:
    """The words of codes; null where the code is -1."""
    words = pd.Series([*names, None], dtype="str")
    return pd.Series(words.array.take(np.where(codes < 0, len(names), codes)))


def source_place(assets: pd.DataFrame) -> pd.Series:
    """Where a line stands: its place in the form, else file and row."""
    row = pc.cast(pa.array(assets.source_row, from_pandas=True), pa.int64()).cast(pa.large_string())
    in_file = pc.binary_join_element_wise(arrow_text(assets.source_file), row, pa.scalar(":", pa.large_string()))
    place = pc.coalesce(arrow_text(assets.source_place), in_file)
    return pd.Series(place.to_pandas().array, dtype="str")
