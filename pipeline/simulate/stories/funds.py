"""Typologies of sources that are not what they are called, and their twins: T11, T12, T14, T15, T26, T28."""

from dataclasses import replace
from datetime import date

from pipeline.simulate import goods
from pipeline.simulate.dealings import borrow, earn, hide, move, put, sell, take
from pipeline.simulate.economy import MILLION
from pipeline.simulate.geography import market_vnd_m2
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.people import titled
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    any_commune,
    firm_in_field,
    from_before,
    kin,
    millions,
    new_plot,
    own_plot,
    supervised,
    tell_purchase,
)


def loan_washing(case: Case) -> None:
    """T11: bought with a brother's loan that nobody gave. L11: the brother lent it, and is paid back."""
    loan, lender = millions(case.amount * 0.8), case.partner.declarant.full_name
    kin(case, "sibling", case.partner.declarant_id)
    from_before(case.home, case.amount - loan)

    def act(home: Household) -> None:
        if case.innocent:
            borrow(home, loan, lender=lender)
            home.debts[-1].yearly = loan // 2
        else:
            hide(home, loan)
        land = new_plot(home, any_commune(case), case.amount)
        funds = f"vay em ruột {lender} {loan // MILLION} triệu" + (
            f", thỏa thuận vay ngày 05/03/{home.year}, trả trong 2 năm" if case.innocent else ""
        )
        tell_purchase(home, land, "bought_land", funds)
        take(home, land, case.amount)

    case.at(0, act)
    if case.innocent:
        _lender(case, loan)
    case.tell(
        "a brother's loan, lent and paid back" if case.innocent else "a brother's loan that the brother never gave"
    )


def _lender(case: Case, loan: int) -> None:
    """The brother's side of the loan: his savings fall, then he is paid back."""
    from_before(case.partner, millions(loan * 1.2))
    claim = goods.lent(case.partner.uid(), 0, case.partner.today, f"anh/chị ruột {case.home.declarant.full_name}")

    def lends(home: Household) -> None:
        home.reserved.add(claim.uid)
        put(home, claim, loan)
        home.flow.spent_words.append(say(home, "lent", who=f"anh/chị ruột {case.home.declarant.full_name}", price=loan))

    def paid(home: Household) -> None:
        if claim.uid in home.items:
            amount = min(loan // 2, home.items[claim.uid].value_vnd or 0)
            home.add(replace(home.items[claim.uid], value_vnd=(home.items[claim.uid].value_vnd or 0) - amount))
            home.flow.cash += amount
            home.flow.money_words.append(say(home, "lent_back", who=case.home.declarant.full_name, price=amount))

    case.at(0, lends, case.partner)
    case.at(1, paid, case.partner)
    case.at(2, paid, case.partner)


def forgiven(case: Case) -> None:
    """T12: a firm that the unit supervises lends, then forgets the debt. L12: a bank is paid when the plot is sold."""
    firm = None if case.innocent else firm_in_field(case)
    if firm:
        supervised(case, firm.company_id, "Giao đất, cho thuê đất")
    case.year = max(case.year, case.town.world.first_year + 1)
    bought: list[Item] = []

    def takes(home: Household) -> None:
        words = borrow(home, case.amount, bank="Agribank" if case.innocent else "", lender=firm.name if firm else "")
        home.debts[-1].yearly = 0
        land = new_plot(home, any_commune(case), case.amount)
        tell_purchase(
            home,
            land,
            "bought_land",
            words if case.innocent else f"vay {firm.name if firm else ''} {case.amount // MILLION} triệu",
        )
        bought.append(take(home, land, case.amount))

    def settles(home: Household) -> None:
        home.debts = [debt for debt in home.debts if debt.outstanding != case.amount]
        if case.innocent:
            sell(home, home.items[bought[0].uid], case.amount, tell_money=False)
            home.flow.repaid += case.amount
            home.flow.cash -= case.amount
            home.flow.spent_words.append(say(home, "bank_repaid", bank="Agribank", price=case.amount))
        else:
            home.flow.spent_words.append(f"Đã tất toán khoản vay {firm.name if firm else ''}")

    case.at(-1, takes)
    case.at(0, settles)
    case.tell("a bank loan paid from the sale" if case.innocent else "a client's loan that vanished without repayment")


def sold_twice(case: Case) -> None:
    """T14: the sale of the same plot pays in two years. L14: the plot is sold in two parts."""
    case.year = max(case.year, case.town.world.first_year + 1)
    land = own_plot(case.home, any_commune(case), millions(case.amount * 0.5), 9)
    place = f"{land.place.hamlet}, {land.place.commune.name}" if land.place else ""

    def told(home: Household, area: float) -> str:
        return say(
            home,
            "sold",
            what=f"thửa đất ở {area:g} m2 (GCN {land.certificate_no})".replace(".", ","),
            where=place,
            buyer=titled(home.rng),
            price=case.amount,
            day=home.today,
        )

    def first(home: Household) -> None:
        if not case.innocent:
            sell(home, home.items[land.uid], case.amount)
            return
        half = round((land.area_m2 or 100) / 2, 1)
        move(home, land, -1, (land.value_vnd or 0) // 2, told(home, half))
        home.add(replace(home.items[land.uid], area_m2=half, value_vnd=(land.value_vnd or 0) // 2))
        home.marks[land.uid] = "sale"
        earn(home, "joint", "asset_sale", case.amount, "", f"Bán một phần thửa đất {half:g} m2")

    def second(home: Household) -> None:
        if case.innocent:
            sell(home, home.items[land.uid], case.amount)
        else:
            earn(home, "joint", "asset_sale", case.amount, "", f"Bán thửa đất GCN {land.certificate_no}")
            home.flow.money_words.append(told(home, land.area_m2 or 100.0))

    case.at(-1, first)
    case.at(0, second)
    case.tell("a plot sold in two parts" if case.innocent else "the same plot sold twice as a source of funds")


def inflated_sale(case: Case) -> None:
    """T15: a plot sold at four times its worth. L15: planning raised all prices of the commune fourfold."""
    commune = any_commune(case)
    world = case.town.world
    area = round(case.amount / 4 / market_vnd_m2(commune, "land_residential", case.year), 1)
    land = own_plot(case.home, commune, millions(case.amount / 6), 10)
    case.home.add(replace(land, area_m2=max(area, 15.0)))

    def act(home: Household) -> None:
        sell(home, home.items[land.uid], case.amount)

    case.at(0, act)
    if case.innocent:
        case.town.uplifts.append((commune, case.year, 4))
        code = commune.new_code if case.year > world.reform_on.year else commune.code
        case.town.note(
            "projects",
            project_id=f"B{case.number:04d}",
            commune_code=code,
            announced_on=date(case.year - 1, 11, 25),
            name=f"Khu đô thị, du lịch {commune.name.split(' ', 1)[1]}",
        )
        neighbour = own_plot(case.partner, commune, millions(case.amount / 6), 11)
        case.partner.add(replace(neighbour, area_m2=max(area, 15.0)))
        case.at(0, lambda home: sell(home, home.items[neighbour.uid], millions(case.amount * 0.95)), case.partner)
    case.tell("planning raised the commune's prices" if case.innocent else "a plot sold at four times its worth")


def circle(case: Case) -> None:
    """T26: two colleagues lend each other what neither had. L26: savings clubs with many small members."""
    case.partner.work.unit = case.home.work.unit

    def lends(home: Household, other: Household) -> None:
        hide(home, case.amount)
        who = other.declarant.full_name
        home.reserved.add(put(home, goods.lent(home.uid(), 0, home.today, who), case.amount).uid)
        home.flow.spent_words.append(say(home, "lent", who=f"đồng nghiệp {who}", price=case.amount))

    def clubs(home: Household) -> None:
        for number in range(5):
            club = replace(
                goods.lent(home.uid(), 0, home.today, ""), name=f"Tiền góp hụi nhóm {number + 1} ({18 + number} người)"
            )
            put(home, club, case.amount // 5)
        home.flow.spent_words.append(say(home, "hui_out", price=case.amount, count="20"))

    if case.innocent:
        from_before(case.home, case.amount)
        case.at(0, clubs)
    else:
        case.at(0, lambda home: lends(home, case.partner))
        case.at(0, lambda home: lends(home, case.home), case.partner)
        case.accomplices.append(case.partner)
    case.tell("savings clubs of many" if case.innocent else "colleagues who lend each other what neither had")


def copied(case: Case) -> None:
    """T28: figures and words of a colleague. L28: only the words, from the unit's template."""
    case.partner.work.unit = case.home.work.unit
    if case.innocent:
        words = "Tích lũy từ tiền lương và các khoản thu nhập hợp pháp của gia đình (theo mẫu hướng dẫn của cơ quan)"
        case.home.template[case.year] = case.partner.template[case.year] = words
    else:
        case.town.copies.append((case.home.number, case.partner.number, case.year))
    case.tell("the unit's template" if case.innocent else "a colleague's figures and words copied")
