"""Stage `cases`: the list of cases with their dossiers, the reserve, and what goes back to the units."""
from typing import Any
from pipeline.engine import Engine
from pipeline.stages.run_context import Run
def cases(run: Run, engine: Engine) -> dict[str, Any]:
    """."""
    return {}
