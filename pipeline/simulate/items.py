"""Things that households own, each with an identity that lasts over the years."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from pipeline.simulate.dice import between, chance, digits, pick, weighted
from pipeline.simulate.economy import MILLION
from pipeline.simulate.geography import Commune, Place, market_vnd_m2, place_in
from pipeline.simulate.lexicon import (
    CONSTRUCTIONS,
    LAND_KINDS,
    STRUCTURES,
    TREES,
)

LETTERS = ("BA", "BĐ", "BK", "BN", "BQ", "BT", "BY", "CB", "CĐ", "CH", "CK", "CM", "CP", "CT", "CX", "DA", "DĐ", "DK")


@dataclass(frozen=True)
class Item:
    """A thing owned; `uid` is its identity in the truth, and `parents` are the plots that it was made of."""

    uid: int
    category: str
    name: str
    holder: str
    value_vnd: int | None
    acquired_on: date | None
    kind: str = ""
    place: Place | None = None
    quantity: float | None = None
    unit: str = ""
    area_m2: float | None = None
    certificate_no: str = ""
    certificate_holder: str = ""
    registration_no: str = ""
    country: str = ""
    currency: str = ""
    foreign_amount: float | None = None
    value_unknown_reason: str = ""
    note: str = ""
    parents: tuple[int, ...] = ()
    cause: str = ""  # how it came


def certificate(rng: np.random.Generator, day: date) -> str:
    """Number of a land certificate: eight digits on the forms of 2025 and after, six before."""
    letters = pick(rng, ("AA", "AB", "AC") if day.year >= 2025 else LETTERS)
    return f"{letters} {digits(rng, 8 if day.year >= 2025 else 6)}"


def plot(rng: np.random.Generator, uid: int, commune: Commune, day: date, holder: str) -> Item:
    """A residential plot bought on a day at the market's price of that year."""
    area = round(between(rng, 90, 260) * (1.0 if commune.urban else 1.7), 1)
    area = area + pick(rng, (0.0, 0.0, 0.2, 0.5, 0.7))
    price = market_vnd_m2(commune, "land_residential", day.year) * area * float(np.exp(rng.normal(-0.1, 0.3)))
    return Item(
        uid,
        "land_residential",
        "Đất ở",
        holder,
        to_step(price, 5),
        day,
        kind="Đất ở" if commune.urban else "Đất ở nông thôn",
        place=place_in(rng, commune),
        quantity=1.0,
        unit="thửa",
        area_m2=area,
        certificate_no=certificate(rng, day),
    )


def field_plot(rng: np.random.Generator, uid: int, commune: Commune, day: date, holder: str) -> Item:
    """A plot of farm, forest or other land."""
    kind, usual_m2 = weighted(rng, LAND_KINDS, (30, 20, 20, 16, 6, 4 if commune.urban else 1))
    area = float(between(rng, usual_m2 // 3, usual_m2 * 2))
    price = market_vnd_m2(commune, "land_other", day.year) * area * float(np.exp(rng.normal(0.0, 0.3)))
    price = price * (0.25 if "rừng" in kind else 4.0 if "thương mại" in kind else 1.0)
    return Item(
        uid,
        "land_other",
        kind,
        holder,
        to_step(price, 1),
        day,
        kind=kind,
        place=place_in(rng, commune),
        quantity=1.0,
        unit="thửa",
        area_m2=area,
        certificate_no=certificate(rng, day) if chance(rng, 0.85) else "",
    )


def house(rng: np.random.Generator, uid: int, place: Place, day: date, holder: str, level: float) -> Item:
    """A house on a plot, or a flat: what it cost to build."""
    area = float(between(rng, 70, 230))
    cost = area * around_cost(rng, day.year) * min(level, 1.6)
    return Item(
        uid,
        "house",
        "Nhà ở riêng lẻ",
        holder,
        to_step(cost, 10),
        day,
        kind="nhà ở riêng lẻ",
        place=place,
        quantity=1.0,
        unit="căn",
        area_m2=area,
        certificate_no=certificate(rng, day) if chance(rng, 0.45) else "",
    )


def around_cost(rng: np.random.Generator, year: int) -> float:
    """Building cost of a square metre of floor."""
    return 5.5 * MILLION * float(1.05 ** (year - 2022)) * float(np.exp(rng.normal(0.0, 0.22)))


def attached(rng: np.random.Generator, uid: int, land: Item, day: date) -> Item:
    """Trees, forest, a structure or a building on land of the household."""
    forest = "rừng" in land.kind
    category = weighted(
        rng,
        ("perennial_trees", "structure", "construction", "production_forest"),
        (0 if forest else 4, 3, 1, 6 if forest else 0),
    )
    names = {
        "perennial_trees": TREES,
        "structure": STRUCTURES,
        "construction": CONSTRUCTIONS,
        "production_forest": ("Rừng keo trồng",),
    }
    base = {"perennial_trees": 70, "structure": 65, "construction": 180, "production_forest": 90}[category]
    name = pick(rng, names[category])
    area = (
        round((land.area_m2 or 1000) * 0.8)
        if category == "production_forest"
        else float(between(rng, 40, 160))
        if category == "construction"
        else None
    )
    quantity = float(between(rng, 30, 600)) if category == "perennial_trees" else 1.0
    unit = {"perennial_trees": "cây", "structure": "cái", "construction": "công trình", "production_forest": "khu"}[
        category
    ]
    return Item(
        uid,
        category,
        name,
        land.holder,
        base * MILLION * between(rng, 5, 25) // 10 // MILLION * MILLION,
        day,
        kind=name,
        place=land.place,
        quantity=quantity,
        unit=unit,
        area_m2=area,
    )


def without_value(rng: np.random.Generator, item: Item) -> Item:
    """The item with its value legally unknown: an old house or land of the forefathers."""
    reason = pick(
        rng,
        (
            "Tài sản cha ông để lại, không xác định được giá trị",
            "Đất hương hỏa, không xác định được giá trị",
            "Mua từ lâu, không còn giấy tờ nên không xác định được giá trị",
            "Không xác định được giá trị vì không có giao dịch tương tự",
        ),
    )
    return replace(item, value_vnd=None, value_unknown_reason=reason)


def to_step(amount: float, millions: int) -> int:
    step = millions * MILLION
    return max(int(round(amount / step)) * step, step)
