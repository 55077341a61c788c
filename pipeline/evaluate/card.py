"""The figures of an evaluation as tables of text, and the model card written from them."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

Content = Mapping[str, Any]
FIGURES = {
    "average_precision": "average precision",
    "precision_at_capacity": "precision at capacity",
    "recall_at_capacity": "recall at capacity",
    "precision_at_30": "precision@30",
    "recall_at_twice_guilty": "recall at twice the guilty",
    "twins_ordered_share": "guilty above its twin",
    "lookalikes_in_top_share": "look-alikes in the top",
    "errors_in_top_share": "data errors in the top",
}
GOALS = {
    "average_precision": "at least 0.85",
    "precision_at_30": "at least 0.90",
    "recall_at_twice_guilty": "at least 0.95",
    "twins_ordered_share": "at least 0.97",
}
OURS = "this pipeline"


def table_text(content: Content) -> str:
    """All tables of an evaluation, as text for a terminal."""
    return "\n\n".join(f"{title}\n{_plain(rows)}" for title, rows in tables(content).items()) + "\n"


def tables(content: Content) -> dict[str, list[list[str]]]:
    """The tables by title; the first row of each is its heading."""
    standard = [world for world in content["worlds"] if world["part"] == "standard"]
    return {
        "Mean over the standard worlds, this pipeline beside its peers": beside_peers(standard),
        "By world": by_world(content["worlds"]),
        "By typology (standard worlds)": by_typology(standard, content["left_out"]),
        "Planted data errors with an error score above 0.5": by_error(standard),
        "Share of the list that stays": stability(content["worlds"]),
        "Innocent officials high on the list, times their share (standard worlds together)": by_group(standard),
    }


def beside_peers(standard: list[Content]) -> list[list[str]]:
    peers = sorted(
        standard[0]["peers"], key=lambda name: -_mean(world["peers"][name]["average_precision"] for world in standard)
    )
    rows = [[OURS, *(_number(_mean(world["ours"][key] for world in standard)) for key in FIGURES)]]
    rows += [
        [name, *(_number(_mean(world["peers"][name][key] for world in standard)) for key in FIGURES)] for name in peers
    ]
    return [["order", *FIGURES.values()], *rows]


def by_world(worlds: list[Content]) -> list[list[str]]:
    heading = ["world", *FIGURES.values(), "errors recognised", "weak list"]
    rows = [
        [
            world["name"],
            *(_number(world["ours"][key]) for key in FIGURES),
            _number(world["errors_recognised_share"]),
            "yes" if world["weak"] else "no",
        ]
        for world in worlds
    ]
    return [heading, *rows]


def by_typology(standard: list[Content], left_out: Iterable[str]) -> list[list[str]]:
    rows = _summed([row for world in standard for row in world["ours"]["typologies"]], ("planted", "found", "twice"))
    heading = ["typology", "planted", "within capacity", "within twice the guilty", "tuned on"]
    told = [
        [code, *(f"{value:.0f}" for value in sums), "no" if code in left_out else "yes"] for code, sums in rows.items()
    ]
    return [heading, *told]


def by_error(standard: list[Content]) -> list[list[str]]:
    rows = _summed([row for world in standard for row in world["errors"]], ("planted", "recognised"))
    told = [[code, *(f"{value:.0f}" for value in sums), _number(sums[1] / sums[0])] for code, sums in rows.items()]
    return [["error", "planted", "recognised", "share"], *told]


def stability(worlds: list[Content]) -> list[list[str]]:
    held = [world["stability"] for world in worlds if "stability" in world]
    rows = [[name, _number(value)] for stable in held for name, value in stable.items()]
    return [["what is changed", "share that stays"], *rows]


def by_group(standard: list[Content]) -> list[list[str]]:
    """Groups with ten or more expected places, and the spread of all others in one line."""
    rows: dict[tuple[str, str], np.ndarray] = {}
    for world in standard:
        for row in world["fairness"]:
            key = (row["attribute"], row["group"])
            rows[key] = rows.get(key, np.zeros(3)) + [row["officials"], row["listed"], row["expected"]]
    told = [
        [attribute, group, f"{sums[0]:.0f}", f"{sums[1]:.0f}", _number(sums[1] / sums[2])]
        for (attribute, group), sums in sorted(rows.items())
        if sums[2] >= 10
    ]
    return [["attribute", "group", "officials", "listed", "times"], *told]


def card(content: Content) -> str:
    """The model card: what it is for, how it did, by whom it falls, and what it cannot see."""
    parts = [_HEAD.format(**_facts(content)), "## Figures\n"]
    parts += [f"### {title}\n\n{_markdown(rows)}\n" for title, rows in tables(content).items()]
    return "\n".join([*parts, _TAIL])


def _facts(content: Content) -> dict[str, str]:
    return {
        "hash": content["parameters_hash"],
        "declarants": f"{content['declarants']:,}",
        "years": str(content["years"]),
        "worlds": str(sum(world["part"] == "standard" for world in content["worlds"])),
        "capacity": str(content["capacity"]),
        "left_out": ", ".join(content["left_out"]),
        "goals": "; ".join(f"{FIGURES[key]} {goal}" for key, goal in GOALS.items()),
    }


def _summed(rows: list[Content], columns: tuple[str, ...]) -> dict[str, list[float]]:
    """The sums of the columns by typology, in the order of the codes."""
    sums: dict[str, list[float]] = {}
    for row in rows:
        held = sums.setdefault(row["typology"], [0.0] * len(columns))
        for place, column in enumerate(columns):
            held[place] += float(row[column])
    return dict(sorted(sums.items()))


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _number(value: float) -> str:
    return "-" if np.isnan(value) else f"{value:.2f}"


def _plain(rows: list[list[str]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


_HEAD = """# Model card

Generated by `make evaluate`; not edited by hand. Parameters of this evaluation: `{hash}`. Where the parameters of the
house have another hash, the figures below are of an earlier state.

## What it is for, and what not

It orders declarations of assets and income for the staff of a control body, who can look at about {capacity} officials,
and says for each why. It is for choosing where to ask first. It is not for deciding that somebody did wrong, for
sanctions, for appointments, or for comparing units: a finding is a question, and silence of the method clears nobody.

## What it was evaluated on

{worlds} synthetic provinces of {declarants} declarants over {years} years: honest households that keep books, a few
guilty ones with thirty kinds of concealment, for each an innocent twin with the same headline numbers, typing and
filling errors, and large honest events. The worlds differ in wealth, shares of errors and events, missing cells and
registers.
Seeds and worlds for judging were never used for choosing a number. The typologies {left_out} were in no world that
numbers were chosen on. Nothing here was measured on real verifications: the synthetic people do what we could imagine.

Goals: {goals}; look-alikes and data errors together at most 0.05 of the top; a planted data error has an error score
above 0.5 in at least 0.95; the province with nobody guilty says "weak list".

"Top" is as many places as there are guilty. What goes back to the unit as a data error first is placed after
everything else, as on the list.
"""
_TAIL = """## What it looks at

The features of the forest (`pipeline/features/`), the rules (`docs/rules/`), the balance of sources and uses, and the
way in which they meet (`docs/method.md`). Level of wealth, sex, place and name are no features; peers are those of the
same grade, field and year.

## What it cannot see

Parents, grown children, brothers and sisters are outside the form; what they hold for somebody shows only where
something left without proceeds. Debts are not on the form. Cash that was never declared and never spent leaves no
trace. A conflict of interest shows only where the registers of firms, contracts, projects and relations are at hand. A
false figure that is the same every year, and consistent with everything else, looks like a true one.
"""
