"""What a case says: why to look, the best innocent explanation, the legal ground, what to ask for."""

import hashlib

import pandas as pd

from pipeline.model import CASES
from pipeline.params import Parameters
from pipeline.texts import Catalogue

REASONS_SHOWN = 5


def cases(
    listed: pd.DataFrame, flags: pd.DataFrame, hypotheses: pd.DataFrame, parameters: Parameters, say: Catalogue
) -> pd.DataFrame:
    """CASES: one row a case of the list, in its order, the columns for staff empty."""
    chosen = listed.reset_index(drop=True)
    rows = [_case(row, _of(flags, row), _of(hypotheses, row), parameters, say) for _, row in chosen.iterrows()]
    frame = chosen.assign(rank=range(1, len(chosen) + 1))
    return CASES.conform(pd.concat([frame, pd.DataFrame(rows, index=frame.index)], axis=1))


def _of(frame: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    held: pd.DataFrame = frame[frame.declaration_id == row.declaration_id]
    return held


def _case(
    row: pd.Series, flags: pd.DataFrame, hypotheses: pd.DataFrame, parameters: Parameters, say: Catalogue
) -> dict[str, str]:
    return {
        "case_id": case_id(row),
        "reasons": reasons(row, flags, say),
        "innocent_hypothesis": innocent_hypothesis(flags, hypotheses, say),
        "legal_ground": legal_ground(row, parameters, say),
        "documents_to_request": documents(hypotheses, say),
    }


def case_id(row: pd.Series) -> str:
    """The same for the same matter of the same official in every run and year; says nothing of either."""
    matter = "interest" if row.interest_part > row.enrichment_part else "enrichment"
    return "C" + hashlib.sha256(f"{row.declarant_id}\0{matter}".encode()).hexdigest()[:10].upper()


def reasons(row: pd.Series, flags: pd.DataFrame, say: Catalogue) -> str:
    """Sentences of the gravest findings, one an indicator; the forest's where nothing else speaks."""
    told = flags[
        flags.judgement.isin(["enrichment", "interest", "process"]) & ~flags.suspended.fillna(False).astype(bool)
    ]
    ordered = told.sort_values(
        ["severity", "amount_vnd", "indicator"], ascending=[False, False, True], na_position="last"
    )
    sentences = list(ordered.drop_duplicates("indicator").head(REASONS_SHOWN).reason)
    if row.anomaly_score >= 0.5 or not sentences:
        sentences.append(say("case.unusual", score=say.number(row.anomaly_score, 2)))
    return " ".join(sentences)


def innocent_hypothesis(flags: pd.DataFrame, hypotheses: pd.DataFrame, say: Catalogue) -> str:
    """The reason best supported by the data, else the first that could not be tested."""
    names = hypotheses.assign(order=hypotheses.verdict.map({"supports": 0, "unknown": 1, "against": 2}))
    severity = flags.groupby("indicator").severity.max()
    names["severity"] = names.indicator.map(severity).fillna(0)
    ordered = names[names.order < 2].sort_values(["order", "severity", "reason_id"], ascending=[True, False, True])
    if ordered.empty:
        return say("case.no_hypothesis")
    best = ordered.iloc[0]
    evidence = best.evidence_for if best.verdict == "supports" and isinstance(best.evidence_for, str) else ""
    return say(f"case.hypothesis_{best.verdict}", name=say(f"reason.{best.reason_id}.name"), evidence=evidence)


def legal_ground(row: pd.Series, parameters: Parameters, say: Catalogue) -> str:
    """The route that the law offers for this case on the day of the declaration; a person decides it."""
    trigger = parameters.number("verify_increase_trigger_vnd", row.declared_on)
    source = parameters["verify_increase_trigger_vnd"].on(row.declared_on.date())
    if row.unexplained_low_vnd >= trigger:
        return say("case.ground_increase", limit=say.money(trigger), source=source.source if source else "")
    if row.interest_part > row.enrichment_part:
        return say("case.ground_interest")
    return say("case.ground_monitoring")


def documents(hypotheses: pd.DataFrame, say: Catalogue) -> str:
    """The documents that would settle the reasons not yet refuted, each once."""
    wanted = hypotheses[hypotheses.verdict != "against"].document.dropna().drop_duplicates()
    return "; ".join(wanted.head(6)) if len(wanted) else say("case.documents_default")
