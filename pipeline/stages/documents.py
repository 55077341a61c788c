"""The generated parts of docs/: the data dictionary and the cards of the rules."""

from pathlib import Path

from pipeline.exports.data_dictionary import data_dictionary
from pipeline.rules.cards import rule_cards
from pipeline.rules.examples import blocks
from pipeline.store.resources import load_parameters, rule_examples
from pipeline.store.writing import write_shared_files


def generated() -> dict[str, str]:
    """Content of every generated document by its name in docs/."""
    cases = {rule_id: rows for text in rule_examples() for rule_id, rows in blocks(text).items()}
    cards = rule_cards(cases, load_parameters())
    return {"data_dictionary.md": data_dictionary()} | {name: page.decode() for name, page in cards.items()}


def write_documents(folder: Path) -> None:
    write_shared_files(folder, {name: content.encode() for name, content in generated().items()})
