"""The sheets of the workbook of cases: which columns staff see, in their language and as their profile allows."""

from dataclasses import dataclass

import pandas as pd

from pipeline import privacy
from pipeline.exports.list_content import ListContent
from pipeline.exports.words import rule_title, terms
from pipeline.model import CASES
from pipeline.model.vocabulary import CATEGORIES
from pipeline.texts import Catalogue

# What is printed on A4 comes first; then what staff fill in; then what is only looked up.
PRINTED = (
    "rank",
    "case_id",
    "unit_name",
    "full_name",
    "unexplained_low_vnd",
    "unexplained_high_vnd",
    "reasons",
    "innocent_hypothesis",
    "legal_ground",
    "documents_to_request",
    "outcome",
)
FILLED = ("measure", "outcome_on", "decision_no", "officer", "note")
LOOKED_UP = (
    "earlier",
    "position",
    "kind",
    "declared_on",
    "previous_declared_on",
    "anomaly_score",
    "error_score",
    "priority",
    "control_body",
    "unit_code",
    "declarant_id",
    "declaration_id",
    "previous_declaration_id",
)
CASE_COLUMNS = (*PRINTED, *FILLED, *LOOKED_UP)
ITEM_COLUMNS = (
    "case_id",
    "category",
    "item",
    "state",
    "cause",
    "holder",
    "value_before_vnd",
    "value_after_vnd",
    "value_change_vnd",
    "explanation",
    "previous_item_no",
    "item_no",
    "source_place_before",
    "source_place_after",
    "declaration_id",
)
FLAG_COLUMNS = (
    "case_id",
    "indicator",
    "judgement",
    "severity",
    "amount_vnd",
    "reason",
    "legal_basis",
    "observed",
    "limit",
    "to_check",
    "declaration_id",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name in the catalogue, its rows with exactly the columns shown, and notes above them.

    `printed` columns and `printed_rows` (all where it is None) come on paper, the others are looked up on the screen.
    """

    name: str
    rows: pd.DataFrame
    printed: int
    notes: tuple[str, ...] = ()
    to_fill: bool = False
    printed_rows: int | None = None


def sheets(content: ListContent, say: Catalogue, profile: str) -> list[Sheet]:
    """List, reserve, returns, item changes and flags; on paper come the changes and flags of the list alone."""
    listed = case_ids(content)
    moved = content.item_changes[content.item_changes["state"] != "kept"]
    items, left_out = item_rows(masked(moved, listed, content, profile), listed, say)
    notes = (say("list.children_left_out", count=left_out),) if left_out else ()
    on_paper = say("list.on_paper")
    flags = flag_rows(masked(content.flags, listed, content, profile), listed, say)
    return [
        Sheet("list", case_rows(content.cases, content, say, profile), len(PRINTED), content.facts.notes, True),
        Sheet("reserve", case_rows(content.reserve, content, say, profile), len(PRINTED), to_fill=True),
        Sheet("returns", case_rows(content.returns, content, say, profile), len(PRINTED), to_fill=True),
        Sheet("item_changes", items, 10, (say("list.kept_left_out"), *notes, on_paper), False, of_list(items, content)),
        Sheet("flags", flags, 7, (on_paper,), False, of_list(flags, content)),
    ]


def of_list(rows: pd.DataFrame, content: ListContent) -> int:
    """How many rows belong to cases of the list itself; they come first."""
    return int(rows["case_id"].isin(set(content.cases["case_id"])).sum())


def case_rows(cases: pd.DataFrame, content: ListContent, say: Catalogue, profile: str) -> pd.DataFrame:
    """One row a case with CASE_COLUMNS: the case, its declaration, its person as the profile shows them."""
    rows = CASES.conform(cases).drop(columns=["unit_code"])
    rows = _joined(rows, content.positions, [*_OF_POSITIONS, "unit_code"])
    rows = _joined(rows, content.declarations, ["full_name"])
    rows = _joined(rows, content.scores, ["error_score"])
    rows["unit_code"] = rows["unit_code"].fillna(pd.Series(cases["unit_code"].to_numpy(), index=rows.index))
    rows["kind"] = terms(say, "kind", rows["kind"])
    rows["reasons"] = rows["reasons"].str.replace(" • ", "\n• ", regex=False)
    rows["earlier"] = rows["case_id"].map(earlier_outcomes(content.register, say)).astype("str")
    shown = privacy.mask(rows.sort_values(["rank", "case_id"]), profile, content.names)
    return shown.reindex(columns=CASE_COLUMNS)


def earlier_outcomes(register: pd.DataFrame, say: Catalogue) -> pd.Series:
    """What the register holds on each case, in words with its day, by case_id."""
    latest = register.sort_values("version").drop_duplicates("case_id", keep="last").set_index("case_id")
    words = terms(say, "case_outcome", latest["outcome"])
    days = pd.Series([say.day(day) for day in latest["outcome_on"]], index=latest.index, dtype="str")
    return words.str.cat(days, sep=" · ", na_rep="–")


_OF_POSITIONS = (
    "unit_name",
    "position",
    "kind",
    "declared_on",
    "previous_declared_on",
    "previous_declaration_id",
    "control_body",
)


def case_ids(content: ListContent) -> pd.Series:
    """case_id by declaration, of all three lists in the order of each."""
    three = (content.cases, content.reserve, content.returns)
    everything = [frame.sort_values("rank")[["declaration_id", "case_id"]] for frame in three]
    held = pd.concat(everything).drop_duplicates("declaration_id").set_index("declaration_id")["case_id"]
    return held.astype("str")


def places(listed: pd.Series) -> pd.Series:
    """Where a declaration stands in the order of the lists."""
    return pd.Series(range(len(listed)), index=listed.index)


def masked(frame: pd.DataFrame, listed: pd.Series, content: ListContent, profile: str) -> pd.DataFrame:
    """The rows of listed cases as the profile shows them."""
    return privacy.mask(frame[frame["declaration_id"].isin(listed.index)], profile, content.names)


def item_rows(item_changes: pd.DataFrame, listed: pd.Series, say: Catalogue) -> tuple[pd.DataFrame, int]:
    """One row an item, in order of the lists and by form section, and how many items of minor children are left out."""
    shown = privacy.without_children(item_changes)
    rows = shown.assign(
        case_id=shown["declaration_id"].map(listed),
        place=shown["declaration_id"].map(places(listed)),
        section=shown["category"].map({name: place for place, name in enumerate(CATEGORIES)}),
        item=shown["name"].str.cat(shown["address"].fillna(""), sep=" · ").str.rstrip(" ·"),
        holder=terms(say, "holder", shown["holder_after"].fillna(shown["holder_before"])),
        category=terms(say, "category", shown["category"]),
        cause=terms(say, "cause", shown["cause"]),
        state_code=shown["state"],
        state=terms(say, "state", shown["state"]),
    )
    keys = ["place", "section", "state_code", "item_no", "previous_item_no"]
    return rows.sort_values(keys).reindex(columns=ITEM_COLUMNS), len(item_changes) - len(shown)


def flag_rows(held: pd.DataFrame, listed: pd.Series, say: Catalogue) -> pd.DataFrame:
    """One row a flag of a listed case, in order of the lists, the gravest first."""
    titles = {name: rule_title(say, name) for name in held["indicator"].unique()}
    rows = held.assign(
        case_id=held["declaration_id"].map(listed),
        place=held["declaration_id"].map(places(listed)),
        grave=-held["severity"],
        code=held["indicator"],
        indicator=held["indicator"].map(titles),
        judgement=terms(say, "judgement", held["judgement"]),
        severity=terms(say, "severity", held["severity"].astype("Int64")),
        to_check=held["to_check"].map({True: say("list.column.yes")}).astype("str"),
    )
    return rows.sort_values(["place", "grave", "code", "reason"]).reindex(columns=FLAG_COLUMNS)


def untested(rule_outcomes: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """One row a rule and a reason why it could not be evaluated, with the declarations concerned."""
    held = rule_outcomes[rule_outcomes["outcome"] == "not_evaluated"].assign(why=lambda rows: rows["why"].fillna("–"))
    summed = held.groupby(["indicator", "why"], as_index=False).agg({"declarations": "sum"})
    counted = summed[summed["declarations"] > 0].sort_values(["indicator", "why"])
    titles = [rule_title(say, name) for name in counted["indicator"]]
    return counted.assign(indicator=pd.Series(titles, index=counted.index, dtype="str"))


def _joined(rows: pd.DataFrame, other: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The rows with columns of another table of declarations; unknown where it has none."""
    held = other[["declaration_id", *columns]].drop_duplicates("declaration_id")
    return rows.merge(held, on="declaration_id", how="left", validate="many_to_one")
