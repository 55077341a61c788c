"""The generated parts of docs/: the data dictionary, the errors, the numbers of the law and the cards of the rules."""

from datetime import date
from pathlib import Path

from pipeline.exports.data_dictionary import data_dictionary
from pipeline.exports.error_catalogue import error_catalogue
from pipeline.exports.law_parameters import last_checked, law_document, law_text
from pipeline.rules.cards import rule_cards
from pipeline.rules.examples import blocks
from pipeline.store.resources import load_parameters, rule_examples
from pipeline.store.writing import write_shared_files


def generated() -> dict[str, str]:
    """Content of every generated document by its name in docs/."""
    cases = {rule_id: rows for text in rule_examples() for rule_id, rows in blocks(text).items()}
    cards = rule_cards(cases, load_parameters())
    tables = {"data_dictionary.md": data_dictionary(), "law_parameters.md": law_document(load_parameters())}
    tables["errors.md"] = error_catalogue()
    return tables | {name: page.decode() for name, page in cards.items()}


def law(day: date | None, language: str) -> str:
    """What `make law` prints; without a day that of the last check of a number."""
    parameters = load_parameters()
    return law_text(parameters, day or last_checked(parameters), language)


def write_documents(folder: Path) -> None:
    write_shared_files(folder, {name: content.encode() for name, content in generated().items()})
