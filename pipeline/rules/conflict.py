"""CI: the nine situations of conflict of interest, joined by id. Every finding is a possible match, with its grade."""

import pandas as pd

from pipeline.rules.income import ADVICE
from pipeline.rules.rule import marked, rule
from pipeline.text import folded

LEADERS = ("head", "deputy", "leader")
# COI-6 speaks of spouse, parents and children.
CLOSEST = ("spouse", "parent", "child", "unknown")


@rule(
    id="CI01", over="gift_ties", needs=("giver",), reads=("party_id",), amount="value_vnd", severity=3,
    judgement="interest", grounds=("COI", "COI-1", "GIFT"), reasons=("marriage", "template"),
    registers=("supervised",),
)  # fmt: skip
def gift_from_a_party(gifts: pd.DataFrame) -> pd.Series:
    """The giver of a gift is a party whose matters the official's unit handles."""
    return marked(gifts.party_id.notna())


@rule(
    id="CI02", over="firms", among={"relation": ("self",)}, needs=("relative_id",), reads=("firm_role",),
    severity=3, judgement="interest", grounds=("COI", "COI-2"), reasons=("template",),
    registers=("company_roles",),
)  # fmt: skip
def founds_or_manages_a_firm(firms: pd.DataFrame) -> pd.Series:
    """The official founded or manages a firm."""
    return marked(firms.firm_role.isin(["founder", "manager"]))


@rule(
    id="CI03", over="firms", needs=("relative_id", "appointed_on"), reads=("company_id", "registered_on"),
    unit="days", severity=2, judgement="interest", grounds=("COI", "COI-2"), reasons=("spouse_business",),
    registers=("company_roles", "companies"),
)  # fmt: skip
def firm_formed_after_appointment(firms: pd.DataFrame) -> pd.Series:
    """A firm of the official or a relative was registered after the official's appointment."""
    days = (firms.registered_on - firms.appointed_on).dt.days
    return days[days >= 0]


@rule(
    id="CI04", over="paid_incomes", needs=("payer", "description", "post_field"), reads=("company_field",),
    amount="amount_vnd", severity=2, judgement="interest", grounds=("COI", "COI-3"), reasons=("template",),
    registers=("companies",),
)  # fmt: skip
def adviser_in_the_field(incomes: pd.DataFrame) -> pd.Series:
    """A fee for advice or teaching comes from a firm of the field that the official manages."""
    return marked(
        folded(incomes.description).str.contains(ADVICE, na=False) & incomes.company_field.eq(incomes.post_field)
    )


@rule(
    id="CI05", over="trades", needs=("acquired_on",), reads=("lead_days",), limit="project_lead_days",
    unit="days", amount="value_after_vnd", severity=2, judgement="interest", grounds=("COI", "COI-4"),
    reasons=("inheritance", "late_appearance", "ties_to_place"),
)  # fmt: skip
def trades_ahead_of_decisions(trades: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Land or a holding in a firm was acquired before a decision that the official's own unit prepares."""
    return trades.lead_days[(trades.lead_days > 0) & (trades.lead_days <= limit)]


@rule(
    id="CI06", over="relative_posts", among={"own_role": LEADERS}, needs=("relative_id",), reads=("role",),
    severity=4, judgement="interest", grounds=("COI", "COI-5", "KIN"), reasons=("template",),
    registers=("relations", "posts"),
)  # fmt: skip
def relative_in_money_or_personnel_post(ties: pd.DataFrame) -> pd.Series:
    """A relative holds a personnel, accounting, treasurer or storekeeper post in the unit that the official leads."""
    return marked(ties.role.isin(["personnel", "accountant", "treasurer", "storekeeper"]))


@rule(
    id="CI07", over="relative_posts", among={"own_role": LEADERS}, needs=("relative_id",), reads=("role",),
    severity=4, judgement="interest", grounds=("COI", "COI-5"), reasons=("template",),
    registers=("relations", "posts"),
)  # fmt: skip
def relative_buys_for_the_unit(ties: pd.DataFrame) -> pd.Series:
    """A relative holds the post that buys and contracts for the unit that the official leads."""
    return marked(ties.role.eq("procurement"))


@rule(
    id="CI08", over="firms", among={"relation": ("self",)}, needs=("relative_id", "post_field"),
    reads=("company_field", "firm_role", "capital_share"), severity=3, judgement="interest",
    grounds=("COI", "COI-6"), reasons=("inheritance", "first_declaration"),
    registers=("company_roles", "companies"),
)  # fmt: skip
def capital_in_the_managed_sector(firms: pd.DataFrame) -> pd.Series:
    """The official holds capital or a role in a firm of the field that the official manages."""
    return marked(firms.company_field.eq(firms.post_field))


@rule(
    id="CI09", over="firms", among={"relation": CLOSEST}, needs=("relative_id", "post_field"),
    reads=("company_field",), severity=3, judgement="interest", grounds=("COI", "COI-6"),
    reasons=("spouse_business",), registers=("relations", "company_roles", "companies"),
)  # fmt: skip
def family_trades_in_the_managed_sector(firms: pd.DataFrame) -> pd.Series:
    """Spouse, parent or child has a firm of the field that the official manages."""
    return marked(firms.company_field.eq(firms.post_field))


@rule(
    id="CI10", over="tenders", needs=("relative_id",), reads=("stage",), amount="value_vnd", severity=4,
    judgement="interest", grounds=("COI", "COI-7"), reasons=("template",),
    registers=("relations", "company_roles", "contracts"),
)  # fmt: skip
def unit_contracts_with_relatives_firm(tenders: pd.DataFrame) -> pd.Series:
    """The official's unit awarded a contract to a firm of a relative."""
    return marked(tenders.stage.eq("award"))


@rule(
    id="CI11", over="tenders", needs=("relative_id",), reads=("stage",), amount="value_vnd", severity=3,
    judgement="interest", grounds=("COI", "COI-7"), reasons=("template",),
    registers=("relations", "company_roles", "contracts"),
)  # fmt: skip
def relatives_firm_bids(tenders: pd.DataFrame) -> pd.Series:
    """A firm of a relative bids for a contract of the official's unit: to be looked at before the award."""
    return marked(tenders.stage.eq("bid"))


@rule(
    id="CI12", over="relative_parties", needs=("relative_id",), reads=("party_id",), severity=3,
    judgement="interest", grounds=("COI", "COI-8"), reasons=("template",),
    registers=("relations", "supervised"),
)  # fmt: skip
def relative_is_party_to_a_file(ties: pd.DataFrame) -> pd.Series:
    """A relative, or a relative's firm, is a party whose matters the official's unit handles."""
    return marked(ties.party_id.notna())


@rule(
    id="CI13", over="suppliers", needs=("awards_before_count", "awards_after_count"),
    reads=("before_share", "after_share", "chance"), limit="supplier_rise_times", uses=("supplier_chance_max",),
    unit="times", severity=3, judgement="interest", grounds=("COI", "COI-7", "COI-8"), reasons=("template",),
    registers=("relations", "company_roles", "contracts"),
)  # fmt: skip
def supplier_rises_with_a_relative(suppliers: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Since a relative joined a firm its part of the unit's awards is a multiple of before, beyond chance."""
    times = suppliers.after_share / suppliers.before_share
    return times[(times > limit) & (suppliers.chance < suppliers.supplier_chance_max)]


@rule(
    id="CI14", over="complaint_ties", among={"situation": ("COI-9",)}, needs=("received_on",),
    reads=("status",), severity=1, judgement="interest", grounds=("COI", "COI-9"), reasons=("template",),
    registers=("complaints",),
)  # fmt: skip
def reported_intervention(complaints: pd.DataFrame) -> pd.Series:
    """A complaint tells of an improper intervention; declarations have no test for it."""
    return marked(complaints.received_on.notna())


@rule(
    id="CI15", over="tenders", needs=("relative_id",), reads=("stage", "decided_on", "registered_on"),
    limit="young_firm_days", unit="days", amount="value_vnd", severity=4, judgement="interest",
    grounds=("COI", "COI-7"), reasons=("template",),
    registers=("relations", "company_roles", "contracts", "companies"),
)  # fmt: skip
def young_firm_of_a_relative(tenders: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Ours, not of the catalogue: a relative's firm that bids or wins is at most a year old."""
    age = (tenders.decided_on - tenders.registered_on).dt.days
    return age[(age >= 0) & (age <= limit)]


@rule(
    id="GI01", over="gift_ties", among={"is_reported": (True,)}, needs=("received_on", "kept_working_days"),
    reads=("handed_in_on",), limit="gift_hand_in_working_days", unit="days", amount="value_vnd", severity=2,
    judgement="interest", grounds=("GIFT",), reasons=("template",), registers=("gifts",),
)  # fmt: skip
def gift_not_handed_in(gifts: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Ours, not of the catalogue: a gift was not handed in within the term of the decree."""
    return gifts.kept_working_days[gifts.kept_working_days > limit]


@rule(
    id="SH01", over="shared_numbers", needs=("number", "other_id"), reads=("are_household",),
    amount="value_vnd", severity=1, judgement="error", grounds=("D38",), reasons=("template", "marriage"),
    registers=("shared",),
)  # fmt: skip
def number_declared_by_two(numbers: pd.DataFrame) -> pd.Series:
    """Ours, not of the catalogue: two officials who are not of one household declare one certificate or plate."""
    return marked(~numbers.are_household.fillna(False).astype(bool))
