"""RE and VH: property, vehicles and valuables."""

import numpy as np
import pandas as pd

from pipeline.model.vocabulary import PLOTS, REAL_ESTATE
from pipeline.rules.join import share
from pipeline.rules.rule import marked, rule
from pipeline.text import folded, nfc

NEW_PLOTS = {"state": ("new",), "category": PLOTS, "cause": (None, np.nan, "purchase")}
NEW_VEHICLES = {"state": ("new",), "category": ("registered_vehicle",)}
# With their marks: without them a boat (thuyền) is a transfer (thuyên chuyển).
VESSEL = r"\b(?:máy bay|tàu bay|trực thăng|tàu|tầu|thuyền|ca ?nô|xà lan|sà lan|yacht|boat|vessel|aircraft)\b"
WORKING_BOAT = r"\b(?:đánh cá|đánh bắt|tàu cá|cá|lưới|chở hàng|vận tải|ghe|đò|fishing)\b"


@rule(
    id="RE01", over="item_changes", among={**NEW_PLOTS, "category": ("land_residential",)},
    needs=("price_vnd_m2", "official_price_vnd_m2"), limit="price_to_official_share", unit="share",
    amount="value_after_vnd", severity=2, judgement="enrichment", grounds=("D40", "D41.1.a"),
    reasons=("inheritance", "gift_documented", "unit_slip"), registers=("land_prices",),
)  # fmt: skip
def under_declared_price(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A residential plot was bought for far less than the official price of the place and year."""
    part = share(items.price_vnd_m2, items.official_price_vnd_m2)
    return part[part < limit]


@rule(
    id="RE02", over="item_changes", among=NEW_PLOTS, needs=("price_z",),
    reads=("price_vnd_m2", "price_median_vnd_m2"), limit="price_z_min", unit="number", amount="value_after_vnd",
    severity=1, judgement="enrichment", grounds=("D40",), reasons=("inheritance", "unit_slip"),
    registers=("prices",),
)  # fmt: skip
def price_below_peers(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The price of a square metre is far below what others declared in the same commune and year."""
    return items.price_z[items.price_z < limit]


@rule(
    id="RE03", over="item_changes", among={"state": ("new",), "category": REAL_ESTATE},
    needs=("value_or_reason",), reads=("value_after_vnd",), severity=1, judgement="error",
    grounds=("D38", "FORM10"), reasons=("inheritance", "template"),
)  # fmt: skip
def property_without_price(items: pd.DataFrame) -> pd.Series:
    """A new plot or house has neither a value nor the reason why it cannot be determined."""
    return marked(items.value_or_reason.eq("none") | items.value_after_vnd.eq(0))


@rule(
    id="RE04", over="assets", among={"category": ("house",)}, needs=("area_m2",), limit="large_dwelling_m2",
    unit="m2", amount="value_vnd", severity=1, judgement="context", grounds=("D35",),
    reasons=("inheritance", "unit_slip"),
)  # fmt: skip
def large_dwelling(assets: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A dwelling has a very large floor."""
    return assets.area_m2[assets.area_m2 > limit]


@rule(
    id="RE05", over="positions", among={"has_asset_list": (True,)}, needs=("plots_bought_count",),
    reads=("plots_count",), limit="plots_in_two_years", amount="real_estate_after_vnd", severity=2,
    judgement="enrichment", grounds=("D40",), reasons=("plot_split_or_merged", "inheritance"),
)  # fmt: skip
def many_plots(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Several plots were acquired within 24 months."""
    return positions.plots_bought_count[positions.plots_bought_count >= limit]


@rule(
    id="RE06", over="assets", among={"category": ("foreign_asset",)}, needs=("name",), amount="value_vnd",
    severity=1, judgement="context", grounds=("D35",), reasons=("inheritance", "first_declaration"),
)  # fmt: skip
def property_abroad(assets: pd.DataFrame) -> pd.Series:
    """An asset abroad is declared."""
    return marked(folded(assets.name).notna())


@rule(
    id="RE07", over="land_ahead", needs=("acquired_on",), reads=("lead_days",), limit="project_lead_days",
    unit="days", amount="value_after_vnd", severity=2, judgement="interest", grounds=("COI", "COI-4", "D40"),
    reasons=("inheritance", "late_appearance", "ties_to_place"), registers=("projects",),
)  # fmt: skip
def land_ahead_of_a_project(plots: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A plot was acquired within two years before a project in its commune was announced."""
    return plots.lead_days[(plots.lead_days > 0) & (plots.lead_days <= limit)]


@rule(
    id="RE08", over="plot_sales", needs=("held_days", "gain_share"), limit="quick_turn_gain_share",
    uses=("quick_turn_days",), unit="share", amount="proceeds_vnd", severity=2, judgement="interest",
    grounds=("COI-4", "D40"), reasons=("inheritance", "insurance_or_compensation"),
)  # fmt: skip
def quick_turn(sales: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A plot was bought and sold within 18 months with a large gain."""
    return sales.gain_share[(sales.gain_share > limit) & sales.held_days.between(0, sales.quick_turn_days)]


@rule(
    id="RE09", over="explained_parties", among={"category": PLOTS}, needs=("counterpart",), reads=("party_id",),
    amount="amount_vnd", severity=3, judgement="interest", grounds=("COI", "COI-1"),
    reasons=("template", "sale_explains"), registers=("supervised",),
)  # fmt: skip
def land_from_a_party(explained: pd.DataFrame) -> pd.Series:
    """The seller or giver of land is a party whose matters the official's unit handles."""
    return marked(explained.party_id.notna())


@rule(
    id="RE10", over="assets", among={"category": REAL_ESTATE, "names_holder": (True,)},
    needs=("household_names",), reads=("certificate_holder",), amount="value_vnd", severity=1,
    judgement="enrichment", grounds=("D35",), reasons=("inheritance", "marriage"),
)  # fmt: skip
def paper_owner_differs(assets: pd.DataFrame) -> pd.Series:
    """The certificate is in the name of somebody outside the household."""
    names = zip(folded(assets.certificate_holder).fillna(""), assets.household_names, strict=True)
    inside = pd.Series([_any_name(holder, household) for holder, household in names], index=assets.index, dtype="bool")
    return marked(~inside)


def _any_name(holder: str, household: str) -> bool:
    """True where a name of the household stands in the holder's text, or the text names none."""
    names = [name for name in household.split(" / ") if name]
    return not holder or any(name in holder or holder in name for name in names)


@rule(
    id="VH01", over="assets", among={"category": ("registered_vehicle",), "state": ("new",)},
    needs=("value_vnd", "income_year_vnd"), limit="vehicle_to_income_times", unit="times", amount="value_vnd",
    severity=1, judgement="enrichment", grounds=("D40",), reasons=("loan_bank", "spouse_business"),
)  # fmt: skip
def vehicle_above_means(assets: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A new vehicle cost more than a household's income of two years."""
    times = share(assets.value_vnd, assets.income_year_vnd)
    return times[times > limit]


@rule(
    id="VH02", over="item_changes", among=NEW_VEHICLES, needs=("value_or_reason",), reads=("value_after_vnd",),
    severity=1, judgement="error", grounds=("D38", "FORM10"), reasons=("gift_documented", "template"),
)  # fmt: skip
def vehicle_without_price(items: pd.DataFrame) -> pd.Series:
    """A new vehicle has neither a value nor the reason why it cannot be determined."""
    return marked(items.value_or_reason.eq("none") | items.value_after_vnd.eq(0))


@rule(
    id="VH03", over="assets", among={"category": ("registered_vehicle", "foreign_asset")}, needs=("name",),
    reads=("item_kind",), amount="value_vnd", severity=1, judgement="context", grounds=("D35",),
    reasons=("spouse_business",),
)  # fmt: skip
def aircraft_or_vessel(assets: pd.DataFrame) -> pd.Series:
    """An aircraft or a vessel is declared; boats to fish or to carry goods with earn a living."""
    words = nfc(assets.name.fillna("") + " " + assets.item_kind.fillna("")).str.lower()
    return marked(words.str.contains(VESSEL, na=False) & ~words.str.contains(WORKING_BOAT, na=False))


@rule(
    id="VH04", over="item_changes",
    among={"state": ("new",), "category": ("other_asset",), "cause": (None, np.nan, "purchase")},
    needs=("value_after_vnd",), limit="supplement_trigger_vnd", unit="vnd", amount="value_after_vnd",
    severity=2, judgement="enrichment", grounds=("D36.2", "D40"),
    reasons=("late_appearance", "inheritance", "gift_documented"),
)  # fmt: skip
def new_valuables(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Art, trees, furniture of great value appear."""
    return items.value_after_vnd[items.value_after_vnd >= limit]


@rule(
    id="VH05", over="positions", among={"compared": (True,)},
    needs=("vehicle_replaced", "replaced_previous", "replaced_two_before"), severity=1, judgement="enrichment",
    grounds=("D40",), reasons=("spouse_business", "loan_bank"),
)  # fmt: skip
def rapid_replacement(positions: pd.DataFrame) -> pd.Series:
    """A vehicle was replaced in each of three declarations in a row."""
    times = positions[["vehicle_replaced", "replaced_previous", "replaced_two_before"]].sum(axis=1)
    return times[times == 3]
