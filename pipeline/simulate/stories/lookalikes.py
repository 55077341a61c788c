"""Large honest events of families and money: H02 to H04, H06, H09 to H11, H13, H17."""

from dataclasses import replace
from datetime import date

from pipeline.simulate import goods
from pipeline.simulate.dealings import earn, leave, move, receive
from pipeline.simulate.dice import between
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.households import Household, Spouse
from pipeline.simulate.people import child_of, spouse_of
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    any_commune,
    bank,
    millions,
    own,
    own_plot,
    spouse_with,
)
from pipeline.simulate.stories.family import name_to_spouse, part_ways


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
        gold = replace(goods.gold(home.uid(), 2.0, day), note="Vàng cưới")
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


def policy(case: Case) -> None:
    """H06: a life insurance pays out."""
    held = own(
        case.home,
        replace(
            goods.insurance(case.home.rng, case.home.uid(), "Prudential", date(2011, 4, 4)),
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


def gold_price(case: Case) -> None:
    """H09: the same taels at today's price."""
    bought = date(case.year - 6, 6, 1)
    tael = round(max(case.amount / (gold_tael_vnd(date(case.year, 10, 30)) - gold_tael_vnd(bought)), 1.0), 1)
    for item in case.home.of("precious_metal"):
        del case.home.items[item.uid]
    held = own(case.home, goods.gold(case.home.uid(), tael, bought))

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
