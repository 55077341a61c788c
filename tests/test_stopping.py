"""Ctrl-C where a library swallows it."""

import signal

import pytest

from pipeline.stopping import go_on, hear


@pytest.fixture
def heard():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    hear()
    yield
    signal.signal(signal.SIGINT, before)


def _library():
    """Some libraries take every exception for a failed check."""
    try:
        signal.raise_signal(signal.SIGINT)
    except BaseException:
        return "swallowed"


def test_a_stop_that_was_swallowed_is_still_a_stop(heard):
    assert _library() == "swallowed"
    with pytest.raises(KeyboardInterrupt):
        go_on()
    go_on()


def test_a_stop_is_an_interrupt_at_once(heard):
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        go_on()


def test_nothing_stops_without_a_stop(heard):
    go_on()


def test_a_process_that_ignores_stops_goes_on_ignoring_them():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    hear()
    signal.raise_signal(signal.SIGINT)
    go_on()
    assert signal.signal(signal.SIGINT, before) is signal.SIG_IGN
