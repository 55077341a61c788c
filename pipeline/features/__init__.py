"""What the forest sees: changes, ratios and differences from peers. One small function a feature, its name the column.

To add one: write the function in the module of its kind, name it below, and say it in `texts/features.*.po`.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.features import money, multiples, shares, words
from pipeline.features.evidence import evidence, sentence
from pipeline.features.prepared import prepared
from pipeline.params import Parameters
from pipeline.peers import cells as within
from pipeline.texts import Catalogue

__all__ = ["FEATURES", "KINDS", "evidence", "features", "scaled", "sentences", "standard", "standardise", "unscaled"]

Feature = Callable[[pd.DataFrame], pd.Series]

# Multiples of an income, and counts: linear near 0, logarithmic far out, with their sign.
RATIOS: tuple[Feature, ...] = (
    money.saved_to_income,
    money.own_saved_shift,
    money.balance_to_income,
    money.own_balance_shift,
    money.balance_3y_to_income,
    money.width_to_income,
    money.left_to_live_on,
    money.unaccounted_to_income,
    money.outside_money_to_income,
    money.cash_change_to_income,
    money.lent_change_to_income,
    money.gold_change_to_income,
    money.property_change_to_income,
    money.securities_change_to_income,
    money.sale_gain,
    money.property_count_change,
    words.unexplained_increase_to_income,
    words.words_per_change,
)
# So many times as much: the logarithm.
MULTIPLES: tuple[Feature, ...] = (
    multiples.asset_growth,
    multiples.uses_to_sources,
    multiples.income_growth,
    multiples.own_income_growth,
    multiples.item_growth,
)
# Shares of a whole and their differences, as they are.
SHARES: tuple[Feature, ...] = (
    shares.composition_shift,
    shares.unstated_share,
    shares.new_spouse_share,
    shares.new_child_share,
    shares.revalued_share,
    shares.round_share,
    shares.just_below_share,
    shares.spouse_share_change,
    shares.unknown_share_change,
    shares.unsourced_income_share,
)
# Less than the peers would need explaining, more would not: the part above the peers' median does not count.
DOWNWARD: tuple[Feature, ...] = (money.left_to_live_on, words.words_per_change)
# Either way. Of all other features only the part above the peers' median counts.
EITHER: tuple[Feature, ...] = (
    money.property_change_to_income,
    money.property_count_change,
    multiples.asset_growth,
    multiples.item_growth,
)
FEATURES: dict[str, Feature] = {feature.__name__: feature for feature in (*RATIOS, *MULTIPLES, *SHARES)}
KINDS: dict[str, str] = {
    **{feature.__name__: "ratio" for feature in RATIOS},
    **{feature.__name__: "multiple" for feature in MULTIPLES},
    **{feature.__name__: "share" for feature in SHARES},
}
SIDES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(FEATURES, (0.0, np.inf)),
    **{feature.__name__: (-np.inf, 0.0) for feature in DOWNWARD},
    **{feature.__name__: (-np.inf, np.inf) for feature in EITHER},
}
_TO_SCALE: dict[str, Callable] = {"ratio": np.arcsinh, "multiple": np.log, "share": lambda values: values}
_FROM_SCALE: dict[str, Callable] = {"ratio": np.sinh, "multiple": np.exp, "share": lambda values: values}


def features(positions: pd.DataFrame, item_changes: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """One row a comparison, index declaration_id; one column a feature, in the units that a person reads.

    NaN where a feature cannot be computed. Needs all years of its declarants and nobody else's.
    """
    rows = prepared(positions, item_changes, parameters)
    return pd.DataFrame({name: feature(rows) for name, feature in FEATURES.items()}, index=rows.index, dtype="float64")


def scaled(frame: pd.DataFrame) -> pd.DataFrame:
    """The features in the units that the forest compares them in: asinh of ratios, logarithm of multiples."""
    return pd.DataFrame({name: _TO_SCALE[KINDS[str(name)]](frame[name]) for name in frame})


def unscaled(frame: pd.DataFrame) -> pd.DataFrame:
    """Back to the units that a person reads."""
    return pd.DataFrame({name: _FROM_SCALE[KINDS[str(name)]](frame[name]) for name in frame})


def standardise(frame: pd.DataFrame, cells: pd.DataFrame, parameters: Parameters) -> tuple[pd.DataFrame, list[str]]:
    """Robust z of every feature within its peer cell, and the features left out because they hardly vary.

    frame: the features of all comparisons, index declaration_id. The median of the peers is 0, and so is everything
    on the side that needs no explaining (`SIDES`): saving less than others is not what this looks for.
    """
    grouped = within.read_cells(cells.set_index("declaration_id")["peer_cell"].reindex(frame.index))
    z = {str(name): standard(str(name), frame[name], grouped, parameters) for name in frame}
    kept = {name: values for name, values in z.items() if values is not None}
    return pd.DataFrame(kept, index=frame.index), [name for name in z if name not in kept]


def standard(name: str, values: pd.Series, cells: within.Cells, parameters: Parameters) -> np.ndarray | None:
    """Robust z of one feature within the peer cells; None where it hardly varies."""
    known = _TO_SCALE[KINDS[name]](values)
    if _hardly_varies(known, parameters.number("constant_share")):
        return None
    weight, limit = parameters.number("peer_scale_weight"), parameters.number("peer_score_limit")
    return np.asarray(np.clip(within.scores(known.to_numpy(), cells, weight, limit), *SIDES[name]))


def sentences(found: pd.DataFrame, say: Catalogue) -> list[str]:
    """Rows of `evidence` in words, in their order; rows without a value are left out."""
    known = found[found["value"].notna()]
    return [sentence(row, KINDS[row["feature"]], say) for _, row in known.iterrows()]


def _hardly_varies(values: pd.Series, share: float) -> bool:
    """True where nearly all known values are one, or none is known."""
    counts = values.value_counts()
    return counts.empty or bool(counts.iloc[0] > share * counts.sum())
