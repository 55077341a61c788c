"""What a synthetic province is asked for, and what it gives back."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

TYPOLOGIES = tuple(f"T{number:02d}" for number in range(1, 31))


@dataclass(frozen=True)
class World:
    """A province to be made. Shares are of declarants: by default 0.5% guilty, 8% in error, 6% with a large event."""

    declarants: int = 5_000
    first_year: int = 2022
    years: int = 4
    seed: int = 1
    guilty_share: float = 0.005
    error_share: float = 0.08
    event_share: float = 0.06
    twins: bool = True
    no_guilty: bool = False
    typologies: tuple[str, ...] = TYPOLOGIES
    wealth_level: float = 1.0
    units: int = 24
    missing_registers: tuple[str, ...] = ()
    late_share: float = 0.03
    missing_share: float = 0.008
    personnel_share: float = 0.03
    not_annual_share: float = 0.12
    first_share: float = 0.05
    # Linking made hard: share of items whose words, certificate or place are written otherwise than last year.
    rewritten_share: float = 0.35
    certificate_missing_share: float = 0.12
    # Shares of cells in the files of a pack that are written as people write them.
    written_share: float = 0.06
    unreadable_cells: int = 6
    # The law of this world: what must be declared, and from which change on a supplement is due.
    item_thresholds: tuple[tuple[date, int], ...] = ((date(2019, 7, 1), 50_000_000), (date(2026, 7, 1), 150_000_000))
    supplement_triggers: tuple[tuple[date, int], ...] = (
        (date(2019, 7, 1), 300_000_000),
        (date(2026, 7, 1), 1_000_000_000),
    )
    # The reform of 2025-07-01: two levels of government, communes merged and renamed.
    reform_on: date = date(2025, 7, 1)

    @property
    def last_year(self) -> int:
        return self.first_year + self.years - 1

    def item_threshold(self, day: date) -> int:
        return in_force(self.item_thresholds, day)

    def supplement_trigger(self, day: date) -> int:
        return in_force(self.supplement_triggers, day)


def in_force(dated: tuple[tuple[date, int], ...], day: date) -> int:
    """The value of the last date that is not after `day`."""
    return [value for since, value in dated if since <= day][-1]


@dataclass(frozen=True)
class Province:
    """Canonical tables of a synthetic province, and the truth about them."""

    world: World
    tables: dict[str, pd.DataFrame]
    truth: dict[str, pd.DataFrame] = field(default_factory=dict)


SAMPLE = World(
    declarants=420,
    first_year=2022,
    years=5,
    seed=2026,
    guilty_share=12 / 420,
    error_share=36 / 420,
    event_share=26 / 420,
    typologies=(
        "T01",
        "T03",
        "T05",
        "T07",
        "T08",
        "T11",
        "T13",
        "T18",
        "T20",
        "T21",
        "T22",
        "T25",
    ),
    units=22,
)
