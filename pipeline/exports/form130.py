"""The official form, blank or filled from the tables of one declaration, as DOCX or XLSX."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.exports.form130_docx import docx_form
from pipeline.exports.form130_elements import Element, Entry, Grid, Heading, Text
from pipeline.exports.form130_items import asset_entries
from pipeline.exports.form130_words import LEADER, day, known, money, number, text
from pipeline.exports.form130_xlsx import xlsx_form
from pipeline.model.form130 import (
    ASSET_SECTIONS,
    CHILDREN,
    DECLARANT,
    GATHERING,
    GATHERING_MOVEMENTS,
    HEAD,
    INCOME,
    INCOME_FIELDS,
    KIND_WORDS,
    MOTTO,
    MOVEMENT_FIELDS,
    MOVEMENT_HEADING,
    MOVEMENT_SECTIONS,
    NATION,
    NO_CHANGE,
    NOTHING,
    PART_I,
    PART_II,
    PART_III,
    RECIPIENT_LABELS,
    SOURCE_WORDS,
    SPOUSE,
    TITLE,
    Section,
)

FORMATS = ("docx", "xlsx")
Row = Mapping[str, Any]
Tables = Mapping[str, pd.DataFrame]


def blank_form(form: str) -> bytes:
    """The official form to be filled in by hand; `form` is one of FORMATS."""
    return _written(list(_blank()), form)


def filled_form(tables: Tables, form: str) -> bytes:
    """The form that one declaration fills: `declarations` has one row, the other tables only rows of it."""
    return _written(list(_filled(tables)), form)


def _written(elements: Sequence[Element], form: str) -> bytes:
    if form not in FORMATS:
        raise ValueError(f"a form is one of {FORMATS}, not {form}")
    return docx_form(elements) if form == "docx" else xlsx_form(elements)


def _blank() -> Iterator[Element]:
    yield Heading("TÊN CƠ QUAN, ĐƠN VỊ", f"{NATION}\n{MOTTO}")
    yield Text(f"{TITLE} {LEADER[:12]}", "title")
    yield Text("(Ngày ..... tháng ..... năm .........)", "centre")
    yield from _people({}, [], [])
    yield from _assets([])
    yield from _incomes({}, [])
    yield from _movements({}, [])
    yield from _signatures()


def _filled(tables: Tables) -> Iterator[Element]:
    filed = _rows(tables, "declarations")[0]
    family, assets = _rows(tables, "family"), _rows(tables, "assets")
    incomes = _rows(tables, "incomes")
    yield Heading(text(filed.get("unit_name")) or "TÊN CƠ QUAN, ĐƠN VỊ", f"{NATION}\n{MOTTO}")
    yield from _office(filed)
    yield Text(f"{TITLE} {KIND_WORDS[filed['kind']]}", "title")
    declared_on = pd.Timestamp(filed["declared_on"])
    yield Text(f"(Ngày {declared_on:%d} tháng {declared_on:%m} năm {declared_on:%Y})", "centre")
    spouses = [row for row in family if row["relation"] == "spouse"]
    yield from _people(filed, spouses, [row for row in family if row["relation"] != "spouse"])
    # Appendix II, for supplements, has no section II.
    appendix_two = filed["kind"] == "SUPPLEMENT" and not assets
    if not appendix_two:
        yield from _assets(assets, filled=True)
    if incomes or not appendix_two:
        yield from _incomes(filed, incomes)
    yield from _movements(filed, _rows(tables, "movements"))
    yield from _signatures()


def _rows(tables: Tables, name: str) -> list[dict[str, Any]]:
    frame = tables.get(name)
    if frame is None or frame.empty:
        return []
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _raw(row: Row) -> dict[str, str]:
    """What was written on the form that the row was read from, for fields that no column holds."""
    written = row.get("raw")
    return json.loads(str(written)) if known(written) else {}


def _office(filed: Row) -> Iterator[Element]:
    """Codes that an office prints beside the official form."""
    for field in HEAD.fields:
        value = filed.get(field.column)
        if field.column not in ("unit_name", "declared_on") and known(value):
            yield Entry(field.label, _plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value)
    return ("có" if value else "không") if isinstance(value, bool) else text(value)


def _people(filed: Row, spouses: Sequence[Row], children: Sequence[Row]) -> Iterator[Element]:
    yield Text(f"{PART_I.code}. {PART_I.title}", "part")
    yield Text(f"{DECLARANT.number}. {DECLARANT.title}", "section")
    yield from _person(DECLARANT, {**filed, "workplace": filed.get("unit_name")})
    yield Text(f"{SPOUSE.number}. {SPOUSE.title}", "section")
    for spouse in spouses or [{}]:
        yield from _person(SPOUSE, spouse)
    yield Text(f"{CHILDREN.number}. {CHILDREN.title}", "section")
    for place, child in enumerate(children or [{}], 1):
        yield Text(f"{CHILDREN.number}.{place}. Con thứ {place}:", "item")
        yield from _person(CHILDREN, child)


def _person(section: Section, row: Row) -> Iterator[Element]:
    raw = _raw(row)
    for field in section.fields:
        value = row.get(field.column)
        written = _plain(value) if known(value) else raw.get(field.column, "")
        if written or field.column != "occupation" or section is SPOUSE:
            yield Entry(field.label, written)


def _assets(rows: Sequence[Row], filled: bool = False) -> Iterator[Element]:
    yield Text(f"{PART_II.code}. {PART_II.title}", "part")
    gathering = {section.code: section for section in GATHERING}
    for section in ASSET_SECTIONS:
        above = gathering.pop(section.code.rpartition(".")[0], None)
        if above:
            yield Text(f"{above.number}. {above.title}", "section")
        items = [row for row in rows if row["category"] == section.word]
        nothing = f": {NOTHING}" if filled and not items else ":"
        yield Text(f"{section.number}. {section.title}{nothing}", "section")
        for place, row in enumerate(items if filled else [{}], 1):
            yield from asset_entries(section, row, place)


def _incomes(filed: Row, rows: Sequence[Row]) -> Iterator[Element]:
    begin, end = filed.get("period_start"), filed.get("period_end")
    period = f" (từ ngày {day(begin)} đến ngày {day(end)})" if known(begin) and known(end) else ""  # type: ignore[arg-type]
    yield Text(f"{INCOME.number}. {INCOME.title}{period}:", "section")
    for who, label in RECIPIENT_LABELS.items():
        lines = [row for row in rows if row["recipient"] == who]
        whole = [row for row in lines if not known(row.get("source"))]
        for row in whole or [{}]:
            note = f"; {text(row.get('description'))}" if known(row.get("description")) else ""
            yield Entry(label, money(row["amount_vnd"]) + note if row and known(row["amount_vnd"]) else "")
        for row in lines:
            if known(row.get("source")):
                yield Text("+ " + "; ".join(_income_line(row)), "field")


def _income_line(row: Row) -> Iterator[str]:
    for field in INCOME_FIELDS:
        value = row.get(field.column)
        if known(value):
            written = {"source": lambda v: SOURCE_WORDS[v], "amount_vnd": money}.get(field.column, text)(value)
            yield f"{field.label}: {written}"


def _movements(filed: Row, rows: Sequence[Row]) -> Iterator[Element]:
    said = f": {NO_CHANGE}" if filed.get("no_change_stated") is True else ""
    yield Text(f"{PART_III.code}. {PART_III.title}{said}", "part")
    first, change, explanation = MOVEMENT_HEADING
    labels = [field.label for field in MOVEMENT_FIELDS]
    lines: list[tuple[str, ...]] = [(first, change, "", explanation), ("", labels[0], labels[1], "")]
    gathering = {section.code: section for section in GATHERING_MOVEMENTS}
    for section in MOVEMENT_SECTIONS:
        mine = [row for row in rows if row["category"] == section.word]
        above = gathering.pop(section.code.rpartition(".")[0], None)
        if above:
            lines.append((f"{above.number}. {above.title}", "", "", ""))
        # The printed row 3.1 is for trees and forest together; which of them is meant is written below it.
        printed = section.word not in ("perennial_trees", "production_forest")
        title = f"{section.number}. {section.title}" if printed else f"- {section.title}"
        if mine or printed:
            lines += [(title if place == 0 else "", *cells) for place, cells in enumerate(map(_movement, mine or [{}]))]
    yield Grid(lines, merged=((0, 1, 2),))


def _movement(row: Row) -> tuple[str, str, str]:
    quantity, value = row.get("quantity_change"), row.get("value_change_vnd")
    return (
        number(float(quantity), signed=True) if known(quantity) else "",  # type: ignore[arg-type]
        money(float(value), signed=True) if known(value) else "",  # type: ignore[arg-type]
        text(row.get("explanation")),
    )


def _signatures() -> Iterator[Element]:
    yield Heading("NGƯỜI NHẬN BẢN KÊ KHAI\n(Ký, ghi rõ họ tên)", "NGƯỜI KÊ KHAI TÀI SẢN\n(Ký, ghi rõ họ tên)")
