"""Every rule on its cases (tests/rules/*.txt): above, at the limit, below, unknown, not in force, innocent twin."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.params import Parameters
from pipeline.rules import RULES
from pipeline.rules.evaluate import evaluate
from pipeline.rules.examples import blocks, judged_frame, required
from pipeline.rules.reasons import REASONS
from pipeline.texts import catalogue

FOLDER = Path(__file__).parent / "rules"
CASES = {
    rule_id: cases
    for path in sorted(FOLDER.glob("*.txt"))
    for rule_id, cases in blocks(path.read_text(encoding="utf-8")).items()
}


def judged(
    rule_id: str, parameters: Parameters, language: str = "vi"
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The cases of a rule as a frame, its flags and its outcomes."""
    rule = RULES[rule_id]
    frame = judged_frame(rule, CASES[rule_id], catalogue(language))
    registers = dict.fromkeys(rule.registers, pd.DataFrame({"present": [1]}))
    frames = {**registers, rule.over: frame, "declarations": frame[["declaration_id"]]}
    return frame, *evaluate(rule, frames, parameters, catalogue(language))


def outcome_of(rule_id: str, case: str, parameters: Parameters) -> str:
    """The outcome of one case alone."""
    rule = RULES[rule_id]
    frame, flags, _ = judged(rule_id, parameters)
    if case in set(flags.declaration_id):
        return "flagged"
    alone = frame[frame.declaration_id == case].reset_index(drop=True)
    registers = dict.fromkeys(rule.registers, pd.DataFrame({"present": [1]}))
    frames = {**registers, rule.over: alone, "declarations": alone[["declaration_id"]]}
    counted = evaluate(rule, frames, parameters, catalogue("en"))[1]
    return str(counted.loc[counted.declarations > 0, "outcome"].iloc[0])


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_case_has_the_outcome_that_its_table_says(rule_id: str, parameters: Parameters) -> None:
    expected = CASES[rule_id].set_index("case").outcome
    found = {case: outcome_of(rule_id, case, parameters) for case in expected.index}
    assert found == {case: outcome.split(":")[0] for case, outcome in expected.items()}


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_has_its_cases(rule_id: str) -> None:
    missing = set(required(RULES[rule_id])) - set(CASES[rule_id].case)
    assert not missing
    expected = CASES[rule_id].set_index("case").outcome
    assert expected["above"] == "flagged"
    assert expected["below"] in ("clear", "not_applicable")
    assert expected["unknown"] == "not_evaluated"
    assert expected.get("not_in_force", "not_applicable") == "not_applicable"
    assert expected["innocent_twin"] in ("clear", "not_applicable") or ":" in expected["innocent_twin"]


@pytest.mark.parametrize(
    "rule_id",
    [
        rule_id
        for rule_id in sorted(RULES)
        if ":" in CASES.get(rule_id, pd.DataFrame({"outcome": [""]})).outcome.iloc[-1]
    ],
)
def test_the_innocent_twin_that_is_flagged_has_a_reason_that_the_data_support(
    rule_id: str, parameters: Parameters
) -> None:
    frame, flags, _ = judged(rule_id, parameters)
    name = CASES[rule_id].set_index("case").outcome["innocent_twin"].split(":")[1]
    assert name in RULES[rule_id].reasons
    reason = REASONS[name]
    context = frame.assign(**{column: np.nan for column in reason.reads if column not in frame})
    amounts = flags.set_index("declaration_id").amount_vnd
    context["amount_vnd"] = context.declaration_id.map(amounts)
    supports = reason.test(context)[0].fillna(False)
    verdict = dict(zip(context.declaration_id, supports, strict=True))
    assert verdict["innocent_twin"]
    assert not verdict["above"], "the twin must differ from its case by the evidence"


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_speaks_both_languages(rule_id: str, parameters: Parameters) -> None:
    for language in ("vi", "en"):
        say = catalogue(language)
        assert all(say.messages[f"rule.{rule_id}.{part}"] for part in ("name", "finding", "why", "innocent"))
        flags = judged(rule_id, parameters, language)[1]
        assert flags.reason.str.contains(r"[{}]").sum() == 0
        assert (flags.reason.str.len() > 20).all()


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_names_known_grounds_reasons_and_parameters(rule_id: str, parameters: Parameters) -> None:
    rule = RULES[rule_id]
    assert rule.grounds and all(f"ground.{ground}" in catalogue("vi") for ground in rule.grounds)
    assert rule.reasons and set(rule.reasons) <= set(REASONS)
    assert set(rule.parameters) <= set(parameters)
    assert rule.test.__doc__ and 1 <= rule.severity <= 4


def test_no_case_is_written_for_a_rule_that_is_not_there() -> None:
    assert set(CASES) == set(RULES)
