"""Tables of the register: what became of the cases, version by version, and when each stood on a list."""

from pipeline.model.table import Table, column

# What staff note on a case; the first two leave it open.
OPEN_OUTCOMES = ("more_requested", "verification_proposed")
CLOSING_OUTCOMES = ("explained", "corrected", "data_error", "verified_truthful", "verified_untruthful", "no_action")
CASE_OUTCOMES = (*OPEN_OUTCOMES, *CLOSING_OUTCOMES)
# Outcomes by which the look turns out to have been worth it; what was typed wrongly is none.
FINDINGS = ("corrected", "verified_untruthful")
# Conflicts of interest (59/2019/NĐ-CP), and forms of discipline (36/2018/QH14, Article 51).
CONFLICT_MEASURES = ("supervise", "suspend_task", "transfer", "suspend")
DISCIPLINES = (
    "reprimanded",
    "warned",
    "pay_lowered",
    "demoted",
    "removed_from_post",
    "dismissed",
    "recalled",
    "struck_from_planning",
)
MEASURES = (*CONFLICT_MEASURES, *DISCIPLINES)

REGISTER = Table(
    "register",
    "a version of the outcome of a case; no row is ever changed",
    (
        column("case_id*", "code", "Case; the same every year for the same matter."),
        column("version*", "integer", "1 is the first; the highest is what holds."),
        column("declarant_id", "code", "Official."),
        column("declaration_id", "code", "Declaration that the case was about."),
        column("unit_code", "code", "Unit."),
        column("outcome", "code", "What staff found.", CASE_OUTCOMES),
        column("measure", "code", "Measure on a conflict of interest, or form of discipline.", MEASURES),
        column("outcome_on", "date", "Day of the outcome."),
        column("decision_no", "text", "Number of the decision."),
        column("officer", "text", "Who handled it."),
        column("note", "text", "For staff."),
        column("source", "text", "File, sheet and row that it came from, or the command."),
        column("recorded_at*", "text", "When it was taken into the register, ISO with time zone."),
    ),
    key=("case_id", "version"),
)
LISTINGS = Table(
    "listings",
    "a case as it stood on the list of a run",
    (
        column("case_id*", "code", "Case."),
        column("run_id*", "code", "Run."),
        column("declarant_id", "code", "Official."),
        column("declaration_id", "code", "Declaration."),
        column("unit_code", "code", "Unit."),
        column("rank", "integer", "Place on the list; 1 is first."),
        column("priority", "number", "Priority that it stood there with."),
        column("listed_on", "date", "Day on which the list was made."),
    ),
    key=("case_id", "run_id"),
)
LOTTERY = Table(
    "lottery",
    "a person drawn by lot, with the chance of being drawn",
    (
        column("case_id*", "code", "Case of the person drawn, one a draw; begins with L."),
        column("declarant_id*", "code", "Official."),
        column("unit_code", "code", "Unit."),
        column("drawn_on*", "date", "Day of the draw."),
        column("fingerprint", "code", "SHA-256 of the list that was drawn from."),
        column("stratum*", "code", "Leaders are drawn apart.", ("leader", "person")),
        column("chance*", "number", "Chance of being drawn: of the unit, times of the person in it."),
    ),
    key=("case_id",),
)
REGISTERED = (REGISTER, LISTINGS, LOTTERY)
