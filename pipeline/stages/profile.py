"""`make profile`: each stage in this process, and where its time went."""

import sys
from typing import Any

from pipeline.profiling import by_time
from pipeline.stages.run_context import Run
from pipeline.store.writing import write_bytes

SHOWN = 12


def write_profile(run: Run, name: str, functions: list[dict[str, Any]]) -> None:
    """profile/<stage>.csv, one row a function of the project; the longest are shown."""
    table = by_time(functions)
    write_bytes(run.directory.file("profile", f"{name}.csv"), table.to_csv(index=False, lineterminator="\n").encode())
    print(table.head(SHOWN).to_string(index=False), file=sys.stderr, flush=True)
