"""What the forest sees: changes, ratios and differences, never how rich somebody is."""

import numpy as np
import pandas as pd
import pytest

from pipeline import features, peers
from pipeline.model import ITEM_CHANGES, POSITIONS
from pipeline.texts import catalogue
from tests.tables import table

MILLION = 1e6

POSITION = {
    "declarant_id": "P1",
    "declaration_id": "D2",
    "previous_declaration_id": "D1",
    "baseline_declaration_id": "D1",
    "previous_declared_on": pd.Timestamp("2024-12-01"),
    "declared_on": pd.Timestamp("2025-12-01"),
    "has_asset_list": True,
    "has_spouse": True,
    "income_vnd": 400 * MILLION,
    "income_spouse_vnd": 100 * MILLION,
    "living_low_vnd": 144 * MILLION,
    "living_central_vnd": 200 * MILLION,
    "assets_before_vnd": 2000 * MILLION,
    "acquired_vnd": 0.0,
    "disposed_cost_vnd": 0.0,
    "liquid_change_vnd": 200 * MILLION,
    "slip_count": 0.0,
}


def positions(*rows: dict) -> pd.DataFrame:
    return POSITIONS.conform(pd.DataFrame([POSITION | row for row in rows]))


def items(text: str) -> pd.DataFrame:
    """Item changes with values in million dong."""
    frame = table(text)
    for column in ("value_before", "value_after"):
        frame[f"{column}_vnd"] = pd.to_numeric(frame.get(column)) * MILLION
    frame["declarant_id"] = "P1"
    frame["previous_item_no"] = frame["value_before"].notna().map({True: "1", False: None})
    frame["item_no"] = frame["value_after"].notna().map({True: "1", False: None})
    frame["declared_on"] = pd.Timestamp("2025-12-01")
    frame["previous_declared_on"] = pd.Timestamp("2024-12-01")
    if "declaration_id" not in frame:
        frame["declaration_id"] = "D2"
    return ITEM_CHANGES.conform(frame)


NOTHING = ITEM_CHANGES.empty()
HOUSE = items(
    """
    category         | state | value_before | value_after | cause
    land_residential | kept  | 1500         | 1500        |
    money            | changed | 500        | 700         |
    """
)


def of(rows: pd.DataFrame, changes: pd.DataFrame, parameters) -> pd.Series:
    """The features of declaration D2."""
    return features.features(rows, changes, parameters).loc["D2"]


def test_one_row_a_comparison_and_one_column_a_feature(parameters):
    rows = positions(
        {"declaration_id": "D1", "baseline_declaration_id": None, "previous_declaration_id": None},
        {"declaration_id": "D2"},
        {"declaration_id": "D3", "has_asset_list": False},
    )
    found = features.features(rows, HOUSE, parameters)
    assert found.index.tolist() == ["D2"]
    assert found.columns.tolist() == list(features.FEATURES)
    assert len(features.FEATURES) >= 30


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("saved_to_income", 0.5),
        ("unaccounted_to_income", 0.5),
        ("property_change_to_income", 0.0),
        ("asset_growth", 1.11),
        ("left_to_live_on", 1.0),
        ("unstated_share", 0.0),
        ("round_share", 1.0),
        ("property_count_change", 0.0),
    ],
)
def test_a_quiet_year_by_hand(feature, expected, parameters):
    """Income 400, money 500 to 700 million beside a house of 1.5 billion; all sums are multiples of 100 million."""
    assert of(positions({}), HOUSE, parameters)[feature] == pytest.approx(expected)


def test_being_rich_changes_nothing(parameters):
    """Ten times the income, the wealth and the movements: the same features, words and thresholds apart."""
    rows = positions({})
    money = [name for name in rows if name.endswith("_vnd")]
    rich = rows.assign(**{name: rows[name] * 10 for name in money})
    dear = HOUSE.assign(**{name: HOUSE[name] * 10 for name in ("value_before_vnd", "value_after_vnd")})
    pd.testing.assert_series_equal(of(rows, HOUSE, parameters), of(rich, dear, parameters))


@pytest.mark.parametrize("cause", ["unit_slip", "currency_slip"])
def test_a_slip_is_no_movement(cause, parameters):
    """A million typed a thousand times too large: every feature stays what it was without the item."""
    slip = items(
        f"""
        category | state   | value_before | value_after | cause
        money    | changed | 300          | 300000      | {cause}
        """
    )
    plain, slipped = of(positions({}), HOUSE, parameters), of(positions({}), pd.concat([HOUSE, slip]), parameters)
    pd.testing.assert_series_equal(plain, slipped)


def test_a_revaluation_shows_as_revaluation_alone(parameters):
    revalued = HOUSE.assign(
        state=["revalued", "changed"], value_after_vnd=[4500 * MILLION, 700 * MILLION], cause=["revaluation", None]
    )
    plain, changed = of(positions({}), HOUSE, parameters), of(positions({}), revalued, parameters)
    assert changed["revalued_share"] == pytest.approx(0.75)
    same = ["composition_shift", "property_change_to_income", "unaccounted_to_income"]
    assert changed[same].tolist() == pytest.approx(plain[same].tolist())


@pytest.mark.parametrize(
    ("case", "after", "change"), [("same quantity, new price", 10, 0.0), ("five taels more", 15, 0.25)]
)
def test_gold_at_another_price_is_no_movement(case, after, change, parameters):
    gold = items(
        """
        category       | state   | value_before | value_after | cause
        precious_metal | changed | 500          | 600         |
        """
    ).assign(quantity_before=10.0, quantity_after=after)
    assert of(positions({}), gold, parameters)["gold_change_to_income"] == pytest.approx(change), case


@pytest.mark.parametrize(
    ("cause", "unaccounted"),
    [("", 0.5 + 0.25), ("threshold_raised", 0.5), ("child_turned_18", 0.5), ("unit_slip", 0.5), ("divorce", 0.5)],
)
def test_what_the_law_took_off_the_form_is_not_gone(cause, unaccounted, parameters):
    """A vehicle of 100 million is no longer listed: a quarter of the income, unless something lawful explains it."""
    changes = items(
        f"""
        category           | state | value_before | value_after | cause
        land_residential   | kept  | 300          | 300         |
        registered_vehicle | gone  | 100          |             | {cause}
        """
    )
    assert of(positions({}), changes, parameters)["unaccounted_to_income"] == pytest.approx(unaccounted)


@pytest.mark.parametrize(("proceeds", "unaccounted"), [(0, 0.75), (40, 0.40 + 0.05), (50, 0.375)])
def test_a_sale_accounts_for_things_of_twice_its_proceeds(proceeds, unaccounted, parameters):
    changes = items(
        """
        category           | state | value_before | value_after | cause
        registered_vehicle | gone  | 100          |             |
        """
    )
    rows = positions({"income_vnd": (400 + proceeds) * MILLION, "income_asset_sale_vnd": proceeds * MILLION})
    assert of(rows, changes, parameters)["unaccounted_to_income"] == pytest.approx(unaccounted)


@pytest.mark.parametrize("source", ["asset_sale", "gift", "inheritance", "compensation"])
def test_what_comes_once_is_no_rise_in_pay(source, parameters):
    """400 million every year, and 2 billion once, which went to the bank: nothing had to be saved for it."""
    once = {
        "income_vnd": 2400 * MILLION,
        f"income_{source}_vnd": 2000 * MILLION,
        "liquid_change_vnd": 2200 * MILLION,
    }
    rows = positions({"declaration_id": "D1", "previous_declaration_id": None}, once)
    found = of(rows, NOTHING, parameters)
    assert found["income_growth"] == pytest.approx(1.0, rel=0.01)
    assert found["saved_to_income"] == pytest.approx(0.5)


def test_borrowed_money_is_not_saved(parameters):
    loan = {"explained_loan_vnd": 300 * MILLION, "liquid_change_vnd": 0.0, "acquired_vnd": 500 * MILLION}
    found = of(positions(loan), NOTHING, parameters)
    assert found["saved_to_income"] == pytest.approx(0.5)
    assert found["outside_money_to_income"] == pytest.approx(0.75)


def test_sums_that_hold_a_slip_of_the_year_before_are_unknown(parameters):
    """Money typed 1,000 times too large last year is no longer listed: the fall is no movement."""
    slip = items(
        """
        declaration_id | category | state   | value_before | value_after | cause
        D1             | money    | changed | 70           | 70000       | unit_slip
        """
    ).assign(previous_declaration_id="D0", previous_item_no="9", item_no="9")
    gone = items(
        """
        declaration_id | category | state | value_before | value_after | cause
        D2             | money    | gone  | 70000        |             |
        """
    ).assign(previous_declaration_id="D1", previous_item_no="9", value_change_vnd=-70000 * MILLION)
    found = of(positions({}), pd.concat([slip, gone]), parameters)
    assert np.isnan(found[["saved_to_income", "balance_to_income", "asset_growth"]].to_numpy()).all()
    assert of(positions({}), gone, parameters)["saved_to_income"] == pytest.approx(0.5)


def test_a_mistyped_income_does_not_blow_up_the_ratios(parameters):
    """400 thousand instead of 400 million: ratios rest on the low living cost of the household instead."""
    assert of(positions({"income_vnd": 400_000}), HOUSE, parameters)["saved_to_income"] == pytest.approx(200 / 144)


def test_without_an_income_the_ratios_are_unknown(parameters):
    found = of(positions({"income_vnd": np.nan}), HOUSE, parameters)
    assert np.isnan(found["saved_to_income"])
    assert found["composition_shift"] == pytest.approx(of(positions({}), HOUSE, parameters)["composition_shift"])


def test_composition_shift_by_hand(parameters):
    """All in land, then all in money: nothing in common."""
    swapped = items(
        """
        category         | state | value_before | value_after | cause
        land_residential | gone  | 500          |             | sale
        money            | new   |              | 500         |
        """
    )
    assert of(positions({}), swapped, parameters)["composition_shift"] == pytest.approx(1.0)


def test_own_past_is_the_mean_of_the_earlier_years(parameters):
    years = [
        {
            "declaration_id": f"D{year}",
            "declared_on": pd.Timestamp(f"202{year}-12-01"),
            "liquid_change_vnd": change * MILLION,
        }
        for year, change in [(2, 40), (3, 80), (4, 400)]
    ]
    found = features.features(positions(*years), NOTHING, parameters)["own_saved_shift"]
    assert np.isnan(found["D2"])
    assert found[["D3", "D4"]].tolist() == pytest.approx([0.1, 1.0 - 0.15])


def test_income_growth_is_yearly(parameters):
    """200 million in half a year after 400 in a year: no change."""
    rows = positions(
        {
            "declaration_id": "D1",
            "previous_declaration_id": None,
            "previous_declared_on": pd.NaT,
            "declared_on": pd.Timestamp("2024-12-01"),
        },
        {"income_vnd": 200 * MILLION, "declared_on": pd.Timestamp("2025-06-01")},
    )
    assert of(rows, NOTHING, parameters)["income_growth"] == pytest.approx(1.0, rel=0.01)


def test_nothing_is_infinite_whatever_is_zero(parameters):
    zero = {name: 0.0 for name in POSITIONS.names if name.endswith("_vnd")}
    frame = features.scaled(features.features(positions(zero), HOUSE, parameters))
    assert not np.isinf(frame.to_numpy()).any()


def test_rows_in_any_order_give_the_same(parameters):
    rows = positions(
        {}, {"declaration_id": "D3", "declared_on": pd.Timestamp("2026-12-01"), "previous_declaration_id": "D2"}
    )
    left = features.features(rows, HOUSE, parameters)
    right = features.features(rows.iloc[::-1], HOUSE.iloc[::-1], parameters)
    pd.testing.assert_frame_equal(left, right)


def test_units_and_back(parameters):
    frame = features.features(positions({}), HOUSE, parameters)
    pd.testing.assert_frame_equal(features.unscaled(features.scaled(frame)), frame)


def spread_features(count: int) -> pd.DataFrame:
    random = np.random.default_rng(2)
    values = random.normal(1, 0.1, (count, len(features.FEATURES)))
    index = pd.Index([f"D{row:04d}" for row in range(count)], name="declaration_id")
    return pd.DataFrame(np.abs(values), index=index, columns=list(features.FEATURES))


def everybody(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"declaration_id": frame.index, "peer_cell": "all", "peer_size": float(len(frame))})


def test_the_median_peer_is_zero_and_nobody_beyond_ten(parameters):
    frame = spread_features(101)
    frame.iloc[7, 3] = 1e9
    z, left_out = features.standardise(frame, everybody(frame), parameters)
    assert left_out == []
    assert z.median().abs().max() == pytest.approx(0)
    assert z.iloc[7, 3] == 10


@pytest.mark.parametrize(
    ("feature", "low", "high"), [("saved_to_income", 0, 10), ("left_to_live_on", -10, 0), ("item_growth", -10, 10)]
)
def test_only_the_side_that_needs_explaining_counts(feature, low, high, parameters):
    frame = spread_features(101)
    frame.loc["D0000", feature], frame.loc["D0001", feature] = 1e-9, 1e9
    z, _ = features.standardise(frame, everybody(frame), parameters)
    assert z.loc[["D0000", "D0001"], feature].tolist() == pytest.approx([low, high], abs=0.1)


def test_near_constant_features_leave_by_name(parameters):
    frame = spread_features(101)
    frame["new_child_share"] = [0.5] * 4 + [0.0] * 97
    frame["unstated_share"] = [0.5] * 6 + [0.0] * 95
    frame["sale_gain"] = np.nan
    z, left_out = features.standardise(frame, everybody(frame), parameters)
    assert sorted(left_out) == ["new_child_share", "sale_gain"]
    assert "unstated_share" in z


def test_missing_stays_missing(parameters):
    frame = spread_features(30)
    frame.iloc[3, 5] = np.nan
    z, _ = features.standardise(frame, everybody(frame), parameters)
    assert z.isna().to_numpy().nonzero()[0].tolist() == [3]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_feature_has_a_name_and_a_sentence(language):
    say = catalogue(language)
    for name in features.FEATURES:
        assert say(f"feature.{name}.name")
        assert say(f"feature.{name}.sentence")


def test_the_measures_of_peers_that_need_items_come_from_the_features(parameters):
    rows = positions({})
    found = features.features(rows, HOUSE, parameters)
    cells = peers.peer_cells(rows, parameters)
    assert peers.peer_statistics(rows, cells, parameters, found)["round_share"].tolist() == [1.0]
    assert peers.peer_statistics(rows, cells, parameters)["round_share"].isna().all()


def test_evidence_by_hand(parameters):
    """Peers 0, 1, 2, 3, 4 and one without a value: the fourth stands above 3 of the other 4."""
    index = pd.Index([f"D{row}" for row in range(6)], name="declaration_id")
    frame = pd.DataFrame({"saved_to_income": [0.0, 1, 2, 3, 4, np.nan], "unstated_share": 0.5}, index=index)
    found = features.evidence(frame, everybody(frame), index[[3, 5]], parameters)
    row = found[(found["declaration_id"] == "D3") & (found["feature"] == "saved_to_income")].iloc[0]
    assert row[["value", "median", "q1", "q3", "percentile", "peers"]].tolist() == [3, 2, 1, 3, 0.75, 5]
    missing = found[(found["declaration_id"] == "D5") & (found["feature"] == "saved_to_income")].iloc[0]
    assert np.isnan(missing["percentile"])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "What must have been saved: 3; peers typically 2 (half of them between 1 and 3); above 75% of the peers.",
        ),
        (
            "vi",
            "Phần phải tiết kiệm được: 3; nhóm tương đồng thường 2 (một nửa nằm trong khoảng 1 đến 3); "
            "cao hơn 75% số trường hợp cùng nhóm.",
        ),
    ],
)
def test_evidence_in_words(language, expected, parameters):
    index = pd.Index([f"D{row}" for row in range(5)], name="declaration_id")
    frame = pd.DataFrame({"saved_to_income": [0.0, 1, 2, 3, 4]}, index=index)
    found = features.evidence(frame, everybody(frame), index[[3]], parameters)
    assert features.sentences(found, catalogue(language)) == [expected]
