"""A synthetic pack of any size, in chunks of bounded memory: simple stories, but books that add up."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from pipeline.simulate import people
from pipeline.simulate.dice import chance, stream
from pipeline.simulate.geography import communes, official_vnd_m2
from pipeline.simulate.large_lives import begin, live_on
from pipeline.simulate.large_rows import Setting, tables
from pipeline.simulate.world import World

LAST_YEAR = 2026
CHUNK = 50_000  # declarants
NAMES = 4_000


def large(
    declarants: int, declarations_each: int = 2, seed: int = 1, chunk: int = CHUNK
) -> Iterator[dict[str, pa.Table]]:
    """Canonical tables of the next `chunk` declarants with all their declarations, the last in 2026.

    Each has about ten things; the first declaration is FIRST, the others ANNUAL with incomes and section III.
    """
    for rounds in large_rounds(declarants, declarations_each, seed, chunk):
        yield _stacked(list(rounds.values()))


def large_rounds(
    declarants: int, declarations_each: int = 2, seed: int = 1, chunk: int = CHUNK
) -> Iterator[dict[int, dict[str, pa.Table]]]:
    """The same tables of the next `chunk` declarants by the year of the declarations."""
    world = World(seed=seed)
    places, names = communes(seed), _names(seed)
    days = [_round(seed, LAST_YEAR - back) for back in reversed(range(declarations_each))]
    units = max(declarants // 40, 20)
    for start in range(0, declarants, chunk):
        rng = stream(seed, 71, start)
        lives = begin(rng, np.arange(start, min(start + chunk, declarants)), len(places))
        period, before, made = None, None, {}
        for day in days:
            if before is not None:
                lives, period = live_on(rng, lives, before, day)
            made[day.year] = tables(lives, period, Setting(world, places, names, day.year, day, before, units), rng)
            before = day
        yield made


def large_registers(declarants: int, seed: int = 1) -> dict[str, pa.Table]:
    """The registers that fit such a pack: units before and after the reform, communes, land prices."""
    world, places = World(seed=seed), communes(seed)
    units = max(declarants // 40, 20)
    codes = [str(10_000 + unit) for unit in range(units)]
    none: list[str | None] = [None] * units
    renamed = [place for place in places if place.code != place.new_code]
    return {
        "units": pa.table(
            {
                "unit_code": [f"H49.{code}" for code in codes] + [f"H48.{code}" for code in codes],
                "unit_name": [f"Đơn vị số {code}" for code in codes] * 2,
                "valid_to": pa.array([date(2025, 6, 30)] * units + none, pa.date32()),
                "successor_code": [f"H48.{code}" for code in codes] + none,
            }
        ),
        "commune_changes": pa.table(
            {
                "old_code": [place.code for place in renamed],
                "new_code": [place.new_code for place in renamed],
                "from_date": pa.array([world.reform_on] * len(renamed), pa.date32()),
            }
        ),
        "land_prices": _land_prices(seed),
    }


def _land_prices(seed: int) -> pa.Table:
    """One row is the official price of a commune (by its code of after the reform), category and year."""
    first = {place.new_code: place for place in reversed(communes(seed))}
    keys = [
        (code, kind, year)
        for code in sorted(first)
        for kind in ("land_residential", "land_other")
        for year in range(2018, 2027)
    ]
    return pa.table(
        {
            "commune_code": [code for code, _, _ in keys],
            "category": [kind for _, kind, _ in keys],
            "year": [year for _, _, year in keys],
            "price_vnd_m2": [official_vnd_m2(first[code], kind, year) for code, kind, year in keys],
        }
    )


def _stacked(made: list[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    """The rounds of a chunk one below the other; a table that a round lacks is left out there."""
    names = dict.fromkeys(name for round_tables in made for name in round_tables)
    return {name: pa.concat_tables([held[name] for held in made if name in held]) for name in names}


def _round(seed: int, year: int) -> date:
    return date(year, 10, int(stream(seed, 73, year).integers(22, 31)))


def _names(seed: int) -> pa.Array:
    rng = stream(seed, 79)
    return pa.array([people.name(rng, chance(rng, 0.4)) for _ in range(NAMES)])
