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
Sure = pd.Series


def with_causes(rows: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The rows with `cause` and `cause_confidence`: the surest cause, and of equally sure ones the first below.

    `rows` are followed items with their state, days of both lists, what section III says and who left the household.
    """
    sure = pd.DataFrame(
        {
            "unit_slip": unit_slip(rows, parameters),
            "currency_slip": currency_slip(rows, parameters),
            "area_unit_slip": area_unit_slip(rows, parameters),
            **spoken_causes(rows),
            "child_turned_18": child_turned_18(rows),
            "divorce": divorce(rows),
            "marriage": marriage(rows),
            "threshold_raised": threshold_raised(rows, parameters),
            "duplicate": rows.duplicate.map({True: 0.8, False: np.nan}),
            "certificate_reissued": rows.other_certificate.map({True: 0.9, False: np.nan}),
            "revaluation": (rows.state == "revalued").map({True: 0.7, False: np.nan}),
            "place_renamed": rows.other_commune.map({True: 0.9, False: np.nan}),
        }
    )
    best = sure.fillna(-1.0).to_numpy().argmax(axis=1)
    confidence = sure.to_numpy()[np.arange(len(rows)), best]
    cause = np.where(np.isnan(confidence), -1, np.array([CAUSES.index(name) for name in sure])[best])
    return rows.assign(cause=cause, cause_confidence=confidence)


def _sure(*levels: tuple[pd.Series, float]) -> Sure:
    """The confidence of the first test that holds; NaN where none does."""
    chosen = np.select([np.asarray(test, dtype=bool) for test, _ in levels], [value for _, value in levels], np.nan)
    return pd.Series(chosen, index=levels[0][0].index)


def unit_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """A value 10, 100, 1,000 or 1,000,000 times the one before, or the inverse.

    Ten times may be true where section III says so, and money does grow tenfold: there only an exact ten counts.
    """
    hit, exact, ten = (pd.Series(False, index=rows.index) for _ in range(3))
    tolerance = parameters.number("match_tolerance_share")
    for factor in slip_factors("match_slip_factors", parameters):
        for before, after in (
            (rows.value_before * factor, rows.value_after),
            (rows.value_before, rows.value_after * factor),
        ):
            close_by = close(before, after, tolerance) & (before > 0)
            hit |= close_by
            exact |= close_by & (before == after)
            ten |= close_by & (factor == TEN)
    linked = (rows.before >= 0) & (rows.after >= 0)
    hit &= linked & ~(rows.stated & _movement_fits(rows))
    money = rows.category == MONEY
    return _sure(
        (hit & exact & ~ten, 0.97),
        (hit & ~ten, 0.85),
        (hit & exact & ~rows.stated & ~money, 0.85),
        (hit & exact & ~rows.stated, 0.6),
        (hit & ~rows.stated & ~money, 0.6),
    )


def _movement_fits(rows: pd.DataFrame) -> pd.Series:
    """Section III states about the change itself, not an amount of another size."""
    return pd.Series(close(rows.movement_vnd, rows.value_change, 0.2), index=rows.index)


def currency_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """A value that is the one before times or by the rate of the dollar or euro, or an amount of dollars as dong."""
    hit = pd.Series(False, index=rows.index)
    tolerance = parameters.number("currency_rate_tolerance_share")
    for name in ("usd_rate_vnd", "eur_rate_vnd"):
        for days in (rows.declared_on, rows.previous_declared_on):
            rate = parameters.in_force(name, days)
            hit |= close(rows.value_before * rate, rows.value_after, tolerance)
            hit |= close(rows.value_before, rows.value_after * rate, tolerance)
    hit &= (rows.before >= 0) & (rows.after >= 0) & (rows.value_before > 0)
    return _sure((hit, 0.9))


def area_unit_slip(rows: pd.DataFrame, parameters: Parameters) -> Sure:
    """An area another by a factor of land measures, the value being the same."""
    hit = pd.Series(False, index=rows.index)
    tolerance = parameters.number("match_tolerance_share")
    for factor in slip_factors("match_area_slip_factors", parameters):
        hit |= close(rows.area_before * factor, rows.area_after, tolerance)
        hit |= close(rows.area_before, rows.area_after * factor, tolerance)
    hit &= (rows.before >= 0) & (rows.after >= 0) & (rows.area_before > 0)
    same_value = rows.value_before == rows.value_after
    unknown = rows.value_before.isna() | rows.value_after.isna()
    return _sure((hit & same_value, 0.95), (hit & unknown, 0.8), (hit, 0.6))


def spoken_causes(rows: pd.DataFrame) -> dict[str, Sure]:
    """What section III names: sale or gift of what is gone; purchase, gift or inheritance of what is new."""
    gone, came = rows.state == "gone", rows.state.isin(["new", "returned"])
    down, up = gone & rows.stated, came & rows.stated
    thing = rows.category != MONEY
    inherited = up & rows.says_inheritance
    given = (up | down) & rows.says_gift & ~(down & rows.says_sale)
    bought = up & thing & rows.says_purchase & ~rows.says_inheritance
    return {
        "sale": _sure((down & thing & rows.says_sale, 0.92)),
        "inheritance": _sure((inherited, 0.92)),
        "gift": _sure((given & ~rows.says_purchase, 0.92), (given, 0.7)),
        "purchase": _sure((bought, 0.9)),
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
    return _sure((lawful & by_item, 0.9), (lawful & by_sum & (amount < limit), 0.9), (lawful & by_sum, 0.6))
