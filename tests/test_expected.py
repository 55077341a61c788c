"""How many findings a list can be expected to bring: from invented provinces first, from the office's outcomes soon."""

import numpy as np
import pandas as pd
import pytest

from pipeline.model.registered import LISTINGS, REGISTER
from pipeline.register.expected import expected_findings, expected_line
from pipeline.store.resources import load_parameters
from pipeline.texts import catalogue

PARAMETERS = load_parameters()
NOTHING = (REGISTER.empty(), LISTINGS.empty())


def outcomes(found, not_found, listed=True, priority=0.9):
    """A register of closed cases, and the listings that they stood on."""
    ids = [f"C{number}" for number in range(found + not_found)]
    words = ["verified_untruthful"] * found + ["explained"] * not_found
    rows = pd.DataFrame({"case_id": ids, "version": 1, "outcome": words, "recorded_at": "2026-03-01T08:00:00+07:00"})
    stood = pd.DataFrame({"case_id": ids if listed else [], "run_id": "r", "rank": 1.0, "priority": priority})
    return REGISTER.conform(rows), LISTINGS.conform(stood)


def expected(strong, weak, held=NOTHING):
    return expected_findings(pd.Series([0.9] * strong + [0.1] * weak, dtype="float64"), *held, PARAMETERS)


def test_without_outcomes_the_list_is_worth_what_stands_out_on_it():
    strong, weak = expected(10, 20), expected(0, 30)
    assert strong.number == pytest.approx(10 * 0.5 + 20 * 0.02)
    assert weak.number == pytest.approx(30 * 0.02)
    assert strong.low <= strong.number <= strong.high <= strong.of == 30
    assert strong.closed_cases == 0


def test_outcomes_outweigh_the_invented_provinces():
    few, many = expected(10, 20, outcomes(1, 3)), expected(10, 20, outcomes(100, 300))
    assert many.number == pytest.approx(10 * 0.25 + 20 * 0.02, abs=0.1)
    assert many.high - many.low < few.high - few.low
    assert many.closed_cases == 400


def test_what_was_found_among_the_first_says_nothing_of_the_rest():
    """Staff close the cases that stand out first; a list on which nothing does is not worth as much."""
    assert expected(0, 30, outcomes(10, 2)).number == pytest.approx(30 * 0.02)
    assert expected(0, 30, outcomes(10, 2, priority=0.1)).number > 15


def test_persons_verified_by_lot_say_nothing_of_the_list():
    assert expected(10, 20, outcomes(5, 5, listed=False)) == expected(10, 20)


def test_an_empty_list_promises_nothing():
    assert expected(0, 0) is None
    assert expected_line(None, PARAMETERS, catalogue("vi")) == ""


def test_the_interval_holds_what_is_found_as_often_as_it_says():
    """Shares drawn as the expectation has them, and findings drawn from them."""
    dice = np.random.default_rng(7)
    found = expected(10, 20)
    strata = ((10, 0.5), (20, 0.02))
    drawn = sum(dice.binomial(count, dice.beta(5 * share, 5 * (1 - share), 20_000)) for count, share in strata)
    assert ((drawn >= found.low) & (drawn <= found.high)).mean() >= 0.95


@pytest.mark.parametrize(
    ("language", "held", "said"),
    [
        ("vi", NOTHING, "dữ liệu mô phỏng"),
        ("vi", outcomes(1, 3), "4 hồ sơ đã kết thúc"),
        ("vi", outcomes(1, 3), "còn ít"),
        ("en", NOTHING, "invented data"),
        ("en", outcomes(10, 30), "40 closed cases"),
    ],
)
def test_the_sentence_says_what_it_rests_on(language, held, said):
    assert said in expected_line(expected(10, 20, held), PARAMETERS, catalogue(language))
