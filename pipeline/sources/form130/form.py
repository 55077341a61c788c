"""One form from its lines of text, wherever they come from."""

import hashlib
from collections.abc import Sequence

from pipeline.params import Parameters
from pipeline.sources.form130.frames import Form, FormRead, frames
from pipeline.sources.form130.understanding import understood
from pipeline.sources.rejected import Place
from pipeline.store.reading_documents import Line
from pipeline.texts import Catalogue


def read_form(
    lines: Sequence[Line], place: Place, parameters: Parameters, say: Catalogue, region: str = "trung_bo"
) -> FormRead:
    """The tables of one form; its text and file name make the id of a declaration that prints none."""
    text = "\n".join(piece.text for line in lines for piece in line.pieces)
    return frames([Form(place, understood(lines, digest(text.encode(), place.file)))], parameters, say, region)


def digest(content: bytes, name: str) -> str:
    """SHA-256 over the content of a form and the last part of its name: the same file elsewhere is the same form."""
    return hashlib.sha256(content + b"\0" + name.rpartition("/")[2].encode()).hexdigest()
