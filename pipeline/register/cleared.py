"""What has been cleared does not come back, unless something new happened."""

from collections.abc import Callable

import pandas as pd

from pipeline.register.versions import closed

# Judgements whose flags make a case; the others are told beside it.
MATTERS = ("enrichment", "interest", "process")


def cleared(
    register: pd.DataFrame,
    scores: pd.DataFrame,
    case_id: Callable[[pd.Series], str],
    flags: pd.DataFrame | None = None,
) -> pd.Series:
    """True for each row of SCORES whose matter is closed and in which nothing new happened since.

    New is a declaration completed after the day of the outcome; with `flags`, only where it has a finding
    (indicator and amount) that the cleared declaration had not, or where funds are missing again in its own period.
    `case_id` names the case of a row of SCORES.
    """
    ended = closed(register).set_index("case_id")
    concerned: pd.DataFrame = scores[scores.declarant_id.isin(set(ended.declarant_id.dropna()))]
    ids = pd.Series([case_id(row) for _, row in concerned.iterrows()], index=concerned.index, dtype="str")
    known = ids[ids.isin(ended.index)]
    closed_on = ended.closed_on.reindex(known).set_axis(known.index)
    before = concerned.declared_on.reindex(known.index) <= closed_on
    if flags is not None:
        later = concerned.loc[known.index[~before], ["declaration_id"]].assign(
            cleared_id=known[~before].map(ended.declaration_id).astype("str")
        )
        missing = concerned.unexplained_low_vnd.reindex(known.index) > 0
        before = before | (nothing_new(later, flags).reindex(known.index, fill_value=False) & ~missing)
    return before.reindex(scores.index, fill_value=False).astype(bool)


def nothing_new(pairs: pd.DataFrame, flags: pd.DataFrame) -> pd.Series:
    """True where every finding of `declaration_id` stood already on `cleared_id`, or where it has none."""
    told = flags[flags.judgement.isin(MATTERS)]
    findings = told[["declaration_id", "indicator", "amount_vnd"]].drop_duplicates()
    now = pairs.reset_index(names="place").merge(findings, on="declaration_id")
    then = findings.rename(columns={"declaration_id": "cleared_id"})
    both = now.merge(then.assign(known=True), on=["cleared_id", "indicator", "amount_vnd"], how="left")
    new = set(both.place[both.known.isna()])
    return pd.Series(~pairs.index.isin(new), index=pairs.index, dtype=bool)
