"""Who is compared with whom, and how far each stands from the others."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import peers
from pipeline.model import POSITIONS
from pipeline.peers import cells as within


def officials(count: int, first: int = 0, **same: object) -> pd.DataFrame:
    """Declarations of so many officials who share what is given."""
    shared = {
        "declared_on": pd.Timestamp("2025-12-01"),
        "grade": "A1",
        "post_field": "land",
        "is_leader": False,
        "province_code": "79",
        "commune_code": "26734",
    } | same
    frame = pd.DataFrame({"declaration_id": [f"D{first + number:05d}" for number in range(count)]}).assign(**shared)
    return POSITIONS.conform(frame.assign(declarant_id=frame["declaration_id"]))


def cell_of(parts: list[pd.DataFrame], parameters) -> pd.DataFrame:
    return peers.peer_cells(pd.concat(parts, ignore_index=True), parameters).set_index("declaration_id")


def test_a_large_enough_commune_is_a_cell_of_its_own(parameters):
    cells = cell_of([officials(20), officials(20, 100, commune_code="00001")], parameters)
    assert cells.loc["D00000", "peer_cell"] == "year=2025|post=A1|field=land|leader=no|province=79|commune=26734"
    assert cells.loc["D00000", "peer_size"] == 20


@pytest.mark.parametrize(
    ("case", "other", "expected"),
    [
        ("thin commune", {"commune_code": "00001"}, "year=2025|post=A1|field=land|leader=no|province=79"),
        ("thin province", {"province_code": "01"}, "year=2025|post=A1|field=land|leader=no"),
        ("few leaders", {"is_leader": True}, "year=2025|post=A1|field=land"),
        ("thin field", {"post_field": "health"}, "year=2025|post=A1"),
        ("thin grade", {"grade": "A3"}, "year=2025"),
        ("thin year", {"declared_on": pd.Timestamp("2019-12-01")}, "all"),
        ("unknown commune", {"commune_code": None}, "year=2025|post=A1|field=land|leader=no|province=79"),
        ("unknown leader", {"is_leader": None}, "year=2025|post=A1|field=land"),
    ],
)
def test_a_thin_cell_gives_up_its_finest_dimension_first(case, other, expected, parameters):
    cells = cell_of([officials(30), officials(5, 100, **other)], parameters)
    assert cells.loc["D00100", "peer_cell"] == expected, case
    assert cells.loc["D00100", "peer_size"] == 35


@pytest.mark.parametrize(
    ("code", "day", "province"),
    [
        ("49", "2025-06-30", "49"),
        ("49", "2025-07-01", "48"),
        ("48", "2025-07-01", "48"),
        # Yên Bái's code of before is that of Lào Cai today; Lào Cai's own is no longer used.
        ("15", "2025-12-31", "15"),
        ("10", "2025-12-31", "15"),
        ("01", "2025-12-31", "01"),
        (None, "2025-12-31", None),
    ],
)
def test_a_merged_province_has_one_code_from_the_day_of_the_merger(code, day, province, parameters):
    codes, days = pd.Series([code], dtype="str"), pd.Series([pd.Timestamp(day)])
    found = peers.province_of_the_day(codes, days, parameters)
    assert found.isna().all() if province is None else found.tolist() == [province]


def test_of_63_provinces_34_are_left(parameters):
    merged = dict(pair.split(">") for pair in str(parameters["provinces_merged"].values[0].value).split())
    assert len(merged) == 63 - 34
    assert not set(merged) & set(merged.values()), "a code of today is never mapped on"


def test_nineteen_are_too_few_and_twenty_are_enough(parameters):
    cells = cell_of([officials(19, commune_code="1"), officials(20, 100, commune_code="2")], parameters)
    assert cells["peer_size"].tolist() == [39] * 19 + [20] * 20


def test_unknown_is_a_level_of_its_own(parameters):
    cells = cell_of([officials(25), officials(25, 100, commune_code=None)], parameters)
    assert cells.loc["D00100", "peer_cell"].endswith("commune=?")


def test_who_has_no_grade_is_compared_by_post(parameters):
    ministers = officials(25, grade=None, position="Minister")
    assert "post=Minister" in cell_of([ministers], parameters)["peer_cell"].iloc[0]


def test_a_sign_that_parts_dimensions_cannot_make_a_cell(parameters):
    cells = cell_of([officials(25, grade="A|1")], parameters)
    assert cells["peer_cell"].iloc[0].startswith("year=2025|post=A/1|field")


def test_the_order_of_the_rows_does_not_matter(parameters):
    rows = pd.concat([officials(30), officials(7, 100, grade="B"), officials(22, 200, province_code="01")])
    shuffled = rows.sample(frac=1, random_state=3)
    left = peers.peer_cells(rows, parameters).set_index("declaration_id")
    right = peers.peer_cells(shuffled, parameters).set_index("declaration_id")
    pd.testing.assert_frame_equal(left, right.loc[left.index])


def test_a_coarse_cell_is_compared_with_everybody_in_it(parameters):
    """The one leader stands beside all 30 of the field, not beside the leaders left over."""
    rows = pd.concat([officials(30), officials(1, 100, is_leader=True)], ignore_index=True)
    rows["income_vnd"] = 100e6
    rows["liquid_change_vnd"] = np.arange(31) * 10e6
    statistics = peers.peer_statistics(rows, peers.peer_cells(rows, parameters), parameters)
    assert statistics["liquid_change_to_income_median"].tolist()[:30] == pytest.approx([1.45] * 30)
    assert statistics["liquid_change_to_income_median"].iloc[30] == pytest.approx(1.5)
    assert statistics["liquid_change_to_income_q1"].iloc[30] == pytest.approx(0.75)


def test_robust_z_by_hand():
    """21 values 0..20: median 10, quartiles 5 and 15. The typical spread is the cell's own, so nothing is mixed in."""
    z = within.scores(np.arange(21.0), within.read_cells(pd.Series(["all"] * 21)), 5, 10)
    assert z[10] == 0
    assert z[20] == pytest.approx(10 / (10 / 1.3489795003921634))


def test_a_small_cell_borrows_spread_from_the_others():
    """A cell of 10 equal values beside one of 100 with spread w: its own becomes sqrt(5 w^2 / 15)."""
    values = np.r_[np.zeros(10), np.arange(100.0)]
    scale = within.statistics(values, within.read_cells(pd.Series(["year=1"] * 10 + ["year=2"] * 100)), 5).scale
    assert scale[1] == pytest.approx((74.25 - 24.75) / 1.3489795003921634)
    assert scale[0] == pytest.approx(np.sqrt(5 / 15) * scale[1])


def test_where_most_do_nothing_those_who_act_stand_out_by_how_rare_they_are():
    values = np.r_[np.zeros(80), np.ones(20)]
    z = within.scores(values, within.read_cells(pd.Series(["all"] * 100)), 5, 10)
    assert z[:80].tolist() == [0.0] * 80
    assert z[-1] == pytest.approx(1 / np.sqrt(0.2))


def test_one_wild_value_moves_no_spread():
    """A value a million times too large, among 100: the spread stays within a tenth of what it was."""
    random = np.random.default_rng(1).normal(size=100)
    cells = within.read_cells(pd.Series(["all"] * 100))
    wild = np.r_[random[:-1], 1e6]
    assert within.statistics(wild, cells, 5).scale[0] == pytest.approx(
        within.statistics(random, cells, 5).scale[0], rel=0.1
    )


def test_what_is_unknown_stays_unknown_and_does_not_count():
    values = np.array([1.0, 2.0, 3.0, np.nan])
    cells = within.read_cells(pd.Series(["all"] * 4))
    assert within.statistics(values, cells, 5).median[0] == 2
    assert np.isnan(within.scores(values, cells, 5, 10)[3])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.integers(1, 4))
def test_quartiles_are_those_of_numpy(values, cell_count):
    numbers = np.array(values)
    names = pd.Series([f"year={place % cell_count}" for place in range(len(values))])
    held = within.statistics(numbers, within.read_cells(names), 5)
    for place, name in enumerate(sorted(set(names))):
        expected = np.quantile(numbers[(names == name).to_numpy()], [0.25, 0.5, 0.75])
        found = [held.first_quartile[place], held.median[place], held.third_quartile[place]]
        assert found == pytest.approx(expected.tolist(), rel=1e-9, abs=1e-6)


def test_small_cells_are_listed_at_about_their_share(parameters):
    """Members of cells under 30 among the most extreme hundredth: 0.7 to 1.4 times their share of the rows."""
    random = np.random.default_rng(5)
    sizes = np.r_[np.full(60, 22), np.full(12, 400)]
    cell = np.repeat(np.arange(72), sizes)
    level, spread = random.normal(0, 2, 72), np.exp(random.normal(0, 0.2, 72))
    listed = []
    for _ in range(12):
        values = level[cell] + spread[cell] * random.standard_t(4, len(cell))
        z = np.abs(within.scores(values, within.read_cells(pd.Series([f"year={c}" for c in cell])), 5, 10))
        listed.append((cell[np.argsort(-z)[: len(cell) // 100]] < 60).mean() / (cell < 60).mean())
    assert 0.7 <= np.mean(listed) <= 1.4
