"""Which line of section III speaks of which item."""

import numpy as np
import pandas as pd

from pipeline.match.codes import place_in, text_codes
from pipeline.match.likeness import close
from pipeline.match.reasons import MONEY
from pipeline.match.spoken import WORDS, by_topic, keys, topics
from pipeline.model.vocabulary import CATEGORIES
from pipeline.params import Parameters
from pipeline.text import folded

TOPIC_OF_CATEGORY = topics(pd.Series(CATEGORIES))
SAYS = [f"says_{cause}" for cause in WORDS]
NAMED, EXACT, NEAR, ANY = 3, 2, 1, 0


def topic_keys(rows: pd.DataFrame) -> np.ndarray:
    """Under which key section III speaks of each row's category."""
    return keys(rows.pair.to_numpy(), TOPIC_OF_CATEGORY[rows.category])


def with_words(rows: pd.DataFrame, assets: pd.DataFrame, lines: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The rows with what section III says.

    movement_vnd, explanation: of the category; stated: it speaks of the category with a fitting sign; told: a line
    speaks of this item, by its name or amount or because no other line and item come into question; says_<cause>.
    """
    direction = _direction(rows)
    topic = _of_topic(by_topic(lines), topic_keys(rows)).set_axis(rows.index)
    fits = (topic.plus & (direction >= 0)) | (topic.minus & (direction <= 0))
    told = _told(rows, assets, lines, direction, parameters).reindex(rows.index)
    line = told.fillna(-1).astype("int64")
    return rows.assign(
        movement_vnd=topic.movement_vnd,
        explanation=topic.explanation,
        stated=fits | (topic.unsigned & topic.explanation.notna()),
        told=told.notna(),
        **{name: np.append(lines[name].to_numpy(dtype=bool), False)[line] for name in SAYS},
    )


def _direction(rows: pd.DataFrame) -> pd.Series:
    """1 for what came or grew, -1 for what left or shrank, 0 where nothing is known to have changed."""
    direction = (rows.value_after - rows.value_before).fillna(0.0)
    direction = direction.mask(rows.before < 0, 1.0).mask(rows.after < 0, -1.0)
    return pd.Series(np.sign(direction), index=rows.index)


def _of_topic(said: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    """What is said under each of these keys, row by row; nothing is said where nothing is."""
    place = place_in(said.key.to_numpy(dtype="int64"), wanted)
    columns = {}
    for name, values in said.drop(columns="key").items():
        if pd.api.types.is_bool_dtype(values):
            columns[name] = np.append(values.to_numpy(dtype=bool), False)[place]
        else:
            columns[name] = values.array.take(place, allow_fill=True)
    return pd.DataFrame(columns)


def _told(
    rows: pd.DataFrame, assets: pd.DataFrame, lines: pd.DataFrame, direction: pd.Series, parameters: Parameters
) -> pd.Series:
    """The position in `lines` of the line that speaks of each row; unknown where none does."""
    asked = pd.DataFrame({"row": rows.index, "key": topic_keys(rows), "way": direction})
    asked["amount"] = rows.value_after.fillna(0.0) - rows.value_before.fillna(0.0)
    asked["alone"] = (rows.before < 0) | (rows.after < 0)
    asked["item"] = np.maximum(rows.before, rows.after)
    # Money has no identity that a line could speak of.
    asked = asked[(direction != 0) & (rows.category != MONEY)]
    asked["rivals"] = asked[asked.alone].groupby(["key", "way"]).row.transform("size")
    heard = lines[["key", "amount", "sign"]].assign(line=np.arange(len(lines)))
    met = asked.merge(heard, on="key", suffixes=("", "_line"))
    met = met[(met.sign == met.way) | (met.sign == 0)]
    return _best(met.assign(fit=_fit(met, assets, lines, parameters)))


def _fit(met: pd.DataFrame, assets: pd.DataFrame, lines: pd.DataFrame, parameters: Parameters) -> np.ndarray:
    exact = close(met.amount, met.amount_line, parameters.number("match_tolerance_share"))
    near = close(met.amount, met.amount_line, parameters.number("match_stated_share"))
    names, text = text_codes(folded(assets["name"].iloc[met["item"].to_numpy()]))
    words, spoken = text_codes(folded(lines.explanation.iloc[met.line.to_numpy()]))
    # The last two words of a name are the make or issuer; a single word says too little.
    ends = [" ".join(name.split(" ")[-2:]) if " " in name else None for name in text]
    named = [
        name >= 0 and word >= 0 and ends[name] is not None and ends[name] in spoken[word]
        for name, word in zip(names, words, strict=True)
    ]
    return np.select([np.array(named, dtype=bool) & met.alone, exact, near], [NAMED, EXACT, NEAR], ANY)


def _best(met: pd.DataFrame) -> pd.Series:
    """The line of each row that fits best; any line where it is the only one for the only such item.

    A line that speaks of one item by name does not speak of another of the same amount.
    """
    of_row, best_of_line = met.groupby("row").line.transform("size"), met.groupby("line").fit.transform("max")
    only = met.alone & (met.rivals == 1) & (of_row == 1)
    held = met[((met.fit > ANY) | only) & ((met.fit == best_of_line) | (best_of_line < NAMED))]
    held = held.sort_values(["row", "fit", "line"], ascending=[True, False, True])
    return held.drop_duplicates("row").set_index("row").line
