"""Stage `changes`: every official, item and dong followed from one declaration to the next."""

from typing import Any

import pandas as pd

from pipeline.engine import Engine
from pipeline.follow import follow
from pipeline.model import DECLARED, FOLLOWED, ITEM_CHANGES
from pipeline.model.registers import COMMUNE_CHANGES
from pipeline.stages.partitions import accepted, parts, registers
from pipeline.stages.run_context import Part, Run
from pipeline.store.frames import read_frame
from pipeline.store.tables import arrow_parts
from pipeline.store.writing import write_parquet, write_table


def changes(run: Run, engine: Engine) -> dict[str, Any]:
    """item_changes.parquet, and the followed tables of every partition for the stages after."""
    for table in FOLLOWED:
        run.directory.clear("followed", table.name)
    counts = engine.map(follow_part, parts(run), "changes")
    paths = run.directory.parts("followed", "item_changes")
    write_parquet(run.directory.file("item_changes.parquet"), arrow_parts(paths), ITEM_CHANGES.schema())
    return {name: sum(count[name] for count in counts) for name in counts[0]}


def follow_part(part: Part) -> dict[str, int]:
    """One partition followed and written; how many rows each table has."""
    tables = {table.name: accepted(part, table) for table in DECLARED}
    tables["withheld"] = withheld(part.run, tables)
    communes = registers(part.run).get("commune_changes", COMMUNE_CHANGES.empty())
    followed = follow(tables, communes, part.run.parameters)
    for table in FOLLOWED:
        write_table(part.run.directory.work("followed", table.name, part.file_name), followed[table.name], table)
    compared = int(followed["positions"].previous_declaration_id.notna().sum())
    return {name: len(frame) for name, frame in followed.items()} | {"compared": compared}


def withheld(run: Run, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a row in quarantine of the declarations of a partition: declaration_id, table."""
    missing = read_frame(run.directory.work("incomplete.parquet"))
    own = missing[missing.declaration_id.isin(tables["declarations"].declaration_id)]
    return own.loc[own.index.repeat(own["rows"]), ["declaration_id", "table"]].reset_index(drop=True)
