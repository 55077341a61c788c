"""Stage `changes`: every official, item and dong followed from one declaration to the next."""

from typing import Any

import pandas as pd

from pipeline import link
from pipeline.changes import positions
from pipeline.engine import Engine
from pipeline.explanations import read_explanations
from pipeline.match import match_items
from pipeline.model import DECLARED, FOLLOWED, ITEM_CHANGES
from pipeline.model.registers import COMMUNE_CHANGES
from pipeline.stages.partitions import accepted, parts, registers
from pipeline.stages.run_context import Part, Run
from pipeline.store.tables import arrow_parts
from pipeline.store.writing import write_parquet, write_table


def changes(run: Run, engine: Engine) -> dict[str, Any]:
    """item_changes.parquet, and the followed tables of every partition for the stages after."""
    for table in FOLLOWED:
        run.directory.clear("followed", table.name)
    counts = engine.map(follow, parts(run), "changes")
    paths = run.directory.parts("followed", "item_changes")
    write_parquet(run.directory.file("item_changes.parquet"), arrow_parts(paths), ITEM_CHANGES.schema())
    return {name: sum(count[name] for count in counts) for name in counts[0]}


def follow(part: Part) -> dict[str, int]:
    """One partition followed and written; how many rows each table has."""
    tables = {table.name: accepted(part, table) for table in DECLARED}
    communes = registers(part.run).get("commune_changes", COMMUNE_CHANGES.empty())
    followed = followed_tables(tables, communes, part)
    for table in FOLLOWED:
        write_table(part.run.directory.work("followed", table.name, part.file_name), followed[table.name], table)
    return {name: len(frame) for name, frame in followed.items()} | {"compared": _compared(followed["positions"])}


def followed_tables(tables: dict[str, pd.DataFrame], communes: pd.DataFrame, part: Part) -> dict[str, pd.DataFrame]:
    parameters = part.run.parameters
    pairs = link.pairs(tables["declarations"], set(tables["assets"].declaration_id))
    explained = read_explanations(tables["movements"])
    items = match_items(pairs, tables["assets"], tables["family"], tables["movements"], explained, communes, parameters)
    balance = positions(pairs, items, tables, explained, parameters)
    return {"pairs": pairs, "explained": explained, "item_changes": items, "positions": balance}


def _compared(balance: pd.DataFrame) -> int:
    return int(balance.previous_declaration_id.notna().sum())
