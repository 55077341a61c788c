"""What can only be said once the flags of all partitions are known: units, rule health, and what is suspended."""

from typing import NamedTuple

import pandas as pd

from pipeline.model import FLAGS, HYPOTHESES, RULE_OUTCOMES
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


class TogetherFound(NamedTuple):
    """What the findings of everybody say together, apart from the findings themselves.

    late_flags: FLAGS of the rules on findings. templates: HYPOTHESES of the reason `template`, judged by unit.
    """

    late_flags: pd.DataFrame
    templates: pd.DataFrame
    health: pd.DataFrame
    outcomes: pd.DataFrame = RULE_OUTCOMES.empty()
    clusters: pd.DataFrame = pd.DataFrame()


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
    templates = hypotheses[hypotheses["reason_id"].eq("template")]
    found = found_together(flags, hypotheses, templates, outcomes, positions[WHO], parameters, language, previous)
    flags, hypotheses = flags_of(flags, hypotheses, found, positions["declaration_id"])
    return Concluded(flags, hypotheses, found.outcomes, found.health, found.clusters)


def found_together(
    flags: pd.DataFrame,
    hypotheses: pd.DataFrame,
    templates: pd.DataFrame,
    outcomes: pd.DataFrame,
    who: pd.DataFrame,
    parameters: Parameters,
    language: str = "vi",
    previous: pd.DataFrame | None = None,
) -> TogetherFound:
    """What only the findings of all partitions tell.

    Of the flags declaration_id, declarant_id, indicator and judgement are enough, of the hypotheses declaration_id,
    indicator, reason_id and verdict; `templates` are whole rows.
    """
    clusters = unit_clusters(flags, who)
    frames = {"declarations": who, "unit_clusters": clustered(clusters, flags, who, parameters)}
    late, counted = _late_rules(frames, parameters, language)
    judged = with_unit_templates(templates, flags, who, parameters, language)
    others = hypotheses[~hypotheses["reason_id"].eq("template")]
    counts = list(hypotheses.columns)
    known = pd.concat([others, judged[counts]], ignore_index=True)
    every = pd.concat([flags, late[list(flags.columns)]], ignore_index=True) if len(late) else flags
    outcomes = RULE_OUTCOMES.conform(pd.concat([outcomes, counted], ignore_index=True))
    health = rule_health(outcomes, every, parameters, known, previous)
    return TogetherFound(FLAGS.conform(late), judged, health, outcomes, clusters)


def flags_of(
    flags: pd.DataFrame, hypotheses: pd.DataFrame, found: TogetherFound, declarations: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """FLAGS and HYPOTHESES of some declarations, with what the findings of everybody add to them."""
    late = found.late_flags[found.late_flags["declaration_id"].isin(declarations)]
    flags = FLAGS.conform(pd.concat([flags, late], ignore_index=True)) if len(late) else flags
    return suspend(flags, found.health), _with_templates(hypotheses, found.templates)


def _with_templates(hypotheses: pd.DataFrame, templates: pd.DataFrame) -> pd.DataFrame:
    """The hypotheses, the rows of the template in their places as they were judged by unit; both in the same order."""
    own = hypotheses["reason_id"].eq("template")
    judged = templates[templates["declaration_id"].isin(hypotheses.loc[own, "declaration_id"])]
    rows = judged.set_axis(hypotheses.index[own.to_numpy(dtype=bool)])
    return HYPOTHESES.conform(pd.concat([hypotheses[~own], rows]).sort_index()) if len(rows) else hypotheses


def _late_rules(
    frames: dict[str, pd.DataFrame], parameters: Parameters, language: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """FLAGS and RULE_OUTCOMES of the rules that judge the findings of others."""
    say = catalogue(language)
    judged = [evaluate(rule, frames, parameters, say) for rule in AFTER_ALL.values()]
    return pd.concat([found for found, _ in judged]), pd.concat([counted for _, counted in judged])
