"""What all households of a province share: places, units, firms, and the registers that stories write into."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.simulate import geography, organisations
from pipeline.simulate.geography import Commune
from pipeline.simulate.organisations import Firm, Unit
from pipeline.simulate.world import World


@dataclass
class Town:
    """Rows of registers are added by stories and by `registers`, table by table."""

    world: World
    communes: tuple[Commune, ...]
    units: tuple[Unit, ...]
    firms: list[Firm]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    uplifts: list[tuple[Commune, int, int]] = field(default_factory=list)  # commune, since which year, times
    mirrors: list[tuple[int, int]] = field(default_factory=list)  # couples who both file: the second repeats the first
    copies: list[tuple[int, int, int]] = field(default_factory=list)  # who copied from whom, in which year
    people: int = 0

    def note(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def found_firm(self, made: Firm) -> Firm:
        self.firms.append(made)
        return made

    def person_id(self) -> str:
        """The id of a further person that a register knows."""
        self.people += 1
        return f"R{self.people:06d}"


def build(world: World) -> Town:
    communes = geography.communes(world.seed)
    units = organisations.units(world.seed, world.units, communes)
    return Town(world, communes, units, list(organisations.firms(world.seed, max(world.declarants // 9, 24))))
