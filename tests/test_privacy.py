"""What is shown to whom: names, numbers and children are masked; figures and pseudonyms are not."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import privacy
from tests import export_samples as samples
from tests.tables import table

TEXTS = table("""
    case                          | written                                        | shown
    citizen id                    | CCCD 049081001212                              | CCCD 0490******12
    old identity card             | CMND 201234567 cấp 2010                        | CMND 201****** cấp 2010
    account                       | gửi vào tài khoản 1023456789                   | gửi vào tài khoản 102*****89
    telephone                     | gọi 0905123456                                 | gọi 090*****56
    certificate                   | GCN số BX 123456                               | GCN số BX ******
    plate                         | xe 92A-123.45                                  | xe 92A*****45
    person addressed              | vay của chị Lê Thị Hoa, trả sau                | vay của chị L.T.H., trả sau
    two people                    | ông Trần An và bà Lê Thị Mai                   | ông T.A. và bà L.T.M.
    person by surname             | Tiền cho Nguyễn Ngọc Dung vay                  | Tiền cho N.N.D. vay
    person without diacritics     | Tien cho Bui Thanh Tung, em ruot Le Ba         | Tien cho B.T.T., em ruot L.B.
    kin with a word between       | anh ruột Ngọc Phúc cho vay                     | anh ruột N.P. cho vay
    street named after a person   | nhà 28 Lê Lợi, đường Trần Phú                  | nhà 28 Lê Lợi, đường Trần Phú
    place like a surname          | đất ở Lâm Đồng, TP Hồ Chí Minh                 | đất ở Lâm Đồng, TP Hồ Chí Minh
    kin without a name            | bố mẹ cho 200 triệu                            | bố mẹ cho 200 triệu
    amount without separators     | bán đất được 1250000000 đồng                   | bán đất được 1250000000 đồng
    round amount without a unit   | nhận 500000000 từ ngân hàng                    | nhận 500000000 từ ngân hàng
    amount with separators        | tiền mặt 1.250.000.000                         | tiền mặt 1.250.000.000
    article of the law            | 36/2018/QH14, Điều 41.1.b                      | 36/2018/QH14, Điều 41.1.b
    year and day                  | ngày 12/05/2024                                | ngày 12/05/2024
""")


@pytest.mark.parametrize("row", TEXTS.to_dict("records"), ids=lambda row: row["case"])
def test_texts_lose_numbers_and_names_but_no_amounts(row):
    assert privacy.masked_text(row["written"]) == row["shown"]


@given(st.from_regex(r"0\d{11}", fullmatch=True), st.text(alphabet="abc, ", max_size=10))
def test_no_citizen_id_survives_in_a_text(number, around):
    assert number not in privacy.masked_text(f"{around} {number} {around}")


@given(st.text(alphabet="0123456789", min_size=6, max_size=20))
def test_a_masked_number_keeps_its_length_and_hides_half_of_it(number):
    masked = privacy.masked_number(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= len(number) / 2


def test_a_citizen_id_is_known_by_its_ends():
    assert privacy.masked_number("049081001212") == "0490******12"


def test_analysts_see_initials_and_masked_numbers():
    shown = privacy.mask(samples.declarations(), "analyst")
    assert shown["full_name"].tolist() == ["N.V.A."]
    assert shown["personal_id"].tolist() == ["0490******34"]


def test_a_summary_shows_no_words_of_people():
    shown = privacy.mask(samples.movements(), "summary")
    assert set(shown["explanation"]) == {privacy.HIDDEN}
    assert shown["value_change_vnd"].equals(samples.movements()["value_change_vnd"])


def test_the_full_profile_changes_nothing():
    pd.testing.assert_frame_equal(privacy.mask(samples.family(), "full"), samples.family())


@pytest.mark.parametrize("profile", ["summary", "analyst"])
def test_children_are_not_even_known_by_initials(profile):
    shown = privacy.mask(samples.family(), profile)
    assert shown.loc[shown["relation"] == "minor_child", "full_name"].tolist() == [privacy.HIDDEN]


def test_what_a_child_holds_keeps_category_and_value_only():
    shown = privacy.mask(samples.item_changes(), "analyst")
    child = shown[shown["holder_after"] == "minor_child"].iloc[0]
    assert pd.isna(child["name"])
    assert child["certificate_holder"] == privacy.HIDDEN
    assert (child["category"], child["value_after_vnd"]) == ("money", 200_000_000)


def test_pseudonyms_stay_so_that_tables_can_be_joined():
    shown = privacy.mask(samples.item_changes(), "summary")
    assert shown[["declarant_id", "declaration_id"]].equals(samples.item_changes()[["declarant_id", "declaration_id"]])


def test_names_of_the_household_go_wherever_they_are_mentioned():
    names = privacy.household_names(samples.family(), samples.declarations())
    text = "Nguyễn Văn An tặng Nguyễn Minh Khôi, trần thị bích và con Khôi đồng ý"
    assert privacy.masked_text(text, names) == "N.V.A. tặng ***, T.T.B. và con *** đồng ý"


def test_an_organisation_is_not_a_person():
    assert privacy.initials("Ngân hàng Nông nghiệp") == "Ngân hàng Nông nghiệp"
    assert privacy.initials("Lê Thị Hoa") == "L.T.H."


def test_items_of_children_stand_in_no_list():
    assert "minor_child" not in set(privacy.without_children(samples.item_changes())["holder_after"])
    assert len(privacy.without_children(samples.item_changes())) == len(samples.item_changes()) - 1


def test_an_unknown_profile_is_refused():
    with pytest.raises(ValueError, match="summary, analyst, full"):
        privacy.mask(samples.family(), "everything")


@given(st.text(max_size=80))
def test_masking_twice_is_masking_once(text):
    once = privacy.masked_text(text)
    assert not re.search(r"(?<![\w.,])0\d{11}(?![\w.,])", once)
    assert privacy.masked_text(once) == once
