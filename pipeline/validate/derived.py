"""Columns that are computed so that a suite can state an expectation about them."""

from collections.abc import Callable

import pandas as pd

from pipeline.validate import row_checks, table_checks
from pipeline.validate.given import Looked

Check = Callable[[Looked], pd.Series]

DERIVED: dict[str, Check] = {
    check.__name__: check
    for check in (
        row_checks.ok_required,
        row_checks.ok_vocabulary,
        row_checks.ok_optional_vocabulary,
        row_checks.ok_readable,
        row_checks.ok_period,
        row_checks.ok_period_filed,
        row_checks.ok_different,
        row_checks.ok_number_of_birth_year,
        row_checks.ok_value_or_reason,
        row_checks.ok_value_not_zero,
        row_checks.ok_is_an_item,
        row_checks.ok_certificate_stated,
        row_checks.ok_certificate_pattern,
        row_checks.ok_plate_pattern,
        row_checks.ok_area_in_m2,
        row_checks.ok_money_kind,
        row_checks.ok_currency_stated,
        row_checks.ok_increase_explained,
        table_checks.ok_unique,
        table_checks.ok_not_a_copy,
        table_checks.ok_declared,
        table_checks.ok_not_first,
        table_checks.ok_acquired_before,
        table_checks.ok_own_number,
        table_checks.ok_one_spouse,
        table_checks.ok_change_stated,
        table_checks.ok_no_change_and_none,
        table_checks.ok_income_stated,
        table_checks.age_years,
        table_checks.child_age_years,
        table_checks.total_gap_share,
    )
}


def derive(looked: Looked, names: list[str]) -> pd.DataFrame:
    """The computed columns of those names, on the index of the rows under check."""
    return pd.DataFrame({name: DERIVED[name](looked) for name in names}, index=looked.rows.index)
