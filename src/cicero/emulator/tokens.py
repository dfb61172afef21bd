"""Opaque page tokens: they carry a position and say nothing to whoever holds one."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

_KEY = b"emulated tokens"


def seal(subject: str, position: int) -> str:
    """A token for the next page of that subject."""
    plain = position.to_bytes(12, "big", signed=True)
    mark = blake2b(plain, key=_KEY, digest_size=6, person=_person(subject)).digest()
    return urlsafe_b64encode(mark + _stir(plain, mark)).decode()


def unseal(subject: str, token: str) -> int | None:
    """The position; None where the token is not one of that subject's."""
    try:
        raw = urlsafe_b64decode(token.encode())
    except ValueError:
        return None
    mark, plain = raw[:6], _stir(raw[6:], raw[:6])
    if len(plain) != 12 or blake2b(plain, key=_KEY, digest_size=6, person=_person(subject)).digest() != mark:
        return None
    return int.from_bytes(plain, "big", signed=True)


def _stir(data: bytes, mark: bytes) -> bytes:
    stream = blake2b(mark, key=_KEY, digest_size=12).digest()
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))


def _person(subject: str) -> bytes:
    return blake2b(subject.encode(), digest_size=16).digest()
