"""What every export prints about the run that it came from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RunFacts:
    """A run: its id, the day that its data reach to, and what is needed to repeat it.

    `notes` are sentences that head the list: "weak list", the expected number of findings.
    """

    run_id: str = ""
    data_cut_off: date | None = None
    parameters_hash: str = ""
    code_version: str = ""
    capacity: int = 30
    seed: int = 0
    notes: tuple[str, ...] = ()
