"""What section III says of each category between two lists: signs, amounts, words and sources."""

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from pipeline.match.codes import place_in, text_codes
from pipeline.match.lines import number_in
from pipeline.model.vocabulary import MOVEMENT_CATEGORIES
from pipeline.text import arrow_text, folded, nfc

# Row 3.1 of section III speaks of perennial trees and production forest together.
TOPIC = {name: name for name in MOVEMENT_CATEGORIES} | {"production_forest": "perennial_trees"}
TOPICS = tuple(dict.fromkeys(TOPIC.values()))
# Words of an explanation, with and without diacritics. `cho`, `tang` and `ban` alone are too many words without them.
WORDS = {
    "sale": (
        r"\bbán\b|chuyển nhượng|thanh lý",
        r"\b(?:da|so|tien|hop dong) ban\b|\bban (?:dat|nha|xe|lai|bot|thua|vang|o to)\b|chuyen nhuong|thanh ly",
    ),
    "gift": (
        r"\btặng\b|\bbiếu\b|được cho\b|(?:bố|cha|mẹ) cho\b|\bcho (?:con|em|anh|chị|cháu)\b",
        r"tang cho|cho tang|duoc tang|duoc cho\b|(?:cha|bo|me) cho\b",
    ),
    "inheritance": (r"thừa kế|thừa hưởng|di chúc", r"thua ke|thua huong|di chuc"),
    "purchase": (r"\bmua\b|nhận chuyển nhượng|xây dựng|xây mới", r"\bmua\b|nhan chuyen nhuong|xay dung|xay moi"),
}  # fmt: skip
CAUSE_OF_SOURCE = {"asset_sale": "sale", "gift": "gift", "inheritance": "inheritance"}


def spoken(
    pairs: pd.DataFrame, compared: pd.DataFrame, movements: pd.DataFrame, explained: pd.DataFrame, wanted: np.ndarray
) -> pd.DataFrame:
    """One row a wanted pair and topic of section III.

    Columns: key, movement_vnd, plus, minus, unsigned (true or false), explanation, and says_<cause> for each cause.

    All declarations after the list before, up to the one with the list after, are heard: a supplement without a list
    says what changed, and the yearly declaration after it has the result. A line said twice counts once.
    """
    lines = _lines(movements, pairs, compared, wanted)
    amount = lines.value_change_vnd.fillna(0.0)
    sign = np.sign(amount.where(amount != 0, lines.quantity_change).fillna(0.0))
    said = _said(lines.explanation)
    rows = lines[["key"]].assign(plus=sign > 0, minus=sign < 0, unsigned=sign == 0, **said)
    flags = rows.groupby("key").max()
    flags["movement_vnd"] = lines.groupby("key").value_change_vnd.sum(min_count=1)
    flags["explanation"] = _joined_words(lines)
    return _with_sources(flags, _sources(explained, pairs, compared)).reset_index()


def keys(pair: np.ndarray, topic: np.ndarray) -> np.ndarray:
    """One number for a pair and a topic."""
    return np.asarray(pair * len(TOPICS) + topic)


def topics(categories: pd.Series) -> np.ndarray:
    """The topic of section III for each category, as a position in TOPICS."""
    codes, names = text_codes(categories)
    numbers = np.array([TOPICS.index(TOPIC[name]) for name in names], dtype="int64")
    return np.asarray(numbers[codes])


def _pair_numbers(declaration_id: pd.Series, pairs: pd.DataFrame, compared: pd.DataFrame) -> np.ndarray:
    """The pair that a declaration speaks about: the one from the list before it to the next list."""
    baseline = number_in(arrow_text(pairs.baseline_declaration_id), compared.baseline_declaration_id)
    place = number_in(arrow_text(declaration_id), pairs.declaration_id)
    return np.asarray(np.where(place >= 0, baseline[place], -1))


def _lines(movements: pd.DataFrame, pairs: pd.DataFrame, compared: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    key = keys(_pair_numbers(movements.declaration_id, pairs, compared), topics(movements.category))
    lines = movements[["category", "quantity_change", "value_change_vnd", "explanation"]].assign(key=key)
    lines = lines[np.isin(key, wanted)]
    order = ["key", "value_change_vnd", "quantity_change", "explanation"]
    return lines.sort_values(order, ignore_index=True).drop_duplicates(["key", "value_change_vnd", "quantity_change"])


def _said(explanation: pd.Series) -> dict[str, np.ndarray]:
    """Whether the words name a cause; words without diacritics are read in their own spelling."""
    codes, distinct = text_codes(explanation)
    texts = pd.Series(distinct, dtype="str")
    written = arrow_text(nfc(texts).str.lower())
    bare = arrow_text(folded(texts))
    plain = pc.equal(bare, pc.utf8_trim_whitespace(pc.replace_substring_regex(written, r"[^\p{L}\p{N}]+", " ")))
    said = {}
    for cause, (marked, unmarked) in WORDS.items():
        without = pc.and_(plain, pc.match_substring_regex(bare, unmarked))
        named = pc.fill_null(pc.or_kleene(pc.match_substring_regex(written, marked), without), False)
        said[f"says_{cause}"] = np.append(named.to_numpy(zero_copy_only=False), False)[codes]
    return said


def _joined_words(lines: pd.DataFrame) -> pd.Series:
    """The words on each topic, joined where there are several lines."""
    told = lines[lines.explanation.notna()].drop_duplicates(["key", "explanation"])
    several = told.duplicated("key", keep=False)
    single: pd.Series = told[~several].set_index("key").explanation
    joined: pd.Series = told[several].groupby("key").explanation.agg("; ".join)
    words: pd.Series = pd.concat([single, joined])
    return words


def _sources(explained: pd.DataFrame, pairs: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Causes that were read out of the words elsewhere: key and cause."""
    cause = explained.source.map(CAUSE_OF_SOURCE)
    rows = explained[explained.category.notna() & cause.notna()]
    pair = _pair_numbers(rows.declaration_id, pairs, compared)
    sources = pd.DataFrame({"key": keys(pair, topics(rows.category)), "cause": cause[rows.index].to_numpy()})
    return sources[pair >= 0]


def _with_sources(flags: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The flags with the causes read elsewhere. A sale or gift named as the source of a purchase is not its cause."""
    for cause in ("gift", "inheritance"):
        heard = flags.index.isin(sources.key[sources.cause == cause])
        flags[f"says_{cause}"] = flags[f"says_{cause}"] | heard
    return flags


def heard(said: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    """What is said under each of these keys, row by row; nothing is said where nothing is."""
    place = place_in(said.key.to_numpy(dtype="int64"), wanted)
    silent = place < 0
    columns = {}
    for name, values in said.drop(columns="key").items():
        if pd.api.types.is_bool_dtype(values):
            columns[name] = np.where(silent, False, np.append(values.to_numpy(dtype=bool), False)[place])
        else:
            columns[name] = values.array.take(place, allow_fill=True)
    return pd.DataFrame(columns)
