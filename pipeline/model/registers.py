"""Optional registers: a check that needs one says so, and is "not testable" where it is missing."""

from pipeline.model.declared import PROVENANCE
from pipeline.model.table import Table, column
from pipeline.model.vocabulary import (
    CATEGORIES,
    COMPANY_ROLES,
    CONFLICT_SITUATIONS,
    CONTRACT_STAGES,
    KIN,
    ROLES,
)

UNITS = Table(
    "units",
    "a unit under control in a period of validity",
    (
        column("unit_code*", "code", "Unit."),
        column("unit_name", "text", "Name."),
        column("parent_code", "code", "Unit above."),
        column("field", "code", "Field that the unit manages."),
        column("control_body", "text", "Body that controls its declarants."),
        column("valid_from", "date", "First day."),
        column("valid_to", "date", "Last day."),
        column("successor_code", "code", "Unit that took over."),
        *PROVENANCE,
    ),
)
POSTS = Table(
    "posts",
    "a post that a person holds in a period",
    (
        column("person_id*", "code", "Person (one id space with declarant_id)."),
        column("unit_code*", "code", "Unit."),
        column("role*", "code", "Role in the unit.", ROLES),
        column("from_date", "date", "First day."),
        column("to_date", "date", "Last day."),
        *PROVENANCE,
    ),
)
RELATIONS = Table(
    "relations",
    "a declared relation between two persons",
    (
        column("person_id*", "code", "Person."),
        column("relative_id*", "code", "Relative."),
        column("relation*", "code", "What the relative is to the person.", KIN),
        *PROVENANCE,
    ),
)
COMPANIES = Table(
    "companies",
    "a company",
    (
        column("company_id*", "code", "Company."),
        column("name", "text", "Name."),
        column("field", "code", "Field of business."),
        column("registered_on", "date", "Day of registration."),
        *PROVENANCE,
    ),
    key=("company_id",),
)
COMPANY_ROLE_TABLE = Table(
    "company_roles",
    "a person's role in a company in a period",
    (
        column("company_id*", "code", "Company."),
        column("person_id*", "code", "Person."),
        column("role*", "code", "Role.", COMPANY_ROLES),
        column("share", "number", "Share of the capital, 0 to 1."),
        column("from_date", "date", "First day."),
        column("to_date", "date", "Last day."),
        *PROVENANCE,
    ),
)
CONTRACTS = Table(
    "contracts",
    "a bid or award of a contract of a unit",
    (
        column("contract_id*", "code", "Contract."),
        column("unit_code*", "code", "Contracting unit."),
        column("company_id*", "code", "Bidder or winner."),
        column("stage*", "code", "Bid or award.", CONTRACT_STAGES),
        column("decided_on", "date", "Day of bid opening or award."),
        column("value_vnd", "money", "Value."),
        *PROVENANCE,
    ),
)
SUPERVISED = Table(
    "supervised",
    "a company or person whose matters a unit handles",
    (
        column("unit_code*", "code", "Unit."),
        column("party_id*", "code", "Company or person."),
        column("matter", "text", "Licence, inspection, contract, ..."),
        *PROVENANCE,
    ),
)
PROJECTS = Table(
    "projects",
    "a public project in a commune",
    (
        column("project_id*", "code", "Project."),
        column("commune_code*", "code", "Commune."),
        column("announced_on*", "date", "Day on which it was announced."),
        column("name", "text", "Name."),
        *PROVENANCE,
    ),
)
LAND_PRICES = Table(
    "land_prices",
    "the official land price of a commune, category and year",
    (
        column("commune_code*", "code", "Commune."),
        column("category*", "code", "Category of land.", CATEGORIES),
        column("year*", "integer", "Year."),
        column("price_vnd_m2*", "money", "Price of a square metre."),
        *PROVENANCE,
    ),
    key=("commune_code", "category", "year"),
)
VERIFICATIONS = Table(
    "verifications",
    "a past verification of a declarant",
    (
        column("declarant_id*", "code", "Declarant."),
        column("decided_on*", "date", "Day of the decision."),
        column("ground", "text", "Ground of Article 41."),
        column("outcome", "text", "Outcome."),
        column("measure", "text", "Measure taken."),
        *PROVENANCE,
    ),
)
OBLIGED = Table(
    "obliged",
    "a person who has to declare in a year",
    (
        column("declarant_id*", "code", "Declarant."),
        column("year*", "integer", "Year."),
        column("unit_code*", "code", "Unit."),
        column("kind", "code", "Kind of declaration."),
        *PROVENANCE,
    ),
)
GIFTS = Table(
    "gifts",
    "a gift reported by a person",
    (
        column("person_id*", "code", "Person."),
        column("received_on*", "date", "Day of receipt."),
        column("giver", "text", "Name of the giver."),
        column("giver_id", "code", "Company or person who gave."),
        column("value_vnd", "money", "Value."),
        column("handed_in_on", "date", "Day on which it was handed in."),
        *PROVENANCE,
    ),
)
COMPLAINTS = Table(
    "complaints",
    "a complaint or report on a person",
    (
        column("complaint_id*", "code", "Complaint."),
        column("person_id*", "code", "Person."),
        column("received_on*", "date", "Day of receipt."),
        column("situation", "code", "Situation of conflict of interest.", CONFLICT_SITUATIONS),
        column("status", "text", "Status."),
        *PROVENANCE,
    ),
    key=("complaint_id",),
)
COMMUNE_CHANGES = Table(
    "commune_changes",
    "a commune code that replaced another on a day",
    (
        column("old_code*", "code", "Code before."),
        column("new_code*", "code", "Code from `from_date` on."),
        column("from_date*", "date", "First day of the new code."),
        *PROVENANCE,
    ),
)
REGISTERS = (
    UNITS,
    POSTS,
    RELATIONS,
    COMPANIES,
    COMPANY_ROLE_TABLE,
    CONTRACTS,
    SUPERVISED,
    PROJECTS,
    LAND_PRICES,
    VERIFICATIONS,
    OBLIGED,
    GIFTS,
    COMPLAINTS,
    COMMUNE_CHANGES,
)
