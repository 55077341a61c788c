"""Stage `report`: the pages of the run."""

from typing import Any

import pandas as pd

from pipeline.engine import Engine
from pipeline.exports.site import site
from pipeline.exports.site_context import FollowUp, SiteContext
from pipeline.model import CASES, DECLARATIONS, FLAGS, POSITIONS, QUARANTINE, RULE_OUTCOMES, SCORES
from pipeline.register.follow_up import measured, open_cases, outcomes_held
from pipeline.stages.access import logged
from pipeline.stages.register_file import register_path, registered
from pipeline.stages.run_context import Run
from pipeline.stages.run_facts import run_facts
from pipeline.store.frames import read_frame
from pipeline.store.tables import counted, read_rows_of, read_table
from pipeline.store.writing import write_files
from pipeline.texts import catalogue

# A page with more rows is slow in a browser; all rows are in scores.parquet.
COMPARISONS_SHOWN = 20_000
# Of the flags the pages count who has which.
FLAGS_SHOWN = ["declaration_id", "indicator", "judgement", "suspended"]


def report(run: Run, _engine: Engine) -> dict[str, Any]:
    """index.html and the pages that it leads to."""
    pages = site(site_context(run), run.options.lang_ui, run.options.profile)
    logged(run, f"pages: {len(pages)}, profile {run.options.profile}")
    write_files(run.directory.root, pages)
    return {"pages": len(pages)}


def site_context(run: Run) -> SiteContext:
    """The tables of the run as far as the pages show them: the first comparisons by rank, counts of the rest."""
    directory = run.directory
    scores = read_table(directory.file("scores.parquet"), SCORES).sort_values("rank").head(COMPARISONS_SHOWN)
    ids = set(scores.declaration_id)
    rows = [{"table": name} | counted for name, counted in directory.record("validate")["rows"].items()]
    return SiteContext(
        rows=pd.DataFrame(rows),
        cases=read_table(directory.file("cases", "flagged_cases.parquet"), CASES),
        returns=read_table(directory.work("listed", "returns.parquet"), CASES),
        scores=scores,
        positions=read_rows_of(directory.parts("followed", "positions"), POSITIONS, POSITIONS.names, ids),
        declarations=read_rows_of(directory.parts("accepted", "declarations"), DECLARATIONS, DECLARATIONS.names, ids),
        flags=read_table(directory.file("flags.parquet"), FLAGS, FLAGS_SHOWN),
        rule_outcomes=read_table(directory.work("scored", "outcomes.parquet"), RULE_OUTCOMES),
        rule_health=read_frame(directory.file("rule_health.parquet")),
        filing=read_frame(directory.file("filing_by_unit.parquet")),
        item_changes=counted([directory.file("item_changes.parquet")], ["category", "state"], "items"),
        quarantine=read_table(directory.file("quarantine.parquet"), QUARANTINE),
        follow_up=follow_up(run),
        facts=run_facts(run, directory.record("cases")["notes"]),
    )


def follow_up(run: Run) -> FollowUp:
    """What the register holds on the day of the command; nothing where no list and no draw was ever noted."""
    held = registered(register_path(run.options))
    if all(rows.empty for rows in held.values()):
        return FollowUp()
    said = measured(held, run.today, run.parameters, catalogue(run.options.lang_ui)).said
    return FollowUp(run.today, tuple(said), open_cases(held, run.today), outcomes_held(held))
