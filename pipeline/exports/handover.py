"""A file encrypted for those who are to have it, in the age format (any program for age opens it)."""

from collections.abc import Sequence

import pyrage
from pyrage import ssh, x25519

from pipeline.errors import InputError


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """The content for the holders of the keys to these public keys (`age1...`, or an SSH public key)."""
    if not recipients:
        raise InputError("TO is empty; give the public key of the recipient (age1...)")
    return bytes(pyrage.encrypt(content, [recipient(text) for text in recipients]))


def recipient(text: str) -> object:
    """The public key that a text stands for; a private key is refused and not repeated."""
    if text.upper().startswith("AGE-SECRET-KEY"):
        raise InputError("TO is a private key; ask the recipient for the public one, which begins with age1")
    kind = ssh.Recipient if text.startswith("ssh-") else x25519.Recipient
    try:
        return kind.from_str(text)
    except pyrage.RecipientError:
        raise InputError(f"TO={text}: is no public key of age; it begins with age1 and has 62 characters") from None
