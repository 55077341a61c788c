"""Ten invented cases to judge before the answer is shown; five of them have an innocent explanation."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import escape

from pipeline import chain
from pipeline.exports.figures import sources_and_uses
from pipeline.model import INPUTS
from pipeline.notebook.book import Book, Shown
from pipeline.sources import load_corrections, read_file
from pipeline.store.frames import read_text_table
from pipeline.store.reading import find_tables
from pipeline.store.resources import PROJECT

PACK = PROJECT / "data_samples" / "training"
ITEM_COLUMNS = ["category", "state", "name", "value_before_vnd", "value_after_vnd"]


@dataclass(frozen=True)
class Lessons:
    """The followed tables of the ten cases, and the verdict of each by official."""

    tables: dict[str, pd.DataFrame]
    innocent: pd.Series

    def of(self, name: str, declaration_id: str) -> pd.DataFrame:
        frame = self.tables[name]
        return frame[frame["declaration_id"] == declaration_id]


def lessons(book: Book, pack: Path = PACK) -> Lessons:
    """The ten cases read and followed as every run does it."""
    parameters, say = book.run.parameters, book.say
    given = {name: table.empty() for name, table in INPUTS.items()}
    nothing = load_corrections([], say)
    for file in find_tables(pack, INPUTS).files:
        for read in read_file(file, parameters, say, None, nothing):
            given[read.table] = INPUTS[read.table].conform(pd.concat([given[read.table], read.accepted]))
    followed = chain.follow(given, given["commune_changes"], parameters)
    truth = read_text_table(pack / "truth" / "verdicts.csv").set_index("declarant_id")["innocent"]
    return Lessons(given | followed, truth == "true")


def case(book: Book, held: Lessons, number: int) -> Shown:
    """What the declaration shows, the question, and the answer folded away below it."""
    declarant = held.innocent.index[number - 1]
    position = held.tables["positions"].query("declarant_id == @declarant").sort_values("declared_on").iloc[-1]
    declaration = position["declaration_id"]
    said = held.of("movements", declaration)[["category", "value_change_vnd", "explanation"]]
    parts = [
        book.tell("training.household", post=position["position"], size=int(position["household_size"])),
        book.picture(sources_and_uses(position, book.say), f"training{number:02d}"),
        book.show(held.of("item_changes", declaration)[ITEM_COLUMNS]),
        book.tell("training.no_change" if position["no_change_stated"] else "training.section_three"),
        *([book.show(said)] if len(said) else []),
        book.tell("training.question"),
        answer(book, declarant, bool(held.innocent[declarant])),
    ]
    return Shown("".join(part.html for part in parts))


def answer(book: Book, declarant: str, innocent: bool) -> Shown:
    """The verdict with its reason and the one document that settles it, shown when it is opened."""
    say = book.say
    verdict = say("training.innocent" if innocent else "training.open")
    lines = [say(f"training.{declarant}.answer"), f"{say('training.settles')}: {say(f'training.{declarant}.document')}"]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    summary = f"<summary>{escape(say('training.show_answer'))}</summary>"
    return Shown(f"<details>{summary}<p><strong>{escape(verdict)}</strong></p>{told}</details>")
