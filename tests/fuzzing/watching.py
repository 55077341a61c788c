"""The command in a process of its own in which nothing but OUT may be written and no network is reached.

What Python itself opens, makes, moves or takes away is told by its audit events. What libraries in C write is seen by
looking at the folders afterwards.
"""

import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import NamedTuple

# Seconds of a processor, since others may keep it busy; and seconds in which one that waits for something is ended.
SECONDS = 60
WAITING_SECONDS = 900
MEMORY_BYTES = 2 << 30
# A library reserves more addresses than it uses; what is measured is what it used.
ADDRESSES_BYTES = 12 << 30
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Packages that keep data of their own, which came with them or which they compiled, as pickles.
OWN_DATA = ("/babel/", "/numba/")
REACHING = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname")
CHANGING = {"os.remove": 1, "os.rename": 2, "os.mkdir": 1, "os.rmdir": 1, "os.symlink": 2, "os.link": 2, "os.chmod": 1,
            "os.truncate": 1, "os.chown": 1, "shutil.rmtree": 1, "sqlite3.connect": 1}  # fmt: skip


class Seen(NamedTuple):
    """How a command ended: exit status (-1: it was ended from here), what it said, its cost, what it must not do."""

    status: int
    out: str
    err: str
    seconds: float
    peak_bytes: int
    forbidden: list[str]


def watch(allowed, report):
    """From now on this process tells `report` what it does outside of the folder `allowed`."""
    inside = os.path.realpath(allowed)

    def hook(event, arguments):
        if event in REACHING and not local(arguments):
            os.write(report, f"{event}: {arguments[1:]!r}\n".encode())
            raise OSError("no network here")
        if event == "pickle.find_class" and not own_data(sys._getframe(1)):
            os.write(report, f"{event}: {arguments!r}\n".encode())
        elif event == "open" and arguments[2] & WRITING:
            tell(arguments[:1])
        elif event in CHANGING:
            tell(arguments[: CHANGING[event]])

    def tell(paths):
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike) and not harmless(os.path.realpath(os.fsdecode(path))):
                os.write(report, f"writes {os.fsdecode(path)!r}\n".encode("utf-8", "replace"))

    def harmless(path):
        return path == inside or path.startswith((inside + os.sep, "/dev/", "/proc/self/")) or cache(path)

    sys.addaudithook(hook)


def own_data(frame):
    """True where one of these packages is reading."""
    while frame is not None:
        if any(package in frame.f_code.co_filename for package in OWN_DATA):
            return True
        frame = frame.f_back
    return False


def cache(path):
    """True for what libraries keep of themselves between two runs: compiled code and the list of fonts."""
    return "__pycache__" in path or "/matplotlib" in path or path.endswith(("/.config", "/.cache"))


def local(arguments):
    """True for a socket that is a file, and where a library asks only whether this computer knows IPv6."""
    return isinstance(arguments[-1], str | bytes) or arguments[-1] == ("::1", 0)


def held_to_limits():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES_BYTES, ADDRESSES_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS + 5))
    os.umask(0)


def perform(words, given, out):
    """The commands in this process, one after the other, watched; exit status, or 99 for what nobody caught."""
    from pipeline.__main__ import main

    held_to_limits()
    watch(out, 3)
    status = 0
    try:
        for word in words:
            status = status or main([word, *given])
        return status
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 98
    except BaseException:
        traceback.print_exc()
        return 99


def forked(words, given, out, folder):
    """The commands in a copy of this process, which has loaded everything already."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _within(words, given, out, folder)
    return _ended(child, folder, began)


def _within(words, given, out, folder):
    status = 97
    try:
        _prepared(folder)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
        status = perform(words, given, out)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _prepared(folder):
    """A group of its own, in a folder of its own, with what it says in files there."""
    os.setsid()
    for number, name in ((1, "said"), (2, "complained"), (3, "forbidden")):
        file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number, inheritable=True)
    os.chdir(folder)


def started(words, given, out, folder):
    """The commands in a fresh process, as make calls it, with a home of its own to see what is left there."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _prepared(folder)
        project = str(Path(__file__).resolve().parents[2])
        surroundings = os.environ | {"PYTHONPATH": project, "HOME": str(folder), "TMPDIR": str(folder)}
        call = [sys.executable, "-m", "tests.fuzzing.watching", ",".join(words), str(out), *given]
        os.execve(sys.executable, call, surroundings)
    return _ended(child, folder, began)


def _ended(child, folder, began):
    status, usage = _waited(child, began)
    texts = [(folder / name).read_text("utf-8", "replace") for name in ("said", "complained", "forbidden")]
    said, complained, forbidden = texts
    seconds = usage.ru_utime + usage.ru_stime
    return Seen(status, said, complained, seconds, usage.ru_maxrss << 10, forbidden.splitlines())


def _waited(child, began):
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), usage
        if time.monotonic() - began > WAITING_SECONDS:
            os.killpg(child, signal.SIGKILL)
            _, _, usage = os.wait4(child, 0)
            return -1, usage
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(perform(sys.argv[1].split(","), sys.argv[3:], sys.argv[2]))
