"""PR: the official beside peers of the same post, field and year (cells of pipeline/peers.py)."""

import pandas as pd

from pipeline.rules.join import share
from pipeline.rules.rule import rule

CELL = ("peer_cell", "peer_size")


def _fence(positions: pd.DataFrame, measure: str, limit: pd.Series) -> pd.Series:
    """Tukey's upper fence of the peer cell."""
    upper = positions[f"{measure}_q3"]
    return upper + limit * (upper - positions[f"{measure}_q1"])


@rule(
    id="PR01", over="positions", among={"has_asset_list": (True,)},
    needs=("net_worth_log", "net_worth_log_q1", "net_worth_log_q3"), reads=CELL, limit="tukey_fence_times",
    unit="number", amount="assets_after_vnd", severity=1, judgement="context", grounds=("D40",),
    reasons=("inheritance", "spouse_business"), registers=("peers",),
)  # fmt: skip
def level_outlier(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Far richer than peers. Wealth is no finding: this is context and never counts for the order of the list."""
    return positions.net_worth_log[positions.net_worth_log > _fence(positions, "net_worth_log", limit)]


@rule(
    id="PR02", over="positions", among={"compared": (True,)},
    needs=("change_to_income", "change_to_income_q1", "change_to_income_q3"), reads=(*CELL, "increase_vnd"),
    limit="tukey_far_times", uses=("item_threshold_vnd",), unit="times", amount="increase_vnd", severity=1,
    judgement="enrichment", grounds=("D40",),
    reasons=("sale_explains", "inheritance", "loan_bank", "marriage", "unit_slip"), registers=("peers",),
)  # fmt: skip
def change_outlier(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The change beside income lies beyond the far fence of the peer cell."""
    beyond = positions.change_to_income > _fence(positions, "change_to_income", limit)
    return positions.change_to_income[beyond & (positions.increase_vnd >= positions.item_threshold_vnd)]


@rule(
    id="PR04", over="positions", among={"compared": (True,)}, needs=("composition_shift",),
    limit="composition_shift_max", uses=("item_threshold_vnd",), reads=("assets_after_vnd",), unit="number",
    amount="assets_after_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("sale_explains", "revaluation", "unit_slip"),
)  # fmt: skip
def composition_shift(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """What the wealth consists of changed almost wholly (Hellinger distance of the shares of its kinds)."""
    return positions.composition_shift[
        (positions.composition_shift > limit) & (positions.assets_after_vnd >= positions.item_threshold_vnd)
    ]


@rule(
    id="PR07", over="positions", needs=("income_declarant_year_vnd", "pay_floor_vnd"), limit="pay_ratio_max",
    unit="times", amount="income_declarant_year_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("sale_explains", "retirement", "inheritance"),
)  # fmt: skip
def income_above_pay_scale(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The official's own income is a large multiple of the lowest pay of the grade."""
    times = share(positions.income_declarant_year_vnd, positions.pay_floor_vnd)
    return times[times > limit]


@rule(
    id="PR08", over="unit_clusters", needs=("chance", "declarations_count"), reads=("flagged_count", "elsewhere_share"),
    limit="cluster_chance_max", uses=("cluster_rise_times", "cluster_flagged_min"), unit="share", severity=1,
    judgement="context", grounds=("D38",), reasons=("template",),
)  # fmt: skip
def unit_cluster(clusters: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Findings of one kind are more frequent in the unit than chance gives: its form and instructions come first."""
    part = clusters.flagged_count / clusters.declarations_count
    often = (part >= clusters.cluster_rise_times * clusters.elsewhere_share) & (
        clusters.flagged_count >= clusters.cluster_flagged_min
    )
    return clusters.chance[often & (clusters.chance < limit)]


@rule(
    id="PR09", over="positions", among={"has_asset_list": (True,)}, needs=("figures_users_count",),
    reads=("items_after",), limit="twins_min", uses=("twin_items_min",), severity=2, judgement="error",
    grounds=("D38",), reasons=("template", "marriage"), registers=("shared",),
)  # fmt: skip
def twin_declarations(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Several officials declare exactly the same items with the same values."""
    return positions.figures_users_count[
        (positions.figures_users_count >= limit) & (positions.items_after >= positions.twin_items_min)
    ]
