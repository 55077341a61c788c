"""A file that cannot be read: one line for the reader, in the language of the catalogue asked for."""

from pipeline.texts import ToldError


class UnreadableError(ToldError):
    """Stops the run with exit status 2. `str()` is the Vietnamese line; `said("en")` the English one."""

    spoken = "vi"
