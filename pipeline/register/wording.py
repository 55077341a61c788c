"""The register in words: a case's versions, and each measure with its interval and its number of cases."""

from datetime import date
from typing import Any

import pandas as pd

from pipeline.params import Parameters
from pipeline.texts import Catalogue

LINES = {
    "days_to_close": "days",
    "open_within": "count",
    "open_longer": "count",
    "open_longest": "count",
    "lift": "times",
}


def history_lines(versions: pd.DataFrame, say: Catalogue) -> list[str]:
    """A line a version, the first one first."""
    return [history_line(row, say) for row in versions.itertuples()]


def history_line(row: Any, say: Catalogue) -> str:
    return say(
        "register.history_line",
        case=row.case_id,
        version=int(row.version),
        day=say.day(row.outcome_on),
        outcome=_word(say, "case_outcome", row.outcome),
        measure=_word(say, "measure", row.measure),
        officer=_or_dash(row.officer),
        note=_or_dash(row.note),
        source=_or_dash(row.source),
        recorded=row.recorded_at,
    )


def _word(say: Catalogue, kind: str, code: Any) -> str:
    return "–" if pd.isna(code) else say(f"{kind}.{code}")


def _or_dash(text: Any) -> str:
    return "–" if pd.isna(text) else str(text)


def measure_lines(measured: pd.DataFrame, parameters: Parameters, as_of: date, say: Catalogue) -> list[str]:
    """A line a row of MEASURED."""
    days = int(parameters.number("verify_days", as_of))
    longest = int(parameters.number("verify_days_longest", as_of))
    return [measure_line(row, days, longest, say) for _, row in measured.iterrows()]


def measure_line(row: pd.Series, days: int, longest: int, say: Catalogue) -> str:
    k = "" if pd.isna(row.k) else int(row.k)
    name = say(f"register.measure.{row.measure}", k=k, days=days, longest=longest)
    form = LINES.get(row.measure, "share")
    if form != "count" and pd.isna(row.value) and pd.isna(row.low):
        return say("register.unknown_line", name=name)
    numbers = _shares(row, say) if form == "share" else _numbers(row, say)
    line = say(f"register.{form}_line", name=name, count=int(row["count"]), of=int(row["of"]), **numbers)
    return f"{line} – {say('register.too_few')}" if row.too_few else line


def _shares(row: pd.Series, say: Catalogue) -> dict[str, str]:
    return {"share": say.share(row.value), "low": say.share(row.low), "high": say.share(row.high)}


def _numbers(row: pd.Series, say: Catalogue) -> dict[str, str]:
    return {name: say.number(row[name], 1) for name in ("value", "low", "high")}
