"""Which filings speak of the period that a comparison covers.

A supplement may list no assets (Decree 130/2020, Appendix II). Its incomes and explanations then belong to
the next declaration that lists them, since that one is compared with the last list before the supplement.
"""

import numpy as np
import pandas as pd

from pipeline.changes.sums import code_of


def baselines(pairs: pd.DataFrame) -> np.ndarray:
    """The place of each declaration's baseline among the pairs; -1 where it has none."""
    return code_of(pairs["baseline_declaration_id"], pairs["declaration_id"])


def carried(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row a filing without asset list (`filing`) and a later declaration that its words count for (`place`)."""
    listed = pairs["has_asset_list"].fillna(False).to_numpy(dtype=bool)
    keys = ["declarant_id", "baseline_declaration_id"]
    rows = pairs[[*keys, "sequence_no"]].assign(place=np.arange(len(pairs)))
    unlisted = rows[~listed & rows["baseline_declaration_id"].notna()]
    later = unlisted.merge(rows, on=keys, suffixes=("", "_later"))
    later = later[later["sequence_no_later"] > later["sequence_no"]]
    return pd.DataFrame({"filing": later["place"].to_numpy(), "place": later["place_later"].to_numpy()})


def with_carried(rows: pd.DataFrame, carried: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table with their `place`, those of a filing without asset list once more where they are carried to."""
    if carried.empty:
        return rows
    again = rows.rename(columns={"place": "filing"}).merge(carried, on="filing").drop(columns="filing")
    return pd.concat([rows, again[rows.columns]], ignore_index=True)


def add_carried(own: np.ndarray, carried: pd.DataFrame) -> np.ndarray:
    """Sums by place with those of the filings that are carried to it."""
    added = own.copy()
    np.add.at(added, carried["place"].to_numpy(dtype=np.int64), own[carried["filing"].to_numpy(dtype=np.int64)])
    return added
