"""The protocol of the lottery (biên bản bốc thăm): to print and sign, and files by which anybody can draw again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pipeline.exports.draw_replay import list_text, replay_text, tickets_csv, units_csv
from pipeline.exports.page import page
from pipeline.exports.safe import formula_safe_frame
from pipeline.exports.word import HEADING, document_bytes, grid, line, new_document, two_columns
from pipeline.texts import Catalogue

FILLED = ("outcome", "measure", "outcome_on", "decision_no", "officer", "note")
SHOWN_TICKET = 12
# Columns of the tables: their widths in millimetres, and those that hold figures.
WIDTHS = {"unit": (13, 56, 22, 20, 20, 30), "person": (13, 42, 20, 25, 31, 31)}
ROOM_TO_SIGN = [""] * 3
FIGURES = {"unit": (0, 2, 3, 4), "person": (0,)}


@dataclass(frozen=True)
class Protocol:
    """A draw as it is told: tables of Draw with the names of units; `drawn` are rows of LOTTERY."""

    seed_text: str
    drawn_on: date
    fingerprint: str
    year: int
    units: pd.DataFrame
    persons: pd.DataFrame
    drawn: pd.DataFrame
    left_out: dict[str, int] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)


def draw_protocol(protocol: Protocol, say: Catalogue) -> dict[str, bytes]:
    """bien_ban_boc_tham.html and .docx, list.txt, tickets.csv, units.csv, replay.txt, and drawn.csv for outcomes."""
    return {
        "bien_ban_boc_tham.html": html(protocol, say),
        "bien_ban_boc_tham.docx": docx(protocol, say),
        "list.txt": list_text(protocol.persons).encode("utf-8"),
        "tickets.csv": tickets_csv(protocol.persons),
        "units.csv": units_csv(protocol.units),
        "drawn.csv": drawn_csv(protocol.drawn),
        "replay.txt": replay_text(
            protocol.seed_text, protocol.fingerprint, protocol.units, protocol.limits, say
        ).encode("utf-8"),
    }


def drawn_csv(drawn: pd.DataFrame) -> bytes:
    """Those drawn with empty columns for staff; filled in, `make outcome FILE=` takes it into the register."""
    rows = drawn.sort_values(["unit_code", "declarant_id"])[["case_id", "declarant_id", "unit_code", "stratum"]]
    return formula_safe_frame(rows).assign(**dict.fromkeys(FILLED, "")).to_csv(index=False).encode("utf-8-sig")


def html(protocol: Protocol, say: Catalogue) -> bytes:
    return page(
        "draw_protocol.html",
        say=say,
        language=say.language,
        head=heading(say),
        facts=facts(protocol, say),
        unit_heads=heads("unit", say),
        unit_rows=unit_rows(protocol, say),
        person_heads=heads("person", say),
        person_rows=person_rows(protocol, say),
        signers=signers(say),
    )


def docx(protocol: Protocol, say: Catalogue) -> bytes:
    document = new_document(say("draw.title"))
    two_columns(document, *heading(say), HEADING)
    line(document, say("draw.title"), bold=True, centred=True, points=14)
    for text in facts(protocol, say):
        line(document, text)
    for kind, rows in (("unit", unit_rows(protocol, say)), ("person", person_rows(protocol, say))):
        line(document, say(f"draw.{kind}s_title"), bold=True)
        grid(document, heads(kind, say), rows, WIDTHS[kind], FIGURES[kind])
    line(document, say("draw.closing"))
    for left, right in signers(say):
        two_columns(document, [left, say("draw.sign"), *ROOM_TO_SIGN], [right, say("draw.sign"), *ROOM_TO_SIGN])
    return document_bytes(document)


def heading(say: Catalogue) -> tuple[list[str], list[str]]:
    """The two columns above an administrative text: the agency's, to be filled in, and the state's."""
    return [say("draw.agency"), say("draw.number")], [say("draw.state"), say("draw.motto")]


def signers(say: Catalogue) -> list[tuple[str, str]]:
    return [
        (say("draw.signer_chair"), say("draw.signer_clerk")),
        (say("draw.signer_party"), say("draw.signer_front")),
    ]


def facts(protocol: Protocol, say: Catalogue) -> list[str]:
    """The paragraphs between title and tables."""
    limits, units, persons = protocol.limits, protocol.units, protocol.persons
    reasons = [say(f"draw.excluded.{name}", count=count) for name, count in protocol.left_out.items()]
    return [
        say("draw.grounds"),
        say("draw.place", day=say.day(protocol.drawn_on)),
        say("draw.present"),
        say(
            "draw.rules",
            units=say.share(limits["plan_units_share"]),
            persons=say.share(limits["plan_persons_share"]),
            leaders=int(limits["plan_leaders_per_unit"]),
            years=int(limits["plan_rest_years"]),
        ),
        say("draw.list", year=protocol.year, persons=say.number(len(persons)), units=say.number(len(units))),
        say("draw.left_out", reasons="; ".join(reasons) or say("draw.nobody_left_out")),
        say("draw.seed", seed=protocol.seed_text),
        say("draw.fingerprint", fingerprint=protocol.fingerprint),
        say("draw.blind"),
        say("draw.result", units=int(units.drawn.sum()), persons=int(persons.drawn.sum())),
        *without_leader(protocol, say),
    ]


def without_leader(protocol: Protocol, say: Catalogue) -> list[str]:
    """Which drawn units have fewer heads and deputies to draw than the decree asks for; nothing where none has."""
    few = protocol.units.eligible_leaders < protocol.limits["plan_leaders_per_unit"]
    short = protocol.units[protocol.units.drawn & few]
    names = "; ".join(short.unit_name.fillna(short.unit_code))
    return [say("draw.without_leader", units=names)] if len(short) else []


def heads(kind: str, say: Catalogue) -> list[str]:
    names = {
        "unit": ("place", "unit", "declarants", "eligible", "to_draw", "ticket"),
        "person": ("place", "unit", "person", "drawn_as", "ticket", "case"),
    }
    return [say(f"draw.head.{name}") for name in names[kind]]


def unit_rows(protocol: Protocol, say: Catalogue) -> list[list[str]]:
    """The units drawn, lowest ticket first."""
    drawn = protocol.units[protocol.units.drawn]
    persons = protocol.persons[protocol.persons.drawn].unit_code.value_counts()
    return [unit_row(place, unit, int(persons[unit.unit_code]), say) for place, unit in enumerate(each(drawn), 1)]


def unit_row(place: int, unit: Any, drawn: int, say: Catalogue) -> list[str]:
    counts = [say.number(unit.declarants), say.number(unit.eligible), say.number(drawn)]
    return [say.number(place), unit_name(unit), *counts, str(unit.ticket)[:SHOWN_TICKET]]


def each(rows: pd.DataFrame) -> Iterator[Any]:
    yield from rows.itertuples()


def unit_name(unit: Any) -> str:
    return str(unit.unit_code) if pd.isna(unit.unit_name) else f"{unit.unit_name} ({unit.unit_code})"


def person_rows(protocol: Protocol, say: Catalogue) -> list[list[str]]:
    """The persons drawn: by unit in the order of the draw, the leader first, then by ticket. Ids only."""
    order = {unit.unit_code: place for place, unit in enumerate(each(protocol.units))}
    names = {unit.unit_code: unit_name(unit) for unit in each(protocol.units)}
    case = protocol.drawn.set_index("declarant_id").case_id
    drawn = protocol.persons[protocol.persons.drawn]
    ordered = drawn.assign(place=drawn.unit_code.map(order)).sort_values(["place", "drawn_as", "ticket"])
    return [
        [
            say.number(place),
            names[person.unit_code],
            str(person.declarant_id),
            say(f"draw.as.{person.drawn_as}"),
            str(person.ticket)[:SHOWN_TICKET],
            case[person.declarant_id],
        ]
        for place, person in enumerate(each(ordered), 1)
    ]
