"""How good the list was: shares with intervals, days, ages, and the lottery beside it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import draw as lottery
from pipeline.model.registered import LISTINGS, LOTTERY, REGISTER
from pipeline.register.control_group import chances, lift, lottery_rate
from pipeline.register.intervals import ratio, share, wilson
from pipeline.register.measures import measures
from pipeline.register.wording import measure_lines
from pipeline.texts import catalogue
from tests.tables import table
from tests.test_draw import DAY, NEVER, NOBODY, province

AS_OF = date(2026, 6, 30)


def register(text):
    return REGISTER.conform(table(text).assign(version=1, recorded_at="2026-06-01T08:00:00+07:00"))


LISTED = LISTINGS.conform(
    table("""
    case_id | run_id | rank | listed_on
    C01     | R1     | 1    | 2026-01-31
    C02     | R1     | 2    | 2026-01-31
    C03     | R1     | 3    | 2026-01-31
    C04     | R1     | 4    | 2026-05-31
    C04     | R2     | 1    | 2026-06-30
    """)
)
FOUND = """
    case_id | outcome             | outcome_on
    C01     | verified_untruthful | 2026-03-02
    C02     | explained           | 2026-02-10
    C03     | data_error          | 2026-02-10
    C04     | more_requested      | 2026-06-10
"""


def row(found, name, k=None):
    held = found[(found.measure == name) & (found.k.isna() if k is None else found.k == k)]
    return held.iloc[0]


def test_precision_counts_closed_cases_only(parameters):
    found = measures(register(FOUND), LISTED, AS_OF, parameters)
    precision = row(found, "precision", 4)
    assert (precision["count"], precision["of"]) == (1, 3)
    assert precision.value == pytest.approx(1 / 3)
    assert precision.low < 1 / 3 < precision.high
    assert precision.too_few, "three cases are no base for anything"
    assert row(found, "data_error")["count"] == 1


def test_days_to_close_and_age_of_what_is_open(parameters):
    found = measures(register(FOUND), LISTED, AS_OF, parameters)
    days = row(found, "days_to_close")
    assert (days.value, days.of) == (10, 3), "30, 10 and 10 days: the median is 10"
    ages = {name: row(found, name)["count"] for name in ("open_within", "open_longer", "open_longest")}
    assert ages == {"open_within": 1, "open_longer": 0, "open_longest": 0}, "C04 has been open since its first listing"


def test_an_outcome_from_before_the_listing_is_no_day_at_all(parameters):
    found = measures(register(FOUND.replace("2026-03-02", "2025-11-02")), LISTED, AS_OF, parameters)
    days = row(found, "days_to_close")
    assert (days.value, days.of) == (10, 2), "C01 was concluded before it was first listed"


def test_an_empty_register_is_said_to_be_empty(parameters):
    found = measures(REGISTER.empty(), LISTINGS.empty(), AS_OF, parameters)
    assert found["count"].sum() == 0
    lines = measure_lines(found, parameters, AS_OF, catalogue("vi"))
    assert "chưa có số liệu" in lines[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_measure_is_said_with_its_numbers(parameters, language):
    both = [
        measures(register(FOUND), LISTED, AS_OF, parameters),
        lift(register(FOUND), LISTED, LOTTERY.empty(), parameters),
    ]
    lines = measure_lines(pd.concat(both, ignore_index=True), parameters, AS_OF, catalogue(language))
    assert len(lines) == sum(map(len, both))
    assert catalogue(language)("register.too_few") in lines[0]
    assert not any("nan" in line for line in lines)


# Intervals.


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_share_lies_in_its_interval(count, of):
    found = share(min(count, of), of, 0.95)
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


def test_published_intervals_are_met():
    """Wilson for 10 of 100 at 95 %: 0.0552 to 0.1744 (Brown, Cai and DasGupta's formula by hand)."""
    found = share(10, 100, 0.95)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0552, 0.1744)
    assert tuple(round(end, 6) for end in wilson(0.1, 100, 0.95)) == tuple(round(end, 6) for end in found)


def test_none_of_ten_may_still_be_three_in_ten():
    found = share(0, 10, 0.95)
    assert (found.low, round(found.high, 4)) == (0, 0.3085), "exact: 1 - 0.025 ** (1 / 10)"


def test_the_ratio_of_equal_shares_is_one_and_its_interval_holds_it():
    found = ratio((10, 100), (10, 100), 0.95)
    assert found.value == 1
    assert found.low < 1 < found.high
    assert found.low * found.high == pytest.approx(1)


def test_nothing_can_be_so_many_times_nothing():
    found = ratio((3, 30), (0, 200), 0.95)
    assert np.isnan(found.value)
    assert 1 < found.low < found.high < np.inf


# The lottery.


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(0, 3), st.integers(0, 99))
def test_chances_of_the_drawn_add_up_to_the_drawn(parameters, sizes, leaders, seed):
    """Of everybody eligible in a drawn unit the chances within the unit add up to the number drawn there."""
    found = lottery.draw(province(sizes, leaders), NEVER, NOBODY, str(seed), DAY, parameters)
    drawn = chances(found.persons, found.units)
    unit_chance = found.units.drawn.sum() / len(found.units)
    held = found.persons[found.persons.ticket.notna()]
    for unit, rows in drawn.groupby("unit_code"):
        of_unit = held[held.unit_code == unit]
        by_stratum = dict(zip(rows.stratum, rows.chance / unit_chance, strict=True))
        counts = {"leader": of_unit.is_leader.sum(), "person": (~of_unit.is_leader).sum()}
        if set(counts) == set(by_stratum) or counts["person"] == 0:
            assert sum(by_stratum.get(name, 0) * count for name, count in counts.items()) == pytest.approx(len(rows))
    assert drawn.chance.between(0, 1, inclusive="right").all()


@pytest.mark.parametrize(("size", "leaders"), [(30, 3), (40, 8), (12, 1), (10, 2)])
def test_chances_are_those_of_the_draw(parameters, size, leaders):
    """400 units alike, all drawn: as many leaders are drawn as their chance says, within four standard errors."""
    annual = province([size] * 400, leaders)
    persons = lottery.standing(annual, NEVER, NOBODY, DAY, parameters)
    units = lottery.drawn_units(persons, "seed", "mark", 1.0)
    found = lottery.drawn_persons(persons, units, "seed", "mark", DAY, parameters)
    chance = chances(found, units).groupby("stratum").chance
    assert (chance.nunique() == 1).all()
    per_unit = found[found.drawn & found.is_leader].groupby("unit_code").size()
    error = per_unit.std() / np.sqrt(400)
    assert abs(per_unit.mean() - chance.first()["leader"] * leaders) <= 4 * error + 1e-12


def test_weighted_sums_are_right_on_average(parameters):
    """60 draws from 10 units of unequal size: the weighted number of persons is, on average, the number of persons."""
    annual = province([15, 15, 20, 20, 20, 20, 30, 30, 40, 40])
    draws = [lottery.draw(annual, NEVER, NOBODY, str(seed), DAY, parameters) for seed in range(60)]
    sums = [float((1 / chances(found.persons, found.units).chance).sum()) for found in draws]
    assert abs(np.mean(sums) - len(annual)) < 4 * np.std(sums) / np.sqrt(60)


def drawn(count, chance=0.02):
    rows = {"case_id": [f"L{n:03d}" for n in range(count)], "declarant_id": [f"D{n:03d}" for n in range(count)]}
    return LOTTERY.conform(pd.DataFrame(rows).assign(stratum="person", chance=chance, drawn_on="2026-02-05"))


def outcomes(prefix, findings, cases):
    codes = ["corrected"] * findings + ["explained"] * (cases - findings)
    rows = pd.DataFrame({"case_id": [f"{prefix}{n:03d}" for n in range(cases)], "outcome": codes})
    return REGISTER.conform(rows.assign(version=1, outcome_on="2026-05-01", recorded_at="2026-05-01T08:00:00+07:00"))


def listed(count):
    rows = pd.DataFrame({"case_id": [f"C{n:03d}" for n in range(count)], "rank": range(1, count + 1)})
    return LISTINGS.conform(rows.assign(run_id="R", listed_on="2026-03-01"))


def test_the_lift_of_the_list_over_the_lottery(parameters):
    held = pd.concat([outcomes("C", 20, 40), outcomes("L", 10, 100)])
    found = lift(held, listed(40), drawn(100), parameters).set_index("measure")
    assert found.loc["lift", "value"] == pytest.approx(5)
    assert found.loc["lift", "low"] > 2
    assert not found.loc["lift", "too_few"]


@pytest.mark.parametrize(
    ("on_the_list", "in_the_lottery"), [((3, 40), (10, 100)), ((20, 40), (2, 100)), ((8, 10), (10, 100))]
)
def test_few_findings_are_said_to_be_few(parameters, on_the_list, in_the_lottery):
    held = pd.concat([outcomes("C", *on_the_list), outcomes("L", *in_the_lottery)])
    assert lift(held, listed(on_the_list[1]), drawn(100), parameters).set_index("measure").loc["lift", "too_few"]


def test_persons_of_large_weight_count_more():
    mixed = drawn(2).assign(chance=[0.1, 0.4])
    results = pd.Series(["corrected", "explained"], index=["L000", "L001"])
    found = lottery_rate(mixed, results)
    assert found.rate == pytest.approx(0.8)
    assert found.effective == pytest.approx(12.5**2 / (10**2 + 2.5**2))
    assert (found.findings, found.persons) == (1, 2)
