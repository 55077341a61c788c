"""Stage `rules`: the red flags with their innocent reasons, and how the rules fared."""

from typing import Any

import pandas as pd

from pipeline.cases.priority import common_findings, evidence_by_judgement
from pipeline.engine import Engine
from pipeline.model import FLAGS, HYPOTHESES, POSITIONS, RULE_OUTCOMES, Table
from pipeline.model.registers import OBLIGED
from pipeline.rules import run_rules
from pipeline.rules.conclude import WHO, TogetherFound, flags_of, found_together
from pipeline.rules.filings import filing_by_person, filing_by_unit
from pipeline.stages.features import scored
from pipeline.stages.partitions import parts, registers
from pipeline.stages.run_context import Part, Run
from pipeline.stages.shared import tables_of, write_shared
from pipeline.store.frames import read_frame, write_frame
from pipeline.store.tables import arrow_parts, read_parts, read_table
from pipeline.store.writing import write_parquet, write_table

JUDGED = (FLAGS, HYPOTHESES, RULE_OUTCOMES)
# What units, health and overlap are counted from; sentences stay in the partitions.
FLAGS_COUNTED = ["declaration_id", "declarant_id", "indicator", "judgement", "category"]
HYPOTHESES_COUNTED = ["declaration_id", "indicator", "reason_id", "verdict"]
FILED = ["declaration_id", "declarant_id", "declared_on", "kind", "appointed_on", "unit_code"]


def rules(run: Run, engine: Engine) -> dict[str, Any]:
    """flags.parquet, the health of the rules, and per declaration the evidence that the order of the list is made of.

    A row group of flags.parquet is a partition.
    """
    for name in (*(table.name for table in JUDGED), "told", "reasons", "evidence"):
        run.directory.clear("scored", name)
    write_shared(run, engine)
    engine.map(judge, parts(run), "rules")
    write_together(run)
    told = engine.map(conclude_part, parts(run), "flags")
    for folder, path, table in (
        ("told", run.directory.file("flags.parquet"), FLAGS),
        ("reasons", run.directory.work("scored", "hypotheses.parquet"), HYPOTHESES),
    ):
        write_parquet(path, arrow_parts(run.directory.parts("scored", folder)), table.schema())
    write_filing(run)
    health = read_frame(run.directory.file("rule_health.parquet"))
    return {"flags": sum(told), "rules": int(health.indicator.nunique())}


def judge(part: Part) -> None:
    """The rules on one partition: its flags, hypotheses and outcomes."""
    shared = {path.stem: read_frame(path) for path in part.run.directory.parts("scored", "shared")}
    tables = tables_of(part) | registers(part.run) | shared | {"peers": read_frame(scored(part, "peers"))}
    found = run_rules(tables, part.run.parameters, part.run.options.lang_ui)
    for table, frame in zip(JUDGED, (found.flags, found.hypotheses, found.outcomes), strict=True):
        write_table(scored(part, table.name), frame, table)


def write_together(run: Run) -> None:
    """What the findings of everybody say together: rules on findings, templates of units, health, clusters."""
    flags, hypotheses = _gathered(run, FLAGS, FLAGS_COUNTED), _gathered(run, HYPOTHESES, HYPOTHESES_COUNTED)
    positions = read_parts(run.directory.parts("followed", "positions"), POSITIONS, WHO)
    common = common_findings(flags, hypotheses, len(positions), run.parameters)
    found = found_together(
        flags,
        hypotheses,
        _templates(run),
        _gathered(run, RULE_OUTCOMES),
        positions,
        run.parameters,
        run.options.lang_ui,
        _health_of_the_last_run(run),
    )
    write_frame(run.directory.work("scored", "common.parquet"), common)
    write_table(run.directory.work("scored", "late_flags.parquet"), found.late_flags, FLAGS)
    write_table(run.directory.work("scored", "templates.parquet"), found.templates, HYPOTHESES)
    write_frame(run.directory.work("scored", "outcomes.parquet"), found.outcomes)
    write_frame(run.directory.file("rule_health.parquet"), found.health)
    write_frame(run.directory.file("unit_clusters.parquet"), found.clusters)


def _templates(run: Run) -> pd.DataFrame:
    """HYPOTHESES of the reason that a unit's form may explain, of all partitions."""
    held = [read_table(path, HYPOTHESES) for path in run.directory.parts("scored", HYPOTHESES.name)]
    return pd.concat([rows[rows["reason_id"].eq("template")] for rows in held], ignore_index=True)


def conclude_part(part: Part) -> int:
    """Flags and hypotheses of one partition as the whole run sees them, and the evidence in them; how many flags."""
    run = part.run
    flags, hypotheses = (read_table(scored(part, table.name), table) for table in (FLAGS, HYPOTHESES))
    found = TogetherFound(
        read_table(run.directory.work("scored", "late_flags.parquet"), FLAGS),
        read_table(run.directory.work("scored", "templates.parquet"), HYPOTHESES),
        health=read_frame(run.directory.file("rule_health.parquet")),
    )
    ids = read_frame(scored(part, "peers"), ["declaration_id"])["declaration_id"]
    flags, hypotheses = flags_of(flags, hypotheses, found, ids)
    shares = read_frame(run.directory.work("scored", "common.parquet"))
    evidence = evidence_by_judgement(flags, hypotheses, shares, run.parameters)
    write_frame(scored(part, "evidence"), evidence.rename_axis("declaration_id").reset_index())
    write_table(scored(part, "told"), _in_order(flags), FLAGS)
    write_table(scored(part, "reasons"), hypotheses, HYPOTHESES)
    return len(flags)


def _health_of_the_last_run(run: Run) -> pd.DataFrame | None:
    """The rule health that the run before left in this directory: what drift is measured against."""
    path = run.directory.file("rule_health.parquet")
    return read_frame(path) if path.exists() else None


def write_filing(run: Run) -> None:
    """filing_by_unit.parquet and filing_missing.parquet (a person and a year without declaration).

    Without the register of who has to declare both are empty.
    """
    positions = read_parts(run.directory.parts("followed", "positions"), POSITIONS, FILED)
    people = filing_by_person(positions, registers(run).get("obliged", OBLIGED.empty()), run.parameters)
    missing = people[~people.declared & people.closed][["declarant_id", "year", "unit_code", "kind"]]
    write_frame(run.directory.file("filing_by_unit.parquet"), filing_by_unit(people, run.parameters))
    write_frame(run.directory.file("filing_missing.parquet"), missing)


def _gathered(run: Run, table: Table, columns: list[str] | None = None) -> pd.DataFrame:
    return read_parts(run.directory.parts("scored", table.name), table, columns)


def _in_order(flags: pd.DataFrame) -> pd.DataFrame:
    keys = ["declarant_id", "declaration_id", "indicator", "category", "previous_item_no", "item_no", "reason"]
    return flags.sort_values(keys, ignore_index=True)
