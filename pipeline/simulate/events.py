"""The small and middling events of honest life that come by chance: purchases, sales, gifts, savings clubs."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.simulate import goods, items, money_events
from pipeline.simulate.dealings import buy, can_borrow, day_within, leave, move, receive, sell, spend
from pipeline.simulate.dice import around, between, chance, pick
from pipeline.simulate.economy import MILLION
from pipeline.simulate.founding import holder, named
from pipeline.simulate.geography import Commune, market_vnd_m2
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.money_events import Scene
from pipeline.simulate.people import child_of
from pipeline.simulate.saying import say


def chance_events(home: Household, share_of_year: float, communes: tuple[Commune, ...]) -> None:
    for probability, event in EVENTS:
        if chance(home.rng, probability * share_of_year):
            event(Scene(home, communes))


def _lump(scene: Scene) -> None:
    """A wedding, an illness, the tomb of the forefathers: money goes, no thing comes."""
    home = scene.home
    spend(home, min(between(home.rng, 8, 90) * MILLION, home.savings() // 3))


def _motorbike(scene: Scene) -> None:
    home = scene.home
    bike = goods.motorbike(home.rng, home.uid(), day_within(home), holder(home))
    if (bike.value_vnd or 0) < home.savings() // 2:
        old = [item for item in home.of("registered_vehicle") if item.kind == "xe máy"]
        if old and chance(home.rng, 0.5):
            sell(
                home,
                old[0],
                max((old[0].value_vnd or 0) * between(home.rng, 25, 60) // 100 // MILLION, 3) * MILLION,
                "sold_thing",
            )
        buy(home, bike)


def _car(scene: Scene) -> None:
    home = scene.home
    new = goods.car(home.rng, home.uid(), day_within(home), holder(home), home.wealth)
    price, funds = new.value_vnd or 0, home.savings()
    if price < 0.7 * funds or (price < 1.5 * funds and can_borrow(home, price - funds // 2)):
        old = [item for item in home.of("registered_vehicle") if item.kind == "ô tô"]
        if old:
            sell(
                home,
                old[0],
                (old[0].value_vnd or 0) * between(home.rng, 45, 70) // 100 // MILLION * MILLION,
                "sold_thing",
            )
        buy(home, new, loan=price > 0.7 * funds)


def _land(scene: Scene) -> None:
    """A plot that the household can pay, with a loan or help of the parents where it needs them."""
    home = scene.home
    rng = home.rng
    commune = home.home if chance(rng, 0.5) else pick(rng, scene.communes)
    make = items.plot if chance(rng, 0.55) else items.field_plot
    land = named(home, make(rng, home.uid(), commune, day_within(home), holder(home)))
    price, funds = land.value_vnd or 0, home.savings()
    if price < 0.85 * funds or (price < 1.7 * funds and can_borrow(home, price - funds // 2)):
        gift = price // 4 // (10 * MILLION) * 10 * MILLION if price > 0.85 * funds and chance(rng, 0.3) else 0
        buy(home, land, "bought_land", loan=price > 0.85 * funds, gift=gift)


def _build(scene: Scene) -> None:
    home = scene.home
    built_on = {item.place for item in home.of("house")}
    empty = [item for item in home.of("land_residential") if item.place not in built_on]
    if empty and empty[0].place:
        new = named(
            home,
            items.house(home.rng, home.uid(), empty[0].place, day_within(home), empty[0].holder, home.wealth),
        )
        price, funds = new.value_vnd or 0, home.savings()
        if price < 0.85 * funds or (price < 1.6 * funds and can_borrow(home, price - funds // 2)):
            buy(home, new, "built", loan=price > 0.85 * funds)


def _sell_land(scene: Scene) -> None:
    """A plot other than the home's, at the market's price."""
    home = scene.home
    built_on = {
        item.place for item in home.of("house", "structure", "perennial_trees", "production_forest", "construction")
    }
    spare = [
        item for item in home.free("land_other", "land_residential") if item.place not in built_on and item.area_m2
    ]
    if spare:
        item = pick(home.rng, spare)
        sell(home, item, market_price(home, item))


def market_price(home: Household, item: Item) -> int:
    """What a plot would fetch on the market today, to ten million."""
    commune = item.place.commune if item.place else home.home
    level = market_vnd_m2(commune, item.category, home.today.year) * (0.25 if "rừng" in item.kind else 1.0)
    price = max(level * (item.area_m2 or 100.0), (item.value_vnd or 0) * 0.9)
    return max(around(home.rng, price, 0.15) // (10 * MILLION), 2) * 10 * MILLION


def _inherit(scene: Scene) -> None:
    home = scene.home
    died = day_within(home)
    giver = pick(home.rng, ("bố đẻ", "mẹ đẻ", "bố vợ", "mẹ chồng", "ông nội"))
    make = items.field_plot if chance(home.rng, 0.6) else items.plot
    land = named(home, replace(make(home.rng, home.uid(), home.home, died, "declarant"), note="Giá trị ước tính"))
    words = say(home, "inherited", giver=giver, death=died, day=home.today, price=land.value_vnd or 0)
    receive(home, land, "inheritance", words, giver)


def _scrap(scene: Scene) -> None:
    home = scene.home
    old = [item for item in home.free("registered_vehicle", "other_asset") if item.kind != "ô tô"]
    if old:
        item = pick(home.rng, old)
        if chance(home.rng, 0.7):
            move(home, item, -1, item.value_vnd, say(home, "scrapped", what=item.name))
        leave(home, item, "")


def _valuable(scene: Scene) -> None:
    home = scene.home
    new = goods.valuable(home.rng, home.uid(), day_within(home))
    if (new.value_vnd or 0) < home.savings() // 3:
        buy(home, new)


Event = Callable[[Scene], None]


def _birth(scene: Scene) -> None:
    home = scene.home
    couple = [home.declarant, home.spouse.person] if home.spouse else []
    mother = next((person for person in couple if person.female), None)
    if mother and home.today.year - mother.birth_date.year < 42 and len(home.children) < 3:
        home.children.append(child_of(home.rng, couple[0].full_name, day_within(home)))


def _promotion(scene: Scene) -> None:
    """A step up: the next title, a better coefficient."""
    work = scene.home.work
    ladder = {"Chuyên viên": "Phó Trưởng phòng", "Phó Trưởng phòng": "Trưởng phòng"}
    if work.position in ladder:
        work.position, work.grade = ladder[work.position], "A2.1"
        work.appointed_on = day_within(scene.home)


# probability in a year, event
EVENTS: tuple[tuple[float, Event], ...] = (
    (0.45, _lump),
    (0.10, _motorbike),
    (0.06, _car),
    (0.10, _land),
    (0.05, _build),
    (0.035, _sell_land),
    (0.09, money_events.gold_purchase),
    (0.04, money_events.gold_sold),
    (0.03, money_events.shares_purchase),
    (0.04, money_events.lend),
    (0.12, money_events.lent_back),
    (0.05, money_events.hui),
    (0.012, _inherit),
    (0.035, money_events.money_gift),
    (0.03, money_events.policy_paid),
    (0.05, _scrap),
    (0.04, _valuable),
    (0.25, money_events.bonus),
    (0.08, money_events.new_account),
    (0.05, _birth),
    (0.04, _promotion),
)
