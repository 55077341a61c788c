"""The validation report as a page that loads nothing from outside: what each suite found, in counts."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.texts import Catalogue, catalogue

TEMPLATES = Path(__file__).parent / "templates"
PAGE = "data_docs/index.html"
# The smallest share that one decimal of a per cent shows.
SMALLEST = 0.001
# Where the rows set aside lie, seen from the page.
QUARANTINE_FILES = ("../quarantine.csv", "../quarantine.parquet")


def data_docs(validation: dict[str, Any], language: str) -> dict[str, bytes]:
    """The page `data_docs/index.html` from the content of validation.json; it names no person and shows no value."""
    say = catalogue(language)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("data_docs.html").render(
        say=say,
        validation=validation,
        tables=[_table(suite, say) for suite in validation["suites"]],
        share=_share(_ratio(validation), say),
        wrong_sums=", ".join(_name(suite["table"], say) for suite in validation["suites"] if not suite["rows_add_up"]),
        quarantine_files=QUARANTINE_FILES,
    )
    return {PAGE: page.encode()}


def _table(suite: dict[str, Any], say: Catalogue) -> dict[str, Any]:
    """What the page shows of one table."""
    results = [_line(result, say) for result in suite["results"]]
    return {
        **suite,
        "title": _name(suite["table"], say),
        "share": _share(_ratio(suite), say),
        "unmet": sum(line["outcome"] in ("not_met", "blocking") for line in results),
        "lines": results,
    }


def _line(result: dict[str, Any], say: Catalogue) -> dict[str, Any]:
    return {
        **result,
        "sentence": say(f"{result['text']}.rule"),
        "outcome": _outcome(result),
        "share": _share(result["share"], say),
    }


def _ratio(counts: dict[str, Any]) -> float | None:
    read = counts["rows_read"]
    return counts["rows_quarantined"] / read if read else None


def _share(share: float | None, say: Catalogue) -> str:
    """A share with one decimal; a few rows of very many are not shown as none."""
    return f"< {say.share(SMALLEST)}" if share and share < SMALLEST else say.share(share)


def _outcome(result: dict[str, Any]) -> str:
    """Which of the outcomes the page tells apart; `within` is met although some rows fail."""
    if result["blocking"]:
        return "blocking"
    if not result["success"]:
        return "not_met"
    if not result["rows_checked"]:
        return "not_tested"
    return "within" if result["rows_failed"] else "met"


def _name(table: str, say: Catalogue) -> str:
    """The name of a table in words, with its name in the files."""
    return f"{say(f'table.{table}')} ({table})" if f"table.{table}" in say else table
