"""Frames whose columns are not fixed by the model: features, peer statistics, rule health."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.writing import write_parquet


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    content = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    write_parquet(path, [content], content.schema)


def read_frame(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A frame that `write_frame` wrote, with all columns or those named."""
    wanted = list(columns) if columns else None
    frame: pd.DataFrame = pq.read_table(path, columns=wanted, partitioning=None).to_pandas()
    return frame


def read_text_table(path: Path) -> pd.DataFrame:
    """A CSV that the project itself wrote, every cell as text."""
    return pd.read_csv(path, dtype="str")


def json_content(path: Path) -> Any:
    """What a JSON file of the run holds."""
    return json.loads(path.read_text(encoding="utf-8"))
