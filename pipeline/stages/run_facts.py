"""What every export prints of the run that it came from."""

from collections.abc import Sequence

import pandas as pd

from pipeline.exports.facts import RunFacts
from pipeline.stages.run_context import Run


def run_facts(run: Run, notes: Sequence[str]) -> RunFacts:
    """The notes head the list; the id is that of the scores: the same input, parameters and code give the same."""
    key = run.directory.record("score").get("key", "")
    return RunFacts(
        run_id=key[:12],
        data_cut_off=pd.Timestamp(run.directory.record("validate")["last_day"]).date(),
        parameters_hash=run.parameters_hash,
        code_version=key[12:24],
        capacity=run.options.capacity,
        seed=run.options.seed,
        notes=tuple(notes),
    )
