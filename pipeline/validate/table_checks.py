"""Checks that compare a row with other rows or tables; unknown where what they need is not at hand."""

import pandas as pd

from pipeline.validate.given import Looked
from pipeline.validate.repeated import CONFLICT, COPY


def ok_unique(looked: Looked) -> pd.Series:
    """No other row has the same key and says something else."""
    return ~_has_verdict(looked, CONFLICT)


def ok_not_a_copy(looked: Looked) -> pd.Series:
    """The row does not repeat another one word for word."""
    return ~_has_verdict(looked, COPY)


def _has_verdict(looked: Looked, verdict: str) -> pd.Series:
    found = looked.verdicts["verdict"].reindex(looked.rows.index)
    return found.eq(verdict).fillna(False).astype(bool)


def ok_declared(looked: Looked) -> pd.Series:
    """The row's declaration was accepted."""
    if not looked.knows("declarations"):
        return _untestable(looked)
    return looked.places >= 0


def ok_not_first(looked: Looked) -> pd.Series:
    """A first declaration has neither income of a period nor changes (V01)."""
    kind = looked.of_declaration("kind")
    return (kind != "FIRST").astype("boolean").where(kind.notna())


def ok_acquired_before(looked: Looked) -> pd.Series:
    """An item was acquired no later than the day of its declaration (DQ11)."""
    declared, acquired = looked.of_declaration("declared_on"), looked.rows["acquired_on"]
    return (acquired <= declared).astype("boolean").where(acquired.notna() & declared.notna())


def ok_own_number(looked: Looked) -> pd.Series:
    """A spouse or child does not have the declarant's personal number (DQ12)."""
    declarant, own = looked.of_declaration("personal_id"), looked.rows["personal_id"]
    return (declarant != own).astype("boolean").where(declarant.notna() & own.notna())


def ok_one_spouse(looked: Looked) -> pd.Series:
    """A declaration names one spouse (DQ12)."""
    spouse = looked.rows["relation"].eq("spouse")
    several = looked.rows[spouse].duplicated("declaration_id", keep=False)
    return (~several).astype("boolean").reindex(looked.rows.index)


def ok_change_stated(looked: Looked) -> pd.Series:
    """From the second declaration on, section III has rows or says that nothing changed (V02)."""
    if not looked.knows("movements"):
        return _untestable(looked)
    stated = _has_rows(looked, "movements") | looked.rows["no_change_stated"].fillna(False).astype(bool)
    return stated.astype("boolean").where(looked.rows["kind"].ne("FIRST"))


def ok_no_change_and_none(looked: Looked) -> pd.Series:
    """Where section III says that nothing changed it has no rows of changes of assets."""
    if not looked.knows("movements", "category"):
        return _untestable(looked)
    claimed = looked.rows["no_change_stated"].fillna(False).astype(bool)
    return (~_has_rows(looked, "movements", but="income")).astype("boolean").where(claimed)


def ok_income_stated(looked: Looked) -> pd.Series:
    """An annual or personnel declaration states the income of its period (V09)."""
    if not looked.knows("incomes"):
        return _untestable(looked)
    asked = looked.rows["kind"].isin(["ANNUAL", "PERSONNEL"])
    return _has_rows(looked, "incomes").astype("boolean").where(asked)


def _has_rows(looked: Looked, table: str, but: str = "") -> pd.Series:
    """Whether the declaration has rows in a table, leaving out those of one category."""
    related = looked.given.related[table]
    held = related[related["category"] != but] if but else related
    return looked.rows["declaration_id"].isin(held["declaration_id"])


def _untestable(looked: Looked) -> pd.Series:
    return pd.Series(pd.NA, index=looked.rows.index, dtype="boolean")


def age_years(looked: Looked) -> pd.Series:
    """Age of the declarant on the day of the declaration."""
    return _completed_years(looked.rows["birth_date"], looked.rows["declared_on"])


def child_age_years(looked: Looked) -> pd.Series:
    """Age of a minor child on the day of the declaration; unknown for a spouse."""
    born = looked.rows["birth_date"].where(looked.rows["relation"].eq("minor_child"))
    return _completed_years(born, looked.of_declaration("declared_on"))


def _completed_years(born: pd.Series, day: pd.Series) -> pd.Series:
    # As numbers 20241231: the difference falls below the next ten thousand until the birthday.
    days: list[pd.Series] = [d.dt.year * 10_000 + d.dt.month * 100 + d.dt.day for d in (day, born)]
    return ((days[0] - days[1]) // 10_000).astype("float64")


def total_gap_share(looked: Looked) -> pd.Series:
    """How far a recipient's stated total is from the sum of the recipient's sources, as a share of the total (DQ05).

    Known on the row of the total, where there are rows of sources besides it.
    """
    rows = looked.rows
    by_recipient = [rows["declaration_id"], rows["recipient"]]
    itemised = rows["amount_vnd"].where(rows["source"].notna())
    parts = itemised.groupby(by_recipient).transform("sum", min_count=1)
    total = rows["amount_vnd"].where(rows["source"].isna() & (rows["amount_vnd"] > 0))
    return (total - parts).abs() / total
