"""When a declarant files, and why: the yearly campaign, late and missing filings, filings for personnel matters."""

from datetime import date, timedelta

import numpy as np

from pipeline.simulate.declaring import Filing
from pipeline.simulate.dice import between, chance, day_between, stream
from pipeline.simulate.world import World


def schedule(
    world: World, rng: np.random.Generator, unit_number: int, regular: bool, annual: bool, joins: int = 0
) -> tuple[Filing, ...]:
    """The filings of one declarant in order; those of the year before the first are lived but not shown.

    `regular` declarants (those with a story) file once every year and in time.
    """
    joined = world.first_year - 1 if annual else world.first_year
    if annual and not regular and chance(rng, world.first_share):
        joined = between(rng, world.first_year, world.last_year - 1)
    joined = joins or joined
    filings: list[Filing] = []
    for year in range(joined, world.last_year + 1):
        kind = "FIRST" if year == joined and joined >= world.first_year else "ANNUAL"
        if regular or kind == "FIRST" or not chance(rng, world.missing_share):
            filings.append(Filing(_day(world, rng, unit_number, year, regular), kind, year))
        if not regular and year > joined and chance(rng, world.personnel_share):
            filings.append(Filing(day_between(rng, date(year, 4, 1), date(year, 8, 31)), "PERSONNEL", year))
    return tuple(sorted(filings, key=lambda filing: filing.declared_on))


def _day(world: World, rng: np.random.Generator, unit_number: int, year: int, regular: bool) -> date:
    """A unit files within some days of its own in the campaign; a few are late, into the next year."""
    if not regular and year < world.last_year and chance(rng, world.late_share):
        return day_between(rng, date(year + 1, 1, 4), date(year + 1, 2, 20))
    opened = date(year, 10, 20) + timedelta(days=int(stream(world.seed, 17, unit_number).integers(0, 15)))
    return opened + timedelta(days=between(rng, 0, 14))
