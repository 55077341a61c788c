"""What can only be said once the flags of all partitions are known: units, rule health, and what is suspended."""

from typing import NamedTuple

import pandas as pd

from pipeline.model import FLAGS, RULE_OUTCOMES
from pipeline.params import Parameters
from pipeline.rules.catalogue import AFTER_ALL
from pipeline.rules.evaluate import evaluate
from pipeline.rules.health import rule_health, suspend
from pipeline.rules.units import clustered, unit_clusters, with_unit_templates
from pipeline.texts import catalogue

WHO = ["declaration_id", "declarant_id", "declared_on", "unit_code", "unit_name"]


class Concluded(NamedTuple):
    """FLAGS, HYPOTHESES and RULE_OUTCOMES of everybody, the health of the rules, and the clusters of units."""

    flags: pd.DataFrame
    hypotheses: pd.DataFrame
    outcomes: pd.DataFrame
    health: pd.DataFrame
    clusters: pd.DataFrame


def conclude(
    flags: pd.DataFrame,
    hypotheses: pd.DataFrame,
    outcomes: pd.DataFrame,
    positions: pd.DataFrame,
    parameters: Parameters,
    language: str = "vi",
    previous: pd.DataFrame | None = None,
) -> Concluded:
    """What all partitions found, put together. `previous` is the health of the run before, which drift is against."""
    who = positions[WHO]
    clusters = unit_clusters(flags, who)
    later, counted = _late_rules(
        {"declarations": who, "unit_clusters": clustered(clusters, flags, who)}, parameters, language
    )
    hypotheses = with_unit_templates(hypotheses, flags, who, language)
    flags = FLAGS.conform(pd.concat([flags, later], ignore_index=True)) if len(later) else flags
    outcomes = RULE_OUTCOMES.conform(pd.concat([outcomes, counted], ignore_index=True))
    health = rule_health(outcomes, flags, hypotheses, previous)
    return Concluded(suspend(flags, health), hypotheses, outcomes, health, clusters)


def _late_rules(
    frames: dict[str, pd.DataFrame], parameters: Parameters, language: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """FLAGS and RULE_OUTCOMES of the rules that judge the findings of others."""
    say = catalogue(language)
    judged = [evaluate(rule, frames, parameters, say) for rule in AFTER_ALL.values()]
    return pd.concat([found for found, _ in judged]), pd.concat([counted for _, counted in judged])
