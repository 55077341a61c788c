"""All rules by id, in the order of the catalogue: the families are listed here and nowhere else."""

from types import ModuleType

from pipeline.rules import (
    arithmetic,
    conflict,
    errors,
    family,
    income,
    kinship,
    liquid,
    peer,
    process,
    property,
    slips,
    wealth,
)
from pipeline.rules.rule import Rule

FAMILIES: tuple[ModuleType, ...] = (
    errors, slips, arithmetic, wealth, liquid, property, income, family, process, peer, conflict, kinship,
)  # fmt: skip


def _collected() -> dict[str, Rule]:
    found = [value for family in FAMILIES for value in vars(family).values() if isinstance(value, Rule)]
    rules = {rule.id: rule for rule in found}
    if len(rules) < len(found):
        raise ValueError("two rules have the same id")
    return rules


RULES = _collected()
# Rules that judge the findings of others run last, on those of everybody (conclude.py).
AFTER_ALL = {rule_id: rule for rule_id, rule in RULES.items() if rule.over == "unit_clusters"}
