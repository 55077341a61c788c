"""Reading a CSV table of items into canonical rows, beside `pyarrow.csv` with a cast to the same types, in one run.

    python -m benchmarks.reading --rows 1000000 --rounds 5

Both read the same file, in rounds that alternate; the ratio is rows per second, ours over theirs (goal: at least 0.8),
by the clock and by CPU seconds, which neighbours on the machine do not disturb. `people` is the same table with money
and dates as people write them, which pyarrow cannot cast; it is compared with the clean table.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from pipeline.model import ASSETS, Table
from pipeline.sources import read_file
from pipeline.store.reading import InputFile
from pipeline.store.resources import load_parameters
from pipeline.texts import catalogue

PLACES = ("Trần Phú", "Nguyễn Văn Linh", "Lê Duẩn", "Hùng Vương")


def items(rows: int, as_people_write: bool, seed: int = 20260701) -> pd.DataFrame:
    """A table of items with the columns that packs mostly have."""
    dice = np.random.default_rng(seed)
    millions = dice.integers(1, 9_999, rows)
    days = pd.Series(pd.to_datetime(dice.integers(10_000, 19_000, rows), unit="D"))
    return pd.DataFrame(
        {
            "declaration_id": [f"D{number:07d}" for number in dice.integers(0, rows, rows)],
            "item_no": dice.integers(1, 20, rows),
            "category": dice.choice(["land_residential", "house", "money"], rows),
            "name": dice.choice(["Thửa đất số 5", "Nhà ở", "Tiền gửi, ngân hàng"], rows),
            "holder": dice.choice(["declarant", "spouse", "joint"], rows),
            "address": [f"số {number} {PLACES[number % 4]}, Đà Nẵng" for number in dice.integers(1, 10**6, rows)],
            "area_m2": dice.integers(50, 500, rows),
            "value_vnd": [f"{number} triệu" for number in millions] if as_people_write else millions * 10**6,
            "certificate_no": [f"BA{number:06d}" for number in dice.integers(0, 10**6, rows)],
            "acquired_on": days.dt.strftime("%d/%m/%Y" if as_people_write else "%Y-%m-%d"),
        }
    )


PARAMETERS, SAY = load_parameters(), catalogue("vi")


def ours(path: Path) -> int:
    file = InputFile(path, path.name, "assets", "csv")
    return sum(read.rows_read for read in read_file(file, PARAMETERS, SAY))


def theirs(path: Path, table: Table = ASSETS) -> int:
    """Text columns, cast to the table's types, as a frame."""
    types = {column.name: pa.string() for column in table}
    read = arrow_csv.read_csv(path, convert_options=arrow_csv.ConvertOptions(column_types=types))
    schema = pa.schema([table.schema().field(name) for name in read.column_names])
    cast = pa.table([pc.cast(values, field.type) for values, field in zip(read.columns, schema, strict=True)], schema)
    return len(cast.to_pandas(date_as_object=False))


def seconds(work: Callable[[Path], int], path: Path) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean, people = Path(folder) / "assets.csv", Path(folder) / "people.csv"
        items(chosen.rows, as_people_write=False).to_csv(clean, index=False)
        items(chosen.rows, as_people_write=True).to_csv(people, index=False)
        ours(clean), theirs(clean)
        rounds = [(seconds(theirs, clean), seconds(ours, clean), seconds(ours, people)) for _ in range(chosen.rounds)]
    for place, name in enumerate(("clock", "cpu")):
        arrow, own, written = (statistics.median(one[work][place] for one in rounds) for work in range(3))
        print(
            f"{name:6} pyarrow + cast {arrow:6.2f} s   ours {own:6.2f} s   ratio {arrow / own:5.2f}"
            f"   as people write {written:6.2f} s"
        )


if __name__ == "__main__":
    main()
