"""Why a row is unusual: exact, additive, faithful."""

import itertools
import json
from math import factorial

import numpy as np
import pandas as pd
import pytest

from pipeline import forest
from pipeline.exports.forest_words import words
from pipeline.forest import explaining, scoring, shapley
from pipeline.texts import catalogue
from tests.forest_examples import grown, heavy_tailed, named


def mean_path(rows, model):
    sums, squares = np.zeros(len(rows)), np.zeros(len(rows))
    scoring.add_path_lengths(rows, model.trees, sums, squares)
    return sums / len(model.trees)


def by_definition(row, model):
    """Shapley values from all subsets of features set to the row's value, the others at 0."""
    columns = len(row)
    subsets = [subset for size in range(columns + 1) for subset in itertools.combinations(range(columns), size)]
    mixed = np.zeros((len(subsets), columns))
    for place, subset in enumerate(subsets):
        mixed[place, list(subset)] = row[list(subset)]
    value = dict(zip(subsets, mean_path(mixed, model), strict=True))
    parts = np.zeros(columns)
    for feature in range(columns):
        for subset in (subset for subset in subsets if feature not in subset):
            weight = factorial(len(subset)) * factorial(columns - len(subset) - 1) / factorial(columns)
            parts[feature] += weight * (value[tuple(sorted((*subset, feature)))] - value[subset])
    return -parts


@pytest.mark.parametrize("missing", [0.0, 0.4])
def test_shapley_values_are_those_of_the_definition(missing):
    matrix = heavy_tailed(300, 6, missing=missing)
    model = grown(matrix, 20)
    rows = matrix[:5]
    expected = np.array([by_definition(row, model) for row in rows])
    assert explaining.shapley(rows, model) == pytest.approx(expected, abs=1e-9)


def test_they_add_up_to_the_difference_from_the_peers_median():
    matrix = heavy_tailed(2000, 30, missing=0.1)
    model = grown(matrix, 100)
    parts = explaining.shapley(matrix[:200], model)
    difference = mean_path(np.zeros((1, 30)), model) - mean_path(matrix[:200], model)
    assert np.abs(parts.sum(axis=1) - difference).max() < 1e-9


def test_without_the_compiler_the_bytes_are_the_same(monkeypatch):
    matrix = heavy_tailed(300, 8, missing=0.2)
    model = grown(matrix, 10)
    compiled = explaining.shapley(matrix[:10], model)
    monkeypatch.setattr(explaining, "kernels", lambda: None)
    assert np.array_equal(explaining.shapley(matrix[:10], model), compiled)


def test_the_peers_median_row_has_nothing_to_explain():
    model = grown(heavy_tailed(500, 8))
    assert explaining.shapley(np.zeros((1, 8)), model).tolist() == [[0.0] * 8]


def test_weights_add_up_to_one():
    """Over the orders in which a and b features are decided, the row's a share the value."""
    weight = shapley.weights(8)
    assert weight[1, 0] == 1
    assert weight[2, 0] == weight[1, 1] == 0.5
    assert [weight[a, 0] * a for a in range(1, 9)] == pytest.approx([1.0] * 8)


def test_explained_rows_are_strongest_first_with_shares():
    rows = named(heavy_tailed(400, 8))
    model = grown(rows.to_numpy())
    wanted = rows.index[[3, 7]]
    long = explaining.explain(rows, model, wanted)
    assert list(long.columns) == ["declaration_id", "feature", "shapley", "share", "z"]
    assert len(long) == 16
    first = long[long["declaration_id"] == wanted[0]]
    assert first["shapley"].is_monotonic_decreasing
    assert first.loc[first["share"] > 0, "share"].sum() == pytest.approx(1.0)


def test_drivers_are_known_features_that_make_the_row_unusual(parameters):
    matrix = heavy_tailed(600, 10).clip(-4, 4)
    matrix[0, [6, 8]] = [9.0, -9.0]
    matrix[0, 5] = np.nan
    scores, _ = forest.score(named(matrix), 1, parameters, 10)
    drivers = json.loads(scores["drivers"].iloc[0])
    assert {driver["feature"] for driver in drivers[:2]} == {"f6", "f8"}
    assert "f5" not in {driver["feature"] for driver in drivers}
    assert len(drivers) <= 5


MOVED = ["f4", "f7", "f11"]


@pytest.fixture(scope="module")
def listed(parameters):
    """Five rows moved in three features among ordinary ones, their scores and forest."""
    matrix = heavy_tailed(900, 14, 2).clip(-3, 3)
    for row in range(5):
        matrix[row, [4, 7, 11]] = [7 + row / 2, -7 - row / 3, 8 + row / 4]
    z = named(matrix)
    scores, model = forest.score(z, 1, parameters, 8)
    return z, scores, model


def test_the_smallest_change_takes_the_case_off_the_list(listed, parameters):
    z, _, model = listed
    found = forest.counterfactuals(z, model, z.index[:5], parameters)
    assert (found["broadly"] | found["extreme"]).all()
    assert found["off"].all()
    for names in found["features"].map(json.loads):
        assert 1 <= len(names) <= 3
        assert set(names) <= set(MOVED)


def test_named_drivers_take_the_case_off_the_list_and_others_do_not(listed, parameters):
    z, scores, model = listed
    for row in z.index[:5]:
        drivers = [driver["feature"] for driver in json.loads(scores.loc[row, "drivers"])][:3]
        others = explaining.explain(z, model, z.index[z.index == row])["feature"].tolist()[-8:]
        assert sorted(drivers) == sorted(MOVED)
        assert not is_listed_without(z, row, drivers, model, parameters)
        assert is_listed_without(z, row, others, model, parameters)


def is_listed_without(z, row, names, model, parameters) -> bool:
    """Is the row still on the list when these features stand where peers stand?"""
    changed = z.copy()
    changed.loc[row, names] = 0.0
    found = forest.counterfactuals(changed, model, z.index[z.index == row], parameters).iloc[0]
    return bool(found["broadly"] or found["extreme"])


def test_an_ordinary_row_needs_no_change(listed, parameters):
    z, scores, model = listed
    ordinary = scores.index[[scores["anomaly_score"].argmin()]]
    found = forest.counterfactuals(z, model, ordinary, parameters).iloc[0]
    assert found[["broadly", "extreme", "off"]].tolist() == [False, False, False]
    assert found["features"] == "[]"


def told(language, stays=0.5, missing=2, **change):
    """The sentences on a case that is listed in both channels, unless said otherwise."""
    row = {"broadly": True, "extreme": True, "off": True, "features": '["saved_to_income"]'} | change
    score = pd.Series({"stays_share": stays, "missing_cells": missing})
    return words(score, pd.Series(row), catalogue(language))


def test_words_in_english():
    assert told("en") == [
        "Unusual among peers: broadly, in many ways at once; in a few extreme movements.",
        "Stays on the list in 50% of re-runs.",
        "Undecided: close to the edge of the list.",
        "If “What must have been saved” stood where peers usually stand, the case would not be among the most unusual.",
        "Figures that could not be computed for lack of data: 2; that does not raise the score.",
    ]


def test_words_in_vietnamese():
    assert told("vi", stays=1.0, missing=0, extreme=False, off=False, features="[]") == [
        "Khác thường so với nhóm tương đồng: ở nhiều mặt cùng lúc.",
        "Giữ vị trí trong danh sách ở 100% số lần chạy lại.",
        "Không có nhóm nhỏ chỉ số nào đủ để đưa trường hợp này ra khỏi danh sách: khác biệt trải rộng.",
    ]


def test_nothing_is_said_of_an_ordinary_case():
    assert told("en", stays=0.0, missing=0, broadly=False, extreme=False, off=False, features="[]") == []
