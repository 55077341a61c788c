"""A household and what it lives through: its members, things and debts, and the flows of the current period."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from pipeline.simulate.geography import Commune
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import Unit
from pipeline.simulate.people import Person
from pipeline.simulate.writing import Style


@dataclass(frozen=True)
class Income:
    recipient: str
    source: str
    payer: str
    amount_vnd: int
    description: str


@dataclass(frozen=True)
class Move:
    """A line of section III."""

    category: str
    quantity_change: float | None
    value_change_vnd: int | None
    explanation: str


@dataclass
class Flow:
    """What came in and went out since the last filing, in VND; `hidden` is what no declaration shows."""

    incomes: list[Income] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    income: int = 0
    living: int = 0
    bought: int = 0
    borrowed: int = 0
    repaid: int = 0
    hidden: int = 0
    spent: int = 0  # weddings, illness, studies: money that left without a thing coming in
    entered: int = 0  # what a marriage brought in, at cost
    left: int = 0  # money that a divorce took along
    cash: int = 0  # net of all of it, to be settled with the savings
    money_words: list[str] = field(default_factory=list)  # where new money came from, in words
    spent_words: list[str] = field(default_factory=list)  # where money went, in words


@dataclass
class Debt:
    lender: str
    outstanding: int
    yearly: int
    bank: bool


@dataclass
class Work:
    """The declarant's post."""

    unit: Unit
    position: str
    grade: str
    step: int
    leader: bool
    field: str
    appointed_on: date
    pay_factor: float


@dataclass
class Spouse:
    """What the spouse does; the person is in `members`."""

    person: Person
    occupation: str
    workplace: str
    source: str
    yearly_vnd: int


@dataclass
class Household:
    """A declarant's household; it changes as the years pass."""

    number: int
    declarant_id: str
    rng: np.random.Generator
    declarant: Person
    spouse: Spouse | None
    children: list[Person]
    work: Work
    style: Style
    home: Commune
    wealth: float
    living_vnd_month: int  # a person
    today: date
    items: dict[int, Item] = field(default_factory=dict)
    debts: list[Debt] = field(default_factory=list)
    farm_yearly_vnd: int = 0
    rent_yearly_vnd: int = 0
    side_yearly_vnd: int = 0
    flow: Flow = field(default_factory=Flow)
    # what to do in the first filing of a year, put there by stories
    plan: dict[int, list[Callable[["Household"], None]]] = field(default_factory=dict)
    quiet_years: set[int] = field(default_factory=set)
    undeclared: set[int] = field(default_factory=set)  # items left out of the form
    exits: dict[int, str] = field(default_factory=dict)  # uid of an item gone: why
    since: date = date.min  # the last filing; `today` is the end of the current period
    year: int = 0  # the year that the current filing is for
    annual: bool = True  # files every year, or only when something large changes
    listed: dict[int, Item] = field(default_factory=dict)  # what the last list of assets showed
    listed_money: int = 0
    next_uid: int = 1
    frozen: set[int] = field(default_factory=set)  # money that stays as it is
    reserved: set[int] = field(default_factory=set)  # things of a story, which chance leaves alone
    marks: dict[int, str] = field(default_factory=dict)  # causes of the current period's changes, for the truth
    joins: int = 0  # the year of a first filing
    corrections: set[int] = field(default_factory=set)  # years in which a supplement repairs what was left out
    template: dict[int, str] = field(default_factory=dict)  # words that the unit gave out, by year
    dependants: int = 0  # grown children who study and parents: the household feeds them, the form does not know them
    living_share: float = 1.0  # of the living cost that the household bears itself

    def uid(self) -> int:
        self.next_uid += 1
        return self.next_uid - 1

    def size(self) -> int:
        """Declarant, spouse and minor children: the household of the form."""
        return 1 + (self.spouse is not None) + len(self.children)

    def add(self, item: Item) -> Item:
        self.items[item.uid] = item
        return item

    def of(self, *categories: str) -> list[Item]:
        return [item for item in self.items.values() if item.category in categories]

    def free(self, *categories: str) -> list[Item]:
        """Things that chance may take."""
        return [item for item in self.of(*categories) if item.uid not in self.reserved]

    def money(self, *kinds: str) -> list[Item]:
        return [item for item in self.of("money") if not kinds or item.kind in kinds]

    def at_hand(self, *kinds: str) -> list[Item]:
        """Accounts and cash that may be drawn on."""
        return [item for item in self.money(*kinds) if item.uid not in self.frozen]

    def savings(self) -> int:
        """Cash and deposits that can be spent: what the period has already taken is not there any more."""
        return max(sum(item.value_vnd or 0 for item in self.at_hand("cash", "deposit")) + min(self.flow.cash, 0), 0)
