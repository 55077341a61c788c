"""A synthetic province of any size as a pack of Parquet files: one folder a year, one file a table and chunk."""

from pathlib import Path

import pyarrow as pa
from tqdm import tqdm

from pipeline.engine import quiet
from pipeline.simulate.large import CHUNK, large_registers, large_rounds
from pipeline.store.writing import clear_folder, write_bytes, write_parquet
from pipeline.texts import ToldError

MARK = "PROVINCE.txt"
MOST_YEARS = 10


def write_province(folder: Path, declarants: int, years: int, seed: int) -> int:
    """Writes the pack, a chunk of declarants in memory at a time; how many rows of assets it has."""
    if not 1 <= years <= MOST_YEARS or declarants < 1:
        raise ToldError("error.province_size", declarants=declarants, years=years, most=MOST_YEARS)
    _claim(folder)
    for name, table in large_registers(declarants, seed).items():
        write_parquet(folder / "registers" / f"{name}.parquet", [table], table.schema)
    chunks = -(-declarants // CHUNK)
    rounds = tqdm(large_rounds(declarants, years, seed), "province", chunks, leave=False, unit="part", disable=quiet())
    return sum(_write_chunk(folder, number, chunk) for number, chunk in enumerate(rounds))


def _claim(folder: Path) -> None:
    """An empty folder with the mark of a synthetic province; one that holds anything else is refused."""
    if folder.exists() and not (folder / MARK).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ToldError("error.province_folder", file=folder)
    clear_folder(folder)
    write_bytes(folder / MARK, b"A synthetic province: nobody in it exists.\n")


def _write_chunk(folder: Path, number: int, chunk: dict[int, dict[str, pa.Table]]) -> int:
    """One file a year and table; how many rows of assets they hold."""
    for year, tables in chunk.items():
        for name, table in tables.items():
            write_parquet(folder / str(year) / name / f"part-{number:05d}.parquet", [table], table.schema)
    return sum(tables["assets"].num_rows for tables in chunk.values())
