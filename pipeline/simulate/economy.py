"""What things cost and what people earn in the synthetic province: assumptions of ours, in VND."""

from datetime import date

import numpy as np

MILLION = 1_000_000

# Price of a tael (lượng) of gold at mid-year, million VND, rough.
GOLD_TAEL = {
    2008: 18, 2010: 28, 2012: 44, 2014: 36, 2016: 36, 2018: 37, 2019: 41, 2020: 54, 2021: 57, 2022: 67, 2023: 70,
    2024: 83, 2025: 122, 2026: 158, 2027: 165,
}  # fmt: skip
# Base pay (lương cơ sở), VND a month, from a day on.
BASE_PAY = (
    (date(2013, 7, 1), 1_150_000), (date(2019, 7, 1), 1_490_000), (date(2023, 7, 1), 1_800_000),
    (date(2024, 7, 1), 2_340_000), (date(2026, 7, 1), 2_530_000),
)  # fmt: skip
# grade: first coefficient, step, steps
GRADES = {
    "A3.1": (6.20, 0.36, 6),
    "A2.1": (4.40, 0.34, 8),
    "A1": (2.34, 0.33, 9),
    "A0": (2.10, 0.31, 10),
    "B": (1.86, 0.20, 12),
}
POST_ALLOWANCE = {
    "Giám đốc": 0.9,
    "Phó Giám đốc": 0.7,
    "Trưởng phòng": 0.5,
    "Phó Trưởng phòng": 0.3,
    "Chủ tịch": 0.6,
    "Phó Chủ tịch": 0.5,
}
COFFEE_BOOM = {2022: 1.0, 2023: 1.1, 2024: 1.55, 2025: 1.7, 2026: 1.6}


def gold_tael_vnd(day: date) -> int:
    """Price of a tael of gold on a day, between the years' middles."""
    years = sorted(GOLD_TAEL)
    position = day.year + (day.timetuple().tm_yday - 182) / 365
    return int(np.interp(position, years, [GOLD_TAEL[year] for year in years]) * MILLION)


def base_pay_vnd(day: date) -> int:
    return [pay for since, pay in BASE_PAY if since <= day][-1]


def salary_vnd(grade: str, step: int, allowance: float, first: date, last: date) -> int:
    """Gross pay of the days from first to last: (coefficient + allowance) x base pay x 1.25 for public duty."""
    start, rise, steps = GRADES[grade]
    coefficient = start + rise * min(step, steps - 1) + allowance
    middle = first + (last - first) / 2
    return int(coefficient * 1.25 * base_pay_vnd(middle) * 12 * (last - first).days / 365)


def prices_of(year: int) -> float:
    """General level of prices and private incomes; 2022 is 1."""
    return float(1.04 ** (year - 2022))


def land_level(year: int) -> float:
    """Level of market prices of land; 2022 is 1. They rose fast before, stood still in 2023, and rise again."""
    known = {
        2005: 0.08,
        2010: 0.2,
        2015: 0.4,
        2018: 0.65,
        2020: 0.8,
        2022: 1.0,
        2023: 1.0,
        2024: 1.06,
        2025: 1.15,
        2026: 1.22,
    }
    years = sorted(known)
    return float(np.interp(year, years, [known[key] for key in years]))
