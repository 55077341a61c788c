"""The engine of rules: population, needs, limits, four outcomes with denominators, severity by grade, health."""

import pandas as pd
import pytest

from pipeline.model import FLAGS, RULE_OUTCOMES
from pipeline.params import Parameters, parse
from pipeline.rules.evaluate import evaluate
from pipeline.rules.health import rule_health, suspend
from pipeline.rules.rule import Rule, rule
from pipeline.texts import Catalogue
from tests.tables import table

SAY = Catalogue(
    "en",
    {
        "rule.XX01.finding": "{name} of {observed} (limit {limit})",
        "rules.why.unknown": "unknown: {column}",
        "fact.value_vnd": "the value",
        "rules.why.not_in_force": "not in force",
        "rules.why.outside": "outside",
        "rules.why.register": "not testable: {registers}",
        "ground.D40": "Article 40",
    },
)
LAW = parse(
    {
        "line_vnd": {
            "about": "A line.",
            "kind": "legal",
            "values": {
                pd.Timestamp("2019-07-01").date(): {"value": 100, "source": "Article 1"},
                pd.Timestamp("2026-07-01").date(): {"value": 300, "source": "Article 2", "to_check": "not read"},
            },
        }
    }
)
ITEMS = """
declaration_id | declarant_id | declared_on | state | name  | value_vnd | grade
A              | P            | 2025-12-31  | gone  | above | 150       |
A              | P            | 2025-12-31  | kept  | other | 999       |
B              | Q            | 2025-12-31  | gone  | below | 50        |
B              | Q            | 2025-12-31  | gone  | blank |           |
C              | R            | 2018-12-31  | gone  | early | 150       |
D              | S            | 2026-12-31  | gone  | later | 350       | weak
"""


def over_the_line(**record: object) -> Rule:
    given = {"id": "XX01", "over": "things", "severity": 3, "judgement": "enrichment", "grounds": ("D40",)}
    given |= {"among": {"state": ("gone",)}, "needs": ("value_vnd",), "limit": "line_vnd", "unit": "vnd"}
    given |= {"amount": "value_vnd"}
    return rule(**{**given, **record})(lambda items, limit: items.value_vnd[items.value_vnd >= limit])


def judged(**record: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    things = table(ITEMS)
    frames = {"things": things, "declarations": pd.DataFrame({"declaration_id": list("ABCDE")})}
    return evaluate(over_the_line(**record), frames, LAW, SAY)


def test_a_finding_carries_limit_ground_and_sentence() -> None:
    flags, _ = judged()
    above, later = flags.to_dict("records")
    assert above["reason"] == "above of 150 ₫ (limit 100 ₫)"
    assert above["legal_basis"] == "Article 40; Article 1"
    assert (above["limit"], above["limit_name"], above["to_check"], above["severity"]) == (100, "line_vnd", False, 3)
    assert later["to_check"] and later["limit"] == 300
    assert list(flags.columns) == FLAGS.names


def test_a_namesake_is_never_more_than_a_note() -> None:
    flags, _ = judged()
    assert flags.set_index("declaration_id").severity.to_dict() == {"A": 3, "D": 1}


def test_every_declaration_counts_once_under_one_of_four_outcomes() -> None:
    _, outcomes = judged()
    assert list(outcomes.columns) == RULE_OUTCOMES.names
    counted = outcomes.set_index(["outcome", "why"]).declarations.to_dict()
    assert counted == {
        ("flagged", ""): 2,
        ("not_evaluated", "unknown: the value"): 1,  # B has an item that is clear and one that nobody can judge
        ("clear", ""): 0,
        ("not_applicable", "not in force"): 1,
        ("not_applicable", "outside"): 1,
    }
    assert outcomes.declarations.sum() == 5
    assert outcomes["rows"].sum() == 6


def test_a_missing_register_is_not_testable_and_never_clear() -> None:
    flags, outcomes = judged(registers=("posts",))
    assert flags.empty
    assert outcomes[["outcome", "why", "declarations"]].values.tolist() == [["not_evaluated", "not testable: posts", 5]]


def test_who_was_looked_at_and_has_no_such_row_is_clear() -> None:
    positions = table("""
        declaration_id | declared_on | compared
        A              | 2025-12-31  | true
        C              | 2018-12-31  | true
        E              | 2025-12-31  | true
    """)
    frames = {
        "things": table(ITEMS),
        "positions": positions,
        "declarations": pd.DataFrame({"declaration_id": list("ABCDE")}),
    }
    _, outcomes = evaluate(over_the_line(exposed="compared"), frames, LAW, SAY)
    assert outcomes.groupby("outcome").declarations.sum().to_dict() == {
        "flagged": 2, "not_evaluated": 1, "clear": 1, "not_applicable": 1,
    }  # fmt: skip


def test_a_rule_sees_only_the_columns_that_it_declares() -> None:
    curious = rule(id="XX01", over="things", severity=1, judgement="error", grounds=("D40",))(
        lambda items: items.value_vnd
    )
    frames = {"things": table(ITEMS), "declarations": pd.DataFrame({"declaration_id": list("ABCDE")})}
    with pytest.raises(AttributeError, match="value_vnd"):
        evaluate(curious, frames, LAW, SAY)


def test_a_rule_may_not_return_rows_that_it_was_not_given() -> None:
    wrong = over_the_line()
    other = Rule(**{**vars(wrong), "test": lambda items, limit: pd.Series([1.0], index=[99])})
    frames = {"things": table(ITEMS), "declarations": pd.DataFrame({"declaration_id": list("ABCDE")})}
    with pytest.raises(ValueError, match="XX01"):
        evaluate(other, frames, LAW, SAY)


def outcomes_of(flagged: int, clear: int) -> pd.DataFrame:
    rows = [
        ("R1", "flagged", "", flagged),
        ("R1", "clear", "", clear),
        ("R2", "flagged", "", 1),
        ("R2", "clear", "", 99),
    ]
    return pd.DataFrame(rows, columns=["indicator", "outcome", "why", "declarations"]).assign(rows=0)


FIRED = table("""
    declaration_id | indicator | judgement
    A              | R1        | error
    B              | R1        | error
    A              | R2        | error
""")


@pytest.mark.parametrize(
    ("flagged", "clear", "suspended"), [(20, 80, False), (21, 79, True), (10, 19, False), (10, 20, True)]
)
def test_a_rule_that_fires_on_more_than_a_fifth_of_thirty_or_more_is_suspended(
    flagged: int, clear: int, suspended: bool, parameters: Parameters
) -> None:
    health = rule_health(outcomes_of(flagged, clear), FIRED, parameters)
    assert health.set_index("indicator").suspended.to_dict() == {"R1": suspended, "R2": False}
    marked = suspend(FIRED.assign(suspended=False), health)
    assert marked.groupby("indicator").suspended.all().to_dict() == {"R1": suspended, "R2": False}


def test_context_is_never_suspended(parameters: Parameters) -> None:
    health = rule_health(outcomes_of(90, 10), FIRED.assign(judgement="context"), parameters)
    assert not health.suspended.any()


def test_health_tells_drift_overlap_and_what_reasons_explain(parameters: Parameters) -> None:
    hypotheses = table("""
        declaration_id | indicator | verdict
        A              | R1        | supports
        B              | R1        | against
    """)
    before = rule_health(outcomes_of(5, 95), FIRED, parameters)
    assert before.drift_share.isna().all()
    row = rule_health(outcomes_of(20, 80), FIRED, parameters, hypotheses, before).set_index("indicator").loc["R1"]
    assert (row.population, row.flagged_share, row.overlaps_with, row.overlap_share) == (100, 0.2, "R2", 0.5)
    assert row.drift_share == pytest.approx(0.15)
    assert row.explained_share == 0.5


def test_a_run_made_once_more_tells_the_drift_that_it_told(parameters: Parameters) -> None:
    """A run that is stopped after its health was written finds itself as the run before."""
    first = rule_health(outcomes_of(5, 95), FIRED, parameters)
    second = rule_health(outcomes_of(20, 80), FIRED, parameters, previous=first)
    pd.testing.assert_frame_equal(rule_health(outcomes_of(5, 95), FIRED, parameters, previous=first), first)
    pd.testing.assert_frame_equal(rule_health(outcomes_of(20, 80), FIRED, parameters, previous=second), second)


def test_the_parameters_of_the_rules_have_a_rationale_or_an_article(parameters: Parameters) -> None:
    from pipeline.rules import RULES

    for held in RULES.values():
        for name in held.parameters:
            assert parameters[name].rationale or all(value.source for value in parameters[name].values)
