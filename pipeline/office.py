"""The words of the office beside the stages of a run: outcome, draw, forget, handover, and the periodic report."""

import argparse
from pathlib import Path

from pipeline.asked import asked, day
from pipeline.errors import InputError
from pipeline.stages.access import logged
from pipeline.stages.draw import draw
from pipeline.stages.forget import forget
from pipeline.stages.handover import handover
from pipeline.stages.outcome import Told, case_history, import_filled, measured, note_outcome
from pipeline.stages.periodic import periodic
from pipeline.stages.register_file import register_path
from pipeline.stages.run_context import Run
from pipeline.store import run_directory
from pipeline.store.resources import load_parameters, parameters_hash
from pipeline.texts import ToldError, catalogue


def act(given: argparse.Namespace) -> None:
    """The word of the command on its run directory, which it alone writes in meanwhile."""
    chosen = asked(given)
    parameters = load_parameters(chosen.as_of)
    with run_directory.opened(chosen.out) as directory:
        run = Run(chosen, directory, parameters, parameters_hash(parameters))
        {"outcome": _outcome, "draw": _draw, "forget": _forget, "handover": _handover, "report": _report}[given.word](
            run, given
        )


def _outcome(run: Run, given: argparse.Namespace) -> None:
    """A filled list, or the outcome of one case, into the register; or, where only CASE is told, its history."""
    register = register_path(run.options)
    told = Told(
        case=given.case.strip(),
        outcome=given.outcome,
        measure=given.measure,
        outcome_on=day("OUTCOME_ON", given.outcome_on) if given.outcome_on else None,
        decision_no=given.decision_no,
        officer=given.officer,
        note=given.note,
    )
    if told == Told(case=told.case) and told.case:
        print("\n".join(case_history(run, register, told.case)))
        return
    if told.case:
        note_outcome(run, register, told)
    else:
        import_filled(run, register, Path(given.file) if given.file else _filled_list(run))
    print("\n".join(measured(run, register, run.today).said))


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
    made = draw(run, register_path(run.options), given.seed_text, day("DRAWN_ON", given.drawn_on))
    path = run.directory.file("draw", "bien_ban_boc_tham.html")
    print(say("draw.done", path=path, units=int(made.units.drawn.sum()), persons=int(made.persons.drawn.sum())))
    print(logged(run, f"draw: {made.fingerprint}"))


def _forget(run: Run, given: argparse.Namespace) -> None:
    before = day("BEFORE", given.before)
    if before > run.today:
        raise ToldError("error.future", text=before)
    print(logged(run, f"forget: asked to take out cases closed before {before}"))
    count = forget(run, register_path(run.options), before)
    print(logged(run, f"forget: {count} cases closed before {before}"))


def _handover(run: Run, given: argparse.Namespace) -> None:
    file = Path(given.file)
    recipients = given.to.replace(",", " ").split() if not given.to.startswith("ssh-") else [given.to]
    path = handover(run, recipients, file)
    print(logged(run, f"handover: {file.name} to {' '.join(recipients)}"))
    print(path)


def _report(run: Run, given: argparse.Namespace) -> None:
    path = periodic(run, register_path(run.options), given.period)
    print(logged(run, f"report: {path.name}"))
