"""The page of the site on what became of the list: measures, open cases, outcomes."""

from pipeline.exports.site_context import OPEN_COLUMNS, OUTCOME_COLUMNS, FollowUp
from pipeline.exports.site_tables import ShownTable, shown_table
from pipeline.exports.words import terms
from pipeline.texts import Catalogue


def open_table(held: FollowUp, say: Catalogue) -> ShownTable:
    """One row a case still open, the oldest first."""
    rows = held.still_open.assign(outcome=terms(say, "case_outcome", held.still_open["outcome"]))
    return shown_table("still_open", say("site.open.title"), rows, OPEN_COLUMNS, say)


def outcome_table(held: FollowUp, say: Catalogue) -> ShownTable:
    """One row a case with an outcome, the latest first."""
    rows = held.outcomes.assign(
        outcome=terms(say, "case_outcome", held.outcomes["outcome"]),
        measure=terms(say, "measure", held.outcomes["measure"]),
    )
    return shown_table("outcomes", say("site.outcomes.title"), rows, OUTCOME_COLUMNS, say)
