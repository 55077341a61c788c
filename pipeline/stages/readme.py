"""What the READMEs tell of the sample: figures and pictures of its run, written anew by `make readme`."""

import json
import re
from pathlib import Path
from typing import Any

from pipeline.exports.figures import sources_and_uses
from pipeline.model import CASES, FLAGS, POSITIONS
from pipeline.stages.run_context import Run
from pipeline.stages.summary import planted_found
from pipeline.store.frames import read_text_table
from pipeline.store.resources import PROJECT, project_texts
from pipeline.store.tables import read_parts, read_table
from pipeline.store.writing import write_shared_file
from pipeline.texts import Catalogue, catalogue

FIGURES = "sample_figures.json"
READMES = {"README.md": "en", "README.vi.md": "vi"}
BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def sample_figures(run: Run) -> dict[str, int]:
    """The numbers that the READMEs tell: rows, comparisons, flags, cases, and what became of the planted ones."""
    rows = run.directory.record("validate")["rows"].values()
    listed = run.directory.record("cases")
    return {
        "rows_read": sum(row["read"] for row in rows),
        "rows_quarantined": sum(row["quarantined"] for row in rows),
        "comparisons": int(run.directory.record("changes")["compared"]),
        "flags": len(read_table(run.directory.file("flags.parquet"), FLAGS, ["indicator"])),
        "cases": int(listed["cases"]),
        "stand_out": int(listed["stand_out"]),
        **planted_found(run, read_text_table(run.options.data / "truth" / "planted.csv")),
    }


def sample_pictures(run: Run) -> dict[str, str]:
    """By name: sources and uses of the first case, in both languages."""
    cases = read_table(run.directory.file("cases", "flagged_cases.parquet"), CASES).sort_values("rank")
    positions = read_parts(run.directory.parts("followed", "positions"), POSITIONS)
    first = positions[positions["declaration_id"] == cases["declaration_id"].iloc[0]].iloc[0]
    made = {}
    for language in READMES.values():
        made[f"pictures/case.{language}.svg"] = sources_and_uses(first, catalogue(language)).decode()
    return made


def told(figures: dict[str, Any], say: Catalogue) -> str:
    """The paragraph of figures as the README has it."""
    numbers = {name: say.number(value) for name, value in figures.items()}
    weak = say("readme.weak", **numbers) if figures["stand_out"] * 3 < figures["cases"] else ""
    return " ".join(part for part in (say("readme.figures", **numbers), weak) if part)


def readmes() -> dict[str, str]:
    """Both READMEs with the figures that docs/ holds."""
    figures = json.loads(project_texts("docs", FIGURES)[FIGURES])
    pages = project_texts("", "README*.md")
    return {name: filled(pages[name], told(figures, catalogue(language))) for name, language in READMES.items()}


def filled(page: str, paragraph: str) -> str:
    return BLOCK.sub(lambda found: f"{found[1]}{paragraph}\n{found[2]}", page)


def write_readme(run: Run, project: Path = PROJECT) -> None:
    """Figures and pictures of a run of the sample into docs/, and the paragraph of both READMEs."""
    figures = json.dumps(sample_figures(run), indent=1) + "\n"
    for name, text in {FIGURES: figures, **sample_pictures(run)}.items():
        write_shared_file(project / "docs" / name, text.encode())
    for name, text in readmes().items():
        write_shared_file(project / name, text.encode())
