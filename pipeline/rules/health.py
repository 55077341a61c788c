"""How the rules fared in a run: rate, drift, overlap, what innocent reasons explain, and which fire too often."""

import numpy as np
import pandas as pd

from pipeline.params import Parameters

KEYS = ["declaration_id", "indicator"]
OUTCOMES = ["flagged", "clear", "not_evaluated", "not_applicable"]


def rule_health(
    outcomes: pd.DataFrame,
    flags: pd.DataFrame,
    parameters: Parameters,
    hypotheses: pd.DataFrame | None = None,
    previous: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a rule: declarations by outcome, rate of flagged among those evaluated, drift against the rate of the
    run before, largest overlap (Jaccard index of flagged declarations) with another rule, and whether it is suspended.
    """
    counted = outcomes.pivot_table(
        index="indicator", columns="outcome", values="declarations", aggfunc="sum", fill_value=0
    )
    health = counted.reindex(columns=OUTCOMES, fill_value=0).sort_index()
    health = health.astype("float64").rename_axis(columns=None)
    health["population"] = health["flagged"] + health["clear"]
    health["flagged_share"] = health["flagged"] / health["population"].where(health["population"] > 0)
    health["drift_share"] = _drift(health, previous)
    health = health.join(_overlap(flags)).join(_explained(flags, hypotheses))
    # Of a few declarations a fifth is no pattern; context never counts for the order, so that it need not be stopped.
    too_often = (
        (health["flagged_share"] > parameters.number("suspended_share"))
        & (health["population"] >= parameters.number("suspended_population_min"))
        & ~health.index.isin(flags.loc[flags["judgement"].eq("context"), "indicator"])
    )
    return health.assign(why_not_testable=_why(outcomes), suspended=too_often).reset_index()


def _drift(health: pd.DataFrame, previous: pd.DataFrame | None) -> pd.Series:
    """By how much the share of flagged moved. A run that found the same as the one before is that run once more,
    be it repeated or finished after it was stopped: what was told then still holds."""
    if previous is None:
        return pd.Series(np.nan, index=health.index)
    before = previous.set_index("indicator").reindex(health.index)
    same = len(previous) == len(health) and bool((before[OUTCOMES] == health[OUTCOMES]).all(axis=None))
    moved: pd.Series = before["drift_share"] if same else health["flagged_share"] - before["flagged_share"]
    return moved


def _why(outcomes: pd.DataFrame) -> pd.Series:
    """The most frequent reason why a rule could not be evaluated."""
    unknown = outcomes[outcomes["outcome"] == "not_evaluated"]
    summed = unknown.groupby(["indicator", "why"])[["declarations"]].sum().reset_index()
    ordered = summed.sort_values(["indicator", "declarations", "why"], ascending=[True, False, True])
    most: pd.Series = ordered.drop_duplicates("indicator").set_index("indicator")["why"]
    return most


def _overlap(flags: pd.DataFrame) -> pd.DataFrame:
    """One row a rule: the rule that flags the most alike declarations, and the Jaccard index."""
    distinct = flags[KEYS].drop_duplicates()
    if distinct.empty:
        return pd.DataFrame({"overlaps_with": pd.Series(dtype="str"), "overlap_share": pd.Series(dtype="float64")})
    table = pd.crosstab(distinct["declaration_id"], distinct["indicator"]).to_numpy(dtype="float64")
    names = np.sort(distinct["indicator"].unique())
    both = table.T @ table
    either = np.diag(both)[:, None] + np.diag(both)[None, :] - both
    shares = both / either
    np.fill_diagonal(shares, 0)
    nearest = pd.Series(names[shares.argmax(axis=1)], index=names).where(shares.max(axis=1) > 0)
    return pd.DataFrame({"overlaps_with": nearest, "overlap_share": shares.max(axis=1)}, index=names)


def _explained(flags: pd.DataFrame, hypotheses: pd.DataFrame | None) -> pd.Series:
    """The share of a rule's flagged declarations for which the data support an innocent reason."""
    distinct = flags[KEYS].drop_duplicates()
    if hypotheses is None or distinct.empty:
        return pd.Series(dtype="float64", name="explained_share")
    supported = hypotheses[hypotheses["verdict"] == "supports"][KEYS].drop_duplicates().assign(explained=1.0)
    joined = distinct.merge(supported, how="left", on=KEYS, validate="1:1")
    return joined["explained"].fillna(0).groupby(joined["indicator"]).mean().rename("explained_share")


def suspend(flags: pd.DataFrame, health: pd.DataFrame) -> pd.DataFrame:
    """The flags, those of suspended rules marked: they are shown and do not count for the order of the list."""
    stopped = health.loc[health["suspended"].astype(bool), "indicator"]
    return flags.assign(suspended=flags["indicator"].isin(stopped).astype("boolean"))
