"""Tables of judgement: flags, hypotheses, rule health, scores, cases, and what was set aside."""

from pipeline.model.table import Table, column

JUDGEMENTS = ("error", "enrichment", "interest", "process", "context")
GRADES = ("id", "strong", "weak")
OUTCOMES = ("flagged", "clear", "not_evaluated", "not_applicable")
VERDICTS = ("supports", "against", "unknown")

FLAGS = Table(
    "flags",
    "an indicator that fired on a declaration",
    (
        column("declaration_id*", "code", "Declaration."),
        column("declarant_id*", "code", "Official."),
        column("indicator*", "code", "Id of the catalogue; never reused."),
        column("severity*", "integer", "1 note, 2 look, 3 strong, 4 very strong."),
        column("amount_vnd", "money", "Amount concerned, where there is one."),
        column("reason*", "text", "The finding in one sentence, with its figures."),
        column("legal_basis", "text", "Article that makes it worth a look."),
        column("judgement*", "code", "Which of the judgements it feeds.", JUDGEMENTS),
        column("observed", "number", "Observed value."),
        column("limit", "number", "Limit in force on the day that decides."),
        column("limit_name", "code", "Parameter that the limit came from."),
        column("to_check", "boolean", "Rests on a number that somebody still has to compare with the text."),
        column("grade", "code", "How sure a match of persons or firms is.", GRADES),
        column("category", "code", "Category of the item, where the flag is about one."),
        column("previous_item_no", "code", "Item before."),
        column("item_no", "code", "Item after."),
        column("evidence", "text", "JSON of the figures behind the flag."),
        column("suspended", "boolean", "Left out of the order because the rule fires too often in this run."),
    ),
)
HYPOTHESES = Table(
    "hypotheses",
    "an innocent reason tested on a flag that names it",
    (
        column("declaration_id*", "code", "Declaration."),
        column("declarant_id*", "code", "Official."),
        column("indicator*", "code", "Indicator of the flag."),
        column("item_no", "code", "Item of the flag (after, else before)."),
        column("reason_id*", "code", "Innocent reason."),
        column("verdict*", "code", "What the data say.", VERDICTS),
        column("evidence_for", "text", "What speaks for it."),
        column("evidence_against", "text", "What speaks against it."),
        column("document", "text", "The one document that would settle it."),
    ),
)
RULE_OUTCOMES = Table(
    "rule_outcomes",
    "an outcome of a rule in this run, counted",
    (
        column("indicator*", "code", "Rule."),
        column("outcome*", "code", "Outcome.", OUTCOMES),
        column("why", "text", "Why it could not be evaluated or does not apply."),
        column("rows", "integer", "Rows judged."),
        column("declarations", "integer", "Declarations concerned."),
    ),
)
SCORES = Table(
    "scores",
    "a pair of consecutive declarations of one declarant",
    (
        column("declarant_id*", "code", "Official."),
        column("declaration_id*", "code", "Declaration."),
        column("previous_declaration_id*", "code", "The declaration before it."),
        column("declared_on", "date", "Day of the declaration."),
        column("unit_code", "code", "Unit."),
        column("unexplained_low_vnd", "money", "Unexplained wealth, every doubt for the declarant."),
        column("unexplained_high_vnd", "money", "Unexplained wealth, every doubt against."),
        column("anomaly_score", "number", "0 to 1; higher is more unusual among peers."),
        column("error_score", "number", "0 to 1; how far this looks like a data error."),
        column("priority", "number", "Higher is more urgent."),
        column("rank", "integer", "1 is first."),
        column("forest_score", "number", "Isolation forest, 0 to 1."),
        column("tail_score", "number", "Sum of the three smallest tail probabilities, as a score 0 to 1."),
        column("forest_se", "number", "Standard error of the forest score."),
        column("stays_share", "number", "Share of re-runs with other seeds in which it stays on the list."),
        column("enrichment_part", "number", "Part of the priority from the balance and rules of enrichment."),
        column("interest_part", "number", "Part of the priority from conflicts of interest."),
        column("anomaly_part", "number", "Part of the priority from the forest."),
        column("missing_cells", "integer", "Features that could not be computed."),
        column("drivers", "text", "JSON: features that made it unusual, with their share."),
    ),
    key=("declaration_id",),
)
CASES = Table(
    "flagged_cases",
    "a case on the list",
    (
        column("rank*", "integer", "1 is first."),
        column("case_id*", "code", "Id of the case; the same every year for the same matter."),
        column("declarant_id*", "code", "Official (masked unless the profile is full)."),
        column("declaration_id*", "code", "Declaration."),
        column("unit_code", "code", "Unit."),
        column("priority", "number", "Higher is more urgent."),
        column("unexplained_low_vnd", "money", "Unexplained wealth, doubts for the declarant."),
        column("unexplained_high_vnd", "money", "Unexplained wealth, doubts against."),
        column("anomaly_score", "number", "0 to 1."),
        column("reasons", "text", "Why to look, in words."),
        column("innocent_hypothesis", "text", "The best innocent explanation and what would settle it."),
        column("legal_ground", "text", "Legal ground of the next step."),
        column("documents_to_request", "text", "What to ask for."),
        column("outcome", "text", "For staff."),
        column("outcome_on", "date", "For staff."),
        column("note", "text", "For staff."),
    ),
    key=("case_id",),
)
QUARANTINE = Table(
    "quarantine",
    "an input row that was not accepted",
    (
        column("table*", "code", "Table; `forms` for a form that could not be read."),
        column("source_file*", "text", "Input file, relative to the pack."),
        column("source_row", "integer", "Line or row in the file."),
        column("reason*", "text", "Why, with the column and the text."),
        column("row", "text", "The row as it was read, JSON."),
        column("rule", "code", "Id of the check."),
        column("column", "code", "Column concerned."),
        column("source_sheet", "text", "Sheet of a workbook."),
        column("source_place", "text", "Place in a form."),
        column("unit_code", "code", "Unit that should put it right, where known."),
    ),
)
JUDGED = (FLAGS, HYPOTHESES, RULE_OUTCOMES, SCORES, CASES, QUARANTINE)
