"""An item of sections II.1 to II.9 as the lines of the form."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.exports.form130_elements import Element, Entry, Text
from pipeline.exports.form130_words import LEADER, day, known, money, number, says_unknown, text
from pipeline.model.form130 import BESIDE, HOLDER_WORDS, MONEY_WORDS, UNKNOWN_VALUE, Field, Section

Row = Mapping[str, Any]
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def asset_entries(section: Section, row: Row, place: int) -> Iterator[Element]:
    """One item: an entry a line where the form has them, else all of it on one line."""
    if section.item and not section.free:
        yield Text(f"{section.item} thứ {ordinal(place)}:", "item")
    elif not section.free and place > 1:
        yield Text(f"Tài khoản thứ {ordinal(place)}:", "item")
    said = list(_said(section, row))
    if not section.free:
        for label, value in said:
            yield Entry(label, value)
        return
    line = "; ".join(f"{label}: {value}" for label, value in said if value or not row)
    if row:
        yield Text(f"- {line}", "field")
    else:
        yield Text("- " + "  ".join(f"{label}: {LEADER}" for label, _ in said) if said else f"- {LEADER * 2}", "field")


def ordinal(place: int) -> str:
    return ORDINALS[place - 1] if place <= len(ORDINALS) else str(place)


def _said(section: Section, row: Row) -> Iterator[tuple[str, str]]:
    """Labels of the section with their values, then what else is known of the item."""
    written = set()
    for field in section.fields:
        written.add(field.column)
        yield field.label, _value(field, row, section)
    if "certificate_no" in written and known(row.get("certificate_no")):
        written.add("certificate_holder")
    for field in BESIDE:
        value = _value(field, row, section)
        if field.column not in written and value:
            yield field.label, value


def _value(field: Field, row: Row, section: Section) -> str:
    """What is written beside one label; empty where unknown."""
    column = field.column
    if column == "value_vnd":
        return _amount(row)
    if column == "foreign":
        return "" if known(row.get("value_vnd")) else _foreign(row)
    if column == "value_unknown_reason":
        reason = text(row.get(column))
        return "" if says_unknown(reason) or known(row.get("value_vnd")) and not reason else reason
    value = row.get(column)
    if not known(value):
        return ""
    return _written(column, value, row, section)


def _written(column: str, value: Any, row: Row, section: Section) -> str:
    if column == "quantity":
        return " ".join(filter(None, (number(value), text(row.get("unit")))))
    if column == "area_m2":
        return f"{number(value)} m2"
    if column == "acquired_on":
        return day(value)
    if column == "certificate_no" and known(row.get("certificate_holder")) and section.item and not section.free:
        return f"{text(value)}, tên người được cấp: {text(row['certificate_holder'])}"
    words = {"holder": HOLDER_WORDS, "kind": MONEY_WORDS if section.word == "money" else {}}.get(column, {})
    return words.get(str(value), text(value))


def _amount(row: Row) -> str:
    value = row.get("value_vnd")
    if known(value):
        abroad = _foreign(row)
        return f"{abroad} (tương đương {money(float(value))})" if abroad else money(float(value))  # type: ignore[arg-type]
    reason = text(row.get("value_unknown_reason"))
    return (reason if says_unknown(reason) else UNKNOWN_VALUE) if reason else ""


def _foreign(row: Row) -> str:
    if not (known(row.get("currency")) and known(row.get("foreign_amount"))):
        return ""
    return f"{number(float(row['foreign_amount']))} {row['currency']}"
