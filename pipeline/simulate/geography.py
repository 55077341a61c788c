"""Communes before and after the reform, their land prices, and the places where things stand."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.simulate.dice import around, between, chance, pick, stream, weighted
from pipeline.simulate.economy import land_level
from pipeline.simulate.lexicon import (
    DISTRICTS,
    NEW_COMMUNES,
    NEW_PROVINCE,
    OLD_PROVINCE,
    STREETS,
)


@dataclass(frozen=True)
class Commune:
    """A commune of before the reform, and the one that it became part of."""

    code: str
    name: str
    district: str
    new_code: str
    new_name: str
    urban: bool
    residential_vnd_m2: int  # market price of residential land in 2022
    other_vnd_m2: int


@dataclass(frozen=True)
class Place:
    """Where a plot or house stands, in parts, so that it can be written in several ways."""

    commune: Commune
    hamlet: str
    lot: str  # plot and map sheet


def communes(seed: int) -> tuple[Commune, ...]:
    """All communes; a new one takes the code of the first that it was made of, as happened in 2025."""
    rng = stream(seed, 11)
    made: list[Commune] = []
    for number, (district, names) in enumerate(DISTRICTS.items()):
        codes = [f"{20_401 + 21 * number + 3 * place:05d}" for place in range(len(names))]
        for place, name in enumerate(names):
            half = 0 if place < 3 else 1
            urban = number < 2 or place == 0
            made.append(
                Commune(
                    codes[place],
                    f"{'phường' if number < 2 and place < 4 else 'thị trấn' if place == 0 else 'xã'} {name}",
                    district,
                    codes[3 * half],
                    NEW_COMMUNES[district][half],
                    urban,
                    around(rng, 13_000_000 if urban else 2_200_000, 0.35),
                    around(rng, 220_000 if urban else 90_000, 0.3),
                )
            )
    return tuple(made)


def place_in(rng: np.random.Generator, commune: Commune) -> Place:
    """A new place in a commune: a street number in towns, a hamlet elsewhere, and the number of the plot."""
    hamlet = (
        f"{between(rng, 2, 480)} {pick(rng, STREETS)}"
        if commune.urban and chance(rng, 0.8)
        else f"{weighted(rng, ('thôn', 'tổ', 'khối phố'), (6, 2, 2))} {between(rng, 1, 9)}"
    )
    return Place(commune, hamlet, f"thửa đất số {between(rng, 1, 980)}, tờ bản đồ số {between(rng, 1, 48)}")


def address(place: Place, day: date, reform_on: date, manner: str) -> str:
    """The place in words on a day: three levels before the reform, two after it."""
    commune = place.commune
    parts = [place.hamlet]
    if manner == "lot":
        parts.insert(0, place.lot)
    parts += [commune.new_name, NEW_PROVINCE] if day >= reform_on else [commune.name, commune.district, OLD_PROVINCE]
    return ", ".join(parts if manner != "short" else parts[:-1])


def code_on(commune: Commune, day: date, reform_on: date) -> str:
    return commune.new_code if day >= reform_on else commune.code


def market_vnd_m2(commune: Commune, category: str, year: int) -> float:
    """Market price of land in a year."""
    level = commune.residential_vnd_m2 if category == "land_residential" else commune.other_vnd_m2
    return level * land_level(year)


def official_vnd_m2(commune: Commune, category: str, year: int) -> int:
    """The official table: about half the market of its base year; a new table holds from 2026 on."""
    base, share = (2025, 0.75) if year >= 2026 else (2020, 0.55)
    return int(round(market_vnd_m2(commune, category, base) * share / 1_000)) * 1_000
