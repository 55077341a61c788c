"""Typologies of money that grows too well, and their twins: T08, T09, T16, T17, T23, T27, T29."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.simulate import goods, items
from pipeline.simulate.dealings import earn, hide, leave, move, put, sell, take
from pipeline.simulate.economy import MILLION
from pipeline.simulate.households import Household
from pipeline.simulate.people import person
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    from_before,
    millions,
    new_plot,
    own,
    own_plot,
    tell_purchase,
)


def smoothing(case: Case) -> None:
    """T08: a little below the threshold every year. L08: a second job that pays as much, with a payer."""
    yearly = 240 * MILLION
    payer = "Trường Đại học Kinh tế Đà Nẵng"

    def act(home: Household) -> None:
        if case.innocent:
            earn(home, "declarant", "other", yearly, payer, "Thù lao giảng dạy theo hợp đồng, đã khấu trừ thuế")
            home.flow.money_words.append(say(home, "second_job", payer=payer, price=yearly))
        else:
            hide(home, yearly)

    world = case.town.world
    for year in range(world.first_year, world.last_year + 1):
        case.at(year - case.year, act)
    case.year, case.amount = world.first_year + 1, yearly
    case.tell(
        "a second job with a payer, every year" if case.innocent else "unexplained growth below the line every year"
    )


def under_the_line(case: Case) -> None:
    """T09: twice a nameless income of 0.95 of the line. L09: an insurance policy paid out once."""
    amount = 285 * MILLION
    policy = goods.insurance(case.home.rng, case.home.uid(), "Bảo Việt Nhân thọ", date(case.year - 12, 3, 1))
    policy = own(case.home, replace(policy, value_vnd=200 * MILLION)) if case.innocent else policy

    def paid(home: Household) -> None:
        words = say(home, "insurance", insurer="Bảo Việt Nhân thọ", price=amount, day=home.today)
        move(home, policy, -1, policy.value_vnd, words)
        leave(home, policy, "sale")
        earn(home, "declarant", "compensation", amount, "Bảo Việt Nhân thọ", "Đáo hạn hợp đồng bảo hiểm")

    def nameless(home: Household) -> None:
        earn(home, "declarant", "other", amount, "", "Thu nhập khác")

    case.amount = amount
    case.at(0, paid if case.innocent else nameless)
    if not case.innocent:
        case.at(1, nameless)
    case.tell("an insurance policy paid out" if case.innocent else "nameless income just below the line, twice")


def alibi_cash(case: Case) -> None:
    """T16: cash of 1.5 X in the first declaration of a young official. L16: the savings of twenty years at a bank."""
    home = case.home
    home.joins = case.year - 1
    age = 52 if case.innocent else 31
    home.declarant = person(home.rng, home.declarant.female, date(case.year - age, 5, 4), person_id=home.declarant_id)
    home.work.step, home.work.pay_factor = (7, 1.3) if case.innocent else (1, 1.0)
    saved = millions(case.amount * 1.5)
    if case.innocent:
        from_before(home, saved)
    else:
        home.add(goods.cash(home.uid(), saved, home.today))

    def act(home: Household) -> None:
        land = new_plot(home, home.home, case.amount)
        tell_purchase(home, land, "bought_land", "tiền tích lũy có từ trước, đã kê khai lần đầu")
        take(home, land, case.amount)

    case.at(0, act)
    case.tell(
        "savings of a long career" if case.innocent else "cash in a first declaration, later the source of a purchase"
    )


def phantom(case: Case) -> None:
    """T17: antiques or coins of X appear without proof. L17: a collector exchanges one piece for another."""
    what = ("Bộ sưu tập đồ cổ", "Tiền mã hóa (USDT, BTC)", "Tranh quý")[case.number % 3]
    piece = replace(goods.valuable(case.home.rng, case.home.uid(), date(case.year - 9, 4, 4)), value_vnd=case.amount)
    piece = own(case.home, replace(piece, name=f"{what} (đợt 1)", kind=what)) if case.innocent else piece

    def act(home: Household) -> None:
        if case.innocent:
            sell(home, home.items[piece.uid], case.amount, "sold_thing", tell_money=False)
        else:
            hide(home, case.amount)
        new = replace(piece, uid=home.uid(), name=what, kind=what, acquired_on=home.today - timedelta(days=90))
        tell_purchase(home, new, "bought_thing", "tiền bán bộ sưu tập cũ" if case.innocent else "tích lũy nhiều năm")
        take(home, new, case.amount)

    case.at(0, act)
    case.tell("a collector's exchange" if case.innocent else "valuables without proof")


def farm_cover(case: Case) -> None:
    """T23: X from 0.3 hectares of coffee. L23: the same from three hectares that earned every year."""
    area = 30_000.0 if case.innocent else 3_000.0
    land = own_plot(case.home, case.home.home, 90 * MILLION, 12, "land_other")
    own(case.home, replace(land, area_m2=area, kind="Đất trồng cây lâu năm", name="Đất trồng cây lâu năm"))
    trees = items.attached(case.home.rng, case.home.uid(), land, date(case.year - 9, 5, 5))
    count = 3_000.0 if case.innocent else 300.0
    own(
        case.home,
        replace(
            trees,
            category="perennial_trees",
            name="Cà phê",
            kind="Cà phê",
            quantity=count,
            unit="cây",
            area_m2=None,
            value_vnd=120 * MILLION,
        ),
    )
    case.home.farm_yearly_vnd = 0

    def act(home: Household) -> None:
        earn(home, "joint", "farm", case.amount, "", "Bán cà phê")
        home.flow.money_words.append(f"Thu hoạch và bán cà phê được {case.amount // MILLION} triệu đồng")

    def usual(home: Household) -> None:
        earn(home, "joint", "farm", millions(case.amount * 0.6) if case.innocent else 20 * MILLION, "", "Bán cà phê")

    for year in range(case.town.world.first_year - 1, case.town.world.last_year + 1):
        case.at(year - case.year, act if year == case.year else usual)
    case.tell("a good year of a large coffee garden" if case.innocent else "farm income that the land cannot bear")


def split_holdings(case: Case) -> None:
    """T27: four accounts of 0.9 of the threshold in four names. L27: many small accounts from savings."""
    limit = case.town.world.item_threshold(date(case.year, 10, 15))
    each = int(limit * 0.9) // MILLION * MILLION
    case.amount = 4 * each
    holders = ("declarant", "spouse", "minor_child", "minor_child")

    def act(home: Household) -> None:
        if not case.innocent:
            hide(home, case.amount)
        for number in range(4):
            holder = holders[number] if not case.innocent else "declarant"
            account = goods.deposit(home.rng, home.uid(), 0, home.today, holder)
            put(home, account, each if not case.innocent else each // 4)
            home.frozen.add(account.uid)

    if case.innocent:
        from_before(case.home, each)
    case.at(0, act)
    case.tell("small accounts from savings" if case.innocent else "holdings split below the threshold in four names")


def zero_life(case: Case) -> None:
    """T29: all pay is saved, for years. L29: the household lives with the parents, and says so."""
    case.home.dependants = 0
    if case.innocent:
        case.home.living_share = 0.45

    def act(home: Household) -> None:
        if case.innocent:
            home.flow.money_words.append("Gia đình sống chung với bố mẹ, bố mẹ lo chi phí sinh hoạt nên tiết kiệm được")
        else:
            hide(home, home.flow.living)

    for offset in range(0, 3):
        case.at(offset, act)
    case.amount = case.home.living_vnd_month * case.home.size() * 12
    case.tell("lives with the parents" if case.innocent else "lives on nothing")
