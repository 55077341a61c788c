"""Canonical tables: columns, types, keys, grain and vocabularies."""

from pipeline.model.declared import (
    ASSETS,
    DECLARATIONS,
    DECLARED,
    FAMILY,
    INCOMES,
    LIABILITIES,
    MOVEMENTS,
    PROVENANCE,
)
from pipeline.model.followed import EXPLAINED, FOLLOWED, ITEM_CHANGES, PAIRS, POSITIONS
from pipeline.model.judged import CASES, FLAGS, HYPOTHESES, JUDGED, QUARANTINE, RULE_OUTCOMES, SCORES
from pipeline.model.registers import REGISTERS
from pipeline.model.table import Column, Table

INPUTS: dict[str, Table] = {table.name: table for table in (*DECLARED, *REGISTERS)}
TABLES: dict[str, Table] = {**INPUTS, **{table.name: table for table in (*FOLLOWED, *JUDGED)}}

__all__ = [
    "ASSETS",
    "CASES",
    "Column",
    "DECLARATIONS",
    "DECLARED",
    "EXPLAINED",
    "FAMILY",
    "FLAGS",
    "FOLLOWED",
    "HYPOTHESES",
    "INCOMES",
    "INPUTS",
    "ITEM_CHANGES",
    "JUDGED",
    "LIABILITIES",
    "MOVEMENTS",
    "PAIRS",
    "POSITIONS",
    "PROVENANCE",
    "QUARANTINE",
    "REGISTERS",
    "RULE_OUTCOMES",
    "SCORES",
    "TABLES",
    "Table",
]
