"""What a story works with: a household, a year, an amount, and whether it is the guilty or its innocent twin."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.simulate import goods, items
from pipeline.simulate.dealings import move, put
from pipeline.simulate.dice import between, chance, day_between, pick
from pipeline.simulate.economy import MILLION
from pipeline.simulate.founding import employed, job_named, named
from pipeline.simulate.geography import Commune
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import Firm, firm
from pipeline.simulate.people import child_of, name, spouse_of
from pipeline.simulate.saying import say
from pipeline.simulate.town import Town

Act = Callable[[Household], None]


@dataclass
class Case:
    """One household's part in a story; `partner` is a further, honest declarant."""

    town: Town
    home: Household
    partner: Household
    innocent: bool
    year: int
    amount: int
    number: int  # of the pair or event, for taking turns
    note: str = ""
    accomplices: list[Household] = field(default_factory=list)

    def at(self, offset: int, act: Act, home: Household | None = None) -> None:
        """Plans an act for a year; chance events stay away from that year."""
        who = home or self.home
        who.plan.setdefault(self.year + offset, []).append(act)
        who.quiet_years.add(self.year + offset)

    def calm(self, offset: int) -> None:
        """Keeps chance events away from a year."""
        self.home.quiet_years.add(self.year + offset)

    def tell(self, note: str) -> None:
        self.note = note


def spouse_with(home: Household, occupation: str, yearly_vnd: int) -> None:
    """Gives the household a spouse with this occupation and income; one who is there changes work."""
    person = home.spouse.person if home.spouse else None
    if person is None:
        person = replace(spouse_of(home.rng, home.declarant), person_id=f"S{home.declarant_id[1:]}")
    made = employed(home.rng, person, job_named(occupation), home.work.unit.commune)
    home.spouse = replace(made, yearly_vnd=yearly_vnd)


def own(home: Household, item: Item) -> Item:
    """A thing that the household has had from before."""
    home.reserved.add(item.uid)
    return home.add(named(home, item))


def own_plot(home: Household, commune: Commune, cost: int, years_ago: int, category: str = "land_residential") -> Item:
    """A bare plot bought years ago at a cost."""
    bought = day_between(home.rng, date(home.today.year - years_ago, 2, 1), date(home.today.year - years_ago, 11, 30))
    make = items.plot if category == "land_residential" else items.field_plot
    return own(home, replace(make(home.rng, home.uid(), commune, bought, "declarant"), value_vnd=cost))


def new_plot(home: Household, commune: Commune, cost: int, holder: str = "declarant") -> Item:
    """A plot bought within the current period at a cost that fits its area and place."""
    bought = day_between(home.rng, date(home.year, 2, 1), date(home.year, 8, 31))
    plot = items.plot(home.rng, home.uid(), commune, bought, holder)
    area = round((plot.area_m2 or 100.0) * cost / max(plot.value_vnd or cost, 1), 1)
    return named(home, replace(plot, value_vnd=cost, area_m2=min(max(area, 40.0), 900.0)))


def tell_purchase(home: Household, item: Item, matter: str, funds: str) -> None:
    """The line of section III for a purchase, with words for the funds that say nothing more."""
    area = f"{item.area_m2:g}".replace(".", ",") if item.area_m2 else ""
    where = f"{item.place.hamlet}, {item.place.commune.name}" if item.place else ""
    words = say(
        home,
        matter,
        price=item.value_vnd or 0,
        funds=funds,
        what=item.name,
        where=where,
        area=area,
        day=item.acquired_on or home.today,
    )
    move(home, item, 1, item.value_vnd, words)


def bank(home: Household, amount: int) -> Item:
    """Money of the period laid on a new account."""
    return put(home, goods.deposit(home.rng, home.uid(), 0, home.today, "declarant"), amount)


def from_before(home: Household, amount: int) -> Item:
    """Savings that the household has had from before."""
    return home.add(goods.deposit(home.rng, home.uid(), amount, home.today, "declarant"))


def grown_in(home: Household, year: int) -> None:
    """The household has one minor child, who turns 18 in the middle of a year."""
    born = date(year - 18, between(home.rng, 3, 7), between(home.rng, 1, 28))
    home.children = [child_of(home.rng, home.declarant.full_name, born)]


def firm_in_field(case: Case, word: str = "") -> Firm:
    """A firm whose business is the field that the declarant's post manages."""
    made = firm(case.home.rng, f"C{len(case.town.firms) + 1:05d}", case.home.work.field, word)
    return case.town.found_firm(made)


def kin(case: Case, relation: str, relative_id: str = "") -> str:
    """A relative in the register of relations, known by id."""
    relative = relative_id or case.town.person_id()
    case.town.note("relations", person_id=case.home.declarant_id, relative_id=relative, relation=relation)
    return relative


def supervised(case: Case, party_id: str, matter: str) -> None:
    """The declarant's unit handles the matters of a firm or person."""
    unit = case.home.work.unit
    for code in dict.fromkeys((unit.code, unit.successor_code)):
        case.town.note("supervised", unit_code=code, party_id=party_id, matter=matter)


def somebody(home: Household) -> str:
    return name(home.rng, chance(home.rng, 0.5))


def millions(amount: float, step: int = 10) -> int:
    """An amount to whole steps of millions."""
    return max(int(amount // (step * MILLION)), 1) * step * MILLION


def any_commune(case: Case) -> Commune:
    return pick(case.home.rng, case.town.communes)
