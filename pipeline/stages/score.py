"""Stage `score`: the order that findings, balance and forest make together."""

from typing import Any

import pandas as pd

from pipeline.cases.priority import scored_from
from pipeline.engine import Engine
from pipeline.model import POSITIONS, SCORES
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame
from pipeline.store.tables import read_table
from pipeline.store.writing import write_table

# Of the positions the order needs these alone.
WEIGHED = [name for name in SCORES.names if name in POSITIONS.by_name]


def score(run: Run, _engine: Engine) -> dict[str, Any]:
    """scores.parquet: every comparison with its place."""
    paths = run.directory.parts("followed", "positions")
    held = [read_table(path, POSITIONS, WEIGHED).dropna(subset=["previous_declaration_id"]) for path in paths]
    evidence = pd.concat([read_frame(path) for path in run.directory.parts("scored", "evidence")])
    unusual = read_frame(run.directory.work("scored", "unusual.parquet")).set_index("declaration_id")
    pairs = pd.concat(held, ignore_index=True)
    scores = scored_from(pairs, evidence.set_index("declaration_id"), unusual, run.parameters)
    write_table(run.directory.file("scores.parquet"), scores, SCORES)
    return {"scores": len(scores)}
