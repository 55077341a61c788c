"""Sums of a position that several rules compare, the version it is, and the pay of its grade."""

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import SOURCES
from pipeline.params import Parameters
from pipeline.rules.join import with_columns

SHORTEST_PERIOD_DAYS = 30
KINDS_OF_WEALTH = ("real_estate", "attached", "liquid", "capital", "vehicle", "other", "foreign")
ONCE = ("asset_sale", "inheritance", "compensation", "loan")
# Fields of Decree 130/2020, Appendix III, where a decision is worth most to others.
HIGH_RISK_FIELDS = (
    "land", "natural_resources", "environment", "finance", "tax", "customs", "banking", "construction", "planning",
    "investment", "procurement", "licensing", "personnel", "home_affairs", "inspection",
)  # fmt: skip


LOWEST_OF_GRADE = {
    "A3.1": "pay_coefficient_first_A3_1",
    "A3.2": "pay_coefficient_first_A3_2",
    "A2.1": "pay_coefficient_first_A2_1",
    "A2.2": "pay_coefficient_first_A2_2",
    "A1": "pay_coefficient_first_A1",
    "A0": "pay_coefficient_first_A0",
    "B": "pay_coefficient_first_B",
    "C1": "pay_coefficient_first_C1",
}


def derived(positions: pd.DataFrame) -> pd.DataFrame:
    """Sums that several rules compare."""
    period = (positions["period_end"] - positions["period_start"]).dt.days.astype("float64") + 1
    days = period.fillna(positions["days"]).where(lambda known: known >= SHORTEST_PERIOD_DAYS)
    loans = positions[["explained_loan_vnd", "debt_taken_vnd"]].max(axis=1).fillna(0)
    inflow = positions["income_vnd"] + loans + (-positions["liquid_change_vnd"]).clip(lower=0)
    outflow = (
        positions["acquired_vnd"]
        + positions["liquid_change_vnd"].clip(lower=0)
        + positions["debt_repaid_vnd"].fillna(0)
    )
    itemised = positions["income_vnd"].notna() & (positions["income_unsourced_vnd"].fillna(0) == 0)
    stated = {f"stated_{source}_vnd": positions[f"income_{source}_vnd"].fillna(0).where(itemised) for source in SOURCES}
    explained_sale = positions["explained_asset_sale_vnd"].where(positions["explained_asset_sale_vnd"] > 0)
    return with_columns(
        positions,
        compared=(positions["has_asset_list"].fillna(False) & positions["baseline_declaration_id"].notna()).astype(
            "boolean"
        ),
        is_filed=pd.Series(True, index=positions.index, dtype="boolean"),
        has_income=positions["income_vnd"].notna().astype("boolean"),
        has_slip=positions["slip_count"].gt(0).astype("boolean"),
        is_supplement=positions["kind"].eq("SUPPLEMENT").astype("boolean"),
        increase_vnd=positions["acquired_vnd"] + positions["liquid_change_vnd"] - positions["disposed_cost_vnd"],
        period_days=days,
        income_year_vnd=positions["income_vnd"] * 365 / days,
        regular_year_vnd=(positions["income_vnd"] - _once(positions)) * 365 / days,
        income_declarant_year_vnd=positions["income_declarant_vnd"] * 365 / days,
        income_spouse_year_vnd=positions["income_spouse_vnd"] * 365 / days,
        loans_vnd=loans,
        means_vnd=positions["liquid_before_vnd"] + positions["income_vnd"] + loans,
        living_left_vnd=inflow - outflow,
        shortfall_vnd=positions["living_low_vnd"] - (inflow - outflow),
        proceeds_vnd=explained_sale.fillna(
            positions["income_asset_sale_vnd"].where(positions["income_asset_sale_vnd"] > 0)
        ),
        given_vnd=positions[["explained_gift_vnd", "income_gift_vnd"]].max(axis=1).fillna(0)
        + positions[["explained_inheritance_vnd", "income_inheritance_vnd"]].max(axis=1).fillna(0),
        is_high_risk=positions["post_field"].isin(HIGH_RISK_FIELDS).astype("boolean"),
        office_days=(positions["declared_on"] - positions["appointed_on"]).dt.days.astype("float64"),
        **stated,
    )


def _once(positions: pd.DataFrame) -> pd.Series:
    """What came in once and is no earning: proceeds of sales, inheritances, compensation, loans; 0 where not told."""
    once = [positions[f"income_{source}_vnd"].fillna(0) for source in ONCE]
    total: pd.Series = sum(once[1:], once[0])
    return total


def versions(positions: pd.DataFrame) -> pd.DataFrame:
    """Which declaration of the same kind and year this is: a second one replaces the first."""
    year = positions["declared_on"].dt.year
    keys = [positions["declarant_id"], positions["kind"], year]
    annual = positions["kind"].isin(["ANNUAL", "FIRST"])
    number = positions.groupby(keys).cumcount() + 1.0
    return positions.assign(version_count=number.where(annual), is_version=((number > 1) & annual).astype("boolean"))


def hellinger(positions: pd.DataFrame) -> pd.Series:
    """Distance, 0 to 1, between the shares of the kinds of assets before and after."""
    roots = {}
    for when in ("before", "after"):
        values = positions[[f"{kind}_{when}_vnd" for kind in KINDS_OF_WEALTH]].fillna(0).clip(lower=0).to_numpy()
        total = values.sum(axis=1, keepdims=True)
        roots[when] = np.sqrt(values / np.where(total > 0, total, np.nan))
    distance = np.sqrt(((roots["before"] - roots["after"]) ** 2).sum(axis=1)) / np.sqrt(2)
    return pd.Series(distance, index=positions.index)


def with_pay_floor(positions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The lowest pay of the grade for a year, on the base salary of the day of the declaration."""
    base = parameters.in_force("base_salary_vnd", positions["declared_on"])
    group = positions["grade"].str.upper().str.replace("_", ".", regex=False)
    lowest = group.map({grade: parameters.number(name) for grade, name in LOWEST_OF_GRADE.items()})
    # From here on `grade` is how sure a match is; the pay grade keeps a name of its own.
    told = positions.rename(columns={"grade": "pay_grade"})
    doubted = {grade: bool(parameters[name].values[-1].to_check) for grade, name in LOWEST_OF_GRADE.items()}
    doubtful = group.map(doubted).eq(True).fillna(False).astype(bool) | parameters.to_check(
        "base_salary_vnd", positions["declared_on"]
    )
    return told.assign(pay_floor_vnd=12 * base * lowest.astype("float64"), pay_floor_to_check=doubtful)
