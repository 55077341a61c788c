"""What is played: each story puts acts into the plans of households, for the guilty and for the innocent twin."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.simulate.casting import Part
from pipeline.simulate.households import Household
from pipeline.simulate.stories import family, funds, interest, lookalikes, property_events, savings, wealth
from pipeline.simulate.stories.case import Case
from pipeline.simulate.town import Town

Story = Callable[[Case], None]

TYPOLOGIES: dict[str, Story] = {
    "T01": wealth.cash_pile,
    "T02": wealth.gold_hoard,
    "T03": family.spouse_front,
    "T04": family.child_front,
    "T05": family.passed_on,
    "T06": wealth.low_price,
    "T07": wealth.vanishing,
    "T08": savings.smoothing,
    "T09": savings.under_the_line,
    "T10": wealth.round_numbers,
    "T11": funds.loan_washing,
    "T12": funds.forgiven,
    "T13": family.relatives_gift,
    "T14": funds.sold_twice,
    "T15": funds.inflated_sale,
    "T16": savings.alibi_cash,
    "T17": savings.phantom,
    "T18": family.spouse_boom,
    "T19": interest.fees,
    "T20": interest.firm_in_sector,
    "T21": interest.brothers_bid,
    "T22": interest.ahead_of_project,
    "T23": savings.farm_cover,
    "T24": family.divorce,
    "T25": wealth.returning,
    "T26": funds.circle,
    "T27": savings.split_holdings,
    "T28": funds.copied,
    "T29": savings.zero_life,
    "T30": family.studies_abroad,
}
EVENTS: dict[str, Story] = {
    "H01": property_events.house_sold,
    "H02": lookalikes.wedding,
    "H03": lookalikes.birth,
    "H04": lookalikes.lump_sum,
    "H05": property_events.compensation,
    "H06": lookalikes.policy,
    "H07": property_events.instalments,
    "H08": property_events.inheritance,
    "H09": lookalikes.gold_price,
    "H10": lookalikes.promotion,
    "H11": lookalikes.couple,
    "H12": property_events.new_price_table,
    "H13": lookalikes.back_from_abroad,
    "H14": property_events.plot_split,
    "H15": property_events.plots_joined,
    "H16": property_events.reissued,
    "H17": lookalikes.true_divorce,
    "H18": property_events.child_grown,
    "H19": property_events.mortgage,
    "H20": property_events.parents_help,
}


def prepare(town: Town, homes: list[Household], parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """Tells every story but the errors; returns what was planted, with the number of the household and the year."""
    first: dict[str, Household] = {}
    planted = []
    for order, part in enumerate(sorted(parts, key=lambda part: (part.pair_id or "~", part.role, part.number))):
        if part.role == "error":
            continue
        home = homes[part.number]
        _alike(home, first.setdefault(part.pair_id or part.code, home) if part.pair_id else home)
        planted += _told(town, homes, part, order)
    return planted


def _told(town: Town, homes: list[Household], part: Part, order: int) -> list[dict[str, Any]]:
    number = int(part.pair_id[1:]) if part.pair_id else order
    partner = homes[part.partner] if part.partner >= 0 else homes[part.number]
    case = Case(town, homes[part.number], partner, part.role != "guilty", part.year, part.amount_vnd, number)
    {**TYPOLOGIES, **EVENTS}[part.code.replace("L", "T")](case)
    row = {
        "declarant_id": case.home.declarant_id,
        "role": part.role,
        "typology": part.code,
        "pair_id": part.pair_id or None,
        "note": case.note,
        "amount_vnd": float(case.amount),
        "number": part.number,
        "year": case.year,
    }
    return [row] + [row | {"declarant_id": other.declarant_id, "number": other.number} for other in case.accomplices]


def _alike(home: Household, other: Household) -> None:
    """A twin resembles its guilty: the same post, pay, standard of life and spouse's work."""
    if home is other:
        return
    work = other.work
    home.work = replace(
        home.work,
        grade=work.grade,
        step=work.step,
        position=work.position,
        field=work.field,
        leader=work.leader,
        pay_factor=work.pay_factor,
    )
    home.wealth, home.living_vnd_month, home.dependants = other.wealth, other.living_vnd_month, other.dependants
    home.farm_yearly_vnd, home.rent_yearly_vnd = other.farm_yearly_vnd, other.rent_yearly_vnd
    if home.spouse and other.spouse:
        theirs = other.spouse
        home.spouse = replace(theirs, person=home.spouse.person)
