"""The words that canonical columns may hold, and the form sections of Decree 130/2020, Appendix I."""

KINDS = ("FIRST", "ANNUAL", "SUPPLEMENT", "PERSONNEL")
MEMBER_RELATIONS = ("spouse", "minor_child")
HOLDERS = ("declarant", "spouse", "minor_child", "joint", "other")
RECIPIENTS = ("declarant", "spouse", "minor_children", "joint")
SOURCES = (
    "salary",
    "business",
    "farm",
    "rent",
    "interest",
    "asset_sale",
    "gift",
    "inheritance",
    "compensation",
    "loan",
    "other",
)
MONEY_KINDS = ("cash", "deposit", "lent", "prepaid")
# category: form section
SECTIONS = {
    "land_residential": "II.1.1",
    "land_other": "II.1.2",
    "house": "II.2.1",
    "construction": "II.2.2",
    "perennial_trees": "II.3.1",
    "production_forest": "II.3.2",
    "structure": "II.3.3",
    "precious_metal": "II.4",
    "money": "II.5",
    "shares": "II.6.1",
    "bonds": "II.6.2",
    "capital_contribution": "II.6.3",
    "other_securities": "II.6.4",
    "registered_vehicle": "II.7.1",
    "other_asset": "II.7.2",
    "foreign_asset": "II.8",
    "foreign_account": "II.9",
}
CATEGORIES = tuple(SECTIONS)
MOVEMENT_CATEGORIES = (*CATEGORIES, "income")
# Funds that can be spent without selling a thing: what the balance of sources and uses treats as money.
LIQUID = ("precious_metal", "money", "shares", "bonds", "other_securities")
REAL_ESTATE = ("land_residential", "land_other", "house", "construction")
PLOTS = ("land_residential", "land_other")
ATTACHED = ("perennial_trees", "production_forest", "structure")

STATES = ("kept", "changed", "revalued", "new", "gone", "split", "merged", "returned")
CAUSES = (
    "threshold_raised",
    "child_turned_18",
    "sale",
    "gift",
    "inheritance",
    "unit_slip",
    "currency_slip",
    "area_unit_slip",
    "place_renamed",
    "certificate_reissued",
    "revaluation",
    "marriage",
    "divorce",
    "purchase",
    "duplicate",
    "row_in_quarantine",
)
ROLES = ("head", "deputy", "personnel", "accountant", "treasurer", "storekeeper", "procurement", "member")
KIN = ("spouse", "parent", "child", "sibling")
COMPANY_ROLES = ("founder", "manager", "owner")
CONTRACT_STAGES = ("bid", "award")
CONFLICT_SITUATIONS = tuple(f"COI-{number}" for number in range(1, 10))
