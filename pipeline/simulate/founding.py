"""Households as the first year finds them: who they are, what they own, how they write."""

from dataclasses import replace
from datetime import date

import numpy as np

from pipeline.simulate import goods, items, people, writing
from pipeline.simulate.dice import around, between, chance, day_between, pick, weighted
from pipeline.simulate.economy import MILLION
from pipeline.simulate.geography import Commune, place_in
from pipeline.simulate.households import Household, Spouse, Work
from pipeline.simulate.items import Item
from pipeline.simulate.lexicon import BANKS, FIRM_WORDS, INSURERS, SPOUSE_JOBS
from pipeline.simulate.organisations import Unit, post
from pipeline.simulate.people import Person


def found(
    number: int,
    rng: np.random.Generator,
    unit: Unit,
    place_in_unit: int,
    communes: tuple[Commune, ...],
    start: date,
    wealth: float,
) -> Household:
    """A household on the day `start`, with about ten things of its own."""
    declarant = _declarant(rng, number, start)
    spouse = _spouse(rng, declarant, unit.commune) if chance(rng, 0.86) else None
    home = Household(
        number,
        declarant.person_id,
        rng,
        declarant,
        spouse,
        [],
        _work(rng, unit, place_in_unit, start),
        writing.style(rng),
        _home_commune(rng, unit, communes),
        wealth * float(np.exp(rng.normal(0.0, 0.45))),
        _living(rng, wealth),
        start,
    )
    home.children = _children(rng, home, start)
    home.dependants = weighted(rng, (0, 1, 2), (45, 35, 20))
    home.farm_yearly_vnd = between(rng, 20, 90) * MILLION if not home.home.urban and chance(rng, 0.35) else 0
    home.rent_yearly_vnd = between(rng, 18, 90) * MILLION if chance(rng, 0.08) else 0
    _belongings(home, communes, start)
    return home


def _declarant(rng: np.random.Generator, number: int, start: date) -> Person:
    born = people.born_between(rng, start.year - 58, start.year - 30)
    return people.person(rng, chance(rng, 0.33), born, person_id=f"D{number + 1:06d}")


def _spouse(rng: np.random.Generator, declarant: Person, commune: Commune) -> Spouse:
    job = weighted(rng, SPOUSE_JOBS, [row[4] for row in SPOUSE_JOBS])
    return employed(
        rng, replace(people.spouse_of(rng, declarant), person_id=f"S{declarant.person_id[1:]}"), job, commune
    )


def employed(rng: np.random.Generator, person: Person, job: tuple[str, str, str, int, int], commune: Commune) -> Spouse:
    """A spouse with one of the jobs of the lexicon."""
    occupation, workplace, source, million, _ = job
    place = workplace.format(commune=commune.name.split(" ", 1)[1], bank=pick(rng, BANKS), firm=pick(rng, FIRM_WORDS))
    return Spouse(person, occupation, place, source, around(rng, million * MILLION, 0.3) if million else 0)


def job_named(occupation: str) -> tuple[str, str, str, int, int]:
    return next(job for job in SPOUSE_JOBS if job[0] == occupation)


def _work(rng: np.random.Generator, unit: Unit, place_in_unit: int, start: date) -> Work:
    position, grade, step, leader = post(rng, unit.kind, place_in_unit)
    field = (
        unit.field
        if unit.kind == "department"
        else pick(rng, ("land", "finance", "construction", "administration", "culture"))
    )
    return Work(
        unit,
        position,
        grade,
        step,
        leader,
        field,
        day_between(rng, date(start.year - 9, 1, 1), date(start.year - 1, 6, 30)),
        rng.uniform(0.9, 1.35),
    )


def _home_commune(rng: np.random.Generator, unit: Unit, communes: tuple[Commune, ...]) -> Commune:
    near = [commune for commune in communes if commune.district == unit.commune.district]
    return pick(rng, near if chance(rng, 0.6) else communes)


def _living(rng: np.random.Generator, wealth: float) -> int:
    """Living cost of a person in a month, 2.2 to 6 million."""
    return int(min(max(around(rng, 3_300_000 * wealth**0.3, 0.22), 2_200_000), 6_000_000))


def _children(rng: np.random.Generator, home: Household, start: date) -> list[Person]:
    """The minor children; the older ones have left the form."""
    if home.spouse is None and chance(rng, 0.7):
        return []
    mother = home.declarant if home.declarant.female else (home.spouse.person if home.spouse else home.declarant)
    births = [mother.birth_date.year + between(rng, 24, 30)]
    births += [births[0] + between(rng, 2, 6)] if chance(rng, 0.8) else []
    family = (home.spouse.person if home.spouse and home.declarant.female else home.declarant).full_name
    born = [people.born_between(rng, year, year) for year in births if year < start.year]
    return [people.child_of(rng, family, day) for day in born if people.birthday(day, 18) > start]


def _belongings(home: Household, communes: tuple[Commune, ...], start: date) -> None:
    rng = home.rng
    _land(home, communes, start)
    _goods(home, start)
    _savings(home, start)
    for item in list(home.items.values()):
        old = item.acquired_on is not None and item.acquired_on.year < 2012
        if item.category in ("land_residential", "land_other", "house", "structure") and chance(
            rng, 0.2 if old else 0.02
        ):
            home.add(items.without_value(rng, item))


def holder(home: Household) -> str:
    """Whose name a thing carries."""
    return weighted(home.rng, ("joint", "declarant", "spouse"), (55, 30, 15)) if home.spouse else "declarant"


def _past_day(home: Household, start: date, longest: int = 20) -> date:
    years = max(min(longest, start.year - home.declarant.birth_date.year - 24), 1)
    return day_between(home.rng, date(start.year - years, 1, 1), date(start.year - 1, 12, 31))


def named(home: Household, item: Item) -> Item:
    """The item with the name that its certificate carries."""
    names = {
        "declarant": home.declarant.full_name,
        "spouse": home.spouse.person.full_name if home.spouse else home.declarant.full_name,
    }
    both = " và ".join(dict.fromkeys(names.values()))
    written = names.get(item.holder, both) if item.certificate_no and item.category != "money" else ""
    return replace(item, certificate_holder=written)


def _land(home: Household, communes: tuple[Commune, ...], start: date) -> None:
    rng = home.rng
    for number in range(weighted(rng, (0, 1, 2, 3, 4), (4, 44, 32, 14, 6))):
        commune = home.home if number == 0 or chance(rng, 0.4) else pick(rng, communes)
        land = home.add(named(home, items.plot(rng, home.uid(), commune, _past_day(home, start), holder(home))))
        if number == 0 or chance(rng, 0.15):
            built = day_between(rng, land.acquired_on or start, start)
            home.add(
                named(
                    home,
                    items.house(rng, home.uid(), land.place or place_in(rng, commune), built, land.holder, home.wealth),
                )
            )
    for _ in range(weighted(rng, (0, 1, 2, 3, 5), (32, 28, 22, 13, 5))):
        commune = home.home if chance(rng, 0.6) else pick(rng, communes)
        land = home.add(named(home, items.field_plot(rng, home.uid(), commune, _past_day(home, start), holder(home))))
        if chance(rng, 0.45):
            home.add(items.attached(rng, home.uid(), land, _past_day(home, start, 8)))


def _goods(home: Household, start: date) -> None:
    rng = home.rng
    if chance(rng, 0.42 * home.wealth**0.4):
        home.add(goods.car(rng, home.uid(), _past_day(home, start, 7), holder(home), home.wealth))
    for _ in range(weighted(rng, (0, 1, 2, 3), (12, 38, 36, 14))):
        home.add(goods.motorbike(rng, home.uid(), _past_day(home, start, 8), holder(home)))
    for _ in range(weighted(rng, (0, 1, 2), (68, 24, 8))):
        home.add(goods.valuable(rng, home.uid(), _past_day(home, start, 8)))
    if chance(rng, 0.2):
        home.add(goods.insurance(rng, home.uid(), pick(rng, INSURERS), _past_day(home, start, 8)))
    if chance(rng, 0.12 * home.wealth):
        home.add(
            goods.shares(
                rng,
                home.uid(),
                _past_day(home, start, 5),
                "declarant" if chance(rng, 0.5) or not home.spouse else "spouse",
            )
        )
    if home.spouse and home.spouse.source == "business" and chance(rng, 0.35):
        amount = between(rng, 6, 40) * 10 * MILLION
        home.add(
            goods.capital(
                home.uid(),
                f"hộ kinh doanh, công ty {pick(rng, FIRM_WORDS)}",
                amount,
                _past_day(home, start, 9),
                "spouse",
            )
        )


def _savings(home: Household, start: date) -> None:
    """Savings of some years of pay; a third of households keep gold."""
    rng = home.rng
    total = around(rng, 230 * MILLION * home.wealth, 0.8)
    if chance(rng, 0.38):
        home.add(
            goods.gold(
                home.uid(),
                between(rng, 10, 60) / 10,
                _past_day(home, start, 9),
                "joint" if home.spouse else "declarant",
            )
        )
    home.add(goods.cash(home.uid(), int(total * rng.uniform(0.05, 0.35)) // MILLION * MILLION, start))
    for _ in range(weighted(rng, (1, 2, 3), (60, 30, 10))):
        amount = int(total * rng.uniform(0.25, 0.6)) // MILLION * MILLION
        home.add(
            goods.deposit(
                rng, home.uid(), amount, start, "spouse" if home.spouse and chance(rng, 0.45) else "declarant"
            )
        )
