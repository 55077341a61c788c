"""What the forest says about a case, in words."""

import json

import pandas as pd

from pipeline.texts import Catalogue

# Between these shares of re-runs it is not settled whether a row belongs to the most unusual.
UNDECIDED = (0.1, 0.9)


def words(score: pd.Series, change: pd.Series, say: Catalogue) -> list[str]:
    """Sentences on one comparison: in which way it is unusual, how sure that is, what would take it off the list,
    and what could not be computed. Empty where it is not among the most unusual and nothing is missing.

    score: its row of the scores; change: its row of `counterfactuals`.
    """
    return [*_channels(change, say), *_certainty(score, change, say), *_change(change, say), *_missing(score, say)]


def _channels(change: pd.Series, say: Catalogue) -> list[str]:
    found = [say(f"feature.channel.{name}") for name in ("broadly", "extreme") if change[name]]
    return [say("feature.channels", channels="; ".join(found))] if found else []


def _certainty(score: pd.Series, change: pd.Series, say: Catalogue) -> list[str]:
    if not change["broadly"] and not change["extreme"]:
        return []
    stays = [say("feature.stays", share=say.share(score["stays_share"]))]
    return [*stays, say("feature.undecided")] if UNDECIDED[0] < score["stays_share"] < UNDECIDED[1] else stays


def _change(change: pd.Series, say: Catalogue) -> list[str]:
    if not change["broadly"] and not change["extreme"]:
        return []
    if not change["off"]:
        return [say("feature.counterfactual_none")]
    names = [f"“{say(f'feature.{name}.name')}”" for name in json.loads(change["features"])]
    return [say("feature.counterfactual", names=", ".join(names))]


def _missing(score: pd.Series, say: Catalogue) -> list[str]:
    count = int(score["missing_cells"])
    return [say("feature.missing", count=count)] if count else []
