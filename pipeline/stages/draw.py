"""Stage `draw`: the public lottery of the yearly plan, with a protocol that anybody can check."""

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline import draw as lottery
from pipeline.errors import InputError
from pipeline.exports.draw_protocol import Protocol, draw_protocol
from pipeline.register.control_group import chances
from pipeline.stages.draw_lists import EXCLUDED, annual_declarants, lists_of
from pipeline.stages.register_file import record_lottery
from pipeline.stages.run_context import Run
from pipeline.store.writing import clear_folder, write_files
from pipeline.texts import catalogue

CASE_OF_LOTTERY = "L"
DIGITS = 10


def draw(run: Run, register: Path, seed_text: str, drawn_on: date) -> Protocol:
    """draw/: protocol (HTML, DOCX), tickets, units, those drawn, the list and how to draw again. Raises InputError."""
    say = catalogue(run.options.lang_ui)
    if not seed_text.strip():
        raise InputError(say("draw.no_seed"))
    lists = lists_of(run.options.data, run.parameters, say)
    annual, year = annual_declarants(lists, drawn_on)
    if annual.empty:
        raise InputError(say("draw.nobody", data=run.options.data))
    unnamed = lists["exclusions"].assign(reason=EXCLUDED)
    try:
        found = lottery.draw(annual, lists["verifications"], unnamed, seed_text, drawn_on, run.parameters)
    except ValueError as error:
        raise InputError(say("draw.twice", why=error)) from None
    protocol = protocol_of(found, lists, year, run)
    clear_folder(run.directory.file("draw"))
    write_files(run.directory.file("draw"), draw_protocol(protocol, say))
    record_lottery(register, protocol.drawn)
    return protocol


def protocol_of(found: lottery.Draw, lists: dict[str, pd.DataFrame], year: int, run: Run) -> Protocol:
    """What the protocol says: the draw, the names of units, and how many were left out for which reason."""
    names = lists["units"].drop_duplicates("unit_code", keep="last").set_index("unit_code").unit_name
    limits = ("plan_units_share", "plan_persons_share", "plan_leaders_per_unit", "plan_rest_years")
    return Protocol(
        seed_text=found.seed_text,
        drawn_on=found.drawn_on,
        fingerprint=found.fingerprint,
        year=year,
        units=found.units.assign(unit_name=found.units.unit_code.map(names).astype("str")),
        persons=found.persons,
        drawn=drawn_cases(found),
        left_out=left_out(found, lists["exclusions"]),
        limits={name: run.parameters.number(name, found.drawn_on) for name in limits},
    )


def drawn_cases(found: lottery.Draw) -> pd.DataFrame:
    """LOTTERY: one row a person drawn, with the id under which the outcome comes back."""
    rows = chances(found.persons, found.units)
    keys = rows.declarant_id.map(lambda one: f"{one}|{found.drawn_on}|{found.seed_text}|{found.fingerprint}")
    ids = keys.map(lambda key: CASE_OF_LOTTERY + hashlib.sha256(key.encode()).hexdigest()[:DIGITS].upper())
    return rows.assign(case_id=ids, drawn_on=pd.Timestamp(found.drawn_on), fingerprint=found.fingerprint)


def left_out(found: lottery.Draw, exclusions: pd.DataFrame) -> dict[str, int]:
    """How many annual declarants were left out for each reason."""
    aside = found.persons[found.persons.excluded.notna()]
    reasons = exclusions.drop_duplicates("declarant_id").set_index("declarant_id").reason
    why = aside.excluded.where(aside.excluded != EXCLUDED, aside.declarant_id.map(reasons))
    return {str(name): int(count) for name, count in why.value_counts().sort_index().items()}
