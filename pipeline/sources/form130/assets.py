"""Sections II.1 to II.9: items as rows of `assets` (and debts of the form before 2020 as `liabilities`)."""

import re
from collections.abc import Mapping
from functools import partial

from pipeline.model.form130 import ASSET_SECTIONS, BESIDE, DEBTS, HOLDER_WORDS, MONEY_WORDS, Section
from pipeline.sources.amounts import DONG, read_amount, unit_of_heading
from pipeline.sources.form130.assets_line import told
from pipeline.sources.form130.countries import country_code, country_in
from pipeline.sources.form130.fold import fold
from pipeline.sources.form130.gathering import Item, gather
from pipeline.sources.form130.labels import Labels
from pipeline.sources.form130.money import AREA, area_of, find, value_of
from pipeline.sources.form130.passages import Passage, lines_of
from pipeline.sources.form130.rows import FormRow, Problem, row_of, unread_problems

ASSET_LABELS = {section.word: Labels(section.fields, BESIDE) for section in (*ASSET_SECTIONS, DEBTS)}
COLUMNS = (
    "kind", "name", "holder", "address", "quantity", "area_m2", "value_vnd", "value_unknown_reason",
    "certificate_no", "certificate_holder", "registration_no", "acquired_on", "country", "commune_code", "note",
)  # fmt: skip
WHOLE_UNITS = {"shares": "cổ phiếu", "bonds": "trái phiếu", "perennial_trees": "cây"}
_HOLDER = re.compile(
    r"[\s,;:(.–-]*(?:do\s+)?(?:(?:ho va\s+)?ten\s+(?:nguoi|chu)\s+(?:duoc cap|dung ten|su dung|so huu)|"
    r"nguoi (?:duoc cap|dung ten)(?: giay to)?|"
    r"dung ten|mang ten|cap cho|chu so huu|chu su dung|do\s+(?:ong|ba))\s*[:.]?\s*"
)
_CERTIFICATE = re.compile(
    r"(?:(?:giay chung nhan|gcn)\s*)?(?:so\s*(?:phat hanh|seri|giay)?\s*[:.]?\s*)?"
    r"([a-z]{1,2}\s?\d{6,8}|\d[\d\s./-]{4,})"
)
_TOLD_CERTIFICATE = re.compile(
    r"[\s(,;-]*(?:giay chung nhan|giay cn|gcn|so do|so hong)[a-z ]{0,40}?\s*(?:so)?[\s:.]*"
    r"((?!so\b)[a-z]{1,2}\s?\d{6,8}\b[^;]*)$"
)
_BARE = re.compile(r"[^:\d]*[^\d:]:\s*[\d.,]+\s*")
_AREA_WORDS = re.compile(r"[\s,;]*(?:co |voi )?(?:tong )?dien tich(?: su dung| xay dung| dat)?[\s:]*$")
_LEAD_OF_PERSON = re.compile(
    r"(?:(?:do|tên|ten|cấp cho|cap cho|cho|mang tên|đứng tên|dung ten|người được cấp|là|[Ôô]ng|[Bb]à)[\s:]+)+"
)
_TAIL_OF_PERSON = re.compile(r"\s+(?:dung ten|la chu|lam chu)\b.*$")
_QUANTITY = re.compile(r"([-+]?\s*\d[\d.,]*(?:\s\d{3})*)\s*([^\d\s].*)?")
_MONEY = (
    ("lent", r"cho (?:\S+\s){0,4}?(?:vay|muon)|tien cho vay"),
    ("prepaid", r"tra truoc|dat coc|ung truoc|dat truoc"),
    (
        "deposit",
        r"tien gui|so tiet kiem|tai khoan|gui|ngan hang|tiet kiem",
    ),
    ("cash", r"tien mat"),
)
_HOLDERS = (
    ("joint", r"vo chong|chung|dong so huu|ca hai|hai vo chong|cung dung ten"),
    ("declarant", r"nguoi ke khai|ban than|ca nhan toi"),
    ("spouse", r"vo hoac chong|vo/chong|vo \(chong\)|vo|chong"),
    ("minor_child", r"con chua thanh nien|con"),
    ("other", r"nguoi khac|khac"),
)


def assets(passage: Passage, names: Mapping[str, str], unit: str) -> tuple[list[FormRow], list[Problem]]:
    """Rows of a section; `names` are the folded names of declarant and spouse, `unit` that of the whole form."""
    section = passage.section
    free = partial(_free_line, unit=unit) if section.free else _prose
    found = gather(
        lines_of(passage),
        ASSET_LABELS[section.word],
        free,
        "name" if section.free else "",
        "" if section.free else "address",
    )
    rows: list[FormRow] = []
    problems = unread_problems(section.table, section.code, found.unread)
    for item in found.items:
        if _says_something(item, section):
            rows.append(_row(item, section, names, unit))
        else:
            text = "; ".join(item.texts.values())
            problems.append(Problem("assets", section.code, (item.places or [""])[0], item.row, text, "forms.no_value"))
    return rows, problems


def _says_something(item: Item, section: Section) -> bool:
    """A line of words alone is no item: in sections of free lines it must give a value, or say that there is none."""
    only_words = set(item.texts) <= {"name", "note"}
    return not (section.free and only_words)


def _free_line(text: str, unit: str = "") -> dict[str, str]:
    """A line without labels as columns; a name alone waits for its value on the next line.

    Where the form states a unit (`Đơn vị tính: triệu đồng`), a bare number after a colon is in that unit.
    """
    bare = _BARE.fullmatch(text) if unit else None
    line = told(f"{text} {unit}" if bare else text)
    columns = {
        "name": line.name,
        "quantity": line.quantity,
        "value_vnd": line.value,
        "value_unknown_reason": line.unknown,
        "registration_no": line.plate,
        "certificate_no": line.account,
        "note": line.note,
    }
    area = find(AREA, line.name)
    if area:
        columns["area_m2"] = area.text
    return {column: value for column, value in columns.items() if value}


def _prose(text: str) -> dict[str, str] | None:
    """A plot or house in one sentence: read only where it gives value and area."""
    line = _free_line(text)
    if not (("value_vnd" in line or "value_unknown_reason" in line) and "area_m2" in line):
        return None
    # What is said before area and value is where it lies.
    area = find(AREA, line.get("name", ""))
    words = _AREA_WORDS.search(fold(area.before)) if area else None
    place = area.before[: words.start() if words else None].strip(" ,;:.-") if area else ""
    if not place or area is None or (area.after and len(area.after) > len(place)):
        return line
    rest = {"note": "; ".join(filter(None, (area.after, line.get("note", ""))))} if area.after else {}
    return {column: said for column, said in line.items() if column != "name"} | {"address": place} | rest


def _row(item: Item, section: Section, names: Mapping[str, str], unit: str) -> FormRow:
    row = row_of("assets", section.code, item, COLUMNS)
    cells = row.cells
    # A line with a plate is a vehicle, also where the heading of vehicles was lost.
    misplaced = section.free and section.code != "II.8" and "registration_no" in cells
    cells["category"] = "registered_vehicle" if misplaced else section.word
    notes = [text for text in (cells.pop("note", ""),) if text]
    if "building_class" in item.texts:
        notes.insert(0, f"Cấp công trình: {item.texts['building_class']}")
    notes += _values(cells, item, unit)
    notes = [note for note in notes if not _certificate_told(cells, section, note)]
    _certificate(cells, section)
    _quantity(cells, section)
    notes += _holder(cells, names)
    _money_kind(cells, section, item)
    _foreign(cells, item)
    _country(cells, section)
    if notes:
        cells["note"] = "; ".join(notes)
    return row


def _values(cells: dict[str, str], item: Item, unit: str) -> list[str]:
    """Amount and area as figures; what else their text said goes to the note."""
    rests: list[str] = []
    if "value_vnd" in cells:
        own = unit_of_heading(item.labels.get("value_vnd", ""))
        value = value_of(cells.pop("value_vnd"), (own if own != DONG else unit))
        found = {"value_vnd": value.amount, "value_unknown_reason": value.unknown}
        cells.update({column: text for column, text in found.items() if text and column not in cells})
        rests.append(value.rest)
    if "area_m2" in cells:
        in_square_metres = "m2" in fold(item.labels.get("area_m2", ""))
        cells["area_m2"], rest = area_of(cells["area_m2"], "m2" if in_square_metres else "")
        rests.append(rest)
    return [rest for rest in rests if rest]


def _certificate(cells: dict[str, str], section: Section) -> None:
    """Number and holder of `số CĐ 456789, tên người được cấp: Nguyễn Văn A`."""
    text = cells.get("certificate_no", "")
    if not text or section.code == "II.9":
        return
    folded = fold(text)
    named = _HOLDER.search(folded)
    number = text[: named.start()] if named else text
    holder = text[named.end() :].strip(" ,;.:()") if named else ""
    number = number.strip(" ,;:(.")
    match = _CERTIFICATE.match(fold(number))
    rest = number[match.end() :].strip(" ,;:–-.()") if match else ""
    if match and not holder and re.fullmatch(r"\D{5,}", rest):
        holder, rest = rest, ""
    cells["certificate_no"] = number[match.start(1) : match.end(1)].strip() if match and not rest else number
    if holder and "certificate_holder" not in cells:
        cells["certificate_holder"] = _person(holder)
    if not cells["certificate_no"]:
        del cells["certificate_no"]


def _person(text: str) -> str:
    """The name in `do ông Nguyễn Văn A đứng tên`; in the letters as written, since `Đỗ` is a family name."""
    lead, tail = _LEAD_OF_PERSON.match(text), _TAIL_OF_PERSON.search(fold(text))
    named = text[lead.end() if lead else 0 : tail.start() if tail else len(text)].strip(" ,;.:()")
    return named or text


def _certificate_told(cells: dict[str, str], section: Section, note: str) -> bool:
    """True where a note is a certificate (`GCN số CĐ 556677 đứng tên bà B`), which goes to its column."""
    found = _TOLD_CERTIFICATE.match(fold(note)) if section.item and not section.free else None
    if found is None or "certificate_no" in cells:
        return False
    cells["certificate_no"] = note[found.start(1) :].strip()
    return True


def _quantity(cells: dict[str, str], section: Section) -> None:
    """Number and unit; gold stays in the words of the trade, which its reader knows (3 cây, 2 lượng 5 chỉ)."""
    text = cells.get("quantity", "")
    default = WHOLE_UNITS.get(section.word, "")
    match = _QUANTITY.fullmatch(text)
    if not text or section.word == "precious_metal" or match is None:
        return
    number, unit = match[1], (match[2] or "").strip(" .") or default
    if unit:
        # The word after the number keeps 1.200 from being taken for a decimal; the unit stands in its own column.
        cells["quantity"], cells["unit"] = f"{number} đơn vị", unit


def _holder(cells: dict[str, str], names: Mapping[str, str]) -> list[str]:
    """Whose it is: as stated, else by the name on the certificate; words that are not understood go to the note."""
    text = cells.pop("holder", "")
    if text:
        found = holder_of(text, names)
        if found:
            cells["holder"] = found
            return []
        return [f"Chủ sở hữu: {text}"]
    by_name = [
        who for who in ("declarant", "spouse") if _names(names.get(who, ""), cells.get("certificate_holder", ""))
    ]
    if by_name:
        cells["holder"] = "joint" if len(by_name) > 1 else by_name[0]
    return []


def holder_of(text: str, names: Mapping[str, str]) -> str:
    folded = fold(text).strip(" .")
    exact = next((who for who, word in HOLDER_WORDS.items() if fold(word) == folded), "")
    said = [who for who in ("declarant", "spouse") if _names(names.get(who, ""), text)]
    if exact or said:
        return exact or ("joint" if len(said) > 1 else said[0])
    return next((who for who, words in _HOLDERS if re.search(rf"\b(?:{words})\b", folded)), "")


def _names(name: str, text: str) -> bool:
    return bool(name) and name in fold(text)


def _money_kind(cells: dict[str, str], section: Section, item: Item) -> None:
    """`kind` of money in the words of the model, where the line says it."""
    if section.word != "money":
        return
    stated = fold(cells.get("kind", ""))
    exact = next((kind for kind, word in MONEY_WORDS.items() if fold(word) == stated), "")
    words = stated or fold(" ".join(item.texts.get(column, "") for column in ("name", "note")))
    found = exact or next((kind for kind, pattern in _MONEY if re.search(rf"\b(?:{pattern})\b", words)), "")
    if found and not exact and stated and "name" not in cells:
        cells["name"] = cells["kind"]
    if found:
        cells["kind"] = found


def _foreign(cells: dict[str, str], item: Item) -> None:
    """`Số ngoại tệ: 10.000 USD` beside a value that is stated or unknown."""
    found = read_amount(item.texts.get("foreign", ""))
    if found.currency and found.foreign_amount is not None:
        cells["currency"] = found.currency
        # Six decimals: three would look like a group of thousands.
        cells["foreign_amount"] = f"{found.foreign_amount:.6f}"


def _country(cells: dict[str, str], section: Section) -> None:
    """The country of what lies abroad: as stated, else as the line names it."""
    if "country" in cells:
        cells["country"] = country_code(cells["country"])
    elif section.code in ("II.8", "II.9"):
        found = country_in(" ".join(cells.get(column, "") for column in ("name", "address", "note")))
        if found:
            cells["country"] = found


def debts(passage: Passage, unit: str) -> tuple[list[FormRow], list[Problem]]:
    """Rows of `liabilities` from the section on debts of the form before 2020."""
    rows, problems = assets(passage, {}, unit)
    for row in rows:
        cells = row.cells
        row.table = "liabilities"
        row.cells = {
            "lender": cells.get("name", ""),
            "outstanding_vnd": cells.get("value_vnd", ""),
            "note": cells.get("note", ""),
        }
        row.cells = {column: text for column, text in row.cells.items() if text}
    return rows, problems
