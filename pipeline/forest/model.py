"""A grown forest with what is needed to score, explain and store it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.forest.growing import sample_size
from pipeline.forest.tables import Trees, mean_path_length


@dataclass(frozen=True)
class Forest:
    """Trees grown on `row_count` rows with these columns.

    cut_path, cut_tail: a row is among the most unusual (as many as the list takes) if its mean path length is at most
    `cut_path` or its sum of tail evidence at least `cut_tail`.
    """

    columns: tuple[str, ...]
    trees: Trees
    seed: int
    sample_rows: int
    row_count: int
    cut_path: float = -np.inf
    cut_tail: float = np.inf

    @property
    def typical_path(self) -> float:
        """Mean path length of a search tree over the rows that a tree draws: a score of 0.5."""
        return float(mean_path_length(np.array([sample_size(self.row_count, self.sample_rows)]))[0])


def matrix_of(frame: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The values as float64; raises ValueError that names a column with infinite values."""
    values = frame.to_numpy(dtype=np.float64)
    for place, name in enumerate(frame.columns):
        if (np.abs(values[:, place]) > np.finfo(np.float32).max).any():
            raise ValueError(f"{name}: infinite values cannot be scored; leave the cell empty where nothing is known")
    return values
