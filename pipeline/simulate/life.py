"""An ordinary period of a household: pay, living, debts, children who grow up, and what comes by plan or chance."""

from datetime import date

from pipeline.simulate import people
from pipeline.simulate.dealings import earn, leave, move, repay, settle
from pipeline.simulate.dice import around, chance
from pipeline.simulate.economy import COFFEE_BOOM, MILLION, POST_ALLOWANCE, prices_of, salary_vnd
from pipeline.simulate.events import chance_events
from pipeline.simulate.geography import Commune
from pipeline.simulate.households import Household
from pipeline.simulate.organisations import name_on
from pipeline.simulate.saying import say


def live(home: Household, until: date, communes: tuple[Commune, ...], planned: bool) -> None:
    """From the last filing to `until`: incomes, living, debts, what was planned, and chance."""
    since, home.since, home.today = home.today, home.today, until
    share_of_year = (until - since).days / 365
    _incomes(home, since, share_of_year)
    _living(home, share_of_year)
    repay(home, share_of_year)
    _come_of_age(home)
    if planned:
        for act in home.plan.pop(home.year, []):
            act(home)
    if home.year not in home.quiet_years:
        chance_events(home, share_of_year, communes)
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
    mouths = home.size() + home.dependants
    home.flow.living += int(per_month * mouths * 12 * share)
    home.flow.cash -= int(per_month * mouths * 12 * share)


def _come_of_age(home: Household) -> None:
    """Children who turned 18 leave the form, and so does what is theirs."""
    grown = [child for child in home.children if people.birthday(child.birth_date, 18) <= home.today]
    home.children = [child for child in home.children if child not in grown]
    home.dependants += len(grown)
    for child in grown:
        owned = [item for item in home.items.values() if item.holder == "minor_child"]
        for item in [item for item in owned if item.certificate_holder == child.full_name or not home.children]:
            if chance(home.rng, 0.6):
                move(home, item, -1, item.value_vnd, say(home, "child_18", who=child.full_name, day=child.birth_date))
            leave(home, item, "child_turned_18")
