"""Canonical tables of declarations: what every source is turned into (docs/data_dictionary.md)."""

from pipeline.model.table import Column, Table, column
from pipeline.model.vocabulary import (
    CATEGORIES,
    HOLDERS,
    KINDS,
    MEMBER_RELATIONS,
    MOVEMENT_CATEGORIES,
    RECIPIENTS,
    SOURCES,
)

# Where a row was read: with these four columns every number leads back to a cell of a form.
PROVENANCE: tuple[Column, ...] = (
    column("source_file", "text", "Input file, relative to the pack."),
    column("source_sheet", "text", "Sheet of a workbook."),
    column("source_row", "integer", "Line or row in the file as a person counts it: the heading is 1."),
    column("source_place", "text", "Place in a form: section, paragraph or cell."),
    column("raw", "text", "JSON of the cells whose text was interpreted: column to text as written."),
)

DECLARATIONS = Table(
    "declarations",
    "a filed declaration",
    (
        column("declaration_id*", "code", "Identifier of the declaration."),
        column("declarant_id*", "code", "The same person every year."),
        column("kind*", "code", "Why it was filed (Law 36/2018, Article 36).", KINDS),
        column("declared_on*", "date", "Day on which the declaration was completed."),
        column("period_start", "date", "First day that the income covers."),
        column("period_end", "date", "Last day that the income covers."),
        column("full_name", "text", "Name of the declarant."),
        column("birth_date", "date", "Birth date of the declarant."),
        column("personal_id", "code", "CCCD (12 digits) or CMND (9 digits)."),
        column("position", "text", "Post."),
        column("grade", "code", "Pay grade."),
        column("post_field", "code", "Field of work of the post: land, finance, construction, health, ..."),
        column("is_leader", "boolean", "Head or deputy of the unit."),
        column("unit_code*", "code", "Unit that the declarant works in."),
        column("unit_name", "text", "Name of the unit."),
        column("province_code", "code", "Province of the unit."),
        column("commune_code", "code", "Commune of the unit."),
        column("control_body", "text", "Body that controls this declarant's assets."),
        column("appointed_on", "date", "Day of appointment to the post."),
        column("no_change_stated", "boolean", "Section III says 'Không có biến động'."),
        *PROVENANCE,
    ),
    key=("declaration_id",),
)
FAMILY = Table(
    "family",
    "a spouse or minor child named in a declaration",
    (
        column("declaration_id*", "code", "Declaration."),
        column("person_no*", "code", "Number of the person within the declaration."),
        column("relation*", "code", "Relation to the declarant.", MEMBER_RELATIONS),
        column("full_name", "text", "Name."),
        column("birth_date", "date", "Birth date."),
        column("personal_id", "code", "CCCD or CMND."),
        column("occupation", "text", "Occupation."),
        column("workplace", "text", "Place of work."),
        *PROVENANCE,
    ),
    key=("declaration_id", "person_no"),
)
ASSETS = Table(
    "assets",
    "an item of section II of a declaration",
    (
        column("declaration_id*", "code", "Declaration."),
        column("item_no*", "code", "Number of the item within the declaration."),
        column("category*", "code", "Form section of the item.", CATEGORIES),
        column("kind", "text", "Kind within the category; for money: cash, deposit, lent, prepaid."),
        column("name", "text", "Name or description."),
        column("holder", "code", "Whose it is.", HOLDERS),
        column("address", "text", "Place as written."),
        column("commune_code", "code", "Commune of the place."),
        column("quantity", "number", "Quantity in `unit`."),
        column("unit", "text", "Unit of `quantity`."),
        column("area_m2", "number", "Area in square metres."),
        column("value_vnd", "money", "Historic cost; null is legal and never 0."),
        column("value_unknown_reason", "text", "Why the value is not stated."),
        column("certificate_no", "code", "Number of the land or house certificate, or of the account."),
        column("certificate_holder", "text", "Name on the certificate."),
        column("registration_no", "code", "Plate or registration number."),
        column("acquired_on", "date", "Day of acquisition."),
        column("country", "code", "Country of an asset abroad."),
        column("currency", "code", "Currency of `foreign_amount` (ISO 4217)."),
        column("foreign_amount", "number", "Amount in `currency`."),
        column("note", "text", "Other information as written."),
        *PROVENANCE,
    ),
    key=("declaration_id", "item_no"),
)
INCOMES = Table(
    "incomes",
    "an income of a recipient in the period between two declarations",
    (
        column("declaration_id*", "code", "Declaration."),
        column("recipient*", "code", "Who received it.", RECIPIENTS),
        column("source", "code", "Where it came from; null is the recipient's total.", SOURCES),
        column("payer", "text", "Who paid it."),
        column("amount_vnd*", "money", "Amount in the period."),
        column("description", "text", "As written."),
        *PROVENANCE,
    ),
)
MOVEMENTS = Table(
    "movements",
    "a line of section III: the declarant's own account of a change",
    (
        column("declaration_id*", "code", "Declaration."),
        column("category*", "code", "What changed.", MOVEMENT_CATEGORIES),
        column("quantity_change", "number", "Signed change of quantity."),
        column("value_change_vnd", "money", "Signed change of value."),
        column("explanation", "text", "Explanation of origin as written."),
        *PROVENANCE,
    ),
)
LIABILITIES = Table(
    "liabilities",
    "a debt (not on the Vietnamese form; other forms and explanations have them)",
    (
        column("declaration_id*", "code", "Declaration."),
        column("item_no*", "code", "Number of the debt within the declaration."),
        column("kind", "text", "Kind of debt."),
        column("lender", "text", "Who lent."),
        column("outstanding_vnd*", "money", "Amount still owed."),
        column("taken_on", "date", "Day on which it was taken."),
        column("note", "text", "As written."),
        *PROVENANCE,
    ),
    key=("declaration_id", "item_no"),
)
DECLARED = (DECLARATIONS, FAMILY, ASSETS, INCOMES, MOVEMENTS, LIABILITIES)
