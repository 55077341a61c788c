"""Typologies of conflicting interests, and their twins: T19 to T22. Money is honest here; the tie is what matters."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.simulate import goods
from pipeline.simulate.dealings import earn, take
from pipeline.simulate.dice import between, digits
from pipeline.simulate.economy import MILLION
from pipeline.simulate.geography import code_on
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import Firm
from pipeline.simulate.people import name
from pipeline.simulate.registers import award
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


def fees(case: Case) -> None:
    """T19: fees from firms that the unit supervises. L19: fees from a university."""
    amount = millions(min(case.amount * 0.5, 400 * MILLION))
    case.amount = amount
    payer = "Đại học Đà Nẵng"
    if not case.innocent:
        firm = firm_in_field(case)
        supervised(case, firm.company_id, "Thanh tra, kiểm tra")
        payer = firm.name
    words = "Thù lao giảng dạy, biên soạn giáo trình" if case.innocent else "Thù lao tư vấn, thẩm định"
    case.home.style = replace(case.home.style, itemises=True)
    case.at(0, lambda home: earn(home, "declarant", "other", amount, payer, words))
    case.tell("fees of a university" if case.innocent else "fees of a firm that the unit supervises")


def firm_in_sector(case: Case) -> None:
    """T20: a share in a firm of the field that the post manages. L20: listed shares of the same worth."""
    from_before(case.home, case.amount)
    firm = None if case.innocent else firm_in_field(case)
    if firm:
        case.town.note(
            "company_roles",
            company_id=firm.company_id,
            person_id=case.home.declarant_id,
            role="founder",
            share=0.4,
            from_date=date(case.year, 4, 3),
        )
        supervised(case, firm.company_id, "Cấp phép")

    def act(home: Household) -> None:
        new = _stake(home, firm, case.amount)
        matter = "capital_in" if firm else "shares_bought"
        tell_purchase(home, new, matter, "tiền tiết kiệm")
        take(home, new, case.amount)

    case.at(0, act)
    case.tell("listed shares" if case.innocent else "a share in a firm of the field that the post manages")


def _stake(home: Household, firm: Firm | None, amount: int) -> Item:
    if firm:
        return goods.capital(home.uid(), f"vào {firm.name}", amount, home.today - timedelta(days=200), "declarant")
    listed = goods.shares(home.rng, home.uid(), home.today - timedelta(days=200), "declarant")
    price = (listed.value_vnd or 1) / (listed.quantity or 1)
    return replace(listed, quantity=float(int(amount / price)), value_vnd=amount)


def brothers_bid(case: Case) -> None:
    """T21: a brother's firm wins contracts of the unit. L21: the owner only bears the brother's name."""
    rng = case.home.rng
    brother = name(rng, False, case.home.declarant.full_name.split()[0])
    firm = firm_in_field(case, brother.rsplit(" ", 1)[-1] + " " + digits(rng, 1))
    relative = kin(case, "sibling")
    owner = case.town.person_id() if case.innocent else relative
    case.town.note(
        "company_roles",
        company_id=firm.company_id,
        person_id=owner,
        role="owner",
        share=0.8,
        from_date=firm.registered_on,
    )
    for month in (3, 6):
        award(
            case.town,
            rng,
            firm.company_id,
            case.home.work.unit,
            date(case.year, month, between(rng, 1, 28)),
            case.amount,
            True,
        )
    if case.home.work.position.startswith("Chuyên viên"):
        case.home.work.position = "Trưởng phòng"
    case.calm(0)
    case.tell("a namesake owns the firm" if case.innocent else "a brother's firm wins contracts of the unit")


def ahead_of_project(case: Case) -> None:
    """T22: land bought half a year before a project is announced there. L22: in the native village, by old plots."""
    commune = any_commune(case)
    world = case.town.world
    if case.innocent:
        case.home.home = commune
        own_plot(case.home, commune, 150 * MILLION, 14)
        own_plot(case.home, commune, 60 * MILLION, 18, "land_other")
    else:
        for item in [
            item for item in case.home.items.values() if item.place and item.place.commune.new_code == commune.new_code
        ]:
            del case.home.items[item.uid]
    from_before(case.home, case.amount)
    bought = date(case.year, 3, between(case.home.rng, 1, 28))
    announced = bought + timedelta(days=175)
    case.town.note(
        "projects",
        project_id=f"D{case.number:04d}",
        commune_code=code_on(commune, announced, world.reform_on),
        announced_on=announced,
        name=f"Khu tái định cư và đường vào {commune.name.split(' ', 1)[1]}",
    )

    def act(home: Household) -> None:
        land = replace(new_plot(home, commune, case.amount), acquired_on=bought)
        words = "tiền tiết kiệm" + (", đất liền kề nhà bố mẹ ở quê" if case.innocent else "")
        tell_purchase(home, land, "bought_land", words)
        take(home, land, case.amount)

    case.home.style = replace(case.home.style, dates=True)
    case.at(0, act)
    case.tell("land in the native village" if case.innocent else "land bought half a year ahead of a project")
