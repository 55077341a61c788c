"""What holds of following items whatever the items are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import link
from pipeline.match import match_items
from pipeline.model import ASSETS, DECLARATIONS, EXPLAINED, FAMILY, ITEM_CHANGES, MOVEMENTS
from pipeline.model.registers import COMMUNE_CHANGES

MONEY_COLUMNS = ["value_change_vnd", "value_before_vnd", "value_after_vnd"]
KEYS = ["declarant_id", "declaration_id", "previous_item_no", "item_no", "category", "state"]
few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

# Few different cells, so that items are alike and lists ambiguous.
ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "declaration_id": st.sampled_from(["A1", "A2", "A3", "B1", "B2", "B3"]),
            "category": st.sampled_from(
                ["land_residential", "land_other", "house", "registered_vehicle", "precious_metal", "money", "shares"]
            ),
            "name": st.sampled_from(["Đất ở", "dat o", "Nhà", None]),
            "holder": st.sampled_from(["declarant", "spouse", None]),
            "address": st.sampled_from(["Thôn 3, xã Hòa Liên", "Thôn 4", None]),
            "commune_code": st.sampled_from(["100", "101", None]),
            "quantity": st.sampled_from([1.0, 5.0, None]),
            "area_m2": st.sampled_from([100.0, 101.0, 200.0, 300.0, None]),
            "value_vnd": st.sampled_from([100e6, 200e6, 300e6, 300e9, None]),
            "certificate_no": st.sampled_from(["BA 123456", "BA 123457", None, None]),
            "registration_no": st.sampled_from(["43A-123.45", None, None]),
            "acquired_on": st.sampled_from([pd.Timestamp("2010-05-01"), pd.Timestamp("2011-01-01"), None]),
        }
    ),
    max_size=24,
)


def assets_of(items: list[dict]) -> pd.DataFrame:
    rows = pd.DataFrame(items, columns=list(ASSETS.names))
    rows["item_no"] = rows.groupby("declaration_id").cumcount().add(1).astype("str")
    return ASSETS.conform(rows)


def declarations(order: int = 1) -> pd.DataFrame:
    """Three declarations of each of two officials; with order -1 the years run backwards."""
    years = pd.to_datetime(["2023-12-15", "2024-12-15", "2025-12-15"])[::order]
    rows = [(f"{person}{number + 1}", person, years[number]) for person in "AB" for number in range(3)]
    frame = pd.DataFrame(rows, columns=["declaration_id", "declarant_id", "declared_on"])
    return DECLARATIONS.conform(frame.assign(kind="ANNUAL", unit_code="U"))


def followed(parameters, assets, filed=None):
    filed = declarations() if filed is None else filed
    return match_items(
        link.pairs(filed, filed.declaration_id),
        assets,
        FAMILY.empty(),
        MOVEMENTS.empty(),
        EXPLAINED.empty(),
        COMMUNE_CHANGES.empty(),
        parameters,
    )


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(left.reset_index(drop=True), right.reset_index(drop=True))


@few
@given(items=ITEMS)
def test_every_line_is_followed_once(parameters, items):
    """Before: each line of a list that another follows is in one row, or in the parts of one division or one sum."""
    assets = assets_of(items)
    changes = followed(parameters, assets)
    assert list(changes.columns) == ITEM_CHANGES.names
    things = changes[(changes.category != "money") & (changes.category != "precious_metal")]
    for number, whole in (("previous_item_no", "split"), ("item_no", "merged")):
        single = things[things[number].notna() & (things.state != whole)]
        assert not single.duplicated(["previous_declaration_id", "declaration_id", number]).any()
    lists = changes.previous_declaration_id.unique()
    listed = assets[assets.declaration_id.isin(lists) & ~assets.category.isin(["money", "precious_metal"])]
    followed_lines = things[["previous_declaration_id", "previous_item_no"]].dropna().drop_duplicates()
    assert len(followed_lines) == len(listed)


@few
@given(items=ITEMS, seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(parameters, items, seed):
    assets = assets_of(items)
    shuffled = assets.sample(frac=1, random_state=seed)
    same(followed(parameters, assets), followed(parameters, shuffled, declarations().sample(frac=1, random_state=seed)))


@few
@given(items=ITEMS)
def test_an_unrelated_official_changes_nothing(parameters, items):
    assets, filed = assets_of(items), declarations()
    both = followed(parameters, assets)
    alone = followed(parameters, assets[assets.declaration_id.str.startswith("A")], filed[filed.declarant_id == "A"])
    same(both[both.declarant_id == "A"], alone)


@few
@given(items=ITEMS)
def test_ten_times_the_money_is_ten_times_the_changes(parameters, items):
    assets = assets_of(items)
    ones, tens = followed(parameters, assets), followed(parameters, assets.assign(value_vnd=assets.value_vnd * 10))
    same(ones[KEYS], tens[KEYS])
    same(ones[MONEY_COLUMNS] * 10, tens[MONEY_COLUMNS])


@few
@given(items=ITEMS)
def test_declaring_the_same_twice_changes_nothing(parameters, items):
    first = assets_of([item | {"declaration_id": "A1"} for item in items])
    twice = pd.concat([first.assign(declaration_id=name) for name in ("A1", "A2", "A3")], ignore_index=True)
    changes = followed(parameters, twice)
    assert changes.state.eq("kept").all()
    assert changes.value_change_vnd.fillna(0).eq(0).all()
    assert len(changes) == 2 * len(first)


@few
@given(items=ITEMS)
def test_forward_and_backward_agree(parameters, items):
    """What is new seen forwards is gone seen backwards; what was divided is joined; the links are the same."""
    assets = assets_of([item | {"declaration_id": item["declaration_id"].replace("3", "2")} for item in items])
    filed = declarations()[lambda rows: ~rows.declaration_id.str.endswith("3")]
    mirrored = filed.assign(declared_on=filed.declared_on.to_numpy()[::-1])
    forward, backward = followed(parameters, assets, filed), followed(parameters, assets, mirrored)
    turned = {"new": "gone", "gone": "new", "split": "merged", "merged": "split"}
    seen = backward.assign(
        declaration_id=backward.previous_declaration_id,
        previous_item_no=backward.item_no,
        item_no=backward.previous_item_no,
        state=backward.state.replace(turned),
        value_change_vnd=-backward.value_change_vnd,
    )
    columns = ["declaration_id", "previous_item_no", "item_no", "state", "value_change_vnd", "link_reason"]
    same(*(rows[columns].sort_values(columns).replace(-0.0, 0.0) for rows in (forward, seen)))


@pytest.mark.parametrize("category", ["money", "precious_metal"])
def test_sums_of_lines_in_any_pieces_are_one_sum(parameters, category):
    """Moving money between lines of one kind changes nothing."""
    pieces = np.array([100e6, 200e6, 300e6])
    before = pd.DataFrame({"declaration_id": "A1", "value_vnd": pieces, "quantity": pieces / 60e6})
    after = pd.DataFrame({"declaration_id": "A2", "value_vnd": [pieces.sum()], "quantity": [pieces.sum() / 60e6]})
    items = pd.concat([before, after]).assign(category=category, kind="deposit", name="Vàng")
    changes = followed(parameters, assets_of(items.to_dict("records")))
    assert changes[["state", "value_change_vnd"]].to_numpy().tolist()[0] == ["kept", 0.0]
