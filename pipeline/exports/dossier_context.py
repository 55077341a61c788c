"""What a dossier is made of: the rows of one person, and the run that they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import pandas as pd

from pipeline import privacy
from pipeline.exports.facts import RunFacts
from pipeline.model import (
    DECLARATIONS,
    EXPLAINED,
    FAMILY,
    FLAGS,
    HYPOTHESES,
    ITEM_CHANGES,
    MOVEMENTS,
    POSITIONS,
    SCORES,
)
from pipeline.model.registered import REGISTER
from pipeline.model.registers import VERIFICATIONS


def no_peers() -> pd.DataFrame:
    return pd.DataFrame({"value": pd.Series(dtype="float64")})


def no_words() -> pd.DataFrame:
    return pd.DataFrame({"declaration_id": pd.Series(dtype="str"), "sentence": pd.Series(dtype="str")})


@dataclass(frozen=True)
class DossierContext:
    """Tables of the model with the rows of one official, all years; each may be empty.

    unusual: columns `declaration_id`, `sentence`: what the forest says of a comparison, in words.

    peers: column `value`, one row a comparison of the peer group: uses less sources, low estimate, in dong.
    """

    positions: pd.DataFrame = field(default_factory=POSITIONS.empty)
    item_changes: pd.DataFrame = field(default_factory=ITEM_CHANGES.empty)
    flags: pd.DataFrame = field(default_factory=FLAGS.empty)
    hypotheses: pd.DataFrame = field(default_factory=HYPOTHESES.empty)
    explained: pd.DataFrame = field(default_factory=EXPLAINED.empty)
    movements: pd.DataFrame = field(default_factory=MOVEMENTS.empty)
    scores: pd.DataFrame = field(default_factory=SCORES.empty)
    declarations: pd.DataFrame = field(default_factory=DECLARATIONS.empty)
    family: pd.DataFrame = field(default_factory=FAMILY.empty)
    verifications: pd.DataFrame = field(default_factory=VERIFICATIONS.empty)
    register: pd.DataFrame = field(default_factory=REGISTER.empty)
    unusual: pd.DataFrame = field(default_factory=no_words)
    peers: pd.DataFrame = field(default_factory=no_peers)
    facts: RunFacts = field(default_factory=RunFacts)


def context_of(
    case: pd.Series, tables: Mapping[str, pd.DataFrame], peers: pd.DataFrame, facts: RunFacts
) -> DossierContext:
    """The context of a case out of tables that may hold many people."""
    names = {part.name for part in fields(DossierContext)} & set(tables)
    own = tables["positions"]
    ids = own.loc[own["declarant_id"] == case["declarant_id"], "declaration_id"]
    held = {name: _of_person(tables[name], case["declarant_id"], ids) for name in sorted(names - {"peers"})}
    return DossierContext(**held, peers=peers, facts=facts)


def peer_values(case: pd.Series, balances: pd.DataFrame) -> pd.DataFrame:
    """The peers' balances of a case: those of its cell and of the finer cells within it, not its own.

    balances: declaration_id, peer_cell, balance_low_vnd of every comparison.
    """
    own = balances["declaration_id"] == case["declaration_id"]
    if not own.any():
        return no_peers()
    cell = balances.loc[own, "peer_cell"].iloc[0]
    within = balances["peer_cell"].str.startswith(cell, na=False) & ~own
    return pd.DataFrame({"value": balances.loc[within, "balance_low_vnd"].dropna().reset_index(drop=True)})


def masked(context: DossierContext, profile: str) -> DossierContext:
    """The context as a profile shows it: the household's names go wherever a text mentions them."""
    names = privacy.household_names(context.family, context.declarations)
    kept = {part.name: getattr(context, part.name) for part in fields(context)}
    frames = {
        name: privacy.mask(value, profile, names) for name, value in kept.items() if isinstance(value, pd.DataFrame)
    }
    return DossierContext(**{**kept, **frames})


def _of_person(frame: pd.DataFrame, declarant_id: str, declaration_ids: pd.Series) -> pd.DataFrame:
    """The person's rows, by declarant where the table names one, else by declaration."""
    if "declarant_id" in frame:
        return frame[frame["declarant_id"] == declarant_id]
    return frame[frame["declaration_id"].isin(declaration_ids)]
