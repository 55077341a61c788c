"""The rooms in their order, in memory: from accepted tables to scores. No file, no clock.

The stages call the two halves on partitions; notebooks and the evaluation call the whole on a province at once.
"""

from dataclasses import dataclass

import pandas as pd

from pipeline import features, forest, link, peers
from pipeline.cases.priority import common_findings, evidence_by_judgement, scored_from
from pipeline.follow import Tables, follow
from pipeline.model import INPUTS
from pipeline.params import Parameters
from pipeline.rules import conclude, run_rules
from pipeline.rules.gather import combine, gather

__all__ = ["Judged", "follow", "whole"]


@dataclass(frozen=True)
class Judged:
    """What a whole chain gives; `followed` holds pairs, explained, item_changes and positions."""

    followed: dict[str, pd.DataFrame]
    peers: pd.DataFrame
    features: pd.DataFrame
    flags: pd.DataFrame
    hypotheses: pd.DataFrame
    health: pd.DataFrame
    scores: pd.DataFrame


def whole(tables: Tables, parameters: Parameters, seed: int, capacity: int, workers: int = 1) -> Judged:
    """Every comparison of a province followed and judged; `tables` are canonical, duplicates removed."""
    given = {name: tables.get(name, table.empty()) for name, table in INPUTS.items()}
    people, _ambiguous = link.link_people(given["declarations"])
    given["declarations"] = link.as_one_person(given["declarations"], people)
    followed = follow(given, given["commune_changes"], parameters)
    balance = followed["positions"]
    cells = peers.peer_cells(balance, parameters)
    values = features.features(balance, followed["item_changes"], parameters)
    statistics = peers.peer_statistics(balance, cells, parameters, values)
    z, _left_out = features.standardise(values, cells, parameters)
    unusual, _model = forest.score(z, seed, parameters, capacity, workers)
    together = combine([gather(given | followed)], parameters)
    found = run_rules(given | followed | together | {"peers": statistics}, parameters)
    told = conclude(found.flags, found.hypotheses, found.outcomes, balance, parameters)
    shares = common_findings(found.flags, found.hypotheses, len(balance), parameters)
    evidence = evidence_by_judgement(told.flags, told.hypotheses, shares, parameters)
    scores = scored_from(balance, evidence, unusual, parameters)
    return Judged(followed, statistics, values, told.flags, told.hypotheses, told.health, scores)
