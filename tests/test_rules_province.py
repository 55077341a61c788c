"""All rules on a small synthetic province: nothing depends on the order of rows, on partitions or on the language."""

from collections.abc import Mapping

import pandas as pd
import pytest

from pipeline import chain, features, peers
from pipeline.model import DECLARED, FOLLOWED, INPUTS
from pipeline.params import Parameters
from pipeline.rules import RULES, Findings, run_rules
from pipeline.rules.catalogue import AFTER_ALL
from pipeline.rules.gather import combine, gather
from pipeline.rules.words import cell_words, vocabulary_words, with_items
from pipeline.simulate import World, province
from pipeline.texts import catalogue

OF_OFFICIALS = [table.name for table in (*DECLARED, *FOLLOWED)]
SENTENCES = ["reason", "legal_basis"]
FLAG_KEYS = ["declaration_id", "indicator", "category", "previous_item_no", "item_no", "evidence"]


@pytest.fixture(scope="module")
def tables(parameters: Parameters) -> dict[str, pd.DataFrame]:
    made = province(World(declarants=130, first_year=2024, years=3, seed=11, guilty_share=0.1)).tables
    given = {name: table.conform(made[name]) if name in made else table.empty() for name, table in INPUTS.items()}
    given |= chain.follow(given, given["commune_changes"], parameters)
    values = features.features(given["positions"], given["item_changes"], parameters)
    cells = peers.peer_cells(given["positions"], parameters)
    given["peers"] = peers.peer_statistics(given["positions"], cells, parameters, values)
    return given | combine([gather(given)], parameters)


@pytest.fixture(scope="module")
def found(tables: dict[str, pd.DataFrame], parameters: Parameters) -> Findings:
    return run_rules(tables, parameters)


def counted(outcomes: pd.DataFrame) -> pd.DataFrame:
    summed = outcomes.fillna({"why": ""}).groupby(["indicator", "outcome", "why"])[["rows", "declarations"]].sum()
    return summed[summed.sum(axis=1) > 0]


def in_order(flags: pd.DataFrame) -> pd.DataFrame:
    return flags.sort_values([*FLAG_KEYS, "reason"], ignore_index=True)


def test_a_grade_says_how_sure_a_match_is_and_is_never_a_pay_grade(
    found: Findings, tables: Mapping[str, pd.DataFrame]
) -> None:
    assert tables["positions"].grade.notna().all(), "everybody has a pay grade"
    assert set(found.flags.grade.dropna()) <= {"id", "strong", "weak"}
    assert set(found.flags.indicator[found.flags.grade.notna()].str[:2]) <= {"CI", "KN", "GI", "IN", "RE", "LN", "SH"}


def test_every_rule_counts_every_declaration_once(found: Findings, tables: Mapping[str, pd.DataFrame]) -> None:
    totals = found.outcomes.groupby("indicator").declarations.sum()
    assert set(totals.index) == set(RULES) - set(AFTER_ALL)
    assert set(totals) == {len(tables["declarations"])}


def test_flagged_declarations_are_counted_as_flagged(found: Findings) -> None:
    flagged = found.outcomes[found.outcomes.outcome == "flagged"].groupby("indicator").declarations.sum()
    told = found.flags.groupby("indicator").declaration_id.nunique()
    assert told.to_dict() == flagged[flagged > 0].to_dict()
    assert found.flags.indicator.nunique() > 25


def test_every_hypothesis_belongs_to_a_finding(found: Findings) -> None:
    keys = ["declaration_id", "indicator"]
    findings = set(found.flags[keys].itertuples(index=False, name=None))
    assert set(found.hypotheses[keys].itertuples(index=False, name=None)) <= findings
    named = {(rule.id, reason) for rule in RULES.values() for reason in rule.reasons}
    told = set(found.hypotheses[["indicator", "reason_id"]].itertuples(index=False, name=None))
    assert told <= named
    assert {"supports", "against"} <= set(found.hypotheses.verdict)


def test_the_order_of_rows_does_not_matter(
    found: Findings, tables: dict[str, pd.DataFrame], parameters: Parameters
) -> None:
    shuffled = {name: frame.sample(frac=1, random_state=7) for name, frame in tables.items()}
    again = run_rules(shuffled, parameters)
    pd.testing.assert_frame_equal(again.flags, found.flags)
    pd.testing.assert_frame_equal(again.hypotheses, found.hypotheses)
    pd.testing.assert_frame_equal(counted(again.outcomes), counted(found.outcomes))


def test_partitions_of_officials_do_not_matter(
    found: Findings, tables: dict[str, pd.DataFrame], parameters: Parameters
) -> None:
    officials = tables["declarations"].set_index("declaration_id").declarant_id
    halves = []
    for rest in (0, 1):
        chosen = officials[officials.str[-1].astype(int) % 2 == rest].index
        own = {name: tables[name][tables[name].declaration_id.isin(chosen)] for name in OF_OFFICIALS}
        halves.append({**tables, **own, "peers": tables["peers"][tables["peers"].declaration_id.isin(chosen)]})
    together = combine([gather(half) for half in halves], parameters)
    parts = [run_rules({**half, **together}, parameters) for half in halves]
    flags = pd.concat([part.flags for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(in_order(flags), in_order(found.flags))
    keys = ["declarant_id", "declaration_id", "indicator", "item_no", "reason_id"]
    hypotheses = pd.concat([part.hypotheses for part in parts]).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(hypotheses, found.hypotheses)
    outcomes = pd.concat([part.outcomes for part in parts])
    pd.testing.assert_frame_equal(counted(outcomes), counted(found.outcomes))


def test_the_language_decides_the_sentences_only(
    found: Findings, tables: dict[str, pd.DataFrame], parameters: Parameters
) -> None:
    english = run_rules(tables, parameters, "en")
    same = english.flags.drop(columns=SENTENCES)
    assert len(same) == len(found.flags)
    keys = [name for name in FLAG_KEYS if name in same]
    pd.testing.assert_frame_equal(
        same.sort_values(keys, ignore_index=True),
        found.flags.drop(columns=SENTENCES).sort_values(keys, ignore_index=True),
    )


def test_the_tables_given_are_not_changed(tables: dict[str, pd.DataFrame], parameters: Parameters) -> None:
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}
    run_rules(tables, parameters)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_without_registers_the_rest_is_still_decided(
    found: Findings, tables: dict[str, pd.DataFrame], parameters: Parameters
) -> None:
    alone = run_rules({name: tables[name] for name in OF_OFFICIALS}, parameters)
    needing = {rule.id for rule in RULES.values() if rule.registers} | {"PB02", "CI05"}
    untested = alone.outcomes[alone.outcomes.why.str.startswith("không kiểm tra được", na=False)].indicator
    assert set(untested) == needing
    both = set(RULES) - needing - {"PB01", "PB02", "UW17", "UW07"}  # these read a register where there is one
    told = [
        flags[flags.indicator.isin(both)].indicator.value_counts().to_dict() for flags in (alone.flags, found.flags)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sentence_says_a_code_or_the_name_of_a_cell(
    tables: dict[str, pd.DataFrame], parameters: Parameters, language: str
) -> None:
    told = run_rules(tables, parameters, language).flags.reason
    assert not told[told.str.contains(r"[a-z]_[a-z]|\w=|\||\bnan\b|\bNone\b|[{}]", regex=True)].tolist()
    if language == "vi":
        fields = "|".join(tables["positions"].post_field.dropna().unique())
        assert not told[told.str.contains(rf"\b(?:{fields})\b", regex=True)].tolist()


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("Đất ở", "Đất ở", "Đất ở"),
        ("Đất ở", "Đất ở đô thị", "Đất ở đô thị"),
        ("Tiền", "Sổ tiết kiệm", "Tiền: Sổ tiết kiệm"),
        ("Nhà ở", "Nhà", "Nhà ở"),
        ("Đất ở", "", "Đất ở"),
        ("", "", "–"),
    ],
)
def test_an_item_is_called_once(kind: str, name: str, told: str) -> None:
    category = {"Đất ở": "land_residential", "Tiền": "money", "Nhà ở": "house"}.get(kind)
    rows = pd.DataFrame({"category": pd.Series([category], dtype="str"), "name": pd.Series([name], dtype="str")})
    assert with_items(rows, catalogue("vi")).item[0] == told


def test_a_code_that_nobody_knows_is_quoted() -> None:
    say = catalogue("vi")
    told = vocabulary_words("rules.field", say)
    assert (told("finance"), told("thủy văn"), told(None)) == ("tài chính", "“thủy văn”", "chưa rõ")
    assert cell_words("year=2023|post=A2.1|field=finance|leader=no", say) == (
        "năm 2023, ngạch hoặc vị trí A2.1, lĩnh vực tài chính, không phải lãnh đạo"
    )
