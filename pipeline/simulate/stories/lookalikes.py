"""Large honest events that must not rank high: H01 to H20."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.simulate import items
from pipeline.simulate.dealings import borrow, buy, earn, leave, move, put, receive, sell, take
from pipeline.simulate.dice import between, digits
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.geography import official_vnd_m2, place_in
from pipeline.simulate.households import Household, Move, Spouse
from pipeline.simulate.people import child_of, spouse_of
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
    spouse_with,
    tell_purchase,
)
from pipeline.simulate.stories.family import name_to_spouse, part_ways
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


def wedding(case: Case) -> None:
    """H02: a marriage; what the spouse owned before enters the form, and gold was given."""
    case.home.spouse, case.home.children = None, []
    for item in [item for item in case.home.items.values() if item.holder in ("spouse", "joint")]:
        case.home.add(replace(item, holder="declarant"))

    def act(home: Household) -> None:
        person = replace(spouse_of(home.rng, home.declarant), person_id=f"S{home.declarant_id[1:]}")
        home.spouse = Spouse(person, "Bác sĩ", "Bệnh viện đa khoa khu vực", "salary", 220 * MILLION)
        day = date(home.year, 3, between(home.rng, 1, 28))
        words = say(home, "married", day=day, who=person.full_name)
        land = own_plot(home, any_commune(case), case.amount, 6)
        brought = home.add(replace(land, holder="spouse", certificate_holder=person.full_name, cause="marriage"))
        home.flow.entered += case.amount
        move(home, brought, 1, case.amount, words)
        gold = replace(items.gold(home.uid(), 2.0, day), note="Vàng cưới")
        receive(
            home,
            gold,
            "gift",
            say(home, "wedding_gifts", day=day, month=f"{day.month}/{day.year}", price=gold.value_vnd or 0),
            "Hai bên gia đình",
        )

    case.at(0, act)
    case.tell("a marriage: the spouse's earlier property enters")


def birth(case: Case) -> None:
    """H03: a child is born, and the grandparents give money."""

    def act(home: Household) -> None:
        home.children.append(child_of(home.rng, home.declarant.full_name, date(home.year, 4, between(home.rng, 1, 28))))
        earn(home, "joint", "gift", 100 * MILLION, "Ông bà nội", "Mừng cháu")
        home.flow.money_words.append(say(home, "money_given", giver="Ông bà nội", price=100 * MILLION))

    case.amount = 100 * MILLION
    case.at(0, act)
    case.tell("a child is born")


def lump_sum(case: Case) -> None:
    """H04: a lump sum at early retirement of the spouse."""
    spouse_with(case.home, "Công chức", 150 * MILLION)

    def act(home: Household) -> None:
        earn(home, "spouse", "compensation", case.amount, "Bảo hiểm xã hội tỉnh", "Trợ cấp một lần")
        home.flow.money_words.append(say(home, "lump_sum", price=case.amount))
        if home.spouse:
            home.spouse = replace(home.spouse, occupation="Hưu trí", workplace="Nghỉ hưu", yearly_vnd=80 * MILLION)

    case.at(0, act)
    case.tell("a lump sum at retirement")


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


def policy(case: Case) -> None:
    """H06: a life insurance pays out."""
    held = own(
        case.home,
        replace(
            items.insurance(case.home.rng, case.home.uid(), "Prudential", date(2011, 4, 4)),
            value_vnd=millions(case.amount * 0.7),
        ),
    )

    def act(home: Household) -> None:
        words = say(home, "insurance", insurer="Prudential", price=case.amount, day=home.today)
        move(home, held, -1, held.value_vnd, words)
        leave(home, held, "sale")
        earn(
            home,
            "spouse" if home.spouse else "declarant",
            "compensation",
            case.amount,
            "Prudential",
            "Đáo hạn bảo hiểm",
        )
        home.flow.money_words.append(words)

    case.at(0, act)
    case.tell("an insurance policy paid out")


def instalments(case: Case) -> None:
    """H07: a flat paid in three instalments, then handed over."""
    from_before(case.home, case.amount)
    paid = replace(
        items.lent(case.home.uid(), 0, case.home.today, ""), name="Tiền trả trước mua căn hộ chung cư", kind="prepaid"
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


def gold_price(case: Case) -> None:
    """H09: the same taels at today's price."""
    bought = date(case.year - 6, 6, 1)
    tael = round(max(case.amount / (gold_tael_vnd(date(case.year, 10, 30)) - gold_tael_vnd(bought)), 1.0), 1)
    for item in case.home.of("precious_metal"):
        del case.home.items[item.uid]
    held = own(case.home, items.gold(case.home.uid(), tael, bought))

    def act(home: Household) -> None:
        value = int(gold_tael_vnd(home.today) * tael) // MILLION * MILLION
        home.add(replace(home.items[held.uid], value_vnd=value))
        home.marks[held.uid] = "revaluation"
        if between(home.rng, 0, 1):
            move(home, held, 1, value - (held.value_vnd or 0), say(home, "revalued"))

    case.at(0, act)
    case.tell("gold at today's price, same quantity")


def promotion(case: Case) -> None:
    """H10: a higher post and better pay."""

    def act(home: Household) -> None:
        home.work.position, home.work.grade, home.work.step = "Phó Giám đốc", "A3.1", 3
        home.work.appointed_on = date(home.year, 2, 1)
        home.work.pay_factor *= 1.3

    case.at(-1, act)
    case.tell("promoted, with larger pay")


def couple(case: Case) -> None:
    """H11: husband and wife both file, with the same things on both forms."""
    case.town.mirrors.append((case.home.number, case.partner.number))
    person, other = case.home.declarant, case.partner.declarant
    case.home.spouse = Spouse(other, "Công chức", case.partner.work.unit.name, "salary", 160 * MILLION)
    case.partner.spouse = Spouse(person, "Công chức", case.home.work.unit.name, "salary", 160 * MILLION)
    case.accomplices.append(case.partner)
    case.tell("husband and wife both file the same things")


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


def back_from_abroad(case: Case) -> None:
    """H13: the spouse comes back from work abroad with savings."""
    spouse_with(case.home, "Công nhân", 0)

    def act(home: Household) -> None:
        earn(
            home,
            "spouse",
            "salary",
            case.amount,
            "Công ty TNHH Aoki (Nhật Bản)",
            "Thu nhập lao động tại Nhật Bản mang về",
        )
        home.flow.money_words.append(
            "Tiền lương của vợ/chồng đi xuất khẩu lao động tại Nhật Bản, "
            f"chuyển về qua ngân hàng {case.amount // MILLION} triệu đồng"
        )
        bank(home, millions(case.amount * 0.9))

    case.at(0, act)
    case.tell("savings from work abroad")


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


def true_divorce(case: Case) -> None:
    """H17: a divorce by a court."""
    spouse_with(case.home, "Giáo viên", 150 * MILLION)
    name_to_spouse(case.home, 0.5)
    case.at(
        0,
        lambda home: part_ways(
            home,
            say(
                home,
                "divorced",
                number=f"{between(home.rng, 20, 400)}/{home.year}",
                day=date(home.year, 6, 9),
                who="vợ/chồng",
            ),
        ),
    )
    case.tell("a divorce by a court")


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
