"""Very many households at once, as arrays: who they are, what they own in fixed places, and a period of their lives."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipeline.simulate.economy import GRADES, MILLION, base_pay_vnd, prices_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Slot:
    """A place for one thing: every household has each at most once."""

    category: str
    kind: str
    name: str
    owned: float  # share of households
    median_vnd: float
    spread: float
    area_m2: float = 0.0
    unit: str = ""
    bought: float = 0.0  # weight among purchases
    sold: float = 0.0  # weight among sales


SLOTS = (
    Slot("land_residential", "Đất ở", "Đất ở", 0.95, 500e6, 0.5, 150.0, "thửa", 0.0, 0.0),
    Slot("land_residential", "Đất ở", "Quyền sử dụng đất ở", 0.62, 380e6, 0.5, 130.0, "thửa", 3.0, 2.0),
    Slot("land_residential", "Đất ở", "Đất ở đô thị", 0.25, 700e6, 0.5, 110.0, "thửa", 1.0, 1.0),
    Slot("land_other", "Đất trồng cây lâu năm", "Đất trồng cây lâu năm", 0.72, 90e6, 0.6, 1_500.0, "thửa", 1.0, 1.5),
    Slot("land_other", "Đất trồng lúa", "Đất trồng lúa", 0.6, 60e6, 0.6, 1_000.0, "thửa", 0.5, 1.0),
    Slot("house", "nhà ở riêng lẻ", "Nhà ở riêng lẻ", 0.93, 600e6, 0.5, 120.0, "căn"),
    Slot("house", "căn hộ", "Căn hộ chung cư", 0.1, 900e6, 0.4, 70.0, "căn", 0.5, 0.3),
    Slot("perennial_trees", "Keo lá tràm", "Keo lá tràm", 0.45, 90e6, 0.4, 0.0, "cây"),
    Slot("structure", "Tường rào", "Tường rào, cổng ngõ", 0.5, 80e6, 0.4, 0.0, "cái"),
    Slot("precious_metal", "vàng", "Vàng SJC", 0.75, 110e6, 0.6, 0.0, "lượng", 2.0, 0.6),
    Slot("money", "cash", "Tiền mặt", 0.95, 70e6, 0.5),
    Slot("money", "deposit", "Tiền gửi tiết kiệm tại Ngân hàng Agribank", 1.0, 220e6, 0.8),
    Slot("money", "deposit", "Tiền gửi tiết kiệm tại Ngân hàng BIDV", 0.7, 120e6, 0.7),
    Slot("money", "lent", "Tiền cho người thân vay", 0.2, 100e6, 0.5),
    Slot("shares", "FPT", "Cổ phiếu FPT", 0.2, 110e6, 0.6, 0.0, "cổ phiếu", 0.6, 0.3),
    Slot("other_securities", "bảo hiểm nhân thọ", "Hợp đồng bảo hiểm nhân thọ Prudential", 0.35, 110e6, 0.4),
    Slot("registered_vehicle", "ô tô", "Ô tô Toyota Vios", 0.55, 520e6, 0.3, 0.0, "chiếc", 2.0, 1.0),
    Slot("registered_vehicle", "xe máy", "Xe máy Honda SH 150i", 0.7, 80e6, 0.25, 0.0, "chiếc", 3.0, 1.0),
    Slot("registered_vehicle", "xe máy", "Xe máy Honda Air Blade", 0.5, 52e6, 0.2, 0.0, "chiếc", 2.0, 1.0),
    Slot("other_asset", "Bộ bàn ghế gỗ hương", "Bộ bàn ghế gỗ hương", 0.5, 90e6, 0.4, 0.0, "bộ", 1.0, 0.1),
)
CASH, ACCOUNT = 10, 11  # places of the money that flows go through
BOUGHT = np.array([slot.bought for slot in SLOTS]) / sum(slot.bought for slot in SLOTS)
SOLD = np.array([slot.sold for slot in SLOTS]) / sum(slot.sold for slot in SLOTS)
COEFFICIENTS = np.array([first + 3 * rise for first, rise, _ in GRADES.values()])


@dataclass(frozen=True)
class Lives:
    """The households of one chunk; rows of two-dimensional arrays are households, columns are slots."""

    numbers: Whole
    grade: Whole
    married: Truths
    children: Whole
    spouse_year: Floats
    living_month: Floats  # of a person
    home: Whole  # the commune where the household lives
    step: Floats  # money is rounded to it
    owned: Truths
    value: Floats
    area: Floats
    mark: Whole  # number of the certificate, plate or account
    commune: Whole
    since: Whole  # day of acquisition, as days since 1970


@dataclass(frozen=True)
class Period:
    """What happened since the last declaration, one value a household; a slot of -1 is none."""

    salary: Floats
    spouse: Floats
    interest: Floats
    other: Floats
    sale: Floats
    loan: Floats
    bought: Whole
    sold: Whole
    sold_cost: Floats
    money: Floats  # change of the account


def begin(rng: np.random.Generator, numbers: Whole, communes: int) -> Lives:
    """Households as the first declaration finds them."""
    count, slots = len(numbers), len(SLOTS)
    wealth = np.exp(rng.normal(0.0, 0.4, count))
    home = rng.integers(0, communes, count)
    medians, spreads = np.array([s.median_vnd for s in SLOTS]), np.array([s.spread for s in SLOTS])
    areas = np.array([slot.area_m2 for slot in SLOTS])
    value = medians * wealth[:, None] * np.exp(rng.normal(0.0, 1.0, (count, slots)) * spreads)
    away = rng.random((count, slots)) < 0.3
    return Lives(
        numbers=numbers,
        grade=rng.integers(0, len(COEFFICIENTS), count),
        married=rng.random(count) < 0.86,
        children=rng.integers(0, 3, count),
        spouse_year=np.round(rng.lognormal(np.log(130e6), 0.45, count), -5),
        living_month=np.clip(3.3e6 * wealth**0.3 * np.exp(rng.normal(0, 0.2, count)), 2.2e6, 6e6),
        home=home,
        step=rng.choice(np.array([1e6, 5e6, 1e7]), count),
        owned=rng.random((count, slots)) < np.array([slot.owned for slot in SLOTS]),
        value=np.maximum(np.round(value / 1e6), 3) * 1e6,
        area=np.round(areas * np.exp(rng.normal(0.0, 0.35, (count, slots))), 1),
        mark=rng.integers(100_000, 1_000_000, (count, slots)),
        commune=np.where(away, rng.integers(0, communes, (count, slots)), home[:, None]),
        since=rng.integers(_day(date(2004, 1, 1)), _day(date(2021, 12, 31)), (count, slots)),
    )


def live_on(rng: np.random.Generator, lives: Lives, first: date, last: date) -> tuple[Lives, Period]:
    """A period of all households: the change of money is what came in less what went out."""
    count, share = len(lives.numbers), (last - first).days / 365
    rows = np.arange(count)
    salary = COEFFICIENTS[lives.grade] * 1.25 * base_pay_vnd(last) * 12 * share * rng.uniform(0.95, 1.25, count)
    spouse = lives.spouse_year * lives.married * prices_of(last.year) * share * rng.uniform(0.9, 1.1, count)
    interest = lives.value[:, ACCOUNT] * lives.owned[:, ACCOUNT] * 0.045 * share
    other = np.where(rng.random(count) < 0.2, rng.integers(5, 60, count) * MILLION, 0.0)
    size = 1 + lives.married + lives.children
    living = lives.living_month * size * 12 * share * prices_of(last.year) * rng.uniform(0.9, 1.15, count)
    lives, sold, cost, price = _sales(rng, lives)
    salary, spouse, interest = (np.round(flow, -5) for flow in (salary, spouse, interest))
    free = salary + spouse + interest + other + price - living
    lives, bought, paid, loan = _purchases(rng, lives, free, first, last)
    before = lives.value[:, ACCOUNT]
    after = np.maximum(before + free + loan - paid, 3e6)
    value = lives.value.copy()
    value[rows, ACCOUNT] = np.round(after / 1e5) * 1e5
    period = Period(salary, spouse, interest, other, price, loan, bought, sold, cost, value[:, ACCOUNT] - before)
    return replace(lives, value=value), period


def _sales(rng: np.random.Generator, lives: Lives) -> tuple[Lives, Whole, Floats, Floats]:
    """A few sell one thing: its slot (or -1), its cost and its price."""
    count = len(lives.numbers)
    rows, slot = np.arange(count), rng.choice(len(SLOTS), count, p=SOLD)
    sells = (rng.random(count) < 0.07) & lives.owned[rows, slot]
    cost = np.where(sells, lives.value[rows, slot], 0.0)
    wheels = np.array([slot.category == "registered_vehicle" for slot in SLOTS])[slot]
    price = np.round(cost * np.where(wheels, 0.5, rng.uniform(1.0, 2.2, count)), -6)
    owned = lives.owned.copy()
    owned[rows[sells], slot[sells]] = False
    return replace(lives, owned=owned), np.where(sells, slot, -1), cost, price


def _purchases(
    rng: np.random.Generator, lives: Lives, free: Floats, first: date, last: date
) -> tuple[Lives, Whole, Floats, Floats]:
    """Some buy one thing that they can pay, or pay with a loan: its slot (or -1), its price and the loan."""
    count = len(lives.numbers)
    rows, slot = np.arange(count), rng.choice(len(SLOTS), count, p=BOUGHT)
    medians = np.array([s.median_vnd for s in SLOTS])[slot]
    price = np.maximum(np.round(medians * np.exp(rng.normal(0.1, 0.35, count)) / 5e6), 1) * 5e6
    means = np.maximum(free, 0) + lives.value[:, ACCOUNT]
    buys = (rng.random(count) < 0.28) & ~lives.owned[rows, slot] & (price < 1.6 * means)
    loan = np.where(buys & (price > 0.8 * means), np.ceil((price - 0.6 * means) / 1e7) * 1e7, 0.0)
    owned, value, mark, since = lives.owned.copy(), lives.value.copy(), lives.mark.copy(), lives.since.copy()
    new, place = rows[buys], slot[buys]
    owned[new, place] = True
    value[new, place] = price[buys]
    mark[new, place] = rng.integers(100_000, 1_000_000, buys.sum())
    since[new, place] = rng.integers(_day(first), _day(last), buys.sum())
    lives = replace(lives, owned=owned, value=value, mark=mark, since=since)
    return lives, np.where(buys, slot, -1), np.where(buys, price, 0.0), loan


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days
