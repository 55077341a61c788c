"""Amounts of money inside running text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pipeline.money_text import bare, find_amounts, value_of

# text: the amounts in it (words, dong)
FOUND = {
    "vay 1 tỷ 2 của ngân hàng": [("1 tỷ 2", 1_200_000_000)],
    "bán xe 450.000.000đ": [("450.000.000đ", 450_000_000)],
    "bán xe 450,000,000 VNĐ": [("450,000,000 VNĐ", 450_000_000)],
    "được 500 000 000 đồng": [("500 000 000 đồng", 500_000_000)],
    "500.000.000": [("500.000.000", 500_000_000)],
    "1 tỷ 200 triệu đồng": [("1 tỷ 200 triệu đồng", 1_200_000_000)],
    "1 tỷ 250": [("1 tỷ 250", 1_250_000_000)],
    "1ty2 va 2tr5": [("1ty2", 1_200_000_000), ("2tr5", 2_500_000)],
    "1,2 tỷ hay 1.2 tỉ": [("1,2 tỷ", 1_200_000_000), ("1.2 tỉ", 1_200_000_000)],
    "1.200 triệu": [("1.200 triệu", 1_200_000_000)],
    "3 tỷ rưỡi": [("3 tỷ rưỡi", 3_500_000_000)],
    "500tr, 500 trđ, 500k": [("500tr", 500_000_000), ("500 trđ", 500_000_000), ("500k", 500_000)],
    "5 trăm triệu": [("5 trăm triệu", 500_000_000)],
    "hai trăm triệu": [("hai trăm triệu", 200_000_000)],
    "một tỷ hai": [("một tỷ hai", 1_200_000_000)],
    "một tỷ hai trăm": [("một tỷ hai trăm", 1_200_000_000)],
    "mot ty hai tram trieu": [("mot ty hai tram trieu", 1_200_000_000)],
    "hai tỷ rưỡi": [("hai tỷ rưỡi", 2_500_000_000)],
    "từ một tỷ": [("một tỷ", 1_000_000_000)],
    "ba mẹ cho 3 tỷ": [("3 tỷ", 3_000_000_000)],
    "nhà 1 tỷ 2 tầng": [("1 tỷ", 1_000_000_000)],
    "GCN số BA 123456, năm 2023, thửa 12 tờ bản đồ 5": [],
    "12 Đ. Lê Lợi": [],
    "tỷ lệ 5 tỷ lệ": [],
    "công ty 2": [],
    "20.000 USD (tỷ giá 24.500)": [("20.000 USD (tỷ giá 24.500", 490_000_000)],
    "20.000 USD tương đương 480 triệu đồng": [("20.000 USD tương đương 480 triệu đồng", 480_000_000)],
    "$20,000": [("$20,000", math.nan)],
}


@pytest.mark.parametrize("text", FOUND)
def test_amounts_of_a_text(text: str) -> None:
    found = find_amounts(text)
    assert [text[amount.start : amount.end] for amount in found] == [words for words, _ in FOUND[text]]
    assert [amount.value_vnd for amount in found] == pytest.approx([value for _, value in FOUND[text]], nan_ok=True)


@pytest.mark.parametrize(
    "text, per", [("15 triệu/m2", "m2"), ("18 triệu/tháng", "thang"), ("18 triệu một tháng", "thang")]
)
def test_a_price_or_a_rate_is_marked(text: str, per: str) -> None:
    assert find_amounts(text)[0].per == per


@pytest.mark.parametrize(
    "shaky, clear", [("1.250 tỷ", "1,25 tỷ"), ("1,200 triệu", "1.200 triệu"), ("1.2 tỷ", "1,2 tỷ")]
)
def test_figures_that_can_be_read_twice_are_less_sure(shaky: str, clear: str) -> None:
    assert value_of(shaky)[0] == value_of(clear)[0]
    assert value_of(shaky)[1] < value_of(clear)[1]


def test_bare_letters_stand_where_the_letters_stand() -> None:
    text = "Được ĐỀN BÙ ở phường Mỹ Lý"
    assert bare(text) == "duoc den bu o phuong my ly"
    assert value_of("không có số tiền nào") == (pytest.approx(math.nan, nan_ok=True), 0.0)


@given(st.integers(1_000_000, 999_999_999_999))
def test_any_amount_grouped_by_points_is_read_back(amount: int) -> None:
    assert value_of(f"{amount:,} đồng".replace(",", "."))[0] == amount


@given(st.integers(1, 999), st.integers(1, 999))
def test_any_amount_in_words_is_read_back(billions: int, millions: int) -> None:
    spoken = f"{num2words(billions, lang='vi')} tỷ {num2words(millions, lang='vi')} triệu đồng"
    assert value_of(spoken)[0] == billions * 1_000_000_000 + millions * 1_000_000
