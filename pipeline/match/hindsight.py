"""Causes that only the years or other sections show: rows in quarantine, a slip of the year before, proceeds."""

import pandas as pd

from pipeline.model.vocabulary import LIQUID

# Nobody says that the proceeds are of this thing; it is only what they would be of.
SOLD_BY_INCOME = 0.7
SLIPS = ("unit_slip", "currency_slip")


def with_hindsight(item_changes: pd.DataFrame, withheld: pd.DataFrame, incomes: pd.DataFrame) -> pd.DataFrame:
    """The item changes with the cause of items that are gone or new without one, where the reason lies elsewhere.

    `withheld`: one row a row in quarantine, with declaration_id and table. Where a declaration lacks rows of
    assets, what is missing from it is not gone. An item whose last value was a slip leaves with that slip. Where the
    income has proceeds of a sale that section III does not speak of, it is of what left: of the only thing, or of
    all of them where it reaches their cost.
    """
    cause = item_changes.cause.mask(_lost_in_quarantine(item_changes, withheld), "row_in_quarantine")
    cause = cause.mask(_left_with_a_slip(item_changes) & cause.isna(), "unit_slip")
    sold = _paid_for(item_changes.assign(cause=cause), incomes)
    confidence = item_changes.cause_confidence.mask(sold, SOLD_BY_INCOME)
    return item_changes.assign(cause=cause.mask(sold, "sale"), cause_confidence=confidence)


def _paid_for(item_changes: pd.DataFrame, incomes: pd.DataFrame) -> pd.Series:
    """Gone things without a cause that the declared proceeds of sales stand beside."""
    gone = item_changes.state.eq("gone") & item_changes.cause.isna() & ~item_changes.category.isin(LIQUID)
    sales = incomes[incomes.source.eq("asset_sale") & (incomes.amount_vnd > 0)]
    received = sales.groupby("declaration_id").amount_vnd.sum()
    # As a number also where nothing is compared with anything.
    proceeds = item_changes.declaration_id.map(received).astype("float64")
    left = item_changes.value_before_vnd.where(gone).groupby(item_changes.declaration_id)
    cost, known = left.transform("sum"), left.transform("count")
    count = gone.groupby(item_changes.declaration_id).transform("sum")
    return gone & proceeds.notna() & ((count == 1) | ((known == count) & (proceeds >= cost)))


def _lost_in_quarantine(item_changes: pd.DataFrame, withheld: pd.DataFrame) -> pd.Series:
    lacking = withheld.declaration_id[withheld["table"] == "assets"]
    gone = item_changes.state.eq("gone") & item_changes.declaration_id.isin(lacking)
    new = item_changes.state.isin(["new", "returned"]) & item_changes.previous_declaration_id.isin(lacking)
    return (gone | new) & item_changes.cause.isna()


def _left_with_a_slip(item_changes: pd.DataFrame) -> pd.Series:
    """Gone items whose last value the comparison before had found to be a slip, and not to put one right."""
    slipped = item_changes[item_changes.cause.isin(SLIPS) & item_changes.item_no.notna()]
    put_right = _before(slipped).isin(_after(slipped))
    left = _before(item_changes).isin(_after(slipped[~put_right]))
    return item_changes.state.eq("gone") & pd.Series(left, index=item_changes.index)


def _before(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["previous_declaration_id", "previous_item_no"]])


def _after(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["declaration_id", "item_no"]])
