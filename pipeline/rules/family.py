"""FM and FI: family, firms, and assets abroad."""

import pandas as pd

from pipeline.rules.rule import marked, rule
from pipeline.text import folded

FIRM = r"\b(?:cong ty|doanh nghiep|co phan|tnhh|company|corp\w*|ltd|llc|inc|gmbh|trust|holding\w*|quy dau tu)\b"
COIN = r"\b(?:bitcoin|btc|ethereum|usdt|crypto\w*|tien ao|tien so|tien ma hoa|tai san so|tai san ao|token)\b"
HOME = ("VN", "VNM", "Việt Nam", "Vietnam")


@rule(
    id="FM01", over="positions", among={"compared": (True,)},
    needs=("spouse_assets_before_share", "spouse_assets_after_share"), reads=("real_estate_new_count",),
    limit="spouse_share_high", uses=("spouse_share_low",), unit="share", amount="acquired_vnd", severity=2,
    judgement="enrichment", grounds=("D40",), reasons=("spouse_business", "marriage", "inheritance"),
)  # fmt: skip
def parked_with_spouse(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The spouse's part of the assets jumps from small to large."""
    jumped = (positions.spouse_assets_before_share < positions.spouse_share_low) & (
        positions.spouse_assets_after_share > limit
    )
    return positions.spouse_assets_after_share[jumped]


@rule(
    id="FM02", over="assets", among={"holder": ("minor_child",)}, needs=("value_vnd",),
    limit="item_threshold_vnd", unit="vnd", amount="value_vnd", severity=2, judgement="enrichment",
    grounds=("D35", "D40"), reasons=("gift_documented", "inheritance"),
)  # fmt: skip
def parked_with_a_child(assets: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A minor child owns something of value."""
    return assets.value_vnd[assets.value_vnd >= limit]


@rule(
    id="FM03", over="item_changes", among={"state": ("gone",), "holder_before": ("minor_child",)},
    needs=("value_before_vnd",), limit="supplement_trigger_vnd", unit="vnd", amount="value_before_vnd",
    severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("child_turned_18", "sale_explains", "threshold_raised"),
)  # fmt: skip
def leaves_at_eighteen(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A child's valuable item leaves the declaration; with a child of age that is the law, and worth remembering."""
    return items.value_before_vnd[items.value_before_vnd >= limit]


@rule(
    id="FM04", over="positions", among={"compared": (True,), "had_spouse": (True,)},
    needs=("has_spouse", "left_share"), limit="left_share_max", unit="share", amount="assets_before_vnd",
    severity=3, judgement="enrichment", grounds=("D40",), reasons=("divorce", "sale_explains"),
)  # fmt: skip
def divorce_on_paper(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The spouse is no longer named, and most of the assets left at the same time."""
    parted = ~positions.has_spouse.astype("boolean").fillna(True).astype(bool)
    return positions.left_share[parted & (positions.left_share >= limit)]


@rule(
    id="FM07", over="positions", among={"has_asset_list": (True,), "has_spouse": (True,)},
    needs=("spouse_assets_after_share", "spouse_own_income_share"), limit="family_ratio_gap_share",
    unit="share", amount="assets_after_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("spouse_business", "inheritance", "marriage"),
)  # fmt: skip
def spouse_owns_more_than_earns(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The spouse's part of the assets is far above the spouse's part of the income."""
    gap = positions.spouse_assets_after_share - positions.spouse_own_income_share
    return gap[gap > limit]


@rule(
    id="FI01", over="assets", among={"category": ("capital_contribution",), "holder": ("declarant", "joint")},
    needs=("name",), amount="value_vnd", severity=1, judgement="interest", grounds=("COI", "COI-2", "COI-6"),
    reasons=("spouse_business", "inheritance"),
)  # fmt: skip
def firm_interest(assets: pd.DataFrame) -> pd.Series:
    """The official holds a contribution of capital: what is the firm's field?"""
    return marked(assets.name.notna())


@rule(
    id="FI02", over="assets", among={"category": ("foreign_asset", "capital_contribution", "shares")},
    needs=("name",), reads=("country",), amount="value_vnd", severity=2, judgement="interest",
    grounds=("D35", "COI-2"), reasons=("inheritance", "first_declaration"),
)  # fmt: skip
def firm_abroad(assets: pd.DataFrame) -> pd.Series:
    """A share in a firm abroad is declared."""
    abroad = assets.country.notna() & ~assets.country.isin(HOME)
    abroad |= assets.category.eq("foreign_asset") & assets.country.isna()
    return marked(folded(assets.name).str.contains(FIRM, na=False) & abroad)


@rule(
    id="FI03", over="assets", among={"category": ("foreign_account",)}, needs=("item_no",), amount="value_vnd",
    severity=1, judgement="context", grounds=("D35",), reasons=("first_declaration", "inheritance"),
)  # fmt: skip
def account_abroad(assets: pd.DataFrame) -> pd.Series:
    """An account abroad is declared."""
    return marked(assets.item_no.notna())


@rule(
    id="FI05", over="assets",
    among={"category": ("other_asset", "other_securities", "foreign_asset", "foreign_account", "money")},
    needs=("name",), reads=("note", "item_kind"), amount="value_vnd", severity=2, judgement="enrichment",
    grounds=("D40",), reasons=("late_appearance", "template"),
)  # fmt: skip
def virtual_assets(assets: pd.DataFrame) -> pd.Series:
    """Virtual assets are named: neither their existence nor their price has a register."""
    words = folded(assets.name + " " + assets.item_kind.fillna("") + " " + assets.note.fillna(""))
    return marked(words.str.contains(COIN, na=False))
