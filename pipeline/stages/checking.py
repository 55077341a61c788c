"""One part of an ingested table against its suite: the work of a worker in the stage `validate`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.model import DECLARATIONS, INPUTS, QUARANTINE
from pipeline.stages.run_context import Run
from pipeline.store.frames import write_frame
from pipeline.store.resources import load_suites
from pipeline.store.tables import read_parts, read_rows_of, read_table, row_count
from pipeline.store.writing import write_table
from pipeline.validate import Given, check, identities, in_several, read_suites, repeats

ROWS_IN_A_PIECE = 250_000
# What the check of declarations looks up in other tables.
SPOKEN_OF = {"movements": ["declaration_id", "category"], "incomes": ["declaration_id"]}
# What the checks of other tables look up in the declarations.
LOOKED_UP = ["declaration_id", "kind", "declared_on", "birth_date", "full_name", "personal_id", "unit_code"]


@dataclass(frozen=True)
class Piece:
    """Parts of a table as they were ingested, to be checked together: small files share the cost of a suite."""

    run: Run
    table: str
    paths: tuple[Path, ...]
    today: date
    repeated: pd.DataFrame | None


def pieces(run: Run, table: str, today: date) -> list[Piece]:
    paths = run.directory.parts("ingested", table)
    repeated = repeated_across(paths, table)
    return [Piece(run, table, batch, today, repeated) for batch in batches(paths)]


def batches(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """The parts in order, parted where a batch would exceed ROWS_IN_A_PIECE."""
    found: list[tuple[Path, ...]] = []
    rows = ROWS_IN_A_PIECE
    for path in paths:
        rows += row_count(path)
        if rows > ROWS_IN_A_PIECE or not found:
            found.append((path,))
            rows = row_count(path)
        else:
            found[-1] = (*found[-1], path)
    return found


def repeated_across(paths: Sequence[Path], table: str) -> pd.DataFrame | None:
    """The verdicts on rows whose key stands in more than one part; None where one part cannot tell more than itself."""
    if len(paths) < 2:
        return None
    model = INPUTS[table]
    first = (model.key or tuple(model.required))[0]
    shared = in_several([read_table(path, model, [first])[first] for path in paths])
    if shared.empty:
        return None
    held = [rows[rows[first].isin(shared)] for rows in (read_table(path, model) for path in paths)]
    return repeats(identities(table, pd.concat(held, ignore_index=True)))


def check_piece(piece: Piece) -> None:
    """One part checked: its accepted rows, its quarantine and its findings are written."""
    run, model = piece.run, INPUTS[piece.table]
    rows = read_parts(piece.paths, model)
    suite = read_suites({piece.table: load_suites()[piece.table]})[piece.table]
    given = Given(piece.today, run.parameters, run.options.lang_ui, related(piece, rows), piece.repeated)
    checked = check(piece.table, rows, suite, given)
    first = piece.paths[0].name
    name = f"{piece.table}-{first}"
    write_table(run.directory.work("checked", piece.table, first), checked.accepted, model)
    write_table(run.directory.work("quarantine", "validate", name), checked.quarantine, QUARANTINE)
    write_frame(run.directory.work("found", name), checked.findings)


def related(piece: Piece, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What the rows refer to: their declarations, or for declarations their movements and incomes."""
    if "declaration_id" not in rows:
        return {}
    ids = set(rows.declaration_id.dropna())
    if piece.table != DECLARATIONS.name:
        paths = piece.run.directory.parts("checked", DECLARATIONS.name)
        return {"declarations": read_rows_of(paths, DECLARATIONS, LOOKED_UP, ids)}
    return {
        name: read_rows_of(piece.run.directory.parts("ingested", name), INPUTS[name], columns, ids)
        for name, columns in SPOKEN_OF.items()
        if piece.run.directory.parts("ingested", name)
    }
