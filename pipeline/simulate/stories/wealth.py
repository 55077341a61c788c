"""Typologies of wealth that appears or vanishes, and their twins: T01, T02, T06, T07, T10, T25."""

from dataclasses import replace
from datetime import date

from pipeline.simulate import goods
from pipeline.simulate.dealings import hide, leave, move, put, sell, take
from pipeline.simulate.dice import between, digits
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.geography import official_vnd_m2
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.money_events import gold_bought
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    any_commune,
    bank,
    from_before,
    millions,
    new_plot,
    own,
    own_plot,
    tell_purchase,
)


def cash_pile(case: Case) -> None:
    """T01: cash of X, income as ever. L01: a plot sold for X."""
    land = own_plot(case.home, any_commune(case), millions(case.amount * 0.6), 6) if case.innocent else None

    def act(home: Household) -> None:
        if land:
            sell(home, home.items[land.uid], case.amount)
        else:
            hide(home, case.amount)
            home.flow.money_words.append(say(home, "savings_up", money=case.amount))
        put(home, goods.cash(home.uid(), 0, home.today), case.amount)

    case.at(0, act)
    case.tell("cash from a plot sold" if case.innocent else "a pile of cash said to be savings")


def gold_hoard(case: Case) -> None:
    """T02: taels of gold bought with nothing. L02: the same gold valued at today's price."""
    bought = date(case.year - 5, 6, 1)
    rise = gold_tael_vnd(date(case.year, 10, 31)) - gold_tael_vnd(bought)
    tael = round(max(case.amount / max(rise, 20 * MILLION), 1.0), 1)
    for item in case.home.of("precious_metal"):
        del case.home.items[item.uid]
    old = own(case.home, goods.gold(case.home.uid(), tael, bought)) if case.innocent else None

    def act(home: Household) -> None:
        price = gold_tael_vnd(home.today)
        if old:
            value = int(price * tael) // MILLION * MILLION
            move(home, old, 1, value - (old.value_vnd or 0), "Giá vàng tăng, số lượng vàng không thay đổi")
            home.add(replace(home.items[old.uid], value_vnd=value))
            home.marks[old.uid] = "revaluation"
        else:
            hide(home, case.amount)
            gold_bought(
                home, replace(goods.gold(home.uid(), round(case.amount / price, 1), home.today), value_vnd=case.amount)
            )

    case.at(0, act)
    case.tell("gold valued at today's price, quantity unchanged" if case.innocent else "gold bought without means")


def low_price(case: Case) -> None:
    """T06: residential land declared at a fraction of the official price. L06: farm land, as cheap as it is."""

    def act(home: Household) -> None:
        paid = millions(case.amount * 0.25)
        commune = home.home
        land = new_plot(home, commune, paid)
        if case.innocent:
            area = float(round(paid / official_vnd_m2(commune, "land_other", home.year)))
            kind = "Đất trồng cây lâu năm"
            land = replace(land, category="land_other", kind=kind, name=kind, area_m2=area)
        else:
            area = case.amount / official_vnd_m2(commune, "land_residential", home.year)
            land = replace(land, area_m2=round(area, 1))
            hide(home, case.amount - paid)
            home.flow.cash -= case.amount - paid
            home.flow.bought += case.amount - paid
        tell_purchase(home, land, "bought_land", "tiền tiết kiệm của gia đình")
        take(home, land, paid)

    from_before(case.home, millions(case.amount * 0.3))
    case.at(0, act)
    case.tell("farm land at its price" if case.innocent else "residential land declared at a quarter of its price")


def vanishing(case: Case) -> None:
    """T07: a plot of X is no longer listed, without a word. L07: joined with its neighbour, or a new certificate."""
    land = own_plot(case.home, case.home.home, case.amount, 7)
    if not case.innocent:
        case.at(0, lambda home: home.undeclared.add(land.uid))
        case.tell("a plot left out of the list without a word")
    elif case.number % 2:
        _reissued(case, land)
    else:
        _joined(case, land)


def _reissued(case: Case, land: Item) -> None:
    def act(home: Household) -> None:
        place = replace(land.place, lot=f"thửa đất số {digits(home.rng, 3)}, tờ bản đồ số 3") if land.place else None
        home.add(replace(home.items[land.uid], certificate_no=f"AA {digits(home.rng, 8)}", place=place))
        home.marks[land.uid] = "certificate_reissued"

    case.at(0, act)
    case.tell("a plot with a new certificate and a new number on the map")


def _joined(case: Case, land: Item) -> None:
    neighbour = own(case.home, replace(land, uid=case.home.uid(), area_m2=80.0, value_vnd=millions(case.amount * 0.3)))

    def act(home: Household) -> None:
        join(home, [home.items[land.uid], home.items[neighbour.uid]])

    case.at(0, act)
    case.tell("two plots joined into one: areas and values add up")


def join(home: Household, plots: list[Item]) -> None:
    """Neighbouring plots become one with a new certificate; told in section III or not."""
    whole = replace(
        plots[0],
        uid=home.uid(),
        area_m2=round(sum(plot.area_m2 or 0 for plot in plots), 1),
        value_vnd=sum(plot.value_vnd or 0 for plot in plots),
        certificate_no=f"DK {digits(home.rng, 6)}",
        parents=tuple(plot.uid for plot in plots),
    )
    for plot in plots:
        leave(home, plot, "")
    home.add(whole)
    if between(home.rng, 0, 1):
        move(home, whole, 1, 0, say(home, "merged", count=str(len(plots)), day=home.today))


def round_numbers(case: Case) -> None:
    """T10: lines of 500 million and a billion that never move. L10: a plot sold, laid on round accounts that do."""
    total = 2_000 * MILLION
    land = own_plot(case.home, any_commune(case), 1_100 * MILLION, 8) if case.innocent else None

    def act(home: Household) -> None:
        if land:
            sell(home, home.items[land.uid], total)
        else:
            hide(home, total)
        for amount in (500 * MILLION, 1_000 * MILLION, 500 * MILLION):
            account = bank(home, amount)
            if not case.innocent:
                home.frozen.add(account.uid)

    case.amount = total
    case.at(0, act)
    case.tell("round accounts from a sale" if case.innocent else "round accounts out of nowhere that never move")


def returning(case: Case) -> None:
    """T25: plots missing in the year of a verification, then back. L25: forgotten, and supplied within weeks."""
    land = own_plot(case.home, case.home.home, case.amount, 9)
    case.at(0, lambda home: home.undeclared.add(land.uid))
    if case.innocent:
        case.home.corrections.add(case.year)
    else:
        case.at(1, lambda home: home.undeclared.discard(land.uid))
        case.town.note(
            "verifications",
            declarant_id=case.home.declarant_id,
            decided_on=date(case.year, 3, 12),
            ground="41.1.d",
            outcome="Kê khai trung thực, đầy đủ",
        )
    case.tell(
        "a plot forgotten and supplied by a supplement"
        if case.innocent
        else "a plot hidden in the year of a verification"
    )
