"""Tables of what was followed from one declaration to the next: pairs, item changes, explanations, positions."""

from pipeline.model.table import Column, Table, column
from pipeline.model.vocabulary import CATEGORIES, CAUSES, HOLDERS, KINDS, MOVEMENT_CATEGORIES, SOURCES, STATES

# Who declared, carried beside every comparison so that peers and rules need no join.
DECLARANT: tuple[Column, ...] = (
    column("kind", "code", "Kind of the declaration.", KINDS),
    column("declared_on", "date", "Day of the declaration."),
    column("unit_code", "code", "Unit, by its code of today."),
    column("unit_name", "text", "Name of the unit."),
    column("position", "text", "Post."),
    column("grade", "code", "Pay grade."),
    column("post_field", "code", "Field of work of the post."),
    column("is_leader", "boolean", "Head or deputy of the unit."),
    column("province_code", "code", "Province of the unit."),
    column("commune_code", "code", "Commune of the unit, by its code of today."),
    column("control_body", "text", "Body that controls this declarant's assets."),
    column("appointed_on", "date", "Day of appointment to the post."),
    column("birth_date", "date", "Birth date of the declarant."),
    column("no_change_stated", "boolean", "Section III says 'Không có biến động'."),
)

PAIRS = Table(
    "pairs",
    "a declaration with the one before it of the same official",
    (
        column("declarant_id*", "code", "Official."),
        column("declaration_id*", "code", "Declaration."),
        *DECLARANT,
        column("sequence_no", "integer", "1 for the official's first declaration at hand."),
        column("has_asset_list", "boolean", "False for a filing without section II (Appendix II)."),
        column("previous_declaration_id", "code", "The declaration before, of any kind; null for the first."),
        column("previous_declared_on", "date", "Its day."),
        column("baseline_declaration_id", "code", "The last declaration before that lists assets."),
        column("baseline_declared_on", "date", "Its day."),
        column("days", "integer", "Days from the baseline to this declaration."),
        column("link_confidence", "number", "How sure it is that both are of one person, 0 to 1."),
        column("link_reason", "code", "id, personal_id or name_and_birth."),
    ),
    key=("declaration_id",),
)

ITEM_CHANGES = Table(
    "item_changes",
    "an asset item followed from one declaration to the next",
    (
        column("declarant_id*", "code", "Official."),
        column("previous_declaration_id", "code", "Declaration that lists the item before (the baseline)."),
        column("declaration_id*", "code", "Declaration that lists the item after."),
        column("previous_item_no", "code", "Item before; null for a new item."),
        column("item_no", "code", "Item after; null for a gone item."),
        column("category*", "code", "Form section of the item.", CATEGORIES),
        column("state*", "code", "What became of it.", STATES),
        column("value_change_vnd", "money", "After less before; a new item's value, a gone item's negative one."),
        column("cause", "code", "What the data show as the cause; null where they show none.", CAUSES),
        column("cause_confidence", "number", "0 to 1."),
        column("link_reason", "code", "certificate, registration, account, place_and_area, name, sum, ..."),
        column("link_confidence", "number", "How sure it is that both are one item, 0 to 1."),
        column("group_no", "integer", "Rows of one split or merger share a number within the declaration."),
        column("declared_on", "date", "Day of this declaration."),
        column("previous_declared_on", "date", "Day of the baseline."),
        column("kind", "text", "Kind within the category."),
        column("name", "text", "Name or description (after, else before)."),
        column("holder_before", "code", "Whose it was.", HOLDERS),
        column("holder_after", "code", "Whose it is.", HOLDERS),
        column("address", "text", "Place as written (after, else before)."),
        column("commune_code", "code", "Commune, by its code of today."),
        column("country", "code", "Country of an asset abroad."),
        column("unit", "text", "Unit of the quantities."),
        column("quantity_before", "number", "Quantity before."),
        column("quantity_after", "number", "Quantity after."),
        column("area_before_m2", "number", "Area before."),
        column("area_after_m2", "number", "Area after."),
        column("value_before_vnd", "money", "Value before, as declared."),
        column("value_after_vnd", "money", "Value after, as declared."),
        column("certificate_no", "code", "Certificate or account number (after, else before)."),
        column("certificate_holder", "text", "Name on the certificate."),
        column("registration_no", "code", "Plate or registration number (after, else before)."),
        column("acquired_on", "date", "Day of acquisition (after, else before)."),
        column("movement_vnd", "money", "Signed value that section III states for the category."),
        column("movement_stated", "boolean", "Section III speaks of the category with a fitting sign."),
        column("explanation", "text", "Section III's words on the category."),
        column("source_place_before", "text", "Where the item stands in the form or file before."),
        column("source_place_after", "text", "Where it stands after."),
    ),
)

EXPLAINED = Table(
    "explained",
    "an amount or a source of funds read out of an explanation in section III",
    (
        column("declaration_id*", "code", "Declaration."),
        column("category", "code", "Line of section III.", MOVEMENT_CATEGORIES),
        column(
            "source",
            "code",
            "Source of funds named; savings and insurance besides; spending on what is no asset.",
            (*SOURCES, "savings", "insurance", "spending"),
        ),
        column("direction", "code", "in, or out for a repayment, loan given or purchase."),
        column("amount_vnd", "money", "Amount named; null where the words name a source without one."),
        column("counterpart", "text", "Giver, lender, buyer or seller as written."),
        column("counterpart_kind", "code", "bank, relative, company, person or unknown."),
        column("happened_on", "date", "Date named."),
        column("confidence", "number", "0 to 1."),
        column("text", "text", "The words that were read."),
    ),
)

STOCKS = (
    "real_estate",
    "attached",
    "liquid",
    "cash",
    "deposit",
    "lent",
    "gold",
    "securities",
    "capital",
    "vehicle",
    "other",
    "foreign",
)

POSITIONS = Table(
    "positions",
    "a declaration beside the one before it: sources and uses of the household's funds",
    (
        column("declarant_id*", "code", "Official."),
        column("declaration_id*", "code", "Declaration."),
        column("previous_declaration_id", "code", "The declaration before; null for the first."),
        column("previous_declared_on", "date", "Its day."),
        column("baseline_declaration_id", "code", "The last declaration before that lists assets."),
        column("baseline_declared_on", "date", "Its day."),
        column("sequence_no", "integer", "1 for the first declaration at hand."),
        column("has_asset_list", "boolean", "False for a filing without section II."),
        column("link_confidence", "number", "How sure the link of persons is."),
        *DECLARANT,
        column("days", "integer", "Days from the baseline to this declaration."),
        column("has_spouse", "boolean", "A spouse is named."),
        column("children_count", "integer", "Minor children named."),
        column("household_size", "integer", "Declarant, spouse and minor children."),
        column("assets_before_vnd", "money", "Known values of the baseline, summed."),
        column("assets_after_vnd", "money", "Known values of this declaration, summed."),
        *(
            column(f"{stock}_{when}_vnd", "money", f"Known values of {stock}, {when}.")
            for stock in STOCKS
            for when in ("before", "after")
        ),
        column("items_before", "integer", "Items of the baseline."),
        column("items_after", "integer", "Items of this declaration."),
        column("unknown_values_before", "integer", "Items of the baseline without a value."),
        column("unknown_values_after", "integer", "Items without a value."),
        column("debt_before_vnd", "money", "Liabilities of the baseline; null where the form has none."),
        column("debt_after_vnd", "money", "Liabilities now; null where the form has none."),
        column("income_vnd", "money", "Household income of the period; null where none is declared."),
        *(
            column(f"income_{who}_vnd", "money", f"Income of {who}.")
            for who in ("declarant", "spouse", "minor_children", "joint")
        ),
        *(
            column(f"income_{source}_vnd", "money", f"Income from {source}, where the form says so.")
            for source in SOURCES
        ),
        column("income_unsourced_vnd", "money", "Income without a stated source."),
        column("acquired_vnd", "money", "Cost of things that are not money and came in the period."),
        column("disposed_cost_vnd", "money", "Historic cost of things that are not money and left in the period."),
        column("gone_unknown_values", "integer", "Gone items without a value: what they brought is unknown."),
        column("liquid_change_vnd", "money", "Change of money, gold and securities, slips and revaluations set aside."),
        *(
            column(f"explained_{source}_vnd", "money", f"{source} named in section III's words.")
            for source in ("asset_sale", "gift", "inheritance", "loan", "savings", "compensation", "insurance", "other")
        ),
        column("explained_vnd", "money", "All inflows named in section III's words, without savings."),
        column("loan_private_vnd", "money", "Of the loans named: not from a bank."),
        column("debt_taken_vnd", "money", "Debt taken in the period (liabilities, else words)."),
        column("debt_repaid_vnd", "money", "Debt repaid in the period (liabilities, else words)."),
        column("spent_vnd", "money", "Spending on what is no asset that section III names: fees, treatment, weddings."),
        *(
            column(f"living_{level}_vnd", "money", f"Living cost of the household in the period, {level}.")
            for level in ("low", "central", "high")
        ),
        column("uses_low_vnd", "money", "Uses of funds, doubts for the declarant."),
        column("uses_high_vnd", "money", "Uses of funds, doubts against."),
        column("sources_low_vnd", "money", "Sources of funds, doubts against (the smaller sum)."),
        column("sources_high_vnd", "money", "Sources of funds, doubts for the declarant (the larger sum)."),
        column("balance_low_vnd", "money", "uses_low less sources_high; negative where sources exceed uses."),
        column("balance_high_vnd", "money", "uses_high less sources_low."),
        column("unexplained_low_vnd", "money", "balance_low, not below 0; null where the income is unknown."),
        column("unexplained_high_vnd", "money", "balance_high, not below unexplained_low_vnd."),
        column("unexplained_width_vnd", "money", "high less low: how much is in doubt."),
        column("unexplained_low_3y_vnd", "money", "Sum of balance_low over three years, not below 0."),
        column("unexplained_low_5y_vnd", "money", "Sum of balance_low over five years, not below 0."),
        column("movement_rows", "integer", "Lines of section III."),
        column("movement_net_vnd", "money", "Signed sum of section III over asset categories."),
        column("explanation", "text", "Section III's words, joined."),
        column("slip_count", "integer", "Items whose change looks like a slip of unit or currency."),
        column("slip_vnd", "money", "Absolute value change of those items."),
        column("revaluation_vnd", "money", "Absolute value change of revalued items."),
        column("certainty_share", "number", "Share of the compared value whose item link is sure (>= 0.9)."),
    ),
    key=("declaration_id",),
)
FOLLOWED = (PAIRS, ITEM_CHANGES, EXPLAINED, POSITIONS)
