"""A declaration beside the one before it: sources and uses of the household's funds."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.changes.balance import Flows, balance_columns, source_unknown
from pipeline.changes.cumulated import cumulated
from pipeline.changes.debts import debt_columns, owed
from pipeline.changes.households import household_columns, living_columns
from pipeline.changes.incomes import declared, income_columns, received
from pipeline.changes.periods import baselines, carried, with_carried
from pipeline.changes.stated import beyond_stated
from pipeline.changes.stocks import LIQUID_CELLS, held, lawfully_undeclared, listed_twice, stock_columns
from pipeline.changes.sums import Sums, code_of, counted
from pipeline.changes.things import Things, followed
from pipeline.changes.words import movement_columns, told
from pipeline.model import ASSETS, FAMILY, INCOMES, LIABILITIES, MOVEMENTS, POSITIONS, Table
from pipeline.params import Parameters

__all__ = ["positions"]


def positions(
    pairs: pd.DataFrame,
    item_changes: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    explained: pd.DataFrame,
    parameters: Parameters,
) -> pd.DataFrame:
    """One row a declaration (table POSITIONS), in the order of `pairs`; what compares is null for a first one.

    `tables` holds assets, incomes, movements, liabilities and family of the same declarants; an absent one is empty.
    `tables["withheld"]`, where given, has a row (`declaration_id`, `table`) for each row of these that was not
    accepted: an item of the baseline that nobody could read may have paid for everything, and without an income
    the household's income is unknown.
    """
    rows = pairs.reset_index(drop=True)
    given = {table.name: _given(tables, table) for table in (ASSETS, INCOMES, MOVEMENTS, LIABILITIES, FAMILY)}
    withheld = _withheld(rows, tables.get("withheld"))
    baseline, later = baselines(rows), carried(rows)
    listed = rows["has_asset_list"].fillna(False).to_numpy(dtype=bool)
    compared = baseline >= 0
    places = code_of(given["assets"]["declaration_id"], rows["declaration_id"])
    after = held(places, given["assets"], len(rows))
    before = after.at(baseline)
    movements = _placed(rows, given["movements"], later)
    things = followed(rows, item_changes, parameters)
    words = told(rows, _placed(rows, explained, later), movements, things.in_kind)
    debts = owed(rows, baseline, given["liabilities"], words)
    incomes = received(declared(rows, given["incomes"]), withheld["incomes"], later, baseline, parameters)
    household = household_columns(rows, given["family"])
    living = living_columns(rows, np.asarray(household["household_size"]), parameters)
    liquid = _liquid_change(before, after, things)
    threshold = parameters.in_force("item_threshold_vnd", rows["baseline_declared_on"]).to_numpy()
    flows = Flows(
        things,
        incomes,
        words,
        debts,
        liquid,
        lawfully_undeclared(before, after, threshold, things.liquid_came_aside),
        _newly_twice(listed_twice(places, given["assets"], len(rows)), baseline),
        beyond_stated(before, after, movements, liquid),
        before.unknown(LIQUID_CELLS) + _of_baseline(withheld["assets"], baseline),
        living["living_central_vnd"],
        _brought_by_spouse(liquid, np.asarray(household["has_spouse"], dtype=bool), baseline),
    )
    beside = _where(compared & listed, _thing_columns(things, liquid) | balance_columns(flows))
    stated = _where(compared, words.columns | debt_columns(debts))
    frame = rows.assign(
        **stock_columns(before, after, compared, listed),
        **income_columns(incomes),
        **household,
        **living,
        **movement_columns(rows, movements),
        **stated,
        **beside,
    )
    return POSITIONS.conform(frame.assign(**_over_years(frame, source_unknown(flows))))


def _given(tables: Mapping[str, pd.DataFrame], table: Table) -> pd.DataFrame:
    return tables[table.name] if table.name in tables else table.empty()


def _placed(pairs: pd.DataFrame, rows: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table with the place of the declaration that they count for."""
    placed = rows.assign(place=code_of(rows["declaration_id"], pairs["declaration_id"]))
    return with_carried(placed[placed["place"] >= 0], later)


def _liquid_change(before: Sums, after: Sums, things: Things) -> np.ndarray:
    """Change of the sums of money, gold and securities, less the changes for which no funds flowed."""
    known = np.nan_to_num(after.of(LIQUID_CELLS)) - np.nan_to_num(before.of(LIQUID_CELLS))
    return np.asarray(known - np.nan_to_num(things.liquid_set_aside))


def _brought_by_spouse(liquid: np.ndarray, has_spouse: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """The rise of liquid funds that a spouse newly named may have brought along; 0 where there is none."""
    married = has_spouse & (baseline >= 0) & ~has_spouse[np.maximum(baseline, 0)]
    return np.where(married, np.maximum(liquid, 0), 0)


def _withheld(pairs: pd.DataFrame, rows: pd.DataFrame | None) -> dict[str, np.ndarray]:
    """How many rows of each filing were not accepted, by table."""
    if rows is None:
        return {name: np.zeros(len(pairs), dtype=np.int64) for name in ("assets", "incomes")}
    places = code_of(rows["declaration_id"], pairs["declaration_id"])
    return {
        name: counted(places, (rows["table"] == name).to_numpy(dtype=bool), len(pairs))
        for name in ("assets", "incomes")
    }


def _of_baseline(values: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """What each declaration's baseline has; 0 where there is none."""
    return np.where(baseline >= 0, values[baseline], 0) if len(values) else values


def _newly_twice(twice: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """Value of lines that this declaration repeats and the baseline did not."""
    return np.asarray(np.maximum(twice - _of_baseline(twice, baseline), 0))


def _thing_columns(things: Things, liquid_change: np.ndarray) -> dict[str, np.ndarray]:
    return {
        "acquired_vnd": things.acquired,
        "disposed_cost_vnd": things.disposed,
        "gone_unknown_values": things.gone_unknown,
        "liquid_change_vnd": liquid_change,
        "slip_count": things.slip_count,
        "slip_vnd": things.slip,
        "revaluation_vnd": things.revaluation,
        "certainty_share": things.certainty,
    }


def _where(known: np.ndarray, columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns with unknown values where there is nothing to compare."""
    return {name: np.where(known, values, np.nan) for name, values in columns.items()}


def _over_years(frame: pd.DataFrame, doubtful: np.ndarray) -> dict[str, np.ndarray]:
    return {f"unexplained_low_{years}y_vnd": cumulated(frame, doubtful, years) for years in (3, 5)}
