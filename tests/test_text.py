"""Two spellings of the same words give one key; unknown stays unknown."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import compact, firm_key, folded, nfc


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Hoà  Vang", "hoa vang"),
        ("hòa vang", "hoa vang"),
        ("HÒA-VANG", "hoa vang"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Đào"), "nguyen thi dao"),
        ("Điện Bàn (Quảng Nam)", "dien ban quang nam"),
        ("臺北市中正區", "臺北市中正區"),
    ],
)
def test_folded(written, key):
    assert folded(pd.Series([written])).tolist() == [key]


@pytest.mark.parametrize(
    ("written", "key"),
    [("CĐ 456789", "CD456789"), ("cđ456 789", "CD456789"), ("43A-123.45", "43A12345"), ("92-H1 123.45", "92H112345")],
)
def test_compact(written, key):
    assert compact(pd.Series([written])).tolist() == [key]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Công ty trách nhiệm hữu hạn một thành viên Xây dựng An Phú", "xay dung an phu"),
        ("Cty TNHH MTV XD An Phú", "xay dung an phu"),
        ("CTY CP TM&DV SÔNG THU", "thuong mai dich vu song thu"),
        ("Công ty cổ phần Thương mại và Dịch vụ Sông Thu", "thuong mai dich vu song thu"),
        ("DNTN Bà Nà", "ba na"),
    ],
)
def test_a_firm_is_the_same_whatever_is_written_for_its_legal_form(written: str, key: str) -> None:
    assert firm_key(pd.Series([written])).tolist() == [key]


def test_a_name_without_a_legal_form_is_no_firm() -> None:
    assert firm_key(pd.Series(["Trần An Phú", None], dtype="str")).isna().all()


def test_unknown_and_empty_texts_have_no_key():
    assert folded(pd.Series([None, "", " - ", "a"], dtype="str")).isna().tolist() == [True, True, True, False]


def test_nfc_composes_and_spaces_once():
    assert nfc(pd.Series([unicodedata.normalize("NFD", " đất  ở ")])).tolist() == ["đất ở"]


def test_the_index_and_name_are_kept():
    texts = pd.Series(["B", "A", "B"], index=[5, 3, 9], name="address")
    pd.testing.assert_series_equal(folded(texts), texts.str.lower())


@given(st.lists(st.text(alphabet="aáàđĐ ăâêôơưẠ-.,1", max_size=12)))
def test_folding_twice_is_folding_once(texts):
    once = folded(pd.Series(texts, dtype="str"))
    pd.testing.assert_series_equal(folded(once), once)
