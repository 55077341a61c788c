"""Typologies that use the family, and their twins: T03, T04, T05, T13, T18, T24, T30."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.simulate.dealings import earn, hide, leave, move, receive, sell, spend, take
from pipeline.simulate.dice import between, digits
from pipeline.simulate.economy import MILLION
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.saying import say
from pipeline.simulate.stories.case import (
    Case,
    any_commune,
    bank,
    firm_in_field,
    from_before,
    grown_in,
    kin,
    millions,
    new_plot,
    own_plot,
    somebody,
    spouse_with,
    supervised,
    tell_purchase,
)


def spouse_front(case: Case) -> None:
    """T03: a plot in the name of a spouse without income. L03: of a spouse whose business has earned it."""
    if case.innocent:
        spouse_with(case.home, "Kinh doanh", millions(case.amount * 0.7))
        from_before(case.home, millions(case.amount * 0.6))
        _business(case)
    else:
        spouse_with(case.home, "Nội trợ", 0)

    def act(home: Household) -> None:
        if not case.innocent:
            hide(home, case.amount)
        land = new_plot(home, any_commune(case), case.amount, "spouse")
        tell_purchase(
            home,
            land,
            "bought_land",
            "thu nhập kinh doanh của vợ/chồng" if case.innocent else "tiền tích lũy của gia đình",
        )
        take(home, land, case.amount)

    case.at(0, act)
    case.tell("the spouse's business pays for it" if case.innocent else "a plot in the name of a spouse without income")


def _business(case: Case) -> None:
    """The spouse's firm, registered long before, in a field that the declarant does not manage."""
    made = case.town.firms[case.number % len(case.town.firms)]
    field = "trade" if case.home.work.field != "trade" else "culture"
    made = replace(made, company_id=f"C{len(case.town.firms) + 1:05d}", field=field, registered_on=date(2012, 5, 5))
    case.town.found_firm(made)
    owner = case.home.spouse.person.person_id if case.home.spouse else case.home.declarant_id
    case.town.note(
        "company_roles",
        company_id=made.company_id,
        person_id=owner,
        role="owner",
        share=1.0,
        from_date=made.registered_on,
    )


def child_front(case: Case) -> None:
    """T04: a plot in a child's name, gone when the child turns 18. L04: the grandparents' gift, by a dated deed."""
    grown_in(case.home, case.year + 1)
    donor = f"ông bà nội ({somebody(case.home)})"

    def act(home: Household) -> None:
        child = home.children[0].full_name if home.children else home.declarant.full_name
        land = replace(new_plot(home, any_commune(case), case.amount, "minor_child"), certificate_holder=child)
        if case.innocent:
            words = say(home, "given", giver=donor, day=home.today - timedelta(days=140), price=case.amount)
            receive(home, land, "gift", words, donor, "minor_children")
        else:
            hide(home, case.amount)
            tell_purchase(home, land, "bought_land", "tiền tiết kiệm của gia đình")
            take(home, land, case.amount)

    case.at(0, act)
    case.calm(1)
    case.tell("grandparents gave it to the child by deed" if case.innocent else "a plot in a child's name, gone at 18")


def passed_on(case: Case) -> None:
    """T05: a plot passes to a brother without a word. L05: sold to a stranger, and the money is there."""
    land = own_plot(case.home, any_commune(case), case.amount, 8)
    if not case.innocent:
        kin(case, "sibling")

    def act(home: Household) -> None:
        if case.innocent:
            sell(home, home.items[land.uid], millions(case.amount * 1.1))
        else:
            leave(home, home.items[land.uid], "")

    case.at(0, act)
    case.tell(
        "a plot sold, the money at the bank"
        if case.innocent
        else "a plot passed to a brother without proceeds or words"
    )


def relatives_gift(case: Case) -> None:
    """T13: money from nameless relatives. L13: an inheritance, which the brother declares too."""
    died, shared = date(case.year, 3, 14), date(case.year, 6, 20)

    def inherited(home: Household) -> None:
        words = say(home, "inherited", giver="bố đẻ", death=died, day=shared, price=case.amount)
        earn(home, "declarant", "inheritance", case.amount, "Bố đẻ", words)
        home.flow.money_words.append(words)
        bank(home, case.amount)

    def given(home: Household) -> None:
        earn(home, "joint", "gift", case.amount, "Người thân", "Người thân cho tặng")
        home.flow.money_words.append(say(home, "money_given", giver="Người thân", price=case.amount))
        bank(home, case.amount)

    case.at(0, inherited if case.innocent else given)
    if case.innocent:
        case.at(0, inherited, case.partner)
        kin(case, "sibling", case.partner.declarant_id)
    case.tell(
        "an inheritance, as the brother's declaration says too" if case.innocent else "a gift of nameless relatives"
    )


def spouse_boom(case: Case) -> None:
    """T18: the spouse advises a firm of the sector since the appointment. L18: the spouse works at a bank again."""
    yearly = min(case.amount, 480 * MILLION)
    case.amount = yearly
    case.home.work.appointed_on = date(case.year - 1, 12, 15)
    if case.innocent:
        spouse_with(case.home, "Nội trợ", 0)
        payer, source, words = "Ngân hàng Vietcombank chi nhánh Tam Sơn", "salary", "Lương theo hợp đồng lao động"
    else:
        spouse_with(case.home, "Giáo viên", 90 * MILLION)
        firm = firm_in_field(case)
        supervised(case, firm.company_id, "Cấp phép")
        payer, source, words = firm.name, "other", "Phí tư vấn"

    def act(home: Household) -> None:
        if home.spouse and case.innocent:
            home.spouse = replace(home.spouse, occupation="Nhân viên ngân hàng", workplace=payer)
        earn(home, "spouse", source, yearly, payer, words)

    for year in range(case.year, case.town.world.last_year + 1):
        case.at(year - case.year, act)
    case.tell("the spouse is back at work" if case.innocent else "the spouse's consultancy booms since the appointment")


def divorce(case: Case) -> None:
    """T24: the spouse leaves with most of the wealth, no court named. L24: a court shares it in halves."""
    home = case.home
    spouse_with(home, "Buôn bán", 150 * MILLION)
    own_plot(home, home.home, case.amount, 9)
    name_to_spouse(home, 0.5 if case.innocent else 0.75)
    decision = f"{between(home.rng, 20, 400)}/{case.year}"

    def act(home: Household) -> None:
        words = (
            say(home, "divorced", number=decision, day=date(case.year, 5, 19), who="vợ/chồng") if case.innocent else ""
        )
        part_ways(home, words)

    case.at(0, act)
    case.tell(
        "a divorce by a court" if case.innocent else "a divorce on paper: the spouse leaves with most of the wealth"
    )


def name_to_spouse(home: Household, share: float) -> None:
    """The largest things carry the spouse's name until they are about this share of all."""
    total, named = sum(item.value_vnd or 0 for item in home.items.values()), 0
    for item in sorted(home.items.values(), key=lambda item: (-(item.value_vnd or 0), item.uid)):
        holder = "spouse" if named < share * total and home.spouse else "declarant"
        named += (item.value_vnd or 0) if holder == "spouse" else 0
        home.add(replace(item, holder=holder, certificate_holder=""))


def part_ways(home: Household, words: str) -> None:
    """The spouse leaves the form, and what carries the spouse's name goes along."""
    for item in [item for item in home.items.values() if item.holder == "spouse"]:
        if words:
            move(home, item, -1, item.value_vnd, words)
        if item.category == "money":
            home.flow.left += item.value_vnd or 0
        leave(home, item, "divorce")
    home.spouse = None
    for item in [item for item in home.items.values() if item.holder == "joint"]:
        home.add(replace(item, holder="declarant"))


def studies_abroad(case: Case) -> None:
    """T30: an account abroad and fees beyond any income. L30: a scholarship, with its letter."""
    grown_in(case.home, case.year + 2)

    def act(home: Household) -> None:
        home.add(_account(home))
        if case.innocent:
            words = f"Con học tại Úc theo học bổng toàn phần, thư cấp học bổng ngày 12/02/{home.year}"
        else:
            hide(home, case.amount)
            spend(home, case.amount)
            words = f"Mở tài khoản và chi học phí cho con du học tại Úc {case.amount // MILLION} triệu đồng"
        move(home, home.items[home.next_uid - 1], 1, None, words)

    case.at(0, act)
    case.tell("a scholarship abroad" if case.innocent else "an account abroad and fees beyond any income")


def _account(home: Household) -> Item:
    return Item(
        home.uid(),
        "foreign_account",
        "Tài khoản tại Commonwealth Bank, chi nhánh Sydney",
        "minor_child",
        None,
        date(home.year, 4, 2),
        kind="tài khoản",
        certificate_no=digits(home.rng, 9),
        country="AU",
        currency="AUD",
        value_unknown_reason="Biểu mẫu không yêu cầu ghi số dư",
    )
