"""The tables of the site: rows of text, with what each cell is sorted by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import shorten

import pandas as pd

from pipeline import privacy
from pipeline.exports.site_context import SiteContext
from pipeline.exports.words import amounts, rule_title, term, terms
from pipeline.model.judged import OUTCOMES
from pipeline.texts import Catalogue

# More rows than this are in scores.parquet; a page of them would be slow to open.
MOST_COMPARISONS = 20_000
# What is longer is in the dossier.
LONGEST_TEXT = 240
CASE_COLUMNS = (
    "rank",
    "case_id",
    "unit_name",
    "full_name",
    "declared_on",
    "unexplained_low_vnd",
    "unexplained_high_vnd",
    "anomaly_score",
    "reasons",
    "innocent_hypothesis",
)
COMPARISON_COLUMNS = (
    "rank",
    "declarant_id",
    "declaration_id",
    "unit_code",
    "declared_on",
    "unexplained_low_vnd",
    "unexplained_high_vnd",
    "anomaly_score",
    "error_score",
    "priority",
)

SHARES = ("flagged_share", "drift_share", "explained_share")


@dataclass(frozen=True)
class ShownTable:
    """A table to sort and filter: heads (with what stands below), rows of (text, sorted by), links by row."""

    name: str
    caption: str
    heads: list[tuple[str, str]]
    rows: list[tuple[tuple[str, str], ...]]
    links: list[str]
    link_place: int = -1


def case_table(context: SiteContext, say: Catalogue, profile: str) -> ShownTable:
    """One row a case, with the way to its dossier."""
    held = context.positions[["declaration_id", "unit_name", "declared_on"]].drop_duplicates("declaration_id")
    names = context.declarations[["declaration_id", "full_name"]].drop_duplicates("declaration_id")
    rows = context.cases.merge(held, on="declaration_id", how="left", validate="many_to_one")
    rows = rows.merge(names, on="declaration_id", how="left", validate="many_to_one").sort_values(["rank", "case_id"])
    rows["unit_name"] = rows["unit_name"].fillna(rows["unit_code"])
    shown = privacy.mask(rows, profile)
    links = [f"cases/dossiers/{case_id}.html" for case_id in rows["case_id"]]
    return shown_table("cases", say("list.title.list"), shown, CASE_COLUMNS, say, links, 1)


def comparison_table(context: SiteContext, say: Catalogue) -> ShownTable:
    """One row a comparison of two declarations, in order, as many as a page can hold."""
    rows = context.scores.nsmallest(MOST_COMPARISONS, "rank")
    return shown_table("comparisons", say("site.all.title"), rows, COMPARISON_COLUMNS, say)


def unit_table(context: SiteContext, say: Catalogue) -> ShownTable:
    """One row a unit: comparisons, cases, flags per 100 of them, and the share of flags that speak of data errors."""
    units = context.scores.set_index("declaration_id")["unit_code"].fillna("–")
    flags = context.flags.assign(unit=context.flags["declaration_id"].map(units)).dropna(subset=["unit"])
    rows = pd.DataFrame({"declarations": units.value_counts()}).sort_index()
    rows["cases"] = context.cases["declaration_id"].map(units).value_counts().reindex(rows.index).fillna(0)
    rows["per_hundred"] = 100 * flags["unit"].value_counts().reindex(rows.index).fillna(0) / rows["declarations"]
    rows["error_share"] = (flags["judgement"] == "error").groupby(flags["unit"]).mean().reindex(rows.index)
    names = context.positions.drop_duplicates("unit_code").set_index("unit_code")["unit_name"]
    table = rows.assign(unit_code=rows.index, unit_name=names.reindex(rows.index)).reset_index(drop=True)
    columns = ("unit_code", "unit_name", "declarations", "cases", "per_hundred", "error_share")
    return shown_table("units", say("site.units.title"), table, columns, say)


def filing_table(context: SiteContext, say: Catalogue) -> ShownTable:
    """One row a unit and year in which somebody who had to declare did so late or not at all; the most first."""
    names = context.positions.drop_duplicates("unit_code").set_index("unit_code")["unit_name"]
    wanting = context.filing[context.filing[["late", "missing"]].sum(axis=1) > 0]
    rows = wanting.sort_values(["missing", "late", "unit_code", "year"], ascending=[False, False, True, True])
    rows = rows.assign(
        unit_name=names.reindex(rows["unit_code"]).to_numpy(), year=rows["year"].astype("int64").astype("str")
    )
    columns = ("unit_code", "unit_name", "year", "obliged", "declared", "late", "missing", "awaited")
    return shown_table("filing", say("site.filing.title"), rows, columns, say)


def rule_table(rule_outcomes: pd.DataFrame, flags: pd.DataFrame, health: pd.DataFrame, say: Catalogue) -> ShownTable:
    """One row a rule: its four outcomes in declarations, the share flagged among those evaluated, how that changed
    against the run before, and the share of the flagged for which an innocent reason is supported."""
    counted = rule_outcomes.pivot_table(
        index="indicator", columns="outcome", values="declarations", aggfunc="sum", fill_value=0
    )
    rows = counted.reindex(columns=list(OUTCOMES), fill_value=0).sort_index()
    evaluated = rows["flagged"] + rows["clear"]
    rows = rows.assign(population=rows.sum(axis=1) - rows["not_applicable"], flagged_share=rows["flagged"] / evaluated)
    suspended = set(flags.loc[flags["suspended"].fillna(False).astype(bool), "indicator"])
    notes = [say("site.rules.suspended") if name in suspended else "" for name in rows.index]
    titles = [rule_title(say, name) for name in rows.index]
    families = [term(say, "family", name[:2]) for name in rows.index]
    known = health.set_index("indicator")[["drift_share", "explained_share"]].astype("float64").reindex(rows.index)
    shown = rows.join(known).assign(indicator=titles, family=families, suspended=notes)
    columns = ("indicator", "family", "population", *OUTCOMES, *SHARES, "suspended")
    return shown_table("rules", say("site.rules.title"), shown, columns, say)


def input_table(rows: pd.DataFrame, say: Catalogue) -> ShownTable:
    """One row a table of the input: rows read, accepted, set aside."""
    named = rows.assign(table=terms(say, "table", rows["table"]))
    return shown_table("input", say("site.rows.title"), named, ("table", "read", "accepted", "quarantined"), say)


def shown_table(
    name: str,
    caption: str,
    rows: pd.DataFrame,
    columns: tuple[str, ...],
    say: Catalogue,
    links: list[str] | None = None,
    link_place: int = -1,
) -> ShownTable:
    """The columns as text, each cell with what it is sorted by; numbers and days by themselves, texts as read."""
    cells = [_cells(rows[column], column, say) for column in columns]
    heads = [(_head(column, say), _kind(rows[column])) for column in columns]
    return ShownTable(name, caption, heads, list(zip(*cells, strict=True)), links or [], link_place)


def _kind(values: pd.Series) -> str:
    """n for numbers, long for sentences, else nothing: the class of the column's head."""
    if pd.api.types.is_numeric_dtype(values):
        return "n"
    texts = values.dropna()
    return "long" if pd.api.types.is_string_dtype(values) and len(texts) and texts.str.len().max() > 60 else ""


def _cells(values: pd.Series, column: str, say: Catalogue) -> list[tuple[str, str]]:
    if pd.api.types.is_datetime64_any_dtype(values):
        days = {day: say.day(day) for day in values.dropna().unique()}
        return [("", "") if pd.isna(day) else (days[day], f"{day:%Y-%m-%d}") for day in values]
    if not pd.api.types.is_numeric_dtype(values):
        return [("" if pd.isna(text) else shorten(str(text), LONGEST_TEXT, placeholder=" …"), "") for text in values]
    texts = _numbers(values, column, say)
    return [(text, "" if pd.isna(value) else f"{value:.6g}") for text, value in zip(texts, values, strict=True)]


def _numbers(values: pd.Series, column: str, say: Catalogue) -> list[str]:
    digits: Mapping[str, Callable[[float], str]] = {
        "share": say.share,
        "score": lambda value: say.number(value, 2),
        "priority": lambda value: say.number(value, 2),
        "hundred": lambda value: say.number(value, 1),
    }
    write = digits.get(column.rsplit("_", 1)[-1])
    if write is None:
        return amounts(values, say)
    rounded = values.round(4)
    words = {value: write(value) for value in rounded.dropna().unique()}
    return ["" if pd.isna(value) else words[value] for value in rounded]


def _head(column: str, say: Catalogue) -> str:
    places = (f"list.column.{column}", f"site.column.{column}", f"outcome.{column}")
    return say(next(place for place in places if place in say))
