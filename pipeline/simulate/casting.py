"""Who plays what: which declarants are guilty, their innocent twins, honest with a large event, or in error."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.simulate.dice import between, pick, stream
from pipeline.simulate.economy import MILLION
from pipeline.simulate.world import World

ERRORS = tuple(f"E{number:02d}" for number in range(1, 25))
LOOKALIKES = tuple(f"H{number:02d}" for number in range(1, 21))
# What needs a year after the one in which it first shows.
NEEDS_A_YEAR_AFTER = ("T04", "T09", "T11", "T25", "T29", "H07", "E11")
NEEDS_A_PARTNER = ("H08", "H11")
# Amounts as multiples of the change that calls for a supplement.
MULTIPLES = (1.3, 2.0, 3.2, 5.0)


@dataclass(frozen=True)
class Part:
    """What one declarant plays; `year` is the year in which it first shows."""

    number: int  # of the declarant
    role: str  # guilty, twin, event, error
    code: str
    pair_id: str
    year: int
    amount_vnd: int
    partner: int = -1  # a further declarant who is honest and takes part


def cast(world: World) -> tuple[Part, ...]:
    """The parts, by declarant. A guilty and its twin share pair, year and amount."""
    _check(world)
    rng = stream(world.seed, 19)
    free = iter(int(number) for number in rng.permutation(world.declarants))
    parts = [part for pair in range(_count(world, world.guilty_share)) for part in _pair(world, rng, pair, free)]
    if world.no_guilty:
        parts = [part for part in parts if part.role != "guilty"]
    parts += [
        _event(world, rng, LOOKALIKES[number % len(LOOKALIKES)], free)
        for number in range(_count(world, world.event_share))
    ]
    parts += [
        _single(world, rng, "error", ERRORS[number % len(ERRORS)], next(free))
        for number in range(_count(world, world.error_share))
    ]
    return tuple(sorted(parts, key=lambda part: part.number))


def _check(world: World) -> None:
    """Raises ValueError where the shares ask for more declarants than there are (a pair takes four with partners)."""
    asked = (
        4 * _count(world, world.guilty_share) + 2 * _count(world, world.event_share) + _count(world, world.error_share)
    )
    if asked > world.declarants:
        raise ValueError(f"shares of guilty, events and errors need {asked} declarants, there are {world.declarants}")
    if world.years < 2:
        raise ValueError("a province needs at least two years")


def _count(world: World, share: float) -> int:
    return int(round(world.declarants * share))


def _pair(world: World, rng: np.random.Generator, pair: int, free: Iterator[int]) -> list[Part]:
    code = world.typologies[pair % len(world.typologies)]
    year, amount = _year(world, rng, code), _amount(world, rng)
    names = (("guilty", code), ("twin", f"L{code[1:]}")) if world.twins else (("guilty", code),)
    return [Part(next(free), role, name, f"P{pair + 1:03d}", year, amount, next(free)) for role, name in names]


def _event(world: World, rng: np.random.Generator, code: str, free: Iterator[int]) -> Part:
    number = next(free)
    return _single(world, rng, "event", code, number, next(free) if code in NEEDS_A_PARTNER else -1)


def _single(world: World, rng: np.random.Generator, role: str, code: str, number: int, partner: int = -1) -> Part:
    return Part(number, role, code, "", _year(world, rng, code), _amount(world, rng), partner)


def _year(world: World, rng: np.random.Generator, code: str) -> int:
    """A year with one before it, and one after it where the story goes on."""
    goes_on = code in NEEDS_A_YEAR_AFTER and world.years > 2
    return between(rng, world.first_year + 1, world.last_year - int(goes_on))


def _amount(world: World, rng: np.random.Generator) -> int:
    trigger = world.supplement_triggers[0][1]
    return int(pick(rng, MULTIPLES) * trigger * rng.uniform(0.9, 1.15)) // (10 * MILLION) * 10 * MILLION
