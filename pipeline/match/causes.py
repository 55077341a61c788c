"""The cause of a change, where the data show one, and how sure it is."""

import numpy as np
import pandas as pd

from pipeline.match.likeness import close, slip_factors
from pipeline.model.vocabulary import CATEGORIES, CAUSES, HOLDERS
from pipeline.params import Parameters

# The law's threshold is for each thing here, ...
BY_ITEM = ("registered_vehicle", "other_asset", "perennial_trees", "production_forest", "structure")
# ... and for the sum of the category here; never for land and buildings.
BY_SUM = ("precious_metal", "money", "shares", "bonds", "capital_contribution", "other_securities")
MONEY, MINOR, SPOUSE, JOINT = (
    CATEGORIES.index("money"),
    *(HOLDERS.index(name) for name in ("minor_child", "spouse", "joint")),
)
TEN = 10.0
# A cause and how sure it is, row by row: NaN where the data do not show it.
Sure = np.ndarray


def with_causes(rows: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The rows with `cause` and `cause_confidence`: the surest cause, and of equally sure ones the first below.

    `rows` are followed items with their state, days of both lists, what section III says and who left the household.
    What goes beside any change (a new number, a new name of the place) is the cause only where nothing else is.
    """
    causes = {
        "unit_slip": unit_slip(rows, parameters),
        "currency_slip": currency_slip(rows, parameters),
        "area_unit_slip": area_unit_slip(rows, parameters),
        **spoken_causes(rows),
        "child_turned_18": child_turned_18(rows),
        "divorce": divorce(rows),
        "marriage": marriage(rows),
        "threshold_raised": threshold_raised(rows, parameters),
        "duplicate": _sure((rows.duplicate, 0.8)),
    }
    beside = {
        "revaluation": _sure(
            ((rows.state == "revalued") & rows.says_revaluation, 0.95), (rows.state == "revalued", 0.7)
        ),
        # The parts of a divided plot have new numbers by law.
        "certificate_reissued": _sure((rows.other_certificate & ~rows.state.isin(["split", "merged"]), 0.9)),
        "place_renamed": _sure((rows.other_commune, 0.9)),
    }
    cause, confidence = _surest(pd.DataFrame(causes))
    otherwise, less_sure = _first(pd.DataFrame(beside))
    known = cause >= 0
    return rows.assign(cause=np.where(known, cause, otherwise), cause_confidence=np.where(known, confidence, less_sure))


def _surest(sure: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """For each row the surest cause (place in CAUSES, -1: none) and how sure it is."""
    return _chosen(sure, sure.fillna(-1.0).to_numpy().argmax(axis=1))


def _first(sure: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """For each row the first cause that the data show."""
    return _chosen(sure, sure.notna().to_numpy().argmax(axis=1))


def _chosen(sure: pd.DataFrame, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    confidence = sure.to_numpy()[np.arange(len(sure)), place]
    numbers = np.array([CAUSES.index(name) for name in sure])[place]
    return np.where(np.isnan(confidence), -1, numbers), confidence


def _sure(*levels: tuple[pd.Series | np.ndarray, float]) -> Sure:
    """The confidence of the first test that holds; NaN where none does."""
    return np.select([np.asarray(test, dtype=bool) for test, _ in levels], [value for _, value in levels], np.nan)


def unit_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """A value 10, 100, 1,000 or 1,000,000 times the one before, or the inverse.

    Ten times may be true where section III says so, and money does grow tenfold: there only an exact ten counts.
    Money in thousands or millions of dong is a slip also where it grew besides.
    """
    hit, exact, ten = (np.zeros(len(rows), dtype=bool) for _ in range(3))
    tolerance = parameters.number("match_tolerance_share")
    first, second = rows.value_before.to_numpy(), rows.value_after.to_numpy()
    for factor in slip_factors("match_slip_factors", parameters):
        for before, after in ((first * factor, second), (first, second * factor)):
            same = close(before, after, tolerance) & (before > 0)
            hit |= same
            exact |= same & (before == after)
            ten |= same & (factor == TEN)
    linked = (rows.before >= 0) & (rows.after >= 0) & ~(rows.stated & _movement_fits(rows))
    hit, money = hit & linked, rows.category == MONEY
    return _sure(
        (hit & exact & ~ten, 0.97),
        (hit & ~ten, 0.85),
        (hit & exact & ~rows.told & ~money, 0.85),
        (hit & exact & money, 0.6),
        (hit & ~rows.told & ~money, 0.6),
        (linked & money & _grown_besides(rows, parameters), 0.75),
    )


def _grown_besides(rows: pd.DataFrame, parameters: Parameters) -> np.ndarray:
    """A ratio near a thousand or a million, with room for what was saved or spent in the period."""
    ratio, times = _ratio(rows), parameters.number("match_slip_besides_times")
    factors = slip_factors("match_large_slip_factors", parameters)
    return np.asarray(np.logical_or.reduce([_near_factor(ratio, factor, times) for factor in factors]))


def _ratio(rows: pd.DataFrame) -> np.ndarray:
    before = rows.value_before.to_numpy()
    return np.asarray(rows.value_after.to_numpy() / np.where(before > 0, before, np.nan))


def _near_factor(ratio: np.ndarray, factor: float | np.ndarray, times: float) -> np.ndarray:
    """The ratio is the factor or its inverse, give or take so many times."""
    much, little = ratio / factor, ratio * factor
    return ((much >= 1 / times) & (much <= times)) | ((little >= 1 / times) & (little <= times))


def _movement_fits(rows: pd.DataFrame) -> pd.Series:
    """Section III states about the change itself, not an amount of another size."""
    return pd.Series(close(rows.movement_vnd, rows.value_change, 0.2), index=rows.index)


def currency_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """A value that is the one before times or by the rate of the dollar or euro: dollars written as dong.

    Money that moved besides counts where the smaller amount is one that nobody would declare in dong.
    """
    ratio = _ratio(rows)
    tolerance = 1.0 + parameters.number("currency_rate_tolerance_share")
    times = parameters.number("match_slip_besides_times")
    hit, besides = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for name in ("usd_rate_vnd", "eur_rate_vnd"):
        for days in (rows.declared_on, rows.previous_declared_on):
            rate = parameters.in_force(name, days).to_numpy()
            hit |= _near_factor(ratio, rate, tolerance)
            besides |= _near_factor(ratio, rate, times)
    linked = (rows.before >= 0) & (rows.after >= 0)
    tiny = rows[["value_before", "value_after"]].min(axis=1) < parameters.number("match_least_money_vnd")
    return _sure((linked & hit, 0.9), (linked & besides & tiny & (rows.category == MONEY), 0.8))


def area_unit_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """An area another by a factor of land measures, the value being the same."""
    first, second = rows.area_before.to_numpy(), rows.area_after.to_numpy()
    tolerance = parameters.number("match_tolerance_share")
    hit = np.zeros(len(rows), dtype=bool)
    for factor in slip_factors("match_area_slip_factors", parameters):
        hit |= close(first * factor, second, tolerance) | close(first, second * factor, tolerance)
    hit &= (rows.before >= 0).to_numpy() & (rows.after >= 0).to_numpy() & (first > 0)
    same_value = rows.value_before == rows.value_after
    unknown = rows.value_before.isna() | rows.value_after.isna()
    return _sure((hit & same_value, 0.95), (hit & unknown, 0.8), (hit, 0.6))


def spoken_causes(rows: pd.DataFrame) -> dict[str, Sure]:
    """What section III says of the item: sale or gift of what is gone; purchase, gift or inheritance of what is new."""
    thing = rows.told & (rows.category != MONEY)
    gone, came = thing & (rows.state == "gone"), thing & rows.state.isin(["new", "returned"])
    inherited = came & rows.says_inheritance
    given = ((came & ~rows.says_purchase) | (gone & ~rows.says_sale)) & rows.says_gift & ~inherited
    return {
        "sale": _sure((gone & rows.says_sale & ~rows.says_scrap, 0.92)),
        "inheritance": _sure((inherited, 0.92)),
        "gift": _sure((given, 0.92)),
        "purchase": _sure((came & rows.says_purchase & ~inherited, 0.91)),
    }


def child_turned_18(rows: pd.DataFrame) -> Sure:
    """What a minor child held is gone, and a child has turned 18 or is no longer named."""
    held = (rows.state == "gone") & (rows.holder_before == MINOR)
    return _sure((held & rows.child_grown, 0.95), (held & rows.child_left, 0.7))


def divorce(rows: pd.DataFrame) -> Sure:
    """What the spouse held is gone, and the spouse is no longer named."""
    left = (rows.state == "gone") & rows.spouse_left
    return _sure((left & (rows.holder_before == SPOUSE), 0.9), (left & (rows.holder_before == JOINT), 0.6))


def marriage(rows: pd.DataFrame) -> Sure:
    """What the spouse holds is new, and the spouse is newly named."""
    came = (rows.state == "new") & rows.spouse_came
    return _sure((came & (rows.holder_after == SPOUSE), 0.9), (came & (rows.holder_after == JOINT), 0.6))


def threshold_raised(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """A thing below the new threshold is no longer declared in the first declaration after it was raised.

    For what is declared by sum of a category, a single line below it is less sure when the sum is above.
    """
    then, now = (
        parameters.in_force("item_threshold_vnd", days) for days in (rows.previous_declared_on, rows.declared_on)
    )
    gone = (rows.state == "gone") & (now > then) & (rows.value_before < now)
    # The same seen from behind: the threshold was lower before than it is now.
    came = (rows.state == "new") & (then > now) & (rows.value_after < then)
    amount, limit = rows.category_sum_before.where(gone, rows.category_sum_after), now.where(gone, then)
    by_item, by_sum = (rows.category.isin([CATEGORIES.index(name) for name in names]) for names in (BY_ITEM, BY_SUM))
    lawful = gone | came
    return _sure(
        (lawful & rows.says_threshold & (by_item | by_sum), 0.97),
        (lawful & by_item, 0.9),
        (lawful & by_sum & (amount < limit), 0.9),
        (lawful & by_sum, 0.6),
    )
