"""Persons: names, numbers and birth dates that fit each other."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.simulate.dice import between, chance, day_between, digits, pick, weighted
from pipeline.simulate.lexicon import (
    FAMILY_NAMES,
    FAMILY_WEIGHTS,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MIDDLE_FEMALE,
    MIDDLE_MALE,
)


@dataclass(frozen=True)
class Person:
    """A person; `person_id` is empty for those whom no register knows."""

    full_name: str
    female: bool
    birth_date: date
    citizen_id: str  # CCCD, 12 digits
    old_id: str  # CMND, 9 digits, empty for those too young to have had one
    person_id: str = ""


def name(rng: np.random.Generator, female: bool, family_name: str = "") -> str:
    family = family_name or weighted(rng, FAMILY_NAMES, FAMILY_WEIGHTS)
    middle = pick(rng, MIDDLE_FEMALE if female else MIDDLE_MALE)
    return f"{family} {middle} {pick(rng, GIVEN_FEMALE if female else GIVEN_MALE)}"


def titled(rng: np.random.Generator) -> str:
    """A stranger as people write of one: ông or bà and the name."""
    female = chance(rng, 0.4)
    return f"{'bà' if female else 'ông'} {name(rng, female)}"


def person(
    rng: np.random.Generator, female: bool, birth_date: date, family_name: str = "", person_id: str = ""
) -> Person:
    province = "049" if chance(rng, 0.8) else pick(rng, ("048", "051", "046", "001", "079", "052", "040"))
    century = (2 if birth_date.year >= 2000 else 0) + int(female)
    citizen_id = f"{province}{century}{birth_date.year % 100:02d}{digits(rng, 6)}"
    old_id = f"20{digits(rng, 7)}" if birth_date.year < 2000 else ""
    return Person(name(rng, female, family_name), female, birth_date, citizen_id, old_id, person_id)


def born_between(rng: np.random.Generator, first_year: int, last_year: int) -> date:
    return day_between(rng, date(first_year, 1, 1), date(last_year, 12, 28))


def spouse_of(rng: np.random.Generator, declarant: Person) -> Person:
    born = declarant.birth_date.year + between(rng, -4, 4)
    return person(rng, not declarant.female, born_between(rng, born, born))


def child_of(rng: np.random.Generator, father_name: str, birth_date: date) -> Person:
    return person(rng, chance(rng, 0.48), birth_date, father_name.split()[0])


def birthday(birth_date: date, age: int) -> date:
    """The day on which somebody reaches an age (a 29 February counts as 1 March)."""
    year = birth_date.year + age
    leap_day = (birth_date.month, birth_date.day) == (2, 29)
    return date(year, 3, 1) if leap_day else birth_date.replace(year=year)
