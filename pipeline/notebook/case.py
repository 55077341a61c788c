"""One case, side by side: the two declarations, section III, findings, innocent reasons, peers."""

from dataclasses import dataclass

import pandas as pd

from pipeline.exports.dossier_context import DossierContext, context_of, masked, peer_values
from pipeline.exports.dossier_findings import flag_rows, hypothesis_rows
from pipeline.exports.dossier_items import item_table
from pipeline.exports.dossier_words import headline, questions
from pipeline.exports.facts import RunFacts
from pipeline.exports.figures import balance_over_years, peer_strip, sources_and_uses
from pipeline.exports.words import terms
from pipeline.notebook.book import Book, Shown
from pipeline.stages.evidence import balances, evidence_of


@dataclass(frozen=True)
class Case:
    """A case of the list (a row of CASES), the person's rows masked, and those of its declaration."""

    row: pd.Series
    held: DossierContext
    position: pd.Series

    def own(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(self.held, name)
        own: pd.DataFrame = frame[frame["declaration_id"] == self.row["declaration_id"]]
        return own


def chosen(book: Book, case_id: str = "") -> Case | None:
    """The case of that id, else the first of the list; None where the list is empty or does not have it."""
    cases = book.table("flagged_cases").sort_values("rank")
    found = cases[cases["case_id"] == case_id] if case_id else cases.head(1)
    if found.empty:
        return None
    row = found.iloc[0]
    tables = evidence_of(book.run, found["declarant_id"])
    context = context_of(row, tables, peer_values(row, balances(book.run)), RunFacts())
    held = masked(context, book.profile)
    position = held.positions[held.positions["declaration_id"] == row["declaration_id"]].iloc[0]
    return Case(row, held, position)


def told(book: Book, case: Case | None) -> Shown:
    """The case in a sentence, without a verdict."""
    if case is None:
        return book.tell("notebook.no_case")
    return Shown(f"<p><strong>{headline(case.position, case.own('flags'), book.say)}</strong></p>")


def items(book: Book, case: Case | None) -> pd.DataFrame:
    """One row an item, what changed first in its section: its value in each declaration at hand."""
    if case is None or pd.isna(case.position["baseline_declared_on"]):
        return pd.DataFrame()
    made = item_table(case.held.item_changes, case.position, [], book.say)
    words = ("section", "category", "name", "state_word", "cause")
    rows = [[*(row[name] for name in words), *row["values"]] for row in made["rows"]]
    return pd.DataFrame(rows, columns=["section", "item_kind", "name", "became", "why", *made["heads"]])


def section_three(case: Case | None) -> pd.DataFrame:
    """Section III line by line, as the declarant wrote it."""
    return pd.DataFrame() if case is None else case.own("movements")[["category", "value_change_vnd", "explanation"]]


def read_in_words(book: Book, case: Case | None) -> pd.DataFrame:
    """Amounts and sources that were read out of the words of section III."""
    if case is None:
        return pd.DataFrame()
    read = case.own("explained")[["category", "source", "amount_vnd", "text"]]
    return read.assign(source=terms(book.say, "source", read["source"]))


def findings(book: Book, case: Case | None) -> pd.DataFrame:
    """One row a finding, the gravest first: what was seen, and by which article it is worth a look."""
    rows = [] if case is None else flag_rows(case.own("flags"), book.say)
    return pd.DataFrame([{"finding": row["title"], "reason": row["reason"], "figures": row["figures"]} for row in rows])


def innocent_reasons(book: Book, case: Case | None) -> pd.DataFrame:
    """One row an innocent reason: what the data say for and against it, and the document that would settle it."""
    rows = [] if case is None else hypothesis_rows(case.own("hypotheses"), book.say)
    columns = {
        "name": "reason_id",
        "verdict_word": "verdict_word",
        "for": "evidence_for",
        "against": "evidence_against",
    }
    frame = pd.DataFrame(rows, columns=[*columns, "document"])
    return frame.rename(columns=columns)


def asked(book: Book, case: Case | None) -> pd.DataFrame:
    """What one would ask the declarant, the largest amounts first."""
    if case is None:
        return pd.DataFrame()
    told_questions = questions(case.position, case.own("item_changes"), case.own("explained"), book.say)
    return pd.DataFrame({"question": told_questions})


def pictures(book: Book, case: Case | None) -> list[Shown]:
    """Sources and uses, the assets over the years, the case among its peers."""
    if case is None:
        return [book.tell("notebook.no_case")]
    peers = peer_strip(case.held.peers["value"], case.position["balance_low_vnd"], book.say)
    return [
        book.picture(sources_and_uses(case.position, book.say), "waterfall"),
        book.picture(balance_over_years(case.held.positions, book.say), "balance"),
        book.picture(peers, "peers"),
    ]
