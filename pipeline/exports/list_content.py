"""What the list of cases is made of."""

from dataclasses import dataclass, field

import pandas as pd

from pipeline import privacy
from pipeline.exports.facts import RunFacts
from pipeline.model import CASES, DECLARATIONS, FAMILY, FLAGS, ITEM_CHANGES, POSITIONS, RULE_OUTCOMES, SCORES
from pipeline.model.registered import REGISTER


@dataclass(frozen=True)
class ListContent:
    """What the list is made of. `cases`, `reserve` and `returns` are CASES; of the other tables only the rows of
    their declarations are shown, so that whole tables may be given."""

    cases: pd.DataFrame
    reserve: pd.DataFrame = field(default_factory=CASES.empty)
    returns: pd.DataFrame = field(default_factory=CASES.empty)
    positions: pd.DataFrame = field(default_factory=POSITIONS.empty)
    declarations: pd.DataFrame = field(default_factory=DECLARATIONS.empty)
    family: pd.DataFrame = field(default_factory=FAMILY.empty)
    scores: pd.DataFrame = field(default_factory=SCORES.empty)
    item_changes: pd.DataFrame = field(default_factory=ITEM_CHANGES.empty)
    flags: pd.DataFrame = field(default_factory=FLAGS.empty)
    rule_outcomes: pd.DataFrame = field(default_factory=RULE_OUTCOMES.empty)
    register: pd.DataFrame = field(default_factory=REGISTER.empty)
    facts: RunFacts = field(default_factory=RunFacts)

    @property
    def names(self) -> dict[str, str]:
        """The names of the listed households with what stands for them."""
        return privacy.household_names(self.family, self.declarations)
