"""Checks that look at one row alone: each gives true, false or unknown (does not apply) for every row."""

import pandas as pd

from pipeline.model.vocabulary import MONEY_KINDS, PLOTS
from pipeline.text import compact, folded
from pipeline.validate.given import Looked

# Pairs of columns of which the first is not after the second.
PERIODS = (
    ("period_start", "period_end"),
    ("from_date", "to_date"),
    ("valid_from", "valid_to"),
    ("received_on", "handed_in_on"),
)
# Pairs of columns that do not hold the same code.
DIFFERENT = (("person_id", "relative_id"), ("old_code", "new_code"), ("unit_code", "successor_code"))
# What people write into an empty section, as keys of text.folded.
NOTHING = ("khong", "khong co", "khong co gi", "chua co", "none", "nil", "0")
# U+FFFD stands where a byte could not be decoded; 2,02E+09 is what a spreadsheet leaves of a long number.
UNREADABLE = "[\x00-\x1f\x7f\ufffd]|^[0-9](?:[.,][0-9]+)?[eE][+][0-9]{2,}$"
# Law fact: Circular 10/2024/TT-BTNMT (two letters, eight digits); before, one or two letters and six digits or more.
CERTIFICATE = r"^[A-Z]{1,2}[0-9]{6,8}$"
PLATE = r"^[0-9]{2}[A-Z][A-Z0-9]?[0-9]{4,5}$"
NOT_GRANTED = "chua duoc cap|chua cap|chua co giay|dang lam thu tuc"


def ok_required(looked: Looked) -> pd.Series:
    """Every column that the model requires holds something."""
    return looked.rows[looked.table.required].notna().all(axis="columns")


def ok_vocabulary(looked: Looked) -> pd.Series:
    """Every required column with a vocabulary holds one of its words (or nothing, which is another finding)."""
    return _in_vocabulary(looked, required=True)


def ok_optional_vocabulary(looked: Looked) -> pd.Series:
    return _in_vocabulary(looked, required=False)


def _in_vocabulary(looked: Looked, required: bool) -> pd.Series:
    good = pd.Series(True, index=looked.rows.index)
    for column in looked.table:
        if column.vocabulary and column.required == required:
            values = looked.rows[column.name]
            good &= values.isna() | values.isin(column.vocabulary)
    return good


def ok_readable(looked: Looked) -> pd.Series:
    """The codes that tell rows apart hold no character that was lost in reading, and no rounded number."""
    good = pd.Series(True, index=looked.rows.index)
    for name in identifiers(looked):
        good &= ~_unreadable(looked.rows[name])
    return good


def _unreadable(codes: pd.Series) -> pd.Series:
    return codes.str.contains(UNREADABLE, regex=True, na=False)


def identifiers(looked: Looked) -> list[str]:
    return [c.name for c in looked.table if c.required and c.type == "code" and not c.vocabulary]


def faulty_cells(looked: Looked, rows: pd.DataFrame, check: str, column: str) -> pd.DataFrame:
    """True in the columns at fault of each of the rows that fail a check; of a check of one column, in that one."""
    model = looked.table
    if check == "ok_required":
        return rows[model.required].isna()
    if check == "ok_readable":
        return pd.DataFrame({name: _unreadable(rows[name]) for name in identifiers(looked)})
    if check == "ok_vocabulary":
        words = {c.name: c.vocabulary for c in model if c.required and c.vocabulary}
        return pd.DataFrame({name: rows[name].notna() & ~rows[name].isin(held) for name, held in words.items()})
    return pd.DataFrame(True, index=rows.index, columns=[column])


def ok_period(looked: Looked) -> pd.Series:
    """The first day of a period is not after its last."""
    first, last = next(pair for pair in PERIODS if set(pair) <= set(looked.rows))
    return _where(looked.rows[first].notna() & looked.rows[last].notna(), looked.rows[first] <= looked.rows[last])


def ok_different(looked: Looked) -> pd.Series:
    """Two codes that cannot be the same differ."""
    one, other = next(pair for pair in DIFFERENT if set(pair) <= set(looked.rows))
    return _where(looked.rows[other].notna(), looked.rows[one] != looked.rows[other])


def ok_period_filed(looked: Looked) -> pd.Series:
    """The period of the income does not end after the day of the declaration."""
    rows = looked.rows
    return _where(rows["period_end"].notna(), rows["period_end"] <= rows["declared_on"])


def ok_number_of_birth_year(looked: Looked) -> pd.Series:
    """A personal number of 12 digits carries century and year of the birth date (digits 4 to 6)."""
    number, birth = looked.rows["personal_id"], looked.rows["birth_date"]
    known = number.str.fullmatch(r"0\d{11}", na=False) & birth.notna()
    digits = pd.to_numeric(number.where(known).str.slice(3, 6))
    year = 1900 + digits // 200 * 100 + digits % 100
    return _where(known, year == birth.dt.year)


def ok_value_or_reason(looked: Looked) -> pd.Series:
    """A value that is not stated comes with the reason (Decree 130/2020, Appendix I, note 10)."""
    return _where(looked.rows["value_vnd"].isna(), looked.rows["value_unknown_reason"].notna())


def ok_value_not_zero(looked: Looked) -> pd.Series:
    """Unknown is not written as 0."""
    return _where(looked.rows["value_vnd"].notna(), looked.rows["value_vnd"] != 0)


def ok_is_an_item(looked: Looked) -> pd.Series:
    """The row is an item, not the word "none" of an empty section."""
    rows = looked.rows
    worthless = rows["value_vnd"].fillna(0).eq(0) & rows[["certificate_no", "registration_no", "area_m2"]].isna().all(
        axis=1
    )
    words = folded(rows.loc[worthless, "name"].fillna(rows.loc[worthless, "note"]))
    return _where(worthless, ~words.isin(NOTHING).reindex(rows.index, fill_value=False))


def ok_certificate_stated(looked: Looked) -> pd.Series:
    """Land has a certificate number, or the words that none was granted (Appendix I, note 11)."""
    land = looked.rows["category"].isin(PLOTS)
    without = looked.rows[land & looked.rows["certificate_no"].isna()]
    said = pd.Series(False, index=without.index)
    for name in ("certificate_holder", "note", "name"):
        said |= folded(without[name]).str.contains(NOT_GRANTED, regex=True, na=False)
    return _where(land, said.reindex(looked.rows.index, fill_value=True))


def ok_certificate_pattern(looked: Looked) -> pd.Series:
    """A land certificate's number is written as the offices number them."""
    return _pattern(looked, looked.rows["category"].isin(PLOTS), "certificate_no", CERTIFICATE)


def ok_plate_pattern(looked: Looked) -> pd.Series:
    """A vehicle's registration is written as plates are."""
    return _pattern(looked, looked.rows["category"].eq("registered_vehicle"), "registration_no", PLATE)


def _pattern(looked: Looked, among: pd.Series, column: str, pattern: str) -> pd.Series:
    written = compact(looked.rows.loc[among, column]).dropna()
    return written.str.contains(pattern, regex=True).astype("boolean").reindex(looked.rows.index)


def ok_area_in_m2(looked: Looked) -> pd.Series:
    """The area was written in square metres, not in a unit whose size depends on the region."""
    raw = looked.rows["raw"].dropna()
    raw = raw[raw.str.contains('"area_m2"', regex=False)]
    other = folded(raw).str.contains(r"area m2 [^a-z]*(?:sao|cong|mau|ha)\b", regex=True)
    return (~other).astype("boolean").reindex(looked.rows.index)


def ok_money_kind(looked: Looked) -> pd.Series:
    """Money is cash, a deposit, lent or prepaid."""
    return _where(looked.rows["category"].eq("money"), looked.rows["kind"].isin(MONEY_KINDS))


def ok_currency_stated(looked: Looked) -> pd.Series:
    """An amount of foreign money says which."""
    return _where(looked.rows["foreign_amount"].notna(), looked.rows["currency"].notna())


def ok_increase_explained(looked: Looked) -> pd.Series:
    """An increase in section III says where it came from."""
    return _where(looked.rows["value_change_vnd"] > 0, looked.rows["explanation"].notna())


def _where(applies: pd.Series, good: pd.Series) -> pd.Series:
    """`good` where the check applies, unknown elsewhere."""
    return good.astype("boolean").where(applies.astype(bool))
