"""Large honest events around land and houses: H01, H05, H07, H08, H12, H14 to H16, H18 to H20."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.simulate import goods, items
from pipeline.simulate.dealings import borrow, buy, earn, leave, move, put, receive, sell, take
from pipeline.simulate.dice import between, digits
from pipeline.simulate.economy import MILLION
from pipeline.simulate.geography import official_vnd_m2, place_in
from pipeline.simulate.households import Household, Move
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    any_commune,
    bank,
    from_before,
    grown_in,
    kin,
    millions,
    new_plot,
    own,
    own_plot,
    tell_purchase,
)
from pipeline.simulate.stories.wealth import join


def house_sold(case: Case) -> None:
    """H01: a house and its plot sold, the money at the bank."""
    land = own_plot(case.home, any_commune(case), millions(case.amount * 0.5), 9)
    place = land.place or place_in(case.home.rng, case.home.home)
    built = items.house(case.home.rng, case.home.uid(), place, date(case.year - 8, 5, 5), "declarant", 1.0)
    own(case.home, replace(built, value_vnd=300 * MILLION))

    def act(home: Household) -> None:
        sell(home, home.items[land.uid], case.amount)
        sell(home, home.items[built.uid], 350 * MILLION, tell_money=False)
        bank(home, case.amount)

    case.at(0, act)
    case.tell("a house sold, the money at the bank")


def compensation(case: Case) -> None:
    """H05: the State recovers land and compensates."""
    land = own_plot(case.home, case.home.home, millions(case.amount * 0.25), 12, "land_other")

    def act(home: Household) -> None:
        item = home.items[land.uid]
        day = date(home.year, 5, 20)
        words = say(home, "compensation", area=f"{item.area_m2:g}", project="đường cao tốc", price=case.amount, day=day)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, "joint", "compensation", case.amount, "Trung tâm Phát triển quỹ đất", "Bồi thường, hỗ trợ")
        home.flow.money_words.append(words)

    case.at(0, act)
    case.tell("compensation for recovered land")


def instalments(case: Case) -> None:
    """H07: a flat paid in three instalments, then handed over."""
    from_before(case.home, case.amount)
    paid = replace(
        goods.lent(case.home.uid(), 0, case.home.today, ""), name="Tiền trả trước mua căn hộ chung cư", kind="prepaid"
    )
    part = case.amount // 3

    def pays(home: Household) -> None:
        put(home, home.items.get(paid.uid, paid), part)
        home.frozen.add(paid.uid)
        home.flow.spent_words.append(
            f"Nộp tiền theo tiến độ mua căn hộ {part // MILLION} triệu đồng theo hợp đồng mua bán"
        )

    def moves_in(home: Household) -> None:
        pays(home)
        held = home.items[paid.uid].value_vnd or 0
        leave(home, home.items[paid.uid], "")
        home.flow.cash += held
        flat = items.house(home.rng, home.uid(), place_in(home.rng, home.home), home.today, "joint", 1.0)
        flat = replace(flat, name="Căn hộ chung cư", kind="căn hộ", area_m2=72.0, value_vnd=held)
        tell_purchase(home, flat, "bought_thing", "tiền đã trả trước theo tiến độ các năm trước")
        take(home, flat, held)

    for offset, act in ((-1, pays), (0, pays), (1, moves_in)):
        case.at(offset, act)
    case.tell("a flat paid in instalments")


def inheritance(case: Case) -> None:
    """H08: a plot inherited, shared with a brother who declares his part too."""
    kin(case, "sibling", case.partner.declarant_id)
    died, shared = date(case.year, 2, 11), date(case.year, 7, 2)

    def act(home: Household) -> None:
        land = replace(new_plot(home, case.home.home, case.amount), acquired_on=shared, note="Giá trị ước tính")
        words = say(home, "inherited", giver="mẹ đẻ", death=died, day=shared, price=case.amount)
        receive(home, land, "inheritance", words, "Mẹ đẻ", "declarant")

    case.at(0, act)
    case.at(0, act, case.partner)
    case.tell("an inheritance with several heirs")


def new_price_table(case: Case) -> None:
    """H12: all land entered at the official table of the year."""

    def act(home: Household) -> None:
        for item in home.of("land_residential", "land_other"):
            if item.place and item.value_vnd and item.area_m2:
                price = official_vnd_m2(item.place.commune, item.category, max(home.year, 2026)) * item.area_m2
                home.add(replace(item, value_vnd=millions(max(price, item.value_vnd * 1.3), 1)))
                home.marks[item.uid] = "revaluation"
        words = "Điều chỉnh giá trị đất theo bảng giá đất mới của tỉnh"
        home.flow.moves.append(Move("land_residential", None, None, words))

    case.at(0, act)
    case.tell("all land at the new official price")


def plot_split(case: Case) -> None:
    """H14: one plot becomes two."""
    land = own_plot(case.home, case.home.home, case.amount, 10)

    def act(home: Household) -> None:
        whole = home.items[land.uid]
        first = round((whole.area_m2 or 100) * 0.45, 1)
        parts = (first, round((whole.area_m2 or 100) - first, 1))
        leave(home, whole, "")
        for number, area in enumerate(parts):
            value = int((whole.value_vnd or 0) * (0.45, 0.55)[number])
            home.add(
                replace(
                    whole,
                    uid=home.uid(),
                    area_m2=area,
                    value_vnd=value,
                    certificate_no=f"DL {digits(home.rng, 6)}",
                    parents=(whole.uid,),
                )
            )
        if between(home.rng, 0, 2):
            move(home, whole, 1, 0, say(home, "split", count="2", day=home.today))

    case.at(0, act)
    case.tell("a plot split into two")


def plots_joined(case: Case) -> None:
    """H15: two plots become one."""
    land = own_plot(case.home, case.home.home, case.amount, 10)
    other = own(
        case.home, replace(land, uid=case.home.uid(), area_m2=70.0, certificate_no=f"BK {digits(case.home.rng, 6)}")
    )
    case.at(0, lambda home: join(home, [home.items[land.uid], home.items[other.uid]]))
    case.tell("two plots joined into one")


def reissued(case: Case) -> None:
    """H16: every certificate reissued after the reform."""

    def act(home: Household) -> None:
        for item in home.of("land_residential", "land_other"):
            if item.certificate_no:
                home.add(replace(item, certificate_no=f"AA {digits(home.rng, 8)}"))
                home.marks[item.uid] = "certificate_reissued"

    case.at(0, act)
    case.tell("certificates reissued")


def child_grown(case: Case) -> None:
    """H18: a child who owns a plot turns 18."""
    grown_in(case.home, case.year)
    land = own_plot(case.home, case.home.home, case.amount, 5)
    case.home.add(replace(land, holder="minor_child", certificate_holder=case.home.children[0].full_name))
    case.calm(0)
    case.tell("a child who owns a plot turns 18")


def mortgage(case: Case) -> None:
    """H19: a house bought with a bank loan, paid back over years."""
    from_before(case.home, millions(case.amount * 0.4))

    def act(home: Household) -> None:
        loan = millions(case.amount * 0.6)
        words = borrow(home, loan, bank="BIDV")
        land = new_plot(home, any_commune(case), case.amount, "joint" if home.spouse else "declarant")
        tell_purchase(home, land, "bought_land", f"{words} và tiền tiết kiệm")
        take(home, land, case.amount)

    case.at(0, act)
    case.tell("a plot bought with a bank loan")


def parents_help(case: Case) -> None:
    """H20: the parents give a plot by deed, and the household builds on it."""
    from_before(case.home, 400 * MILLION)

    def act(home: Household) -> None:
        deed = home.today - timedelta(days=160)
        land = replace(new_plot(home, home.home, case.amount), acquired_on=deed, note="Giá trị ước tính")
        receive(
            home,
            land,
            "gift",
            say(home, "given", giver="bố mẹ đẻ", day=deed, price=case.amount),
            "Bố mẹ đẻ",
            "declarant",
        )
        if land.place:
            built = items.house(home.rng, home.uid(), land.place, home.today, "declarant", 1.0)
            buy(home, replace(built, value_vnd=350 * MILLION), "built")

    case.at(0, act)
    case.tell("a plot given by the parents, and a house on it")
