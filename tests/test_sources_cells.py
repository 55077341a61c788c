"""Areas, quantities, dates, identifiers, words and text of single cells."""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.params import Parameters
from pipeline.sources.areas import land_units, read_area, read_quantity
from pipeline.sources.dates import read_date, read_dates
from pipeline.sources.identifiers import read_certificate, read_personal_id, read_personal_ids, read_plate
from pipeline.sources.numbers import read_number, read_numbers
from pipeline.sources.text import composed
from pipeline.sources.words import read_booleans, read_words
from pipeline.texts import catalogue
from tests.tables import table

AREAS = table(
    """
    text          | m2
    120           | 120
    120,5 m2      | 120.5
    120.5         | 120.5
    120m²         | 120
    1.200 m2      | 1200
    1.250,5 m2    | 1250.5
    0,5 ha        | 5000
    2 sào         | 1000
    1 mẫu 3 sào   | 6500
    100 mét vuông | 100
    khoảng 100 m2 | 100
    5x20m         | 100
    5m x 20m      | 100
    4,5 × 18 m2   | 81
    một trăm hai mươi mét vuông | 120
    mot tram hai muoi m2 | 120
    nửa héc ta    | 5000
    hai sào       | 1000
    hai sào rưỡi  | 1250
    2 sào rưỡi    | 1250
    một mẫu ba sào | 6500
    hai phẩy năm héc ta | 25000
    khoảng một nghìn mét vuông | 1000
    """
)
DAYS = table(
    """
    text                              | day
    2024-12-31                        | 2024-12-31
    2024/12/31                        | 2024-12-31
    31/12/2024                        | 2024-12-31
    31.12.2024                        | 2024-12-31
    1/2/2024                          | 2024-02-01
    ngày 31 tháng 12 năm 2024         | 2024-12-31
    Ngày 05 tháng 3 năm 2023          | 2023-03-05
    31 Dec 2024                       | 2024-12-31
    20241231                          | 2024-12-31
    2024-12-31T00:00:00               | 2024-12-31
    31.12.24                          | 2024-12-31
    05.03.24                          | 2024-03-05
    31/12/24                          | 2024-12-31
    ngày 20-10-98                     | 1998-10-20
    02/02/75                          | 1975-02-02
    """
)
NO_DAYS = table(
    """
    text        | problem
    12/31/2024  | problem.date.impossible
    31/02/2024  | problem.date.impossible
    12/31/24    | problem.date.short_year
    03/05/24    | problem.date.short_year
    15/06/41    | problem.date.short_year
    31.02.24    | problem.date.impossible
    31.12/24    | problem.date.words
    hôm qua     | problem.date.words
    1899-01-01  | problem.date.year
    13/2024     | problem.date.impossible
    """
)
REPUBLIC = table(
    """
    text             | day
    93年01月02日     | 2004-01-02
    89年 11月7日     | 2000-11-07
    民國100年5月3日  | 2011-05-03
    2016-01-31       | 2016-01-31
    """
)


@pytest.fixture(scope="module")
def land(parameters: Parameters) -> dict[str, float]:
    return land_units(parameters, "trung_bo")


@pytest.mark.parametrize(("text", "square_metres"), list(AREAS.itertuples(index=False)))
def test_areas_in_the_centre(text: str, square_metres: float, land: dict[str, float]) -> None:
    assert read_area(text, land).value == square_metres


@pytest.mark.parametrize(("region", "square_metres"), [("bac_bo", 360), ("trung_bo", 500), ("nam_bo", 1000)])
def test_a_sao_by_region(region: str, square_metres: float, parameters: Parameters) -> None:
    assert read_area("1 sào", land_units(parameters, region)).value == square_metres


def test_a_cong_is_southern(parameters: Parameters, land: dict[str, float]) -> None:
    assert read_area("2 công", land_units(parameters, "nam_bo")).value == 2000
    assert read_area("2 công", land).problem == "problem.area.words"


@pytest.mark.parametrize(
    "text",
    [
        "1.200",
        "85.125",
        "2 sào 1 mẫu",
        "ba sào hai mẫu",
        "5x20x3 m",
        "5 x 1.200 m",
        "rộng mét vuông",
        "một trăm hai mươi",
        "mười mét vuông rưỡi",
        "hai phẩy hai lăm héc ta",
        "vài sào",
        "một nửa sào rưỡi",
    ],
)
def test_areas_left_open(text: str, land: dict[str, float]) -> None:
    found = read_area(text, land)
    assert found.value is None
    assert found.problem


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("3 cây vàng", 3, "lượng"),
        ("2 lượng 5 chỉ", 2.5, "lượng"),
        ("5 chỉ vàng SJC", 5, "chỉ"),
        ("1.200 cổ phiếu", 1200, "cổ phiếu"),
        ("12", 12, ""),
        ("1/2", 0.5, ""),
        ("51%", 0.51, ""),
    ],
)
def test_quantities(text: str, quantity: float, unit: str) -> None:
    found = read_quantity(text)
    assert (found.value, found.unit) == (quantity, unit)


@pytest.mark.parametrize(("text", "day"), list(DAYS.itertuples(index=False)))
def test_days(text: str, day: pd.Timestamp) -> None:
    assert read_date(text).value == day


@pytest.mark.parametrize(("text", "problem"), list(NO_DAYS.itertuples(index=False)))
def test_day_and_month_are_never_swapped(text: str, problem: str) -> None:
    assert read_date(text)[:1] + read_date(text)[4:5] == (None, problem)


@pytest.mark.parametrize(("text", "known"), [("2015", "year"), ("năm 2015", "year"), ("12/2024", "month")])
def test_a_year_or_month_alone_is_legal_and_no_day(text: str, known: str) -> None:
    found = read_date(text)
    assert (found.value, found.problem, found.unit) == (None, None, known)


@pytest.mark.parametrize(("text", "day"), list(REPUBLIC.itertuples(index=False)))
def test_the_calendar_of_the_republic(text: str, day: pd.Timestamp) -> None:
    assert read_date(text, "roc").value == day


def test_spreadsheet_serials_are_days() -> None:
    assert read_date("45657").value == datetime(2024, 12, 31)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_days_that_the_catalogue_prints_are_read_back(day: date) -> None:
    for language in ("vi", "en"):
        assert read_date(catalogue(language).day(day)).value == datetime(day.year, day.month, day.day)
    assert read_date(f"ngày {day.day} tháng {day.month} năm {day.year}").value.date() == day


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2100, 12, 31)))
def test_days_of_the_republic_are_read_back(day: date) -> None:
    assert read_date(f"{day.year - 1911}年{day.month}月{day.day}日", "roc").value.date() == day


def test_a_column_of_mixed_days_is_read_like_its_cells() -> None:
    texts = pd.Series([*DAYS.text, *NO_DAYS.text, None], dtype="str")
    found = read_dates(texts)
    assert found.values.dropna().tolist() == list(DAYS.day)
    assert found.odd.problem.dropna().tolist() == list(NO_DAYS.problem)


@pytest.mark.parametrize(
    ("text", "number", "how"),
    [
        ("049085001234", "049085001234", ""),
        ("49085001234", "049085001234", "zero"),
        ("49085001234.0", "049085001234", "zero"),
        ("201234567", "201234567", ""),
        ("01234567", "01234567", ""),
        ("12345678", "012345678", "zero"),
        ("049 085 001 234", "049085001234", ""),
        ("B1234567", "B1234567", ""),
    ],
)
def test_personal_numbers_and_their_lost_zero(text: str, number: str, how: str) -> None:
    found = read_personal_id(text)
    assert (found.value, found.unit) == (number, how)


def test_a_number_in_powers_of_ten_has_lost_digits() -> None:
    assert read_personal_ids(pd.Series(["4.9085E+10"])).odd.problem.tolist() == ["problem.number.digits_lost"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [("43A-123.45", "43A12345"), ("92-H1 123.45", "92H112345"), ("43a 12345", "43A12345"), ("TM-12-34", "TM-12-34")],
)
def test_plates(text: str, plate: str) -> None:
    assert read_plate(text).value == plate


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("CĐ 456789", "CĐ456789"),
        ("ba-123456", "BA123456"),
        ("Số: AA 12345678", "AA12345678"),
        ("thửa 12, tờ bản đồ 5", "thửa 12, tờ bản đồ 5"),
        ("chưa được cấp giấy chứng nhận quyền sử dụng đất", None),
    ],
)
def test_certificates(text: str, number: str | None) -> None:
    assert read_certificate(text).value == number


def test_vocabularies_forgive_case_and_spaces_only() -> None:
    found = read_words(
        pd.Series(["spouse", " Spouse", "minor child", "wife", None], dtype="str"), ("spouse", "minor_child")
    )
    assert found.values.tolist()[:3] == ["spouse", "spouse", "minor_child"]
    assert found.odd.problem.dropna().index.tolist() == [3]


def test_yes_and_no_in_both_languages() -> None:
    found = read_booleans(pd.Series(["true", "Có", "0", "Không", "maybe", None], dtype="str"))
    assert found.values.tolist()[:4] == [True, True, False, False]
    assert found.odd.problem.dropna().index.tolist() == [4]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ho\u0300a", "Thuỷ"], ["Hòa", "Thuỷ"]),
        ([" a ", "b\u00a0", "\u2003c", "\u3000d"], ["a", "b", "c", "d"]),
        (["", None], [None, None]),
        (["Đường số 5 – tầng 2", "a"], ["Đường số 5 – tầng 2", "a"]),
    ],
)
def test_text_is_composed_and_trimmed(texts: list[str | None], expected: list[str | None]) -> None:
    found = composed(pd.Series(texts, dtype="str"))
    assert found.astype("object").where(found.notna(), None).tolist() == expected


@given(st.lists(st.one_of(st.none(), st.text(max_size=8)), max_size=8))
def test_composing_is_the_same_fast_and_slow(texts: list[str | None]) -> None:
    once = composed(pd.Series(texts, dtype="str"))
    assert composed(once).equals(once)
    again = composed(pd.Series([*texts, " x"], dtype="str")).iloc[:-1]
    assert again.equals(once)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    units = {"m2": 1.0, "sào": 500.0}
    for found in (
        read_area(text, units),
        read_quantity(text),
        read_number(text, "en"),
        read_date(text),
        read_date(text, "roc"),
        read_personal_id(text),
        read_plate(text),
        read_certificate(text),
    ):
        assert found.value is None or found.problem is None


@given(st.lists(st.floats(min_value=-1e12, max_value=1e12).map(lambda value: round(value, 2)), min_size=1, max_size=5))
def test_numbers_that_a_program_prints_are_read_back(numbers: list[float]) -> None:
    found = read_numbers(pd.Series([f"{number:.2f}" for number in numbers], dtype="str"))
    assert found.values.tolist() == numbers
