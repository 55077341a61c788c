"""Keys of Vietnamese text: the same words written by two people compare equal."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def nfc(texts: pd.Series) -> pd.Series:
    """The texts in composed Unicode, with single spaces and none at the ends; unknown stays unknown."""
    return _for_each_distinct(texts, _composed)


def folded(texts: pd.Series) -> pd.Series:
    """A key that ignores case, diacritics, where a tone mark stands, punctuation and spacing; unknown where empty.

    `Hoà  Vang`, `hòa vang` and `HOA-VANG` are all `hoa vang`. Letters of other scripts are kept.
    """
    return _for_each_distinct(texts, _folded)


def compact(texts: pd.Series) -> pd.Series:
    """A key for numbers and codes: folded, in capitals and without spaces; unknown where empty.

    `CĐ 456789` is `CD456789`, `43A-123.45` is `43A12345`.
    """
    return _for_each_distinct(texts, _compact)


# Legal forms of firms and what is written for them, and words of business that are cut short; of folded texts.
LEGAL_FORM = (
    r"\b(?:(?:tong )?cong ty|cty|ct|tnhh|trach nhiem huu han|mtv|(?:mot|1|hai|2) thanh vien(?: tro len)?|co phan|cp|"
    r"doanh nghiep(?: tu nhan)?|dntn|hop danh|hop tac xa|htx|tap doan)\b"
)
CUT_SHORT = {
    "tm": "thuong mai", "dv": "dich vu", "xd": "xay dung", "sx": "san xuat", "dt": "dau tu", "xnk": "xuat nhap khau",
    "bds": "bat dong san", "vlxd": "vat lieu xay dung", "vt": "van tai", "dl": "du lich",
}  # fmt: skip


def firm_key(texts: pd.Series) -> pd.Series:
    """A key for names of firms that ignores the legal form and how it is cut short; unknown where no form is named.

    `Cty TNHH MTV XD An Phú` and `Công ty trách nhiệm hữu hạn một thành viên Xây dựng An Phú` are `xay dung an phu`.
    """
    return _for_each_distinct(texts, _firm)


def _for_each_distinct(texts: pd.Series, change: Callable[[pa.Array], pa.Array]) -> pd.Series:
    """`change` applied to each distinct text once: most texts of a column stand in it many times."""
    encoded = arrow_text(texts).dictionary_encode()
    changed = change(encoded.dictionary)
    known = pc.if_else(pc.equal(changed, ""), None, changed).take(encoded.indices)
    return pd.Series(known.to_pandas().array, index=texts.index, name=texts.name, dtype="str")


def arrow_text(texts: pd.Series) -> pa.Array:
    """The texts as one Arrow array."""
    array = pa.array(texts.astype("str"), type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _composed(texts: pa.Array) -> pa.Array:
    spaced = pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFC"), r"[\s\x{00A0}\x{200B}\x{FEFF}]+", " ")
    return pc.utf8_trim_whitespace(spaced)


def _folded(texts: pa.Array) -> pa.Array:
    letters = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKD"))
    bare = pc.replace_substring(pc.replace_substring_regex(letters, r"\p{Mn}+", ""), "đ", "d")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(bare, r"[^\p{L}\p{N}]+", " "))


def _compact(texts: pa.Array) -> pa.Array:
    return pc.replace_substring(pc.utf8_upper(_folded(texts)), " ", "")


def _firm(texts: pa.Array) -> pa.Array:
    plain = _folded(texts)
    bare = pc.replace_substring_regex(plain, LEGAL_FORM, " ")
    for short, whole in CUT_SHORT.items():
        bare = pc.replace_substring_regex(bare, rf"\b{short}\b", whole)
    bare = pc.replace_substring_regex(pc.replace_substring_regex(bare, r"\bva\b", " "), " +", " ")
    key = pc.utf8_trim_whitespace(bare)
    return pc.if_else(pc.match_substring_regex(plain, LEGAL_FORM), key, None)
