"""Words that all exports share: terms of the vocabularies, amounts at a glance, the name of an item."""

import math
from typing import Any

import pandas as pd
from babel.numbers import get_group_symbol

from pipeline.texts import Catalogue


def term(say: Catalogue, vocabulary: str, code: Any) -> str:
    """The word for a code of a vocabulary; the code itself where the catalogue has none; a dash for unknown."""
    if pd.isna(code):
        return "–"
    message_id = f"{vocabulary}.{code}"
    return say(message_id) if message_id in say else str(code)


def terms(say: Catalogue, vocabulary: str, codes: pd.Series) -> pd.Series:
    """The words for a column of codes; unknown stays unknown."""
    words = {code: term(say, vocabulary, code) for code in codes.dropna().unique()}
    return codes.map(words).astype("str")


def rule_title(say: Catalogue, indicator: str) -> str:
    """An indicator with its name, where the catalogue knows it."""
    message_id = f"rule.{indicator}.name"
    return f"{indicator} · {say(message_id)}" if message_id in say else indicator


def readable(amount_vnd: float, say: Catalogue) -> str:
    """An amount in three significant figures: '1,25 tỷ', '350 triệu'."""
    if pd.isna(amount_vnd):
        return "–"
    size = abs(amount_vnd)
    for scale, message_id in ((1e9, "amount.billion"), (1e6, "amount.million"), (1.0, "amount.dong")):
        if size >= scale * 0.9995 or scale == 1.0:
            return say(message_id, number=_signed(amount_vnd / scale, say))
    raise AssertionError("the last scale takes every amount")


def between(low_vnd: float, high_vnd: float, say: Catalogue) -> str:
    """An interval of amounts in words; one amount where both ends read the same."""
    low, high = readable(low_vnd, say), readable(high_vnd, say)
    return low if low == high or pd.isna(high_vnd) else say("amount.between", low=low, high=high)


def holds(value: Any) -> bool:
    """True where a cell of truth values is known and true."""
    return bool(pd.notna(value) and value)


def item_name(item: pd.Series, say: Catalogue) -> str:
    """An item as a person would call it: what it is, and where."""
    what = item["name"] if pd.notna(item["name"]) else term(say, "category", item["category"])
    return f"{what}, {item['address']}" if pd.notna(item.get("address")) else str(what)


def _signed(number: float, say: Catalogue) -> str:
    """Three significant figures with the country's separators and a true minus sign."""
    digits = 0 if number == 0 else max(0, 2 - math.floor(math.log10(abs(number) * 1.0005)))
    return ("−" if number < 0 else "") + say.number(abs(number), min(digits, 2))


def amounts(values: pd.Series, say: Catalogue) -> list[str]:
    """Whole numbers with the country's separator, many at once; nothing for an unknown one."""
    separator = get_group_symbol(say.language)
    return ["" if pd.isna(value) else f"{round(value):,}".replace(",", separator) for value in values]
