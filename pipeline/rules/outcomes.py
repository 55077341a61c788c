"""The four outcomes of a rule, counted with their denominators."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.model import RULE_OUTCOMES
from pipeline.params import Parameters
from pipeline.rules.rule import Rule
from pipeline.texts import Catalogue

Frames = Mapping[str, pd.DataFrame]
# What a frame is made of, where its name says nothing to the reader.
SOURCES_OF = {"trades": "projects / contracts", "missing": "obliged"}


def numbered(frames: Frames) -> dict[str, pd.DataFrame]:
    """The frames with `declaration_no`: the place of each row's declaration in `declarations`, -1 for none."""
    everyone = pd.Index(frames["declarations"]["declaration_id"])
    return {
        name: frame.assign(declaration_no=everyone.get_indexer(frame["declaration_id"]))
        if "declaration_id" in frame
        else frame
        for name, frame in frames.items()
    }


def counted(
    rule: Rule, frames: Frames, parameters: Parameters, labels: list[tuple[str, str]], codes: np.ndarray
) -> pd.DataFrame:
    """RULE_OUTCOMES of one rule; a declaration counts once, under the first of its rows' labels.

    Not evaluated goes before clear: a declaration of which something could not be judged is not clear.
    """
    worst = np.full(len(frames["declarations"]) + 1, len(labels) - 1)
    worst[_exposed(rule, frames, parameters)] = labels.index(("clear", ""))
    inside = codes < len(labels) - 1
    np.minimum.at(worst, _places(frames, rule.over)[inside], codes[inside])
    rows = np.bincount(codes, minlength=len(labels))
    declarations = np.bincount(worst[:-1], minlength=len(labels))
    told = zip(labels, rows, declarations, strict=True)
    some = [(rule.id, *label, n, many) for label, n, many in told if n or many or label[0] == "clear"]
    return pd.DataFrame(some, columns=RULE_OUTCOMES.names)


def _places(frames: Frames, name: str) -> np.ndarray:
    """The place of each row's declaration in `declarations`."""
    held = frames[name] if "declaration_no" in frames[name] else numbered(frames)[name]
    return held["declaration_no"].to_numpy()


def _exposed(rule: Rule, frames: Frames, parameters: Parameters) -> np.ndarray:
    """The places of declarations that are looked at even where they have no row of the rule's frame."""
    if rule.exposed is None or "positions" not in frames:
        return np.array([], dtype="int64")
    positions = frames["positions"]
    held = positions[rule.exposed].fillna(False).to_numpy(dtype=bool)
    for name in rule.parameters:
        held &= parameters.in_force(name, positions["declared_on"]).notna().to_numpy()
    places: np.ndarray = _places(frames, "positions")[held]
    return places


def not_testable(rule: Rule, frames: Frames, absent: list[str], say: Catalogue) -> pd.DataFrame:
    """RULE_OUTCOMES where a register is missing: nobody was looked at."""
    why = say("rules.why.register", registers=", ".join(absent or [SOURCES_OF.get(rule.over, rule.over)]))
    row = {"indicator": rule.id, "outcome": "not_evaluated", "why": why, "rows": 0}
    return pd.DataFrame([{**row, "declarations": len(frames["declarations"])}])[RULE_OUTCOMES.names]
