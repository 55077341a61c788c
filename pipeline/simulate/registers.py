"""The registers of the province: units, posts, relations, land prices, projects, who has to declare, and the rest."""

from datetime import date, timedelta

import numpy as np

from pipeline.simulate import geography, organisations
from pipeline.simulate.declaring import Filed
from pipeline.simulate.dice import between, chance, day_between, pick, stream
from pipeline.simulate.economy import MILLION
from pipeline.simulate.households import Household
from pipeline.simulate.organisations import Unit
from pipeline.simulate.town import Town

MATTERS = (
    "Cấp phép xây dựng",
    "Thanh tra, kiểm tra",
    "Giao đất, cho thuê đất",
    "Quản lý thuế",
    "Cấp chứng chỉ hành nghề",
    "Hợp đồng mua sắm",
)
PROJECTS = (
    "Khu đô thị mới",
    "Đường tránh quốc lộ",
    "Cụm công nghiệp",
    "Khu tái định cư",
    "Khu du lịch ven biển",
    "Hồ chứa nước",
    "Chợ trung tâm",
)


def register(town: Town, homes: list[Household], histories: list[list[Filed]]) -> None:
    """Rows of every register go into the town; stories have added theirs before."""
    _units(town)
    _communes(town)
    _land_prices(town)
    _people(town, homes)
    _firms(town)
    _projects(town)
    _duties(town, homes, histories)
    _procedures(town, homes)


def _units(town: Town) -> None:
    for unit in town.units:
        body = organisations.CONTROL_BODY
        town.note(
            "units",
            unit_code=unit.code,
            unit_name=unit.name,
            field=unit.field,
            control_body=body,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            successor_code=unit.successor_code,
        )
    successors = {unit.successor_code: unit for unit in town.units}
    for code, unit in successors.items():
        town.note(
            "units",
            unit_code=code,
            unit_name=unit.successor_name,
            field=unit.field,
            control_body="Thanh tra thành phố",
            valid_from=town.world.reform_on,
        )


def _communes(town: Town) -> None:
    for commune in town.communes:
        if commune.code != commune.new_code:
            town.note(
                "commune_changes", old_code=commune.code, new_code=commune.new_code, from_date=town.world.reform_on
            )


def _land_prices(town: Town) -> None:
    """The official table by commune, category and year; after the reform by the new codes, as means of their parts."""
    world = town.world
    for year in range(world.first_year - 4, world.last_year + 1):
        prices: dict[tuple[str, str], list[int]] = {}
        for commune in town.communes:
            code = commune.new_code if year > world.reform_on.year else commune.code
            for category in ("land_residential", "land_other"):
                prices.setdefault((code, category), []).append(geography.official_vnd_m2(commune, category, year))
        for (code, category), values in prices.items():
            mean = round(sum(values) / len(values) / 1_000) * 1_000 * _uplift(town, code, year)
            town.note("land_prices", commune_code=code, category=category, year=year, price_vnd_m2=mean)


def _uplift(town: Town, code: str, year: int) -> int:
    """Planning multiplied the land prices of some communes from a year on."""
    held = [times for where, since, times in town.uplifts if code in (where.code, where.new_code) and year >= since]
    return max(held, default=1)


def _people(town: Town, homes: list[Household]) -> None:
    """Posts of the declarants and of some clerks; spouses, and for some a parent, brother or sister."""
    rng = stream(town.world.seed, 23)
    for home in homes:
        role = {0: "head", 1: "deputy"}.get(_rank(town, home), _post_role(home))
        _posts(town, home.declarant_id, home.work.unit, role, home.work.appointed_on)
        if home.spouse:
            town.note(
                "relations", person_id=home.declarant_id, relative_id=home.spouse.person.person_id, relation="spouse"
            )
        for kin in ("parent", "sibling", "child"):
            if chance(rng, 0.18):
                town.note("relations", person_id=home.declarant_id, relative_id=town.person_id(), relation=kin)
    for unit in town.units:
        for role in ("accountant", "treasurer", "storekeeper", "personnel", "procurement"):
            if chance(rng, 0.7):
                _posts(town, town.person_id(), unit, role, day_between(rng, date(2012, 1, 1), date(2021, 12, 31)))


def _rank(town: Town, home: Household) -> int:
    """0 for the head and 1 for the deputy of a unit."""
    return home.number // len(town.units) if home.work.leader else 2


def _post_role(home: Household) -> str:
    return "accountant" if "Kế toán" in home.work.position else "member"


def _posts(town: Town, person_id: str, unit: Unit, role: str, since: date) -> None:
    """A post lasts; where the unit ended, it goes on in the unit that took over."""
    town.note("posts", person_id=person_id, unit_code=unit.code, role=role, from_date=since, to_date=unit.valid_to)
    if unit.valid_to:
        kept = role if unit.kind != "district" or role not in ("head", "deputy") else "member"
        town.note(
            "posts",
            person_id=person_id,
            unit_code=unit.successor_code,
            role=kept,
            from_date=unit.valid_to + timedelta(days=1),
        )


def _firms(town: Town) -> None:
    """Firms with owners whom nobody knows, bids and awards, and what units handle for them."""
    rng = stream(town.world.seed, 29)
    owned = {row["company_id"] for row in town.rows.get("company_roles", [])}
    for firm in town.firms:
        town.note(
            "companies", company_id=firm.company_id, name=firm.name, field=firm.field, registered_on=firm.registered_on
        )
        if firm.company_id not in owned:
            town.note(
                "company_roles",
                company_id=firm.company_id,
                person_id=town.person_id(),
                role=pick(rng, ("owner", "founder", "manager")),
                share=between(rng, 30, 100) / 100,
                from_date=firm.registered_on,
            )
        for _ in range(between(rng, 0, 3)):
            _contract(town, rng, firm.company_id, pick(rng, town.units))
        near = [unit for unit in town.units if unit.field == firm.field] or list(town.units)
        if chance(rng, 0.6):
            town.note(
                "supervised",
                unit_code=_code(pick(rng, near), rng),
                party_id=firm.company_id,
                matter=pick(rng, MATTERS),
            )


def _code(unit: Unit, rng: np.random.Generator) -> str:
    return unit.code if chance(rng, 0.7) else unit.successor_code


def _contract(town: Town, rng: np.random.Generator, company_id: str, unit: Unit) -> None:
    """A bid and, for every second one, the award."""
    opened = day_between(rng, date(town.world.first_year - 1, 3, 1), date(town.world.last_year, 8, 31))
    value = between(rng, 30, 4_000) * 10 * MILLION
    award(town, rng, company_id, unit, opened, value, won=chance(rng, 0.5))


def award(
    town: Town, rng: np.random.Generator, company_id: str, unit: Unit, opened: date, value: int, won: bool
) -> None:
    number = f"G{len(town.rows.get('contracts', [])) + 1:05d}"
    code = organisations.code_on(unit, opened)
    town.note(
        "contracts",
        contract_id=number,
        unit_code=code,
        company_id=company_id,
        stage="bid",
        decided_on=opened,
        value_vnd=value,
    )
    if won:
        decided = opened + timedelta(days=between(rng, 20, 60))
        town.note(
            "contracts",
            contract_id=number,
            unit_code=organisations.code_on(unit, decided),
            company_id=company_id,
            stage="award",
            decided_on=decided,
            value_vnd=value * 97 // 100,
        )


def _projects(town: Town) -> None:
    rng = stream(town.world.seed, 31)
    for number, commune in enumerate(town.communes):
        if chance(rng, 0.3):
            announced = day_between(rng, date(town.world.first_year - 2, 1, 1), date(town.world.last_year, 9, 30))
            code = geography.code_on(commune, announced, town.world.reform_on)
            name = f"{pick(rng, PROJECTS)} {commune.name.split(' ', 1)[1]}"
            town.note("projects", project_id=f"A{number + 1:04d}", commune_code=code, announced_on=announced, name=name)


def _duties(town: Town, homes: list[Household], histories: list[list[Filed]]) -> None:
    """Who has to declare in a year: all who file every year, also where a filing is missing."""
    for home, history in zip(homes, histories, strict=True):
        filed = {one.filing.year: one.filing.kind for one in history}
        first = min(filed, default=town.world.first_year)
        years = range(first, town.world.last_year + 1) if home.annual else sorted(filed)
        for year in years:
            unit = organisations.code_on(home.work.unit, date(year, 12, 31))
            kind = filed.get(year, "ANNUAL")
            town.note(
                "obliged",
                declarant_id=home.declarant_id,
                year=year,
                unit_code=unit,
                kind="ANNUAL" if kind == "PERSONNEL" else kind,
            )


def _procedures(town: Town, homes: list[Household]) -> None:
    """Past verifications, gifts handed in, complaints: few, and mostly of the innocent."""
    rng = stream(town.world.seed, 37)
    world = town.world
    for home in homes:
        if chance(rng, 0.05):
            decided = day_between(rng, date(world.first_year - 2, 2, 1), date(world.last_year, 3, 31))
            outcome = "Kê khai trung thực, đầy đủ" if chance(rng, 0.85) else "Kê khai chưa đầy đủ, yêu cầu bổ sung"
            town.note(
                "verifications", declarant_id=home.declarant_id, decided_on=decided, ground="41.1.d", outcome=outcome
            )
        if chance(rng, 0.012):
            received = day_between(rng, date(world.first_year, 1, 10), date(world.last_year, 9, 30))
            handed = received + timedelta(days=between(rng, 1, 6))
            town.note(
                "gifts",
                person_id=home.declarant_id,
                received_on=received,
                giver=pick(rng, ("Công ty du lịch", "Đoàn khách tỉnh bạn")),
                value_vnd=between(rng, 1, 20) * MILLION // 2,
                handed_in_on=handed,
            )
        if chance(rng, 0.012):
            number = f"KN{len(town.rows.get('complaints', [])) + 1:04d}"
            received = day_between(rng, date(world.first_year, 1, 10), date(world.last_year, 9, 30))
            town.note(
                "complaints",
                complaint_id=number,
                person_id=home.declarant_id,
                received_on=received,
                situation=f"COI-{between(rng, 1, 9)}",
                status=pick(rng, ("Đang xem xét", "Không có cơ sở", "Đã kết luận")),
            )
