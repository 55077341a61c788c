"""What every stage is given: the choices, the run directory, the parameters in force."""

from dataclasses import dataclass
from datetime import date

from pipeline.options import Options
from pipeline.params import Parameters
from pipeline.store.run_directory import RunDirectory


@dataclass(frozen=True)
class Run:
    """One run; small enough to travel to every worker."""

    options: Options
    directory: RunDirectory
    parameters: Parameters
    parameters_hash: str

    @property
    def at(self) -> str:
        """The moment of the command; without one, the last day of the data."""
        return self.options.at or str(self.directory.record("validate")["last_day"])

    @property
    def today(self) -> date:
        return date.fromisoformat(self.at[:10])


@dataclass(frozen=True)
class Part:
    """A partition of declarants: all years of those whose ids fall into it."""

    run: Run
    number: int

    @property
    def file_name(self) -> str:
        return part_file(self.number)


def part_file(number: int) -> str:
    """The name of a partition's file in each folder."""
    return f"part-{number:05d}.parquet"
