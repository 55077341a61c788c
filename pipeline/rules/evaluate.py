"""One rule over its frame: population, what cannot be evaluated, and findings."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.model import FLAGS
from pipeline.params import Parameters
from pipeline.rules.outcomes import counted, not_testable
from pipeline.rules.rule import Rule
from pipeline.rules.sentences import findings, places_of
from pipeline.rules.words import fact_words
from pipeline.texts import Catalogue

Frames = Mapping[str, pd.DataFrame]
# How sure a match of persons or firms is bounds how much a finding weighs: a namesake is never more than a note.
HIGHEST_SEVERITY = {"id": 4, "strong": 2, "weak": 1}
NOTHING = FLAGS.empty()
KEYS = ("declaration_id", "declarant_id", "category", "previous_item_no", "item_no", "grade")


class Judged(NamedTuple):
    """Outcomes of the rows of a frame: each row's code is the place of its label (outcome, why)."""

    labels: list[tuple[str, str]]
    codes: np.ndarray
    observed: pd.Series
    limits: pd.DataFrame


def evaluate(rule: Rule, frames: Frames, parameters: Parameters, say: Catalogue) -> tuple[pd.DataFrame, pd.DataFrame]:
    """FLAGS of one rule and RULE_OUTCOMES: its four outcomes, each declaration counted once."""
    absent = [name for name in rule.registers if not len(frames.get(name, ()))]
    if absent or rule.over not in frames:
        return NOTHING, not_testable(rule, frames, absent, say)
    judged = judge(rule, frames[rule.over], parameters, say)
    flags = _flags(rule, frames[rule.over], judged.observed, judged.limits, parameters, say)
    return flags, counted(rule, frames, parameters, judged.labels, judged.codes)


def judge(rule: Rule, frame: pd.DataFrame, parameters: Parameters, say: Catalogue) -> Judged:
    """The outcome of every row of the rule's frame, and the observed values of the flagged ones."""
    limits = _limits(rule, frame, parameters)
    labels, codes = _standing(rule, frame, limits, say)
    can_be_judged = codes == labels.index(("clear", ""))
    observed = _test(rule, frame.loc[can_be_judged, rule.columns], limits[can_be_judged])
    codes[frame.index.get_indexer(observed.index)] = 0
    return Judged(labels, codes, observed, limits)


def _limits(rule: Rule, frame: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The number of each parameter of the rule in force on each row's deciding day; NaN where none is."""
    return pd.DataFrame(
        {name: parameters.in_force(name, frame[parameters[name].decides]) for name in rule.parameters},
        index=frame.index,
    )


def _standing(
    rule: Rule, frame: pd.DataFrame, limits: pd.DataFrame, say: Catalogue
) -> tuple[list[tuple[str, str]], np.ndarray]:
    """The labels (outcome, why) in order of precedence for a declaration, and the label's place for each row.

    Nothing is clear before it was tested: here "clear" stands for "can be evaluated".
    """
    labels = [("flagged", "")]
    labels += [("not_evaluated", say("rules.why.unknown", column=fact_words(need, say))) for need in rule.needs]
    labels += [
        ("clear", ""),
        ("not_applicable", say("rules.why.not_in_force")),
        ("not_applicable", say("rules.why.outside")),
    ]
    codes = np.full(len(frame), len(rule.needs) + 1)
    for place, need in reversed(list(enumerate(rule.needs, start=1))):
        codes[frame[need].isna().to_numpy()] = place
    codes[limits.isna().any(axis=1).to_numpy()] = len(labels) - 2
    for name, values in rule.among.items():
        codes[~frame[name].isin(values).to_numpy()] = len(labels) - 1
    return labels, codes


def _test(rule: Rule, frame: pd.DataFrame, limits: pd.DataFrame) -> pd.Series:
    """The observed value of the flagged rows; a rule sees only what it declares."""
    seen = pd.concat([frame, limits[list(rule.uses)]], axis=1) if rule.uses else frame
    observed = rule.test(seen, limits[rule.limit]) if rule.limit else rule.test(seen)
    if (frame.index.get_indexer(observed.index) < 0).any() or observed.isna().any():
        raise ValueError(f"{rule.id}: the test returned rows that it was not given, or an unknown value")
    return observed.astype("float64")


def _flags(
    rule: Rule, frame: pd.DataFrame, observed: pd.Series, limits: pd.DataFrame, parameters: Parameters, say: Catalogue
) -> pd.DataFrame:
    """One row a finding, with limit, legal ground and sentence."""
    if observed.empty:
        return NOTHING
    rows = frame.loc[observed.index, _shown(rule, frame, parameters, say)]
    limit = limits.loc[observed.index, rule.limit] if rule.limit else pd.Series(np.nan, index=observed.index)
    amount = rows[rule.amount] if rule.amount else pd.Series(np.nan, index=observed.index)
    reason, evidence = findings(rule, rows, observed, limit, amount, say)
    columns = {
        **{name: rows.get(name) for name in KEYS},
        "indicator": rule.id,
        "severity": _severity(rule, rows),
        "amount_vnd": amount.round(),
        "reason": reason,
        "legal_basis": _legal_basis(rule, rows, parameters, say),
        "judgement": rule.judgement,
        "observed": observed,
        "limit": limit,
        "limit_name": rule.limit,
        "to_check": _to_check(rule, rows, parameters),
        "evidence": evidence,
        "suspended": False,
    }
    return pd.DataFrame({name: columns[name] for name in FLAGS.names}, index=rows.index)


def _shown(rule: Rule, frame: pd.DataFrame, parameters: Parameters, say: Catalogue) -> list[str]:
    """The columns that a finding is told with."""
    days = [parameters[name].decides for name in rule.parameters]
    amount = [rule.amount] if rule.amount else []
    doubts = [f"{need.removesuffix('_vnd')}_to_check" for need in rule.needs]
    wanted = {*KEYS, "severity_cap", *doubts, *rule.needs, *places_of(rule, say), *days, *amount}
    return [str(name) for name in frame.columns if name in wanted]


def _severity(rule: Rule, rows: pd.DataFrame) -> pd.Series:
    highest = rows["grade"].map(HIGHEST_SEVERITY) if "grade" in rows else pd.Series(4.0, index=rows.index)
    highest = highest.fillna(4.0).clip(upper=rule.severity)
    return highest.clip(upper=rows["severity_cap"].fillna(4.0)) if "severity_cap" in rows else highest


def _legal_basis(rule: Rule, rows: pd.DataFrame, parameters: Parameters, say: Catalogue) -> pd.Series:
    """The grounds of the rule, and the article of its limit where that is a number of the law."""
    grounds = "; ".join(say(f"ground.{ground}") for ground in rule.grounds)
    if not rule.limit or parameters[rule.limit].kind != "legal":
        return pd.Series(grounds, index=rows.index, dtype="str")
    return grounds + "; " + parameters.sources(rule.limit, rows[parameters[rule.limit].decides])


def _to_check(rule: Rule, rows: pd.DataFrame, parameters: Parameters) -> pd.Series:
    doubtful = pd.Series(False, index=rows.index)
    for need in rule.needs:
        if f"{need.removesuffix('_vnd')}_to_check" in rows:
            doubtful |= rows[f"{need.removesuffix('_vnd')}_to_check"].eq(True).fillna(False).astype(bool)
    for name in rule.parameters:
        days = rows[parameters[name].decides]
        known = pd.Series(days.unique())
        doubtful |= days.isin(known[parameters.to_check(name, known)])
    return doubtful
