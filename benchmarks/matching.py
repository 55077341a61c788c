"""Items followed and positions balanced, beside DuckDB's pivot of the same Parquet files, in one run.

    python -m benchmarks.matching [--declarants 10000 100000 1000000] [--workers 2] [--folder FOLDER]

The data are a synthetic province of 2,000 officials with two declarations each (about ten items), repeated under new
ids. DuckDB computes, for each declaration, the sum of every category and its difference from the declaration before.
We read the same files, order declarations, follow every item, and balance sources and uses of funds. The line tells
seconds, their ratio, and the largest process. Goal: ratio of at most 6, growing linearly.
"""

import argparse
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import link
from pipeline.changes import positions
from pipeline.explanations import read_explanations
from pipeline.match import match_items
from pipeline.model import EXPLAINED, INPUTS
from pipeline.model.registers import COMMUNE_CHANGES
from pipeline.model.vocabulary import CATEGORIES
from pipeline.simulate import World, province
from pipeline.store.resources import load_parameters
from pipeline.store.tables import typed

BASE = World(declarants=2_000, first_year=2024, years=2, seed=3, not_annual_share=0.0, missing_share=0.0)
TABLES = {name: INPUTS[name] for name in ("declarations", "family", "assets", "incomes", "movements", "liabilities")}
IDS = ("declaration_id", "declarant_id")
DECLARANTS_IN_A_PART = 48_000


def base_tables() -> dict[str, pd.DataFrame]:
    """Two declarations of each official, and what was read out of their explanations."""
    tables = province(BASE).tables
    last = tables["declarations"].sort_values("declared_on").groupby("declarant_id").tail(2)
    held = {name: tables.get(name, table.empty()) for name, table in TABLES.items()}
    held = {name: frame[frame.declaration_id.isin(last.declaration_id)] for name, frame in held.items()}
    return held | {"explained": read_explanations(held["movements"])}


def write_parts(tables: dict[str, pd.DataFrame], declarants: int, folder: Path) -> list[Path]:
    """One folder a part with one Parquet file a table; the base repeated under new ids."""
    copies = -(-declarants // BASE.declarants)
    in_part = DECLARANTS_IN_A_PART // BASE.declarants
    parts = []
    for number, first in enumerate(range(0, copies, in_part)):
        part = folder / f"{declarants}" / f"{number:04d}"
        part.mkdir(parents=True)
        for name, frame in tables.items():
            schema = (EXPLAINED if name == "explained" else TABLES[name]).schema()
            rows = [_renamed(frame, copy) for copy in range(first, min(first + in_part, copies))]
            table = pa.Table.from_pandas(pd.concat(rows, ignore_index=True), schema=schema, preserve_index=False)
            pq.write_table(table, part / f"{name}.parquet", compression="zstd")
        parts.append(part)
    return parts


def _renamed(frame: pd.DataFrame, copy: int) -> pd.DataFrame:
    return frame.assign(**{name: frame[name] + f"-{copy}" for name in IDS if name in frame})


def follow(communes: pd.DataFrame, part: Path) -> tuple[int, float, float]:
    """Items of a part, the seconds of processor time that it took, and the largest memory of the process in MiB."""
    started = time.process_time()
    parameters = load_parameters()
    tables = {name: typed(pq.read_table(part / f"{name}.parquet"), table) for name, table in TABLES.items()}
    explained = typed(pq.read_table(part / "explained.parquet"), EXPLAINED)
    pairs = link.pairs(tables["declarations"], tables["assets"].declaration_id)
    given = (tables["assets"], tables["family"], tables["movements"], explained, communes)
    changes = match_items(pairs, *given, parameters)
    positions(pairs, changes, tables, explained, parameters)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(tables["assets"]), time.process_time() - started, largest


def ours(parts: list[Path], communes: pd.DataFrame, pool: ProcessPoolExecutor) -> tuple[int, float, float, float]:
    """Items, seconds on the wall, seconds of processor time, and the memory of the largest process in MiB."""
    started = time.perf_counter()
    items, seconds, largest = zip(*pool.map(partial(follow, communes), parts), strict=True)
    return sum(items), time.perf_counter() - started, sum(seconds), max(largest)


def duckdb_pivot(folder: Path, threads: int) -> float:
    """Seconds for the sum of each category of each declaration, and its difference from the declaration before."""
    sums = ", ".join(f"sum(value_vnd) filter (category = '{name}') as {name}" for name in CATEGORIES)
    differences = ", ".join(f"{name} - lag({name}) over before as {name}_change" for name in CATEGORIES)
    query = f"""
        copy (
            with sums as (select declaration_id, {sums} from '{folder}/*/assets.parquet' group by declaration_id)
            select declarant_id, declared_on, sums.*, {differences}
            from '{folder}/*/declarations.parquet' join sums using (declaration_id)
            window before as (partition by declarant_id order by declared_on)
        ) to '{folder}/pivot.parquet'
    """
    connection = duckdb.connect()
    connection.execute(f"set threads = {threads}; set memory_limit = '4GB'")
    started = time.perf_counter()
    connection.execute(query)
    return time.perf_counter() - started


def measure(counts: list[int], workers: int, folder: Path) -> None:
    tables = base_tables()
    communes = COMMUNE_CHANGES.conform(province(BASE).tables["commune_changes"])
    print(f"{'declarants':>12}{'items':>12}{'duckdb s':>10}{'ours s':>9}{'ratio':>7}{'us/item':>9}{'largest MiB':>13}")
    context = get_context("forkserver")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        list(pool.map(time.sleep, [0.1] * workers))
        for count in counts:
            parts = write_parts(tables, count, folder)
            ours(parts[:1], communes, pool)  # imports are no part of the work
            # DuckDB once before and once after: on a shared machine the mean is fairer than either.
            before = duckdb_pivot(folder / str(count), workers)
            items, wall, processor, largest = ours(parts, communes, pool)
            theirs = (before + duckdb_pivot(folder / str(count), workers)) / 2
            line = f"{count:>12,}{items:>12,}{theirs:>10.2f}{wall:>9.2f}{wall / theirs:>7.1f}"
            print(f"{line}{1e6 * processor / items:>9.2f}{largest:>13,.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--declarants", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(options.declarants, options.workers, Path(folder))


if __name__ == "__main__":
    main()
