"""The periodic report on assets and income: figures of a period, each with the rows that it counts.

A figure is the number of its rows, so it can never differ from them. What the data cannot give is a figure that is
left open and named.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.model.registered import CONFLICT_MEASURES, DISCIPLINES
from pipeline.model.vocabulary import KINDS
from pipeline.params import Parameters
from pipeline.texts import ToldError

PARTS = ("Q1", "Q2", "Q3", "Q4", "H1", "9M", "Y")
ENDS = {
    "Q1": "report_first_quarter_ends",
    "Q2": "report_second_quarter_ends",
    "Q3": "report_third_quarter_ends",
    "Q4": "report_year_ends",
    "H1": "report_second_quarter_ends",
    "9M": "report_third_quarter_ends",
    "Y": "report_year_ends",
}
# A quarter after the first begins on the day after the one before ended.
AFTER = {"Q2": "Q1", "Q3": "Q2", "Q4": "Q3"}
ROWS = ["figure", "day", "declarant_id", "unit_code", "what", "reference", "source_file", "source_row"]
FIGURES = ["figure", "value", "rows_of"]
VERIFIED = ("verified_truthful", "verified_untruthful")
# What no table says: the office fills it in by hand.
OPEN = ("published", "disciplined_other", "conflict_reports")


@dataclass(frozen=True)
class Period:
    """A period of reports: its name as given (2026-Q3) and its first and last day, both within it."""

    name: str
    part: str
    year: int
    first: date
    last: date


def period_of(name: str, parameters: Parameters) -> Period:
    """The period that a name such as 2026-Q3, 2026-H1, 2026-9M or 2026-Y stands for."""
    found = re.fullmatch(r"(20\d\d)-(Q[1-4]|H1|9M|Y)", name.strip().upper())
    if not found:
        raise ToldError("error.period", text=name, choices=", ".join(PARTS))
    year, part = int(found[1]), found[2]
    first = _begins(year, parameters)
    if part in AFTER:
        first = _ends(year, AFTER[part], parameters) + timedelta(days=1)
    return Period(f"{year}-{part}", part, year, first, _ends(year, part, parameters))


def _begins(year: int, parameters: Parameters) -> date:
    day = parameters.value("report_year_begins", date(year, 1, 1))
    return date.fromisoformat(f"{year - 1}-{day}")


def _ends(year: int, part: str, parameters: Parameters) -> date:
    return date.fromisoformat(f"{year}-{parameters.value(ENDS[part], date(year, 1, 1))}")


def figures(tables: Mapping[str, pd.DataFrame], period: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """FIGURES (value NaN: left open; `rows_of`: the figures that it adds up) and ROWS of a period.

    `tables` are declarations, verifications, units, complaints and register.
    """
    counted = {
        **declared(tables["declarations"], period),
        **verified(tables, period),
        **disciplined(tables["register"], period),
        **conflicts(tables, period),
    }
    sums = {"declared": [f"declared_{kind}" for kind in KINDS]}
    sums["disciplined"] = [f"disciplined_{form}" for form in DISCIPLINES]
    sums["conflicts_handled"] = [f"conflicts_{measure}" for measure in CONFLICT_MEASURES]
    silent = not_given(tables, period)
    values = {name: float("nan") if name in silent else float(len(rows)) for name, rows in counted.items()}
    values |= {name: sum(values[part] for part in parts) for name, parts in sums.items()}
    values |= dict.fromkeys(OPEN, float("nan"))
    told = [(name, values[name], "; ".join(sums.get(name, []))) for name in ORDER]
    rows = pd.concat([frame.assign(figure=name) for name, frame in counted.items()])
    ordered = rows.assign(order=rows.figure.map(ORDER.index)).sort_values(["order", "day", "declarant_id", "reference"])
    return pd.DataFrame(told, columns=FIGURES), ordered[ROWS].reset_index(drop=True)


# The tables that a figure is counted from: one of them has to be there, else nobody knows whether it is none.
COUNTED_FROM = {
    "units_controlled": ("units",),
    "verified_units": ("verifications", "register"),
    "verified_persons": ("verifications", "register"),
    "conflicts_found": ("complaints", "register"),
    **dict.fromkeys(VERIFIED, ("register",)),
    **{f"disciplined_{form}": ("register",) for form in DISCIPLINES},
    **{f"conflicts_{measure}": ("register",) for measure in CONFLICT_MEASURES},
}


def not_given(tables: Mapping[str, pd.DataFrame], period: Period) -> set[str]:
    """The figures that are left open: their tables are not there, or the declarations end before the period begins."""
    silent = {name for name, needed in COUNTED_FROM.items() if all(tables[table].empty for table in needed)}
    last = declared_until(tables["declarations"])
    if last is None or last < period.first:
        silent |= {"declarants", *(f"declared_{kind}" for kind in KINDS)}
    return silent


def declared_until(declarations: pd.DataFrame) -> date | None:
    """The day of the last declaration in the data; None where there is none."""
    last = declarations.declared_on.max()
    return None if pd.isna(last) else last.date()


ORDER = [
    "declared",
    *(f"declared_{kind}" for kind in KINDS),
    "declarants",
    "published",
    "units_controlled",
    "verified_units",
    "verified_persons",
    *VERIFIED,
    "disciplined",
    *(f"disciplined_{form}" for form in DISCIPLINES),
    "disciplined_other",
    "conflict_reports",
    "conflicts_found",
    "conflicts_handled",
    *(f"conflicts_{measure}" for measure in CONFLICT_MEASURES),
]


def declared(declarations: pd.DataFrame, period: Period) -> dict[str, pd.DataFrame]:
    """Declarations completed in the period by kind, and the persons who filed them."""
    filed = within(declarations, "declared_on", period)
    rows = shaped(filed.assign(what=filed.kind, reference=filed.declaration_id), "declared_on")
    by_kind = {f"declared_{kind}": rows[rows.what == kind] for kind in KINDS}
    return {**by_kind, "declarants": once(rows, "declarant_id")}


def verified(tables: Mapping[str, pd.DataFrame], period: Period) -> dict[str, pd.DataFrame]:
    """Persons whose verification was decided or concluded in the period, their units, and what was concluded."""
    decided = within(tables["verifications"], "decided_on", period)
    decided = decided.assign(unit_code=decided.declarant_id.map(latest_unit(tables["declarations"], period)))
    begun = shaped(decided.assign(what=decided.ground), "decided_on")
    done = from_register(tables["register"], period, "outcome", VERIFIED)
    concluded = once(done, "declarant_id", keep="last")
    persons = once(pd.concat([begun, done]), "declarant_id")
    units = once(persons[persons.unit_code.notna()], "unit_code")
    held = {name: concluded[concluded.what == name] for name in VERIFIED}
    return {
        "units_controlled": controlled(tables["units"], period),
        "verified_units": units,
        "verified_persons": persons,
    } | held


def disciplined(register: pd.DataFrame, period: Period) -> dict[str, pd.DataFrame]:
    """Persons disciplined over an untruthful declaration, by form; a person once a form."""
    untruthful = register[register.case_id.isin(set(register.case_id[register.outcome == "verified_untruthful"]))]
    rows = from_register(untruthful, period, "measure", DISCIPLINES)
    return {f"disciplined_{form}": once(rows[rows.what == form], "declarant_id") for form in DISCIPLINES}


def conflicts(tables: Mapping[str, pd.DataFrame], period: Period) -> dict[str, pd.DataFrame]:
    """Persons with a conflict of interest reported or handled in the period, and the measures taken."""
    reported = within(tables["complaints"], "received_on", period)
    reported = reported[reported.situation.notna()]
    named = reported.rename(columns={"person_id": "declarant_id"}).assign(
        what=reported.situation, reference=reported.complaint_id
    )
    unit = named.declarant_id.map(latest_unit(tables["declarations"], period))
    handled = from_register(tables["register"], period, "measure", CONFLICT_MEASURES)
    found = once(pd.concat([shaped(named.assign(unit_code=unit), "received_on"), handled]), "declarant_id")
    by_measure = {
        f"conflicts_{measure}": once(handled[handled.what == measure], "declarant_id") for measure in CONFLICT_MEASURES
    }
    return {"conflicts_found": found, **by_measure}


def controlled(units: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Units that are under control on the last day of the period."""
    last = pd.Timestamp(period.last)
    valid = (units.valid_from.isna() | (units.valid_from <= last)) & (units.valid_to.isna() | (units.valid_to >= last))
    return once(shaped(units[valid].assign(reference=units.unit_code), "valid_from"), "unit_code")


def from_register(register: pd.DataFrame, period: Period, name: str, words: tuple[str, ...]) -> pd.DataFrame:
    """ROWS of the last version of each case in the period that says one of the words in a column."""
    recorded = pd.to_datetime(register.recorded_at.str[:10]).astype("datetime64[ns]")
    dated = register.assign(
        day=register.outcome_on.fillna(recorded), reference=register.case_id, source_file=register.source
    )
    said = within(dated, "day", period)
    last = said.sort_values(["case_id", "version"]).drop_duplicates(["case_id", "day"], keep="last")
    return shaped(last[last[name].isin(words)].assign(what=last[name]), "day")


def within(rows: pd.DataFrame, name: str, period: Period) -> pd.DataFrame:
    """The rows whose day lies in the period; an unknown day lies in none."""
    held: pd.DataFrame = rows[rows[name].between(pd.Timestamp(period.first), pd.Timestamp(period.last))]
    return held


def latest_unit(declarations: pd.DataFrame, period: Period) -> pd.Series:
    """Unit by declarant_id, from the last declaration up to the end of the period."""
    until = declarations[declarations.declared_on <= pd.Timestamp(period.last)]
    last = until.sort_values(["declared_on", "declaration_id"]).drop_duplicates("declarant_id", keep="last")
    unit: pd.Series = last.set_index("declarant_id").unit_code
    return unit


def shaped(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """ROWS without the figure; what a table does not have is unknown."""
    frame = rows.assign(day=rows[day]).reindex(columns=ROWS[1:])
    texts = {
        name: frame[name].astype("str") for name in ("declarant_id", "unit_code", "what", "reference", "source_file")
    }
    return frame.assign(**texts, source_row=frame.source_row.astype("float64"))


def once(rows: pd.DataFrame, name: str, keep: str = "first") -> pd.DataFrame:
    """One row a person or unit: the first (or last) by day."""
    ordered = rows.sort_values(["day", name, "reference"])
    held: pd.DataFrame = ordered.drop_duplicates(name, keep="last" if keep == "last" else "first")
    return held
