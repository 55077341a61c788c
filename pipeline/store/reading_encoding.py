"""Which encoding a text file has, and its content as UTF-8; never mojibake: what is not certain is refused by name.

A file that is not UTF-8 or UTF-16 is read in the legacy encoding that makes Vietnamese syllables of nearly all
its words with letters beyond ASCII, and only if no other does. The same test finds TCVN3 and VNI text that a
spreadsheet has saved as UTF-8 because it knew the font only.
"""

import codecs
import gzip
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.store.reading_error import UnreadableError
from pipeline.store.reading_legacy import from_tcvn3, from_vni

BLOCK_BYTES = 4 << 20
SAMPLE_BYTES = 1 << 18
SAMPLE_LINES = 2_000
# A gzip file beyond both is taken for a bomb: tables of text shrink to a hundredth at the very best.
GZIP_RATIO = 300
GZIP_BYTES = 1 << 26
# A legacy encoding is believed when this share of the words beyond ASCII are Vietnamese syllables in it.
CERTAIN_SHARE = 0.8
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?"
    r"(?:[aăâeêioôơuưy]|i[aê]|yê|oa|oă|oe|u[aâêôơy]|ươ|ưa|uyê|uya|ia|ai|ao|au|âu|ay|ây|eo|êu|iêu|yêu|iu|oai|oay|oeo|"
    r"oi|ôi|ơi|ua|ui|uôi|uây|uyu|ưi|ưu|ươi|ươu|uê)"
    r"(?:ch|c|m|ng|nh|n|p|t)?"
)
_WORDS = re.compile(r"[^\s\d,;:.\"'()/\\<>=+*%&?!|\[\]{}_-]+")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_BEYOND_LATIN_1 = re.compile("[^\u0000-\u00ff]")


def _cp1258(raw: bytes) -> str:
    return unicodedata.normalize("NFC", raw.decode("cp1258"))


def _tcvn3(raw: bytes) -> str:
    return from_tcvn3(raw.decode("latin-1"))


def _vni(raw: bytes) -> str:
    return from_vni(raw.decode("latin-1"))


DECODERS: dict[str, Callable[[bytes], str]] = {
    "windows-1258": _cp1258,
    "tcvn3": _tcvn3,
    "vni": _vni,
    "tcvn3 in utf-8": lambda raw: from_tcvn3(raw.decode("utf-8")),
    "vni in utf-8": lambda raw: from_vni(raw.decode("utf-8")),
}
LEGACY = ("windows-1258", "tcvn3", "vni")
DISGUISED = ("tcvn3 in utf-8", "vni in utf-8")


def text_blocks(path: Path, name: str, encoding: str) -> Iterator[bytes]:
    """The file as UTF-8 bytes without BOM, in blocks; raises UnreadableError that names the file."""
    with opened(path) as file:
        yield from _blocks(_guarded(file, path, name), encoding, name)


def opened(path: Path) -> BinaryIO:
    """The bytes of a plain or gzipped file."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def encoding_of(path: Path, name: str) -> str:
    """`utf-8`, `utf-16-le`, `utf-16-be` or a key of DECODERS."""
    with opened(path) as file:
        blocks = _guarded(file, path, name)
        first = next(blocks, b"")
        known = _by_first_bytes(first, name)
        return known or _by_words(_lines_beyond_ascii(first, blocks), name)


def _by_first_bytes(first: bytes, name: str) -> str | None:
    for bom, encoding in BOMS:
        if first.startswith(bom):
            return encoding if encoding != "utf-8" else None
    head = first[:4096]
    if b"\0" not in head:
        return None
    zeros_at_odd = head[1::2].count(0) > len(head) // 8
    zeros_at_even = head[0::2].count(0) > len(head) // 8
    if zeros_at_odd != zeros_at_even:
        return "utf-16-le" if zeros_at_odd else "utf-16-be"
    raise UnreadableError("reading.not_text", file=name)


def _lines_beyond_ascii(first: bytes, blocks: Iterator[bytes]) -> bytes:
    """Up to SAMPLE_BYTES of the lines that hold bytes beyond ASCII, from wherever they stand in the file."""
    sample, rest = bytearray(), b""
    for block in chain([first], blocks):
        whole = rest + block
        end = whole.rfind(b"\n") + 1
        sample += b"".join(islice(_beyond_ascii(whole[:end]), SAMPLE_LINES)) if not whole.isascii() else b""
        rest = whole[end:]
        if len(sample) >= SAMPLE_BYTES:
            return bytes(sample)
    return bytes(sample) + (b"" if rest.isascii() else rest)


def _beyond_ascii(lines: bytes) -> Iterator[bytes]:
    """The whole lines that hold a byte beyond ASCII."""
    end = 0
    while match := _BEYOND_ASCII.search(lines, end):
        start = lines.rfind(b"\n", 0, match.start()) + 1
        end = lines.find(b"\n", match.start()) + 1
        yield lines[start:end]


def _by_words(sample: bytes, name: str) -> str:
    """The encoding that makes Vietnamese of the sample."""
    try:
        text = sample.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _best(sample, LEGACY) or _refused(name)
    if not _looks_disguised(text) or vietnamese_share(text) >= CERTAIN_SHARE:
        return "utf-8"
    return _best(sample.removeprefix(codecs.BOM_UTF8), DISGUISED) or "utf-8"


def _looks_disguised(text: str) -> bool:
    """True for text beyond ASCII that is all Latin-1, as the codes of TCVN3 and VNI are when shown so."""
    return _BEYOND_LATIN_1.search(text) is None and len(_words_beyond_ascii(text)) >= 3


def _refused(name: str) -> str:
    raise UnreadableError("reading.encoding", file=name)


def _best(sample: bytes, candidates: tuple[str, ...]) -> str | None:
    """The one candidate that is certain; None where none is, or two are."""
    shares = {encoding: _share(sample, encoding) for encoding in candidates}
    certain = [encoding for encoding, share in shares.items() if share >= CERTAIN_SHARE]
    best = max(certain, key=lambda encoding: shares[encoding], default=None)
    rivals = [encoding for encoding in certain if encoding != best and shares[encoding] > shares[best or ""] - 0.1]
    return None if rivals else best


def _share(sample: bytes, encoding: str) -> float:
    try:
        return vietnamese_share(DECODERS[encoding](sample))
    except UnicodeDecodeError:
        return 0.0


def vietnamese_share(text: str) -> float:
    """Share of the words with letters beyond ASCII that are Vietnamese syllables; 0 where there is none."""
    words = _words_beyond_ascii(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _words_beyond_ascii(text: str) -> list[str]:
    return [word for word in _WORDS.findall(text) if not word.isascii()]


def is_syllable(word: str) -> bool:
    """True where a word has the build of a Vietnamese syllable: initial, vowel, final, at most one tone."""
    parts = unicodedata.normalize("NFD", word.lower().replace("–", ""))
    tones = sum(letter in _TONES for letter in parts)
    bare = "".join(letter for letter in parts if letter not in _TONES)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _guarded(file: BinaryIO, path: Path, name: str) -> Iterator[bytes]:
    """Blocks of the file; a broken or exploding gzip is refused."""
    size, read = path.stat().st_size, 0
    try:
        while block := file.read(BLOCK_BYTES):
            read += len(block)
            if read > GZIP_BYTES and read > GZIP_RATIO * size:
                raise UnreadableError("reading.bomb", file=name)
            yield block
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableError("reading.broken_gzip", file=name) from error


def _blocks(raw: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    if encoding == "utf-8":
        first = next(raw, b"")
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from raw
    elif encoding.startswith("utf-16"):
        yield from _from_utf16(raw, encoding, name)
    else:
        yield from _from_legacy(raw, encoding)


def _from_utf16(raw: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for number, block in enumerate(raw):
            text = decoder.decode(block)
            yield (text.removeprefix("\ufeff") if number == 0 else text).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeError as error:
        raise UnreadableError("reading.encoding", file=name) from error


def _from_legacy(raw: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Whole lines at a time, since a letter may be two codes."""
    rest = b""
    for block in raw:
        whole, cut, tail = (rest + block).rpartition(b"\n")
        yield DECODERS[encoding](whole + cut).encode("utf-8")
        rest = tail
    yield DECODERS[encoding](rest).encode("utf-8")
