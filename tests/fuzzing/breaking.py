"""Changes of files: their bytes, the parts of an archive, their names, links; the files of a map; the text of forms."""

import re
import zipfile
from io import BytesIO

from tests.fuzzing.changing import odd

NAMES = (
    "assets.csv", "Assets.CSV", "2023/assets .csv", "declarations.txt", "declarations.parquet", "units.xlsx", "x.docx",
    "corrections.csv", "sub/.hidden.csv", "~$assets.xlsx", "assets.csv.gz", "con.csv", "tên có dấu/assets.csv",
    "a\nb/assets.csv", "assets/part-0.parquet", "<b>/family.csv", "=1/family.csv", "{0}/family.csv", "%s/family.csv",
    "x" * 200 + "/incomes.csv", "incomes.csv/incomes.csv", "\udcff/assets.csv", "quarantine.xlsx", "assets.xlsb",
)  # fmt: skip
TARGETS = ("/etc/passwd", "/dev/zero", "..", ".", "declarations.csv", "nowhere", "/proc/self/environ")
TOKENS = (b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"<", b">", b"&", b"PK\x03\x04", b"PAR1", b"\xef\xbb\xbf", b"]]>",
          b"<!DOCTYPE a>", b"\x1f\x8b", b"999999999999", b"-1", b";", b"\t", b"\xc3", b"\xed\xa0\x80")  # fmt: skip


def broken_bytes(content, dice):
    """Bytes turned, cut out, put in, repeated or cut off."""
    if not content:
        return dice.choice(TOKENS)
    place = dice.randrange(len(content))
    length = dice.choice((1, 1, 2, 8, 64, 500))
    before, here, after = content[:place], content[place : place + length], content[place + length :]
    way = dice.choice(("turn", "cut out", "put in", "repeat", "cut off", "random", "token"))
    return {
        "turn": before + bytes(byte ^ (1 << dice.randrange(8)) for byte in here) + after,
        "cut out": before + after,
        "put in": before + dice.randbytes(length) + here + after,
        "repeat": before + here * 3 + after,
        "cut off": before,
        "random": before + dice.randbytes(len(here)) + after,
        "token": before + dice.choice(TOKENS) + here + after,
    }[way]


def broken_archive(content, dice):
    """An archive of which one part is broken, and that is put together again."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return broken_bytes(content, dice)
    name = dice.choice(sorted(parts))
    parts[name] = dice.choice((broken_bytes, broken_markup))(parts[name], dice)
    if dice.random() < 0.1:
        parts.pop(dice.choice(sorted(parts)))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inner in parts.items():
            archive.writestr(part, inner)
    return buffer.getvalue()


def broken_markup(content, dice):
    """XML that is whole but says something else: a text, an attribute or a run of elements."""
    places = [match.span(1) for match in re.finditer(rb">([^<>]+)<|\"([^\"]*)\"", content) if match.group(1)]
    if not places:
        return broken_bytes(content, dice)
    start, end = dice.choice(places)
    text = odd(dice).encode("utf-8", "replace").replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    return content[:start] + text + content[end:]


def break_files(files, dice):
    """One of the files is broken in its bytes; archives sometimes in one of their parts. The names of what was broken."""
    name = dice.choice(sorted(files))
    archive = name.endswith((".xlsx", ".docx")) and dice.random() < 0.7
    for _ in range(dice.choice((1, 1, 2, 5))):
        files[name] = (broken_archive if archive else broken_bytes)(files[name], dice)
    return name


def move_files(files, dice):
    """One of the files is found under another name, or under two."""
    name = dice.choice(sorted(files))
    new = dice.choice(NAMES)
    files[new] = files[name]
    if dice.random() < 0.5 and new != name:
        del files[name]
    return name


def add_link(pack, dice):
    pack.links[dice.choice(("assets.csv", "2024", "units.parquet", "x.docx", "a/b"))] = dice.choice(TARGETS)


def break_map(maps, dice):
    """A cell or a byte of a file of the map is changed."""
    name = dice.choice(sorted(maps))
    if dice.random() < 0.4:
        maps[name] = broken_bytes(maps[name], dice)
        return
    lines = maps[name].decode("utf-8", "replace").split("\n")
    row = dice.randrange(len(lines))
    cells = lines[row].split(",")
    cells[dice.randrange(len(cells))] = odd(dice)
    lines[row] = ",".join(cells)
    maps[name] = "\n".join(lines).encode("utf-8", "replace")
