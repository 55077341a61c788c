"""Money as people write it: what is read, what is left open, and that nothing raises."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pipeline.sources.amounts import read_amount, read_amounts, unit_of_heading
from pipeline.sources.numerals import numeral
from pipeline.texts import catalogue
from tests.tables import table

READ = table(
    """
    text                                              | value
    1200000000                                        | 1_200_000_000
    1.200.000.000 đ                                   | 1_200_000_000
    1.200.000.000 VNĐ                                 | 1_200_000_000
    1 200 000 000                                     | 1_200_000_000
    1,200,000.00                                      | 1_200_000
    1200000000.0                                      | 1_200_000_000
    500.000                                           | 500_000
    1.200 đ                                           | 1_200
    1,2 tỷ                                            | 1_200_000_000
    1.2 tỷ                                            | 1_200_000_000
    1,25 tỉ đồng                                      | 1_250_000_000
    500 triệu                                         | 500_000_000
    1.200 triệu                                       | 1_200_000_000
    300tr                                             | 300_000_000
    850k                                              | 850_000
    1 tỷ 200 triệu                                    | 1_200_000_000
    1 tỷ 2                                            | 1_200_000_000
    1 tỷ 250                                          | 1_250_000_000
    1 tỷ rưỡi                                         | 1_500_000_000
    1 tỷ 200.000.000                                  | 1_200_000_000
    2tr5                                              | 2_500_000
    5 trăm triệu                                      | 500_000_000
    khoảng 300tr                                      | 300_000_000
    2 tỷ (giá trị ước tính)                           | 2_000_000_000
    một tỷ hai trăm triệu đồng                        | 1_200_000_000
    hai tỷ rưỡi                                       | 2_500_000_000
    500.000.000 đ (năm trăm triệu đồng)               | 500_000_000
    500.000.000 đồng (Bằng chữ: Năm trăm triệu đồng)  | 500_000_000
    50.000 USD (tương đương 1,2 tỷ)                   | 1_200_000_000
    USD 50.000 ~ 1 tỷ 200 triệu                       | 1_200_000_000
    -300 triệu                                        | -300_000_000
    0                                                 | 0
    """
)
LEFT_OPEN = table(
    """
    text                                  | problem
    1.200                                 | problem.amount.one_group
    500,000                               | problem.number.ambiguous
    1,200 triệu                           | problem.number.ambiguous
    1.200 tỷ                              | problem.number.ambiguous
    1 tỷ 25                               | problem.amount.terms
    1 triệu 2 tỷ                          | problem.amount.terms
    1.5                                   | problem.amount.no_unit
    1.2E+09                               | problem.number.digits_lost
    1.20.000                              | problem.number.malformed
    (1.200.000)                           | problem.amount.words
    3 cây vàng                            | problem.amount.words
    800.000 đ/năm                         | problem.amount.words
    Tiền mặt 500 triệu                    | problem.amount.words
    tăng 300 triệu                        | problem.amount.words
    500 triệu (mỗi năm)                   | problem.amount.words
    500.000.000 đ (sáu trăm triệu đồng)   | problem.amount.differs
    một tỷ hai trăm                       | problem.amount.words
    """
)
IN_MILLIONS = table(
    """
    text          | value
    500           | 500_000_000
    1.200         | 1_200_000_000
    1,2           | 1_200_000
    1.250,5       | 1_250_500_000
    1,2 tỷ        | 1_200_000_000
    500.000.000 đ | 500_000_000
    """
)
amounts = st.integers(min_value=0, max_value=10**15)


@pytest.mark.parametrize(("text", "value"), list(READ.itertuples(index=False)))
def test_read_for_certain(text: str, value: float) -> None:
    found = read_amount(text)
    assert (found.value, found.problem) == (value, None)
    assert found.raw == text


@pytest.mark.parametrize(("text", "problem"), list(LEFT_OPEN.itertuples(index=False)))
def test_left_open_with_its_problem(text: str, problem: str) -> None:
    found = read_amount(text)
    assert (found.value, found.problem, found.raw) == (None, problem, text)


@pytest.mark.parametrize(("text", "value"), list(IN_MILLIONS.itertuples(index=False)))
def test_in_a_column_of_millions(text: str, value: float) -> None:
    assert read_amount(text, "triệu đồng").value == value


def test_a_full_amount_in_a_column_of_millions_was_not_written_in_millions() -> None:
    assert read_amount("1.200.000.000", "triệu đồng").problem == "problem.amount.heading"


def test_foreign_style_groups_by_commas() -> None:
    assert read_amount("500,000", style="en").value == 500_000
    assert read_amount("2,970萬元", "TWD", "en").value == 29_700_000
    assert read_amount("66.42", "EUR", "en").value == 66.42


def test_foreign_currency_is_kept_beside_its_worth() -> None:
    found = read_amount("50.000 USD (tương đương 1,2 tỷ)")
    assert (found.value, found.currency, found.foreign_amount) == (1_200_000_000, "USD", 50_000)


def test_foreign_currency_alone_has_no_value_in_dong() -> None:
    found = read_amount("50.000 USD")
    assert (found.value, found.problem, found.foreign_amount, found.unknown) == (None, None, 50_000, "50.000 USD")


@pytest.mark.parametrize("text", ["không xác định được giá trị do mua đã lâu", "Chưa xác định", "không rõ"])
def test_a_value_that_is_not_stated_keeps_the_reason(text: str) -> None:
    found = read_amount(text)
    assert (found.value, found.problem, found.unknown) == (None, None, text)


@pytest.mark.parametrize("text", ["-", "...", "–", "  "])
def test_a_dash_is_no_value_and_no_problem(text: str) -> None:
    assert read_amount(text)[:1] + read_amount(text)[4:5] == (None, None)


def test_words_for_a_direction_count_in_section_three() -> None:
    assert read_amount("giảm 300 triệu", signed=True).value == -300_000_000
    assert read_amount("tăng thêm 1,2 tỷ", signed=True).value == 1_200_000_000
    assert read_amount("+ 5.000.000", signed=True).value == 5_000_000


def test_estimates_are_less_sure() -> None:
    assert (
        read_amount("khoảng 300tr").confidence < read_amount("300tr").confidence < read_amount("300000000").confidence
    )


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Giá trị (triệu đồng)", "triệu đồng"),
        ("ĐVT: triệu đồng", "triệu đồng"),
        ("ĐVT: 1.000 đồng", "nghìn đồng"),
        ("value_vnd (tr.đ)", "triệu đồng"),
        ("Tỷ đồng", "tỷ đồng"),
        ("value_vnd", "đồng"),
        ("Diện tích (m2)", "đồng"),
    ],
)
def test_unit_of_the_heading(label: str, unit: str) -> None:
    assert unit_of_heading(label) == unit


def test_a_column_is_read_like_its_cells() -> None:
    texts = pd.Series([*READ.text, *LEFT_OPEN.text, None, "5", "1.000.000"], dtype="str")
    column = read_amounts(texts)
    cells = [read_amount(text).value if isinstance(text, str) else None for text in texts]
    assert column.values.tolist() == pytest.approx(
        [float("nan") if cell is None else cell for cell in cells], nan_ok=True
    )
    assert set(column.odd.index) <= set(texts.index)
    assert column.odd.problem.notna().sum() == sum(bool(isinstance(t, str) and read_amount(t).problem) for t in texts)


@given(amounts)
def test_what_the_catalogue_prints_is_read_back(amount: int) -> None:
    assert read_amount(catalogue("vi").money(amount)).value == amount
    assert read_amount(catalogue("en").money(amount), style="en").value == amount


@given(st.integers(min_value=1, max_value=99_999), st.sampled_from([("triệu", 10**6), ("tỷ", 10**9), ("tr", 10**6)]))
def test_thousandths_of_a_scale_are_read_back(thousandths: int, unit: tuple[str, int]) -> None:
    word, scale = unit
    whole, part = divmod(thousandths, 1000)
    assert read_amount(f"{whole},{part:03d}0 {word}").value == thousandths * scale // 1000


@given(st.integers(min_value=1, max_value=999_999_999))
def test_thousands_in_words_are_read_back(thousands: int) -> None:
    assert numeral(num2words(thousands * 1000, lang="vi")) == thousands * 1000


@given(st.integers(min_value=1, max_value=10**12))
def test_words_are_never_read_as_another_number(number: int) -> None:
    assert numeral(num2words(number, lang="vi")) in (number, None)


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    found = read_amount(text)
    assert found.value is None or found.problem is None


PIECES = [
    "1",
    "2",
    "300",
    "1.200",
    "tỷ",
    "triệu",
    "tr",
    "đ",
    ",",
    ".",
    "-",
    "(",
    ")",
    "USD",
    "khoảng",
    "rưỡi",
    "một",
    "~",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_no_mixture_of_our_own_words_raises(words: list[str]) -> None:
    for text in ("".join(words), " ".join(words)):
        for unit in ("đồng", "triệu đồng", "TWD"):
            found = read_amount(text, unit, signed=True)
            assert found.value is None or found.problem is None
