"""A whole synthetic province: households lived year by year, their filings, registers and the truth."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from pipeline.model import INPUTS
from pipeline.simulate import registers, slips, truth
from pipeline.simulate.casting import Part, cast
from pipeline.simulate.declaring import Filed, Filing, file
from pipeline.simulate.dice import chance, stream
from pipeline.simulate.founding import found
from pipeline.simulate.households import Household
from pipeline.simulate.life import live
from pipeline.simulate.repeats import repeated
from pipeline.simulate.schedule import schedule
from pipeline.simulate.stories import prepare
from pipeline.simulate.town import Town, build
from pipeline.simulate.world import Province, World

DECLARED = ("family", "assets", "incomes", "movements")


def province(world: World) -> Province:
    """Canonical tables and the truth of a synthetic province; the same world always gives the same province."""
    town, parts = build(world), cast(world)
    homes = [_found(town, number) for number in range(world.declarants)]
    regular = {number for part in parts for number in (part.number, part.partner) if number >= 0}
    told = prepare(town, homes, parts)
    histories = [_lived(town, home, home.number in regular) for home in homes]
    repeated(town, histories)
    planted = [*_shown(told, histories), *_slipped(world, parts, histories)]
    registers.register(town, homes, histories)
    tables = _tables(town, histories)
    return Province(world, tables, _truth(world, tables, histories, planted))


def _found(town: Town, number: int) -> Household:
    world = town.world
    unit = town.units[number % len(town.units)]
    start = date(world.first_year - 2, 11, 5)
    home = found(
        number,
        stream(world.seed, 41, number),
        unit,
        number // len(town.units),
        town.communes,
        start,
        world.wealth_level,
    )
    home.annual = home.work.leader or not chance(stream(world.seed, 43, number), world.not_annual_share)
    return home


def _lived(town: Town, home: Household, regular: bool) -> list[Filed]:
    """The filings of a household from the first year of the world on."""
    world = town.world
    home.annual = home.annual or regular
    rng = stream(world.seed, 47, home.number)
    filings = schedule(world, rng, town.units.index(home.work.unit), regular, home.annual, home.joins)
    filings = tuple(sorted((*filings, *_corrections(home, filings)), key=lambda filing: filing.declared_on))
    made: list[Filed] = []
    since, planned_until = home.today, 0
    for filing in filings:
        home.year = filing.year
        if filing.kind == "SUPPLEMENT":
            home.undeclared.clear()
            home.flow.money_words.append("Kê khai bổ sung do bản kê khai trước còn thiếu tài sản")
        live(home, filing.declared_on, town.communes, planned=filing.year > planned_until)
        planned_until = filing.year
        due = _due(home, filing, world)
        if due:
            sequence = 1 + sum(one.filing.year == due.year for one in made)
            made.append(file(home, due, sequence, since, world))
            since = due.declared_on
    return [filed for filed in made if filed.filing.year >= world.first_year]


def _corrections(home: Household, filings: tuple[Filing, ...]) -> list[Filing]:
    """Supplements that repair a filing of the year, some weeks later, with a full list."""
    return [
        Filing(filing.declared_on + timedelta(days=33), "SUPPLEMENT", filing.year)
        for filing in filings
        if filing.year in home.corrections
    ]


def _due(home: Household, filing: Filing, world: World) -> Filing | None:
    """The filing as it falls due: those who do not file yearly supplement where something large changed."""
    if home.annual or filing.kind != "ANNUAL" or filing.year < world.first_year:
        return filing
    change = sum(abs(move.value_change_vnd or 0) for move in home.flow.moves)
    if change < world.supplement_trigger(filing.declared_on):
        return None
    return Filing(filing.declared_on, "SUPPLEMENT", filing.year, lists_assets=chance(home.rng, 0.25))


def _shown(told: list[dict[str, Any]], histories: list[list[Filed]]) -> list[dict[str, Any]]:
    """What was planted, with the first listing declaration of the year in which it shows."""
    rows = []
    for row in told:
        number, year = row.pop("number"), row.pop("year")
        seen = [filed for filed in histories[number] if filed.filing.year >= year and filed.filing.lists_assets]
        if seen:
            rows.append({**row, "declaration_id": seen[0].declaration_id})
    return rows


def _slipped(world: World, parts: tuple[Part, ...], histories: list[list[Filed]]) -> list[dict[str, Any]]:
    errors = [part for part in parts if part.role == "error"]
    rows = [slips.plant(part, histories[part.number], stream(world.seed, 53, part.number)) for part in errors]
    return [row for row in rows if row]


def _tables(town: Town, histories: list[list[Filed]]) -> dict[str, pd.DataFrame]:
    filings = [filed for history in histories for filed in history]
    rows: dict[str, list[dict[str, Any]]] = {"declarations": [filed.declaration for filed in filings]}
    rows |= {name: [row for filed in filings for row in getattr(filed, name)] for name in DECLARED}
    rows |= {name: held for name, held in town.rows.items() if name not in town.world.missing_registers}
    return {name: INPUTS[name].conform(pd.DataFrame(held)) for name, held in rows.items()}


def _truth(
    world: World, tables: dict[str, pd.DataFrame], histories: list[list[Filed]], planted: list[dict[str, Any]]
) -> dict[str, pd.DataFrame]:
    whose = tables["declarations"].set_index("declaration_id")["declarant_id"]
    assets = tables["assets"].assign(declarant_id=tables["assets"]["declaration_id"].map(whose))
    spared = {row["declarant_id"] for row in planted}
    cells = truth.unreadable(assets, spared, stream(world.seed, 61), world.unreadable_cells)
    return {
        "planted": truth.planted([*planted, *truth.unreadable_planted(cells)]),
        "links": truth.links(histories),
        "ledgers": truth.ledgers(histories),
        "unreadable": cells,
    }
