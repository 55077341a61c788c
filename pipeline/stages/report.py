"""Stage `report`: the pages of the run."""

from typing import Any

from pipeline.engine import Engine
from pipeline.stages.run_context import Run


def report(_run: Run, _engine: Engine) -> dict[str, Any]:
    """The pages of the run."""
    return {}
