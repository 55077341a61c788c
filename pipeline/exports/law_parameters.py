"""The numbers of the law as a table: what holds on a day, what each rests on, and what is due for a check."""

from datetime import date

import pandas as pd

from pipeline.params import Dated, Parameter, Parameters
from pipeline.texts import Catalogue, catalogue

# Parameters of one kind share a name, with the pay group at its end.
BY_GROUP = ("pay_coefficient_first", "pay_coefficient_last", "pay_coefficient_step")
COLUMNS = ("about", "value", "since", "source", "checked_on", "to_check")


def law_on(parameters: Parameters, day: date, say: Catalogue) -> pd.DataFrame:
    """One row a number of the law in force on the day: what it is, value, since when, article, when it was compared
    with the text, and why it is due for a check (empty where it is not).
    """
    legal = [parameter for _, parameter in sorted(parameters.items()) if parameter.kind == "legal"]
    held = [(parameter, parameter.on(day)) for parameter in legal]
    return pd.DataFrame([_row(parameter, one, day, parameters, say) for parameter, one in held if one], columns=COLUMNS)


def last_checked(parameters: Parameters) -> date:
    """The last day on which somebody compared a number with the text: the day that a table without date speaks of."""
    return max(parameter.checked_on for parameter in parameters.values() if parameter.checked_on)


def law_text(parameters: Parameters, day: date, language: str) -> str:
    """For the console: a line a number, those that are due for a check once more at the end."""
    say = catalogue(language)
    rows = law_on(parameters, day, say)
    told = [say("law.line", **{name: row[name] for name in COLUMNS}) for row in rows.to_dict("records")]
    due = rows[rows["to_check"] != ""].to_dict("records")
    wanting = [say("law.due_line", about=row["about"], to_check=row["to_check"], source=row["source"]) for row in due]
    return "\n".join([say("law.on", day=say.day(day)), *told, "", say("law.due", count=len(due)), *wanting])


def law_document(parameters: Parameters, language: str = "vi") -> str:
    """docs/law_parameters.md: every dated value of every number of the law, and what is due for a check."""
    say = catalogue(language)
    day = last_checked(parameters)
    legal = [parameter for _, parameter in sorted(parameters.items()) if parameter.kind == "legal"]
    rows = [_row(parameter, value, day, parameters, say) for parameter in legal for value in parameter.values]
    head = " | ".join(say(f"law.column.{name}") for name in COLUMNS)
    lines = [f"| {head} |", "|" + " --- |" * len(COLUMNS)]
    lines += ["| " + " | ".join(row[name].replace("|", "/") for name in COLUMNS) + " |" for row in rows]
    return "\n".join([f"# {say('law.title')}", "", say("law.generated", day=say.day(day)), "", *lines]) + "\n"


def law_name(name: str, say: Catalogue) -> str:
    """What a number is, in words."""
    for kind in BY_GROUP:
        if name.startswith(kind):
            return say(f"law.{kind}", group=name.removeprefix(f"{kind}_").replace("_", "."))
    return say(f"law.{name}")


def _row(parameter: Parameter, held: Dated, day: date, parameters: Parameters, say: Catalogue) -> dict[str, str]:
    return {
        "about": law_name(parameter.name, say),
        "value": _value(parameter.name, held, say),
        "since": say.day(held.since),
        "source": held.source,
        "checked_on": say.day(parameter.checked_on) if parameter.checked_on else say("law.never"),
        "to_check": _why_to_check(parameter, held, day, parameters, say),
    }


def _why_to_check(parameter: Parameter, held: Dated, day: date, parameters: Parameters, say: Catalogue) -> str:
    """What is doubtful, else that nobody has compared it with the text within the term; empty where all is well."""
    if held.to_check:
        return say("law.doubt", doubt=held.to_check)
    if parameter.checked_on is None:
        return say("law.never")
    days = (day - parameter.checked_on).days
    return say("law.old", days=say.number(days)) if days > parameters.number("law_check_days") else ""


def _value(name: str, held: Dated, say: Catalogue) -> str:
    if isinstance(held.value, str):
        return held.value
    if name.endswith("_vnd"):
        return say.money(held.value)
    return say.share(held.value) if name.endswith("_share") else say.number(held.value, 2)
