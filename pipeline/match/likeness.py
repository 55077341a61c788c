"""How far two lines speak for being one item: levels of agreement, weighed and added up."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from pipeline.match.items import Items
from pipeline.model.vocabulary import CATEGORIES, PLOTS
from pipeline.params import Parameters

Near = Callable[[np.ndarray, np.ndarray], np.ndarray]
UNKNOWN, SAME, NEAR, SLIP, OTHER = range(5)
LEVELS = ("unknown", "same", "near", "slip", "other")
FIELDS = (
    "certificate", "registration", "name", "title", "issuer", "kind", "commune", "address", "area", "floor", "value",
    "quantity", "acquired", "holder", "country", "category",
)  # fmt: skip
# What is another thing when another firm issued it.
SECURITIES = ("shares", "bonds", "other_securities", "capital_contribution")
# Land and houses are told by their place; the words for them are a description, not a name.
TITLED = np.isin(np.arange(len(CATEGORIES)), [CATEGORIES.index(name) for name in (*PLOTS, "house")])
ISSUED = np.isin(np.arange(len(CATEGORIES)), [CATEGORIES.index(name) for name in SECURITIES])
BUILDINGS = np.isin(np.arange(len(CATEGORIES)), [CATEGORIES.index("house"), CATEGORIES.index("construction")])
# Numbers shorter than this are too short for one wrong letter to be a slip of the pen.
LONG_NUMBER = 6


def compared(edges: pd.DataFrame, items: Items, parameters: Parameters) -> pd.DataFrame:
    """The edges (before, after: positions of items) with a level of agreement for each field, and their sum `logit`."""
    before, after = items.rows.loc[edges.before], items.rows.loc[edges.after]
    levels = _levels(before.reset_index(drop=True), after.reset_index(drop=True), items.texts, parameters)
    logit = np.full(len(edges), parameters.number("match_prior_logit"))
    for field in FIELDS:
        logit += _weights(field, parameters)[levels[field]]
    return edges.reset_index(drop=True).assign(**levels, logit=logit)


def _weights(field: str, parameters: Parameters) -> np.ndarray:
    names = [f"match_{field}_{level}_logit" for level in LEVELS]
    return np.array([parameters.number(name) if name in parameters else 0.0 for name in names])


def _levels(
    before: pd.DataFrame, after: pd.DataFrame, texts: dict[str, np.ndarray], parameters: Parameters
) -> dict[str, np.ndarray]:
    area = sizes(before.area, after.area, "match_area_slip_factors", parameters)
    name = _of_texts(before["name"], after["name"], texts["name"], _alike_names(parameters))
    building, titled, issued = (which[before.category] for which in (BUILDINGS, TITLED, ISSUED))
    return {
        "certificate": _of_texts(before.certificate, after.certificate, texts["certificate"], one_letter_off),
        "registration": _of_texts(before.registration, after.registration, texts["registration"], one_letter_off),
        "name": np.where(titled | issued, UNKNOWN, name),
        "title": np.where(titled, name, UNKNOWN),
        "issuer": np.where(issued, name, UNKNOWN),
        "kind": codes(before.kind, after.kind),
        "commune": codes(before.place, after.place),
        "address": address_levels(before.address, after.address, texts, parameters),
        "area": np.where(building, UNKNOWN, area),
        "floor": np.where(building, area, UNKNOWN),
        "value": sizes(before.value, after.value, "match_slip_factors", parameters),
        "quantity": _quantities(before, after, parameters),
        "acquired": days(before.acquired, after.acquired),
        "holder": codes(before.holder, after.holder),
        "country": codes(before.country, after.country),
        "category": codes(before.category, after.category),
    }


def codes(before: pd.Series, after: pd.Series) -> np.ndarray:
    """same or other; unknown where either is (codes below 0)."""
    same = np.where(before == after, SAME, OTHER)
    return np.where((before < 0) | (after < 0), UNKNOWN, same)


def close(before: pd.Series | np.ndarray, after: pd.Series | np.ndarray, share: float) -> np.ndarray:
    """Whether two amounts differ by no more than a share of the larger; False where one is unknown."""
    first, second = np.asarray(before), np.asarray(after)
    return np.asarray(np.abs(second - first) <= share * np.maximum(np.abs(first), np.abs(second)))


def sizes(before: pd.Series, after: pd.Series, factors: str, parameters: Parameters) -> np.ndarray:
    """same, near (within the tolerance), slip (a known factor apart, either way) or other; unknown where one is."""
    tolerance = parameters.number("match_tolerance_share")
    level = np.full(len(before), OTHER)
    for factor in slip_factors(factors, parameters):
        level[close(before * factor, after, tolerance) | close(before, after * factor, tolerance)] = SLIP
    level[close(before, after, tolerance)] = NEAR
    level[close(before, after, parameters.number("match_exact_share"))] = SAME
    level[before.isna() | after.isna()] = UNKNOWN
    return level


def _quantities(before: pd.DataFrame, after: pd.DataFrame, parameters: Parameters) -> np.ndarray:
    """same, near (the same round number) or other within one unit; that both are one piece says nothing."""
    equal = np.where(is_round(before.quantity), NEAR, SAME)
    level = np.where(close(before.quantity, after.quantity, parameters.number("match_exact_share")), equal, OTHER)
    silent = before.quantity.isna() | after.quantity.isna() | (before.measure != after.measure)
    return np.where(silent | ((before.quantity == 1.0) & (after.quantity == 1.0)), UNKNOWN, level)


def is_round(quantity: pd.Series) -> pd.Series:
    """Hundreds, or a handful: a count that other things have too."""
    return (quantity % 100 == 0) | (quantity <= 10)


def slip_factors(name: str, parameters: Parameters) -> list[float]:
    return [float(factor) for factor in str(parameters.value(name)).split()]


def days(before: pd.Series, after: pd.Series) -> np.ndarray:
    level = np.where(before == after, SAME, np.where(before.dt.year == after.dt.year, NEAR, OTHER))
    return np.where(before.isna() | after.isna(), UNKNOWN, level)


def one_letter_off(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Long numbers that differ in one letter."""
    long = np.array([min(len(a), len(b)) >= LONG_NUMBER for a, b in zip(first, second, strict=True)], dtype=bool)
    return long & (cpdist(first, second, scorer=Levenshtein.distance, score_cutoff=1) <= 1)


def address_levels(
    before: pd.Series, after: pd.Series, texts: dict[str, np.ndarray], parameters: Parameters
) -> np.ndarray:
    """same, near (most of the words of the shorter are in the other) or other."""
    least = parameters.number("match_near_address_score")
    return _of_texts(before, after, texts["address"], _alike(fuzz.token_set_ratio, least))


def _alike_names(parameters: Parameters) -> Near:
    return _alike(fuzz.token_sort_ratio, parameters.number("match_near_name_score"))


def _alike(scorer: Callable[..., float], least: float) -> Near:
    """Texts that score at least so much."""
    return lambda first, second: np.asarray(cpdist(first, second, scorer=scorer) >= least)


def _of_texts(before: pd.Series, after: pd.Series, texts: np.ndarray, near: Near) -> np.ndarray:
    """same, near or other, each distinct pair of texts being looked at once."""
    level = codes(before, after)
    unlike = np.flatnonzero(level == OTHER)
    if not len(unlike):
        return level
    pairs = np.column_stack([before.to_numpy()[unlike], after.to_numpy()[unlike]])
    distinct, inverse = np.unique(pairs, axis=0, return_inverse=True)
    level[unlike[near(texts[distinct[:, 0]], texts[distinct[:, 1]])[inverse.ravel()]]] = NEAR
    return level
