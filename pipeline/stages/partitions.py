"""Which partition a declarant's rows are in; writing and reading accepted tables by partition."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import link
from pipeline.model import DECLARATIONS, INPUTS, REGISTERS, Table
from pipeline.stages.run_context import Part, Run
from pipeline.store.frames import read_frame
from pipeline.store.tables import read_frame_of, read_parts, read_table, typed
from pipeline.store.writing import arrow, write_parquet

# A partition of this many declarations (about 250,000 items) is worked on in about 400 MB.
DECLARATIONS_IN_A_PARTITION = 25_000
PEOPLE = ["declaration_id", "person_id", "link_confidence", "link_reason"]


def partition_count(declarations: int) -> int:
    """From the size of the data alone, so that results never depend on the number of workers."""
    return max(1, -(-declarations // DECLARATIONS_IN_A_PARTITION))


def partition_numbers(ids: pd.Series, count: int) -> np.ndarray:
    """The partition of each person: a hash of the id that is the same on every machine and in every process."""
    hashed = pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False)
    return (np.asarray(hashed) % np.uint64(count)).astype("int64")


def write_accepted(task: tuple[Run, str, Path, int]) -> None:
    """One checked part as an accepted file with a row group a partition; a register stays whole."""
    run, name, path, count = task
    model = INPUTS[name]
    rows = read_table(path, model)
    if model in REGISTERS:
        slices = [rows]
    else:
        people = read_frame_of(
            run.directory.work("people.parquet"), ["declaration_id", "partition"], set(rows.declaration_id)
        )
        number = rows.declaration_id.map(people.set_index("declaration_id")["partition"]).to_numpy()
        slices = [rows[number == one] for one in range(count)]
    write_parquet(
        run.directory.work("accepted", name, path.name), [arrow(one, model) for one in slices], model.schema()
    )


def parts(run: Run) -> list[Part]:
    count = run.directory.record("validate")["partitions"]
    return [Part(run, number) for number in range(count)]


def accepted(part: Part, table: Table) -> pd.DataFrame:
    """The accepted rows of a table of one partition, under the ids of the persons they were linked to."""
    held = [_row_group(path, part.number) for path in part.run.directory.parts("accepted", table.name)]
    full = [content for content in held if content.num_rows]
    rows = typed(pa.concat_tables(full), table) if full else table.empty()
    if table is not DECLARATIONS:
        return rows
    people = read_frame(part.run.directory.work("people", part.file_name), PEOPLE)
    return link.as_one_person(rows, people)


def _row_group(path: Path, number: int) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read_row_group(number)


def registers(run: Run) -> dict[str, pd.DataFrame]:
    """The registers at hand; one that was not given is absent."""
    held = {table.name: run.directory.parts("accepted", table.name) for table in REGISTERS}
    return {name: read_parts(paths, INPUTS[name]) for name, paths in held.items() if paths}
