"""Stage `outcome`: what staff found comes back from the filled list or a command into the register."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.errors import InputError
from pipeline.model.registered import CASE_OUTCOMES, MEASURES, REGISTER
from pipeline.register import follow_up
from pipeline.register.filled import heading_of, measure_code, outcome_code, read_filled
from pipeline.register.versions import CONTENT, current, history, new_versions
from pipeline.register.wording import history_lines
from pipeline.stages.register_file import (
    record_listing,
    record_versions,
    register_opened,
    register_rows,
    registered,
)
from pipeline.stages.run_context import Run
from pipeline.store.filled_sheets import filled_sheets
from pipeline.store.writing import write_files
from pipeline.texts import Catalogue, catalogue


@dataclass(frozen=True)
class Told:
    """What the command says of one case; empty text is not given."""

    case: str = ""
    outcome: str = ""
    measure: str = ""
    outcome_on: date | None = None
    decision_no: str = ""
    officer: str = ""
    note: str = ""


def import_filled(run: Run, register: Path, file: Path) -> int:
    """The outcomes of a filled list taken into the register; how many versions that made. All rows or none."""
    say = catalogue(run.options.lang_ui)
    sheets = filled_sheets(file)
    if not any(heading_of(rows) for rows in sheets.values()):
        raise InputError(say("register.no_list", file=file))
    filled = read_filled(sheets, file.name, say)
    if filled.problems:
        first, more = filled.problems[0], len(filled.problems) - 1
        raise InputError(say("register.more_problems", first=first, count=more) if more else first)
    return _recorded(run, register, filled.rows, say)


def note_outcome(run: Run, register: Path, told: Told) -> int:
    """The outcome of one case taken into the register; what is not told stays as it was."""
    say = catalogue(run.options.lang_ui)
    record_listing(run.directory, register)
    held = registered(register)
    known = set(held["register"].case_id) | set(held["listings"].case_id) | set(held["lottery"].case_id)
    if told.case not in known:
        raise InputError(say("register.unknown_case", case=told.case))
    row = one_row(told, current(held["register"]), say)
    return _recorded(run, register, row, say)


def one_row(told: Told, held: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """REGISTER: the row that the command means, completed by the version that holds.

    The day of an earlier outcome is not that of a new one.
    """
    given: dict[str, object] = {
        "outcome": _code(told.outcome, outcome_code, "OUTCOME", CASE_OUTCOMES, say),
        "measure": _code(told.measure, measure_code, "MEASURE", MEASURES, say),
        "outcome_on": told.outcome_on,
        "decision_no": told.decision_no or None,
        "officer": told.officer or None,
        "note": told.note or None,
    }
    before = held[held.case_id == told.case].to_dict("records")
    last = before[0] if before else {}
    another = given["outcome"] is not None and given["outcome"] != last.get("outcome")
    for name in CONTENT:
        if given[name] is None and not (another and name == "outcome_on"):
            given[name] = last.get(name)
    return REGISTER.conform(pd.DataFrame([{"case_id": told.case, **given, "source": "make outcome"}]))


def _code(text: str, read: object, name: str, choices: tuple[str, ...], say: Catalogue) -> str | None:
    found = read(text) if text and callable(read) else None
    if text and found is None:
        raise InputError(say("register.unknown_word", name=name, text=text, choices=", ".join(choices)))
    return found


def _recorded(run: Run, register: Path, rows: pd.DataFrame, say: Catalogue) -> int:
    record_listing(run.directory, register)
    with register_opened(register) as connection:
        held = register_rows(connection)
        of_cases = pd.concat([held["lottery"].reindex(columns=held["listings"].columns), held["listings"]])
        versions = new_versions(held["register"], of_cases, rows, run.at)
        record_versions(connection, versions)
    print(say("register.recorded", added=len(versions), same=len(rows) - len(versions)))
    return len(versions)


def case_history(run: Run, register: Path, case_id: str) -> list[str]:
    """The versions of a case as lines."""
    say = catalogue(run.options.lang_ui)
    found = history(registered(register)["register"], case_id)
    return history_lines(found, say) or [say("register.no_case")]


def measured(run: Run, register: Path, as_of: date) -> pd.DataFrame:
    """Measures of list and work; also written as register/measures.csv of the run."""
    said = follow_up.measured(registered(register), as_of, run.parameters, catalogue(run.options.lang_ui))
    write_files(run.directory.file("register"), {"measures.csv": said.to_csv(index=False).encode("utf-8")})
    return said
