"""What is common in a unit: clusters of findings (PR08), and findings that the unit's form explains.

Both need the flags of all partitions.
"""

import numpy as np
import pandas as pd
from scipy.stats import binom

from pipeline.model import HYPOTHESES
from pipeline.params import Parameters
from pipeline.rules.join import beside
from pipeline.rules.sentences import filled
from pipeline.texts import catalogue


def unit_clusters(flags: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """One row a unit and judgement: declarations, flagged ones, the share elsewhere, and the chance of as many.

    The chance is the upper tail of a binomial distribution with the share of all other units; below one in a
    hundred the unit's form and instructions are looked at first. It needs the flags of all partitions.
    """
    known = positions[["declaration_id", "unit_code", "unit_name"]]
    own = flags[["declaration_id", "judgement"]].drop_duplicates().merge(known, on="declaration_id", validate="m:1")
    sizes = known.groupby("unit_code").agg(unit_name=("unit_name", "last"), declarations=("declaration_id", "size"))
    counts = own.groupby(["unit_code", "judgement"])["declaration_id"].size().rename("flagged").reset_index()
    units = counts.merge(sizes.reset_index(), on="unit_code", validate="m:1")
    total = units.groupby("judgement")["flagged"].transform("sum") - units["flagged"]
    elsewhere = (total / (len(known) - units["declarations"]).clip(lower=1)).clip(1e-9, 1.0)
    chance = binom.sf(units["flagged"] - 1, units["declarations"], elsewhere)
    found = units.assign(share_elsewhere=elsewhere, chance=np.asarray(chance))
    return found.sort_values(["chance", "unit_code", "judgement"], ignore_index=True)


def clustered(
    clusters: pd.DataFrame, flags: pd.DataFrame, positions: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """The frame of PR08: one row a declaration and judgement with a finding, beside those of its unit.

    Context is no finding, and a unit of few declarations says nothing: both are left out.
    """
    enough = clusters[clusters["declarations"] >= parameters.number("unit_declarations_min")].rename(
        columns={
            "judgement": "found_judgement",
            "flagged": "flagged_count",
            "declarations": "declarations_count",
            "share_elsewhere": "elsewhere_share",
        }
    )
    own = flags.loc[~flags["judgement"].eq("context"), ["declaration_id", "declarant_id", "judgement"]]
    own = own.drop_duplicates(["declaration_id", "judgement"]).rename(columns={"judgement": "found_judgement"})
    placed = beside(own, positions, ["declared_on", "unit_code"])
    joined = placed.merge(enough, on=["unit_code", "found_judgement"], validate="m:1")
    joined = joined.astype({"flagged_count": "float64", "declarations_count": "float64"})
    return joined.sort_values(["declaration_id", "found_judgement"], ignore_index=True)


def with_unit_templates(
    hypotheses: pd.DataFrame,
    flags: pd.DataFrame,
    positions: pd.DataFrame,
    parameters: Parameters,
    language: str = "vi",
) -> pd.DataFrame:
    """The hypotheses, those of the template judged by how common the finding is in the unit's declarations of the year.

    Common in half of them it supports the template; in fewer than a tenth it speaks against it where nothing else
    was known.
    """
    say = catalogue(language)
    own = hypotheses["reason_id"].eq("template")
    rows = hypotheses[own].assign(unit_flagged_share=_unit_share(hypotheses[own], flags, positions, parameters))
    common = rows["unit_flagged_share"] >= parameters.number("template_common_share")
    rare = (rows["unit_flagged_share"] < parameters.number("template_rare_share")) & rows["verdict"].eq("unknown")
    for mask, verdict, column, part in (
        (common, "supports", "evidence_for", "unit_for"),
        (rare, "against", "evidence_against", "unit_against"),
    ):
        rows.loc[mask, "verdict"] = verdict
        rows.loc[mask, column] = filled(say.messages[f"reason.template.{part}"], rows[mask], say)
    rows.loc[common, "evidence_against"] = None
    judged = pd.concat([hypotheses[~own], HYPOTHESES.conform(rows)])
    return judged.sort_index()


def _unit_share(rows: pd.DataFrame, flags: pd.DataFrame, positions: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """For each row the share of its unit's declarations of the year with the same finding."""
    year = positions["declared_on"].dt.year.astype("float64")
    units = positions[["declaration_id", "unit_code"]].assign(year=year)
    size = units.groupby(["unit_code", "year"])["declaration_id"].nunique()
    found = beside(flags[["declaration_id", "indicator"]].drop_duplicates(), units, ["unit_code", "year"])
    many = found.groupby(["unit_code", "year", "indicator"])["declaration_id"].nunique()
    wanted = beside(rows[["declaration_id", "indicator"]], units, ["unit_code", "year"])
    mine = many.reindex(pd.MultiIndex.from_frame(wanted[["unit_code", "year", "indicator"]])).to_numpy()
    all_of_unit = size.reindex(pd.MultiIndex.from_frame(wanted[["unit_code", "year"]])).to_numpy(dtype="float64")
    enough = all_of_unit >= parameters.number("unit_declarations_min")
    return pd.Series(np.where(enough, mine / all_of_unit, np.nan), index=rows.index)
