"""What a case says: why to look, the best innocent explanation, the legal ground, what to ask for."""

import hashlib
import json
import re

import pandas as pd

from pipeline.model import CASES
from pipeline.params import Parameters
from pipeline.texts import Catalogue

REASONS_SHOWN = 5
# More sentences than these are parted by bullets, and their amounts are short.
FEW_SENTENCES = 2
BULLET = " • "
# An observed value from here on is an amount of money, not a ratio or a count.
SMALLEST_AMOUNT_VND = 1_000_000
# From one million dong on, as the catalogues write amounts.
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}[\s\u00a0]₫")
DRIVERS_SHOWN = 3
# From this score on the case says how unusual it is even where findings speak.
UNUSUAL = 0.5
TOLD = ("enrichment", "interest", "process")


def cases(
    listed: pd.DataFrame,
    flags: pd.DataFrame,
    hypotheses: pd.DataFrame,
    positions: pd.DataFrame,
    parameters: Parameters,
    say: Catalogue,
) -> pd.DataFrame:
    """CASES: one row a case of the list, in its order, the columns for staff empty."""
    chosen = listed.reset_index(drop=True)
    position = positions.set_index("declaration_id")
    rows = [
        {
            "case_id": case_id(row),
            "reasons": reasons(row, _of(flags, row), position.loc[row.declaration_id], say),
            "innocent_hypothesis": innocent_hypothesis(_of(flags, row), _of(hypotheses, row), say),
            "legal_ground": legal_ground(row, parameters, say),
            "documents_to_request": documents(_of(hypotheses, row), say),
        }
        for _, row in chosen.iterrows()
    ]
    frame = chosen.assign(rank=range(1, len(chosen) + 1))
    return CASES.conform(pd.concat([frame, pd.DataFrame(rows, index=frame.index)], axis=1))


def _of(frame: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    held: pd.DataFrame = frame[frame.declaration_id == row.declaration_id]
    return held


def case_id(row: pd.Series) -> str:
    """The same for the same matter of the same official in every run and year; says nothing of either."""
    matter = "interest" if row.interest_part > row.enrichment_part else "enrichment"
    return "C" + hashlib.sha256(f"{row.declarant_id}\0{matter}".encode()).hexdigest()[:10].upper()


def reasons(row: pd.Series, flags: pd.DataFrame, position: pd.Series, say: Catalogue) -> str:
    """Sentences of the gravest findings, none told twice; what moved and how unusual that is beside them.

    Where there are more than two, amounts are short and each sentence but the first has a bullet before it.
    """
    told = flags[flags.judgement.isin(TOLD) & ~flags.suspended.fillna(False).astype(bool)]
    keys = ["severity", "amount_vnd", "indicator"]
    ordered = told.sort_values(keys, ascending=[False, False, True], na_position="last")
    sentences = list(once_told(ordered.drop_duplicates("indicator")).head(REASONS_SHOWN).reason)
    if row.unexplained_low_vnd > 0 and "UW01" not in set(told.indicator):
        sentences.append(unexplained(row, say))
    if row.anomaly_score >= UNUSUAL or not sentences:
        sentences += [moved(position, say), unusual(row, say)]
    known = [sentence for sentence in sentences if sentence]
    if len(known) <= FEW_SENTENCES:
        return " ".join(known)
    return BULLET.join(shortened(sentence, say) for sentence in known)


def once_told(flags: pd.DataFrame) -> pd.DataFrame:
    """The findings in their order without those that speak of the very amount of one before: it is the same finding."""
    observed = flags.observed.abs().where(flags.observed.abs() >= SMALLEST_AMOUNT_VND)
    amount = flags.amount_vnd.abs().fillna(observed).round(-5)
    told: pd.DataFrame = flags[amount.isna() | ~amount.duplicated()]
    return told


def shortened(sentence: str, say: Catalogue) -> str:
    """The sentence with its amounts in three figures: "1,82 tỷ ₫" for "1.819.300.000 ₫"."""
    return _AMOUNT.sub(lambda found: _short(float(re.sub(r"[.,]", "", found[0][:-1])), say), sentence)


def _short(amount_vnd: float, say: Catalogue) -> str:
    name, unit = ("billion", 1e9) if amount_vnd >= 999.5e6 else ("million", 1e6)
    number = amount_vnd / unit
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{say(f'amount.{name}', number=say.number(number, digits))} ₫"


def unexplained(row: pd.Series, say: Catalogue) -> str:
    """The interval of the balance, where no rule on it is in force."""
    low, high = say.money(row.unexplained_low_vnd), say.money(row.unexplained_high_vnd)
    return say("case.unexplained", low=low, high=high)


def moved(position: pd.Series, say: Catalogue) -> str:
    """The declared assets before and after, as far as their values are known."""
    before, after = position.assets_before_vnd, position.assets_after_vnd
    if pd.isna(before) or pd.isna(after):
        return ""
    since = say.day(position.baseline_declared_on)
    return say("case.moved", before=say.money(before), after=say.money(after), since=since)


def unusual(row: pd.Series, say: Catalogue) -> str:
    """How unusual the movement is among peers, and what makes it so."""
    drivers = json.loads(row.drivers) if isinstance(row.drivers, str) else []
    names = [say(f"feature.{driver['feature']}.name") for driver in drivers[:DRIVERS_SHOWN]]
    score = say.number(row.anomaly_score, 2)
    return say("case.unusual", score=score, names="; ".join(names)) if names else say("case.unusual_bare", score=score)


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
    held = parameters["verify_increase_trigger_vnd"].on(row.declared_on.date())
    if held is None:
        return say("case.ground_none", day=say.day(row.declared_on))
    if row.unexplained_low_vnd >= float(held.value):
        return say("case.ground_increase", limit=say.money(float(held.value)), source=held.source)
    if row.interest_part > row.enrichment_part:
        return say("case.ground_interest")
    return say("case.ground_monitoring")


def documents(hypotheses: pd.DataFrame, say: Catalogue) -> str:
    """The documents that would settle the reasons not yet refuted, each once."""
    wanted = hypotheses[hypotheses.verdict != "against"].document.dropna().drop_duplicates()
    return "; ".join(wanted.head(6)) if len(wanted) else say("case.documents_default")
