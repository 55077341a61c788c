"""Indicators of the catalogue that are no rule here, as data: id and why (said in both languages in the texts)."""

# id: the reason's id in the texts (`rules.not_built.<reason>`)
NOT_BUILT: dict[str, str] = {
    "DQ03": "no_rate_table",
    "FM05": "no_register_of_attorney",
    "FM06": "no_register_of_attorney",
    "FI04": "no_charter_capital",
    "IN11": "no_tax_data",
    "LN07": "no_loan_terms",
    "PR03": "by_the_tails",
    "PR05": "by_the_forest",
    "PR06": "by_the_forest",
}
# Ours, not of the catalogue.
OURS = (
    "GI01", "SH01", "CI15", "LN08", "LQ11", "IN12", "DQ15", "DQ16", "DQ17", "DQ18", "DQ19", "DQ20", "DQ21", "DQ22",
    "DQ23", "DQ24",
)  # fmt: skip
CATALOGUE: tuple[str, ...] = tuple(
    f"{family}{number:02d}"
    for family, count in (
        ("DQ", 14), ("AR", 14), ("UW", 18), ("LQ", 10), ("RE", 10), ("VH", 5), ("IN", 11), ("LN", 7), ("FM", 7),
        ("FI", 5), ("PB", 10), ("PR", 9), ("CI", 14), ("KN", 5),
    )
    for number in range(1, count + 1)
)  # fmt: skip
