"""The data dictionary, generated from the model of tables."""

from pipeline.model import DECLARED, FOLLOWED, JUDGED, REGISTERS, Table
from pipeline.model.table import Column

CHAPTERS = {
    "Declarations: what every source is turned into": DECLARED,
    "Registers, all optional": REGISTERS,
    "Followed from one declaration to the next": FOLLOWED,
    "Judged": JUDGED,
}
HEAD = """# Data dictionary

Generated from `pipeline/model/` by `make docs`; do not edit. A `*` marks a required column. Types: text and code
(identifiers: leading zeros matter), money (whole đồng), integer, number, date (ISO), boolean.
Empty means unknown, never 0.
"""


def data_dictionary() -> str:
    """docs/data_dictionary.md: a chapter a kind of table, a section a table, a row a column."""
    chapters = [
        f"## {title}\n\n" + "\n".join(_section(table) for table in tables) for title, tables in CHAPTERS.items()
    ]
    return "\n".join([HEAD, *chapters])


def _section(table: Table) -> str:
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    rows = "\n".join(_row(column) for column in table)
    head = "| column | type | what it holds |\n|---|---|---|"
    return f"### {table.name}\n\nOne row is {table.grain}.{key}\n\n{head}\n{rows}\n"


def _row(column: Column) -> str:
    words = f" One of {', '.join(f'`{word}`' for word in column.vocabulary)}." if column.vocabulary else ""
    return f"| `{column.name}`{'*' if column.required else ''} | {column.type} | {column.about}{words} |"
