"""The trees are those of scikit-learn's IsolationForest, and so are the scores, to the last bit."""

import warnings

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from pipeline.forest import growing, scoring, walking
from tests.forest_examples import grown, heavy_tailed


def reference(matrix, trees=60, seed=7, sample_rows=256):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # fewer rows than max_samples
        return IsolationForest(n_estimators=trees, max_samples=sample_rows, random_state=seed).fit(matrix)


def same_trees(forest, trees) -> bool:
    pairs = zip([estimator.tree_ for estimator in forest.estimators_], trees, strict=True)
    return all(
        np.array_equal(theirs.__getstate__()["nodes"], ours.__getstate__()["nodes"])
        and np.array_equal(theirs.value, ours.value)
        for theirs, ours in pairs
    )


# Fewer than the sample, the sample, just above, the two ways in which scikit-learn draws rows.
@pytest.mark.parametrize("rows", [2, 100, 256, 257, 3000, 26000])
@pytest.mark.parametrize("seed", [0, 7])
def test_trees_are_scikit_learns(rows, seed):
    matrix = heavy_tailed(rows)
    assert same_trees(reference(matrix, 12, seed), growing.grow(matrix, 12, 256, seed))


def test_the_public_way_builds_the_same_trees(monkeypatch):
    matrix = heavy_tailed(3000)
    monkeypatch.setattr(growing, "BUILDER_RELEASES", ("none",))
    assert same_trees(reference(matrix, 12), growing.grow(matrix, 12, 256, 7))


def test_more_trees_begin_with_the_same_ones():
    matrix = heavy_tailed(500)
    later = growing.grow(matrix, 30, 256, 7, first=20)
    forest = reference(matrix, 30)
    forest.estimators_ = forest.estimators_[20:]
    assert same_trees(forest, later)


def test_missing_cells_are_filled_with_known_values_of_their_column():
    matrix = heavy_tailed(2000, missing=0.2)
    rows = np.arange(2000)
    values = growing.filled(matrix, rows, 3)
    known = ~np.isnan(matrix)
    assert np.array_equal(values[known], matrix[known].astype(np.float32))
    for column in range(matrix.shape[1]):
        donors = matrix[known[:, column], column].astype(np.float32)
        assert np.isin(values[:, column], donors).all()


def test_a_draw_depends_on_the_cell_alone():
    matrix = heavy_tailed(300, missing=0.3)
    all_rows = growing.filled(matrix, np.arange(300), 3)
    assert np.array_equal(growing.filled(matrix, np.array([5, 200]), 3), all_rows[[5, 200]])
    assert not np.array_equal(growing.filled(matrix, np.arange(300), 4), all_rows)


def test_trees_on_incomplete_rows_are_scikit_learns_on_the_filled_ones():
    matrix = heavy_tailed(3000, missing=0.1)
    whole = growing.filled(matrix, np.arange(3000), 7)
    assert same_trees(reference(whole, 12), growing.grow(matrix, 12, 256, 7))


def test_a_column_without_any_value_is_filled_with_zero():
    matrix = heavy_tailed(50)
    matrix[:, 5] = np.nan
    assert growing.filled(matrix, np.arange(50), 1)[:, 5].tolist() == [0.0] * 50


@pytest.mark.parametrize("rows", [2, 100, 256, 300, 5000])
@pytest.mark.parametrize("sample_rows", [64, 256, 300])
def test_scores_are_scikit_learns_to_the_last_bit(rows, sample_rows):
    matrix = heavy_tailed(rows)
    expected = reference(matrix, sample_rows=sample_rows).score_samples(matrix)
    found = scoring.score_samples(matrix, grown(matrix, sample_rows=sample_rows))
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("layout", ["C", "F"])
def test_layout_and_threads_change_nothing(layout):
    matrix = heavy_tailed(40000)
    forest = grown(matrix)
    once = scoring.score_samples(matrix, forest)
    assert np.array_equal(scoring.score_samples(np.array(matrix, order=layout), forest, workers=3), once)


@pytest.mark.parametrize("missing", [0.0, 0.1, 0.6])
def test_without_the_compiler_the_bytes_are_the_same(missing):
    matrix = heavy_tailed(1500, missing=missing)
    forest = grown(matrix)
    compiled, plain = np.zeros((2, 1500)), np.zeros((2, 1500))
    scoring.add_path_lengths(matrix, forest.trees, *compiled)
    walking.add_path_lengths(matrix, forest.trees, *plain)
    assert scoring.kernels() is not None
    assert np.array_equal(compiled, plain)


def test_a_missing_cell_takes_both_branches_by_their_training_rows():
    """One tree of one split: 3 of 4 training rows went left."""
    matrix = np.array([[0.0], [0.0], [0.0], [10.0]])
    forest = grown(matrix, trees=1, sample_rows=4)
    paths, squares = np.zeros(1), np.zeros(1)
    scoring.add_path_lengths(np.array([[np.nan]]), forest.trees, paths, squares)
    left, right = np.zeros(2), np.zeros(2)
    scoring.add_path_lengths(np.array([[0.0], [10.0]]), forest.trees, left, right)
    assert paths[0] == pytest.approx(0.75 * left[0] + 0.25 * left[1])


@pytest.mark.parametrize("value", [0.0, -0.0, 1e-45, -1e-45, 1.5, -1.5, 3e38, -3e38])
def test_signed_zero_and_extremes_go_the_way_of_scikit_learn(value):
    random = np.random.default_rng(0)
    matrix = random.choice([0.0, -0.0, 1e-45, -1e-45, 1.5, -1.5, 3e38, -3e38], (400, 3))
    row = np.full((1, 3), value)
    assert np.array_equal(scoring.score_samples(row, grown(matrix)), reference(matrix).score_samples(row))
