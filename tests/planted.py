"""A pack written from a text: quiet households, and what each block of the text plants in two of them.

A block begins with the id of an indicator. Its lines speak of the official in whose declarations something is planted
(`X`) and of the innocent twin (`T`), as `X 2024- assets 3 value_vnd=900_000_000; kind=cash`: who, which years
(`2025`, `2024-` from then on, `-2023` until then, `-` for all or for a register), table, key of the row (item_no,
person_no, category, recipient.source; `+` for one more row), cells. `gone` instead of cells removes the row.
"""

import csv
import io
import re

YEARS = (2022, 2023, 2024, 2025)
KEYS = {
    "assets": "item_no",
    "family": "person_no",
    "movements": "category",
    "incomes": "key",
    "declarations": "kind",
    "liabilities": "item_no",
}
FIELDS = {"U1": "land", "U2": "finance", "U3": "construction", "U4": "health"}
REGISTERS = (
    "units", "posts", "relations", "companies", "company_roles", "contracts", "supervised", "projects", "land_prices",
    "verifications", "obliged", "gifts", "complaints", "commune_changes",
)  # fmt: skip
Rows = dict[str, list[dict[str, str]]]


def quiet(person: str, number: int) -> Rows:
    """Four years of a household that puts a little aside: declaration, family, home, account, salaries."""
    unit = f"U{number % 4 + 1}"
    rows: Rows = {name: [] for name in KEYS}
    for year in YEARS:
        own = {"declaration_id": f"{person}-{year}"}
        rows["declarations"].append(own | _filed(person, number, unit, year))
        rows["family"] += [own | one for one in _household(number)]
        rows["assets"] += [own | one for one in _home(number, year)]
        rows["incomes"] += [own | one for one in _salaries(number)]
        rows["movements"].append(
            own
            | {
                "category": "money",
                "value_change_vnd": str(_saved(number)),
                "explanation": f"Tiết kiệm từ lương {year}",
            }
        )
    return rows


def _saved(number: int) -> int:
    return 20_000_000 + number % 13 * 700_000


def _filed(person: str, number: int, unit: str, year: int) -> dict[str, str]:
    return {
        "declarant_id": person, "kind": "ANNUAL", "declared_on": f"{year}-12-{10 + number % 15}",
        "full_name": f"{SURNAMES[number % 7]} {MIDDLES[number // 7 % 7]} {GIVEN[number // 49 % 7]} {person[:4]}",
        "birth_date": f"{1970 + number % 12}-03-{1 + number % 27:02d}", "personal_id": f"0{52000000000 + number}",
        "position": "Chuyên viên", "grade": "A1", "post_field": FIELDS[unit], "is_leader": "false", "unit_code": unit,
        "unit_name": f"Đơn vị {unit}", "province_code": "52", "commune_code": "20401", "appointed_on": "2015-03-01",
        "no_change_stated": "false",
    }  # fmt: skip


def _household(number: int) -> list[dict[str, str]]:
    return [
        {"person_no": "1", "relation": "spouse", "full_name": f"Vợ Chồng {number}", "birth_date": "1979-05-06",
         "personal_id": f"0{53000000000 + number}", "occupation": "Giáo viên", "workplace": f"Trường {number}"},
        {"person_no": "2", "relation": "minor_child", "full_name": f"Con {number}", "birth_date": "2014-07-08",
         "personal_id": f"0{54000000000 + number}", "occupation": "Học sinh", "workplace": f"Trường {number}"},
    ]  # fmt: skip


def _home(number: int, year: int) -> list[dict[str, str]]:
    saved = 90_000_000 + number % 17 * 1_100_000 + number * 10_000 + (year - YEARS[0]) * _saved(number)
    return [
        {"item_no": "1", "category": "land_residential", "kind": "Đất ở", "name": "Đất ở đô thị", "holder": "joint",
         "address": f"Thửa {100 + number}, tờ bản đồ 5", "commune_code": "20401", "area_m2": str(90 + number % 40),
         "value_vnd": str(500_000_000 + number * 130_000), "certificate_no": f"CS {610000 + number}",
         "acquired_on": "2012-06-01"},
        {"item_no": "2", "category": "house", "kind": "Nhà ở riêng lẻ", "name": "Nhà cấp 3", "holder": "joint",
         "address": f"Thửa {100 + number}, tờ bản đồ 5", "commune_code": "20401", "area_m2": str(70 + number % 30),
         "value_vnd": str(400_000_000 + number * 170_000), "certificate_no": f"CS {610000 + number}",
         "acquired_on": "2013-06-01"},
        {"item_no": "3", "category": "money", "kind": "deposit", "name": f"Tiền gửi số {70000 + number}",
         "holder": "declarant", "value_vnd": str(saved)},
    ]  # fmt: skip


def _salaries(number: int) -> list[dict[str, str]]:
    return [
        {"key": "declarant.salary", "recipient": "declarant", "source": "salary", "payer": "",
         "amount_vnd": str(150_000_000 + number % 11 * 1_700_000)},
        {"key": "spouse.salary", "recipient": "spouse", "source": "salary", "payer": f"Trường {number}",
         "amount_vnd": str(110_000_000 + number % 7 * 1_300_000)},
        {"key": "joint.interest", "recipient": "joint", "source": "interest", "payer": "Ngân hàng",
         "amount_vnd": str(5_000_000 + number % 5 * 100_000)},
    ]  # fmt: skip


SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng")
MIDDLES = ("Văn", "Thị", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hải", "Lan")


def blocks(text: str) -> dict[str, list[str]]:
    """The lines of each indicator's block."""
    parts = re.split(r"^([A-Z]{2}\d\d\w*)\b.*\n", text, flags=re.MULTILINE)[1:]
    return {parts[at]: [line for line in parts[at + 1].splitlines() if line.strip()] for at in range(0, len(parts), 2)}


def pack(text: str, quiet_ones: int = 24) -> dict[str, bytes]:
    """The CSV files of a pack: an official `<id>X` and a twin `<id>T` for each block, and others without anything."""
    held: Rows = {name: [] for name in (*KEYS, *REGISTERS)}
    number = 0
    for number in range(quiet_ones):
        _add(held, quiet(f"Q{number:03d}", number))
    for block, lines in blocks(text).items():
        people = {
            who: f"{block}{who}" for who in sorted({"X", "T"} | set(re.findall(r"^([A-Z]) ", "\n".join(lines), re.M)))
        }
        for who, person in people.items():
            number += 1
            rows = quiet(person, number)
            for line in lines:
                _plant(rows, held, line, who, people)
            _add(held, rows)
    return {f"{name}.csv": written(rows) for name, rows in held.items() if rows}


def _add(held: Rows, rows: Rows) -> None:
    for name, some in rows.items():
        held[name] += some


def _plant(rows: Rows, held: Rows, line: str, who: str, people: dict[str, str]) -> None:
    """One line of a block onto the rows of one official; `*` speaks of everybody of the block, a register of nobody."""
    subject, years, name, key, rest = (line.strip().split(None, 4) + [""])[:5]
    for letter, person in people.items():
        rest = rest.replace(f"@{letter}", person)
    if name in REGISTERS:
        if who == "X":
            held[name].append(_cells(rest))
        return
    if subject not in (who, "*"):
        return
    declarations = [
        row["declaration_id"] for row in rows["declarations"] if _in(int(row["declaration_id"][-4:]), years)
    ]
    for declaration in declarations:
        _edit(rows[name], declaration, KEYS[name], key, rest)


def _edit(table: list[dict[str, str]], declaration: str, column: str, key: str, rest: str) -> None:
    found = [row for row in table if row["declaration_id"] == declaration and (row.get(column) == key or key == ".")]
    if rest == "gone":
        table[:] = [row for row in table if row not in found]
    elif found:
        for row in found:
            row.update(_cells(rest))
    else:
        table.append({"declaration_id": declaration, column: key, **_recipient(column, key), **_cells(rest)})


def _recipient(column: str, key: str) -> dict[str, str]:
    return dict(zip(("recipient", "source"), key.split("."), strict=False)) if column == "key" else {}


def _in(year: int, years: str) -> bool:
    first, _, last = years.partition("-")
    return int(first or 0) <= year <= int(last or 9999) if "-" in years else year == int(years)


def _cells(text: str) -> dict[str, str]:
    pairs = [pair.split("=", 1) for pair in text.split(";") if "=" in pair]
    return {name.strip(): re.sub(r"(?<=\d)_(?=\d{3})", "", value.strip()) for name, value in pairs}


def written(rows: list[dict[str, str]]) -> bytes:
    columns = [name for name in dict.fromkeys(name for row in rows for name in row) if name != "key"]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
