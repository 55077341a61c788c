"""KN: relatives in posts that Regulation 114-QĐ/TW bars, by the declared relations."""

import pandas as pd

from pipeline.rules.conflict import LEADERS
from pipeline.rules.rule import marked, rule


@rule(
    id="KN01", over="relative_posts", among={"own_role": LEADERS}, needs=("relative_id",), reads=("role",),
    severity=3, judgement="interest", grounds=("KIN",), reasons=("template",), registers=("relations", "posts"),
)  # fmt: skip
def relatives_in_one_collective(ties: pd.DataFrame) -> pd.Series:
    """Two relatives belong to the leadership of one unit, neither as its head (that is the next rule's)."""
    return marked(ties.role.eq("deputy") & ties.own_role.ne("head"))


@rule(
    id="KN02", over="relative_posts", among={"own_role": LEADERS}, needs=("relative_id",), reads=("role",),
    severity=4, judgement="interest", grounds=("KIN",), reasons=("template",), registers=("relations", "posts"),
)  # fmt: skip
def head_and_deputy_are_relatives(ties: pd.DataFrame) -> pd.Series:
    """Head and deputy of one unit are relatives."""
    return marked(ties.role.eq("head") | (ties.role.eq("deputy") & ties.own_role.eq("head")))


@rule(
    id="KN03", over="relative_heads", among={"own_role": ("head",)}, needs=("relative_id", "same_level"),
    reads=("both_barred",), severity=3, judgement="interest", grounds=("KIN",), reasons=("template",),
    registers=("relations", "posts", "units"),
)  # fmt: skip
def relatives_head_barred_sectors(ties: pd.DataFrame) -> pd.Series:
    """Relatives head two of the thirteen listed sectors at the same level."""
    return marked(ties.same_level.astype("boolean") & ties.both_barred.astype("boolean"))


@rule(
    id="KN04", over="shared_persons", needs=("other_id",), reads=("are_related",), severity=2,
    judgement="interest", grounds=("KIN",), reasons=("template", "marriage"), registers=("shared", "relations"),
)  # fmt: skip
def undeclared_relation(persons: pd.DataFrame) -> pd.Series:
    """Two officials name one spouse or child by number, and the register does not know them as relatives."""
    return marked(~persons.are_related.fillna(False).astype(bool))


@rule(
    id="KN05", over="relative_posts", among={"relation": ("spouse", "unknown")},
    needs=("relative_id", "has_spouse"), reads=("role", "had_spouse", "own_from"), severity=2,
    judgement="interest", grounds=("KIN",), reasons=("marriage",), registers=("relations", "posts"),
)  # fmt: skip
def married_in_office(ties: pd.DataFrame) -> pd.Series:
    """A marriage since the last declaration makes two people of one unit relatives."""
    married = ties.has_spouse.eq(True) & ties.had_spouse.eq(False)
    return marked(ties.role.notna() & married)
