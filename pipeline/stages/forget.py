"""Stage `forget`: retention. Cases closed before a day leave the register; nothing else does."""

from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.model.registered import REGISTERED
from pipeline.register.versions import expired
from pipeline.stages.register_file import registered
from pipeline.stages.run_context import Run
from pipeline.store.database import remove
from pipeline.texts import catalogue


def forget(run: Run, register: Path, before: date) -> int:
    """How many cases were taken out of the register and of the file that holds it."""
    say = catalogue(run.options.lang_ui)
    held = registered(register)
    gone = expired(held["register"], held["listings"], pd.Timestamp(before))
    if gone:
        remove(register, REGISTERED, gone)
    print(say("register.forgotten", count=len(gone), day=say.day(before)))
    return len(gone)
