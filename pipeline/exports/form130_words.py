"""Figures and days as the form writes them: never a figure that could be read in two ways."""

import pandas as pd

from pipeline.text import folded

LEADER = "." * 40


def known(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""  # type: ignore[call-overload]


def text(value: object) -> str:
    """A text on one line; empty where unknown."""
    return " ".join(str(value).split()) if known(value) else ""


def money(amount_vnd: float, signed: bool = False) -> str:
    """`1.395.000.000 đồng`, with its sign in part III."""
    return f"{sign(amount_vnd, signed)}{abs(round(amount_vnd)):,}".replace(",", ".") + " đồng"


def sign(value: float, signed: bool) -> str:
    return "-" if value < 0 else "+" if signed else ""


def number(value: float, signed: bool = False) -> str:
    """Digits without groups, a decimal comma; three decimals get a fourth, else they would look like thousands."""
    whole, _, decimals = f"{abs(value):.4f}".partition(".")
    decimals = decimals.rstrip("0")
    decimals = decimals + "0" if len(decimals) == 3 else decimals
    return sign(value, signed) + whole + (f",{decimals}" if decimals else "")


def day(value: pd.Timestamp) -> str:
    return pd.Timestamp(value).strftime("%d/%m/%Y")


def says_unknown(reason: str) -> bool:
    """True for a reason that itself says that the value cannot be determined."""
    return "khong xac dinh" in str(folded(pd.Series([reason])).iloc[0])
