"""Positions with the official's own earlier years, counts of items and peer figures beside each declaration."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.params import Parameters
from pipeline.rules.beside_others import with_growth, with_peers, with_registers, with_shared
from pipeline.rules.counts import counted
from pipeline.rules.entries import with_entries, with_liquid_slips
from pipeline.rules.join import beside, earlier, looked_up
from pipeline.rules.position_sums import derived, versions, with_pay_floor

Tables = Mapping[str, pd.DataFrame]

# Figures of the declaration before, and of the one before that: name here, column there.
ONE_BEFORE = {
    "increase_previous_vnd": "increase_vnd",
    "interest_previous_vnd": "stated_interest_vnd",
    "deposit_previous_vnd": "deposit_after_vnd",
    "text_previous": "explanation",
    "cash_two_before_vnd": "cash_before_vnd",
    "spouse_income_previous_vnd": "income_spouse_year_vnd",
    "spouse_other_previous_vnd": "spouse_other_year_vnd",
    "loan_private_previous_vnd": "loan_private_vnd",
    "repaid_previous_vnd": "debt_repaid_vnd",
    "replaced_previous": "vehicle_replaced",
    "had_spouse": "has_spouse",
    "loans_previous_vnd": "loans_vnd",
    "business_previous_vnd": "stated_business_vnd",
    "farm_previous_vnd": "stated_farm_vnd",
    "capital_two_before_vnd": "capital_before_vnd",
    "liquid_two_before_vnd": "liquid_before_vnd",
}
TWO_BEFORE = {
    "loan_private_two_before_vnd": "loan_private_vnd",
    "replaced_two_before": "vehicle_replaced",
    "business_two_before_vnd": "stated_business_vnd",
}


def histories(tables: Tables, parameters: Parameters) -> pd.DataFrame:
    """One row a declaration, sorted by official and day; NaN is unknown throughout."""
    positions = tables["positions"].sort_values(["declarant_id", "declared_on", "declaration_id"], ignore_index=True)
    positions = beside(positions, tables["declarations"], ["period_start", "period_end", "full_name"])
    positions = counted(versions(derived(positions)), tables)
    other = (positions["income_spouse_vnd"] - positions["spouse_salary_vnd"]).clip(lower=0)
    positions = positions.assign(spouse_other_year_vnd=other * 365 / positions["period_days"]).copy()
    positions = with_peers(with_shared(with_registers(positions, tables), tables), tables)
    positions = with_growth(positions.copy(), tables.get("growth")).copy()
    positions = with_entries(positions, tables["declarations"]).copy()
    positions = with_liquid_slips(positions, tables["item_changes"], parameters).copy()
    return with_pay_floor(_with_past(positions, parameters).copy(), parameters)


def _with_past(positions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The positions with figures of earlier declarations that list assets, and what is owed by words or by list."""
    listed = positions[positions["has_asset_list"].fillna(False).astype(bool)].reset_index(drop=True)
    past = _past(listed, parameters)
    positions = beside(positions, listed[["declaration_id"]].join(past), past.columns.tolist())
    settled = positions["loans_settled_count"] > 0
    told = positions["loan_private_previous_vnd"].where(settled)
    return positions.assign(
        owed_before_vnd=positions["debt_before_vnd"].fillna(told),
        owed_after_vnd=positions["debt_after_vnd"].fillna((told * 0).where(settled)),
    )


def _past(listed: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Figures of the official's earlier declarations that list assets, on the index of `listed`."""
    changes = np.column_stack([earlier(listed, "increase_vnd", step) for step in range(1, 6)])
    incomes = np.column_stack([earlier(listed, "income_year_vnd", step) for step in range(1, 6)])
    first = listed.drop_duplicates("declarant_id").set_index("declarant_id")
    past = {name: earlier(listed, column) for name, column in ONE_BEFORE.items()}
    past |= {name: earlier(listed, column, 2) for name, column in TWO_BEFORE.items()}
    repaid = listed["debt_repaid_vnd"].gt(0) | listed["loans_settled_count"].gt(0)
    later = repaid.astype("float64").where(listed["declarant_id"].eq(listed["declarant_id"].shift(1)))
    capital = pd.concat(
        [listed[["capital_after_vnd", "capital_before_vnd"]], past["capital_two_before_vnd"].rename("two")], axis=1
    )
    return pd.DataFrame(past, index=listed.index).assign(
        liquid_next_vnd=listed["liquid_after_vnd"]
        .shift(-1)
        .where(listed["declarant_id"].eq(listed["declarant_id"].shift(-1))),
        repaid_next=later.shift(-1).where(listed["declarant_id"].eq(listed["declarant_id"].shift(-1))),
        shortfall_3y_vnd=_three_years(listed, "shortfall_vnd"),
        capital_three_vnd=capital.min(axis=1, skipna=False),
        income_earlier_vnd=_mean(incomes),
        income_earlier_count=(~np.isnan(incomes)).sum(axis=1).astype("float64"),
        own_z=_robust_z(listed["increase_vnd"].to_numpy(), changes, parameters),
        first_cash_gold_vnd=looked_up(
            listed["declarant_id"], first["cash_after_vnd"].fillna(0) + first["gold_after_vnd"].fillna(0)
        ),
    )


def _three_years(listed: pd.DataFrame, column: str) -> pd.Series:
    """The sum of a figure over this declaration and the two before; unknown unless two of the three are known."""
    years = [listed[column], earlier(listed, column), earlier(listed, column, 2)]
    return pd.concat(years, axis=1).sum(axis=1, min_count=2)


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of the known values of each row; NaN where none is known."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _robust_z(now: np.ndarray, past: np.ndarray, parameters: Parameters) -> np.ndarray:
    """(now - median) / (1.4826 MAD) of enough earlier values; a small spread counts for more than it is."""
    enough = (~np.isnan(past)).sum(axis=1) >= parameters.number("own_past_changes_min")
    floor = parameters.number("own_past_spread_min_vnd")
    scores = np.full(len(now), np.nan)
    median = np.nanmedian(past[enough], axis=1) if enough.any() else np.array([])
    spread = np.nanmedian(np.abs(past[enough] - median[:, None]), axis=1) if enough.any() else np.array([])
    scores[enough] = (now[enough] - median) / np.maximum(1.4826 * spread, floor)
    return scores
