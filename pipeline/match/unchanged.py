"""Lines that did not change: word for word the same, or the same in all figures and contradicted by nothing."""

import numpy as np
import pandas as pd

from pipeline.match.codes import cell_codes, codes_of, mixed, numbered, place_in, single
from pipeline.match.items import number_key
from pipeline.match.likeness import ISSUED, is_round
from pipeline.match.lines import Lines
from pipeline.match.reasons import ACCOUNTS, MONEY, REASONS

FIGURES = ("quantity", "area_m2", "value_vnd", "acquired_on", "foreign_amount")
WORDS = ("kind", "name", "holder", "address", "unit", "certificate_no", "registration_no", "country", "currency")
# How sure: the number of a register; all words, or place and area; other figures.
BY_NUMBER, BY_WORDS, BY_FIGURES = 1.0, 0.99, 0.97
Cells = dict[str, np.ndarray]


def unchanged(assets: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    """One row a line that did not change: pair, before, after (positions), reason (place in REASONS), confidence."""
    cells = _cells(assets)
    words = _agreements(*_word_for_word(cells, lines), assets, cells, lines)
    left = np.setdiff1d(np.flatnonzero(lines.before_pair >= 0), words.before, assume_unique=True)
    right = np.setdiff1d(np.flatnonzero(lines.after_pair >= 0), words.after, assume_unique=True)
    figures = _agreements(*_same_figures(cells, lines, left, right), assets, cells, lines)
    sure = figures[_uncontradicted(figures)]
    return pd.concat([_links(words, True, lines), _links(sure, False, lines)], ignore_index=True)


def _cells(assets: pd.DataFrame) -> Cells:
    """Every cell as a number: texts by code (-1 unknown), figures by their bits."""
    texts = {column: codes_of(assets[column]) for column in WORDS}
    return texts | {column: cell_codes(assets[column]) for column in FIGURES}


def _word_for_word(cells: Cells, lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Positions before and after of lines with the same words and figures (the naming of communes set aside)."""
    words = mixed(lines.category, lines.place, *(cells[column] for column in (*WORDS, *FIGURES)))
    before, after = np.flatnonzero(lines.before_pair >= 0), np.flatnonzero(lines.after_pair >= 0)
    keys_before = numbered(mixed(words[before], lines.before_pair[before]), lines.order[before])
    keys_after = numbered(mixed(words[after], lines.after_pair[after]), lines.order[after])
    found = place_in(keys_before, keys_after)
    return before[found[found >= 0]], after[found >= 0]


def _same_figures(cells: Cells, lines: Lines, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lines of one section with equal area, value and quantity, and no other such line on either side."""
    figures = mixed(lines.category, cells["area_m2"], cells["value_vnd"], cells["quantity"])
    left, before = _single(left, mixed(figures[left], lines.before_pair[left]))
    right, after = _single(right, mixed(figures[right], lines.after_pair[right]))
    found = place_in(before, after)
    return left[found[found >= 0]], right[found >= 0]


def _single(positions: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The positions whose key is theirs alone, and these keys."""
    alone = single(keys)
    return positions[alone], keys[alone]


def _agreements(
    before: np.ndarray, after: np.ndarray, assets: pd.DataFrame, cells: Cells, lines: Lines
) -> pd.DataFrame:
    """One row two lines: in what they agree (1), differ (-1) or are silent (0), and which figures are known."""
    day = np.where(assets.acquired_on.isna(), -1, cells["acquired_on"].view("int64"))
    rows = {"named": _agreement(cells["name"], before, after)}
    rows |= {name: _agreement(cells[name], before, after) for name in ("address", "holder")}
    rows |= {"place": _agreement(lines.place, before, after), "day": _agreement(day, before, after)}
    rows |= {name: _numbers(assets[name], cells[name], before, after) for name in ("certificate_no", "registration_no")}
    known = {name: ~np.isnan(assets[name].to_numpy()[after]) for name in ("area_m2", "value_vnd")}
    quantity, category = assets.quantity.iloc[after], lines.category[after]
    known |= {"several": (quantity.fillna(1.0) != 1.0).to_numpy(), "odd": (~is_round(quantity)).to_numpy()}
    return pd.DataFrame({"before": before, "after": after, "category": category, **rows, **known})


def _uncontradicted(rows: pd.DataFrame) -> pd.Series:
    """Something speaks for the link besides the value, and nothing against it."""
    against = (rows[["certificate_no", "registration_no", "holder", "place", "day"]] < 0).any(axis=1)
    against |= ISSUED[rows.category] & (rows.named < 0) & ~rows.odd
    registered = (rows.certificate_no > 0) | (rows.registration_no > 0)
    placed = (rows.place > 0) | (rows.address > 0)
    told = rows.area_m2 | rows.several | (rows.named > 0) | (rows.day > 0)
    described = told.where(rows.value_vnd, rows.area_m2 & placed)
    return ~against & (registered | (described & (rows.category != MONEY)))


def _agreement(codes: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """1 the same, -1 another, 0 unknown on either side."""
    first, second = codes[before], codes[after]
    return np.where((first < 0) | (second < 0), 0, np.where(first == second, 1, -1))


def _numbers(texts: pd.Series, codes: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Agreement of numbers of registers; only those that are written differently are looked at closely."""
    agreement = _agreement(codes, before, after)
    unlike = np.flatnonzero(agreement < 0)
    both = texts.array.take(np.concatenate([before[unlike], after[unlike]]))
    keys = codes_of(number_key(pd.Series(both, dtype="str")))
    first = np.arange(len(unlike))
    agreement[unlike] = _agreement(keys, first, first + len(unlike))
    return agreement


def _links(rows: pd.DataFrame, in_words: bool, lines: Lines) -> pd.DataFrame:
    """The links with their reason and how sure they are."""
    certificate, registration = rows.certificate_no > 0, rows.registration_no > 0
    tests = {
        "account": certificate & rows.category.isin(ACCOUNTS),
        "certificate": certificate,
        "registration": registration,
        "place_and_area": rows.area_m2,
        "name": rows.named > 0,
    }
    otherwise = REASONS.index("identical" if in_words else "value")
    reason = np.select([*tests.values()], [REASONS.index(name) for name in tests], otherwise)
    sure = np.select([certificate | registration, rows.area_m2 | in_words], [BY_NUMBER, BY_WORDS], BY_FIGURES)
    links = rows[["before", "after"]].assign(reason=reason, confidence=sure)
    return links.assign(pair=lines.after_pair[rows.after.to_numpy()])
