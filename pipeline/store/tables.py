"""Reading the tables that a run has written."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.model import Table
from pipeline.model.table import as_type


def read_table(path: Path, table: Table, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table's frame, typed, with all columns or those named; empty where the file does not exist."""
    if not path.exists():
        return table.empty()[list(columns or table.names)]
    return typed(pq.read_table(path, columns=list(columns or table.names), partitioning=None), table)


def typed(content: pa.Table, table: Table) -> pd.DataFrame:
    """An Arrow table as a frame with the table's pandas types."""
    columns = {name: content.column(name).to_pandas(date_as_object=False) for name in content.column_names}
    return pd.DataFrame(
        {name: as_type(values, table.by_name[name].type) for name, values in columns.items()}, copy=False
    )


def read_parts(paths: Sequence[Path], table: Table, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Several files of one table, stacked in the order given."""
    frames = [read_table(path, table, columns) for path in paths]
    held = [frame for frame in frames if len(frame)]
    return pd.concat(held, ignore_index=True) if held else table.empty()[list(columns or table.names)]


def arrow_parts(paths: Sequence[Path]) -> Iterator[pa.Table]:
    """The content of each file, one at a time."""
    for path in paths:
        yield pq.read_table(path, partitioning=None)


def row_count(path: Path) -> int:
    """How many rows a file holds, from its footer."""
    return int(pq.read_metadata(path).num_rows)


def counted(paths: Sequence[Path], columns: Sequence[str], name: str) -> pd.DataFrame:
    """How many rows have each combination of some columns, as a column `name`, read piece by piece."""
    totals: pd.Series = pd.Series(dtype="int64")
    for path in paths:
        for content in _groups(path, columns):
            found = content.group_by(list(columns)).aggregate([([], "count_all")]).to_pandas()
            totals = (
                totals.add(found.set_index(list(columns))["count_all"], fill_value=0)
                if len(totals)
                else (found.set_index(list(columns))["count_all"])
            )
    return totals.astype("int64").rename(name).reset_index() if len(totals) else pd.DataFrame(columns=[*columns, name])


def read_rows_of(paths: Sequence[Path], table: Table, columns: Sequence[str], ids: set[str]) -> pd.DataFrame:
    """The rows whose `declaration_id` is one of `ids`, read group by group so that memory holds no whole table."""
    held = [content for path in paths if path.exists() for content in _rows_of(path, columns, ids)]
    return typed(pa.concat_tables(held), table) if held else table.empty()[list(columns)]


def read_frame_of(
    path: Path, columns: Sequence[str], ids: Collection[str], key: str = "declaration_id"
) -> pd.DataFrame:
    """The same for a file whose columns are not fixed by the model, by any key."""
    schema = pq.read_schema(path)
    none = pa.schema([schema.field(name) for name in columns]).empty_table()
    frame: pd.DataFrame = pa.concat_tables([none, *_rows_of(path, columns, ids, key)]).to_pandas()
    return frame


def _rows_of(
    path: Path, columns: Sequence[str], ids: Collection[str], key: str = "declaration_id"
) -> Iterator[pa.Table]:
    """The rows wanted of each piece of a file."""
    wanted = pa.array(sorted(ids), type=pa.string())
    for found in _groups(path, list(dict.fromkeys([*columns, key]))):
        chosen = found.filter(pc.is_in(found[key].cast(pa.string()), wanted))
        if chosen.num_rows:
            yield chosen.select(list(columns))


def _groups(path: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of a file in pieces that fit into memory."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=100_000, columns=list(columns)):
            yield pa.Table.from_batches([batch])
