"""The words of the office beside the stages of a run: outcome, draw, forget, handover, and the periodic report.

Here, at the edge, the clock is read and the user's name taken; everything behind is given both.
"""

import argparse
import getpass
from datetime import date, datetime
from pathlib import Path

from pipeline.errors import InputError
from pipeline.options import Options, options
from pipeline.stages.draw import draw
from pipeline.stages.forget import forget
from pipeline.stages.handover import handover
from pipeline.stages.outcome import Told, case_history, import_filled, measured, note_outcome
from pipeline.stages.periodic import periodic
from pipeline.stages.register_file import register_path
from pipeline.stages.run_context import Run
from pipeline.store import run_directory
from pipeline.store.access_log import append
from pipeline.store.resources import load_parameters, parameters_hash
from pipeline.texts import catalogue


def act(given: argparse.Namespace, described: list[str]) -> None:
    """The word of the command on its run directory, which it alone writes in meanwhile."""
    chosen = options({name: getattr(given, name) for name in described})
    parameters = load_parameters(chosen.as_of)
    with run_directory.opened(chosen.out) as directory:
        run = Run(chosen, directory, parameters, parameters_hash(parameters))
        {"outcome": _outcome, "draw": _draw, "forget": _forget, "handover": _handover, "report": _report}[given.word](
            run, given
        )


def _outcome(run: Run, given: argparse.Namespace) -> None:
    """A filled list, or the outcome of one case, into the register; or, where only CASE is told, its history."""
    register = _register(run.options, given)
    told = Told(
        case=given.case.strip(),
        outcome=given.outcome,
        measure=given.measure,
        outcome_on=_day("OUTCOME_ON", given.outcome_on) if given.outcome_on else None,
        decision_no=given.decision_no,
        officer=given.officer,
        note=given.note,
    )
    if told == Told(case=told.case) and told.case:
        print("\n".join(case_history(run, register, told.case)))
        return
    if told.case:
        note_outcome(run, register, told, _now(given))
    else:
        import_filled(run, register, Path(given.file) if given.file else _filled_list(run), _now(given))
    print("\n".join(measured(run, register, _today(given)).said))


def _filled_list(run: Run) -> Path:
    """The list of the run directory, which staff may have filled in where it lies."""
    path = run.directory.file("cases", "flagged_cases.xlsx")
    if not path.exists():
        raise InputError(catalogue(run.options.lang_ui)("register.nothing_given"))
    return path


def _draw(run: Run, given: argparse.Namespace) -> None:
    say = catalogue(run.options.lang_ui)
    if not given.drawn_on:
        raise InputError(say("draw.no_day"))
    day = _day("DRAWN_ON", given.drawn_on)
    made = draw(run, _register(run.options, given), given.seed_text, day)
    path = run.directory.file("draw", "bien_ban_boc_tham.html")
    print(say("draw.done", path=path, units=int(made.units.drawn.sum()), persons=int(made.persons.drawn.sum())))
    _log(run, given, f"draw: {made.fingerprint}")


def _forget(run: Run, given: argparse.Namespace) -> None:
    before = _day("BEFORE", given.before)
    if before > _today(given):
        raise InputError(f"BEFORE={before}: lies in the future; give a day that has passed")
    register = _register(run.options, given)
    _log(run, given, f"forget: asked to take out cases closed before {before}")
    count = forget(run, register, before)
    _log(run, given, f"forget: {count} cases closed before {before}")


def _handover(run: Run, given: argparse.Namespace) -> None:
    file = Path(given.file)
    recipients = given.to.replace(",", " ").split() if not given.to.startswith("ssh-") else [given.to]
    path = handover(run, recipients, file)
    _log(run, given, f"handover: {file.name} to {' '.join(recipients)}")
    print(path)


def _report(run: Run, given: argparse.Namespace) -> None:
    path = periodic(run, _register(run.options, given), given.period)
    _log(run, given, f"report: {path.name}")


def _register(chosen: Options, given: argparse.Namespace) -> Path:
    return register_path(chosen, given.register)


def _log(run: Run, given: argparse.Namespace, what: str) -> None:
    say = catalogue(run.options.lang_ui)
    mark = append(run.directory, given.who or getpass.getuser(), what, given.why, _now(given))
    print(say("register.logged", mark=mark))


def _now(given: argparse.Namespace) -> str:
    """The moment, with its time zone; AT sets it where a past entry is made up for."""
    if not given.at:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        return datetime.fromisoformat(given.at).astimezone().isoformat(timespec="seconds")
    except ValueError:
        raise InputError(f"AT={given.at}: give a moment as YYYY-MM-DDTHH:MM") from None


def _today(given: argparse.Namespace) -> date:
    return datetime.fromisoformat(_now(given)).date()


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name}={text}: give a day as YYYY-MM-DD") from None
