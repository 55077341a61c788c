"""Stage `validate`: canonical rows against their suites; accepted rows by partition, quarantine, what was found."""

from typing import Any

import pandas as pd

from pipeline import link
from pipeline.engine import Engine
from pipeline.errors import BlockingError
from pipeline.exports.data_docs import data_docs
from pipeline.exports.quarantine_list import quarantine_list
from pipeline.model import DECLARATIONS, INPUTS, QUARANTINE
from pipeline.stages.checking import check_piece, pieces
from pipeline.stages.last_day import last_day
from pipeline.stages.partitions import partition_count, partition_numbers, write_accepted
from pipeline.stages.run_context import Run, part_file
from pipeline.store.frames import read_frame, write_frame
from pipeline.store.tables import read_parts, row_count
from pipeline.store.writing import write_files, write_json, write_table
from pipeline.validate import incomplete_declarations, merge_findings, validation_json

# What links officials across years.
OF_PEOPLE = ["declaration_id", "declarant_id", "declared_on", "full_name", "birth_date", "personal_id", "unit_code"]


def validate(run: Run, engine: Engine) -> dict[str, Any]:
    """Accepted rows of every partition, quarantine.parquet and .csv, validation.json, data_docs/.

    Raises BlockingError where a critical expectation is not met; what was found is written all the same.
    """
    for folder in (["checked"], ["accepted"], ["found"], ["quarantine", "validate"]):
        run.directory.clear(*folder)
    declared = read_parts(run.directory.parts("ingested", "declarations"), DECLARATIONS, ["declared_on"])
    today = last_day(declared.declared_on, run.parameters)
    engine.map(check_piece, pieces(run, DECLARATIONS.name, today), "validate declarations")
    others = [name for name in INPUTS if name != DECLARATIONS.name]
    engine.map(check_piece, [piece for name in others for piece in pieces(run, name, today)], "validate")
    partitions = partition(run, engine)
    rows = rows_of_tables(run)
    findings = merge_findings([read_frame(path) for path in run.directory.parts("found")])
    facts = {"partitions": partitions, "rows": rows, "last_day": today, "blocking": int(findings.blocking.sum())}
    write_found(run, findings, rows)
    if findings.blocking.any():
        run.directory.write_record("validate", facts | {"wall_seconds": 0, "peak_memory_mib": 0})
        raise BlockingError(blocked(run, findings))
    return facts


def partition(run: Run, engine: Engine) -> int:
    """The accepted rows of every table by partition of officials; how many partitions there are."""
    paths = run.directory.parts("checked", DECLARATIONS.name)
    people, ambiguous = link.link_people(read_parts(paths, DECLARATIONS, OF_PEOPLE))
    count = partition_count(len(people))
    people["partition"] = partition_numbers(people.person_id, count)
    write_frame(run.directory.work("people.parquet"), people)
    run.directory.clear("people")
    for number in range(count):
        write_frame(run.directory.work("people", part_file(number)), people[people["partition"] == number])
    write_table(run.directory.work("ambiguous_people.parquet"), ambiguous, QUARANTINE)
    tasks = [(run, name, path, count) for name in INPUTS for path in run.directory.parts("checked", name)]
    engine.map(write_accepted, tasks, "partition")
    return count


def rows_of_tables(run: Run) -> dict[str, dict[str, int]]:
    """Rows read, accepted and quarantined of each table; raises where they do not add up."""
    set_aside = quarantined(run).table.value_counts()
    read = run.directory.record("ingest")["rows_read"]
    rows = {}
    for name in sorted({*read, *set_aside.index}):
        taken = sum(row_count(path) for path in run.directory.parts("checked", name))
        rows[name] = {"read": int(read.get(name, 0)), "accepted": taken, "quarantined": int(set_aside.get(name, 0))}
        if rows[name]["read"] != taken + rows[name]["quarantined"]:
            raise RuntimeError(f"{name}: rows were lost or doubled: {rows[name]}")
    return rows


def quarantined(run: Run) -> pd.DataFrame:
    """QUARANTINE of both stages, in order of table and place."""
    paths = [*run.directory.parts("quarantine", "ingest"), *run.directory.parts("quarantine", "validate")]
    keys = ["table", "source_file", "source_sheet", "source_row", "source_place", "reason"]
    return read_parts(paths, QUARANTINE).sort_values(keys, ignore_index=True)


def write_found(run: Run, findings: pd.DataFrame, rows: dict[str, dict[str, int]]) -> None:
    aside = quarantined(run)
    write_table(run.directory.file("quarantine.parquet"), aside, QUARANTINE)
    write_frame(run.directory.work("incomplete.parquet"), incomplete_declarations(aside))
    write_files(run.directory.root, quarantine_list(aside))
    counted = pd.DataFrame(
        [(name, row["read"], row["accepted"], row["quarantined"]) for name, row in rows.items()],
        columns=["table", "rows_read", "rows_accepted", "rows_quarantined"],
    )
    validation = validation_json(findings, counted)
    write_json(run.directory.file("validation.json"), validation)
    write_files(run.directory.root, data_docs(validation, run.options.lang_ui))


def blocked(run: Run, findings: pd.DataFrame) -> str:
    worst = findings[findings.blocking].iloc[0]
    return (
        f"{run.options.data}: {worst.table} fails the blocking expectation {worst['rule']} on {worst.rows_failed} of "
        f"{worst.rows_checked} rows; see {run.directory.file('data_docs', 'index.html')} and quarantine.csv"
    )
