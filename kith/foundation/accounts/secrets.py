"""Encrypts the few secrets that must be kept, with keys derived from the installation's own."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"kith second factor"


def _key(secret: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))


def _keys() -> MultiFernet:
    """The present key first; older ones still open what they closed."""
    return MultiFernet([_key(s) for s in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def encrypt(text: str) -> str:
    """A secret as it may be stored; the same secret never looks the same twice."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The secret again; raises `cryptography.fernet.InvalidToken` if it was tampered with."""
    return _keys().decrypt(stored.encode()).decode()
