"""The words of the office and what each takes, beside the options that every word takes."""

# word: (what it does, option: what it is)
OFFICE: dict[str, tuple[str, dict[str, str]]] = {
    "outcome": (
        "outcomes of cases into the register: a filled list, or one case; with --case alone its history",
        {
            "file": "filled list (.xlsx or .csv); default: the list of the run directory",
            "case": "id of a case",
            "outcome": "explained, corrected, more_requested, verification_proposed, verified_truthful, ...",
            "measure": "measure on a conflict of interest, or form of discipline",
            "outcome_on": "day of the outcome (YYYY-MM-DD)",
            "decision_no": "number of the decision",
            "officer": "who handled it",
            "note": "anything else",
        },
    ),
    "draw": (
        "the lottery of the yearly verification plan, with its protocol",
        {"seed_text": "text that the witnesses agree on", "drawn_on": "day of the draw (YYYY-MM-DD)"},
    ),
    "forget": (
        "retention: cases closed before a day leave the register",
        {"before": "cases closed before this day (YYYY-MM-DD)"},
    ),
    "handover": (
        "encrypt a file for somebody",
        {"to": "public key of the recipient (age1...)", "file": "file to encrypt"},
    ),
}
PERIOD = {"period": "2026-Q3, 2026-H1, 2026-9M or 2026-Y; empty: the pages of the run"}
