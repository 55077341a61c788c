"""Members of small peer cells are listed about as often as others, measured through the whole forest."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from pipeline import features, forest

LARGE, SMALL = (30, 200), (60, 20)  # cells, members of each


@pytest.fixture(scope="module")
def times_listed(parameters):
    """Share of the members of small cells in the first five per cent beside their share of all, over three draws."""
    few = {**parameters.by_name, "forest_trees": parameters["forest_first_trees"]}
    quick = dataclasses.replace(parameters, by_name=few)
    return np.mean([_times(seed, quick) for seed in (1, 2, 3)])


def _times(seed, parameters):
    """Cells of different level and spread; nobody is more unusual than their cell makes them."""
    random = np.random.default_rng(seed)
    sizes = np.repeat([LARGE[1], SMALL[1]], [LARGE[0], SMALL[0]])
    cell = np.repeat(np.arange(len(sizes)), sizes)
    level, spread = random.normal(1.0, 0.5, (len(sizes), 20)), np.exp(random.normal(-2, 0.4, (len(sizes), 20)))
    names = list(features.FEATURES)[:20]
    index = pd.Index([f"D{row:05d}" for row in range(len(cell))], name="declaration_id")
    values = np.exp(level[cell] + spread[cell] * random.standard_t(4, (len(cell), 20)))
    frame = pd.DataFrame(values, index=index, columns=names)
    cells = pd.DataFrame({"declaration_id": index, "peer_cell": [f"c{number}" for number in cell]})
    z, _left_out = features.standardise(frame, cells, parameters)
    scores, _model = forest.score(z, seed, parameters, 30)
    top = scores.anomaly_score.rank(ascending=False) <= 0.05 * len(scores)
    small = pd.Series(sizes[cell] < 30, index=index).reindex(scores.index)
    return small[top].mean() / small.mean()


def test_members_of_small_cells_are_listed_at_their_share(times_listed):
    assert 0.7 <= times_listed <= 1.4
