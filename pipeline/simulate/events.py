"""The small and middling events of honest life that come by chance: purchases, sales, gifts, savings clubs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.simulate import items, writing
from pipeline.simulate.dealings import buy, day_within, draw, earn, leave, move, put, receive, sell, spend, take
from pipeline.simulate.dice import around, between, chance, pick
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.founding import holder, named
from pipeline.simulate.geography import Commune, market_vnd_m2
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import name_on
from pipeline.simulate.people import child_of, name
from pipeline.simulate.saying import say


@dataclass(frozen=True)
class Scene:
    """Where a chance event happens: the household and the communes around."""

    home: Household
    communes: tuple[Commune, ...]


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
    bike = items.motorbike(home.rng, home.uid(), day_within(home), holder(home))
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
    new = items.car(home.rng, home.uid(), day_within(home), holder(home), home.wealth)
    price, funds = new.value_vnd or 0, home.savings()
    if price < 0.7 * funds or (price < 1.5 * funds and not home.debts):
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
    if price < 0.85 * funds or (price < 1.7 * funds and not home.debts):
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
        if (new.value_vnd or 0) < 1.6 * home.savings() and not home.debts:
            buy(home, new, "built", loan=(new.value_vnd or 0) > 0.85 * home.savings())


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


def _gold_bought(scene: Scene) -> None:
    home = scene.home
    tael = between(home.rng, 3, 30) / 10
    bought = items.gold(home.uid(), tael, day_within(home), "joint" if home.spouse else "declarant")
    if (bought.value_vnd or 0) < home.savings() // 2 and home.free("precious_metal") == home.of("precious_metal"):
        gold_bought(home, bought)


def gold_bought(home: Household, bought: Item) -> Item:
    """Gold joins the gold at hand: one line of the form, quantities and costs added up."""
    kept = next(iter(home.of("precious_metal")), None)
    move(home, bought, 1, bought.value_vnd, say(home, "gold_bought", what=_taels(bought)))
    if kept is None:
        return take(home, bought, bought.value_vnd or 0)
    home.flow.bought += bought.value_vnd or 0
    home.flow.cash -= bought.value_vnd or 0
    return home.add(
        replace(
            kept,
            quantity=round((kept.quantity or 0) + (bought.quantity or 0), 1),
            value_vnd=(kept.value_vnd or 0) + (bought.value_vnd or 0),
        )
    )


def _taels(item: Item) -> str:
    return writing.gold(item.quantity or 0.0)


def _gold_sold(scene: Scene) -> None:
    home = scene.home
    for item in home.free("precious_metal")[:1]:
        price = int(gold_tael_vnd(home.today) * (item.quantity or 1.0) * 0.97) // MILLION * MILLION
        words = say(home, "gold_sold", what=_taels(item), price=price)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, "joint", "asset_sale", price, "Tiệm vàng", "Bán vàng")


def _shares(scene: Scene) -> None:
    home = scene.home
    new = items.shares(home.rng, home.uid(), day_within(home), "declarant")
    if (new.value_vnd or 0) < home.savings() // 2:
        move(home, new, 1, new.value_vnd, say(home, "shares_bought", what=new.name, price=new.value_vnd or 0))
        take(home, new, new.value_vnd or 0)


def _lend(scene: Scene) -> None:
    home = scene.home
    amount = min(between(home.rng, 3, 20) * 10 * MILLION, home.savings() // 3 // (10 * MILLION) * 10 * MILLION)
    if amount >= 30 * MILLION:
        who = name(home.rng, chance(home.rng, 0.5))
        put(home, items.lent(home.uid(), 0, home.today, who), amount)
        home.flow.spent_words.append(say(home, "lent", who=who, price=amount))


def _lent_back(scene: Scene) -> None:
    home = scene.home
    for item in home.money("lent")[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.flow.cash += amount
        who = item.name.removeprefix("Tiền cho ").removesuffix(" vay")
        home.flow.money_words.append(say(home, "lent_back", who=who, price=amount))


def _hui(scene: Scene) -> None:
    """A savings club: monthly shares in, one pot out."""
    home = scene.home
    pot = between(home.rng, 5, 16) * 10 * MILLION
    open_club = [item for item in home.money("lent") if "hụi" in item.name]
    if open_club:
        draw(home, open_club[0], open_club[0].value_vnd or 0)
        home.flow.money_words.append(say(home, "hui_in", price=open_club[0].value_vnd or pot))
    elif pot < home.savings() // 2:
        put(home, replace(items.lent(home.uid(), 0, home.today, ""), name="Tiền góp hụi"), pot)
        home.flow.spent_words.append(say(home, "hui_out", price=pot, count=str(between(home.rng, 10, 24))))


def _inherit(scene: Scene) -> None:
    home = scene.home
    died = day_within(home)
    giver = pick(home.rng, ("bố đẻ", "mẹ đẻ", "bố vợ", "mẹ chồng", "ông nội"))
    make = items.field_plot if chance(home.rng, 0.6) else items.plot
    land = named(home, replace(make(home.rng, home.uid(), home.home, died, "declarant"), note="Giá trị ước tính"))
    words = say(home, "inherited", giver=giver, death=died, day=home.today, price=land.value_vnd or 0)
    receive(home, land, "inheritance", words, giver)


def _money_gift(scene: Scene) -> None:
    home = scene.home
    amount = between(home.rng, 2, 20) * 10 * MILLION
    giver = pick(home.rng, ("Bố mẹ đẻ", "Bố mẹ vợ", "Anh chị em ruột", "Mẹ đẻ"))
    earn(home, "joint", "gift", amount, giver, f"{giver} cho")
    if chance(home.rng, 0.8):
        home.flow.money_words.append(say(home, "money_given", giver=giver, price=amount))


def _policy_paid(scene: Scene) -> None:
    home = scene.home
    for item in [item for item in home.free("other_securities") if "bảo hiểm" in item.kind][:1]:
        price = (item.value_vnd or 0) * between(home.rng, 105, 140) // 100 // MILLION * MILLION
        insurer = item.name.removeprefix("Hợp đồng bảo hiểm nhân thọ ")
        words = say(home, "insurance", insurer=insurer, price=price, day=home.today)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, item.holder, "compensation", price, insurer, "Bảo hiểm chi trả")


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
    new = items.valuable(home.rng, home.uid(), day_within(home))
    if (new.value_vnd or 0) < home.savings() // 3:
        buy(home, new)


def _bonus(scene: Scene) -> None:
    home = scene.home
    amount = between(home.rng, 5, 40) * MILLION
    payer = pick(home.rng, (name_on(home.work.unit, home.today), "Trường Chính trị tỉnh", "Đại học Đà Nẵng"))
    earn(
        home,
        "declarant",
        "other",
        amount,
        payer,
        pick(home.rng, ("Tiền thưởng", "Thù lao giảng dạy", "Thù lao hội thảo, đề tài")),
    )


def _new_account(scene: Scene) -> None:
    """Savings moved to another bank: one account gone, another new."""
    home = scene.home
    for item in home.at_hand("deposit")[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.add(items.deposit(home.rng, home.uid(), amount, home.today, item.holder))


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
    (0.09, _gold_bought),
    (0.04, _gold_sold),
    (0.03, _shares),
    (0.04, _lend),
    (0.12, _lent_back),
    (0.05, _hui),
    (0.012, _inherit),
    (0.035, _money_gift),
    (0.03, _policy_paid),
    (0.05, _scrap),
    (0.04, _valuable),
    (0.25, _bonus),
    (0.08, _new_account),
    (0.05, _birth),
    (0.04, _promotion),
)
