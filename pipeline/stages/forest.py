"""Stage `forest`: the isolation forest over the comparisons of everybody."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline import features as room
from pipeline import forest as forests
from pipeline.engine import Engine
from pipeline.peers import cells as within
from pipeline.stages.features import column
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame, write_frame


def forest(run: Run, _engine: Engine) -> dict[str, Any]:
    """Every comparison's scores by declaration, and the model.

    Memory holds one matrix of numbers, a column of it a feature, and no text but the ids.
    """
    z = standardised(run)
    unusual, model = forests.score(z, run.options.seed, run.parameters, run.options.capacity, run.options.processes)
    write_frame(run.directory.work("scored", "unusual.parquet"), unusual.rename_axis("declaration_id").reset_index())
    # What would take them off the list is asked of those only that are, or may be, among the most unusual.
    near = unusual.index[unusual.stays_share > 0]
    changes = forests.counterfactuals(z, model, near, run.parameters)
    write_frame(run.directory.work("scored", "counterfactuals.parquet"), changes)
    forests.storing.write_model(run.directory.work("scored", "forest"), model)
    return {"comparisons": len(z), "features": len(z.columns)}


def standardised(run: Run) -> pd.DataFrame:
    """Robust z within the peer cell of every feature that varies; one row a comparison, by declaration_id."""
    ids, cells = _compared(run)
    order = np.argsort(ids.array.astype("object"), kind="stable") if len(ids) else np.zeros(0, dtype="int64")
    grouped = within.read_cells(cells.iloc[order].reset_index(drop=True))
    z = np.empty((len(ids), len(room.FEATURES)))
    kept: list[str] = []
    for name in room.FEATURES:
        values = pd.Series(column(run.directory.parts("scored", "features"), name)[order])
        found = room.standard(name, values, grouped, run.parameters)
        if found is not None:
            z[:, len(kept)] = found
            kept.append(name)
    return pd.DataFrame(_narrowed(z, len(kept)), index=pd.Index(ids.iloc[order]), columns=kept)


def _narrowed(matrix: npt.NDArray[np.float64], columns: int) -> npt.NDArray[np.float64]:
    return matrix if matrix.shape[1] == columns else np.ascontiguousarray(matrix[:, :columns])


def _compared(run: Run) -> tuple[pd.Series, pd.Series]:
    """The ids of all comparisons in the order of their files, and their peer cells as categories."""
    parts = zip(run.directory.parts("scored", "features"), run.directory.parts("scored", "peers"), strict=True)
    held = []
    for features, peers in parts:
        ids = read_frame(features, ["declaration_id"])
        cells = read_frame(peers, ["declaration_id", "peer_cell"])
        held.append(ids.merge(cells, how="left", on="declaration_id", validate="1:1"))
    found = pd.concat(held, ignore_index=True)
    return found["declaration_id"], found["peer_cell"].astype("category").cat.as_ordered()
