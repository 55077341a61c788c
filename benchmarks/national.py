"""A whole run beside two other ways, on the same synthetic province and in one go: time and memory of each.

    python -m benchmarks.national [--declarants 10000 100000] [--workers 2] [--folder FOLDER]

* floor: DuckDB reads the pack, sums every category of each declaration and subtracts the declaration before; no more.
* notebook: what an analyst would write down in an afternoon. pandas reads everything, Great Expectations checks it
  with complete results, a pivot is subtracted from the year before, and a forest of scikit-learn orders the rows.
* run: every stage of `make run`, forest, rules, list, dossiers and pages included.

Each is a process of its own, and memory is that of its whole tree at its peak. Goals: the run takes at most 12 times
the floor at 1,000,000 declarants, and no longer than the notebook at 100,000 with a quarter of its memory.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.meter import Cost, metered
from pipeline.model.vocabulary import CATEGORIES

YEARS = 2
TREES = 1_000
CAPACITY = 30
SEED = 20260701


def floor(pack: Path, out: Path, workers: int) -> None:
    """pivot.parquet, one row a declaration: the sum of every category and its difference from the one before."""
    import duckdb

    sums = ", ".join(f"sum(value_vnd) filter (category = '{name}') as {name}" for name in CATEGORIES)
    differences = ", ".join(f"{name} - lag({name}) over before as {name}_change" for name in CATEGORIES)
    connection = duckdb.connect()
    connection.execute(f"set threads = {workers}; set memory_limit = '4GB'")
    connection.execute(f"""
        copy (
            with sums as (select declaration_id, {sums} from '{pack}/*/assets/*.parquet' group by declaration_id)
            select declarant_id, declared_on, sums.*, {differences}
            from '{pack}/*/declarations/*.parquet' join sums using (declaration_id)
            window before as (partition by declarant_id order by declared_on)
        ) to '{out}/pivot.parquet'
    """)


def notebook(pack: Path, out: Path, workers: int) -> None:
    """list.csv, the declarations whose changes a forest finds the most unusual, and checks.json."""
    import pandas as pd
    from sklearn.ensemble import IsolationForest

    declarations, assets, incomes = (_whole(pack, name) for name in ("declarations", "assets", "incomes"))
    (out / "checks.json").write_text(json.dumps(_checked(declarations, assets, incomes), default=str))
    sums = assets.pivot_table(index="declaration_id", columns="category", values="value_vnd", aggfunc="sum")
    sums["income"] = incomes.groupby("declaration_id")["amount_vnd"].sum()
    joined = declarations[["declaration_id", "declarant_id", "declared_on"]].join(sums, on="declaration_id")
    joined = joined.sort_values(["declarant_id", "declared_on"])
    changes = joined.groupby("declarant_id")[list(sums.columns)].diff()
    compared = changes[joined["declarant_id"].duplicated()].fillna(0)
    forest = IsolationForest(n_estimators=TREES, random_state=SEED, n_jobs=workers).fit(compared)
    score = pd.Series(-forest.score_samples(compared), index=compared.index)
    joined.loc[score.nlargest(CAPACITY).index].to_csv(out / "list.csv")


def _whole(pack: Path, name: str) -> Any:
    import pandas as pd

    return pd.concat([pd.read_parquet(path) for path in sorted(pack.glob(f"*/{name}/*.parquet"))], ignore_index=True)


def _checked(declarations: Any, assets: Any, incomes: Any) -> list[dict[str, Any]]:
    """What Great Expectations says of the three tables, every unexpected row with its place."""
    import great_expectations as gx
    import great_expectations.expectations as expect

    suites = {
        "declarations": (declarations, [expect.ExpectColumnValuesToBeUnique(column="declaration_id"),
                                        expect.ExpectColumnValuesToNotBeNull(column="declared_on")]),
        "assets": (assets, [expect.ExpectColumnValuesToBeInSet(column="category", value_set=list(CATEGORIES)),
                            expect.ExpectColumnValuesToNotBeNull(column="item_no"),
                            expect.ExpectColumnValuesToBeBetween(column="value_vnd", min_value=0)]),
        "incomes": (incomes, [expect.ExpectColumnValuesToBeBetween(column="amount_vnd", min_value=0)]),
    }  # fmt: skip
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source, results = context.data_sources.add_pandas("pack"), []
    for name, (frame, expectations) in suites.items():
        asked = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        batch, suite = asked.get_batch({"dataframe": frame}), gx.ExpectationSuite(name, expectations=expectations)
        results.append(batch.validate(suite, result_format="COMPLETE").to_json_dict())
    return results


def run(pack: Path, out: Path, workers: int) -> None:
    """A run directory with everything in it."""
    from pipeline.__main__ import main as command

    status = command(["run", "--data", f"{pack}", "--out", f"{out / 'run'}", "--workers", f"{workers}"])
    if status:
        raise SystemExit(status)


WAYS: dict[str, Callable[[Path, Path, int], None]] = {"floor": floor, "notebook": notebook, "run": run}


def cost_of(way: str, pack: Path, out: Path, workers: int) -> Cost:
    """One way in a process of its own; raises CalledProcessError where it does not end well."""
    words = [sys.executable, "-m", "benchmarks.national", "--way", way, "--folder", str(out)]
    with metered() as cost:
        subprocess.run([*words, "--pack", str(pack), "--workers", str(workers)], check=True, stdout=subprocess.DEVNULL)
    return cost


def measure(declarants: int, workers: int, folder: Path) -> None:
    """The lines of one size: the stages of the run, and the three ways beside each other."""
    pack = folder / "pack"
    size = ["--declarants", str(declarants), "--years", str(YEARS), "--out", str(pack)]
    subprocess.run([sys.executable, "-m", "pipeline", "province", *size], check=True, stdout=subprocess.DEVNULL)
    costs = {way: cost_of(way, pack, folder, workers) for way in WAYS}
    # Loaded when all is measured: memory of this process counts in every way.
    from pipeline.stages.summary import STAGES

    stages = json.loads((folder / "run" / "manifest.json").read_text())["stages"]
    items = stages["changes"]["item_changes"]
    print(f"\n{declarants:,} x {YEARS} declarations, {items:,} items compared, {workers} workers")
    print(f"{'':12}{'s':>10}{'s/million':>12}{'MiB':>9}{'to floor':>10}{'to notebook':>13}")
    for name in STAGES:
        seconds = stages[name]["wall_seconds"]
        print(f"  {name:10}{seconds:>10.1f}{1e6 * seconds / items:>12.1f}{stages[name]['peak_memory_mib']:>9,}")
    for way, cost in costs.items():
        to_floor, to_notebook = (cost.seconds / costs[other].seconds for other in ("floor", "notebook"))
        line = f"{way:12}{cost.seconds:>10.1f}{1e6 * cost.seconds / items:>12.1f}{cost.peak_mib:>9,}"
        print(f"{line}{to_floor:>10.1f}{to_notebook:>13.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--declarants", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--pack", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        WAYS[given.way](given.pack, given.folder, given.workers)
        return
    for declarants in given.declarants:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            measure(declarants, given.workers, Path(folder))


if __name__ == "__main__":
    main()
