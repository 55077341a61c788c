"""A forest on disk: arrays and JSON, nothing that runs code when it is read."""

import io
import json
from pathlib import Path

import numpy as np

from pipeline.forest.model import Forest
from pipeline.forest.tables import ARRAYS, Trees
from pipeline.store.writing import write_files

FACTS = ("columns", "seed", "sample_rows", "row_count", "cut_path", "cut_tail")


def model_files(forest: Forest | None) -> dict[str, bytes]:
    """`forest.npz` (the arrays of the trees) and `forest.json` (columns, seed, sizes)."""
    if forest is None:
        return {}
    arrays = io.BytesIO()
    np.savez(arrays, **{name: getattr(forest.trees, name) for name in ARRAYS})
    facts = {name: getattr(forest, name) for name in FACTS} | {"depth": forest.trees.depth}
    return {"forest.npz": arrays.getvalue(), "forest.json": json.dumps(facts, indent=1).encode()}


def read_model(files: dict[str, bytes]) -> Forest:
    """The forest of `model_files`."""
    facts = json.loads(files["forest.json"])
    with np.load(io.BytesIO(files["forest.npz"]), allow_pickle=False) as arrays:
        trees = Trees(**{name: arrays[name] for name in ARRAYS}, depth=facts.pop("depth"))
    return Forest(**{**facts, "columns": tuple(facts["columns"]), "trees": trees})


def write_model(folder: Path, forest: Forest | None) -> None:
    """The files of the forest in a folder."""
    write_files(folder, model_files(forest))
