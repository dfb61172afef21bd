"""The key that signs form tokens: from the settings, else made once and kept in the data directory."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cicero.config import Settings
from cicero.errors import CiceroError


def secret(settings: Settings) -> str:
    if settings.secret:
        return settings.secret
    path = settings.data_dir / "secret"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _kept(path)
    except OSError as error:
        raise CiceroError(
            f"The key for form tokens cannot be kept in {path}: {error.strerror}.",
            "Make the data directory writable, or set CICERO_SECRET.",
        ) from None


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
