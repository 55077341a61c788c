"""What was asked on the command line: the options, completed by the moment and by the user's name.

Here, at the edge, the clock is read; everything behind is given what it says.
"""

import argparse
import getpass
import os
from datetime import date, datetime

from pipeline.options import DESCRIBED, Options, options
from pipeline.texts import ToldError


def asked(given: argparse.Namespace) -> Options:
    """The options of a command, with who asks and when."""
    texts = {name: getattr(given, name) for name in DESCRIBED}
    return options(texts | {"who": given.who.strip() or user(), "at": moment(given.at)})


def user() -> str:
    """The name of the account; its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def moment(at: str) -> str:
    """The moment, with its time zone; AT sets it where a past entry is made up for."""
    if not at:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        return datetime.fromisoformat(at).astimezone().isoformat(timespec="seconds")
    except ValueError:
        raise ToldError("error.moment", text=at) from None


def day(name: str, text: str) -> date:
    """The day that an option tells."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ToldError("error.day", name=name, text=text) from None
