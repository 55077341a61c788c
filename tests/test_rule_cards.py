"""The cards in docs/rules/ are generated: they hold what the code says today."""

from pathlib import Path

import pytest

from pipeline.params import Parameters
from pipeline.rules import RULES
from pipeline.rules.cards import rule_cards
from pipeline.rules.examples import blocks
from pipeline.rules.not_built import CATALOGUE, NOT_BUILT, OURS
from pipeline.texts import catalogue

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"


@pytest.fixture(scope="module")
def cards(parameters: Parameters) -> dict[str, bytes]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "rules").glob("*.txt"))]
    return rule_cards({rule_id: cases for text in texts for rule_id, cases in blocks(text).items()}, parameters)


def test_the_cards_are_not_stale(cards: dict[str, bytes]) -> None:
    stale = [path for path, page in cards.items() if not (DOCS / path).exists() or (DOCS / path).read_bytes() != page]
    assert not stale, "run `make docs`"
    assert {path.relative_to(DOCS).as_posix() for path in (DOCS / "rules").rglob("*.md")} == set(cards)


def test_every_card_tells_its_example_with_the_sentence_of_the_finding(cards: dict[str, bytes]) -> None:
    for rule_id in RULES:
        page = cards[f"rules/vi/{rule_id[:2]}.md"].decode()
        assert f"## {rule_id} " in page
    assert "900.000.000 ₫" in cards["rules/vi/UW.md"].decode()
    assert "₫900,000,000" in cards["rules/en/UW.md"].decode() or "900,000,000 ₫" in cards["rules/en/UW.md"].decode()


def test_every_indicator_of_the_catalogue_is_a_rule_or_listed_with_its_reason() -> None:
    decided = set(RULES)
    assert len(CATALOGUE) == 139
    assert decided - set(OURS) | set(NOT_BUILT) == set(CATALOGUE)
    assert not decided & set(NOT_BUILT)
    assert len(decided & set(CATALOGUE)) >= 110
    for reason in NOT_BUILT.values():
        assert f"rules.not_built.{reason}" in catalogue("vi") and f"rules.not_built.{reason}" in catalogue("en")
