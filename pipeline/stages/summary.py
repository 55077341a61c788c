"""What a run says while it works and when it is done."""

import sys
from typing import Any

import pandas as pd

from pipeline.evaluate.detection import Detection, detection, order_of_officials
from pipeline.model import CASES, SCORES
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame, read_text_table
from pipeline.store.tables import read_table
from pipeline.texts import Catalogue, catalogue

# What a stage made, by the name under which its record counts it.
MADE = {
    "changes": "item_changes",
    "features": "declarations",
    "forest": "comparisons",
    "rules": "flags",
    "score": "scores",
    "cases": "cases",
    "report": "pages",
}
STAGES = ("ingest", "validate", *MADE)


def say_stage(run: Run, name: str, record: dict[str, Any], again: bool) -> None:
    """One line a stage: what it is, what it made and at what cost, or that nothing had changed."""
    say = catalogue(run.options.lang_ui)
    cost = say("run.cost", seconds=say.number(record["wall_seconds"], 1), memory=say.number(record["peak_memory_mib"]))
    made = say(f"run.made_{name}", count=say.number(made_by(name, record)))
    told = f"{made}; {cost}" if again else say("run.unchanged")
    print(f"{say(f'run.stage_{name}')}: {told}", file=sys.stderr, flush=True)


def made_by(name: str, record: dict[str, Any]) -> int:
    """How many rows, cases or pages a stage made; of reading those read, of checking those accepted."""
    if name == "ingest":
        return sum(record["rows_read"].values())
    if name == "validate":
        return sum(row["accepted"] for row in record["rows"].values())
    return int(record[MADE[name]])


def say_summary(run: Run) -> None:
    print("\n".join(summary(run)), flush=True)


def summary(run: Run) -> list[str]:
    """The lines that `make run` ends with: rows, pairs, flags by family, planted cases, where the list is."""
    say = catalogue(run.options.lang_ui)
    lines = [*_rows(run, say), *_flags(run, say), *_planted(run, say)]
    made = run.directory.record("cases")
    lines.append(say("run.weak" if made["weak"] else "run.cases", count=made["cases"], strong=made["stand_out"]))
    if made["returns_not_shown"]:
        lines.append(say("run.returns", shown=say.number(made["returns"]), more=say.number(made["returns_not_shown"])))
    lines += [note for note in made["notes"] if note != say("list.weak")]
    lines.append(say("run.list", path=run.directory.file("cases", "flagged_cases.xlsx")))
    lines.append(say("run.site", path=run.directory.file("index.html")))
    return [*lines, _cost(run, say)]


def _cost(run: Run, say: Catalogue) -> str:
    """What all stages together cost when each was last run."""
    records = [run.directory.record(name) for name in STAGES]
    seconds = sum(record["wall_seconds"] for record in records)
    memory = max(record["peak_memory_mib"] for record in records)
    return say("run.cost_of_all", seconds=say.number(seconds, 1), memory=say.number(memory))


def _rows(run: Run, say: Catalogue) -> list[str]:
    rows = run.directory.record("validate")["rows"].values()
    read, taken, aside = (sum(row[name] for row in rows) for name in ("read", "accepted", "quarantined"))
    compared = run.directory.record("changes")["compared"]
    return [
        say("run.rows", read=say.number(read), accepted=say.number(taken), quarantined=say.number(aside)),
        say("run.pairs", pairs=say.number(compared)),
    ]


def _flags(run: Run, say: Catalogue) -> list[str]:
    """A line a family of rules: flags, and of how many declarations judged."""
    health = read_frame(run.directory.file("rule_health.parquet"))
    family = health.indicator.str.extract(r"^([A-Z]+)", expand=False)
    summed = (
        health.assign(family=family)
        .groupby("family", as_index=False)
        .agg(flagged=("flagged", "sum"), judged=("population", "max"))
    )
    return [
        say(
            "run.family",
            family=say(f"family.{row['family']}"),
            flagged=say.number(row["flagged"]),
            judged=say.number(row["judged"]),
        )
        for row in summed.to_dict("records")
    ]


def _planted(run: Run, say: Catalogue) -> list[str]:
    """How many of the planted cases are on the list, where the input says what was planted."""
    path = run.options.data / "truth" / "planted.csv"
    planted = read_text_table(path) if path.exists() else pd.DataFrame()
    if planted.empty or not {"declarant_id", "role", "pair_id"} <= set(planted.columns):
        return []
    return [say("run.planted", **planted_found(run, planted))]


def planted_found(run: Run, planted: pd.DataFrame) -> dict[str, int]:
    """Of the planted officials: how many, on the list, and innocent twins that stand before their guilty one."""
    listed = read_table(run.directory.file("cases", "flagged_cases.parquet"), CASES)
    place = order_of_officials(read_table(run.directory.file("scores.parquet"), SCORES))
    measured: Detection = detection(place, planted, len(listed))
    guilty = set(planted.declarant_id[planted.role == "guilty"])
    pairs = planted[planted.pair_id.notna()].groupby("pair_id").role.nunique().eq(2).sum()
    return {
        "planted": len(guilty),
        "listed": len(guilty & set(listed.declarant_id)),
        "pairs": int(pairs),
        "outranked": round(float(pairs) * (1 - measured.twins_ordered_share)) if pairs else 0,
    }
