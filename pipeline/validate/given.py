"""What a check may look at besides the rows themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline.model import DECLARATIONS, INPUTS, Table
from pipeline.model.table import as_type
from pipeline.params import Parameters
from pipeline.validate.repeated import verdicts


@dataclass(frozen=True)
class Given:
    """The day of the run, the numbers in force, and the tables that rows refer to.

    `related` may hold `declarations` (the accepted ones: declaration_id and whatever columns are at hand), and
    for the check of declarations `movements` (declaration_id, category) and `incomes` (declaration_id). What is not
    there is not testable. `repeated` holds the rows of `repeated.repeats` that were found across chunks.
    """

    today: date
    parameters: Parameters
    language: str = "vi"
    related: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    repeated: pd.DataFrame | None = None


@dataclass(frozen=True)
class Looked:
    """Rows of one table under check; what several checks need is looked up once."""

    table: Table
    rows: pd.DataFrame
    given: Given

    @cached_property
    def places(self) -> pd.Series:
        """Position of each row's declaration in the related declarations; -1 where there is none."""
        ids = pd.Index(self.given.related["declarations"]["declaration_id"])
        return pd.Series(ids.get_indexer(self.rows["declaration_id"]), index=self.rows.index)

    def knows(self, table: str, column: str = "declaration_id") -> bool:
        return column in self.given.related.get(table, ())

    def of_declaration(self, column: str) -> pd.Series:
        """A column of the row's own declaration; unknown where the declaration or the column is not at hand."""
        column_type = DECLARATIONS.by_name[column].type
        declarations = self.given.related.get("declarations", pd.DataFrame())
        if column not in declarations or declarations.empty or "declaration_id" not in self.rows:
            return as_type(pd.Series(index=self.rows.index, dtype=object), column_type)
        found = declarations[column].reset_index(drop=True).reindex(self.places.to_numpy())
        return as_type(found.set_axis(self.rows.index), column_type)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """`verdict` and `other_place` of each row that stands more than once."""
        return verdicts(self.table.name, self.rows, self.given.repeated)


def looked(table: str, rows: pd.DataFrame, given: Given) -> Looked:
    return Looked(INPUTS[table], rows, given)
