"""An executed notebook as a page that stands alone: no script, nothing from outside, code folded away."""

from typing import Any

import mistune
from markupsafe import Markup

from pipeline.exports.page import page
from pipeline.texts import Catalogue


def notebook_page(notebook: dict[str, Any], say: Catalogue) -> bytes:
    """The page of a notebook (its JSON, after execution); raw HTML in its texts is shown as text."""
    cells = [cell_parts(cell) for cell in notebook["cells"]]
    title = next((heading(cell) for cell in notebook["cells"] if heading(cell)), say("notebook.picture"))
    return page("notebook.html", say=say, language=say.language, title=title, cells=cells)


def cell_parts(cell: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of a cell: its text, or its code and what it gave."""
    source = _joined(cell["source"])
    if cell["cell_type"] == "markdown":
        return {"text": Markup(markdown(source)), "code": "", "outputs": []}  # noqa: S704 ours
    return {"text": "", "code": source, "outputs": [shown(output) for output in cell.get("outputs", [])]}


def shown(output: dict[str, Any]) -> Markup:
    """An output: ours as HTML (made by `Book`, which escapes), anything else as text."""
    data = output.get("data", {})
    if "text/html" in data:
        return Markup(_joined(data["text/html"]))  # noqa: S704 made by Book, which escapes
    text = _joined(data.get("text/plain", output.get("text", "")))
    return Markup("<pre>{}</pre>").format(text) if text else Markup("")


def heading(cell: dict[str, Any]) -> str:
    """The first heading of a text cell, without its marks."""
    first = _joined(cell["source"]).lstrip().split("\n")[0]
    return first.lstrip("# ") if cell["cell_type"] == "markdown" and first.startswith("#") else ""


def markdown(text: str) -> str:
    """Markdown with tables as HTML; raw HTML in it is escaped."""
    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
