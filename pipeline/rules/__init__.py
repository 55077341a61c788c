"""The red flags: every rule over one partition, the innocent reasons tested on what was found, and rule health."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from pipeline.model import FLAGS, RULE_OUTCOMES, Table
from pipeline.params import Parameters
from pipeline.rules.catalogue import AFTER_ALL, RULES
from pipeline.rules.conclude import Concluded, conclude
from pipeline.rules.evaluate import evaluate
from pipeline.rules.frames import prepare
from pipeline.rules.health import rule_health, suspend
from pipeline.rules.reasons import hypotheses
from pipeline.rules.units import unit_clusters, with_unit_templates
from pipeline.texts import catalogue

ORDER = ["declarant_id", "declaration_id", "indicator", "category", "previous_item_no", "item_no", "reason"]


class Findings(NamedTuple):
    """FLAGS, HYPOTHESES and RULE_OUTCOMES of one partition."""

    flags: pd.DataFrame
    hypotheses: pd.DataFrame
    outcomes: pd.DataFrame


def run_rules(tables: Mapping[str, pd.DataFrame], parameters: Parameters, language: str = "vi") -> Findings:
    """Every rule on the tables of one partition of officials and on the registers at hand; `conclude` ends the work.

    The language decides the sentences only. A register that is missing or empty makes its rules not testable.
    """
    say = catalogue(language)
    frames = prepare(tables, parameters)
    judged = [evaluate(rule, frames, parameters, say) for rule in RULES.values() if rule.id not in AFTER_ALL]
    flags = _stacked([found for found, _ in judged], FLAGS).sort_values(ORDER, ignore_index=True)
    outcomes = _stacked([counted for _, counted in judged], RULE_OUTCOMES).reset_index(drop=True)
    return Findings(flags, hypotheses(flags, frames, parameters, say), outcomes)


def _stacked(frames: list[pd.DataFrame], table: Table) -> pd.DataFrame:
    held = [frame for frame in frames if len(frame)]
    return table.conform(pd.concat(held, ignore_index=True)) if held else table.empty()


__all__ = [
    "RULES",
    "Concluded",
    "Findings",
    "conclude",
    "rule_health",
    "run_rules",
    "suspend",
    "unit_clusters",
    "with_unit_templates",
]
