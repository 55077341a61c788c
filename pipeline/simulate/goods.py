"""Vehicles, valuables, gold, money and securities of households."""

from datetime import date

import numpy as np

from pipeline.simulate.dice import between, chance, digits, pick
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.items import Item, to_step
from pipeline.simulate.lexicon import (
    BANKS,
    CARS,
    LISTED_SHARES,
    MOTORBIKES,
    VALUABLES,
)


def car(rng: np.random.Generator, uid: int, day: date, holder: str, level: float) -> Item:
    name, price = pick(rng, CARS)
    cost = price * MILLION * (0.75 if chance(rng, 0.35) else 1.05) * min(max(level, 0.8), 1.2)
    return Item(
        uid,
        "registered_vehicle",
        f"Ô tô {name}",
        holder,
        to_step(cost, 5),
        day,
        kind="ô tô",
        quantity=1.0,
        unit="chiếc",
        registration_no=f"92A-{digits(rng, 3)}.{digits(rng, 2)}",
    )


def motorbike(rng: np.random.Generator, uid: int, day: date, holder: str) -> Item:
    name, price = pick(rng, MOTORBIKES)
    return Item(
        uid,
        "registered_vehicle",
        f"Xe máy {name}",
        holder,
        price * MILLION,
        day,
        kind="xe máy",
        quantity=1.0,
        unit="chiếc",
        registration_no=f"92{pick(rng, 'BCDEHKLM')}1-{digits(rng, 3)}.{digits(rng, 2)}",
    )


def valuable(rng: np.random.Generator, uid: int, day: date) -> Item:
    name, price = pick(rng, VALUABLES)
    return Item(
        uid,
        "other_asset",
        name,
        "joint",
        price * MILLION * between(rng, 7, 16) // 10,
        day,
        kind=name,
        quantity=1.0,
        unit="bộ",
    )


def gold(uid: int, tael: float, day: date, holder: str = "joint") -> Item:
    """Gold at what it cost when bought."""
    cost = to_step(gold_tael_vnd(day) * tael, 1)
    return Item(
        uid, "precious_metal", "Vàng SJC", holder, cost, day, kind="vàng", quantity=round(tael, 1), unit="lượng"
    )


def deposit(rng: np.random.Generator, uid: int, amount: int, day: date, holder: str) -> Item:
    bank = pick(rng, BANKS)
    return Item(
        uid,
        "money",
        f"Tiền gửi tiết kiệm tại Ngân hàng {bank}",
        holder,
        amount,
        day,
        kind="deposit",
        certificate_no=digits(rng, 13) if chance(rng, 0.3) else "",
    )


def cash(uid: int, amount: int, day: date) -> Item:
    return Item(uid, "money", "Tiền mặt", "joint", amount, day, kind="cash")


def lent(uid: int, amount: int, day: date, to_whom: str) -> Item:
    return Item(uid, "money", f"Tiền cho {to_whom} vay", "joint", amount, day, kind="lent")


def shares(rng: np.random.Generator, uid: int, day: date, holder: str) -> Item:
    code, name, price = pick(rng, LISTED_SHARES)
    count = between(rng, 8, 60) * 100
    return Item(
        uid,
        "shares",
        f"Cổ phiếu {code} ({name})",
        holder,
        count * price,
        day,
        kind=code,
        quantity=float(count),
        unit="cổ phiếu",
    )


def capital(uid: int, name: str, amount: int, day: date, holder: str) -> Item:
    return Item(uid, "capital_contribution", f"Vốn góp {name}", holder, amount, day, kind="góp vốn trực tiếp")


def insurance(rng: np.random.Generator, uid: int, insurer: str, day: date) -> Item:
    return Item(
        uid,
        "other_securities",
        f"Hợp đồng bảo hiểm nhân thọ {insurer}",
        pick(rng, ("declarant", "spouse")),
        between(rng, 5, 18) * 10 * MILLION,
        day,
        kind="bảo hiểm nhân thọ",
        certificate_no=digits(rng, 8),
    )
