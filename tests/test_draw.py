"""The lottery: shares of the decree, exclusions, replay, and that nothing but lists can reach it."""

import hashlib
import inspect
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import draw as lottery
from tests.tables import table

DAY = date(2026, 2, 5)
NOBODY = pd.DataFrame({"declarant_id": pd.Series(dtype="str"), "reason": pd.Series(dtype="str")})
NEVER = pd.DataFrame({"declarant_id": pd.Series(dtype="str"), "decided_on": pd.Series(dtype="datetime64[ns]")})


def province(sizes, leaders=2):
    rows = [
        (f"u{unit:03d}-{n:03d}", f"u{unit:03d}", n < leaders) for unit, size in enumerate(sizes) for n in range(size)
    ]
    return pd.DataFrame(rows, columns=lottery.DECLARANT_COLUMNS)


def drawn(annual, parameters, seed="Hội nghị 05/02/2026", verifications=NEVER, exclusions=NOBODY):
    return lottery.draw(annual, verifications, exclusions, seed, DAY, parameters)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 45), min_size=1, max_size=25), st.integers(0, 3), st.text(max_size=20))
def test_shares_of_the_decree(parameters, sizes, leaders, seed):
    found = drawn(province(sizes, leaders), parameters, seed)
    units = found.units[found.units.drawn]
    assert len(units) == -(-len(sizes) // 5)
    persons = found.persons[found.persons.drawn].groupby("unit_code")
    for unit in units.itertuples():
        assert len(persons.get_group(unit.unit_code)) == -(-unit.declarants // 10)
        assert persons.get_group(unit.unit_code).is_leader.any() == (leaders > 0)
    assert set(found.persons[found.persons.drawn].unit_code) == set(units.unit_code)


def test_the_recently_verified_and_the_excluded_are_not_drawn(parameters):
    annual = province([4])
    verifications = table(
        """
        declarant_id | decided_on
        u000-000     | 2022-02-05
        u000-001     | 2022-02-04
        """
    )
    exclusions = pd.DataFrame({"declarant_id": ["u000-002"], "reason": ["treatment of a serious illness"]})
    found = drawn(annual, parameters, verifications=verifications, exclusions=exclusions).persons.set_index(
        "declarant_id"
    )
    assert found.excluded["u000-000"] == "verified_recently", "four years ago to the day: still at rest"
    assert pd.isna(found.excluded["u000-001"]), "one day longer ago: eligible again"
    assert not found.drawn[["u000-000", "u000-002"]].any()


def test_anybody_can_draw_again_with_sha256_alone(parameters):
    found = drawn(province([10, 10, 10, 10, 10]), parameters, "mười hai con giáp")
    ticket = {
        unit: hashlib.sha256(f"mười hai con giáp|{found.fingerprint}|unit|{unit}".encode()).hexdigest()
        for unit in found.units.unit_code
    }
    assert list(found.units[found.units.drawn].unit_code) == [min(ticket, key=ticket.get)]


def test_the_order_of_the_list_does_not_matter(parameters):
    annual = province([12, 30, 7, 9])
    shuffled = annual.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(drawn(annual, parameters).persons, drawn(shuffled, parameters).persons)


def test_one_name_more_changes_the_fingerprint(parameters):
    assert drawn(province([5, 5]), parameters).fingerprint != drawn(province([5, 6]), parameters).fingerprint


def test_nobody_holds_two_tickets(parameters):
    annual = pd.concat([province([3]), province([1])])
    with pytest.raises(ValueError, match="u000-000 stands twice"):
        drawn(annual, parameters)


def test_a_unit_without_anybody_eligible_is_passed_over(parameters):
    exclusions = pd.DataFrame({"declarant_id": ["u000-000"], "reason": ["abroad"]})
    found = drawn(province([1, 1]), parameters, exclusions=exclusions)
    assert list(found.units[found.units.drawn].unit_code) == ["u001"]


def test_every_unit_and_every_person_has_the_same_chance(parameters):
    """Chi-square over 500 seeds, 20 units of 10: each is drawn 100 times but for chance (limit: p = 0.001)."""
    annual = province([10] * 20, leaders=1)
    persons = lottery.standing(annual, NEVER, NOBODY, DAY, parameters)
    mark = lottery.fingerprint_of(persons)
    draws = [lottery.drawn_units(persons, str(seed), mark, 0.2) for seed in range(500)]
    counts = (
        pd.concat([found.unit_code[found.drawn] for found in draws]).value_counts().reindex(persons.unit_code.unique())
    )
    assert counts.sum() == 500 * 4
    assert ((counts - 100) ** 2 / 100).sum() / (1 - 4 / 20) < 43.82
    assert counts.notna().all()


def test_no_score_can_reach_the_lottery():
    arguments = set(inspect.signature(lottery.draw).parameters)
    assert arguments == {"annual", "verifications", "exclusions", "seed_text", "drawn_on", "parameters"}


def test_a_score_in_the_list_changes_nothing(parameters):
    annual = province([20, 20, 20, 20, 20, 20])
    scored = annual.assign(priority=np.linspace(1, 0, len(annual)), anomaly_score=0.9)
    pd.testing.assert_frame_equal(drawn(annual, parameters).persons, drawn(scored, parameters).persons)
