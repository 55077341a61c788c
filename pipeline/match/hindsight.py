"""Causes that only the years together show: an item lost in quarantine, or one whose last value was a slip."""

import pandas as pd

SLIPS = ("unit_slip", "currency_slip")


def with_hindsight(item_changes: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """The item changes with the cause of items that are gone or new without one, where the reason lies elsewhere.

    `withheld`: one row a row in quarantine, with declaration_id and table. Where a declaration lacks rows of
    assets, what is missing from it is not gone. An item whose last value was a slip leaves with that slip.
    """
    cause = item_changes.cause.mask(_lost_in_quarantine(item_changes, withheld), "row_in_quarantine")
    return item_changes.assign(cause=cause.mask(_left_with_a_slip(item_changes) & cause.isna(), "unit_slip"))


def _lost_in_quarantine(item_changes: pd.DataFrame, withheld: pd.DataFrame) -> pd.Series:
    lacking = withheld.declaration_id[withheld["table"] == "assets"]
    gone = item_changes.state.eq("gone") & item_changes.declaration_id.isin(lacking)
    new = item_changes.state.isin(["new", "returned"]) & item_changes.previous_declaration_id.isin(lacking)
    return (gone | new) & item_changes.cause.isna()


def _left_with_a_slip(item_changes: pd.DataFrame) -> pd.Series:
    """Gone items that the comparison before had found to be slips."""
    slipped = item_changes[item_changes.cause.isin(SLIPS) & item_changes.item_no.notna()]
    keys = pd.MultiIndex.from_frame(slipped[["declaration_id", "item_no"]])
    before = pd.MultiIndex.from_frame(item_changes[["previous_declaration_id", "previous_item_no"]])
    return item_changes.state.eq("gone") & pd.Series(before.isin(keys), index=item_changes.index)
