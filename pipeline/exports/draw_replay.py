"""The lottery for those who want to draw again: the list, every ticket, and how they are made, with SHA-256 alone."""

from collections.abc import Mapping

import pandas as pd

from pipeline.exports.safe import formula_safe_frame
from pipeline.texts import Catalogue


def list_text(persons: pd.DataFrame) -> str:
    """The list that was drawn from, exactly the bytes whose SHA-256 is the fingerprint: no line feed at the end."""
    lines = (
        f"{unit}|{person}|{int(leader)}|{'' if pd.isna(why) else why}"
        for unit, person, leader, why in zip(
            persons.unit_code, persons.declarant_id, persons.is_leader, persons.excluded, strict=True
        )
    )
    return "\n".join(lines)


def tickets_csv(persons: pd.DataFrame) -> bytes:
    """One line an annual declarant: unit, id, leader (1 or 0), exclusion, ticket, drawn (1 or 0), drawn as."""
    rows = persons.assign(leader=persons.is_leader.astype(int), drawn=persons.drawn.astype(int))
    columns = ["unit_code", "declarant_id", "leader", "excluded", "ticket", "drawn", "drawn_as"]
    return formula_safe_frame(rows[columns]).to_csv(index=False, lineterminator="\n").encode("utf-8")


def units_csv(units: pd.DataFrame) -> bytes:
    """One line a unit, lowest ticket first."""
    columns = ["unit_code", "unit_name", "declarants", "eligible", "eligible_leaders", "ticket", "drawn"]
    rows = units.reindex(columns=columns).assign(drawn=units.drawn.astype(int))
    return formula_safe_frame(rows).to_csv(index=False, lineterminator="\n").encode("utf-8")


def replay_text(
    seed_text: str, fingerprint: str, units: pd.DataFrame, limits: Mapping[str, float], say: Catalogue
) -> str:
    """Step by step, with one unit as the example."""
    drawn = units[units.drawn]
    example, ticket = drawn.unit_code.iloc[0], drawn.ticket.iloc[0]
    words = f"{seed_text}|{fingerprint}|unit|{example}"
    return say(
        "draw.replay",
        seed=seed_text,
        fingerprint=fingerprint,
        example=example,
        words=words,
        ticket=ticket,
        quoted="'" + words.replace("'", "'\\''") + "'",
        units=len(drawn),
        units_share=say.share(limits["plan_units_share"]),
        persons_share=say.share(limits["plan_persons_share"]),
    )
