"""Which partition a declarant's rows are in, and reading one partition of an accepted table."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import INPUTS, REGISTERS
from pipeline.stages.run_context import Part, Run
from pipeline.store.tables import read_parts, typed

# A partition of this many declarations (about 250,000 items) is worked on in about 400 MB.
DECLARATIONS_IN_A_PARTITION = 25_000


def partition_count(declarations: int) -> int:
    """From the size of the data alone, so that results never depend on the number of workers."""
    return max(1, -(-declarations // DECLARATIONS_IN_A_PARTITION))


def key_hash(ids: pd.Series) -> np.ndarray:
    """A 64-bit hash of each id, the same on every machine and in every process."""
    return np.asarray(pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False))


def partition_numbers(ids: pd.Series, count: int) -> np.ndarray:
    return (key_hash(ids) % np.uint64(count)).astype("int64")


def parts(run: Run) -> list[Part]:
    count = run.directory.record("validate")["partitions"]
    return [Part(run, number) for number in range(count)]


def accepted(part: Part, table: str) -> pd.DataFrame:
    """The accepted rows of a table of one partition: the row group of its number in every accepted file."""
    held = [_row_group(path, part.number) for path in part.run.directory.parts("accepted", table)]
    full = [content for content in held if content is not None and content.num_rows]
    return typed(pa.concat_tables(full), INPUTS[table]) if full else INPUTS[table].empty()


def _row_group(path: Any, number: int) -> pa.Table | None:
    with pq.ParquetFile(path) as file:
        return file.read_row_group(number) if number < file.num_row_groups else None


def registers(run: Run) -> dict[str, pd.DataFrame]:
    """The registers at hand; one that was not given is absent."""
    held = {table.name: run.directory.parts("accepted", table.name) for table in REGISTERS}
    return {name: read_parts(paths, INPUTS[name]) for name, paths in held.items() if paths}
