"""What stops a run: one line for the reader and an exit status, never a traceback."""


class InputError(Exception):
    """Arguments or input that cannot be used: exit status 2. The message names file, place and remedy."""

    exit_status = 2


class BlockingError(Exception):
    """The data failed a blocking expectation: exit status 3. The run directory says which and how often."""

    exit_status = 3
