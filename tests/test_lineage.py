"""Nothing is done twice: what each stage rests on, and what a change makes anew."""

import pytest

from pipeline.options import DESCRIBED
from pipeline.run import ORDER, of_stage
from pipeline.stages.run_context import Run
from pipeline.store import lineage
from pipeline.store.resources import load_parameters
from tests.tables import table

# Which stages a change of a choice or number concerns directly; the later ones follow.
CONCERNS = table("""
what                    | of        | stages
capacity                | options   | forest, cases, report
lang_ui                 | options   | ingest, validate, rules, cases, report
profile                 | options   | cases, report
map                     | options   | ingest
match_prior_logit       | parameter | changes
peer_cell_rows          | parameter | features, forest, rules
forest_trees            | parameter | forest
balance_half_vnd        | parameter | rules, score
returns_per_case        | parameter | cases
""")


def used(what: str, of: str) -> list[str]:
    names = load_parameters() if of == "parameter" else DESCRIBED
    asked = lineage.parameters_of if of == "parameter" else lineage.options_of
    return [stage for stage in ORDER if what in asked(lineage.files_of(stage), names)]


@pytest.mark.parametrize("case", CONCERNS.to_dict("records"), ids=lambda case: case["what"])
def test_a_change_concerns_the_stages_that_use_it(case) -> None:
    assert used(case["what"], case["of"]) == case["stages"].split(", ")


def test_every_parameter_of_a_rule_is_known_to_the_stage_of_rules() -> None:
    from pipeline.rules.catalogue import RULES

    held = set(lineage.parameters_of(lineage.files_of("rules"), load_parameters()))
    assert {name for rule in RULES.values() for name in rule.parameters} <= held


def test_a_name_that_is_put_together_counts_for_all_that_it_could_be() -> None:
    held = lineage.parameters_of(lineage.files_of("rules"), load_parameters())
    assert {f"evidence_of_severity_{level}" for level in (1, 2, 3, 4)} <= set(held)


def test_a_stage_cannot_use_a_number_that_its_key_does_not_know() -> None:
    run = of_stage(Run(None, None, load_parameters(), ""), "changes")  # type: ignore[arg-type]
    assert run.parameters.number("match_prior_logit")
    with pytest.raises(KeyError):
        run.parameters.number("peer_cell_rows")


@pytest.mark.parametrize(
    ("stage", "foreign"),
    [
        ("ingest", "validate"),
        ("changes", "rules"),
        ("changes", "forest"),
        ("features", "rules"),
        ("forest", "rules"),
        ("rules", "forest"),
    ],
)
def test_code_of_another_room_does_not_count(stage: str, foreign: str) -> None:
    rooms = {path.relative_to(lineage.PACKAGE).parts[0] for path in lineage.modules_of(f"pipeline.stages.{stage}")}
    assert foreign not in rooms
    assert {"model", "store", "stages"} <= rooms
