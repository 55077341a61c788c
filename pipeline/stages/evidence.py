"""All rows of a few officials, out of the tables of a run."""

from pathlib import Path

import pandas as pd

from pipeline.model import (
    DECLARATIONS,
    EXPLAINED,
    FAMILY,
    FLAGS,
    HYPOTHESES,
    ITEM_CHANGES,
    MOVEMENTS,
    POSITIONS,
    RULE_OUTCOMES,
    SCORES,
    Table,
)
from pipeline.stages.partitions import registers
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame
from pipeline.store.tables import read_rows_of, read_table

ACCEPTED = (DECLARATIONS, FAMILY, MOVEMENTS)
FOLLOWED = (POSITIONS, ITEM_CHANGES, EXPLAINED)


def evidence_of(run: Run, declarants: pd.Series) -> dict[str, pd.DataFrame]:
    """The tables that dossiers and workbook show, by name, with the rows of these officials, all years."""
    directory = run.directory
    people = read_frame(directory.work("people.parquet"))
    ids = set(people.declaration_id[people.person_id.isin(set(declarants))])
    tables = {table.name: _rows(directory.parts("accepted", table.name), table, ids) for table in ACCEPTED}
    tables |= {table.name: _rows(directory.parts("followed", table.name), table, ids) for table in FOLLOWED}
    tables["scores"] = _rows([directory.file("scores.parquet")], SCORES, ids)
    tables["flags"] = _rows([directory.file("flags.parquet")], FLAGS, ids)
    tables["hypotheses"] = _rows([directory.work("scored", "hypotheses.parquet")], HYPOTHESES, ids)
    tables["rule_outcomes"] = read_table(directory.work("scored", "outcomes.parquet"), RULE_OUTCOMES)
    return tables | _verifications(run, declarants)


def balances(run: Run) -> pd.DataFrame:
    """One row a comparison: declaration_id, peer_cell, balance_low_vnd; what the peers' picture is made of."""
    cells = [read_frame(path)[["declaration_id", "peer_cell"]] for path in run.directory.parts("scored", "peers")]
    held = [read_table(path, POSITIONS, ["declaration_id", "balance_low_vnd"]) for path in _positions(run)]
    return pd.concat(cells).merge(pd.concat(held), on="declaration_id", validate="one_to_one")


def _positions(run: Run) -> list[Path]:
    return run.directory.parts("followed", "positions")


def _rows(paths: list[Path], table: Table, ids: set[str]) -> pd.DataFrame:
    return read_rows_of(paths, table, table.names, ids)


def _verifications(run: Run, declarants: pd.Series) -> dict[str, pd.DataFrame]:
    held = registers(run).get("verifications")
    return {} if held is None else {"verifications": held[held.declarant_id.isin(set(declarants))]}
