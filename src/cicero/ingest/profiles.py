"""Looking at an account itself: who it is, how many follow it, whether it can still be read."""

from __future__ import annotations

from datetime import datetime, timedelta

from cicero import accounts, clients, posts
from cicero.db import Connection, execute, sql
from cicero.errors import AnswerError, GoneError
from cicero.ingest.calling import Caller, Purpose, ask
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import RECHECKS, Watched, find_watched
from cicero.records import Profile
from cicero.sources.source import Answer

EVERY = timedelta(hours=22)
"""Follower counts are read daily at least; a little sooner, so that no calendar day is missed."""


async def look_at_profile(
    caller: Caller, source: str, watched: Watched, purpose: Purpose = "profile"
) -> Watched | None:
    """Read the account and store it; None where its posts cannot be read (private), or it is another's now.

    A handle that is gone, or that leads to somebody else, is not the end: the platform's own id finds the
    account again under its new handle.
    """
    answer, profile = await _find(caller, source, watched, purpose)
    at = answer.observed_at
    async with caller.pool.connection() as connection, connection.transaction():
        account_id = (await accounts.resolve(connection, [profile.account]))[profile.account]
        if account_id != watched.account_id:
            await _join(connection, watched, account_id, at)
        if watched.handle and profile.account.handle != watched.handle and watched.platform_id:
            await accounts.note_rename(connection, account_id, watched.handle, at)
        await accounts.store_profiles(connection, [(account_id, profile)])
        await posts.set_followers(connection, [account_id], watched.profile_at)
        await keep_raw(connection, account_id, source, answer)
        await _note(connection, account_id, watched, profile, at)
        found = await find_watched(connection, account_id)
    return None if profile.private else found


async def _find(caller: Caller, source: str, watched: Watched, purpose: Purpose) -> tuple[Answer, Profile]:
    try:
        if watched.handle is None:
            raise GoneError(f"{watched.label} has no handle that is known.")
        answer = await ask(caller, source, purpose, lambda client: client.profile(watched.target))
        profile = profile_in(answer, watched.label)
        if watched.platform_id in (None, profile.account.platform_id):
            return answer, profile
    except GoneError:
        if watched.platform_id is None:
            raise
    answer = await ask(caller, source, purpose, lambda client: client.profile_by_id(watched.target))
    return answer, profile_in(answer, watched.label)


def profile_in(answer: Answer, label: str) -> Profile:
    """The account in the answer about `label`, which is how messages call it."""
    for record in answer.records:
        if isinstance(record, Profile):
            return record
    raise AnswerError(
        f"The answer about {label} holds no account.", "The source may have changed its answers."
    )


async def _join(connection: Connection, watched: Watched, account_id: int, at: datetime) -> None:
    """The handle belongs to an account that is here already (from a file): it is watched instead."""
    await clients.move_watchers(connection, watched.account_id, account_id)
    values = {"account_id": account_id, "at": at, "until": watched.backfill_until}
    await execute(connection, sql(__package__, "watch_account"), values)


async def _note(
    connection: Connection, account_id: int, watched: Watched, profile: Profile, at: datetime
) -> None:
    """A private account is looked at daily; once it is public its list is due at once."""
    private = bool(profile.private)
    values = {
        "account_id": account_id,
        "state": "private" if private else "ok",
        "message": None,
        "at": at,
        "profile_due_at": at + (RECHECKS["private"] if private else EVERY),
        "list_due_at": at + RECHECKS["private"] if private else at if watched.state == "private" else None,
    }
    await execute(connection, sql(__package__, "note_profile"), values)
