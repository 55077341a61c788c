"""Pages that stand alone: style and script inside, nothing loaded from anywhere, every text escaped."""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def page(template: str, script: str = "", **values: Any) -> bytes:
    """The template filled in; `script` names a file of the templates, the only one that the page may run."""
    code = source(script) if script else ""
    policy = f"{NOTHING_ELSE}; script-src 'sha256-{digest(code)}'" if code else NOTHING_ELSE
    made = environment().get_template(template).render(policy=policy, script=Markup(code), **values)  # noqa: S704 ours
    return made.encode("utf-8")


def source(name: str) -> str:
    """The text of a template or script as it is shipped."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0]


def digest(code: str) -> str:
    """The hash by which a browser recognises a script that it may run."""
    return base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode()


def drawn(svg: str) -> Markup:
    """A picture of ours, to be put into a page as it is."""
    return Markup(svg)  # noqa: S704 made by drawing.inline, which escapes


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
