"""All rows of a few officials, out of the tables of a run."""

from pathlib import Path

import pandas as pd

from pipeline.exports.forest_words import words
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
from pipeline.stages.register_file import register_path, registered
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame
from pipeline.store.tables import read_frame_of, read_rows_of, read_table
from pipeline.texts import catalogue

ACCEPTED = (DECLARATIONS, FAMILY, MOVEMENTS)
FOLLOWED = (POSITIONS, ITEM_CHANGES, EXPLAINED)


def evidence_of(run: Run, declarants: pd.Series) -> dict[str, pd.DataFrame]:
    """The tables that dossiers and workbook show, by name, with the rows of these officials, all years."""
    directory = run.directory
    people = read_frame_of(directory.work("people.parquet"), ["declaration_id"], set(declarants), "person_id")
    ids = set(people.declaration_id)
    tables = {table.name: _rows(directory.parts("accepted", table.name), table, ids) for table in ACCEPTED}
    tables |= {table.name: _rows(directory.parts("followed", table.name), table, ids) for table in FOLLOWED}
    tables["scores"] = _rows([directory.file("scores.parquet")], SCORES, ids)
    tables["flags"] = _rows([directory.file("flags.parquet")], FLAGS, ids)
    tables["hypotheses"] = _rows([directory.work("scored", "hypotheses.parquet")], HYPOTHESES, ids)
    tables["rule_outcomes"] = read_table(directory.work("scored", "outcomes.parquet"), RULE_OUTCOMES)
    tables["unusual"] = unusual_words(run, ids)
    noted = registered(register_path(run.options))["register"]
    tables["register"] = noted[noted.declarant_id.isin(set(declarants))]
    return tables | _verifications(run, declarants)


def unusual_words(run: Run, ids: set[str]) -> pd.DataFrame:
    """What the forest says of comparisons, one row a sentence: declaration_id, sentence."""
    say = catalogue(run.options.lang_ui)
    scores, changes = (
        read_frame(run.directory.work("scored", f"{name}.parquet")).set_index("declaration_id")
        for name in ("unusual", "counterfactuals")
    )
    found = sorted(ids & set(changes.index))
    told = [
        (name, sentence)
        for name in found
        for sentence in words(scores.loc[[name]].iloc[0], changes.loc[[name]].iloc[0], say)
    ]
    return pd.DataFrame(told, columns=["declaration_id", "sentence"], dtype="str")


def balances(run: Run) -> pd.DataFrame:
    """One row a declaration that has peers and a balance: declaration_id, peer_cell, balance_low_vnd.

    What the peers' pictures are made of. The cells are categories, since few names stand for very many rows.
    """
    cells = run.directory.parts("scored", "peers")
    pairs = zip(cells, run.directory.parts("followed", "positions"), strict=True)
    held = pd.concat([_balances_of(*paths) for paths in pairs], ignore_index=True)
    return held.astype({"peer_cell": "category"})


def _balances_of(peers: Path, positions: Path) -> pd.DataFrame:
    cells = read_frame(peers, ["declaration_id", "peer_cell"])
    held = read_table(positions, POSITIONS, ["declaration_id", "balance_low_vnd"]).dropna()
    return held.merge(cells, on="declaration_id", validate="one_to_one")


def _rows(paths: list[Path], table: Table, ids: set[str]) -> pd.DataFrame:
    return read_rows_of(paths, table, table.names, ids)


def _verifications(run: Run, declarants: pd.Series) -> dict[str, pd.DataFrame]:
    held = registers(run).get("verifications")
    return {} if held is None else {"verifications": held[held.declarant_id.isin(set(declarants))]}
