"""Stage `features`: what the forest sees of every comparison, and every declaration beside its peers."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline import features as room
from pipeline import peers
from pipeline.engine import Engine
from pipeline.model import FOLLOWED
from pipeline.peers import cells as within
from pipeline.stages.partitions import parts
from pipeline.stages.run_context import Part, Run
from pipeline.store.frames import read_frame, write_frame
from pipeline.store.tables import read_table

FOLDERS = ("features", "levels", "measures", "peers")
QUARTILES = {"median": "median", "q1": "first_quartile", "q3": "third_quartile", "scale": "scale"}


def features(run: Run, engine: Engine) -> dict[str, Any]:
    """Features, peer cells and peer statistics of every partition.

    Everybody's values are gathered one measure at a time, so that memory holds one column of all declarations.
    """
    for name in FOLDERS:
        run.directory.clear("scored", name)
    levels = engine.map(write_features, parts(run), "features")
    write_frame(run.directory.work("scored", "cells.parquet"), peers.named_cells(_summed(levels), run.parameters))
    engine.map(write_cells, parts(run), "peer cells")
    write_frame(run.directory.work("scored", "statistics.parquet"), statistics(run))
    rows = engine.map(write_peers, parts(run), "peers")
    return {"declarations": sum(rows), "cells": len(names_of(run))}


def write_features(part: Part) -> pd.DataFrame:
    """Features and measures of one partition, and the dimensions of its declarations; these are returned, counted."""
    tables = {table.name: read_table(followed(part, table.name), table) for table in FOLLOWED}
    positions = tables["positions"]
    values = room.features(positions, tables["item_changes"], part.run.parameters)
    write_frame(scored(part, "features"), values.reset_index())
    measured = peers.measures(positions, values)
    write_frame(scored(part, "measures"), measured.assign(declaration_id=positions["declaration_id"].to_numpy()))
    levels = peers.dimensions(positions, part.run.parameters)
    write_frame(scored(part, "levels"), levels.assign(declaration_id=positions["declaration_id"]))
    return peers.counted_levels([levels])


def _summed(levels: list[pd.DataFrame]) -> pd.DataFrame:
    """The combinations of all partitions with their declarations."""
    return pd.concat(levels).groupby(list(peers.DIMENSIONS))["rows"].sum().reset_index()


def write_cells(part: Part) -> None:
    """The cell of each declaration of one partition, in the order of its positions."""
    levels, named = read_frame(scored(part, "levels")), read_frame(part.run.directory.work("scored", "cells.parquet"))
    write_frame(scored(part, "peers"), peers.placed(levels["declaration_id"], levels, named))


def names_of(run: Run) -> npt.NDArray[Any]:
    """The names of all cells that hold a declaration, sorted."""
    return np.unique(read_frame(run.directory.work("scored", "cells.parquet"), ["peer_cell"])["peer_cell"].to_numpy())


def cells_of(paths: list[Path], names: npt.NDArray[Any]) -> pd.Series:
    """The cells of all declarations of some partitions, as categories."""
    held = [pd.Categorical(read_frame(path, ["peer_cell"])["peer_cell"], categories=names) for path in paths]
    codes = np.concatenate([cells.codes for cells in held])
    return pd.Series(pd.Categorical.from_codes(codes.astype("int64"), categories=pd.Index(names)))


def statistics(run: Run) -> pd.DataFrame:
    """One row a cell: peer_cell, and of each measure median, quartiles and scale."""
    names = names_of(run)
    grouped = within.read_cells(cells_of(run.directory.parts("scored", "peers"), names))
    columns: dict[str, Any] = {"peer_cell": names}
    for name in peers.MEASURES:
        values = column(run.directory.parts("scored", "measures"), name)
        held = within.statistics(values, grouped, run.parameters.number("peer_scale_weight"))
        columns |= {f"{name}_{short}": getattr(held, long) for short, long in QUARTILES.items()}
    return pd.DataFrame(columns)


def column(paths: list[Path], name: str) -> npt.NDArray[np.float64]:
    """One column of several files, in their order."""
    return np.concatenate([read_frame(path, [name])[name].to_numpy(dtype="float64") for path in paths])


def write_peers(part: Part) -> int:
    """The peer statistics of one partition's declarations, beside its other tables; how many there are."""
    cells, values = read_frame(scored(part, "peers")), read_frame(scored(part, "measures"))
    table = read_frame(part.run.directory.work("scored", "statistics.parquet"))
    codes = pd.Index(table["peer_cell"]).get_indexer(pd.Index(cells["peer_cell"])).astype("int64")
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for name in peers.MEASURES:
        columns |= peers.described(name, values[name].to_numpy(), codes, _held(table, name), part.run.parameters)
    write_frame(scored(part, "peers"), cells.join(pd.DataFrame(columns)))
    return len(cells)


def _held(table: pd.DataFrame, name: str) -> within.Statistics:
    """The statistics of one measure."""
    held = {long: table[f"{name}_{short}"].to_numpy(dtype="float64") for short, long in QUARTILES.items()}
    return within.Statistics(count=np.zeros(len(table)), **held)


def followed(part: Part, name: str) -> Path:
    return part.run.directory.work("followed", name, part.file_name)


def scored(part: Part, name: str) -> Path:
    return part.run.directory.work("scored", name, part.file_name)
