"""The access log as the stages write it: what left the program, for whom and why."""

from pipeline.stages.run_context import Run
from pipeline.store.access_log import append
from pipeline.texts import catalogue


def logged(run: Run, what: str) -> str:
    """An entry in the access log of the run directory; the line that tells its hash."""
    mark = append(run.directory, run.options.who, what, run.options.why, run.at)
    return catalogue(run.options.lang_ui)("register.logged", mark=mark)
