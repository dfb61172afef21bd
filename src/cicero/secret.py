"""Secrets: the key of this installation, what is sealed with it, and values that never print themselves."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cicero.config import Settings
from cicero.errors import CiceroError


class Secret:
    """A key or token. Printing or logging it shows nothing; `reveal` is for the one who sends it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and secrets.compare_digest(
            self._value.encode(), other._value.encode()
        )

    def __hash__(self) -> int:
        return hash((Secret, self._value))


def seal(settings: Settings, secret: Secret) -> bytes:
    """What may be stored of a secret: encrypted and authenticated with the installation's key."""
    return _box(installation_key(settings)).encrypt(secret.reveal().encode())


def unseal(settings: Settings, sealed: bytes) -> Secret:
    """CiceroError where it was sealed with another installation's key."""
    try:
        return Secret(_box(installation_key(settings)).decrypt(bytes(sealed)).decode())
    except InvalidToken:
        raise CiceroError(
            "A stored key cannot be read: it was sealed with another CICERO_SECRET.",
            "Set the CICERO_SECRET of then (or bring back the file `secret`), or enter the key again.",
        ) from None


def installation_key(settings: Settings) -> str:
    """From the settings, else made once and kept in the data directory."""
    if settings.secret:
        return settings.secret
    path = settings.data_dir / "secret"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _kept(path)
    except OSError as error:
        raise CiceroError(
            f"The installation's key cannot be kept in {path}: {error.strerror}.",
            "Make the data directory writable, or set CICERO_SECRET.",
        ) from None


@lru_cache(maxsize=8)
def _box(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cicero sealed secrets").derive(
        key.encode()
    )
    return Fernet(urlsafe_b64encode(derived))


def _kept(path: Path) -> str:
    """What stands in the file; written whole under another name first, so that two processes agree on it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
