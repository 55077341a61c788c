"""A filing: what a household writes into the form on a day, by the logic of Decree 130/2020, Appendix I."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.simulate import geography, organisations, writing
from pipeline.simulate.explaining import movements
from pipeline.simulate.households import Flow, Household
from pipeline.simulate.items import Item
from pipeline.simulate.lexicon import NEW_PROVINCE_CODE, OLD_PROVINCE_CODE
from pipeline.simulate.listing import Row, figure, listing
from pipeline.simulate.people import Person
from pipeline.simulate.world import World

# Categories that are declared from a threshold on: by the sum of the category, or thing by thing.
BY_SUM = (
    "precious_metal",
    "money",
    "shares",
    "bonds",
    "capital_contribution",
    "other_securities",
    "perennial_trees",
    "structure",
)
BY_THING = ("registered_vehicle", "other_asset")


@dataclass(frozen=True)
class Filing:
    """A filing that is due or made: when, why, and whether it lists assets (section II)."""

    declared_on: date
    kind: str
    year: int
    lists_assets: bool = True


@dataclass
class Filed:
    """A filing as made; columns that begin with an underscore are for the truth only."""

    filing: Filing
    declaration_id: str
    declarant_id: str
    declaration: Row
    family: list[Row] = field(default_factory=list)
    assets: list[Row] = field(default_factory=list)
    incomes: list[Row] = field(default_factory=list)
    movements: list[Row] = field(default_factory=list)
    ledger: Row = field(default_factory=dict)
    exits: dict[int, str] = field(default_factory=dict)


def file(home: Household, filing: Filing, sequence: int, since: date, world: World) -> Filed:
    """The filing of a household whose flows since the last one are settled; the flows start anew."""
    declaration_id = f"K{filing.year}.{home.declarant_id[1:]}.{sequence}"
    filed = Filed(filing, declaration_id, home.declarant_id, _heading(home, filing, declaration_id, since, world))
    filed.family = _family(home, declaration_id, filing)
    shown = _shown(home, filing, world) if filing.lists_assets else home.listed
    money = sum(figure(home, item) or 0 for item in shown.values() if item.category == "money")
    filed.exits = _exits(home, shown, filing, world)
    if filing.kind != "FIRST":
        filed.incomes = _incomes(home, declaration_id)
        filed.movements = movements(home, declaration_id, money - home.listed_money, filed.exits)
        filed.declaration["no_change_stated"] = all(row["category"] == "income" for row in filed.movements)
    if filing.lists_assets:
        filed.assets = listing(home, declaration_id, shown, filing.declared_on, world)
        home.listed, home.listed_money = shown, money
    filed.ledger = _ledger(home, filed, since)
    home.flow, home.marks = Flow(), {}
    return filed


def _heading(home: Household, filing: Filing, declaration_id: str, since: date, world: World) -> Row:
    work, day, person = home.work, filing.declared_on, home.declarant
    reformed = day >= world.reform_on
    written = person.full_name.upper() if home.style.capitals else person.full_name
    first = filing.kind == "FIRST"
    return {
        "declaration_id": declaration_id,
        "declarant_id": home.declarant_id,
        "kind": filing.kind,
        "declared_on": day,
        "period_start": None if first else since,
        "period_end": None if first else day - timedelta(days=1),
        "full_name": written,
        "birth_date": person.birth_date,
        "personal_id": _number(person, day, old=home.number % 9 == 0),
        "position": work.position,
        "grade": work.grade,
        "post_field": work.field,
        "is_leader": work.leader,
        "unit_code": organisations.code_on(work.unit, day),
        "unit_name": organisations.name_on(work.unit, day),
        "province_code": NEW_PROVINCE_CODE if reformed else OLD_PROVINCE_CODE,
        "commune_code": geography.code_on(work.unit.commune, day, world.reform_on),
        "control_body": organisations.control_body(work.leader, work.unit, day),
        "appointed_on": work.appointed_on,
        "no_change_stated": False,
    }


def _number(person: Person, day: date, old: bool) -> str:
    """The old nine digits until they ran out, for those who kept them."""
    return person.old_id if old and person.old_id and day.year <= 2023 else person.citizen_id


def _family(home: Household, declaration_id: str, filing: Filing) -> list[Row]:
    people: list[tuple[str, Person, str, str]] = []
    if home.spouse:
        people.append(("spouse", home.spouse.person, home.spouse.occupation, home.spouse.workplace))
    people += [("minor_child", child, "Học sinh", "") for child in home.children]
    return [
        {
            "declaration_id": declaration_id,
            "person_no": str(number),
            "relation": relation,
            "full_name": person.full_name,
            "birth_date": person.birth_date,
            "personal_id": _number(person, filing.declared_on, old=home.number % 9 == 0)
            if relation == "spouse"
            else None,
            "occupation": occupation or None,
            "workplace": workplace or None,
        }
        for number, (relation, person, occupation, workplace) in enumerate(people, 1)
    ]


def _shown(home: Household, filing: Filing, world: World) -> dict[int, Item]:
    """What the form shows: all but what lies below the threshold, and what is left out."""
    limit = world.item_threshold(filing.declared_on)
    mine = {uid: item for uid, item in home.items.items() if uid not in home.undeclared}
    sums: dict[str, int] = {}
    for item in mine.values():
        sums[item.category] = sums.get(item.category, 0) + (item.value_vnd or 0)
    return {uid: item for uid, item in mine.items() if _declarable(item, sums, limit, home.style.careful)}


def _declarable(item: Item, sums: dict[str, int], limit: int, careful: bool) -> bool:
    limit = limit * 6 // 10 if careful else limit
    if item.category == "money" and (item.value_vnd or 0) < 1_000_000:
        return False
    if item.category in BY_SUM:
        return sums[item.category] >= limit or item.value_vnd is None
    return item.category not in BY_THING or (item.value_vnd or 0) >= limit


def _exits(home: Household, shown: dict[int, Item], filing: Filing, world: World) -> dict[int, str]:
    """Why each thing of the last list is no longer shown; empty where nobody says."""
    limit = world.item_threshold(filing.declared_on)
    gone = [item for uid, item in home.listed.items() if uid not in shown]
    raised = limit > world.item_threshold(min(filing.declared_on - timedelta(days=365), filing.declared_on))
    return {
        item.uid: home.exits.get(
            item.uid,
            "threshold_raised" if raised and item.uid in home.items and item.uid not in home.undeclared else "",
        )
        for item in gone
    }


def _incomes(home: Household, declaration_id: str) -> list[Row]:
    """Incomes line by line, or only what each recipient received in all."""
    lines = home.flow.incomes
    if home.style.itemises:
        return [
            {
                "declaration_id": declaration_id,
                "recipient": line.recipient,
                "source": line.source,
                "payer": line.payer or None,
                "amount_vnd": line.amount_vnd,
                "description": writing.as_written(home.style, line.description) or None,
            }
            for line in lines
        ]
    totals: dict[str, int] = {}
    for line in lines:
        recipient = {"minor_child": "minor_children"}.get(line.recipient, line.recipient)
        totals[recipient] = totals.get(recipient, 0) + line.amount_vnd
    return [
        {"declaration_id": declaration_id, "recipient": who, "amount_vnd": amount} for who, amount in totals.items()
    ]


def _ledger(home: Household, filed: Filed, since: date) -> Row:
    """The true flows of the period, for the truth: they add up to the change of money."""
    flow = home.flow
    return {
        "declarant_id": home.declarant_id,
        "declaration_id": filed.declaration_id,
        "since": since,
        "until": filed.filing.declared_on,
        "income_vnd": flow.income,
        "borrowed_vnd": flow.borrowed,
        "entered_vnd": flow.entered,
        "hidden_vnd": flow.hidden,
        "living_vnd": flow.living,
        "spent_vnd": flow.spent,
        "repaid_vnd": flow.repaid,
        "bought_vnd": flow.bought,
        "left_vnd": flow.left,
        "money_after_vnd": sum(item.value_vnd or 0 for item in home.money()),
        "household_size": home.size(),
    }
