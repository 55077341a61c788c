"""Flags and innocent reasons of a dossier, as its page shows them."""

from typing import Any

import pandas as pd

from pipeline.exports.words import holds, rule_title, term
from pipeline.model.judged import GRADES
from pipeline.texts import Catalogue


def flag_rows(flags: pd.DataFrame, say: Catalogue) -> list[dict[str, Any]]:
    """What the page shows of each flag, the gravest first."""
    ordered = flags.assign(size=flags["amount_vnd"].fillna(0)).sort_values(
        ["severity", "size", "indicator", "reason"], ascending=[False, False, True, True]
    )
    return [_flag(flag, say) for _, flag in ordered.iterrows()]


def _flag(flag: pd.Series, say: Catalogue) -> dict[str, Any]:
    why = f"rule.{flag['indicator']}.why"
    notes = [
        say("dossier.flag.to_check") if holds(flag["to_check"]) else "",
        say("dossier.flag.suspended") if holds(flag["suspended"]) else "",
        say("dossier.flag.grade", grade=term(say, "match_grade", flag["grade"])) if flag["grade"] in GRADES else "",
    ]
    return {
        "title": rule_title(say, flag["indicator"]),
        "judgement": term(say, "judgement", flag["judgement"]),
        "severity": int(flag["severity"]),
        "severity_word": term(say, "severity", int(flag["severity"])),
        "reason": flag["reason"],
        "why": say(why) if why in say else "",
        "figures": " · ".join(note for note in [*_figures(flag, say), *notes] if note),
    }


def _figures(flag: pd.Series, say: Catalogue) -> list[str]:
    """Observed value, limit and article, those that are known."""
    told = {
        "observed": measured(flag["observed"], flag, say),
        "limit": measured(flag["limit"], flag, say),
        "basis": "" if pd.isna(flag["legal_basis"]) else flag["legal_basis"],
    }
    return [f"{say(f'dossier.flag.{name}')}: {text}" for name, text in told.items() if text]


def measured(value: float, flag: pd.Series, say: Catalogue) -> str:
    """An observed value or limit in the unit that the limit's name, or the amount concerned, tells."""
    if pd.isna(value):
        return ""
    name = "" if pd.isna(flag["limit_name"]) else flag["limit_name"]
    if name.endswith("_vnd") or (not name and flag["observed"] == flag["amount_vnd"]):
        return say.money(value)
    return say.share(value) if "_share" in name else say.number(value, 2)


def hypothesis_rows(hypotheses: pd.DataFrame, say: Catalogue) -> list[dict[str, str]]:
    """Each innocent reason once for its evidence: supported ones first."""
    ordered = hypotheses.assign(order=hypotheses["verdict"].map({"supports": 0, "unknown": 1, "against": 2}))
    ordered = ordered.sort_values(["order", "reason_id", "indicator", "item_no"])
    told = ordered.fillna({"evidence_for": "", "evidence_against": "", "document": ""})
    once = told.drop_duplicates(["reason_id", "verdict", "evidence_for", "evidence_against"])
    return [_hypothesis(row, say) for _, row in once.iterrows()]


def _hypothesis(row: pd.Series, say: Catalogue) -> dict[str, str]:
    name = f"reason.{row['reason_id']}.name"
    return {
        "name": say(name) if name in say else term(say, "cause", row["reason_id"]),
        "verdict": row["verdict"],
        "verdict_word": term(say, "verdict", row["verdict"]),
        "for": row["evidence_for"],
        "against": row["evidence_against"],
        "document": row["document"],
    }
