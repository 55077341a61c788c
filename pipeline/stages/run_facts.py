"""What every export prints of the run that it came from."""

import pandas as pd

from pipeline.exports.facts import RunFacts
from pipeline.stages.run_context import Run
from pipeline.texts import Catalogue


def run_facts(run: Run, weak: bool, say: Catalogue) -> RunFacts:
    """The run's id is that of its scores: the same input, parameters and code give the same id."""
    key = run.directory.record("score").get("key", "")
    return RunFacts(
        run_id=key[:12],
        data_cut_off=pd.Timestamp(run.directory.record("validate")["last_day"]).date(),
        parameters_hash=run.parameters_hash,
        code_version=key[12:24],
        capacity=run.options.capacity,
        seed=run.options.seed,
        notes=(say("list.weak"),) if weak else (),
    )
