"""Stage `cases`: the list of cases with their dossiers, the reserve, and what goes back to the units."""

import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.cases.listing import Lists, lists
from pipeline.cases.wording import case_id
from pipeline.cases.wording import cases as worded
from pipeline.engine import Engine
from pipeline.errors import InputError
from pipeline.exports.dossier import dossier
from pipeline.exports.dossier_context import DossierContext, context_of, peer_values
from pipeline.exports.list_content import ListContent
from pipeline.exports.lists import case_list
from pipeline.model import CASES, FLAGS, SCORES
from pipeline.register.cleared import cleared
from pipeline.register.expected import expected_findings, expected_line
from pipeline.stages.access import logged
from pipeline.stages.evidence import balances, evidence_of
from pipeline.stages.outcome import import_filled
from pipeline.stages.register_file import note_listing, register_path, registered, save_filled
from pipeline.stages.run_context import Run
from pipeline.stages.run_facts import run_facts
from pipeline.store.tables import read_table
from pipeline.store.writing import clear_folder, write_files, write_table
from pipeline.texts import Catalogue, catalogue

# What the order of the list and the register ask of every comparison; the words of those listed are read later.
SCORES_WEIGHED = [name for name in SCORES.names if name != "drivers"]
FLAGS_WEIGHED = ["declaration_id", "indicator", "judgement", "amount_vnd"]


def cases(run: Run, engine: Engine) -> dict[str, Any]:
    """cases/flagged_cases.* and one dossier a case; what staff wrote into the list before is in the register first."""
    say = catalogue(run.options.lang_ui)
    register = register_path(run.options)
    take_in_filled(run, register, say)
    scores = read_table(run.directory.file("scores.parquet"), SCORES, SCORES_WEIGHED)
    held = registered(register)
    flags = read_table(run.directory.file("flags.parquet"), FLAGS, FLAGS_WEIGHED)
    settled = cleared(held["register"], scores, case_id, flags)
    found = lists(scores[~settled], run.options.capacity, run.parameters)
    settled_officials = len(set(scores.declarant_id[settled]) - set(found.listed.declarant_id))
    notes = heading_notes(run, found, held, settled_officials, say)
    content = list_content(run, found, notes, say)
    logged(run, f"cases: {len(content.cases)} cases, profile {run.options.profile}")
    clear_folder(run.directory.file("cases"))
    write_files(run.directory.file("cases"), case_list(content, say, run.options.profile))
    for name in ("reserve", "returns"):
        write_table(run.directory.work("listed", f"{name}.parquet"), getattr(content, name), CASES)
    engine.map(write_dossier, dossier_tasks(run, content), "dossiers")
    listed = {"run_id": content.facts.run_id, "listed_on": run.today.isoformat()}
    note_listing(register, content.cases, **listed)
    return {
        **listed,
        "settled": settled_officials,
        "notes": notes,
        "cases": len(content.cases),
        "reserve": len(content.reserve),
        "returns": len(content.returns),
        "returns_not_shown": found.not_shown,
        "stand_out": int((found.listed.priority >= run.parameters.number("list_from_priority")).sum()),
        "weak": found.weak,
    }


def take_in_filled(run: Run, register: Path, say: Catalogue) -> None:
    """The list that staff filled in, kept aside and taken into the register; where it cannot be read, said so."""
    kept = save_filled(run.directory)
    if kept is None:
        return
    try:
        import_filled(run, register, kept)
        print(say("register.filled_kept", path=kept), file=sys.stderr)
    except InputError as error:
        print(say("register.filled_not_read", path=kept, why=error), file=sys.stderr)


def heading_notes(
    run: Run, found: Lists, held: dict[str, pd.DataFrame], settled_officials: int, say: Catalogue
) -> list[str]:
    """What heads the list: that it is weak, how many findings to expect, how many matters are settled."""
    expected = expected_findings(found.listed.priority, held["register"], held["listings"], run.parameters)
    return [
        note
        for note in (
            say("list.weak") if found.weak else "",
            expected_line(expected, run.parameters, say),
            say("register.settled", count=say.number(settled_officials)) if settled_officials else "",
        )
        if note
    ]


def list_content(run: Run, found: Lists, notes: list[str], say: Catalogue) -> ListContent:
    """The lists in words, with the rows of evidence that the workbook shows."""
    three = (found.listed, found.reserve, found.returns)
    evidence = evidence_of(run, pd.concat([rows.declarant_id for rows in three]))
    scores = evidence["scores"].set_index("declaration_id", drop=False)
    words = (evidence["flags"], evidence["hypotheses"], evidence["positions"], run.parameters, say)
    listed, reserve, returns = (worded(scores.loc[rows.declaration_id], *words) for rows in three)
    tables = {part.name: evidence[part.name] for part in fields(ListContent) if part.name in evidence}
    return ListContent(listed, reserve, returns, **tables, facts=run_facts(run, notes))


def dossier_tasks(run: Run, content: ListContent) -> list[tuple[Run, pd.Series, DossierContext]]:
    """What the writing of each dossier needs, the rows of one official each."""
    tables = evidence_of(run, content.cases.declarant_id)
    peers = balances(run)
    cases = [case for _, case in content.cases.iterrows()]
    return [(run, case, context_of(case, tables, peer_values(case, peers), content.facts)) for case in cases]


def write_dossier(task: tuple[Run, pd.Series, DossierContext]) -> None:
    """One page; its name is the id of the case, which says nothing of the official."""
    run, case, context = task
    page = dossier(case, context, run.options.lang_ui, run.options.profile)
    write_files(run.directory.file("cases", "dossiers"), {f"{case.case_id}.html": page})
