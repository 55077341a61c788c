"""Sentences of section III in a declarant's own manner."""

from datetime import date
from typing import Any

from pipeline.simulate import writing
from pipeline.simulate.dice import chance, pick
from pipeline.simulate.households import Household
from pipeline.simulate.phrases import PHRASES


def say(home: Household, matter: str, **values: Any) -> str:
    """One of the ways to say it; whole numbers are written as money, dates as days."""
    told = {name: _told(home, value) for name, value in values.items()}
    sentence = pick(home.rng, PHRASES[matter]).format(**told)
    sentence = sentence[0].upper() + sentence[1:]
    return writing.as_written(home.style, sentence + ("." if chance(home.rng, 0.3) else ""))


def phrase(home: Household, matter: str, **values: Any) -> str:
    """The same for a part of a sentence: no capital, no full stop, and left with its diacritics."""
    told = {name: _told(home, value) for name, value in values.items()}
    return pick(home.rng, PHRASES[matter]).format(**told)


def _told(home: Household, value: Any) -> str:
    if isinstance(value, int):
        return writing.money(home.style, value)
    return writing.day(value) if isinstance(value, date) else str(value)
