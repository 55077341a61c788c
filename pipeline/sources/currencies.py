"""Currencies as people name them, and their ISO 4217 codes."""

import re

NAMES = {
    "USD": ("usd", "us$", "$us", "$", "đô la mỹ", "đôla mỹ", "đô la", "đôla", "đô"),
    "EUR": ("eur", "€", "euro", "ơ rô"),
    "JPY": ("jpy", "¥", "yên nhật", "yên"),
    "GBP": ("gbp", "£", "bảng anh"),
    "CNY": ("cny", "rmb", "nhân dân tệ"),
    "AUD": ("aud", "đô la úc"),
    "CAD": ("cad", "đô la canada"),
    "SGD": ("sgd", "đô la singapore"),
    "TWD": ("twd", "nt$", "đô la đài loan"),
    "HKD": ("hkd", "đô la hồng kông"),
    "KRW": ("krw", "won"),
    "THB": ("thb", "bạt"),
    "CHF": ("chf",),
    "LAK": ("lak", "kíp"),
}
CODES = {name: code for code, names in NAMES.items() for name in names}
CURRENCY = "|".join(re.escape(name) for name in sorted(CODES, key=len, reverse=True))


def currency_code(name: str) -> str:
    """The ISO code of a currency named in small letters; raises KeyError for one that is not known."""
    return CODES[name]
