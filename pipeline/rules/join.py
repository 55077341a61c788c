"""Small joins that the frames of rules are built with."""

import numpy as np
import pandas as pd


def beside(frame: pd.DataFrame, base: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The frame with columns of the one row of `base` that has its declaration_id; null where there is none."""
    place = pd.Index(base["declaration_id"]).get_indexer(frame["declaration_id"])
    taken = base[columns].reset_index(drop=True).reindex(place).set_axis(frame.index)
    kept = [name for name in frame.columns if name not in columns]
    return pd.concat([frame[kept], taken], axis=1)


def with_columns(frame: pd.DataFrame, **columns: pd.Series) -> pd.DataFrame:
    """As `DataFrame.assign`, for many columns: taken in at once, where one by one each costs a block of its own."""
    kept = [name for name in frame.columns if name not in columns]
    return pd.concat([frame[kept], pd.DataFrame(columns, index=frame.index)], axis=1)


def tally(base: pd.DataFrame, frame: pd.DataFrame, mask: pd.Series, values: pd.Series | None = None) -> pd.Series:
    """For each row of `base` the number of `frame`'s rows where the mask holds (or the sum of known values)."""
    held = mask.fillna(False).to_numpy(dtype=bool)
    place = placed(base, frame)["position_no"].to_numpy()[held]
    weights = None if values is None else values.fillna(0).to_numpy(dtype="float64")[held][place >= 0]
    counted = np.bincount(place[place >= 0], weights=weights, minlength=len(base))
    return pd.Series(counted.astype("float64"), index=base.index)


def placed(base: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `position_no`, the place of each row's declaration in `base`; -1 where there is none."""
    if "position_no" in frame:
        return frame
    return frame.assign(position_no=pd.Index(base["declaration_id"]).get_indexer(frame["declaration_id"]))


def earlier(frame: pd.DataFrame, column: str, steps: int = 1) -> pd.Series:
    """The column's value of the same official `steps` rows before, in a frame that is sorted by official and day."""
    same = frame["declarant_id"].eq(frame["declarant_id"].shift(steps)).fillna(False).astype(bool)
    return frame[column].shift(steps).where(same)


def overlap(start: pd.Series, end: pd.Series, other_start: pd.Series, other_end: pd.Series) -> pd.Series:
    """True where two periods share a day; an unknown end is open."""
    before = start.isna() | other_end.isna() | (start <= other_end)
    return before & (other_start.isna() | end.isna() | (other_start <= end))


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """part / whole; unknown where the whole is unknown or not above zero."""
    return part / whole.where(whole > 0)


def unknown(index: pd.Index, type_name: str = "str") -> pd.Series:
    """A column of unknown values."""
    return pd.Series(index=index, dtype=type_name)


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """For each key the value that stands under it; null where there is none."""
    return pd.Series(values.reindex(keys).to_numpy(), index=keys.index)
