"""IN and LN: income, gifts and loans."""

import pandas as pd

from pipeline.rules.join import share
from pipeline.rules.rule import marked, rule
from pipeline.text import folded

PRIVATE_LOANS = {"source": ("loan",), "direction": ("in", None), "counterpart_kind": ("relative", "person", "unknown")}
PRIZE = r"\b(?:xo so|trung thuong|giai thuong|vietlott|lottery|prize)\b"
ADVICE = r"\b(?:tu van|giang day|giang bai|tham dinh|dao tao|dien gia|consult\w*|training)\b"
# Words that say no more than that it is an income.
EMPTY_WORDS = r"\b(?:cac|khoan|nhung|thu nhap|thu|nguon|tien|khac|trong|nam|ky|cua|gia dinh|hop phap|other|income)\b"
TERMS = r"\b(?:lai suat|lai|ky han|thoi han|hop dong|the chap|tra trong|tra gop|ngan hang)\b"


@rule(
    id="IN01", over="positions", needs=("income_vnd", "stated_gift_vnd"), limit="gift_share_max",
    uses=("item_threshold_vnd",), unit="share", amount="stated_gift_vnd", severity=1, judgement="enrichment",
    grounds=("D40", "GIFT"), reasons=("marriage", "inheritance", "gift_documented"),
)  # fmt: skip
def gifts_dominate(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Gifts are the larger part of the itemised income."""
    part = share(positions.stated_gift_vnd, positions.income_vnd)
    return part[(part > limit) & (positions.stated_gift_vnd >= positions.item_threshold_vnd)]


@rule(
    id="IN02", over="incomes", needs=("description", "amount_vnd"), limit="prize_min_vnd", unit="vnd",
    amount="amount_vnd", severity=1, judgement="enrichment", grounds=("D40",),
    reasons=("template", "insurance_or_compensation"),
)  # fmt: skip
def prize(incomes: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A prize or a lottery win is an income."""
    named = folded(incomes.description).str.contains(PRIZE, na=False)
    return incomes.amount_vnd[named & (incomes.amount_vnd >= limit)]


@rule(
    id="IN03", over="positions", needs=("regular_year_vnd", "income_earlier_vnd"),
    reads=("income_earlier_count",), limit="income_spike_times", unit="times", amount="income_vnd", severity=2,
    judgement="enrichment", grounds=("D40",),
    reasons=("sale_explains", "inheritance", "insurance_or_compensation", "unit_slip", "retirement"),
)  # fmt: skip
def income_spike(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The income of a year, without sales and inheritances, is several times the mean of two or more earlier ones."""
    times = share(positions.regular_year_vnd, positions.income_earlier_vnd)
    return times[(times > limit) & (positions.income_earlier_count >= 2)]


@rule(
    id="IN04", over="positions", needs=("income_year_vnd", "income_earlier_vnd"),
    limit="supplement_trigger_vnd", uses=("spike_under_share",), unit="vnd", amount="income_vnd", severity=1,
    judgement="enrichment", grounds=("D36.2", "D40"),
    reasons=("insurance_or_compensation", "gift_documented", "sale_explains"),
)  # fmt: skip
def spike_under_the_line(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The income of a year exceeds the earlier ones by a sum just under the trigger of a supplement."""
    extra = positions.income_year_vnd - positions.income_earlier_vnd
    return extra[(extra >= positions.spike_under_share * limit) & (extra < limit)]


@rule(
    id="IN05", over="incomes", needs=("payer", "income_share", "amount_vnd", "source"),
    reads=("payer_is_unit",), limit="payer_share_max", uses=("item_threshold_vnd",), unit="share",
    amount="amount_vnd", severity=1, judgement="interest", grounds=("COI", "COI-1", "COI-3"),
    reasons=("spouse_business", "sale_explains"),
)  # fmt: skip
def one_outside_payer(incomes: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """One payer who is not the employer pays a large part of the household's income."""
    outside = incomes.source.isin(["business", "other", "gift"]) & ~incomes.payer_is_unit.fillna(False).astype(bool)
    large = (incomes.income_share > limit) & (incomes.amount_vnd >= incomes.item_threshold_vnd)
    return incomes.income_share[outside & large]


@rule(
    id="IN06", over="paid_incomes", needs=("payer",), reads=("party_id",), amount="amount_vnd", severity=3,
    judgement="interest", grounds=("COI", "COI-1"), reasons=("template", "spouse_business"),
    registers=("supervised",),
)  # fmt: skip
def paid_by_a_party(incomes: pd.DataFrame) -> pd.Series:
    """The payer of an income is a party whose matters the official's unit handles."""
    return marked(incomes.party_id.notna())


@rule(
    id="IN07", over="paid_incomes", needs=("payer", "description"), reads=("party_id",), amount="amount_vnd",
    severity=2, judgement="interest", grounds=("COI", "COI-3"), reasons=("template",),
    registers=("supervised",),
)  # fmt: skip
def advice_to_a_party(incomes: pd.DataFrame) -> pd.Series:
    """A fee for advice, teaching or appraisal comes from a party whose matters the official's unit handles."""
    return marked(folded(incomes.description).str.contains(ADVICE, na=False) & incomes.party_id.notna())


@rule(
    id="IN08", over="positions", needs=("spouse_income_share_z", "spouse_income_times"),
    reads=("peer_cell", "peer_size"), limit="peer_spouse_z", unit="number", amount="income_spouse_vnd",
    severity=1, judgement="context", grounds=("D40",), reasons=("spouse_business",), registers=("peers",),
)  # fmt: skip
def spouse_out_earns(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The spouse earns more than the official, and a far larger part of the income than spouses of peers."""
    high = positions.spouse_income_share_z > limit
    return positions.spouse_income_share_z[high & (positions.spouse_income_times > 1)]


@rule(
    id="IN09", over="positions", needs=("office_days", "spouse_other_year_vnd", "spouse_other_previous_vnd"),
    limit="spouse_step_times", uses=("spouse_step_days", "item_threshold_vnd"), unit="times",
    amount="income_spouse_vnd", severity=2, judgement="interest", grounds=("COI", "COI-8"),
    reasons=("spouse_business", "marriage"),
)  # fmt: skip
def spouse_income_starts_with_office(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Soon after the appointment the spouse earns, salary apart, many times what it was."""
    times = positions.spouse_other_year_vnd / positions.spouse_other_previous_vnd.clip(lower=12_000_000)
    large = positions.spouse_other_year_vnd >= positions.item_threshold_vnd
    return times[large & (times > limit) & positions.office_days.between(0, positions.spouse_step_days)]


@rule(
    id="IN10", over="positions", needs=("stated_farm_vnd", "farm_area_m2"), limit="farm_norm_times",
    uses=("farm_income_vnd_m2", "farm_excess_min_vnd"), unit="times", amount="stated_farm_vnd", severity=2,
    judgement="enrichment", grounds=("D40",), reasons=("spouse_business", "farmed_before"),
)  # fmt: skip
def vague_farm_income(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The income from farming exceeds what the declared land yields in a good year, in part and in sum."""
    area = positions.farm_area_m2.where(positions.farm_area_m2 > 0)
    usual = area * positions.farm_income_vnd_m2
    times = positions.stated_farm_vnd / usual
    return times[(times > limit) & (positions.stated_farm_vnd - usual >= positions.farm_excess_min_vnd)]


@rule(
    id="LN01", over="explained", among=PRIVATE_LOANS, needs=("amount_vnd", "text"), reads=("acquired_vnd",),
    limit="item_threshold_vnd", unit="vnd", amount="amount_vnd", severity=2, judgement="enrichment",
    grounds=("D40", "D41.1.b"), reasons=("loan_repaid", "gift_documented", "sale_explains"),
)  # fmt: skip
def loan_washing(explained: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A purchase is explained by a loan of a private person without interest, term or contract."""
    bare = ~folded(explained.text).str.contains(TERMS, na=False) & (explained.acquired_vnd > 0)
    return explained.amount_vnd[bare & (explained.amount_vnd >= limit)]


@rule(
    id="LN02", over="positions", among={"compared": (True,)},
    needs=("loan_private_two_before_vnd", "liquid_after_vnd", "liquid_two_before_vnd"),
    reads=("debt_repaid_vnd", "repaid_previous_vnd"), limit="item_threshold_vnd", unit="vnd",
    amount="loan_private_two_before_vnd", severity=2, judgement="enrichment", grounds=("D40",),
    reasons=("gift_documented",),
)  # fmt: skip
def loan_never_repaid(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A private loan of two declarations ago was not repaid, and the liquid assets grew since."""
    repaid = positions[["debt_repaid_vnd", "repaid_previous_vnd"]].sum(axis=1) > 0
    grew = positions.liquid_after_vnd > positions.liquid_two_before_vnd
    return positions.loan_private_two_before_vnd[(positions.loan_private_two_before_vnd >= limit) & grew & ~repaid]


@rule(
    id="LN03", over="positions", among={"compared": (True,)},
    needs=("owed_before_vnd", "owed_after_vnd", "living_left_vnd", "living_low_vnd"),
    reads=("debt_repaid_vnd",), limit="item_threshold_vnd", unit="vnd", severity=2, judgement="interest",
    grounds=("COI-1", "D40"), reasons=("sale_explains", "gift_documented"),
)  # fmt: skip
def loan_vanishes(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Debts fell by more than purchases, savings and the lowest living cost left to repay them with."""
    spare = positions.living_left_vnd + positions.debt_repaid_vnd.fillna(0) - positions.living_low_vnd
    beyond = positions.owed_before_vnd - positions.owed_after_vnd - spare.clip(lower=0)
    return beyond[beyond >= limit]


@rule(
    id="LN04", over="loans", needs=("amount_vnd", "lender_liquid_vnd"), limit="lender_share_max", unit="share",
    amount="amount_vnd", severity=2, judgement="enrichment", grounds=("D40",),
    reasons=("gift_documented", "template"), registers=("loans",),
)  # fmt: skip
def lender_without_means(loans: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The lender is an official whose own declaration could hardly have lent the sum (a match of names)."""
    part = loans.amount_vnd / loans.lender_liquid_vnd.clip(lower=1_000_000)
    return part[part > limit]


@rule(
    id="LN05", over="positions", among={"compared": (True,)}, needs=("increase_vnd", "given_vnd"),
    limit="given_share_max", uses=("supplement_trigger_vnd",), unit="share", amount="given_vnd", severity=1,
    judgement="enrichment", grounds=("D40",), reasons=("inheritance", "gift_documented", "marriage"),
)  # fmt: skip
def gift_from_relatives(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """Gifts and inheritances explain more than half of a large increase: deeds are wanted."""
    part = share(positions.given_vnd, positions.increase_vnd)
    return part[(part > limit) & (positions.increase_vnd >= positions.supplement_trigger_vnd)]


@rule(
    id="LN06", over="loans", needs=("borrower_id",), reads=("cycle_count",), amount="amount_vnd", severity=2,
    judgement="interest", grounds=("D40",), reasons=("template", "gift_documented"), registers=("loans",),
)  # fmt: skip
def circular_funds(loans: pd.DataFrame) -> pd.Series:
    """A loan is part of a circle of at most four officials who lend to each other (a match of names)."""
    return loans.cycle_count[loans.cycle_count > 0]


@rule(
    id="LN08", over="explained_parties", among={"source": ("loan",)}, needs=("counterpart",), reads=("party_id",),
    amount="amount_vnd", severity=3, judgement="interest", grounds=("COI", "COI-1"), reasons=("template",),
    registers=("supervised",),
)  # fmt: skip
def loan_of_a_party(explained: pd.DataFrame) -> pd.Series:
    """A loan taken or settled is one of a party whose matters the official's unit handles."""
    return marked(explained.party_id.notna())


@rule(
    id="IN12", over="incomes", among={"source": ("other",)}, needs=("amount_vnd",), reads=("payer", "description"),
    limit="unnamed_income_min_vnd", unit="vnd", amount="amount_vnd", severity=2, judgement="enrichment",
    grounds=("D40",), reasons=("insurance_or_compensation", "gift_documented"),
)  # fmt: skip
def unnamed_income(incomes: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A large income of another kind has no payer, and its description does not say what it is for."""
    said = folded(incomes.description).fillna("").str.replace(EMPTY_WORDS, "", regex=True).str.strip()
    return incomes.amount_vnd[incomes.payer.isna() & said.eq("") & (incomes.amount_vnd >= limit)]
