"""A run directory opened for reading, and how a notebook shows tables, pictures and sentences of it.

What is shown is masked as the profile asks; officials appear by case or by place in the order, never by their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from pipeline import privacy
from pipeline.errors import InputError
from pipeline.exports.drawing import inline
from pipeline.exports.words import readable, rule_title, term, terms
from pipeline.model import TABLES
from pipeline.options import Options
from pipeline.stages.run_context import Run
from pipeline.store.frames import read_frame
from pipeline.store.resources import load_parameters, parameters_hash
from pipeline.store.run_directory import RunDirectory
from pipeline.store.tables import read_parts, read_table
from pipeline.texts import Catalogue, catalogue

VOCABULARIES = ("state", "cause", "category", "verdict", "judgement", "kind")
# Where the tables of a run lie: beside the list, else in parts below `work`.
WHOLE = {"scores": "scores", "flags": "flags", "item_changes": "item_changes", "quarantine": "quarantine"}
WORK = {"hypotheses": ("scored", "hypotheses.parquet"), "rule_outcomes": ("scored", "outcomes.parquet")}
LONGEST_TABLE = 60


@dataclass(frozen=True)
class Shown:
    """Something that a notebook shows: a table, a picture or a sentence, as HTML."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Book:
    """A run to read in, in one language and one profile of masking."""

    run: Run
    say: Catalogue
    profile: str

    def table(self, name: str) -> pd.DataFrame:
        """A table of the run by its name in the model; empty where the run has none."""
        directory = self.run.directory
        if name == "flagged_cases":
            return read_table(directory.file("cases", "flagged_cases.parquet"), TABLES[name])
        if name in WHOLE:
            return read_table(directory.file(f"{name}.parquet"), TABLES[name])
        if name in WORK:
            return read_table(directory.work(*WORK[name]), TABLES[name])
        folder = "followed" if directory.work("followed", name).exists() else "accepted"
        return read_parts(directory.parts(folder, name), TABLES[name])

    def frame(self, *names: str) -> pd.DataFrame:
        """A file of the run whose columns the model does not fix; empty where it does not exist."""
        path = self.run.directory.file(*names)
        return read_frame(path) if path.exists() else pd.DataFrame()

    def show(self, frame: pd.DataFrame, most: int = LONGEST_TABLE) -> Shown:
        """The first rows of a frame as a table with heads in words and amounts that one can read."""
        if frame.empty:
            return self.tell("notebook.nothing")
        shown = privacy.mask(frame.head(most), self.profile)
        cells = [self._cells(str(name), shown[name]) for name in shown]
        heads = "".join(f"<th>{escape(self.head(str(name)))}</th>" for name in shown)
        rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
        left_out = self.tell("notebook.left_out", count=len(frame) - most).html if len(frame) > most else ""
        return Shown(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{left_out}")

    def picture(self, svg: bytes, name: str) -> Shown:
        """A picture; `name` keeps its ids apart from those of other pictures of the page."""
        return Shown(f"<figure>{inline(svg, name, self.say('notebook.picture'))}</figure>")

    def tell(self, message_id: str, **values: Any) -> Shown:
        told = {name: self.say.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return Shown(f"<p>{escape(self.say(message_id, **told))}</p>")

    def head(self, name: str) -> str:
        """What stands above a column: its words; a column named by words already (a kind, a day) keeps them."""
        for subject in ("notebook", "list", "site"):
            if f"{subject}.column.{name}" in self.say:
                return self.say(f"{subject}.column.{name}")
        return name

    def _cells(self, name: str, values: pd.Series) -> list[Markup]:
        number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
        open_tag = Markup('<td class="number">') if number else Markup("<td>")
        return [open_tag + escape(text) + Markup("</td>") for text in self._texts(name, values)]

    def _texts(self, name: str, values: pd.Series) -> list[str]:
        if name in VOCABULARIES:
            return [str(word) if pd.notna(word) else "–" for word in terms(self.say, name, values)]
        if name.endswith("_vnd"):
            return [readable(value, self.say) for value in values]
        return [self._text(name, value) for value in values]

    def _text(self, name: str, value: Any) -> str:
        if pd.isna(value):
            return "–"
        if name == "indicator":
            return rule_title(self.say, value)
        if name == "link_reason":
            return term(self.say, "notebook.link", value)
        if isinstance(value, bool):
            return self.say("notebook.yes" if value else "notebook.no")
        if isinstance(value, pd.Timestamp):
            return self.say.day(value)
        if isinstance(value, int | float):
            return self.say.share(value) if name.endswith("_share") else self.say.number(value, 2)
        return str(value)


def open_run(run_directory: str, language: str = "vi", profile: str = "analyst") -> Book:
    """The run in a folder; InputError where no run was finished there."""
    directory = RunDirectory(Path(run_directory))
    chosen = _options(directory, language, profile)
    parameters = load_parameters()
    return Book(
        Run(chosen, directory, parameters, parameters_hash(parameters)), catalogue(chosen.lang_ui), chosen.profile
    )


def _options(directory: RunDirectory, language: str, profile: str) -> Options:
    if not directory.file("scores.parquet").exists():
        say = catalogue(language)
        raise InputError(say("notebook.no_run", folder=directory.root))
    made: Mapping[str, Any] = directory.record("cases")
    return Options(out=directory.root, lang_ui=language, profile=profile, capacity=max(1, int(made["cases"])))
