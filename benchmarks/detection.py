"""The mission's evaluation: synthetic provinces, judged beside every peer; `make evaluate`.

    python -m benchmarks.detection [--declarants 5000] [--years 5] [--seeds 5] [--capacity 30] [--part judging|tuning]
                                   [--out runs/evaluation]

Writes evaluation.json and evaluation.txt into the folder, prints the tables, and writes docs/model_card.md with
`--card docs/model_card.md`. PyOD's detectors take part where the lock `peers` is installed.
"""

import argparse
import importlib
import importlib.util
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.cases.listing import lists
from pipeline.chain import Judged, whole
from pipeline.evaluate import detection as measure
from pipeline.evaluate import peers, robustness, worlds
from pipeline.evaluate.card import card, table_text
from pipeline.rules import RULES
from pipeline.simulate import Province, province
from pipeline.store.resources import load_parameters, parameters_hash

PARAMETERS = load_parameters(None)
SEED = 20260701
PYOD = {
    "ECOD": ("ecod", "ECOD"),
    "COPOD": ("copod", "COPOD"),
    "HBOS": ("hbos", "HBOS"),
    "kNN": ("knn", "KNN"),
    "LOF": ("lof", "LOF"),
    "INNE": ("inne", "INNE"),
}
GROUPS = ("grade", "sex", "commune_code", "post_field")


def detectors() -> dict[str, peers.Detector]:
    """PyOD's detectors by name; none where it is not installed."""
    if importlib.util.find_spec("pyod") is None:
        return {}
    return {name: _detector(*place) for name, place in PYOD.items()}


def _detector(module: str, name: str) -> peers.Detector:
    def scored(matrix: peers.Numbers, seed: int) -> peers.Numbers:
        kind = getattr(importlib.import_module(f"pyod.models.{module}"), name)
        model = kind(random_state=seed) if name == "INNE" else kind()
        spread = matrix.std(axis=0)
        return np.asarray(model.fit((matrix - matrix.mean(axis=0)) / np.where(spread > 0, spread, 1)).decision_scores_)

    return scored


def judged(made: Province, capacity: int, **changed: Any) -> Judged:
    """The whole chain on a province, under other parameters, tables or seed where named."""
    tables, parameters = changed.get("tables", made.tables), changed.get("parameters", PARAMETERS)
    return whole(dict(tables), parameters, changed.get("seed", SEED), capacity)


def figures(place: pd.Series, planted: pd.DataFrame, capacity: int) -> dict[str, Any]:
    found = asdict(measure.detection(place, planted, capacity))
    return found | {"typologies": found["typologies"].to_dict("records")}


def of_world(planned: worlds.Planned, capacity: int) -> dict[str, Any]:
    """Everything that one world says: our figures, the peers', errors, fairness, calibration."""
    made = province(planned.world)
    planted = made.truth["planted"]
    found = judged(made, capacity)
    place = measure.order_of_the_list(found.scores, PARAMETERS)
    table = measure.errors_recognised(found.scores, planted)
    result = {
        "name": planned.name,
        "part": planned.part,
        "world": {key: str(value) for key, value in asdict(planned.world).items()},
        "ours": figures(place, planted, capacity),
        "errors": table.to_dict("records"),
        "errors_recognised_share": float(table.recognised.sum() / max(table.planted.sum(), 1)),
        "weak": lists(found.scores, capacity, PARAMETERS).weak,
        "fairness": fairness(place, made, capacity).to_dict("records"),
    }
    if planned.part != "nobody":
        result["peers"] = of_peers(found, planted, capacity)
    if planned.name.endswith(str(worlds.JUDGING_SEEDS[0])):
        result["stability"] = stability(made, place, capacity)
    return result


def of_peers(found: Judged, planted: pd.DataFrame, capacity: int) -> dict[str, dict[str, Any]]:
    positions = found.followed["positions"]
    orders = peers.simple_orders(positions, SEED)
    orders = peers.with_detectors(orders, positions, detectors(), SEED)
    ours = found.scores.set_index("declaration_id").reindex(orders.index)
    orders["our forest alone"], orders["our balance alone"] = ours.anomaly_score, ours.unexplained_low_vnd.fillna(0.0)
    whose = found.scores.set_index("declaration_id").declarant_id.reindex(orders.index)
    frame = orders.assign(declarant_id=whose).reset_index()
    held = {str(name): measure.order_of_officials(frame, str(name)) for name in orders}
    return {name: figures(place, planted, capacity) for name, place in held.items()}


def fairness(place: pd.Series, made: Province, capacity: int) -> pd.DataFrame:
    """Innocent officials by group, among the first ten times the capacity: with 30 places chance decides all."""
    rows = made.tables["declarations"].sort_values("declared_on").drop_duplicates("declarant_id", keep="last")
    digit = pd.to_numeric(rows.personal_id.where(rows.personal_id.str.len() == 12).str[3], errors="coerce")
    officials = rows.assign(sex=np.where(digit.isna(), None, np.where(digit % 2 == 0, "male", "female")))
    innocent = set(place.index) - set(made.truth["planted"].declarant_id)
    return robustness.by_group(
        place, officials.set_index("declarant_id")[list(GROUPS)], innocent, min(10 * capacity, len(innocent) // 2)
    )


def stability(made: Province, place: pd.Series, capacity: int) -> dict[str, float]:
    """Share of the list that stays when limits, cells or seeds are others."""
    limits = {rule.limit for rule in RULES.values() if rule.limit}
    changes: dict[str, dict[str, Any]] = {
        "limits 20 % lower": {"parameters": robustness.with_limits_times(PARAMETERS, limits, 0.8)},
        "limits 20 % higher": {"parameters": robustness.with_limits_times(PARAMETERS, limits, 1.2)},
        "5 % of cells missing": {"tables": robustness.with_missing(made.tables, 0.05, SEED)},
        "another seed": {"seed": SEED + 1},
        "a third seed": {"seed": SEED + 2},
    }
    length = min(capacity, max(1, made.truth["planted"].role.eq("guilty").sum()))
    return {
        name: robustness.in_common(
            place, measure.order_of_the_list(judged(made, capacity, **change).scores, PARAMETERS), length
        )
        for name, change in changes.items()
    }


def main() -> None:
    given = arguments()
    declared = (
        (given.declarants, given.years, given.seeds) if given.part == "judging" else (given.declarants, given.years)
    )
    planned = getattr(worlds, given.part)(*declared)
    results = []
    for one in planned:
        started = time.perf_counter()
        results.append(of_world(one, given.capacity))
        print(f"{one.name}: {time.perf_counter() - started:.0f} s", flush=True)
    content = {
        "part": given.part,
        "parameters_hash": parameters_hash(PARAMETERS),
        "left_out": worlds.LEFT_OUT,
        "capacity": given.capacity,
        "declarants": given.declarants,
        "years": given.years,
        "worlds": results,
    }
    folder = Path(given.out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    text = table_text(content)
    (folder / "evaluation.txt").write_text(text, encoding="utf-8")
    print(text)
    if given.card:
        Path(given.card).write_text(card(content), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("declarants", 5_000), ("years", 5), ("seeds", 5), ("capacity", 30)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--part", choices=("judging", "tuning"), default="judging")
    parser.add_argument("--out", default="runs/evaluation")
    parser.add_argument("--card", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
