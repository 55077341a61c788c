"""Declarations of one official as small text tables, followed."""

import pandas as pd

from pipeline import link
from pipeline.match import match_items
from pipeline.model import ASSETS, DECLARATIONS, EXPLAINED, FAMILY, MOVEMENTS
from pipeline.model.registers import COMMUNE_CHANGES
from tests.tables import table

DAYS = {"Y1": "2023-12-15", "Y2": "2024-12-15", "Y3": "2025-12-15", "Y4": "2026-12-15"}


def filed(years: list[str], days: dict[str, str] = DAYS) -> pd.DataFrame:
    rows = pd.DataFrame({"declaration_id": years, "declared_on": pd.to_datetime([days[year] for year in years])})
    return DECLARATIONS.conform(rows.assign(declarant_id="P", kind="ANNUAL", unit_code="U"))


def followed(parameters, items, family=None, movements=None, communes=None, declarations=None):
    """Item changes of the items (text or frame; column `in` is the declaration); all on file from Y1 to the last."""
    assets = ASSETS.conform(frame(items).rename(columns={"in": "declaration_id"}))
    declarations = filed(sorted(set(assets.declaration_id))) if declarations is None else declarations
    return match_items(
        link.pairs(declarations, set(assets.declaration_id)),
        assets,
        FAMILY.conform(frame(family)),
        MOVEMENTS.conform(frame(movements)),
        EXPLAINED.empty(),
        COMMUNE_CHANGES.conform(frame(communes)),
        parameters,
    )


def frame(rows):
    if rows is None:
        return pd.DataFrame()
    return table(rows) if isinstance(rows, str) else rows


def fates(changes: pd.DataFrame, *columns: str) -> list[tuple]:
    """(previous_item_no, item_no, state, *columns) of each row, None where unknown."""
    picked = changes[["previous_item_no", "item_no", "state", *columns]].astype(object)
    return [tuple(row) for row in picked.where(picked.notna(), None).itertuples(index=False)]
