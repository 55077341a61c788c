"""The evaluation's worlds, peers, robustness and card."""

import numpy as np
import pandas as pd
import pytest

from pipeline.evaluate import worlds
from pipeline.evaluate.card import card, table_text
from pipeline.evaluate.detection import errors_recognised, order_of_the_list
from pipeline.evaluate.peers import simple_orders, with_detectors
from pipeline.evaluate.robustness import by_group, in_common, with_limits_times, with_missing
from pipeline.model import ASSETS, INCOMES, POSITIONS, SCORES
from tests.tables import table


def test_no_world_is_both_for_tuning_and_for_judging():
    assert not set(worlds.TUNING_SEEDS) & {planned.world.seed for planned in worlds.judging()}


def test_the_typologies_left_out_are_in_no_tuning_world_and_in_every_judging_one():
    assert len(worlds.LEFT_OUT) == 5
    assert not any(set(worlds.LEFT_OUT) & set(planned.world.typologies) for planned in worlds.tuning())
    assert all(set(worlds.LEFT_OUT) < set(planned.world.typologies) for planned in worlds.judging())


def test_worlds_differ_by_more_than_their_seed_and_one_has_nobody_guilty():
    planned = worlds.judging(declarants=500, years=3)
    assert len({one.world.wealth_level for one in planned}) > 1
    assert [one.world.no_guilty for one in planned if one.part == "nobody"] == [True]
    assert [one.world.guilty_share for one in planned if one.part == "stress"] == [0.02]
    assert {(one.world.declarants, one.world.years) for one in planned} == {(500, 3)}


def test_what_goes_back_to_the_unit_stands_last(parameters):
    scores = SCORES.conform(
        table(
            """
            declaration_id | declarant_id | priority | error_score | enrichment_part | interest_part
            a              | an           | 0.9      | 0.95        | 0.9             | 0
            b              | binh         | 0.2      | 0           | 0.2             | 0
            """
        )
    )
    assert order_of_the_list(scores, parameters).to_dict() == {"binh": 1, "an": 2}


def test_errors_count_as_recognised_above_one_half():
    planted = table(
        """
        declarant_id | declaration_id | role  | typology
        an           | a              | error | E01
        binh         | b              | error | E01
        chi          | c              | error | E25
        """
    )
    scores = pd.DataFrame({"declaration_id": ["a", "b", "c"], "error_score": [0.6, 0.5, 0.9]})
    assert errors_recognised(scores, planted).to_dict("records") == [{"typology": "E01", "planted": 2, "recognised": 1}]


POSITION_ROWS = POSITIONS.conform(
    table(
        """
        declaration_id | declarant_id | previous_declaration_id | assets_before_vnd | assets_after_vnd | income_vnd  | household_size
        a              | an           | a0                      | 100_000_000       | 900_000_000      | 100_000_000 | 1
        b              | binh         | b0                      | 100_000_000       | 1_200_000_000    | 900_000_000 | 1
        c              | chi          |                         |                   | 5_000_000_000    | 100_000_000 | 1
        """
    )
)


def test_the_simple_orders_by_hand():
    orders = simple_orders(POSITION_ROWS, seed=1)
    assert list(orders.index) == ["a", "b"], "a first declaration has nothing to compare"
    assert orders["biggest increase"].idxmax() == "b"
    assert orders["increase minus income"].idxmax() == "a"


def test_a_detector_takes_part_and_the_rank_average_is_of_all():
    orders = simple_orders(POSITION_ROWS, seed=1)[["biggest increase"]]
    found = with_detectors(orders, POSITION_ROWS, {"last first": lambda matrix, _seed: np.arange(len(matrix))}, 1)
    assert found["last first"].tolist() == [0, 1]
    assert found["rank average of all"].tolist() == [1, 2]


def test_limits_of_ours_change_and_numbers_of_the_law_do_not(parameters):
    changed = with_limits_times(parameters, ["income_slip_times", "item_threshold_vnd"], 1.2)
    assert changed.number("income_slip_times") == pytest.approx(1.2 * parameters.number("income_slip_times"))
    assert changed.number("item_threshold_vnd") == parameters.number("item_threshold_vnd")


def test_cells_go_missing_where_they_may():
    assets = ASSETS.conform(pd.DataFrame({"declaration_id": ["a"] * 1_000, "item_no": "1", "value_vnd": 1e6}))
    incomes = INCOMES.conform(pd.DataFrame({"declaration_id": ["a"] * 10, "recipient": "declarant", "amount_vnd": 1e6}))
    thinned = with_missing({"assets": assets, "incomes": incomes}, 0.05, seed=1)
    assert 20 < thinned["assets"].value_vnd.isna().sum() < 90
    assert thinned["incomes"].amount_vnd.notna().all(), "a required cell stays"
    assert assets.value_vnd.notna().all(), "what was given is left alone"


def test_what_two_orders_have_in_common():
    one, other = pd.Series({"an": 1, "binh": 2, "chi": 3}), pd.Series({"an": 2, "binh": 3, "chi": 1})
    assert in_common(one, other, 2) == 0.5


def test_groups_of_the_innocent_beside_their_share():
    place = pd.Series({"an": 1, "binh": 2, "chi": 3, "dung": 4})
    officials = pd.DataFrame({"sex": ["f", "f", "m", "m"]}, index=["an", "binh", "chi", "dung"])
    rows = by_group(place, officials, {"an", "binh", "chi", "dung"}, 2).set_index("group")
    assert rows.times.to_dict() == {"f": 2.0, "m": 0.0}


FIGURE = {
    "average_precision": 0.5,
    "precision_at_capacity": 0.5,
    "recall_at_capacity": 0.5,
    "precision_at_30": 0.5,
    "recall_at_twice_guilty": 0.5,
    "twins_ordered_share": 1.0,
    "lookalikes_in_top_share": 0.0,
    "errors_in_top_share": float("nan"),
    "typologies": [{"typology": "T06", "planted": 2, "found": 1, "twice": 2, "median_place": 3.0}],
}
CONTENT = {
    "parameters_hash": "0123abc",
    "left_out": worlds.LEFT_OUT,
    "capacity": 30,
    "declarants": 5000,
    "years": 5,
    "worlds": [
        {
            "name": "world 1",
            "part": "standard",
            "ours": FIGURE,
            "peers": {"biggest increase": FIGURE | {"average_precision": 0.02}},
            "errors": [{"typology": "E01", "planted": 4, "recognised": 3}],
            "errors_recognised_share": 0.75,
            "weak": False,
            "fairness": [{"attribute": "sex", "group": "f", "officials": 100, "listed": 12, "expected": 12.0}],
            "stability": {"another seed": 0.97},
        }
    ],
}


def test_the_card_states_its_parameters_and_every_figure():
    text = card(CONTENT)
    assert "`0123abc`" in text
    for wanted in (
        "| biggest increase | 0.02 |",
        "| T06 | 2 | 1 | 2 | no |",
        "| another seed | 0.97 |",
        "| E01 | 4 | 3 | 0.75 |",
    ):
        assert wanted in text, wanted


def test_the_tables_are_readable_in_a_terminal():
    lines = table_text(CONTENT).splitlines()
    assert any(line.startswith("this pipeline") and "0.50" in line for line in lines)
