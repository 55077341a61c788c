"""What is played: stories put acts into the plan of a household, and say what was planted."""

from typing import Any

from pipeline.simulate.casting import Part
from pipeline.simulate.households import Household
from pipeline.simulate.town import Town


def prepare(town: Town, homes: list[Household], parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return []
