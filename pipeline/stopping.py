"""Ctrl-C, remembered: where a library swallows the interrupt, the stage is not taken for done."""

import signal
import threading
from types import FrameType

_heard = threading.Event()


def hear() -> None:
    """From here on a stop is remembered; a process that was started to ignore it goes on ignoring it."""
    heard_here = threading.current_thread() is threading.main_thread()
    if heard_here and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def _note(_number: int, _frame: FrameType | None) -> None:
    _heard.set()
    raise KeyboardInterrupt


def go_on() -> None:
    """Raises KeyboardInterrupt, once, where a stop was heard."""
    if _heard.is_set():
        _heard.clear()
        raise KeyboardInterrupt
