"""The documentation as a small static site: pages out of Markdown, and a search that works without a network."""

import json
import re
import unicodedata
from html import unescape
from posixpath import dirname, relpath

import mistune
from markupsafe import Markup

from pipeline.exports.page import environment, source

SCRIPT = "handbook.js"
INDEX = "search_index.js"
# How the pages stand in the menu; what is not named here follows under "rules".
MENU = {
    "start": ("README.vi.md", "README.md", "bat_dau.md", "nam_lam_viec.md"),
    "data": ("data_dictionary.md", "law_parameters.md", "errors.md", "adding.md"),
    "method": ("method.md", "model_card.md", "scale.md", "privacy.md", "glossary.md", "comparison.md", "decisions.md"),
}
# A page is found by this much of its text and by all its headings.
LONGEST_EXCERPT = 200_000


def handbook(pages: dict[str, str], files: dict[str, bytes]) -> dict[str, bytes]:
    """HTML pages by name for Markdown pages by name, beside `files` (pictures) as they are, and the search index."""
    made = {target(name): page(name, text, pages) for name, text in sorted(pages.items())}
    made["index.html"] = made[target("README.vi.md")] if "README.vi.md" in pages else made[min(made)]
    made[INDEX] = b"const PAGES = " + json.dumps(search_index(pages), ensure_ascii=False).encode() + b";\n"
    made[SCRIPT] = source(SCRIPT).encode()
    return made | files


def page(name: str, text: str, pages: dict[str, str]) -> bytes:
    """One page with the menu beside it; links between Markdown files become links between pages."""
    up = "../" * name.count("/")
    body = Markup(linked(markdown(text), name, pages))  # noqa: S704 our own documents, raw HTML escaped
    values = {"title": title(name, text), "body": body, "menu": menu(pages), "up": up, "name": target(name)}
    language = "vi" if re.search(r"\b(của|không|được)\b", text) else "en"
    made = environment().get_template("handbook.html").render(language=language, **values)
    return made.encode("utf-8")


def menu(pages: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """By heading of the menu: (page, title) in order; rule cards by language at the end."""
    named = {part: [name for name in names if name in pages] for part, names in MENU.items()}
    rest = sorted(set(pages) - {name for names in named.values() for name in names})
    return {
        part: [(target(name), title(name, pages[name])) for name in names]
        for part, names in {**named, "rules": [name for name in rest if name.endswith("README.md")]}.items()
    }


def search_index(pages: dict[str, str]) -> list[dict[str, str]]:
    """One entry a section: page, anchor, heading, and its words without diacritics."""
    entries = []
    for name, text in sorted(pages.items()):
        for heading, body in sections(text):
            words = re.sub(r"\s+", " ", f"{heading} {body}")[:LONGEST_EXCERPT]
            entry = {"page": target(name), "anchor": slug(heading), "heading": heading, "title": title(name, text)}
            entries.append(entry | {"text": words[:300], "words": folded_text(words)})
    return entries


def sections(text: str) -> list[tuple[str, str]]:
    """(heading, text below it) of every section; what stands before the first heading belongs to none."""
    parts = re.split(r"^#{1,3} (.+)$", without_code(text), flags=re.MULTILINE)
    return [(_plain(heading), _plain(body)) for heading, body in zip(parts[1::2], parts[2::2], strict=True)]


def without_code(text: str) -> str:
    """The text with comment lines of code blocks indented, so that they are no headings."""
    blocks = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(block.replace("\n#", "\n #") if block.startswith("```") else block for block in blocks)


def markdown(text: str) -> str:
    """Markdown as HTML with an anchor at every heading; raw HTML in it is left out."""
    made = str(
        mistune.create_markdown(escape=True, plugins=["table"])(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    )
    return re.sub(r"<h([1-3])>(.*?)</h\1>", _with_anchor, made, flags=re.DOTALL)


def linked(html: str, name: str, pages: dict[str, str]) -> str:
    """Links of a page turned to the pages of the site; what lies outside of it becomes plain text."""

    def turn(found: re.Match[str]) -> str:
        address, words = found["address"], found["words"]
        if re.match(r"https?:|mailto:|#", address):
            return found[0]
        path, _, anchor = address.partition("#")
        aim = resolved(name, path)
        if aim not in pages:
            return words
        away = relpath(target(aim), dirname(name) or ".")
        return f'<a href="{away}{"#" + anchor if anchor else ""}">{words}</a>'

    turned = re.sub(r'<a href="(?P<address>[^"]*)">(?P<words>.*?)</a>', turn, html, flags=re.DOTALL)
    return turned.replace('src="docs/', 'src="')


def resolved(name: str, path: str) -> str:
    """The page that a link leads to, by its name below docs; the READMEs stand beside docs."""
    beside = path.removeprefix("docs/") if name.startswith("README") else path
    parts: list[str] = []
    for part in [*dirname(name).split("/"), *beside.split("/")]:
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    whole = "/".join(parts)
    return whole if whole.endswith(".md") or not whole else f"{whole}/README.md"


def title(name: str, text: str) -> str:
    """The first heading."""
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return _plain(found[1]) if found else name


def slug(heading: str) -> str:
    """'Phút 0 đến 5' as 'phut-0-den-5'."""
    return re.sub(r"[^a-z0-9]+", "-", folded_text(heading)).strip("-")


def target(name: str) -> str:
    return re.sub(r"\.md$", ".html", name)


def folded_text(text: str) -> str:
    """The text in small letters without diacritics, as the search of the pages writes what is looked for."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _with_anchor(found: re.Match[str]) -> str:
    level, words = found[1], found[2]
    return f'<h{level} id="{slug(unescape(re.sub("<[^>]*>", "", words)))}">{words}</h{level}>'


def _plain(text: str) -> str:
    """Markdown without its marks."""
    return re.sub(r"[`*|>#]|\[([^\]]*)\]\([^)]*\)", lambda found: found[1] or "", text).strip()
