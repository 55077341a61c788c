"""What a person can check by hand: the value of a feature beside its peers' median, quartiles and percentile."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.params import Parameters
from pipeline.peers import cells as within
from pipeline.texts import Catalogue


def evidence(frame: pd.DataFrame, cells: pd.DataFrame, rows: pd.Index, parameters: Parameters) -> pd.DataFrame:
    """One row a feature of each wanted comparison, in the units that a person reads.

    Columns: declaration_id, feature, value, median, q1, q3, percentile (share of the peers with a smaller value),
    peers (how many have one).
    """
    grouped = within.read_cells(cells.set_index("declaration_id")["peer_cell"].reindex(frame.index))
    places = frame.index.get_indexer(rows)
    parts = [_of_feature(str(name), frame[name].to_numpy(), grouped, places, parameters) for name in frame]
    long = pd.concat([part.assign(declaration_id=rows) for part in parts], ignore_index=True)
    order = ["declaration_id", "feature", "value", "median", "q1", "q3", "percentile", "peers"]
    return long[order].sort_values(["declaration_id", "feature"], ignore_index=True)


def _of_feature(
    name: str,
    values: npt.NDArray[np.float64],
    cells: within.Cells,
    places: npt.NDArray[np.intp],
    parameters: Parameters,
) -> pd.DataFrame:
    """One row a wanted comparison."""
    held = within.statistics(values, cells, parameters.number("peer_scale_weight"))
    cell = cells.codes[places]
    return pd.DataFrame(
        {
            "feature": name,
            "value": values[places],
            "median": held.median[cell],
            "q1": held.first_quartile[cell],
            "q3": held.third_quartile[cell],
            "percentile": [_percentile(values, cells, place) for place in places],
            "peers": held.count[cell],
        }
    )


def _percentile(values: npt.NDArray[np.float64], cells: within.Cells, place: int) -> float:
    """Share of the other members of the cell that have a smaller value; NaN where it is unknown or there are none."""
    cell = cells.codes[place]
    members = cells.members[cells.depth[cell]][cells.codes] == cell
    others = values[members & ~np.isnan(values)]
    if np.isnan(values[place]) or others.size < 2:
        return float("nan")
    return float((others < values[place]).sum() / (others.size - 1))


def sentence(row: pd.Series, kind: str, say: Catalogue) -> str:
    """One row of `evidence` in words; kind is that of the feature (`KINDS`)."""
    return say(
        "feature.compared",
        name=say(f"feature.{row['feature']}.name"),
        percentile=say.share(row["percentile"]),
        **{place: in_words(row[place], kind, say) for place in ("value", "median", "q1", "q3")},
    )


def in_words(value: float, kind: str, say: Catalogue) -> str:
    """A value of a feature: shares in per cent, the rest as numbers."""
    return say.share(value) if kind == "share" else say.number(value, 2)
