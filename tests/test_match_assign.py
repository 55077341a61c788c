"""The best one-to-one assignment, against the best of all assignments tried one by one."""

import itertools

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match.assign import best_links
from tests.tables import table


def edges(weights: dict[tuple[int, int], float]) -> pd.DataFrame:
    rows = pd.DataFrame([(before, after, logit) for (before, after), logit in weights.items()])
    return rows.set_axis(["before", "after", "logit"], axis=1).assign(order_apart=0.0)


def links(chosen: pd.DataFrame) -> set[tuple[int, int]]:
    return set(zip(chosen.before, chosen.after, strict=True))


def test_taking_the_best_link_first_is_not_the_best():
    chosen = best_links(edges({(1, 10): 6.0, (1, 20): 5.5, (2, 10): 5.5}), minimum=1.0)
    assert links(chosen) == {(1, 20), (2, 10)}


def test_links_below_the_minimum_are_not_made():
    chosen = best_links(edges({(1, 10): 0.9, (2, 20): 1.1}), minimum=1.0)
    assert links(chosen) == {(2, 20)}


def test_equally_good_assignments_keep_the_order_of_the_lines():
    rows = table("""
        before | after | logit | order_apart
        1      | 10    | 3     | 0
        1      | 20    | 3     | 1
        2      | 10    | 3     | 1
        2      | 20    | 3     | 0
        """)
    assert links(best_links(rows, minimum=1.0)) == {(1, 10), (2, 20)}


def test_no_edges_no_links():
    assert best_links(edges({(1, 10): 0.0}), minimum=1.0).empty


def best_sum(weights: dict[tuple[int, int], float]) -> float:
    """The largest sum over all one-to-one assignments, by trying all."""
    befores = sorted({before for before, _ in weights})
    afters = [*sorted({after for _, after in weights}), *([None] * len(befores))]
    tries = itertools.permutations(afters, len(befores))
    return max(sum(weights.get(pair, 0.0) for pair in zip(befores, one, strict=True)) for one in tries)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(10, 13)), st.integers(0, 12).map(float), min_size=1, max_size=16
    )
)
def test_the_sum_is_the_largest_possible_and_links_are_one_to_one(weights):
    chosen = best_links(edges({pair: logit + 1.0 for pair, logit in weights.items()}), minimum=1.0)
    assert chosen.before.is_unique
    assert chosen.after.is_unique
    assert abs((chosen.logit - 1.0).sum() - best_sum(weights)) < 1e-9
