"""Units of the province before and after the reform, the posts in them, and the firms around them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.simulate.dice import between, chance, day_between, digits, pick, stream
from pipeline.simulate.geography import Commune
from pipeline.simulate.lexicon import FIRM_FIELDS, FIRM_WORDS

CONTROL_BODY = "Thanh tra tỉnh"


@dataclass(frozen=True)
class Unit:
    """A unit and, where the reform ended it, the unit that took over."""

    code: str
    name: str
    field: str
    kind: str  # department, district, commune, board
    commune: Commune
    valid_from: date
    valid_to: date | None
    successor_code: str
    successor_name: str


@dataclass(frozen=True)
class Firm:
    company_id: str
    name: str
    field: str
    registered_on: date


# name, field, name after the reform of 2025 (empty: unchanged), number of the unit that it merged into
DEPARTMENTS = (
    ("Sở Tài chính", "finance", "", -1),
    ("Sở Kế hoạch và Đầu tư", "finance", "Sở Tài chính", 0),
    ("Sở Xây dựng", "construction", "", -1),
    ("Sở Giao thông vận tải", "transport", "Sở Xây dựng", 2),
    ("Sở Tài nguyên và Môi trường", "land", "Sở Nông nghiệp và Môi trường", 5),
    ("Sở Nông nghiệp và Phát triển nông thôn", "agriculture", "Sở Nông nghiệp và Môi trường", -1),
    ("Sở Y tế", "health", "", -1),
    ("Sở Giáo dục và Đào tạo", "education", "", -1),
    ("Sở Nội vụ", "personnel", "", -1),
    ("Sở Công Thương", "trade", "", -1),
    ("Ban Quản lý dự án đầu tư xây dựng tỉnh", "construction", "", -1),
    ("Cục Thuế tỉnh", "finance", "Thuế tỉnh", -1),
    ("Văn phòng Đăng ký đất đai", "land", "", -1),
    ("Sở Văn hóa, Thể thao và Du lịch", "culture", "", -1),
)


def units(seed: int, count: int, communes: tuple[Commune, ...]) -> tuple[Unit, ...]:
    """Departments first, then district committees (ended by the reform), then committees of communes."""
    made = [_department(number, communes[0]) for number in range(min(count, len(DEPARTMENTS)))]
    districts = list(dict.fromkeys(commune.district for commune in communes))
    for number in range(max(0, count - len(DEPARTMENTS))):
        if number % 2 == 0 and number // 2 < len(districts):
            made.append(_district(districts[number // 2], communes))
        else:
            made.append(_commune(communes[(7 * number + seed) % len(communes)], number))
    return tuple(made)


def _department(number: int, seat: Commune) -> Unit:
    name, field, after, merged_into = DEPARTMENTS[number]
    code = f"H49.{number + 1:02d}"
    successor = f"H48.{(merged_into if merged_into >= 0 else number) + 1:02d}"
    return Unit(code, name, field, "department", seat, date(2004, 1, 1), date(2025, 6, 30), successor, after or name)


def _district(district: str, communes: tuple[Commune, ...]) -> Unit:
    seat = next(commune for commune in communes if commune.district == district)
    code = f"H49.D{seat.code}"
    return Unit(
        code,
        f"UBND {district}",
        "administration",
        "district",
        seat,
        date(1997, 1, 1),
        date(2025, 6, 30),
        f"H48.X{seat.new_code}",
        f"UBND {seat.new_name}",
    )


def _commune(commune: Commune, number: int) -> Unit:
    code = f"H49.X{commune.code}.{number}"
    return Unit(
        code,
        f"UBND {commune.name}",
        "administration",
        "commune",
        commune,
        date(1997, 1, 1),
        date(2025, 6, 30),
        f"H48.X{commune.new_code}",
        f"UBND {commune.new_name}",
    )


def code_on(unit: Unit, day: date) -> str:
    return unit.successor_code if unit.valid_to and day > unit.valid_to else unit.code


def name_on(unit: Unit, day: date) -> str:
    return unit.successor_name if unit.valid_to and day > unit.valid_to else unit.name


def firms(seed: int, count: int) -> tuple[Firm, ...]:
    """Firms of the province; the field of business is one of those that units manage."""
    rng = stream(seed, 13)
    return tuple(firm(rng, f"C{number + 1:05d}") for number in range(count))


def firm(rng: np.random.Generator, company_id: str, field: str = "", name: str = "") -> Firm:
    chosen = field or pick(rng, tuple(FIRM_FIELDS))
    word = name or f"{pick(rng, FIRM_WORDS)} {digits(rng, 1) if chance(rng, 0.2) else ''}".strip()
    form = pick(rng, ("Công ty TNHH", "Công ty TNHH MTV", "Công ty cổ phần"))
    started = day_between(rng, date(2003, 1, 1), date(2023, 12, 31))
    return Firm(company_id, f"{form} {FIRM_FIELDS.get(chosen, 'Thương mại')} {word}", chosen, started)


def post(rng: np.random.Generator, kind: str, number: int) -> tuple[str, str, int, bool]:
    """Title, grade, step and whether it leads the unit; the first two of a unit are its head and deputy."""
    heads = {"department": ("Giám đốc", "Phó Giám đốc"), "board": ("Giám đốc", "Phó Giám đốc")}
    if number < 2:
        title = heads.get(kind, ("Chủ tịch", "Phó Chủ tịch"))[number]
        return title, "A3.1" if number == 0 and kind == "department" else "A2.1", between(rng, 1, 5), True
    title = pick(
        rng,
        (
            "Trưởng phòng",
            "Phó Trưởng phòng",
            "Phó Trưởng phòng",
            "Chuyên viên",
            "Chuyên viên chính",
            "Kế toán viên",
            "Thanh tra viên",
        ),
    )
    grade = "A2.1" if title in ("Trưởng phòng", "Chuyên viên chính") else "A1"
    return title, grade, between(rng, 1, 7), False


def control_body(leader: bool, unit: Unit, day: date) -> str:
    """Heads of departments are controlled by the Government Inspectorate, the others by the provincial one."""
    if leader and unit.kind == "department":
        return "Thanh tra Chính phủ"
    return "Thanh tra thành phố" if unit.valid_to and day > unit.valid_to else CONTROL_BODY
