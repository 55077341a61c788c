"""How unusual a comparison is: two channels, two stages, how sure, and what stays out of the score."""

import dataclasses
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from pipeline import forest
from pipeline.forest import judging, storing, tails, two_stages
from tests.forest_examples import grown, heavy_tailed, named


def planted(rows: int, seed: int = 3, **options: float) -> pd.DataFrame:
    """Ordinary rows; the first three are moved broadly, the next three in two features, far."""
    matrix = heavy_tailed(rows, 20, seed, **options).clip(-4, 4)
    matrix[:3] = np.where(np.isnan(matrix[:3]), np.nan, 4 * np.sign(matrix[:3]))
    matrix[3:6, [7, 11]] = [[9.0, -9.0], [9.5, -9.5], [10.0, -10.0]]
    return named(matrix)


def with_numbers(parameters, **taken):
    """The parameters with some taken from others of them."""
    changed = {name: parameters[other] for name, other in taken.items()}
    return dataclasses.replace(parameters, by_name={**parameters.by_name, **changed})


@pytest.fixture(scope="module")
def scored(parameters):
    return forest.score(planted(1500), 1, parameters, 10)


def test_one_row_a_comparison_in_the_order_given(scored, parameters):
    scores, _ = scored
    assert scores.index.tolist() == planted(1500).index.tolist()
    assert list(scores.columns) == list(judging.COLUMNS)
    assert scores.drop(columns="drivers").notna().all().all()
    between = scores[["forest_score", "tail_score", "anomaly_score", "stays_share"]]
    assert ((between >= 0) & (between <= 1)).all().all()


def test_each_channel_finds_its_own_and_the_joined_score_both(scored):
    scores, _ = scored
    broad, needles = scores.index[:3], scores.index[3:6]
    assert set(broad) <= set(scores["forest_score"].nlargest(6).index)
    assert set(needles) <= set(scores["tail_score"].nlargest(6).index)
    assert set(broad) | set(needles) <= set(scores["anomaly_score"].nlargest(10).index)


def test_rows_in_any_order_and_any_number_of_workers_give_the_same_bytes(scored, parameters):
    rows = planted(1500)
    again, _ = forest.score(rows.sample(frac=1, random_state=1), 1, parameters, 10, workers=3)
    pd.testing.assert_frame_equal(again.loc[rows.index], scored[0], check_exact=True)


def test_infinite_values_are_refused_by_name(parameters):
    rows = planted(300)
    rows.iloc[5, 4] = np.inf
    with pytest.raises(ValueError, match="f4"):
        forest.score(rows, 1, parameters, 10)


@pytest.mark.parametrize("rows", [0, 1, 2, 30])
def test_few_rows_are_no_reason_to_fail(rows, parameters):
    scores, _ = forest.score(planted(40).iloc[:rows], 1, parameters, 10)
    assert len(scores) == rows
    assert set(judging.COLUMNS) == set(scores.columns)


def test_a_constant_table_singles_out_nobody(parameters):
    scores, _ = forest.score(named(np.zeros((50, 4))), 1, parameters, 10)
    assert scores["anomaly_score"].nunique() == 1


def test_incompleteness_does_not_raise_the_score(parameters):
    """Spearman of the score and the number of missing cells, among ordinary rows, within 0.2."""
    matrix = heavy_tailed(2000, 20, 5).clip(-4, 4)
    matrix[:, 3] = np.random.default_rng(1).normal(size=2000)
    random = np.random.default_rng(9)
    matrix[random.random(matrix.shape) < random.choice([0.0, 0.1, 0.2], (2000, 1))] = np.nan
    scores, _ = forest.score(named(matrix), 1, with_numbers(parameters, forest_trees="forest_first_trees"), 30)
    for channel in ("forest_score", "anomaly_score"):
        assert abs(scores[channel].corr(scores["missing_cells"], method="spearman")) < 0.2


def test_two_stages_give_the_top_of_all_trees_on_everybody(parameters):
    matrix = heavy_tailed(6000, 15, 4)
    paths, model = two_stages.mean_paths(matrix, tuple("abcdefghijklmno"), 2, parameters, 30, 1)
    everybody = grown(matrix, 2000, 2)
    sums, squares = np.zeros(6000), np.zeros(6000)
    forest.scoring.add_path_lengths(matrix, everybody.trees, sums, squares)
    assert np.array_equal(model.trees.keys, everybody.trees.keys)
    assert set(np.argsort(paths.mean)[:60]) == set(np.argsort(sums)[:60])
    finalists = paths.trees == 2000
    assert 0.05 <= finalists.mean() < 0.5
    assert np.array_equal(paths.sums[finalists], sums[finalists])


def test_a_cut_that_is_not_clear_is_widened(parameters):
    """Rows so alike that 200 trees cannot tell them apart: the run goes on until nobody can have been cut off."""
    matrix = np.random.default_rng(0).uniform(size=(4000, 3))
    paths, _ = two_stages.mean_paths(matrix, ("a", "b", "c"), 2, parameters, 300, 1)
    top = np.sort(paths.mean)[299]
    others = paths.trees < 2000
    assert (paths.mean - 5 * paths.standard_error)[others].min(initial=np.inf) > top


def test_the_standard_error_is_that_of_other_seeds():
    matrix = heavy_tailed(800)
    means, errors = [], []
    for seed in range(12):
        sums, squares = np.zeros(800), np.zeros(800)
        forest.scoring.add_path_lengths(matrix, grown(matrix, 100, seed).trees, sums, squares)
        held = two_stages.Paths(sums, squares, np.full(800, 100))
        means.append(held.mean)
        errors.append(held.standard_error)
    assert np.std(means, axis=0, ddof=1).mean() == pytest.approx(np.mean(errors), rel=0.15)


def test_stays_on_the_list_is_what_re_runs_show(parameters):
    """Rows said to stay in 20 to 80 % of re-runs stay in about as many."""
    rows = planted(1500, 8)
    quick = with_numbers(parameters, forest_trees="forest_first_trees")
    said, stayed = [], []
    runs = [forest.score(rows, seed, quick, 60)[0] for seed in range(8)]
    listed = [set(run["anomaly_score"].nlargest(60).index) for run in runs]
    for place, run in enumerate(runs):
        undecided = run.index[run["stays_share"].between(0.2, 0.8)]
        said += run.loc[undecided, "stays_share"].tolist()
        stayed += [np.mean([row in other for at, other in enumerate(listed) if at != place]) for row in undecided]
    assert len(said) > 50
    assert np.mean(stayed) == pytest.approx(np.mean(said), abs=0.1)


def test_tail_evidence_by_hand():
    """Of 4 values the largest and the smallest have p = 2/4; equal values share the larger probability."""
    evidence = tails.tail_evidence(np.array([1.0, 2.0, 3.0, 4.0, np.nan]))
    assert np.exp(-evidence).tolist() == pytest.approx([0.5, 1.0, 1.0, 0.5, 1.0])
    assert tails.tail_evidence(np.zeros(50)).tolist() == [0.0] * 50


def test_tail_evidence_of_chosen_values_is_that_of_all():
    values = np.round(np.random.default_rng(0).normal(size=300), 1)
    values[::7] = np.nan
    assert tails.tail_evidence_of(values[:40], values).tolist() == tails.tail_evidence(values)[:40].tolist()


def test_the_three_strongest_count():
    random = np.random.default_rng(0)
    matrix = random.normal(size=(200, 9))
    each = np.column_stack([tails.tail_evidence(matrix[:, column]) for column in range(9)])
    assert tails.strongest(matrix, 3) == pytest.approx(np.sort(each, axis=1)[:, -3:].sum(axis=1))


def test_stored_and_read_the_forest_is_the_same(scored):
    scores, model = scored
    files = storing.model_files(model)
    assert sorted(files) == ["forest.json", "forest.npz"]
    read = storing.read_model(files)
    rows = planted(1500).to_numpy()
    assert np.array_equal(forest.scoring.score_samples(rows, read), forest.scoring.score_samples(rows, model))
    assert storing.model_files(read) == files
    assert read.cut_path == model.cut_path


def test_without_the_compiler_scores_and_drivers_are_the_same_bytes(parameters, monkeypatch):
    quick = with_numbers(parameters, forest_trees="peer_cell_rows", forest_first_trees="peer_score_limit")
    rows = planted(60, missing=0.1)
    compiled, _ = forest.score(rows, 1, quick, 5)
    monkeypatch.setitem(sys.modules, "pipeline.forest.compiled", None)
    monkeypatch.delattr(forest, "compiled", raising=False)
    monkeypatch.setattr(forest.explaining, "kernels", forest.scoring.kernels.__wrapped__)
    monkeypatch.setattr(forest.scoring, "kernels", forest.scoring.kernels.__wrapped__)
    assert forest.scoring.kernels() is None
    plain, _ = forest.score(rows, 1, quick, 5)
    pd.testing.assert_frame_equal(plain, compiled, check_exact=True)


def test_importing_the_package_loads_neither_compiler_nor_scikit_learn():
    code = "import sys, pipeline.forest; print(sorted({'numba', 'sklearn', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_tails_find_needles_that_the_forest_passes_over():
    """Of 20,000 rows one in a hundred has 4 of 40 features moved by 4 robust standard deviations."""
    random = np.random.default_rng(2)
    matrix = random.normal(size=(20000, 40))
    matrix[:, :8] = random.standard_t(3, (20000, 8))
    for row in range(200):
        matrix[row, random.choice(40, 4, replace=False)] += random.choice([-4, 4], 4)
    model, sums, squares = grown(matrix, 100), np.zeros(20000), np.zeros(20000)
    forest.scoring.add_path_lengths(matrix, model.trees, sums, squares)
    by_tails, by_forest = (np.argsort(order)[:200] for order in (-tails.strongest(matrix, 3), sums))
    assert (by_tails < 200).mean() >= 0.6
    assert (by_forest < 200).mean() < (by_tails < 200).mean() / 2
