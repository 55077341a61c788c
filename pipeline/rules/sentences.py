"""The sentence of a finding and the figures behind it."""

import json
from collections.abc import Callable
from string import Formatter
from typing import Any

import pandas as pd
from babel.numbers import get_decimal_symbol, get_group_symbol

from pipeline.rules.rule import Rule
from pipeline.rules.words import cell_words, vocabulary_words, with_items
from pipeline.texts import Catalogue

# Columns whose values are words of a vocabulary, and how the ids of their sentences begin.
VOCABULARIES = {
    "category": "category",
    "role": "role",
    "relation": "rules.kin",
    "firm_role": "company_role",
    "what": "rules.total",
    "identity_problem": "rules.identity",
    "grade": "match_grade",
    "found_judgement": "judgement",
    "post_field": "rules.field",
    "their_field": "rules.field",
}
# What an item is called by.
ITEM = ("category", "name")
# Decimals, factor and sign of numbers by the unit in the column's name.
DIGITS = {
    "vnd": (0, 1, " ₫"),
    "share": (1, 100, "%"),
    "times": (2, 1, ""),
    "number": (2, 1, ""),
    "m2": (2, 1, ""),
    "days": (0, 1, ""),
    "count": (0, 1, ""),
    "years": (1, 1, ""),
    "z": (1, 1, ""),
    "rows": (0, 1, ""),
    "size": (0, 1, ""),
    "after": (0, 1, ""),
    "median": (2, 1, ""),
    "95th": (2, 1, ""),
}


def findings(
    rule: Rule, rows: pd.DataFrame, observed: pd.Series, limit: pd.Series, amount: pd.Series, say: Catalogue
) -> tuple[list[str], list[str]]:
    """For each flagged row the sentence `rule.<id>.finding` filled in, and the figures as JSON."""
    template = say.messages[f"rule.{rule.id}.finding"]
    own = {"observed": observed, "limit": limit, "amount": amount}
    wanted = [name for name in _places(template) if name not in own]
    known = dict.fromkeys((*places_of(rule, say), *rule.needs))
    figures = pd.DataFrame({**own, **{name: rows[name] for name in known if name not in own}}, index=rows.index)
    told = with_items(figures, say) if "item" in wanted else figures
    units = {"observed": rule.unit, "limit": rule.unit, "amount": "vnd"}
    words = pd.DataFrame(
        {name: told[name].map(_of_column(name, say, units.get(name))) for name in (*own, *wanted)}, index=rows.index
    )
    reasons = [template.format_map(row) for row in words.to_dict("records")]
    return reasons, [_json(row) for row in figures.to_dict("records")]


def places_of(rule: Rule, say: Catalogue) -> list[str]:
    """The columns that the rule's sentence is told with."""
    places = _places(say.messages[f"rule.{rule.id}.finding"])
    return [*(name for name in places if name != "item"), *(ITEM if "item" in places else ())]


def filled(template: str, rows: pd.DataFrame, say: Catalogue) -> list[str]:
    """The sentence with its places filled from each row's columns."""
    words = {name: rows[name].map(_of_column(name, say)) for name in dict.fromkeys(_places(template))}
    return [template.format_map(row) for row in pd.DataFrame(words, index=rows.index).to_dict("records")]


def _places(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _of_column(name: str, say: Catalogue, unit: str | None = None) -> Callable[[Any], str]:
    """How a column is written: by the unit in its name, or as a word of its vocabulary."""
    unit = unit or name.rsplit("_", 1)[-1]
    if unit in DIGITS:
        digits, factor, sign = DIGITS[unit]
        return _number(say, digits, factor, sign)
    if unit == "on":
        return say.day
    if unit == "year":
        return lambda value: say("rules.not_known") if pd.isna(value) else f"{value:.0f}"
    if name in VOCABULARIES:
        return vocabulary_words(VOCABULARIES[name], say)
    if name == "peer_cell":
        return lambda value: cell_words(value, say)
    return lambda value: say("rules.not_known") if pd.isna(value) else str(value)


def _number(say: Catalogue, digits: int, factor: float, sign: str) -> Callable[[Any], str]:
    """As `Catalogue.number`, `money` and `share` write, for many numbers: the country's signs are looked up once."""
    group, point = get_group_symbol(say.language), get_decimal_symbol(say.language)
    swapped = str.maketrans({",": group, ".": point})

    def written(value: Any) -> str:
        if pd.isna(value):
            return "–"
        told = f"{value * factor:,.{digits}f}"
        return (told.rstrip("0").rstrip(".") if digits else told).translate(swapped) + sign

    return written


def _json(row: dict[Any, Any]) -> str:
    known = {str(name): _plain(value) for name, value in row.items() if not pd.isna(value)}
    return json.dumps(known, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    return bool(value) if isinstance(value, bool) else value if isinstance(value, int) else str(value)
