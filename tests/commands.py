"""The console command in processes of its own, as make calls it, and small packs to give it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline.simulate import World, province, write_pack

PROJECT = Path(__file__).resolve().parent.parent


def words_of(*words, **options):
    """The command line of `declarations <words>` with options by name."""
    given = [text for name, value in options.items() for text in (f"--{name.replace('_', '-')}", str(value))]
    return [sys.executable, "-m", "pipeline", *words, *given]


def started(*words, environment=None, **options):
    """The command, running; whoever asks has to end it or to wait for it."""
    surroundings = os.environ | {"PYTHONHASHSEED": "0"} | (environment or {})
    pipe = subprocess.PIPE
    return subprocess.Popen(
        words_of(*words, **options),
        cwd=PROJECT,
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=surroundings,
        preexec_fn=_hears_a_stop,
    )


def _hears_a_stop():
    """A suite in the background of a shell ignores Ctrl-C, and what it starts would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def command(*words, environment=None, **options):
    """The command after its end."""
    with started(*words, environment=environment, **options) as process:
        out, err = process.communicate(timeout=600)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def pack_in(folder, **world):
    """A synthetic province written into `folder` as CSV files of its years and registers."""
    for name, content in write_pack(province(World(**world))).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
