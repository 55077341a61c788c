"""Innocent reasons tested on the findings that name them, with evidence and the document that would settle each."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model import HYPOTHESES
from pipeline.params import Parameters
from pipeline.rules import innocent
from pipeline.rules.catalogue import RULES
from pipeline.rules.join import beside, looked_up
from pipeline.rules.reason import Reason
from pipeline.rules.sentences import filled
from pipeline.texts import Catalogue

Frames = Mapping[str, pd.DataFrame]
REASONS: dict[str, Reason] = {value.id: value for value in vars(innocent).values() if isinstance(value, Reason)}
ITEM_KEYS = ["declaration_id", "category", "previous_item_no", "item_no"]
OWN = [*ITEM_KEYS, "declarant_id", "indicator", "amount_vnd", "observed"]


def hypotheses(flags: pd.DataFrame, frames: Frames, parameters: Parameters, say: Catalogue) -> pd.DataFrame:
    """HYPOTHESES: one row a finding and a reason that its rule names, with what the data say."""
    named = pd.DataFrame(
        [(rule.id, reason) for rule in RULES.values() for reason in rule.reasons], columns=["indicator", "reason_id"]
    )
    context = contexts(flags, frames, parameters)
    tested = [_tested(reason, context, named, say) for reason in REASONS.values()]
    held = [frame for frame in tested if len(frame)]
    if not held:
        return HYPOTHESES.empty()
    keys = ["declarant_id", "declaration_id", "indicator", "item_no", "reason_id"]
    return HYPOTHESES.conform(pd.concat(held).drop_duplicates(keys)).sort_values(keys, ignore_index=True)


def _tested(reason: Reason, context: pd.DataFrame, named: pd.DataFrame, say: Catalogue) -> pd.DataFrame:
    """The rows of one reason: for and against are told side by side, and both together leave it open."""
    rules = named.loc[named["reason_id"] == reason.id, "indicator"]
    rows = context[context["indicator"].isin(rules)]
    if rows.empty:
        return rows
    supports, against = (mask.fillna(False).astype(bool) for mask in reason.test(rows))
    verdict = np.select([supports & ~against, against & ~supports], ["supports", "against"], "unknown")
    return rows[["declaration_id", "declarant_id", "indicator"]].assign(
        item_no=rows["item_no"].fillna(rows["previous_item_no"]),
        reason_id=reason.id,
        verdict=verdict,
        evidence_for=_said(f"reason.{reason.id}.for", rows, supports, say),
        evidence_against=_said(f"reason.{reason.id}.against", rows, against, say),
        document=say(f"reason.{reason.id}.document"),
    )


def _said(sentence: str, rows: pd.DataFrame, mask: pd.Series, say: Catalogue) -> pd.Series:
    said = np.full(len(rows), None, dtype=object)
    said[mask.to_numpy()] = filled(say.messages[sentence], rows[mask], say)
    return pd.Series(said, index=rows.index, dtype="str")


def contexts(flags: pd.DataFrame, frames: Frames, parameters: Parameters) -> pd.DataFrame:
    """The findings with what reasons look at: the position, the item, the family and the unit beside each."""
    flags = flags[[name for name in OWN if name in flags]].reset_index(drop=True)
    positions = frames["positions"]
    columns = [name for name in positions.columns if name not in flags.columns]
    context = _with_item(beside(flags, positions, columns), frames["item_changes"])
    baseline = context["baseline_declared_on"]
    context["item_threshold_vnd"] = parameters.in_force("item_threshold_vnd", context["declared_on"])
    context["threshold_before_vnd"] = parameters.in_force("item_threshold_vnd", baseline)
    context["retirement_age_years"] = parameters.in_force("retirement_age_years", context["declared_on"])
    context["age_years"] = (context["declared_on"] - context["birth_date"]).dt.days / 365.25
    context["grown_children_count"] = _grown_children(context, frames["family"], parameters)
    context["supplied_later_count"] = _supplied_later(context, frames["item_changes"])
    return context


def _with_item(context: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The context with the followed item of each finding, and new items of the same kind beside a gone one."""
    concerned = items[items["declaration_id"].isin(context["declaration_id"])]
    new = concerned[concerned["state"] == "new"]
    area = new.groupby(["declaration_id", "category"])["area_after_m2"].sum().rename("new_plots_area_m2")
    own = [name for name in items.columns if name in ITEM_KEYS or name not in context.columns]
    after = concerned[own].drop_duplicates(ITEM_KEYS)
    context = context.merge(after, how="left", on=ITEM_KEYS, validate="m:1")
    context = context.merge(area.reset_index(), how="left", on=["declaration_id", "category"], validate="m:1")
    same = (context["new_plots_area_m2"] / context["area_before_m2"] - 1).abs() <= 0.02
    gone = context["state"].eq("gone")
    return context.assign(
        new_plots_area_m2=context["new_plots_area_m2"].fillna(0).where(gone),
        twin_item_count=same.astype("float64").where(gone & context["area_before_m2"].notna()),
    )


def _grown_children(context: pd.DataFrame, family: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """Children named in the baseline who came of age by the day of the declaration."""
    children = family[family["relation"] == "minor_child"]
    born = children.groupby("declaration_id")["birth_date"].min()
    birth = looked_up(context["baseline_declaration_id"], born)
    came_of_age = birth + pd.DateOffset(years=int(parameters.number("minor_age_years")))
    return (came_of_age <= context["declared_on"]).astype("float64").where(came_of_age.notna(), 0.0)


def _supplied_later(context: pd.DataFrame, items: pd.DataFrame) -> pd.Series:
    """Items of the category and value that came back with a later supplement of the same official."""
    back = items[items["state"].isin(["returned", "new"]) & items["kind"].eq("SUPPLEMENT")]
    keys = ["declarant_id", "category", "value_vnd"]
    back = back.rename(columns={"value_after_vnd": "value_vnd"})[[*keys, "declared_on"]].rename(
        columns={"declared_on": "back_on"}
    )
    gone = context[["declarant_id", "category", "value_before_vnd", "declared_on"]].reset_index()
    joined = gone.rename(columns={"value_before_vnd": "value_vnd"}).dropna(subset=["value_vnd"]).merge(back, on=keys)
    later = joined[joined["back_on"] > joined["declared_on"]].groupby("index").size()
    return later.reindex(context.index).astype("float64").fillna(0.0).where(context["value_before_vnd"].notna())
