"""What is asked of a unit: each row in quarantine under its unit, without rows that come back by themselves."""

import json
from collections.abc import Mapping

import pandas as pd

# The rule by which a row is set aside because its declaration is not there.
NO_DECLARATION = "declared"


def asked(quarantine: pd.DataFrame, unit_of: Mapping[str, str]) -> pd.DataFrame:
    """QUARANTINE: the rows that somebody has to put right, with the unit of their declaration where it is known.

    `unit_of` is the unit by declaration_id of what was accepted; a declaration in quarantine says its own. The rows
    that wait for such a declaration are accepted with it, so nothing is asked about them.
    """
    ids = pd.Series([_declaration(row) for row in quarantine["row"]], index=quarantine.index, dtype="str")
    held = quarantine["table"] == "declarations"
    own = dict(zip(ids[held], quarantine["unit_code"][held], strict=True))
    unit = quarantine["unit_code"].fillna(ids.map(own).astype("str")).fillna(ids.map(unit_of).astype("str"))
    waits = (quarantine["rule"] == NO_DECLARATION) & ids.isin(ids[held].dropna()) & ~held
    return quarantine.assign(unit_code=unit)[~waits].reset_index(drop=True)


def _declaration(row: object) -> str | None:
    """The declaration that a row in quarantine names; None where it names none or was not understood."""
    try:
        record = json.loads(row) if isinstance(row, str) else None
    except ValueError:
        return None
    found = record.get("declaration_id") if isinstance(record, dict) else None
    return str(found) if found else None
