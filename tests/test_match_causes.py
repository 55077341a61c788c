"""The cause of a change, where the data show one."""

import pytest

from tests.match_samples import fates, filed, followed

CAR = "{year} | 1 | registered_vehicle | {holder} | {value} | Toyota Vios"
HEADING = "in | item_no | category | holder | value_vnd | name\n"
# Something that stays, so that every declaration has a list.
STAYS = "Y1|9|house|joint|500000000|Nhà\nY2|9|house|joint|500000000|Nhà\n"
SAID = "declaration_id | category | quantity_change | value_change_vnd | explanation\n"


def gone(parameters, holder="declarant", value=80_000_000, **tables):
    """State, cause and whether section III speaks, of a car that is in the first list only."""
    items = HEADING + STAYS + CAR.format(year="Y1", holder=holder, value=value)
    rows = followed(parameters, items, **tables)
    return fates(rows[rows.category == "registered_vehicle"], "cause", "movement_stated")[0][2:]


def new(parameters, holder="declarant", value=400_000_000, **tables):
    items = HEADING + STAYS + CAR.format(year="Y2", holder=holder, value=value)
    rows = followed(parameters, items, **tables)
    return fates(rows[rows.category == "registered_vehicle"], "cause", "movement_stated")[0][2:]


@pytest.mark.parametrize(
    ("case", "line", "cause", "stated"),
    [
        ("sold", "Y2|registered_vehicle|-1|-80000000|Bán xe Toyota Vios được 60 triệu", "sale", True),
        ("sold, no diacritics", "Y2|registered_vehicle|-1|-80000000|Da ban xe", "sale", True),
        ("given away", "Y2|registered_vehicle|-1|-80000000|Tặng cho con trai", "gift", True),
        ("scrapped", "Y2|registered_vehicle|-1|-80000000|Thanh lý, không còn sử dụng", None, True),
        ("the sign is wrong", "Y2|registered_vehicle|+1|80000000|Bán xe", None, False),
        ("about another section", "Y2|land_other|-1|-80000000|Bán đất", None, False),
        ("nothing said", "", None, False),
    ],
)
def test_what_section_iii_says_of_a_thing_that_is_gone(parameters, case, line, cause, stated):
    assert gone(parameters, movements=SAID + line) == ("gone", cause, stated), case


@pytest.mark.parametrize(
    ("case", "line", "cause"),
    [
        ("bought", "Y2|registered_vehicle|+1|400000000|Mua xe từ tiền tích lũy", "purchase"),
        ("inherited", "Y2|registered_vehicle|+1|400000000|Được thừa kế từ bố đẻ", "inheritance"),
        ("a gift", "Y2|registered_vehicle|+1|400000000|Được cha mẹ tặng cho", "gift"),
        ("'increase' without diacritics is no gift", "Y2|registered_vehicle|+1|400000000|tai san tang them", None),
    ],
)
def test_what_section_iii_says_of_a_new_thing(parameters, case, line, cause):
    assert new(parameters, movements=SAID + line) == ("new", cause, True), case


DAYS_2026 = {"Y1": "2025-12-15", "Y2": "2026-12-15"}
DAYS_2025 = {"Y1": "2024-12-15", "Y2": "2025-12-15"}


@pytest.mark.parametrize(
    ("case", "days", "value", "cause"),
    [
        ("below the new threshold", DAYS_2026, 149_999_999, "threshold_raised"),
        ("below both thresholds", DAYS_2026, 40_000_000, "threshold_raised"),
        ("at the new threshold", DAYS_2026, 150_000_000, None),
        ("value unknown", DAYS_2026, "", None),
        ("a year before the change", DAYS_2025, 149_999_999, None),
    ],
)
def test_the_threshold_of_2026(parameters, case, days, value, cause):
    assert gone(parameters, value=value, declarations=filed(["Y1", "Y2"], days))[1] == cause, case


@pytest.mark.parametrize(
    ("category", "value", "cause"),
    [
        ("precious_metal", 90_000_000, "threshold_raised"),
        ("money", 90_000_000, "threshold_raised"),
        ("shares", 90_000_000, "threshold_raised"),
        ("other_asset", 90_000_000, "threshold_raised"),
        ("structure", 90_000_000, "threshold_raised"),
        ("land_residential", 90_000_000, None),
        ("house", 90_000_000, None),
        ("foreign_account", 90_000_000, None),
    ],
)
def test_the_threshold_is_not_for_land_and_houses(parameters, category, value, cause):
    items = f"in|item_no|category|value_vnd|name\n{STAYS.replace('|joint', '')}Y1|1|{category}|{value}|X"
    rows = followed(parameters, items, declarations=filed(["Y1", "Y2"], DAYS_2026))
    assert fates(rows[rows.item_no.isna()], "cause") == [("1", None, "gone", cause)]


FAMILY = "declaration_id | person_no | relation | full_name | birth_date\n"


@pytest.mark.parametrize(
    ("case", "holder", "family", "cause"),
    [
        ("turned 18 in the year", "minor_child", "Y1|1|minor_child|Lê An|2006-06-01", "child_turned_18"),
        ("still a minor", "minor_child", "Y1|1|minor_child|Lê An|2012-06-01\nY2|1|minor_child|Lê An|2012-06-01", None),
        ("no longer named", "minor_child", "Y1|1|minor_child|Lê An|", "child_turned_18"),
        ("the declarant's own", "declarant", "Y1|1|minor_child|Lê An|2006-06-01", None),
        ("spouse left", "spouse", "Y1|1|spouse|Lê Bình|1980-01-01", "divorce"),
        ("spouse stays", "spouse", "Y1|1|spouse|Lê Bình|1980-01-01\nY2|1|spouse|LE BINH|", None),
        ("another spouse", "spouse", "Y1|1|spouse|Lê Bình|1980-01-01\nY2|1|spouse|Võ Hà|1990-01-01", "divorce"),
    ],
)
def test_who_left_the_household(parameters, case, holder, family, cause):
    assert gone(parameters, holder=holder, value=400_000_000, family=FAMILY + family)[1] == cause, case


@pytest.mark.parametrize(("holder", "cause"), [("spouse", "marriage"), ("joint", "marriage"), ("declarant", None)])
def test_marriage(parameters, holder, cause):
    assert new(parameters, holder=holder, family=FAMILY + "Y2|1|spouse|Lê Bình|1980-01-01")[1] == cause


def test_a_line_speaks_of_the_thing_that_it_names(parameters):
    """Of two cars one was sold; the other fell below the threshold."""
    items = (
        HEADING + STAYS + "Y1|1|registered_vehicle||90000000|Honda Wave\nY1|2|registered_vehicle||90000000|Kia Morning"
    )
    said = "Y2|registered_vehicle|-1|-90000000|Bán xe Kia Morning"
    rows = followed(parameters, items, movements=SAID + said, declarations=filed(["Y1", "Y2"], DAYS_2026))
    assert fates(rows[rows.item_no.isna()], "cause") == [
        ("1", None, "gone", "threshold_raised"),
        ("2", None, "gone", "sale"),
    ]


def test_a_supplement_without_a_list_is_heard_with_the_yearly_declaration_after_it(parameters):
    declarations = filed(["Y1", "Y2", "Y3"])
    declarations["kind"] = ["ANNUAL", "SUPPLEMENT", "ANNUAL"]
    items = HEADING + STAYS.replace("Y2", "Y3") + CAR.format(year="Y1", holder="declarant", value=80_000_000)
    said = SAID + "Y2|registered_vehicle|-1|-80000000|Bán xe"
    rows = followed(parameters, items, movements=said, declarations=declarations)
    assert fates(rows, "declaration_id", "cause") == [("9", "9", "kept", "Y3", None), ("1", None, "gone", "Y3", "sale")]


@pytest.mark.parametrize(
    ("case", "before", "after", "cause"),
    [
        ("a thousand times", 300_000_000, 300_000_000_000, "unit_slip"),
        ("a thousand times, and some saved", 300_000_000, 420_000_000_000, "unit_slip"),
        ("exactly ten times", 300_000_000, 3_000_000_000, "unit_slip"),
        ("grew nearly tenfold", 300_000_000, 2_950_000_000, None),
        ("in dollars", 300_000_000, 11_800, "currency_slip"),
        ("saved", 300_000_000, 450_000_000, None),
    ],
)
def test_money_in_another_unit(parameters, case, before, after, cause):
    items = f"in|item_no|category|kind|value_vnd\nY1|1|money|deposit|{before}\nY2|1|money|deposit|{after}"
    assert fates(followed(parameters, items), "cause") == [("1", "1", "changed", cause)], case


def test_ten_times_is_no_slip_where_section_iii_states_the_change(parameters):
    items = "in|item_no|category|kind|value_vnd\nY1|1|money|deposit|100000000\nY2|1|money|deposit|1000000000"
    said = SAID + "Y2|money||900000000|Bán nhà"
    assert fates(followed(parameters, items, movements=said), "cause") == [("1", "1", "changed", None)]


def test_gold_restated_at_the_market_price_is_no_new_gold(parameters):
    items = """
    in | item_no | category       | name     | quantity | unit  | value_vnd
    Y1 | 1       | precious_metal | Vàng SJC | 5        | lượng | 300000000
    Y2 | 1       | precious_metal | Vàng SJC | 5        | lượng | 700000000
    """
    said = SAID + "Y2|precious_metal||400000000|Giá vàng tăng, số lượng không đổi"
    assert fates(followed(parameters, items, movements=said), "cause") == [("1", "1", "revalued", "revaluation")]


def test_a_thing_listed_twice(parameters):
    items = """
    in | item_no | category         | holder    | address | area_m2 | value_vnd | certificate_no
    Y1 | 1       | land_residential | declarant | Thôn 3  | 200     | 900000000 | BA 123456
    Y2 | 1       | land_residential | declarant | Thôn 3  | 200     | 900000000 | BA 123456
    Y2 | 2       | land_residential | declarant | Thôn 3  | 200     | 900000000 | BA 123456
    """
    assert fates(followed(parameters, items), "cause") == [("1", "1", "kept", None), (None, "2", "new", "duplicate")]


@pytest.mark.parametrize("factor", [10, 1_000, 1_000_000])
def test_a_slip_of_one_line_does_not_hide_in_the_sum_of_its_kind(parameters, factor):
    """One account gets noughts too many while another grows: the slip stands alone, the rest is a sum."""
    changes = followed(
        parameters,
        f"""
        in | item_no | category | kind     | name             | value_vnd
        Y1 | 1       | money    | Tiền gửi | Tiền gửi BIDV    | 230000000
        Y1 | 2       | money    | Tiền gửi | Tiền gửi Agribank| 310000000
        Y2 | 1       | money    | Tiền gửi | Tiền gửi BIDV    | 260000000
        Y2 | 2       | money    | Tiền gửi | tien gui agribank| {310000000 * factor}
        """,
    )
    assert fates(changes, "cause", "value_before_vnd") == [
        ("1", "1", "changed", None, 230000000),
        ("2", "2", "changed", "unit_slip", 310000000),
    ]
