"""What is common in a unit points to its form first: clusters of findings, and findings that a template explains."""

import pandas as pd
import pytest

from pipeline.model import HYPOTHESES
from pipeline.params import Parameters
from pipeline.rules import unit_clusters, with_unit_templates

OFFICIALS = 40


def positions() -> pd.DataFrame:
    """Unit A has ten declarations of 2025, unit B thirty."""
    ids = [f"D{number:02d}" for number in range(OFFICIALS)]
    units = ["A"] * 10 + ["B"] * 30
    return pd.DataFrame(
        {"declaration_id": ids, "unit_code": units, "unit_name": units, "declared_on": pd.Timestamp("2025-12-31")}
    )


def flags(of_unit_a: int, of_unit_b: int) -> pd.DataFrame:
    ids = [f"D{number:02d}" for number in [*range(of_unit_a), *range(10, 10 + of_unit_b)]]
    return pd.DataFrame({"declaration_id": ids, "indicator": "DQ10", "judgement": "error"})


def template_of(declaration_id: str, verdict: str = "unknown") -> pd.DataFrame:
    row = {"declaration_id": declaration_id, "declarant_id": "P", "indicator": "DQ10", "reason_id": "template"}
    return HYPOTHESES.conform(
        pd.DataFrame([{**row, "verdict": verdict}, {**row, "reason_id": "inheritance", "verdict": "against"}])
    )


@pytest.mark.parametrize(
    ("name", "of_unit_a", "verdict"),
    [("half of the unit", 5, "supports"), ("less than half", 4, "unknown"), ("all of it", 10, "supports")],
)
def test_a_finding_of_half_of_a_unit_supports_the_template(
    name: str, of_unit_a: int, verdict: str, parameters: Parameters
) -> None:
    judged = with_unit_templates(template_of("D00"), flags(of_unit_a, 1), positions(), parameters, "en")
    assert judged.verdict.tolist() == [verdict, "against"]
    assert judged.evidence_for.notna().tolist() == [verdict == "supports", False]


def test_a_rare_finding_speaks_against_it_unless_the_words_support_it(parameters: Parameters) -> None:
    rare = flags(1, 2)
    assert with_unit_templates(template_of("D10"), rare, positions(), parameters).verdict[0] == "against"
    assert with_unit_templates(template_of("D10", "supports"), rare, positions(), parameters).verdict[0] == "supports"


def test_a_unit_of_four_says_nothing(parameters: Parameters) -> None:
    few = positions().iloc[6:]
    assert with_unit_templates(template_of("D06"), flags(10, 0), few, parameters).verdict[0] == "unknown"


def test_a_cluster_is_what_chance_does_not_give() -> None:
    table = unit_clusters(flags(9, 2), positions()).set_index("unit_code")
    assert table.loc["A", ["flagged", "declarations"]].tolist() == [9, 10]
    assert table.loc["A", "share_elsewhere"] == pytest.approx(2 / 30)
    assert table.loc["A", "chance"] < 0.01 < table.loc["B", "chance"]
