"""How unusual each comparison is among its peers: two channels, ranked apart and shown apart."""

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.forest import tails
from pipeline.forest.explaining import shapley
from pipeline.forest.model import Forest, matrix_of
from pipeline.forest.scoring import displayed
from pipeline.forest.two_stages import Paths, mean_paths
from pipeline.params import Parameters

Numbers = npt.NDArray[np.float64]
COLUMNS = (
    "forest_score",
    "forest_se",
    "tail_score",
    "anomaly_score",
    "stays_share",
    "missing_cells",
    "drivers",
)


def score(
    z: pd.DataFrame, seed: int, parameters: Parameters, capacity: int, workers: int = 1
) -> tuple[pd.DataFrame, Forest | None]:
    """One row a comparison, by declaration_id: its scores; and the forest that gave them (None without rows).

    z: robust z of the features within the peer cell; missing cells are NaN, infinite values raise ValueError.
    The bytes do not depend on `workers`, nor on whether the compiler is installed.
    """
    if z.empty:
        return pd.DataFrame(index=z.index, columns=list(COLUMNS)).astype({"drivers": "str"}, errors="ignore"), None
    ordered = z.sort_index()
    matrix = matrix_of(ordered)
    paths, forest = mean_paths(matrix, tuple(ordered.columns), seed, parameters, capacity, workers)
    count = int(parameters.number("tail_features"))
    evidence = tails.strongest(matrix, count)
    rarity = joined_rarity(upper_tail(-paths.mean), upper_tail(evidence))
    forest = with_cuts(forest, paths, evidence, capacity)
    forest_score = displayed(paths.mean, forest)
    scores = pd.DataFrame(
        {
            "forest_score": forest_score,
            "forest_se": np.log(2.0) / max(forest.typical_path, 1.0) * forest_score * paths.standard_error,
            "tail_score": tails.displayed(evidence, count),
            "anomaly_score": 1.0 - rarity ** (1.0 / parameters.number("anomaly_root")),
            "stays_share": stays_share(paths, evidence, forest),
            "missing_cells": np.isnan(matrix).sum(axis=1).astype("float64"),
        },
        index=ordered.index,
    )
    return scores.assign(drivers=_drivers(ordered, scores, forest, parameters, workers)).reindex(z.index), forest


def upper_tail(strangeness: Numbers) -> Numbers:
    """Share of the rows that are at least as strange; rows that are equal share the larger one."""
    at_least = len(strangeness) - np.searchsorted(np.sort(strangeness), strangeness, side="left")
    return np.asarray(at_least / len(strangeness))


def joined_rarity(forest: Numbers, tail: Numbers) -> Numbers:
    """The share of rows that are at least as rare in the channel where they are rarest."""
    return upper_tail(-np.minimum(forest, tail))


def with_cuts(forest: Forest, paths: Paths, evidence: Numbers, capacity: int) -> Forest:
    """The forest with the path length and the tail evidence from which a row is among the `capacity` most unusual."""
    best = np.minimum(upper_tail(-paths.mean), upper_tail(evidence))
    cut = np.sort(best)[min(capacity, len(best)) - 1]
    inside = max(int(round(cut * len(best))), 1)
    cut_path, cut_tail = np.sort(paths.mean)[inside - 1], np.sort(evidence)[-inside]
    return Forest(**{**vars(forest), "cut_path": float(cut_path), "cut_tail": float(cut_tail)})


def stays_share(paths: Paths, evidence: Numbers, forest: Forest) -> Numbers:
    """Share of re-runs with other seeds in which a row is among the most unusual; the tail channel has no seed.

    This run's path and that of another run waver, hence the square root of 2. Rows thin out towards the strange end,
    so a row at the cut is rather an ordinary one that was lucky than the reverse: by the slope of the logarithm of
    the rows' density times the squared error (Tweedie's formula).
    """
    from scipy.special import ndtr

    error = np.maximum(paths.standard_error, 1e-12)
    expected = paths.mean + _density_slope(paths.mean, forest.cut_path) * error**2
    stays = ndtr((forest.cut_path - expected) / (np.sqrt(2.0) * error))
    return np.asarray(np.round(np.where(evidence >= forest.cut_tail, 1.0, stays), 3), dtype=np.float64)


def _density_slope(mean_path: Numbers, cut: float) -> float:
    """By how much the logarithm of the number of rows grows with the path length, from half to twice the rows
    within the cut."""
    ordered = np.sort(mean_path)
    inside = int(np.searchsorted(ordered, cut, side="right"))
    half, twice = max(inside // 2, 1), min(2 * inside, len(ordered))
    width = ordered[twice - 1] - ordered[half - 1]
    return float(np.log(twice / half) / width) if width > 0 else 0.0


def _drivers(
    z: pd.DataFrame, scores: pd.DataFrame, forest: Forest, parameters: Parameters, workers: int
) -> npt.NDArray[Any]:
    """JSON of the features that shortened the path most, for the most unusual rows; null for the others."""
    written = np.full(len(z), None, dtype=object)
    order = np.lexsort([np.arange(len(z)), -scores["anomaly_score"].to_numpy()])
    chosen = order[: int(parameters.number("drivers_rows"))]
    values = matrix_of(z.iloc[chosen])
    parts = shapley(values, forest, workers)
    named = int(parameters.number("drivers_named"))
    for place, row in enumerate(chosen):
        written[row] = _driver_json(parts[place], values[place], forest.columns, named)
    return written


def _driver_json(parts: Numbers, values: Numbers, columns: tuple[str, ...], named: int) -> str:
    """The strongest known features of one row: name, z, and share of what sets the row apart from its peers."""
    known = [place for place in np.argsort(-parts, kind="stable") if parts[place] > 0 and not np.isnan(values[place])]
    total = parts[parts > 0].sum()
    return json.dumps(
        [
            {
                "feature": columns[place],
                "z": round(float(values[place]), 2),
                "share": round(float(parts[place] / total), 3),
            }
            for place in known[:named]
        ]
    )
