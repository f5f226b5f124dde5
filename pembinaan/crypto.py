"""Encryption of single values and files at rest, with a keyed hash for equality search.

The keys are derived from NIK_KEY, which lies neither in the database nor in a backup: a NIK has few
possible values, so an index key beside the data would be no protection.
"""

import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12


@lru_cache(maxsize=8)
def _derived(secret, purpose):
    return HKDF(SHA256(), 32, salt=None, info=b"pembinaan " + purpose).derive(secret.encode())


def seal(value: bytes, context: str) -> bytes:
    """Encrypt with a fresh nonce; `context` (table.column) binds the value to its place."""
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(_derived(settings.NIK_KEY, b"seal"))
    return VERSION + nonce + cipher.encrypt(nonce, value, context.encode())


def open_sealed(sealed: bytes, context: str) -> bytes:
    """Inverse of `seal`; raises ValueError for another version, InvalidTag for a changed value."""
    sealed = bytes(sealed)
    if sealed[:1] != VERSION:
        raise ValueError("unknown version of a sealed value")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return AESGCM(_derived(settings.NIK_KEY, b"seal")).decrypt(nonce, body, context.encode())


def keyed_hash(value: str) -> bytes:
    """HMAC-SHA256 by which equal values are found without being readable."""
    return hmac.digest(_derived(settings.NIK_KEY, b"index"), value.encode(), "sha256")
