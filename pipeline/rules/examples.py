"""The cases of the rules as text: read as the manual, executed by the tests, worked out on the rule cards.

A block is a line `UW14: column=value, ...` with what all its cases share, then a table parted by `|` whose first
column names the case and whose last one the outcome. `flagged:reason` says that the reason supports an innocent
explanation of the finding. The day of the declaration is 2025-12-31, and 2018-12-31 for `not_in_force`, unless told.
"""

import re

import numpy as np
import pandas as pd

from pipeline.rules.rule import Rule
from pipeline.rules.sentences import places_of
from pipeline.texts import Catalogue

CASES = ("above", "at_limit", "below", "unknown", "not_in_force", "innocent_twin")
DAY, DAY_BEFORE_THE_LAW = "2025-12-31", "2018-12-31"
NUMERIC = ("_vnd", "_m2", "_share", "_days", "_count", "_times", "_years", "_z", "_rows")
NUMBER = re.compile(r"[+-]?[\d_]+(\.\d+)?")


def blocks(text: str) -> dict[str, pd.DataFrame]:
    """The cases of each rule of a text, one row a case, every cell as written."""
    parts = re.split(r"^(\w+\d+):(.*)\n", text, flags=re.MULTILINE)[1:]
    return {parts[at]: _block(parts[at + 1], parts[at + 2]) for at in range(0, len(parts), 3)}


def _block(shared: str, body: str) -> pd.DataFrame:
    lines = [[cell.strip() for cell in line.split("|")] for line in body.strip().splitlines() if line.strip()]
    cases = pd.DataFrame(lines[1:], columns=lines[0])
    for pair in filter(None, (part.strip() for part in shared.split(","))):
        name, value = pair.split("=", 1)
        cases[name] = value
    if "declared_on" not in cases:
        cases["declared_on"] = np.where(cases["case"] == "not_in_force", DAY_BEFORE_THE_LAW, DAY)
    return cases


def typed(cases: pd.DataFrame, extra: list[str]) -> pd.DataFrame:
    """The cases as a frame that a rule can judge: the case's name is the declaration, a missing column is unknown."""
    frame = pd.DataFrame({name: _typed(cases[name]) for name in cases.columns if name not in ("case", "outcome")})
    absent = {name: np.nan for name in extra if name not in frame}
    return frame.assign(declaration_id=cases["case"].astype("str"), declarant_id=cases["case"].astype("str"), **absent)


def judged_frame(rule: Rule, cases: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """The cases as the rule's frame, with every column that the rule and its sentence look at."""
    places = [name for name in places_of(rule, say) if name not in ("observed", "limit", "amount")]
    return typed(cases, [*rule.columns, *places, *([rule.amount] if rule.amount else [])])


def _typed(cells: pd.Series) -> pd.Series:
    known = cells[cells != ""]
    if known.empty and not str(cells.name).endswith(NUMERIC):
        return pd.Series(index=cells.index, dtype="datetime64[ns]" if str(cells.name).endswith("_on") else "str")
    if len(known) and known.isin(["true", "false"]).all():
        return cells.map({"true": True, "false": False}).astype("boolean")
    if str(cells.name).endswith(("_no", "_id", "_code", "name")):
        return cells.where(cells != "").astype("str")
    if len(known) and known.str.fullmatch(r"\d{4}-\d\d-\d\d").all():
        return pd.to_datetime(cells.where(cells != "")).astype("datetime64[ns]")
    if known.map(lambda cell: NUMBER.fullmatch(cell) is not None).all():
        return pd.to_numeric(cells.str.replace("_", "").where(cells != "")).astype("float64")
    return cells.where(cells != "").astype("str")


def required(rule: Rule) -> tuple[str, ...]:
    """The cases that a rule must have: those of a limit only where it has one."""
    return CASES if rule.limit else ("above", "below", "unknown", "innocent_twin")
