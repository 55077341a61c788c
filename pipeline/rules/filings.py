"""When declarations were due: by the register of who has to declare, and by the day of appointment."""

import pandas as pd

from pipeline.params import Parameters


def filings(positions: pd.DataFrame, obliged: pd.DataFrame | None, parameters: Parameters) -> pd.DataFrame:
    """One row a declaration with the day on which it was due, where the law and the register say so."""
    columns = ["declaration_id", "declarant_id", "declared_on", "kind", "appointed_on", "unit_code"]
    rows = positions[columns].reset_index(drop=True)
    # The declarations of those already in office were completed by a later day of their own (36.1 and guidance).
    after_stock = rows["appointed_on"] > pd.Timestamp(str(parameters.value("first_stock_completed_on")))
    first = rows["kind"].eq("FIRST") & (after_stock | rows["appointed_on"].isna())
    term = parameters.in_force("first_deadline_days", rows["declared_on"])
    due_first = (rows["appointed_on"] + pd.to_timedelta(term, unit="D")).where(first)
    due_annual = _annual(rows, obliged, parameters)
    due_on = due_first.fillna(due_annual)
    return rows.assign(
        due_on=due_on,
        due=(first | due_annual.notna()).astype("boolean"),
        late_days=(rows["declared_on"] - due_on).dt.days.astype("float64"),
    )


def _annual(rows: pd.DataFrame, obliged: pd.DataFrame | None, parameters: Parameters) -> pd.Series:
    """31 December of the year that an annual declaration answers to: its own, else the one before that lacks one."""
    nothing = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns]")
    if obliged is None or obliged.empty:
        return nothing
    annual = rows[rows["kind"] == "ANNUAL"].reset_index(names="row")
    years = obliged[obliged["kind"].fillna("ANNUAL") == "ANNUAL"][["declarant_id", "year"]].drop_duplicates()
    joined = annual.merge(years, on="declarant_id")
    due = pd.to_datetime(joined["year"].astype("int64").astype("str") + "-12-31")
    days = (joined["declared_on"] - due).dt.days
    own = joined.assign(
        due=due, in_year=days.between(-365, 0), after=days.between(1, parameters.number("late_window_days"))
    )
    answered = own[own["in_year"]].set_index(["declarant_id", "year"]).index
    unanswered = ~pd.MultiIndex.from_frame(own[["declarant_id", "year"]]).isin(answered)
    held = own[own["in_year"] | (own["after"] & unanswered)].sort_values(["row", "due"]).drop_duplicates("row")
    return nothing.fillna(held.set_index("row")["due"].reindex(rows.index))


def missing_years(
    positions: pd.DataFrame, obliged: pd.DataFrame, parameters: Parameters, calendar: pd.DataFrame | None
) -> pd.DataFrame:
    """One row a year in which an official of this partition had to declare, on the official's last declaration.

    The year is closed where a declaration after its term is at hand, of the official or (calendar) of anybody.
    """
    last = positions.drop_duplicates("declarant_id", keep="last")[
        ["declarant_id", "declaration_id", "declared_on", "unit_code"]
    ]
    duties = obliged[["declarant_id", "year", "kind"]].drop_duplicates(["declarant_id", "year"])
    rows = last.merge(duties.rename(columns={"kind": "kind_due"}), on="declarant_id")
    term = pd.to_datetime(rows["year"].astype("int64").astype("str") + "-12-31")
    latest = (
        rows["declared_on"]
        if calendar is None or calendar.empty
        else pd.Series(calendar["last_declared_on"].max(), index=rows.index)
    )
    filed = filings(positions, obliged, parameters)
    answers = filed["declared_on"].dt.year.where(
        filed["due_on"].isna() | filed["kind"].ne("ANNUAL"), filed["due_on"].dt.year
    )
    declared = filed.assign(year=answers.astype("float64")).groupby(["declarant_id", "year"])["declaration_id"].size()
    keys = pd.MultiIndex.from_arrays([rows["declarant_id"], rows["year"].astype("float64")])
    closed = pd.Series(latest > term, index=rows.index).astype("boolean")
    return rows.assign(
        declared_count=declared.reindex(keys).fillna(0).to_numpy(),
        year_closed=closed.where(closed),
    ).sort_values(["declaration_id", "year"], ignore_index=True)


def filing_by_person(positions: pd.DataFrame, obliged: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a duty of the register (declarant_id, year, unit_code, kind): days late of the declaration that answers
    it, whether there is one, and whether the year is over in the data. It needs the declarations of everybody.
    """
    filed = filings(positions, obliged, parameters)
    answered = filed["due_on"].where(filed["kind"].eq("ANNUAL")).fillna(filed["declared_on"]).dt.year
    made = filed.assign(year=answered.astype("float64")).groupby(["declarant_id", "year"])
    told = made.agg(declared=("declaration_id", "size"), late_days=("late_days", "max")).reset_index()
    duties = obliged.drop_duplicates(["declarant_id", "year"])[["declarant_id", "year", "unit_code", "kind"]]
    rows = duties.astype({"year": "float64"}).merge(told, how="left", on=["declarant_id", "year"], validate="1:1")
    last_day = filed["declared_on"].max()
    term = pd.to_datetime(rows["year"].astype("int64").astype("str") + "-12-31")
    return rows.assign(declared=rows["declared"].notna(), closed=term < last_day).sort_values(
        ["unit_code", "year", "declarant_id"], ignore_index=True
    )


def filing_by_unit(people: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a unit and year of `filing_by_person`: persons who had to declare, who did, who did late, and who did
    not although the year is over (officials without any declaration at all are only seen here).
    """
    days = pd.to_datetime(people["year"].astype("int64").astype("str") + "-12-31")
    least = parameters.in_force("late_days_min", days)
    rows = people.assign(
        late=people["late_days"] >= least,
        missing=~people["declared"] & people["closed"],
        awaited=~people["declared"] & ~people["closed"],
    )
    grouped = rows.groupby(["unit_code", "year"])
    counted = grouped[["declared", "late", "missing", "awaited"]].sum().astype("float64")
    counted.insert(0, "obliged", grouped.size().astype("float64"))
    return counted.reset_index()
