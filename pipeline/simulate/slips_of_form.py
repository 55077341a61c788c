"""Innocent errors of words, dates, numbers and places on the form."""

from datetime import timedelta

from pipeline.simulate.dice import between, chance, digits, pick
from pipeline.simulate.mistake import Mistake, Told, kept, mark


def acquired_later(case: Mistake) -> Told | None:
    rows = [row for row in case.now.assets if row["acquired_on"]]
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["acquired_on"] = case.now.filing.declared_on + timedelta(days=between(case.rng, 20, 3000))
    mark(row, "date_slip")
    return "acquired after the day of the declaration", None


def period(case: Mistake) -> Told | None:
    start = case.now.declaration["period_start"]
    if start is None:
        return None
    case.now.declaration["period_start"] = start.replace(year=start.year - 1, day=min(start.day, 28))
    return "the period begins a year too early", None


def lost_zero(case: Mistake) -> Told | None:
    """A spreadsheet took the zero in front of the number."""
    case.now.declaration["personal_id"] = case.now.declaration["personal_id"].lstrip("0")
    for row in case.now.family:
        row["personal_id"] = row["personal_id"].lstrip("0") if row["personal_id"] else None
    return "the zero in front of the personal number is lost", None


def income_left_out(case: Mistake) -> Told | None:
    rows = [row for row in case.now.incomes if row["recipient"] == "spouse"]
    if not rows:
        return None
    case.now.incomes = [row for row in case.now.incomes if row["recipient"] != "spouse"]
    return "the spouse's income left out", float(sum(row["amount_vnd"] for row in rows))


def not_told(case: Mistake) -> Told | None:
    if case.now.ledger["borrowed_vnd"] or not any(row["category"] != "income" for row in case.now.movements):
        return None
    case.now.movements = []
    case.now.declaration["no_change_stated"] = True
    return "section III says that nothing changed though something did", None


def swapped_holder(case: Mistake) -> Told | None:
    rows = [row for row in kept(case) if row["holder"] == "joint"]
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["holder"] = "declarant"
    mark(row, "holder_slip")
    return "joint property written as the declarant's own", float(row["value_vnd"])


def wrong_category(case: Mistake) -> Told | None:
    """A house written among the works, or residential land among other land."""
    other = {"house": "construction", "land_residential": "land_other", "perennial_trees": "structure"}
    rows = kept(case, *other)
    if not rows:
        return None
    row = pick(case.rng, rows)
    row["category"] = other[row["category"]]
    mark(row, "category_slip")
    return "an item in the wrong section of the form", float(row["value_vnd"])


def certificate_typo(case: Mistake) -> Told | None:
    rows = [row for row in kept(case) if row["certificate_no"] and row["category"] != "money"]
    if not rows:
        return None
    row = pick(case.rng, rows)
    number = row["certificate_no"]
    row["certificate_no"] = (
        number[:-2] + number[-1] + number[-2] if number[-1] != number[-2] else number[:-1] + digits(case.rng, 1)
    )
    mark(row, "certificate_slip")
    return "two digits of a certificate number swapped", None


def unnamed_loan(case: Mistake) -> Told | None:
    """A loan that paid for a thing, forgotten in the words of section III."""
    if not case.now.ledger["borrowed_vnd"]:
        return None
    for row in case.now.movements:
        row["explanation"] = None if row["category"] != "income" else row["explanation"]
    return "the loan that paid for it is not mentioned", float(case.now.ledger["borrowed_vnd"])


def half_dates(case: Mistake) -> Told | None:
    """Day and month of birth exchanged."""
    born = case.now.declaration["birth_date"]
    if born.day > 12 or born.day == born.month:
        case.now.declaration["birth_date"] = born.replace(
            year=born.year + (10 if chance(case.rng, 0.5) else -10), day=min(born.day, 28)
        )
        return "a digit of the year of birth wrong", None
    case.now.declaration["birth_date"] = born.replace(day=born.month, month=born.day)
    return "day and month of birth exchanged", None
