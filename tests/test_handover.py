"""Hand-over: only the holder of the key reads the file, and a wrong key is refused in one line."""

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from pipeline.errors import InputError
from pipeline.exports.handover import encrypted

KEY = x25519.Identity.generate()


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=10_000))
def test_the_recipient_reads_what_was_sent(content):
    sent = encrypted(content, [str(KEY.to_public())])
    assert pyrage.decrypt(sent, [KEY]) == content
    assert len(content) < 16 or content not in sent


def test_each_of_several_recipients_reads_it_and_nobody_else():
    other, stranger = x25519.Identity.generate(), x25519.Identity.generate()
    sent = encrypted(b"list", [str(KEY.to_public()), str(other.to_public())])
    assert pyrage.decrypt(sent, [KEY]) == pyrage.decrypt(sent, [other]) == b"list"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sent, [stranger])


@pytest.mark.parametrize("text", ["age1abc", "somebody", "ssh-ed25519 nothing", ""])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(InputError, match="^TO"):
        encrypted(b"list", [text])


def test_a_private_key_is_refused_without_being_repeated():
    with pytest.raises(InputError) as refused:
        encrypted(b"list", [str(KEY)])
    assert str(KEY)[20:] not in str(refused.value)


def test_nobody_is_no_recipient():
    with pytest.raises(InputError, match="TO is empty"):
        encrypted(b"list", [])
