"""Atomic writing: a file has its final name only when it is whole. Folders 0700, files 0600."""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import Table
from pipeline.texts import ToldError

# No space, a file larger than allowed, the user's quota.
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path in the same folder, moved to `path` on success and removed on failure."""
    make_folder(path.parent)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        yield unfinished
        unfinished.chmod(0o600)
        unfinished.replace(path)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise ToldError("error.disk_full", file=path.parent) from None
    finally:
        unfinished.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """The folder and those above it, readable by the owner alone where it had to be made."""
    if not path.exists():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def clear_folder(path: Path) -> None:
    """An empty folder."""
    shutil.rmtree(path, ignore_errors=True)
    make_folder(path)


def write_bytes(path: Path, content: bytes) -> None:
    with whole_file(path) as unfinished, unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def link_file(path: Path, other: Path) -> None:
    """The same content under another name, without a second copy where the file system can."""
    with whole_file(other) as unfinished:
        try:
            unfinished.unlink(missing_ok=True)
            unfinished.hardlink_to(path)
        except (OSError, NotImplementedError):
            shutil.copyfile(path, unfinished)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files by name relative to the folder; a name never leads out of it."""
    for name, content in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name} leads out of {folder}")
        write_bytes(path, content)


def write_shared_file(path: Path, content: bytes) -> None:
    """One file that holds no personal data and that others may read."""
    write_bytes(path, content)
    path.chmod(0o644)
    path.parent.chmod(0o755)


def write_shared_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files that hold no personal data and that others may read: samples, documentation."""
    write_files(folder, files)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=_plain)
    write_bytes(path, f"{text}\n".encode())


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    return str(value)


def arrow(frame: pd.DataFrame, table: Table) -> pa.Table:
    """The frame as an Arrow table with the table's types: money whole, days without hours."""
    columns = [_array(frame[column.name], field.type) for column, field in zip(table, table.schema(), strict=True)]
    return pa.Table.from_arrays(columns, schema=table.schema())


def _array(values: pd.Series, kind: pa.DataType) -> Any:
    if pa.types.is_int64(kind):
        rounded = np.rint(values.to_numpy(dtype="float64", na_value=np.nan))
        return pa.array(rounded, mask=np.isnan(rounded)).cast(pa.int64())
    if pa.types.is_date32(kind):
        return pa.array(values.to_numpy(dtype="datetime64[D]"), type=kind)
    return pa.array(values, type=kind, from_pandas=True)


def write_table(path: Path, frame: pd.DataFrame, table: Table) -> None:
    write_parquet(path, [arrow(frame, table)], table.schema())


def write_parquet(path: Path, parts: Iterable[pa.Table], schema: pa.Schema) -> None:
    """One Parquet file of many parts, each a row group, so that memory holds one part at a time."""
    with whole_file(path) as unfinished, pq.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for part in parts:
            writer.write_table(part, row_group_size=max(1, part.num_rows))
