"""The order of the list: three judgements side by side and the one function that joins them.

Evidence is a number from 0 to 1. Pieces of evidence of one judgement join as independent doubts do:
the doubt left is the product of the doubts left by each, so one strong piece or several weak ones count,
and nothing ever exceeds 1. docs/method.md says the same in an analyst's words.
"""

import numpy as np
import pandas as pd

from pipeline.model import SCORES
from pipeline.params import Parameters

JOINED = ("enrichment", "interest")


def scored(
    positions: pd.DataFrame, flags: pd.DataFrame, hypotheses: pd.DataFrame, forest: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """SCORES: one row is a pair of consecutive declarations, ordered by declarant and date."""
    shares = common_findings(flags, hypotheses, len(positions), parameters)
    return scored_from(positions, evidence_by_judgement(flags, hypotheses, shares, parameters), forest, parameters)


def scored_from(
    positions: pd.DataFrame, weighed: pd.DataFrame, forest: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """The same from the evidence of each declaration (`evidence_by_judgement`)."""
    pairs = positions[positions.previous_declaration_id.notna()].set_index("declaration_id", drop=False)
    evidence = weighed.reindex(pairs.index).fillna(0.0)
    unusual = forest.reindex(pairs.index)
    frame = pairs.assign(**{name: unusual[name] for name in unusual.columns})
    frame["anomaly_score"] = unusual.anomaly_score.fillna(0.0)
    frame["error_score"], frame["amount_error"] = evidence["error"], evidence["error_of_amounts"]
    frame["enrichment_part"] = 1 - (1 - evidence["enrichment"]) * (1 - balance_evidence(pairs, parameters))
    frame["interest_part"] = evidence["interest"]
    frame["anomaly_part"] = parameters.number("anomaly_weight") * frame.anomaly_score**2
    frame["priority"] = priority(frame, parameters)
    return ranked(SCORES.conform(frame.reset_index(drop=True)))


def priority(parts: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """0 to 1: the evidence of enrichment, interest and unusual movement, less what looks like an error of amounts.

    A wrong birth date or certificate number is an error too, and says nothing about the money.
    """
    doubt = (1 - parts.enrichment_part) * (1 - parts.interest_part) * (1 - parts.anomaly_part)
    return (1 - doubt) * (1 - parameters.number("error_discount") * parts.amount_error)


def balance_evidence(pairs: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """0 to 1: one half at `balance_half_vnd` of unexplained wealth (favourable end), nearing 1 above."""
    unexplained = pairs.unexplained_low_vnd.fillna(0.0)
    return 1 - 0.5 ** (unexplained / parameters.number("balance_half_vnd"))


def common_findings(
    flags: pd.DataFrame, hypotheses: pd.DataFrame, declarations: int, parameters: Parameters
) -> pd.DataFrame:
    """One row a kind of finding (indicator and category of the item, "" for none): the share of all declarations
    that have it and no innocent reason that holds, less a few of them (`few_findings`): in a small office two or
    three alike are not many.
    """
    held = hypotheses.loc[hypotheses.verdict == "supports", ["declaration_id", "indicator"]]
    explained = (flags.declaration_id + "\0" + flags.indicator).isin(held.declaration_id + "\0" + held.indicator)
    kinds = flags[["declaration_id", "indicator"]].assign(category=flags.category.fillna(""))[~explained]
    counts = kinds.drop_duplicates().groupby(["indicator", "category"]).size()
    beyond = (counts - parameters.number("few_findings")).clip(lower=0)
    return (beyond / max(declarations, 1)).rename("share").reset_index()


def evidence_by_judgement(
    flags: pd.DataFrame, hypotheses: pd.DataFrame, shares: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """One row a declaration, one column a judgement: its flags joined, each indicator counted once.

    `error_of_amounts` is the part of the errors that concern a sum. shares: `common_findings` of everybody.
    """
    counted = flags[~flags.suspended.fillna(False).astype(bool)]
    weighed = counted.assign(doubt=1 - flag_evidence(counted, hypotheses, shares, parameters))
    amounts = weighed[weighed.judgement.eq("error") & weighed.amount_vnd.notna()]
    weighed = pd.concat([weighed, amounts.assign(judgement="error_of_amounts")])
    once = weighed.groupby(["declaration_id", "judgement", "indicator"], as_index=False).doubt.min()
    doubt = np.exp(np.log(once.doubt.clip(lower=1e-12)).groupby([once.declaration_id, once.judgement]).sum())
    table = (1 - doubt).unstack("judgement") if len(once) else pd.DataFrame(index=pd.Index([], dtype="str"))
    return table.reindex(columns=["error", "error_of_amounts", *JOINED, "process", "context"]).fillna(0.0)


def flag_evidence(
    flags: pd.DataFrame, hypotheses: pd.DataFrame, shares: pd.DataFrame, parameters: Parameters
) -> pd.Series:
    """0 to 1 for each flag: by its severity, rarity and amount, less where the data support an innocent reason."""
    error = flags.judgement.eq("error")
    weight = _weights("evidence", flags, parameters) * rarity(flags, shares, parameters)
    weight = weight.where(~error, _weights("error", flags, parameters))
    weight *= _size(flags, parameters)
    supported = _supported(flags, hypotheses) & ~error
    return weight.where(~supported, weight * parameters.number("supported_reason_share"))


def _weights(kind: str, flags: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """The weight of each flag's severity, as evidence or as a sign of error."""
    weights = {level: parameters.number(f"{kind}_of_severity_{level}") for level in (1, 2, 3, 4)}
    return flags.severity.clip(1, 4).map(weights).astype("float64")


def rarity(flags: pd.DataFrame, shares: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """1 for a kind of finding that hardly another declaration has, less in proportion as more have it.

    What many declarations show cannot tell who of them belongs among the few whom the staff can look at.
    """
    rare = parameters.number("rare_finding_share")
    share = shares.set_index(["indicator", "category"])["share"]
    kinds = pd.MultiIndex.from_arrays([flags.indicator, flags.category.fillna("")])
    return rare / pd.Series(share.reindex(kinds).fillna(0.0).to_numpy(), index=flags.index).clip(lower=rare)


def _size(flags: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """0 to 1 for a finding on wealth, by the amount concerned: three quarters at `balance_half_vnd`; else 1."""
    part = 1 - 0.25 ** (flags.amount_vnd.abs() / parameters.number("balance_half_vnd"))
    return part.where(flags.judgement.eq("enrichment") & flags.amount_vnd.notna(), 1.0)


def _supported(flags: pd.DataFrame, hypotheses: pd.DataFrame) -> pd.Series:
    """True where a reason named by the flag holds on the same declaration and item."""
    held = hypotheses[hypotheses.verdict == "supports"]
    keys = held.declaration_id + "\0" + held.indicator + "\0" + held.item_no.fillna("")
    item = flags.item_no.fillna(flags.previous_item_no).fillna("")
    return (flags.declaration_id + "\0" + flags.indicator + "\0" + item).isin(keys)


def ranked(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores with `rank` (1 is first; ties by amount, then id), in the order of declarants and dates."""
    order = scores.sort_values(
        ["priority", "unexplained_low_vnd", "anomaly_score", "declaration_id"],
        ascending=[False, False, False, True],
        na_position="last",
    ).index
    placed = pd.Series(np.arange(1, len(scores) + 1, dtype="float64"), index=order)
    frame = scores.assign(rank=placed)
    return frame.sort_values(["declarant_id", "declared_on", "declaration_id"], ignore_index=True)
