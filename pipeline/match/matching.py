"""The same item in two declarations: from the lists of each pair to one row an item followed."""

import pandas as pd

from pipeline.match.causes import with_causes
from pipeline.match.circumstances import with_comparisons, with_others, with_surroundings
from pipeline.match.following import follow
from pipeline.match.heard import topic_keys, with_words
from pipeline.match.household import household_changes
from pipeline.match.lines import compared_pairs, lines_of
from pipeline.match.places import code_of_today
from pipeline.match.result import item_changes
from pipeline.match.spoken import spoken
from pipeline.match.states import kept, measured, with_states
from pipeline.match.unchanged import unchanged
from pipeline.model.vocabulary import STATES
from pipeline.params import Parameters


def match_items(
    pairs: pd.DataFrame,
    assets: pd.DataFrame,
    family: pd.DataFrame,
    movements: pd.DataFrame,
    explained: pd.DataFrame,
    commune_changes: pd.DataFrame,
    parameters: Parameters,
) -> pd.DataFrame:
    """One row an asset item followed from one declaration to the next (ITEM_CHANGES), for one partition of officials.

    Items are compared between a declaration and its baseline, the last list of assets before it. Numbers of
    registers come first, then all that describes a thing, weighed; the assignment within a household and section is
    one-to-one and the best of all. Money without an account number is compared as sums by kind and currency.
    """
    compared = compared_pairs(pairs)
    lines = lines_of(assets, compared, commune_changes)
    same = unchanged(assets, lines)
    rows = measured(follow(assets, compared, lines, same, parameters), assets, lines, parameters)
    rows = with_words(rows, assets, spoken(pairs, compared, movements, explained, topic_keys(rows)), parameters)
    household = household_changes(compared, family, rows.pair[with_others(rows)].to_numpy(), parameters)
    rows = with_surroundings(rows, assets, lines, compared, household)
    rows = with_comparisons(with_states(rows, parameters), assets, lines)
    rows = with_causes(rows, parameters)
    rows = rows.assign(state=rows.state.map(STATES.index).astype("int64"))
    rows = pd.concat([rows, kept(same, assets, lines)], ignore_index=True)
    return item_changes(rows, assets, lines, compared, code_of_today(assets.commune_code, commune_changes))
