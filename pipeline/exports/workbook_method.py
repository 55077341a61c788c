"""The last sheet of the workbook of cases: the run, how to read the list, and what could not be tested."""

from typing import Any

import pandas as pd

from pipeline.exports.facts import RunFacts
from pipeline.exports.list_content import ListContent
from pipeline.exports.safe import cell_text
from pipeline.exports.sheets import untested
from pipeline.texts import Catalogue

A4 = 9
HOW_TO_READ = ("meaning", "interval", "cost", "debt", "lottery")


def write_method(book: Any, content: ListContent, formats: dict[str, Any], say: Catalogue, profile: str) -> None:
    """Facts, sentences and the table of what was not tested, one below the other."""
    page = book.add_worksheet(say("list.sheet.method"))
    page.set_column(0, 0, 46)
    page.set_column(1, 1, 60)
    page.set_column(2, 2, 18)
    page.write_string(0, 0, say("list.title.method"), formats["title"])
    row = _write_facts(page, 2, content.facts, formats, say, profile)
    row = _write_how(page, row + 1, formats, say)
    _write_untested(page, row + 1, untested(content.rule_outcomes, say), formats, say)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L&8{say('list.footer')}&R&8{say('list.page')}")


def _write_facts(page: Any, row: int, facts: RunFacts, formats: dict[str, Any], say: Catalogue, profile: str) -> int:
    page.write_string(row, 0, say("list.method.facts"), formats["heading"])
    shown = {
        "run_id": facts.run_id,
        "data_cut_off": say.day(facts.data_cut_off),
        "parameters_hash": facts.parameters_hash,
        "code_version": facts.code_version,
        "capacity": str(facts.capacity),
        "seed": str(facts.seed),
        "profile": say(f"profile.{profile}"),
    }
    for place, (name, value) in enumerate(shown.items(), start=row + 1):
        page.write_string(place, 0, say(f"list.method.{name}"), formats["words"])
        page.write_string(place, 1, value, formats["words"])
    return row + 1 + len(shown)


def _write_how(page: Any, row: int, formats: dict[str, Any], say: Catalogue) -> int:
    page.write_string(row, 0, say("list.method.how"), formats["heading"])
    sentences = [say(f"list.method.{name}") for name in HOW_TO_READ]
    for place, sentence in enumerate(sentences, start=row + 1):
        page.merge_range(place, 0, place, 2, sentence, formats["words"])
        page.set_row(place, 28)
    return row + 1 + len(sentences)


def _write_untested(page: Any, row: int, rows: pd.DataFrame, formats: dict[str, Any], say: Catalogue) -> None:
    page.write_string(row, 0, say("list.method.not_testable"), formats["heading"])
    if rows.empty:
        page.write_string(row + 1, 0, say("list.method.nothing_untested"), formats["words"])
        return
    heads = (say("list.column.indicator"), say("list.method.why"), say("list.method.declarations"))
    for place, head in enumerate(heads):
        page.write_string(row + 1, place, head, formats["head"])
    for number, (indicator, why, count) in enumerate(rows.itertuples(index=False), start=row + 2):
        page.write_string(number, 0, cell_text(indicator), formats["text"])
        page.write_string(number, 1, cell_text(why), formats["text"])
        page.write_number(number, 2, count, formats["money"])
