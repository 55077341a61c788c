"""Which declaration precedes which."""

import pandas as pd

from pipeline.link.people import DOUBTFUL
from pipeline.model import PAIRS

# Filed on one day: a first declaration opens, the yearly one closes.
ORDER_IN_DAY = {"FIRST": 0, "SUPPLEMENT": 1, "ANNUAL": 2, "PERSONNEL": 3}


def pairs(declarations: pd.DataFrame, listed: "pd.Series | set[str]") -> pd.DataFrame:
    """One row a declaration, beside the one before it (any kind) and the last one before that lists assets.

    `listed` are the ids of the declarations with a list of assets (see `listing`). A supplement without one says
    nothing of what the household owns; any other declaration without rows says that it owns nothing.
    """
    rows = _in_order(declarations)
    rows["has_asset_list"] = rows.declaration_id.isin(set(listed)) | (rows.kind != "SUPPLEMENT")
    of_person = rows.groupby("declarant_id", sort=False)
    rows["sequence_no"] = of_person.cumcount() + 1
    rows["previous_declaration_id"] = of_person.declaration_id.shift()
    rows["previous_declared_on"] = of_person.declared_on.shift()
    lists = rows[["declarant_id"]].assign(
        id=rows.declaration_id.where(rows.has_asset_list), day=rows.declared_on.where(rows.has_asset_list)
    )
    held = lists.groupby("declarant_id", sort=False).ffill().groupby(rows.declarant_id, sort=False).shift()
    rows["baseline_declaration_id"], rows["baseline_declared_on"] = held.id, held.day
    rows["days"] = (rows.declared_on - rows.baseline_declared_on).dt.days
    return PAIRS.conform(_with_link(rows))


def _in_order(declarations: pd.DataFrame) -> pd.DataFrame:
    order = declarations.kind.map(ORDER_IN_DAY).fillna(len(ORDER_IN_DAY))
    keys = ["declarant_id", "declared_on", "order_in_day", "declaration_id"]
    return declarations.assign(order_in_day=order).sort_values(keys, ignore_index=True)


def _with_link(rows: pd.DataFrame) -> pd.DataFrame:
    """How sure it is that a declaration and the one before are of one person: an id that did not change is sure."""
    if "link_confidence" not in rows:
        return rows.assign(link_confidence=1.0, link_reason="id")
    of_person = rows.groupby("declarant_id", sort=False)
    changed = (of_person.filed_under.shift() != rows.filed_under) & (rows.sequence_no > 1)
    before = of_person[["link_confidence", "link_reason"]].shift()
    less_sure = changed & (before.link_confidence < rows.link_confidence)
    doubtful = rows.link_confidence == DOUBTFUL
    confidence = rows.link_confidence.mask(less_sure, before.link_confidence).where(changed | doubtful, 1.0)
    reason = rows.link_reason.mask(less_sure, before.link_reason).where(changed, "id")
    return rows.assign(link_confidence=confidence, link_reason=reason)
