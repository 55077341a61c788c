"""How people write: money, days, areas, names and places, each in their own manner."""

import unicodedata
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.simulate.dice import chance, pick, weighted


@dataclass(frozen=True)
class Style:
    """How one declarant writes, the same every year."""

    diacritics: bool
    money: str  # tỷ, triệu, dots, tr
    capitals: bool
    step_vnd: int  # figures are rounded to it
    itemises: bool  # incomes line by line, or only the recipients' totals
    writes_money_moves: float  # how likely section III mentions that savings grew or fell
    wordy: bool
    address: str  # full, short, lot
    dates: bool  # says when things were acquired
    careful: bool  # declares also what is below the threshold


def style(rng: np.random.Generator) -> Style:
    return Style(
        diacritics=chance(rng, 0.88),
        money=weighted(rng, ("tỷ", "triệu", "dots", "tr"), (35, 30, 25, 10)),
        capitals=chance(rng, 0.12),
        step_vnd=weighted(rng, (1_000_000, 500_000, 5_000_000, 10_000_000, 1_000), (40, 10, 20, 22, 8)),
        itemises=chance(rng, 0.75),
        writes_money_moves=weighted(rng, (0.95, 0.6, 0.2), (45, 35, 20)),
        wordy=chance(rng, 0.4),
        address=weighted(rng, ("full", "short", "lot"), (50, 25, 25)),
        dates=chance(rng, 0.65),
        careful=chance(rng, 0.15),
    )


def plain(text: str) -> str:
    """The text without Vietnamese diacritics."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(mark for mark in spread if not unicodedata.combining(mark)))


def as_written(manner: Style, text: str) -> str:
    return text if manner.diacritics else plain(text)


def dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def comma(value: float, places: int) -> str:
    return f"{value:.{places}f}".rstrip("0").rstrip(".").replace(".", ",")


def money(manner: Style, amount: float) -> str:
    """An amount in words and figures as this person writes amounts; never another amount."""
    whole = int(round(amount))
    if manner.money == "dots" or whole % 1_000_000 or whole < 1_000_000:
        return f"{dots(whole)} đồng"
    millions = whole // 1_000_000
    if manner.money == "tr":
        return f"{dots(millions)}tr"
    if manner.money == "triệu" or millions < 1_000:
        return f"{dots(millions)} triệu đồng" if manner.wordy else f"{dots(millions)} triệu"
    billions, rest = divmod(millions, 1_000)
    if manner.wordy and rest:
        return f"{dots(billions)} tỷ {rest} triệu đồng"
    return f"{comma(millions / 1_000, 3)} tỷ"


def day(value: date) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def gold(quantity_tael: float) -> str:
    """A quantity of gold in words: taels, or mace below one tael."""
    return f"{comma(quantity_tael, 1)} lượng vàng" if quantity_tael >= 1 else f"{comma(quantity_tael * 10, 1)} chỉ vàng"


def shortened(rng: np.random.Generator, address: str) -> str:
    """The same place written with the usual short forms."""
    swaps = {
        "huyện ": pick(rng, ("H. ", "huyện ", "")),
        "thành phố ": pick(rng, ("TP ", "Tp. ", "thành phố ")),
        "thị xã ": pick(rng, ("TX ", "thị xã ")),
        "phường ": pick(rng, ("P. ", "phường ", "p.")),
        "xã ": pick(rng, ("xã ", "X. ")),
        "tỉnh ": pick(rng, ("", "tỉnh ", "T. ")),
    }
    for word, short in swaps.items():
        address = address.replace(word, short)
    return address
