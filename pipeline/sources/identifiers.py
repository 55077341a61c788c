"""Identifiers as text: personal numbers with their leading zero, plates and certificate numbers in one spelling."""

import re
import unicodedata

import pandas as pd
import pyarrow.compute as pc

from pipeline.sources.cell import ColumnReading, Reading, arrow_text, problem, read_column, text_series
from pipeline.sources.numbers import SCIENTIFIC

_PERSONAL = r"^(0\d{11}|\d{9})$"
_PLATE = re.compile(r"\d{2}[A-Z][A-Z0-9]?\d{4,5}")
_CERTIFICATE = re.compile(r"[A-ZĐĂÂÊÔƠƯ]{1,2}\d{6,8}")
_NO_CERTIFICATE = re.compile(r"(?:chưa|không|chua|khong)\b.*", re.S | re.I)


def _matching(texts: pd.Series, pattern: str) -> pd.Series:
    """The cells that match, unchanged; null for others."""
    values = arrow_text(texts)
    matching = pc.match_substring_regex(values, pattern)
    if pc.all(matching).as_py():
        return texts
    kept = pc.if_else(matching, values, None)
    return text_series(kept, texts.index)


def read_personal_ids(texts: pd.Series) -> ColumnReading:
    """A column of CCCD and CMND numbers; `unit` of an odd cell is `zero` where a lost leading zero was put back."""
    return read_column(texts, lambda column: _matching(column, _PERSONAL), read_personal_id)


def read_personal_id(text: str) -> Reading:
    """One number: spaces and dots go; 11 digits are a CCCD and 8 a CMND that a spreadsheet took the zero from.

    Other digits and foreign numbers stay as written, for the expectations to judge; a number in scientific
    notation has lost digits and cannot be read.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if SCIENTIFIC.fullmatch(typed):
        return problem(text, "problem.number.digits_lost")
    written = re.sub(r"\.0$|[\s.’'-]", "", typed)
    if re.fullmatch(r"[1-9]\d{10}|[1-9]\d{7}", written):
        return Reading("0" + written, "zero", 0.9, text)
    return Reading(written or None, raw=text)


def read_plates(texts: pd.Series) -> ColumnReading:
    """A column of registration numbers: `43A-123.45` is `43A12345`."""
    return read_column(texts, lambda column: _matching(column, r"^\d{2}[A-Z][A-Z0-9]?\d{4,5}$"), read_plate)


def read_plate(text: str) -> Reading:
    """A civil plate in letters and digits only; any other number as written, in composed Unicode."""
    bare = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    if _PLATE.fullmatch(bare):
        return Reading(bare, raw=text)
    return Reading(" ".join(unicodedata.normalize("NFC", text).split()) or None, raw=text)


def read_certificates(texts: pd.Series) -> ColumnReading:
    """A column of certificate numbers: `CĐ 456789` is `CĐ456789`; `chưa được cấp ...` is none."""
    return read_column(texts, lambda column: _matching(column, r"^([A-ZĐĂÂÊÔƠƯ]{1,2}\d{6,8}|\d+)$"), read_certificate)


def read_certificate(text: str) -> Reading:
    """An issue number without spaces and marks; any other number or account as written, in composed Unicode."""
    written = " ".join(unicodedata.normalize("NFC", text).split())
    if _NO_CERTIFICATE.match(written):
        return Reading(unknown=written, raw=text)
    bare = re.sub(r"[\s.,-]", "", written.upper()).removeprefix("SỐ:").removeprefix("SỐ")
    return Reading(bare if _CERTIFICATE.fullmatch(bare) else written or None, raw=text)
