"""How right the links and causes of items are, on a synthetic province whose truth is known.

    python -m benchmarks.links [--declarants 1000] [--years 5] [--seed 11]

Prints precision and recall of item links over all, by category, disturbance, state and cause of the truth; of the
causes; and the curve over confidence. Goals: precision 0.995 and recall 0.98 over all, 0.95 for each disturbance.
Money without an account number has no identity and is compared as sums, so it is no link here.
"""

import argparse

import pandas as pd

from pipeline.evaluate.links import cause_quality, confidence_curve, link_quality
from pipeline.follow import follow
from pipeline.model import INPUTS
from pipeline.simulate import World, province
from pipeline.store.resources import load_parameters


def hard(declarants: int, years: int, seed: int) -> World:
    """Most forms are filled in by another clerk than last year, and every household has something happen to it."""
    return World(declarants=declarants, years=years, seed=seed, error_share=0.3, event_share=0.3, rewritten_share=0.6)


def measure(world: World) -> None:
    made = province(world)
    tables = {name: made.tables.get(name, table.empty()) for name, table in INPUTS.items()}
    changes = follow(tables, tables["commune_changes"], load_parameters())["item_changes"]
    links = made.truth["links"]
    show("links of items", link_quality(changes, links))
    show("causes", cause_quality(changes, links))
    show("links at or above a confidence", confidence_curve(changes, links))


def show(title: str, rows: pd.DataFrame) -> None:
    counts = rows.astype({name: "int64" for name in ("linked", "right", "true", "found", "stated") if name in rows})
    print(f"\n{title}\n{counts.to_string(index=False, float_format='{:.4f}'.format, na_rep='')}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--declarants", type=int, default=1_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    measure(hard(options.declarants, options.years, options.seed))


if __name__ == "__main__":
    main()
