"""The same item in two declarations: what is recognised, by what, and what became of it."""

import pytest

from tests.match_samples import fates, followed

CAR = """
in | item_no | category           | name        | holder    | quantity | value_vnd | registration_no | acquired_on
Y1 | 1       | registered_vehicle | Toyota Vios | declarant | 1        | 500000000 | 43A-123.45      | 2018-03-01
"""
PLOT = """
in|item_no|category        |holder   |address            |commune_code|area_m2|value_vnd|certificate_no|acquired_on
Y1|1      |land_residential|declarant|Thôn 3, xã Hòa Liên|20197       |200    |900000000|BA 123456     |2010-05-01
"""


def one_year_later(items: str, **changed: str) -> str:
    """The one line of `items`, and the same line a year later with some cells changed (`none`: emptied)."""
    heading, line = items.strip().splitlines()
    names = [name.strip() for name in heading.split("|")]
    cells = dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True))
    cells |= {"in": "Y2"} | {name: "" if value == "none" else value for name, value in changed.items()}
    return "\n".join([heading, line, " | ".join(cells[name] for name in names)])


@pytest.mark.parametrize(
    ("case", "items", "changed", "state", "cause", "reason"),
    [
        ("word for word", PLOT, {}, "kept", None, "certificate"),
        ("number respelled", PLOT, {"certificate_no": "ba123456"}, "kept", None, "certificate"),
        (
            "certificate re-issued",
            PLOT,
            {"certificate_no": "AA 00123456"},
            "kept",
            "certificate_reissued",
            "place_and_area",
        ),
        ("certificate not written", PLOT, {"certificate_no": "none"}, "kept", None, "place_and_area"),
        (
            "no certificate in words",
            PLOT,
            {"certificate_no": "chưa được cấp giấy chứng nhận"},
            "kept",
            None,
            "place_and_area",
        ),
        ("measured anew", PLOT, {"area_m2": "203"}, "kept", None, "certificate"),
        ("address without marks", PLOT, {"address": "thon 3 xa Hoa Lien"}, "kept", None, "certificate"),
        ("in the spouse's name", PLOT, {"holder": "spouse"}, "changed", None, "certificate"),
        ("value written anew", PLOT, {"value_vnd": "1200000000"}, "revalued", "revaluation", "certificate"),
        ("value withheld", PLOT, {"value_vnd": "none"}, "changed", None, "certificate"),
        ("value x1,000", PLOT, {"value_vnd": "900000000000"}, "revalued", "unit_slip", "certificate"),
        ("value / 1,000,000", PLOT, {"value_vnd": "900"}, "revalued", "unit_slip", "certificate"),
        ("value x10", PLOT, {"value_vnd": "9000000000"}, "revalued", "unit_slip", "certificate"),
        ("dollars as dong", PLOT, {"value_vnd": "36000"}, "revalued", "currency_slip", "certificate"),
        ("hectares as m2", PLOT, {"area_m2": "0.02"}, "changed", "area_unit_slip", "certificate"),
        ("sao as m2", PLOT, {"area_m2": "0.4"}, "changed", "area_unit_slip", "certificate"),
        ("other kind of land", PLOT, {"category": "land_other"}, "kept", None, "certificate"),
        ("car word for word", CAR, {}, "kept", None, "registration"),
        ("new plate", CAR, {"registration_no": "43A-999.99"}, "kept", None, "name"),
        ("car worth less", CAR, {"value_vnd": "400000000"}, "revalued", "revaluation", "registration"),
    ],
)
def test_one_item_a_year_later(parameters, case, items, changed, state, cause, reason):
    changes = followed(parameters, one_year_later(items, **changed))
    assert fates(changes, "cause", "link_reason") == [("1", "1", state, cause, reason)], case


@pytest.mark.parametrize(
    ("case", "items", "changed"),
    [
        (
            "another plot",
            PLOT,
            {
                "address": "Thôn 9, xã Duy Sơn",
                "commune_code": "20600",
                "area_m2": "450",
                "value_vnd": "300000000",
                "certificate_no": "CĐ 777777",
                "acquired_on": "2024-06-01",
            },
        ),
        (
            "a plate that moved to another car",
            CAR,
            {"name": "Honda City", "value_vnd": "600000000", "acquired_on": "2024-06-01"},
        ),
        (
            "a plate that moved, day unknown",
            CAR,
            {"name": "Honda City", "value_vnd": "600000000", "acquired_on": "none"},
        ),
        (
            "another car",
            CAR,
            {
                "name": "Honda City",
                "value_vnd": "600000000",
                "registration_no": "43A-999.99",
                "acquired_on": "2024-06-01",
            },
        ),
    ],
)
def test_another_item_is_not_the_same(parameters, case, items, changed):
    changes = followed(parameters, one_year_later(items, **changed))
    assert sorted(fates(changes), key=str) == [("1", None, "gone"), (None, "1", "new")], case


def test_two_spouses_hold_halves_of_one_certificate(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category         | holder    | address     | commune_code | area_m2 | value_vnd | certificate_no
        Y1 | 1       | land_residential | declarant | Thôn 3      | 20197        | 100     | 450000000 | BA 123456
        Y1 | 2       | land_residential | spouse    | Thôn 3      | 20197        | 100     | 450000000 | BA 123456
        Y2 | 1       | land_residential | spouse    | Thôn số 3   | 20197        | 100     | 450000000 | BA 123456
        Y2 | 2       | land_residential | declarant | Thôn số 3   | 20197        | 100     | 450000000 | BA 123456
        """,
    )
    assert fates(changes) == [("2", "1", "kept"), ("1", "2", "kept")]


def test_a_divided_plot(parameters):
    """200 m2 become 120 and 80; the cost is shared out by area, so that rows add up."""
    changes = followed(
        parameters,
        """
        in | item_no | category         | holder    | address | commune_code | area_m2 | value_vnd | certificate_no
        Y1 | 1       | land_residential | declarant | Thôn 3  | 20197        | 200     | 900000000 | BA 123456
        Y1 | 2       | land_residential | declarant | Thôn 4  | 20197        | 500     | 300000000 | BA 123457
        Y2 | 1       | land_residential | declarant | Thôn 3  | 20197        | 120     | 540000000 | BA 123456
        Y2 | 2       | land_residential | declarant | Thôn 3  | 20197        |  80     | 360000000 | AA 00123456
        Y2 | 3       | land_residential | declarant | Thôn 4  | 20197        | 500     | 300000000 | BA 123457
        """,
    )
    assert fates(changes, "value_before_vnd", "value_change_vnd", "group_no") == [
        ("1", "1", "split", 540_000_000, 0, 1),
        ("1", "2", "split", 360_000_000, 0, 1),
        ("2", "3", "kept", 300_000_000, 0, None),
    ]


def test_joined_plots(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category   | holder    | address | commune_code | area_m2 | value_vnd | certificate_no
        Y1 | 1       | land_other | declarant | Thôn 3  | 20197        | 300     | 100000000 | BA 100001
        Y1 | 2       | land_other | declarant | Thôn 3  | 20197        | 500     | 150000000 | BA 100002
        Y1 | 3       | land_other | declarant | Thôn 3  | 20197        | 150     |  70000000 | BA 100003
        Y2 | 1       | land_other | declarant | Thôn 3  | 20197        | 950     | 320000000 | AA 00000001
        """,
    )
    assert fates(changes, "value_after_vnd") == [
        ("1", "1", "merged", 101_052_632),
        ("2", "1", "merged", 168_421_052),
        ("3", "1", "merged", 50_526_316),
    ]
    assert changes.value_change_vnd.sum() == 0


def test_areas_that_add_up_by_chance_are_no_division(parameters):
    """Neither the value nor an address nor a certificate speaks for it."""
    changes = followed(
        parameters,
        """
        in | item_no | category         | address | commune_code | area_m2 | value_vnd  | certificate_no | acquired_on
        Y1 | 1       | land_residential | Thôn 3  | 20197        | 200     |  900000000 | BA 123456      | 2010-05-01
        Y2 | 1       | land_residential | Thôn 7  | 20197        | 120     | 1900000000 | AA 00000001    | 2024-02-01
        Y2 | 2       | land_residential | Thôn 8  | 20197        |  80     |  700000000 | AA 00000002    | 2024-05-01
        """,
    )
    assert [state for *_, state in fates(changes)] == ["new", "new", "gone"]


def test_a_place_renamed_by_the_reform(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category         | address                                | commune_code | area_m2 | value_vnd
        Y1 | 1       | land_residential | Thôn 3, xã Hòa Liên, huyện Hòa Vang    | 20197        | 200     | 900000000
        Y1 | 2       | land_residential | Thôn 3, xã Hòa Bắc, huyện Hòa Vang     | 20198        | 150     | 900000000
        Y2 | 1       | land_residential | Thôn 3, phường Liên Chiểu, TP Đà Nẵng  | 20300        | 150     | 900000000
        Y2 | 2       | land_residential | Thôn 3, phường Liên Chiểu, TP Đà Nẵng  | 20300        | 200     | 900000000
        """,
        communes="""
        old_code | new_code | from_date
        20197    | 20199    | 2023-07-01
        20199    | 20300    | 2024-07-01
        20198    | 20300    | 2024-07-01
        """,
    )
    assert fates(changes, "cause", "commune_code") == [
        ("2", "1", "kept", "place_renamed", "20300"),
        ("1", "2", "kept", "place_renamed", "20300"),
    ]


def test_an_item_that_leaves_for_a_year_and_returns(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category         | address | commune_code | area_m2 | value_vnd | certificate_no
        Y1 | 1       | land_residential | Thôn 3  | 20197        | 200     | 900000000 | BA 123456
        Y1 | 2       | land_other       | Thôn 5  | 20197        | 900     | 200000000 | CĐ 111111
        Y2 | 1       | land_residential | Thôn 3  | 20197        | 200     | 900000000 | BA 123456
        Y3 | 1       | land_residential | Thôn 3  | 20197        | 200     | 900000000 | BA 123456
        Y3 | 2       | land_other       | Thôn 5  | 20197        | 900     | 200000000 | CĐ 111111
        """,
    )
    assert fates(changes, "declaration_id", "value_change_vnd") == [
        ("1", "1", "kept", "Y2", 0),
        ("2", None, "gone", "Y2", -200_000_000),
        ("1", "1", "kept", "Y3", 0),
        (None, "2", "returned", "Y3", 200_000_000),
    ]


def test_money_is_compared_as_sums_by_kind_and_currency(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category | kind    | holder    | value_vnd | currency | certificate_no
        Y1 | 1       | money    | cash    | joint     | 100000000 |          |
        Y1 | 2       | money    | deposit | declarant | 300000000 |          |
        Y1 | 3       | money    | deposit | spouse    | 200000000 |          |
        Y1 | 4       | money    | deposit | spouse    |  50000000 | USD      |
        Y1 | 5       | money    | deposit | spouse    |  70000000 |          | 0123456789
        Y2 | 1       | money    | deposit | joint     | 450000000 |          |
        Y2 | 2       | money    | deposit | joint     | 150000000 |          |
        Y2 | 3       | money    | cash    | joint     | 100000000 |          |
        Y2 | 4       | money    | deposit | spouse    |  55000000 | USD      |
        Y2 | 5       | money    | deposit | spouse    |  90000000 |          | 0123 456 789
        """,
    )
    assert fates(changes, "value_change_vnd", "link_reason") == [
        ("2", "1", "changed", 100_000_000, "sum"),
        ("1", "3", "kept", 0, "identical"),
        ("4", "4", "changed", 5_000_000, "sum"),
        ("5", "5", "changed", 20_000_000, "account"),
    ]


def test_a_sum_with_an_unknown_value_is_unknown(parameters):
    changes = followed(
        parameters,
        """
        in | item_no | category | kind    | value_vnd
        Y1 | 1       | money    | deposit | 300000000
        Y1 | 2       | money    | deposit |
        Y2 | 1       | money    | deposit | 450000000
        """,
    )
    assert fates(changes, "value_before_vnd", "value_change_vnd") == [("1", "1", "changed", None, None)]


def test_gold_is_compared_by_weight(parameters):
    """Five tael are fifty mace, in one line or two."""
    changes = followed(
        parameters,
        """
        in | item_no | category       | name      | holder | quantity | unit  | value_vnd
        Y1 | 1       | precious_metal | Vàng SJC  | joint  |  5       | lượng | 300000000
        Y2 | 1       | precious_metal | vàng SJC  | joint  | 20       | chỉ   | 120000000
        Y2 | 2       | precious_metal | Vàng  SJC | spouse | 30       | chỉ   | 180000000
        """,
    )
    assert fates(changes, "quantity_before", "quantity_after") == [("1", "1", "kept", 50, 50)]


def test_a_sum_without_place_or_number_is_restated_and_not_gone(parameters):
    """Some forms give one sum a section; two sums of one name are not told apart."""
    changes = followed(
        parameters,
        """
        in | item_no | category | name        | holder    | value_vnd
        Y1 | own     | house    | Real estate | declarant | 37520000000
        Y1 | joint   | house    | Real estate | joint     | 6164000000
        Y2 | own     | house    | Real estate | declarant | 43684000000
        Y1 | 1       | house    | Villa       | spouse    | 5000000000
        Y1 | 2       | house    | Villa       | spouse    | 6000000000
        Y2 | 1       | house    | Villa       | spouse    | 9000000000
        """,
    )
    assert sorted(fates(changes, "link_confidence"), key=str) == [
        ("1", None, "gone", None),
        ("2", None, "gone", None),
        ("joint", None, "gone", None),
        ("own", "own", "revalued", 0.85),
        (None, "1", "new", None),
    ]
