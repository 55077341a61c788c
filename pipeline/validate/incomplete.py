"""Which declarations lack rows because they are in quarantine: what is missing must not look as if it were gone."""

import json
from typing import Any

import pandas as pd

HARMLESS = frozenset({"copy", "DQ06"})


def incomplete_declarations(quarantine: pd.DataFrame) -> pd.DataFrame:
    """One row is a declaration and table with rows in quarantine: declaration_id, table, rows.

    Copies and the word "none" of an empty section are left out: nothing is missing there.
    """
    harmless = quarantine["rule"].fillna("").str.split(";").map(HARMLESS.issuperset).astype(bool)
    missing = quarantine[~harmless & quarantine["row"].notna()]
    ids = [_declaration_id(text) for text in missing["row"]]
    named = missing[["table"]].assign(declaration_id=pd.Series(ids, index=missing.index, dtype="str"))
    counted = named.dropna().groupby(["declaration_id", "table"]).size()
    return counted.rename("rows").reset_index()


def _declaration_id(text: str) -> Any:
    try:
        row = json.loads(text)
    except ValueError:
        return None
    found = row.get("declaration_id") if isinstance(row, dict) else None
    return str(found) if found is not None else None
