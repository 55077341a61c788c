"""PB: how, when and how often somebody declares."""

import pandas as pd

from pipeline.rules.rule import marked, rule
from pipeline.text import folded

# Words of a status that say that a complaint was not taken up.
CLOSED = r"khong thu ly|khong co co so|rut don|bac don|dismissed|withdrawn"


@rule(
    id="PB01", over="filings", among={"due": (True,)}, needs=("due_on", "declared_on"), reads=("late_days",),
    limit="late_days_min", unit="days", severity=1, judgement="process", grounds=("D36",),
    reasons=("first_declaration", "template"),
)  # fmt: skip
def late(filings: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The declaration was completed after the day on which it was due."""
    return filings.late_days[filings.late_days >= limit]


@rule(
    id="PB02", over="missing", needs=("year_closed",), reads=("year", "declared_count"), severity=2,
    judgement="process", grounds=("D36",), reasons=("template", "retirement"), registers=("obliged",),
)  # fmt: skip
def missing(missing: pd.DataFrame) -> pd.Series:
    """The register says that the official had to declare in a year, and no declaration of the year is at hand."""
    return missing.year[missing.year_closed.astype(bool) & (missing.declared_count == 0)]


@rule(
    id="PB03", over="item_changes", among={"kind": ("SUPPLEMENT",), "state": ("new",)}, needs=("acquired_on",),
    reads=("notice_late_days",), limit="late_days_min", unit="days", amount="value_after_vnd", severity=1,
    judgement="process", grounds=("D36.2",), reasons=("late_appearance", "inheritance"),
    exposed="is_supplement",
)  # fmt: skip
def late_notice_of_change(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A supplement speaks of a change of an earlier year: it was due on 31 December of that year."""
    return items.notice_late_days[items.notice_late_days >= limit]


@rule(
    id="PB04", over="positions", among={"is_version": (True,)}, needs=("notice_days",),
    limit="corrected_after_days", unit="days", severity=1, judgement="process", grounds=("D38", "D40"),
    reasons=("template",), registers=("verifications",),
)  # fmt: skip
def corrected_after_notice(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The declaration was replaced soon after a verification of the official was decided."""
    return positions.notice_days[positions.notice_days.between(0, limit)]


@rule(
    id="PB05", over="positions", among={"kind": ("FIRST", "ANNUAL")}, needs=("version_count",),
    limit="versions_max", severity=1, judgement="process", grounds=("D38",), reasons=("template",),
)  # fmt: skip
def corrected_many_times(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The declaration of one year stands in several versions."""
    return positions.version_count[positions.version_count >= limit]


@rule(
    id="PB06", over="item_changes", among={"state": ("gone",), "is_version": (True,)},
    needs=("value_before_vnd",), reads=("cause",), limit="item_threshold_vnd", unit="vnd",
    amount="value_before_vnd", severity=2, judgement="process", grounds=("D40", "D41.1.a"),
    reasons=("template", "unit_slip"), exposed="is_version",
)  # fmt: skip
def correction_removes_an_asset(items: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """A corrected version of a declaration leaves out an item of the version before; removed doubles are left aside."""
    return items.value_before_vnd[(items.value_before_vnd >= limit) & ~items.cause.eq("duplicate")]


@rule(
    id="PB07", over="complaint_ties", needs=("received_on",), reads=("situation", "status"), severity=2,
    judgement="process", grounds=("D41.1.c",), reasons=("template",), registers=("complaints",),
)  # fmt: skip
def denunciation_on_file(complaints: pd.DataFrame) -> pd.Series:
    """A complaint about the official is on file, and its status does not say that it was not taken up."""
    return marked(~folded(complaints.status).str.contains(CLOSED, na=False))


@rule(
    id="PB08", over="positions", among={"is_leader": (True,)}, needs=("post_field",), reads=("is_high_risk",),
    severity=1, judgement="context", grounds=("PLAN",), reasons=("template",),
)  # fmt: skip
def high_risk_post(positions: pd.DataFrame) -> pd.Series:
    """The official leads in a field where decisions are worth most to others: context, never a finding by itself."""
    return marked(positions.is_high_risk)


@rule(
    id="PB09", over="positions", among={"kind": ("ANNUAL",)}, needs=("unverified_years",),
    limit="unverified_years_max", unit="number", severity=1, judgement="context", grounds=("PLAN",),
    reasons=("first_declaration",), registers=("verifications",),
)  # fmt: skip
def never_verified(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The official has declared for years and was not verified in them: context, never a finding by itself."""
    return positions.unverified_years[positions.unverified_years > limit]


@rule(
    id="PB10", over="positions", among={"compared": (True,)}, needs=("until_leaving_days",),
    reads=("leaves_on",), limit="leaving_days", unit="days", severity=1, judgement="context", grounds=("D40",),
    reasons=("retirement",), registers=("posts",),
)  # fmt: skip
def leaves_office(positions: pd.DataFrame, limit: pd.Series) -> pd.Series:
    """The last post of the official has ended or ends: the last declaration is compared with care."""
    return positions.until_leaving_days[positions.until_leaving_days <= limit]
