"""Stage `score`: the red flags, the isolation forest, and the order that they make together."""

from typing import Any

import pandas as pd

from pipeline import features, forest, peers
from pipeline.cases.priority import scored
from pipeline.engine import Engine
from pipeline.model import DECLARED, FLAGS, FOLLOWED, HYPOTHESES, POSITIONS, RULE_OUTCOMES, SCORES, TABLES
from pipeline.model.registers import OBLIGED
from pipeline.rules import Concluded, conclude, run_rules
from pipeline.rules.filings import filing_by_person, filing_by_unit
from pipeline.rules.gather import combine, gather
from pipeline.stages.partitions import accepted, parts, registers
from pipeline.stages.run_context import Part, Run
from pipeline.store.frames import read_frame, write_frame
from pipeline.store.tables import read_parts, read_table
from pipeline.store.writing import write_table


def score(run: Run, engine: Engine) -> dict[str, Any]:
    """scores.parquet, flags.parquet and the health of the rules."""
    for name in ("peers", "features", "shared", "flags", "hypotheses", "rule_outcomes"):
        run.directory.clear("scored", name)
    positions = read_parts(run.directory.parts("followed", "positions"), POSITIONS)
    cells = peers.peer_cells(positions, run.parameters)
    engine.map(write_features, parts(run), "features")
    _write_peers(run, peers.peer_statistics(positions, cells, run.parameters, _features(run)))
    unusual, model = forest_scores(run, cells)
    gather_shared(run, engine)
    engine.map(judge, parts(run), "rules")
    flags, hypotheses, outcomes = (_gathered(run, table) for table in (FLAGS, HYPOTHESES, RULE_OUTCOMES))
    last = _health_of_the_last_run(run)
    told = conclude(flags, hypotheses, outcomes, positions, run.parameters, run.options.lang_ui, last)
    scores = scored(positions, told.flags, told.hypotheses, unusual, run.parameters)
    write_table(run.directory.file("scores.parquet"), scores, SCORES)
    _write_concluded(run, told)
    write_filing(run, positions)
    forest.storing.write_model(run.directory.work("scored", "forest"), model)
    return {"scores": len(scores), "flags": len(told.flags), "rules": int(told.health.indicator.nunique())}


def _health_of_the_last_run(run: Run) -> pd.DataFrame | None:
    """The rule health that the run before left in this directory: what drift is measured against."""
    path = run.directory.file("rule_health.parquet")
    return read_frame(path) if path.exists() else None


def _write_concluded(run: Run, told: Concluded) -> None:
    write_table(run.directory.file("flags.parquet"), _in_order(told.flags), FLAGS)
    write_table(run.directory.work("scored", "hypotheses.parquet"), told.hypotheses, HYPOTHESES)
    write_frame(run.directory.work("scored", "outcomes.parquet"), told.outcomes)
    write_frame(run.directory.file("rule_health.parquet"), told.health)
    write_frame(run.directory.file("unit_clusters.parquet"), told.clusters)


def write_filing(run: Run, positions: pd.DataFrame) -> None:
    """filing_by_unit.parquet and filing_missing.parquet (a person and a year without declaration).

    Without the register of who has to declare both are empty.
    """
    people = filing_by_person(positions, registers(run).get("obliged", OBLIGED.empty()), run.parameters)
    missing = people[~people.declared & people.closed][["declarant_id", "year", "unit_code", "kind"]]
    write_frame(run.directory.file("filing_by_unit.parquet"), filing_by_unit(people, run.parameters))
    write_frame(run.directory.file("filing_missing.parquet"), missing)


def _write_peers(run: Run, statistics: pd.DataFrame) -> None:
    """Each partition's declarations of the peer statistics, beside the partition's other tables."""
    by_declaration = statistics.set_index("declaration_id")
    for part in parts(run):
        held = read_table(_followed(part, "positions"), POSITIONS, ["declaration_id"])
        write_frame(_scored(part, "peers"), by_declaration.loc[held.declaration_id].reset_index())


def write_features(part: Part) -> None:
    """The features of one partition's comparisons."""
    tables = {table.name: read_table(_followed(part, table.name), table) for table in FOLLOWED}
    table = features.features(tables["positions"], tables["item_changes"], part.run.parameters)
    write_frame(_scored(part, "features"), table.reset_index())


def forest_scores(run: Run, cells: pd.DataFrame) -> tuple[pd.DataFrame, Any]:
    """Every comparison's scores by declaration, and the model."""
    z, _left_out = features.standardise(_features(run), cells, run.parameters)
    return forest.score(z, run.options.seed, run.parameters, run.options.capacity, run.options.processes)


def _features(run: Run) -> pd.DataFrame:
    """The features of every comparison, by declaration."""
    frames = [read_frame(path) for path in run.directory.parts("scored", "features")]
    return pd.concat(frames).set_index("declaration_id").sort_index()


def gather_shared(run: Run, engine: Engine) -> None:
    """What several officials have in common, out of small columns of every partition."""
    gathered = engine.map(gather_part, parts(run), "shared")
    for name, frame in combine(gathered).items():
        write_frame(run.directory.work("scored", "shared", f"{name}.parquet"), frame)


def gather_part(part: Part) -> dict[str, pd.DataFrame]:
    return gather(tables_of(part))


def judge(part: Part) -> None:
    """The rules on one partition: its flags, hypotheses and outcomes."""
    shared = {path.stem: read_frame(path) for path in part.run.directory.parts("scored", "shared")}
    tables = tables_of(part) | registers(part.run) | shared | {"peers": read_frame(_scored(part, "peers"))}
    found = run_rules(tables, part.run.parameters, part.run.options.lang_ui)
    made = ((FLAGS, found.flags), (HYPOTHESES, found.hypotheses), (RULE_OUTCOMES, found.outcomes))
    for table, frame in made:
        write_table(_scored(part, table.name), frame, table)


def tables_of(part: Part) -> dict[str, pd.DataFrame]:
    """The accepted and followed tables of one partition, by name."""
    tables = {table.name: accepted(part, table) for table in DECLARED}
    return tables | {table.name: read_table(_followed(part, table.name), table) for table in FOLLOWED}


def _gathered(run: Run, table: Any) -> pd.DataFrame:
    return read_parts(run.directory.parts("scored", table.name), TABLES[table.name])


def _in_order(flags: pd.DataFrame) -> pd.DataFrame:
    keys = ["declarant_id", "declaration_id", "indicator", "category", "previous_item_no", "item_no", "reason"]
    return flags.sort_values(keys, ignore_index=True)


def _followed(part: Part, name: str) -> Any:
    return part.run.directory.work("followed", name, part.file_name)


def _scored(part: Part, name: str) -> Any:
    return part.run.directory.work("scored", name, part.file_name)
