"""The order of the list: three judgements side by side, joined by one function."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cases.listing import lists
from pipeline.cases.priority import (
    balance_evidence,
    common_findings,
    evidence_by_judgement,
    priority,
    ranked,
    rarity,
    scored,
)
from pipeline.model import FLAGS, HYPOTHESES, POSITIONS, SCORES
from tests.tables import table


def flags(text):
    return FLAGS.conform(table(text).assign(declarant_id=lambda frame: frame.declaration_id, reason="-"))


FINDINGS = flags(
    """
    declaration_id | indicator | severity | judgement  | item_no | suspended
    note           | LQ08      | 1        | enrichment |         | false
    strong         | UW14      | 3        | enrichment | 7       | false
    explained      | UW14      | 3        | enrichment | 8       | false
    two            | UW14      | 3        | enrichment | 1       | false
    two            | LQ06      | 3        | enrichment | 2       | false
    twice the same | UW14      | 3        | enrichment | 1       | false
    twice the same | UW14      | 3        | enrichment | 2       | false
    template       | UW07      | 3        | enrichment |         | true
    slip           | DQ01      | 3        | error      | 3       | false
    """
)
HELD = HYPOTHESES.conform(
    table(
        """
        declaration_id | declarant_id | indicator | item_no | reason_id        | verdict
        explained      | explained    | UW14      | 8       | threshold_raised | supports
        strong         | strong       | UW14      | 7       | threshold_raised | against
        """
    )
)


@pytest.fixture(scope="module")
def evidence(parameters):
    return evidence_by_judgement(FINDINGS, HELD, common_findings(FINDINGS, HELD, 100_000, parameters), parameters)


def test_one_strong_finding_counts_with_its_weight(evidence, parameters):
    assert evidence.enrichment["strong"] == pytest.approx(parameters.number("evidence_of_severity_3"))


def test_a_reason_that_holds_moves_the_case_but_deletes_nothing(evidence):
    assert 0 < evidence.enrichment["explained"] < evidence.enrichment["strong"]


def test_independent_findings_join_and_never_exceed_one(evidence):
    assert evidence.enrichment["strong"] < evidence.enrichment["two"] < 1


def test_an_indicator_counts_once_however_often_it_fires(evidence):
    assert evidence.enrichment["twice the same"] == pytest.approx(evidence.enrichment["strong"])


def test_a_suspended_rule_has_no_say(evidence):
    assert "template" not in evidence.index


def test_what_many_have_says_little_about_each(parameters):
    """Ten in a thousand have the finding: thirty-three times as many as count with their whole weight."""
    many = flags(
        "\n".join(
            ["declaration_id | indicator | severity | judgement", *(f"d{n} | RE01 | 2 | enrichment" for n in range(10))]
        )
    )
    shares = common_findings(many, HELD, 1_000, parameters)
    beyond = (10 - parameters.number("few_findings")) / 1_000
    assert shares["share"].tolist() == pytest.approx([beyond])
    assert rarity(many, shares, parameters).tolist() == pytest.approx(
        [parameters.number("rare_finding_share") / beyond] * 10
    )


def test_a_plot_that_vanishes_is_rare_where_vehicles_vanish_daily(parameters):
    rows = [f"d{n} | UW14 | 3 | enrichment | registered_vehicle" for n in range(50)]
    found = flags(
        "\n".join(
            [
                "declaration_id | indicator | severity | judgement | category",
                *rows,
                "plot | UW14 | 3 | enrichment | land_other",
            ]
        )
    )
    evidence = evidence_by_judgement(found, HELD, common_findings(found, HELD, 5_000, parameters), parameters)
    assert evidence.enrichment["plot"] == pytest.approx(parameters.number("evidence_of_severity_3"))
    assert evidence.enrichment["d7"] < 0.1


def test_findings_that_a_reason_explains_do_not_make_the_others_common(parameters):
    found = flags("declaration_id | indicator | severity | judgement\nexplained | UW14 | 3 | enrichment")
    assert common_findings(found, HELD, 10, parameters).empty


def test_only_errors_of_amounts_take_weight_away(parameters):
    found = flags("""
        declaration_id | indicator | severity | judgement | amount_vnd
        money          | DQ01      | 3        | error     | 900_000_000
        birth          | DQ19      | 3        | error     |
        """)
    evidence = evidence_by_judgement(found, HELD, common_findings(found, HELD, 1_000, parameters), parameters)
    assert evidence.error["money"] == evidence.error["birth"] > 0.5
    assert evidence.error_of_amounts.to_dict() == {"birth": 0, "money": evidence.error["money"]}


def test_errors_stay_apart(evidence):
    assert evidence.enrichment["slip"] == 0
    assert evidence.error["slip"] > 0.3


def parts(**values):
    return pd.DataFrame(
        {"enrichment_part": 0.0, "interest_part": 0.0, "anomaly_part": 0.0, "amount_error": 0.0, **values}, index=[0]
    )


def test_priority_grows_with_each_part_and_falls_with_error(parameters):
    alone = priority(parts(enrichment_part=0.4), parameters).iloc[0]
    assert priority(parts(enrichment_part=0.4, interest_part=0.4), parameters).iloc[0] > alone
    assert priority(parts(enrichment_part=0.4, amount_error=0.9), parameters).iloc[0] < alone


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_priority_is_between_0_and_1(parameters, enrichment, interest, anomaly, error):
    value = priority(
        parts(enrichment_part=enrichment, interest_part=interest, anomaly_part=anomaly, amount_error=error), parameters
    )
    assert 0 <= value.iloc[0] <= 1


def test_balance_counts_half_at_its_parameter_and_nothing_when_unknown(parameters):
    half = parameters.number("balance_half_vnd")
    pairs = pd.DataFrame({"unexplained_low_vnd": [0.0, half, float("nan")]})
    assert list(balance_evidence(pairs, parameters)) == pytest.approx([0, 0.5, 0])


POSITION_ROWS = """
declaration_id | declarant_id | previous_declaration_id | declared_on | unexplained_low_vnd
first          | an           |                         | 2024-12-31  |
plain          | an           | first                   | 2025-12-31  | 0
strong         | binh         | earlier                 | 2025-12-31  | 900_000_000
"""


def test_every_pair_is_scored_also_the_unremarkable_and_firsts_are_not(parameters):
    forest = pd.DataFrame(
        {"anomaly_score": [0.1], "forest_score": [0.1]}, index=pd.Index(["plain"], name="declaration_id")
    )
    scores = scored(POSITIONS.conform(table(POSITION_ROWS)), FINDINGS, HELD, forest, parameters)
    assert list(scores.declaration_id) == ["plain", "strong"]
    assert list(scores["rank"]) == [2, 1]
    assert scores.priority.notna().all()


def test_ties_are_broken_by_amount_and_then_by_id():
    rows = table(
        """
        declaration_id | declarant_id | priority | unexplained_low_vnd | anomaly_score
        b              | b            | 0.5      | 10                  | 0
        a              | a            | 0.5      | 10                  | 0
        c              | c            | 0.5      | 20                  | 0
        """
    )
    placed = ranked(SCORES.conform(rows)).set_index("declaration_id")["rank"]
    assert placed.to_dict() == {"c": 1, "a": 2, "b": 3}


def many(count, unit_of, **values):
    frame = pd.DataFrame(
        {
            "declaration_id": [f"d{n:03d}" for n in range(count)],
            "declarant_id": [f"p{n:03d}" for n in range(count)],
            "unit_code": [unit_of(n) for n in range(count)],
            "priority": [1 - n / count for n in range(count)],
            "error_score": 0.0,
            "enrichment_part": 0.5,
            "interest_part": 0.0,
            "anomaly_score": 0.0,
        }
    ).assign(**values)
    return ranked(SCORES.conform(frame))


def test_the_list_is_never_longer_than_the_capacity_and_has_a_reserve(parameters):
    found = lists(many(50, lambda n: f"u{n % 10}"), 12, parameters)
    assert (len(found.listed), len(found.reserve)) == (12, 6)


def test_one_unit_cannot_fill_the_list(parameters):
    scores = many(200, lambda n: "template" if n < 20 else f"u{n % 30}")
    assert (lists(scores, 20, parameters).listed.unit_code == "template").sum() == 4


def test_an_official_is_on_the_list_once(parameters):
    scores = many(10, lambda n: f"u{n}", declarant_id="one")
    assert len(lists(scores, 5, parameters).listed) == 1


def test_a_data_error_goes_back_to_the_unit_and_not_onto_the_list(parameters):
    scores = many(10, lambda n: f"u{n}", error_score=[0.9] + [0.0] * 9, enrichment_part=0.0)
    found = lists(scores, 10, parameters)
    assert list(found.returns.declaration_id) == ["d000"]
    assert "d000" not in set(found.listed.declaration_id)


def test_a_list_on_which_nothing_stands_out_says_so(parameters):
    assert lists(many(40, lambda n: f"u{n}", priority=0.01), 12, parameters).weak
    assert not lists(many(40, lambda n: f"u{n}", priority=0.9), 12, parameters).weak


def test_where_nothing_was_compared_the_list_is_empty_and_weak(parameters):
    found = lists(SCORES.empty(), 30, parameters)
    assert found.listed.empty
    assert found.weak
