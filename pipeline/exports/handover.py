"""A file encrypted for those who are to have it, in the age format (any program for age opens it)."""

from collections.abc import Sequence

import pyrage
from pyrage import ssh, x25519

from pipeline.texts import ToldError


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """The content for the holders of the keys to these public keys (`age1...`, or an SSH public key)."""
    if not recipients:
        raise ToldError("error.no_recipient")
    return bytes(pyrage.encrypt(content, [recipient(text) for text in recipients]))


def recipient(text: str) -> object:
    """The public key that a text stands for; a private key is refused and not repeated."""
    if text.upper().startswith("AGE-SECRET-KEY"):
        raise ToldError("error.private_key")
    kind = ssh.Recipient if text.startswith("ssh-") else x25519.Recipient
    try:
        return kind.from_str(text)
    except pyrage.RecipientError:
        raise ToldError("error.public_key", text=text) from None
