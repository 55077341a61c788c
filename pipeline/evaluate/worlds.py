"""The synthetic provinces of the evaluation: some to tune on, others to judge on, none of them both.

Worlds differ by more than their seed: wealth, shares of guilty, of errors and of honest events, what is missing,
which typologies are played and which registers are at hand. `LEFT_OUT` names the typologies that no tuning world
plays: how they are found says how far the method reaches beyond what it was tried on.
"""

from dataclasses import dataclass, replace
from random import Random

from pipeline.simulate.world import TYPOLOGIES, World

# Never played in a tuning world. One each of price, gift, first declaration, fees and living cost.
LEFT_OUT = ("T06", "T13", "T16", "T19", "T29")
TUNING_SEEDS = (301, 302, 303, 304, 305, 306)
JUDGING_SEEDS = (7101, 7102, 7103, 7104, 7105)
CONFLICT_REGISTERS = ("complaints", "gifts", "land_prices", "projects", "verifications")


@dataclass(frozen=True)
class Planned:
    """A world of the evaluation: `part` is standard, stress or nobody."""

    name: str
    part: str
    world: World


def tuning(declarants: int = 5_000, years: int = 5) -> list[Planned]:
    """Worlds for choosing weights and limits; the left-out typologies are not in them."""
    played = tuple(code for code in TYPOLOGIES if code not in LEFT_OUT)
    return [_standard(seed, place, declarants, years, played) for place, seed in enumerate(TUNING_SEEDS)]


def judging(declarants: int = 5_000, years: int = 5, seeds: int = 5) -> list[Planned]:
    """Worlds that nothing is tuned on: the standard ones, a stress set, and a province with nobody guilty."""
    standard = [
        _standard(seed, place, declarants, years, TYPOLOGIES) for place, seed in enumerate(JUDGING_SEEDS[:seeds])
    ]
    last = standard[0].world
    stress = replace(last, seed=JUDGING_SEEDS[0] + 100, guilty_share=0.02, error_share=0.10)
    nobody = replace(last, seed=JUDGING_SEEDS[0] + 200, no_guilty=True)
    return [*standard, Planned("stress", "stress", stress), Planned("nobody guilty", "nobody", nobody)]


def _standard(seed: int, place: int, declarants: int, years: int, played: tuple[str, ...]) -> Planned:
    """One world: the first as the issue has it, the others each changed in some respects."""
    typologies = list(played)
    Random(seed).shuffle(typologies)  # noqa: S311 - which typologies come first, no secret
    world = World(declarants=declarants, years=years, seed=seed, typologies=tuple(typologies))
    changes: tuple[dict[str, object], ...] = (
        {},
        {"wealth_level": 0.6, "error_share": 0.12},
        {"wealth_level": 1.8, "event_share": 0.09, "late_share": 0.08},
        {"missing_share": 0.03, "rewritten_share": 0.5, "certificate_missing_share": 0.25},
        {"missing_registers": CONFLICT_REGISTERS, "guilty_share": 0.006},
    )
    return Planned(f"world {seed}", "standard", replace(world, **changes[place % len(changes)]))  # type: ignore[arg-type]
