"""Pictures of a case and of a run, as SVG files. One module serves dossiers, the site and notebooks."""

from pipeline.exports.figures_case import balance_over_years, peer_strip, sources_and_uses
from pipeline.exports.figures_run import (
    flags_by_family,
    movement_matrix,
    quarantine_map,
    rule_overlap,
    score_distribution,
)

__all__ = [
    "balance_over_years",
    "flags_by_family",
    "movement_matrix",
    "peer_strip",
    "quarantine_map",
    "rule_overlap",
    "score_distribution",
    "sources_and_uses",
]
