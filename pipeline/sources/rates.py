"""Rates of foreign currencies in dong, from the dated table `parameters/rates.csv`."""

from functools import cache

import pandas as pd

from pipeline.store.reading import InputFile, read_cells
from pipeline.store.reading_error import UnreadableError
from pipeline.store.resources import PACKAGE


@cache
def rates() -> pd.DataFrame:
    """One row is a currency from a day on: currency, from_date, rate_vnd (dong for one unit), source."""
    path = PACKAGE / "parameters" / "rates.csv"
    cells = next(read_cells(InputFile(path, path.name, "rates", "csv")))
    frame = cells.frame.rename(columns=cells.labels)
    return frame.assign(from_date=pd.to_datetime(frame["from_date"]), rate_vnd=frame["rate_vnd"].astype("float64"))


def rate_of(currency: str, day: str) -> float:
    """Dong for one unit of a currency on a day (ISO; empty for the latest rate); 1 for dong."""
    if currency in ("", "VND"):
        return 1.0
    table = rates()
    held = table[(table["currency"] == currency) & (table["from_date"] <= pd.Timestamp(day or "2100-01-01"))]
    if held.empty:
        raise UnreadableError("map.rate", currency=currency, day=day or "–")
    return float(held.sort_values("from_date")["rate_vnd"].iloc[-1])
