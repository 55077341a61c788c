"""What others would do with the same declarations: simple orders and the detectors of the field, one score each.

Every score is per comparison, higher is listed first; missing cells are filled with the column's median, which is
what a user of these libraries does first.
"""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata
from sklearn.ensemble import IsolationForest

Numbers = npt.NDArray[np.float64]
Detector = Callable[[Numbers, int], Numbers]
STOCKS = ("real_estate", "liquid", "cash", "deposit", "gold", "securities", "capital", "vehicle", "other")


def simple_orders(positions: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row a comparison, index declaration_id; one column a simple way to order officials."""
    rows = compared(positions)
    increase = rows["assets_after_vnd"] - rows["assets_before_vnd"]
    return pd.DataFrame(
        {
            "biggest increase": increase,
            "increase minus income": increase - rows["income_vnd"].fillna(0.0),
            "isolation forest, raw differences": forest(filled(raw_differences(rows)), seed),
            "isolation forest, sensible features": forest(filled(sensible(rows)), seed),
            "flags of a single declaration": single_flags(rows),
        }
    ).fillna(-np.inf)


def with_detectors(
    orders: pd.DataFrame, positions: pd.DataFrame, detectors: Mapping[str, Detector], seed: int
) -> pd.DataFrame:
    """The orders with those of further detectors on the sensible features, and the mean rank of all."""
    matrix = filled(sensible(compared(positions)))
    found = orders.assign(**{name: detector(matrix, seed) for name, detector in detectors.items()})
    ranks = np.column_stack([rankdata(found[name]) for name in found])
    return found.assign(**{"rank average of all": ranks.mean(axis=1)})


def compared(positions: pd.DataFrame) -> pd.DataFrame:
    """The positions that have a declaration before, by declaration_id in that order."""
    held = positions[positions["previous_declaration_id"].notna()]
    return held.set_index("declaration_id").sort_index()


def raw_differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Differences of the declared sums, and the income, in dong."""
    stocks = {name: rows[f"{name}_after_vnd"] - rows[f"{name}_before_vnd"] for name in STOCKS}
    return pd.DataFrame(stocks | {"income": rows["income_vnd"], "items": rows["items_after"] - rows["items_before"]})


def sensible(rows: pd.DataFrame) -> pd.DataFrame:
    """What an analyst would compute in an afternoon: differences beside income, growth, shares."""
    income = rows["income_vnd"].where(rows["income_vnd"] > 0)
    ratios = {name: np.arcsinh((rows[f"{name}_after_vnd"] - rows[f"{name}_before_vnd"]) / income) for name in STOCKS}
    before, after = rows["assets_before_vnd"] + 1e6, rows["assets_after_vnd"] + 1e6
    return pd.DataFrame(
        ratios
        | {
            "growth": np.log(after / before),
            "income_per_head": np.log(income / rows["household_size"].clip(lower=1)),
            "cash_share": rows["cash_after_vnd"] / after,
            "wealth_to_income": np.arcsinh(after / income),
            "items": rows["items_after"] - rows["items_before"],
        }
    )


def single_flags(rows: pd.DataFrame) -> pd.Series:
    """The number of flags that one declaration raises by itself, in the manner of dragnet; no year before is used."""
    income = rows["income_vnd"]
    flags = (
        rows["liquid_after_vnd"] > 10 * income,
        rows["cash_after_vnd"] > 5 * income,
        rows["cash_after_vnd"] > 500e6,
        rows["lent_after_vnd"] > 300e6,
        rows["acquired_vnd"] > income + rows["liquid_after_vnd"],
        rows["gold_after_vnd"] > income,
        rows["foreign_after_vnd"] > 0,
        rows["capital_after_vnd"] > 0,
        rows["vehicle_after_vnd"] > 2 * income,
        rows["unknown_values_after"] > 2,
        rows["income_gift_vnd"] > 0.5 * income,
    )
    count = pd.concat([flag.fillna(False).astype("float64") for flag in flags], axis=1).sum(axis=1)
    ties: pd.Series = count + 1e-3 * np.log1p(rows["assets_after_vnd"].fillna(0.0)) / 40.0
    return ties


def filled(table: pd.DataFrame) -> Numbers:
    """The table without gaps: infinite and missing cells take the column's median."""
    finite = table.astype("float64").replace([np.inf, -np.inf], np.nan)
    return np.ascontiguousarray(finite.fillna(finite.median()).fillna(0.0).to_numpy(dtype=np.float64))


def forest(matrix: Numbers, seed: int) -> Numbers:
    """scikit-learn's forest as it comes, 300 trees."""
    model = IsolationForest(n_estimators=300, random_state=seed).fit(matrix)
    return np.asarray(-model.score_samples(matrix), dtype=np.float64)
