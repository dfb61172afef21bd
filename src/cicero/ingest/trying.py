"""Trying a source with one cheap call, to tell whether its key and address are right."""

from __future__ import annotations

from msgspec import Struct

from cicero.errors import GoneError, UpstreamError
from cicero.ingest.calling import Caller, ask
from cicero.records import AccountRef
from cicero.sources.registry import source as registered
from cicero.sources.source import Quota, Target

WELL_KNOWN = {"instagram": "instagram", "tiktok": "tiktok"}
"""The networks' own accounts: they exist as long as the network does."""


class Tried(Struct, frozen=True, kw_only=True):
    """Whether the source answered; else `reason` (of `UpstreamError`), what happened and what to do."""

    ok: bool
    reason: str = ""
    message: str = ""
    hint: str = ""
    quota: Quota | None = None


async def try_source(caller: Caller, name: str) -> Tried:
    """Ask the source for an account; also while it is being left alone."""
    platform = registered(name).platform
    target = Target(account=AccountRef(platform=platform, handle=WELL_KNOWN[platform]))
    try:
        answer = await ask(caller, name, "test", lambda client: client.profile(target), anyway=True)
    except GoneError:
        # It knows no such account, and said so as one does whose key is right.
        return Tried(ok=True)
    except UpstreamError as error:
        return Tried(ok=False, reason=error.reason, message=str(error), hint=error.hint)
    return Tried(ok=True, quota=answer.quota)
