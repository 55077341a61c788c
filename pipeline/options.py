"""What a user may choose: the variables of make and the options of the console command, with their defaults."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.texts import ToldError

# Choices that change no result: where, with what, by whom.
WITHOUT_EFFECT = ("data", "out", "workers", "engine", "scheduler", "register", "who", "why", "at")


@dataclass(frozen=True)
class Options:
    """One run's choices; empty text is "not given"."""

    data: Path = Path("data_samples/province")
    out: Path = Path("runs/sample")
    map: str = ""
    capacity: int = 30
    lang_ui: str = "vi"
    workers: int = 0
    engine: str = "local"
    scheduler: str = ""
    seed: int = 20260701
    as_of: date | None = None
    thresholds: str = ""
    profile: str = "analyst"
    region: str = "trung_bo"
    register: str = ""
    who: str = ""
    why: str = ""
    at: str = ""

    @property
    def processes(self) -> int:
        return self.workers or os.cpu_count() or 1


# option: (what it is, how its text is read)
DESCRIBED = {
    "data": "folder of the declarations to read",
    "out": "run directory",
    "map": "shipped column map (taiwan, kosovo) or a folder of maps; none for packs and forms",
    "capacity": "how many cases the staff can take",
    "lang_ui": "language of what is written for people: vi or en",
    "workers": "how many processes (default: all cores)",
    "engine": "local or dask",
    "scheduler": "address of a running Dask scheduler",
    "seed": "seed of the forests and of every sampling",
    "as_of": "take the law as it stood on this day (YYYY-MM-DD)",
    "thresholds": "file of the office's own analytic thresholds",
    "profile": "what people are shown: summary, analyst or full",
    "region": "how large a sào is: bac_bo (360 m2), trung_bo (500 m2) or nam_bo (a công of 1,000 m2)",
    "register": "register that several run directories share; default: register/register.sqlite in OUT",
    "who": "who does it, for the access log; default: the user's name",
    "why": "why, for the access log",
    "at": "moment to record, where an entry is made up for (default: now)",
}


def options(given: dict[str, str]) -> Options:
    """Options from their texts; raises InputError that names the option and what it takes."""
    values: dict[str, object] = {}
    for name, text in given.items():
        if text == "":
            continue
        values[name] = _READ[name](name, text) if name in _READ else text
    return Options(**values)  # type: ignore[arg-type]


def _folder(_name: str, text: str) -> Path:
    return Path(text)


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or (name == "capacity" and int(text) == 0):
        raise ToldError("error.whole_above_0" if name == "capacity" else "error.whole", name=name.upper(), text=text)
    return int(text)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ToldError("error.day", name=name.upper(), text=text) from None


def _one_of(*words: str) -> Callable[[str, str], object]:
    def read(name: str, text: str) -> str:
        if text not in words:
            raise ToldError("error.one_of", name=name.upper(), text=text, choices=", ".join(words))
        return text

    return read


_READ: dict[str, Callable[[str, str], object]] = {
    "data": _folder,
    "out": _folder,
    "capacity": _whole,
    "workers": _whole,
    "seed": _whole,
    "as_of": _day,
    "lang_ui": _one_of("vi", "en"),
    "engine": _one_of("local", "dask"),
    "profile": _one_of("summary", "analyst", "full"),
    "region": _one_of("bac_bo", "trung_bo", "nam_bo"),
}
