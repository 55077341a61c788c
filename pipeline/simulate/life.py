"""An ordinary period of a household: pay, living, debts, and the small and middling events of life."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.simulate import items, people, writing
from pipeline.simulate.dealings import (
    buy,
    draw,
    earn,
    leave,
    move,
    put,
    receive,
    repay,
    sale_day,
    sell,
    settle,
    spend,
    take,
)
from pipeline.simulate.dice import around, between, chance, pick
from pipeline.simulate.economy import COFFEE_BOOM, MILLION, POST_ALLOWANCE, gold_tael_vnd, prices_of, salary_vnd
from pipeline.simulate.founding import holder, named
from pipeline.simulate.geography import Commune, market_vnd_m2
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import name_on
from pipeline.simulate.people import name
from pipeline.simulate.saying import say


def live(home: Household, until: date, communes: tuple[Commune, ...], planned: bool) -> None:
    """From the last filing to `until`: incomes, living, debts, what was planned, and chance."""
    since, home.today = home.today, until
    share_of_year = (until - since).days / 365
    _incomes(home, since, share_of_year)
    _living(home, share_of_year)
    repay(home, share_of_year)
    _come_of_age(home)
    if planned:
        for act in home.plan.pop(home.year, []):
            act(home)
    if home.year not in home.quiet_years:
        _chance_events(home, since, share_of_year, communes)
    settle(home)


def _incomes(home: Household, since: date, share: float) -> None:
    work, until = home.work, home.today
    unit = name_on(work.unit, until)
    allowance = POST_ALLOWANCE.get(work.position, 0.0)
    pay = salary_vnd(work.grade, work.step + (until.year - 2022) // 3, allowance, since, until) * work.pay_factor
    earn(home, "declarant", "salary", _full(around(home.rng, pay, 0.03)), unit, "Lương, phụ cấp")
    if home.spouse and home.spouse.source:
        amount = home.spouse.yearly_vnd * prices_of(until.year) * share
        payer = home.spouse.workplace if home.spouse.source == "salary" else ""
        spread = 0.04 if home.spouse.source == "salary" else 0.22
        earn(home, "spouse", home.spouse.source, _full(around(home.rng, amount, spread)), payer, home.spouse.occupation)
    boom = COFFEE_BOOM.get(until.year, 1.0)
    earn(
        home,
        "joint",
        "farm",
        _full(around(home.rng, home.farm_yearly_vnd * boom * share, 0.25)),
        "",
        "Thu từ vườn, rừng, chăn nuôi",
    ) if home.farm_yearly_vnd else None
    earn(
        home, "joint", "rent", _full(home.rent_yearly_vnd * share), "", "Cho thuê nhà, mặt bằng"
    ) if home.rent_yearly_vnd else None
    earn(
        home, "declarant", "other", _full(home.side_yearly_vnd * share), "", "Làm thêm"
    ) if home.side_yearly_vnd else None
    interest = int(sum(item.value_vnd or 0 for item in home.money("deposit")) * 0.048 * share)
    if interest > 2 * MILLION:
        earn(home, "joint", "interest", _full(interest), "Ngân hàng", "Lãi tiền gửi tiết kiệm")


def _full(amount: float) -> int:
    """To the nearest 100,000 dong, as such figures come."""
    return int(round(amount / 100_000)) * 100_000


def _living(home: Household, share: float) -> None:
    per_month = around(home.rng, home.living_vnd_month * prices_of(home.today.year) * home.living_share, 0.08)
    home.flow.living += int(per_month * home.size() * 12 * share)
    home.flow.cash -= int(per_month * home.size() * 12 * share)


def _come_of_age(home: Household) -> None:
    """Children who turned 18 leave the form, and so does what is theirs."""
    grown = [child for child in home.children if people.birthday(child.birth_date, 18) <= home.today]
    home.children = [child for child in home.children if child not in grown]
    for child in grown:
        for item in [item for item in home.items.values() if item.holder == "minor_child" and not home.children]:
            if chance(home.rng, 0.6):
                move(home, item, -1, item.value_vnd, say(home, "child_18", who=child.full_name, day=child.birth_date))
            leave(home, item, "child_turned_18")


def _chance_events(home: Household, since: date, share: float, communes: tuple[Commune, ...]) -> None:
    for probability, event in EVENTS:
        if chance(home.rng, probability * share):
            event(home, since, communes)


def _lump(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    """A wedding, an illness, the tomb of the forefathers: money goes, no thing comes."""
    spend(home, min(between(home.rng, 8, 90) * MILLION, home.savings() // 3))


def _motorbike(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    bike = items.motorbike(home.rng, home.uid(), sale_day(home, since), holder(home))
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


def _car(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    new = items.car(home.rng, home.uid(), sale_day(home, since), holder(home), home.wealth)
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


def _land(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    """A plot that the household can pay, with a loan or help of the parents where it needs them."""
    rng = home.rng
    commune = home.home if chance(rng, 0.5) else pick(rng, communes)
    make = items.plot if chance(rng, 0.55) else items.field_plot
    land = named(home, make(rng, home.uid(), commune, sale_day(home, since), holder(home)))
    price, funds = land.value_vnd or 0, home.savings()
    if price < 0.85 * funds or (price < 1.7 * funds and not home.debts):
        gift = price // 4 // (10 * MILLION) * 10 * MILLION if price > 0.85 * funds and chance(rng, 0.3) else 0
        buy(home, land, "bought_land", loan=price > 0.85 * funds, gift=gift)


def _build(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    built_on = {item.place for item in home.of("house")}
    empty = [item for item in home.of("land_residential") if item.place not in built_on]
    if empty and empty[0].place:
        new = named(
            home, items.house(home.rng, home.uid(), empty[0].place, sale_day(home, since), empty[0].holder, home.wealth)
        )
        if (new.value_vnd or 0) < 1.6 * home.savings() and not home.debts:
            buy(home, new, "built", loan=(new.value_vnd or 0) > 0.85 * home.savings())


def _sell_land(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    """A plot other than the home's, at the market's price."""
    built_on = {
        item.place for item in home.of("house", "structure", "perennial_trees", "production_forest", "construction")
    }
    spare = [item for item in home.of("land_other", "land_residential") if item.place not in built_on and item.area_m2]
    if spare:
        item = pick(home.rng, spare)
        sell(home, item, market_price(home, item))


def market_price(home: Household, item: Item) -> int:
    """What a plot would fetch on the market today, to ten million."""
    commune = item.place.commune if item.place else home.home
    level = market_vnd_m2(commune, item.category, home.today.year) * (0.25 if "rừng" in item.kind else 1.0)
    price = max(level * (item.area_m2 or 100.0), (item.value_vnd or 0) * 0.9)
    return max(around(home.rng, price, 0.15) // (10 * MILLION), 2) * 10 * MILLION


def _gold_bought(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    tael = between(home.rng, 3, 30) / 10
    bought = items.gold(home.uid(), tael, sale_day(home, since), "joint" if home.spouse else "declarant")
    if (bought.value_vnd or 0) < home.savings() // 2:
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


def _gold_sold(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    for item in home.of("precious_metal")[:1]:
        price = int(gold_tael_vnd(home.today) * (item.quantity or 1.0) * 0.97) // MILLION * MILLION
        words = say(home, "gold_sold", what=_taels(item), price=price)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, "joint", "asset_sale", price, "Tiệm vàng", "Bán vàng")


def _shares(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    new = items.shares(home.rng, home.uid(), sale_day(home, since), "declarant")
    if (new.value_vnd or 0) < home.savings() // 2:
        move(home, new, 1, new.value_vnd, say(home, "shares_bought", what=new.name, price=new.value_vnd or 0))
        take(home, new, new.value_vnd or 0)


def _lend(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    amount = min(between(home.rng, 3, 20) * 10 * MILLION, home.savings() // 3 // (10 * MILLION) * 10 * MILLION)
    if amount >= 30 * MILLION:
        who = name(home.rng, chance(home.rng, 0.5))
        put(home, items.lent(home.uid(), 0, home.today, who), amount)
        home.flow.money_words.append(say(home, "lent", who=who, price=amount))


def _lent_back(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    for item in home.money("lent")[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.flow.cash += amount
        who = item.name.removeprefix("Tiền cho ").removesuffix(" vay")
        home.flow.money_words.append(say(home, "lent_back", who=who, price=amount))


def _hui(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    """A savings club: monthly shares in, one pot out."""
    pot = between(home.rng, 5, 16) * 10 * MILLION
    open_club = [item for item in home.money("lent") if "hụi" in item.name]
    if open_club:
        draw(home, open_club[0], open_club[0].value_vnd or 0)
        home.flow.money_words.append(say(home, "hui_in", price=open_club[0].value_vnd or pot))
    elif pot < home.savings() // 2:
        put(home, replace(items.lent(home.uid(), 0, home.today, ""), name="Tiền góp hụi"), pot)
        home.flow.money_words.append(say(home, "hui_out", price=pot, count=str(between(home.rng, 10, 24))))


def _inherit(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    died = sale_day(home, since)
    giver = pick(home.rng, ("bố đẻ", "mẹ đẻ", "bố vợ", "mẹ chồng", "ông nội"))
    make = items.field_plot if chance(home.rng, 0.6) else items.plot
    land = named(home, replace(make(home.rng, home.uid(), home.home, died, "declarant"), note="Giá trị ước tính"))
    words = say(home, "inherited", giver=giver, death=died, day=home.today, price=land.value_vnd or 0)
    receive(home, land, "inheritance", words, giver)


def _money_gift(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    amount = between(home.rng, 2, 20) * 10 * MILLION
    giver = pick(home.rng, ("Bố mẹ đẻ", "Bố mẹ vợ", "Anh chị em ruột", "Mẹ đẻ"))
    earn(home, "joint", "gift", amount, giver, f"{giver} cho")
    if chance(home.rng, 0.8):
        home.flow.money_words.append(say(home, "money_given", giver=giver, price=amount))


def _policy_paid(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    for item in [item for item in home.of("other_securities") if "bảo hiểm" in item.kind][:1]:
        price = (item.value_vnd or 0) * between(home.rng, 105, 140) // 100 // MILLION * MILLION
        insurer = item.name.removeprefix("Hợp đồng bảo hiểm nhân thọ ")
        words = say(home, "insurance", insurer=insurer, price=price, day=home.today)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, item.holder, "compensation", price, insurer, "Bảo hiểm chi trả")


def _scrap(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    old = [item for item in home.of("registered_vehicle", "other_asset") if item.kind != "ô tô"]
    if old:
        item = pick(home.rng, old)
        if chance(home.rng, 0.7):
            move(home, item, -1, item.value_vnd, say(home, "scrapped", what=item.name))
        leave(home, item, "")


def _valuable(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    new = items.valuable(home.rng, home.uid(), sale_day(home, since))
    if (new.value_vnd or 0) < home.savings() // 3:
        buy(home, new)


def _bonus(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
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


def _new_account(home: Household, since: date, communes: tuple[Commune, ...]) -> None:
    """Savings moved to another bank: one account gone, another new."""
    for item in home.money("deposit")[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.add(items.deposit(home.rng, home.uid(), amount, home.today, item.holder))


Event = Callable[[Household, date, tuple[Commune, ...]], None]
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
)
