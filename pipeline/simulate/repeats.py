"""Declarations that repeat another's: couples who both file, and colleagues who copy."""

from dataclasses import replace

from pipeline.simulate.declaring import Filed
from pipeline.simulate.listing import Row
from pipeline.simulate.town import Town

SWAPPED = {"declarant": "spouse", "spouse": "declarant"}
OWN_ITEMS = 1_000_000  # added to the identity of things that are really somebody else's
COPIED = ("money", "precious_metal")


def repeated(town: Town, histories: list[list[Filed]]) -> None:
    """Changes the filings of those who repeat another's, in place: they are still being made."""
    for source, target in town.mirrors:
        _mirror(histories[source], histories[target])
    for target, source, year in town.copies:
        _copy(histories[source], histories[target], year)


def _mirror(one: list[Filed], other: list[Filed]) -> None:
    """The couple's things and incomes on the second form, with the two changing places."""
    theirs = {filed.filing.year: filed for filed in one if filed.filing.kind == "ANNUAL"}
    for filed in other:
        like = theirs.get(filed.filing.year)
        if like is None:
            continue
        filed.assets = [
            row | {"declaration_id": filed.declaration_id, "holder": _swapped(row["holder"])} for row in like.assets
        ]
        filed.incomes = [
            row | {"declaration_id": filed.declaration_id, "recipient": _swapped(row["recipient"])}
            for row in like.incomes
        ]
        filed.movements = [row | {"declaration_id": filed.declaration_id} for row in like.movements]
        children = [row for row in like.family if row["relation"] == "minor_child"]
        spouse = [row for row in filed.family if row["relation"] == "spouse"]
        filed.family = [
            row | {"declaration_id": filed.declaration_id, "person_no": str(number)}
            for number, row in enumerate(spouse + children, 1)
        ]
        filed.exits = dict(like.exits)


def _swapped(word: str) -> str:
    return SWAPPED.get(word, word)


def _copy(source: list[Filed], target: list[Filed], year: int) -> None:
    """Money, gold, incomes and words of a colleague, under one's own name."""
    theirs = next((filed for filed in source if filed.filing.year == year), None)
    mine = next((filed for filed in target if filed.filing.year == year), None)
    if theirs is None or mine is None:
        return
    kept = [row for row in mine.assets if row["category"] not in COPIED]
    kept += [_foreign(row, mine.declaration_id) for row in theirs.assets if row["category"] in COPIED]
    mine.assets = [row | {"item_no": str(number)} for number, row in enumerate(kept, 1)]
    mine.incomes = [row | {"declaration_id": mine.declaration_id} for row in theirs.incomes]
    mine.movements = [row | {"declaration_id": mine.declaration_id} for row in theirs.movements]
    mine.declaration["no_change_stated"] = theirs.declaration["no_change_stated"]


def _foreign(row: Row, declaration_id: str) -> Row:
    item = replace(row["_item"], uid=row["_item"].uid + OWN_ITEMS, parents=())
    return row | {"declaration_id": declaration_id, "_item": item, "_disturbance": "copied"}
