"""Sentences of a dossier: the headline, what is known at a glance, the questions to ask."""

import json
from typing import Any

import pandas as pd

from pipeline.exports.words import between, item_name, readable, term
from pipeline.texts import Catalogue

MOST_QUESTIONS = 12
MOST_DRIVERS = 6


def headline(position: pd.Series | None, flags: pd.DataFrame, say: Catalogue) -> str:
    """The case in one sentence, without a verdict."""
    if position is None:
        return say("dossier.headline.bare")
    words = {"kind": term(say, "kind", position["kind"]), "day": say.day(position["declared_on"])}
    low, high = position["unexplained_low_vnd"], position["unexplained_high_vnd"]
    if low > 0:
        amounts = {"amounts": between(low, high, say), "days": say.number(position["days"])}
        return say("dossier.headline.unexplained", **words, **amounts)
    name = "explained" if low == 0 else "plain"
    return say(f"dossier.headline.{name}", **words, count=max(flags["indicator"].nunique(), 1))


def facts(
    case: pd.Series, position: pd.Series | None, name: str, score: pd.Series | None, say: Catalogue
) -> dict[str, str]:
    """Label to text, in the order of the page; unknown ones are left out."""
    known: dict[str, Any] = {"declarant": f"{name} ({case['declarant_id']})" if name else case["declarant_id"]}
    if position is not None:
        known["position"] = position["position"]
        known["unit"] = position["unit_name"] if pd.notna(position["unit_name"]) else position["unit_code"]
        known["control_body"] = position["control_body"]
        known["compared"] = compared(position, say)
        known["household"] = say.number(position["household_size"]) if pd.notna(position["household_size"]) else None
        known["unexplained"] = between(position["unexplained_low_vnd"], position["unexplained_high_vnd"], say)
    known["anomaly_score"] = say.number(case["anomaly_score"], 2) if pd.notna(case["anomaly_score"]) else None
    if score is not None:
        known["error_score"] = say.number(score["error_score"], 2)
    known["ground"] = case["legal_ground"]
    return {say(f"dossier.fact.{key}"): str(value) for key, value in known.items() if pd.notna(value)}


def compared(position: pd.Series, say: Catalogue) -> str:
    """Which two declarations stand beside each other."""
    words = {
        "kind": term(say, "kind", position["kind"]),
        "day": say.day(position["declared_on"]),
        "id": position["declaration_id"],
    }
    if pd.isna(position["baseline_declaration_id"]):
        return say("dossier.fact.alone_value", **words)
    before = {"before_day": say.day(position["baseline_declared_on"]), "before_id": position["baseline_declaration_id"]}
    return say("dossier.fact.compared_value", **words, **before, days=say.number(position["days"]))


def questions(position: pd.Series | None, items: pd.DataFrame, explained: pd.DataFrame, say: Catalogue) -> list[str]:
    """What to ask, the largest amounts first, each once."""
    asked = []
    if position is not None and position["unexplained_low_vnd"] > 0:
        asked.append(say("dossier.question.unexplained", low=readable(position["unexplained_low_vnd"], say)))
    size = items["value_change_vnd"].abs().fillna(0)
    moved = items.assign(size=size).sort_values(["size", "category", "item_no"], ascending=[False, True, True])
    asked += [_of_item(item, say) for _, item in moved.iterrows()]
    sources = explained[explained["source"].isin(["loan", "gift", "inheritance"]) & (explained["direction"] == "in")]
    named = sources.sort_values(["amount_vnd", "source"], ascending=[False, True], na_position="last")
    asked += [
        say(f"dossier.question.{row['source']}", amount=readable(row["amount_vnd"], say)) for _, row in named.iterrows()
    ]
    return list(dict.fromkeys(question for question in asked if question))[:MOST_QUESTIONS]


def _of_item(item: pd.Series, say: Catalogue) -> str:
    """The question that an item raises; none for what is kept and known, or explained by the law."""
    name, state = item_name(item, say), item["state"]
    if item["cause"] in ("threshold_raised", "child_turned_18", "place_renamed"):
        return ""
    if state in ("new", "gone"):
        value = item["value_after_vnd"] if state == "new" else item["value_before_vnd"]
        return say(f"dossier.question.{state}", item=name, value=readable(value, say))
    if state == "returned":
        return say("dossier.question.returned", item=name)
    if state == "revalued":
        before, after = readable(item["value_before_vnd"], say), readable(item["value_after_vnd"], say)
        return say("dossier.question.revalued", item=name, before=before, after=after)
    if state == "changed" and item["value_change_vnd"] > 0:
        before, after = readable(item["value_before_vnd"], say), readable(item["value_after_vnd"], say)
        return say("dossier.question.risen", item=name, before=before, after=after)
    unknown = pd.notna(item["item_no"]) and pd.isna(item["value_after_vnd"])
    return say("dossier.question.unknown_value", item=name) if unknown else ""


def drivers(score: pd.Series | None, say: Catalogue) -> list[dict[str, str]]:
    """What made the comparison unusual: name, sentence and share of each feature, the largest first."""
    if score is None or pd.isna(score["drivers"]):
        return []
    told = json.loads(score["drivers"])
    if isinstance(told, dict):
        told = [{"feature": name, "share": share} for name, share in told.items()]
    ordered = sorted(told, key=lambda driver: (-driver["share"], driver["feature"]))[:MOST_DRIVERS]
    return [_driver(driver["feature"], driver["share"], say) for driver in ordered]


def _driver(feature: str, share: float, say: Catalogue) -> dict[str, str]:
    name, sentence = f"feature.{feature}.name", f"feature.{feature}.sentence"
    return {
        "words": say("dossier.driver", feature=say(name) if name in say else feature, share=say.share(share)),
        "sentence": say(sentence) if sentence in say else "",
    }
