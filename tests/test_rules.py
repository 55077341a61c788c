"""Every rule on its cases (tests/rules/*.txt): above, at the limit, below, unknown, not in force, innocent twin."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.params import Parameters
from pipeline.rules import RULES
from pipeline.rules.evaluate import evaluate, judge
from pipeline.rules.examples import blocks, judged_frame, required
from pipeline.rules.reasons import REASONS
from pipeline.rules.sentences import filled, places_of
from pipeline.texts import catalogue

FOLDER = Path(__file__).parent / "rules"
CASES = {
    rule_id: cases
    for path in sorted(FOLDER.glob("*.txt"))
    for rule_id, cases in blocks(path.read_text(encoding="utf-8")).items()
}
EXPECTED = {rule_id: cases.set_index("case").outcome for rule_id, cases in CASES.items()}
FLAGGED_TWINS = [rule_id for rule_id in sorted(RULES) if ":" in EXPECTED[rule_id]["innocent_twin"]]
every_rule = pytest.mark.parametrize("rule_id", sorted(RULES))


def flagged(rule_id: str, parameters: Parameters, language: str = "vi") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cases of a rule as its frame, and its flags on them."""
    rule, say = RULES[rule_id], catalogue(language)
    frame = judged_frame(rule, CASES[rule_id], say)
    registers = dict.fromkeys(rule.registers, pd.DataFrame({"at_hand": [1]}))
    frames = {**registers, rule.over: frame, "declarations": frame[["declaration_id"]]}
    return frame, evaluate(rule, frames, parameters, say)[0]


@every_rule
def test_every_case_has_the_outcome_that_its_table_says(rule_id: str, parameters: Parameters) -> None:
    say = catalogue("en")
    frame = judged_frame(RULES[rule_id], CASES[rule_id], say)
    labels, codes, _, _ = judge(RULES[rule_id], frame, parameters, say)
    found = {case: labels[code][0] for case, code in zip(frame.declaration_id, codes, strict=True)}
    assert found == {case: outcome.split(":")[0] for case, outcome in EXPECTED[rule_id].items()}


@every_rule
def test_every_rule_has_its_cases(rule_id: str) -> None:
    assert set(required(RULES[rule_id])) <= set(CASES[rule_id].case)
    expected = EXPECTED[rule_id]
    assert expected["above"] == "flagged"
    assert expected["below"] in ("clear", "not_applicable")
    assert expected["unknown"] == "not_evaluated"
    assert expected.get("not_in_force", "not_applicable") == "not_applicable"
    assert expected["innocent_twin"] in ("clear", "not_applicable") or ":" in expected["innocent_twin"]


@pytest.mark.parametrize("rule_id", FLAGGED_TWINS)
def test_a_flagged_twin_has_a_reason_that_the_data_support(rule_id: str, parameters: Parameters) -> None:
    frame, flags = flagged(rule_id, parameters)
    name = EXPECTED[rule_id]["innocent_twin"].split(":")[1]
    assert name in RULES[rule_id].reasons
    context = frame.assign(**{column: np.nan for column in REASONS[name].reads if column not in frame})
    context["amount_vnd"] = context.declaration_id.map(flags.set_index("declaration_id").amount_vnd)
    supports = REASONS[name].test(context)[0].fillna(False)
    verdict = dict(zip(context.declaration_id, supports, strict=True))
    assert verdict["innocent_twin"]
    assert not verdict["above"], "the twin differs from its case by the evidence"


@every_rule
def test_every_rule_speaks_both_languages(rule_id: str, parameters: Parameters) -> None:
    for language in ("vi", "en"):
        say = catalogue(language)
        assert all(say.messages[f"rule.{rule_id}.{part}"] for part in ("name", "finding", "why", "innocent"))
    places = [set(places_of(RULES[rule_id], catalogue(language))) for language in ("vi", "en")]
    assert places[0] == places[1]
    flags = flagged(rule_id, parameters)[1]
    assert not flags.reason.str.contains(r"[{}]").any()
    assert (flags.reason.str.len() > 20).all()


@pytest.mark.parametrize("language", ["vi", "en"])
@given(amount=st.integers(-(10**13), 10**13), part=st.floats(-10, 10).map(lambda value: round(value, 3)))
def test_numbers_are_written_as_the_catalogue_writes_them(language: str, amount: int, part: float) -> None:
    say = catalogue(language)
    row = pd.DataFrame({"sum_vnd": [float(amount)], "n_times": [part], "n_count": [float(amount)]})
    told = filled("{sum_vnd} / {n_times} / {n_count}", row, say)[0]
    assert told == " / ".join([say.money(amount), say.number(part, 2), say.number(amount)])


@every_rule
def test_every_rule_names_known_grounds_reasons_and_parameters(rule_id: str, parameters: Parameters) -> None:
    rule = RULES[rule_id]
    assert rule.grounds and all(f"ground.{ground}" in catalogue("vi") for ground in rule.grounds)
    assert rule.reasons and set(rule.reasons) <= set(REASONS)
    assert set(rule.parameters) <= set(parameters)
    assert rule.test.__doc__ and 1 <= rule.severity <= 4


def test_no_case_is_written_for_a_rule_that_is_not_there() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sentence_accuses(language: str) -> None:
    words = {
        "vi": ("gian dối", "vi phạm", "tham nhũng", "không trung thực"),
        "en": ("fraud", "guilty", "violat", "illegal"),
    }
    say = catalogue(language)
    told = {key: text for key, text in say.messages.items() if key.startswith(("rule.", "reason."))}
    assert not [key for key, text in told.items() if any(word in text.lower() for word in words[language])]


def test_every_reason_names_one_document_and_speaks_both_ways() -> None:
    for name in REASONS:
        for language in ("vi", "en"):
            say = catalogue(language)
            assert all(say.messages[f"reason.{name}.{part}"] for part in ("name", "for", "against", "document"))
