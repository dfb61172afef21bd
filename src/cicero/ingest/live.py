"""What somebody asks for now: an account or its newest posts, from the source where what stands here is old.

What comes is stored as by any visit. Requests that want the same at the same time share one reading, which
goes on when nobody waits for it any more: the call is spent. Where there is no answer in time, what stands
here is the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Literal

import structlog
from msgspec import Struct, field

from cicero import accounts, posts
from cicero.config import Settings
from cicero.db import Connection, Pool, execute, fetch_one, pipelined, single, sql
from cicero.errors import (
    GoneError,
    NotConfiguredError,
    NotFoundError,
    PrivateError,
    QuotaError,
    UnavailableError,
    UpstreamError,
)
from cicero.ingest.calling import Caller, ask
from cicero.ingest.collecting import open_caller
from cicero.ingest.degradation import allowed
from cicero.ingest.due import ready_sources
from cicero.ingest.lists import note_kept, walk
from cicero.ingest.pages import Page
from cicero.ingest.profiles import look_at_profile, profile_in
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import Subject, find_watched
from cicero.records import PLATFORM_NAMES, AccountRef, Platform
from cicero.sources.source import Target

Want = Literal["profile", "posts"]
How = Literal["live", "stored", "fallback"]

AT_ONCE = 32
"""Readings under way in one process; above it what is stored is the answer."""

NO_SUCH_ACCOUNT: dict[Platform, str] = {
    "instagram": "There is no such account on Instagram.",
    "tiktok": "There is no such account on TikTok.",
}

PAGES = 5
"""Of a list at most that one request has read."""

log = structlog.get_logger("cicero.live")


class Standing(Subject, frozen=True, kw_only=True):
    """What is here of an account: its profile since `profile_at`, its list since `list_at` (by the collector)
    and `read_at` (`read_posts` deep, because somebody asked); `kept` posts in all."""

    kept: int
    profile_at: datetime | None
    list_at: datetime | None
    read_at: datetime | None
    read_posts: int | None
    collected: bool

    def since(self, want: Want, depth: int) -> datetime | None:
        """When what is wanted was read; None: never, or not so deep."""
        if want == "profile":
            return self.profile_at
        deep = self.read_at if self.read_posts is not None and self.read_posts >= depth else None
        return max((at for at in (self.list_at, deep) if at is not None), default=None)


class Seen(Struct, frozen=True, kw_only=True):
    """The account to answer with, how the answer came about, and when it was read from the network."""

    account_id: int
    how: How
    at: datetime | None


class Live(Struct):
    """The readings under way in this process."""

    caller: Caller
    underway: dict[object, asyncio.Task[int]] = field(default_factory=dict)


Admit = Callable[[], Awaitable[None]]
"""Asked before a call is made for somebody; raises where it may not be."""


@asynccontextmanager
async def open_live(pool: Pool, settings: Settings) -> AsyncIterator[Live]:
    """For as long as the application runs. `pool` acts for the installation, as collecting does."""
    async with open_caller(pool, settings) as caller:
        live = Live(caller)
        try:
            yield live
        finally:
            for task in [*live.underway.values()]:
                task.cancel()


async def find_standing(connection: Connection, ref: AccountRef) -> Standing | None:
    """What the connection may see of that account; None where it sees none."""
    account_id = await accounts.known(connection, ref)
    return None if account_id is None else await standing_of(connection, account_id)


async def standing_of(connection: Connection, account_id: int) -> Standing | None:
    asked = {"account_id": account_id}
    return await fetch_one(connection, sql(__package__, "live_standing"), asked, Standing)


def warm(settings: Settings, here: Standing | None, want: Want, depth: int, at: datetime) -> Seen | None:
    """What stands here, where it is young enough to answer without a call."""
    since = here.since(want, depth) if here else None
    if here is None or since is None or since < at - timedelta(minutes=settings.live_minutes):
        return None
    return Seen(account_id=here.account_id, how="stored", at=since)


async def look(
    live: Live,
    ref: AccountRef,
    here: Standing | None,
    want: Want,
    depth: int = 0,
    *,
    admit: Admit | None = None,
) -> Seen:
    """Have the account read, or `depth` of its newest posts; `here` is what stands of it.

    NotFoundError where nothing is known of it and nothing could be learnt, with the reason.
    """
    settings, at = live.caller.settings, live.caller.clock()
    if found := warm(settings, here, want, depth, at):
        return found
    try:
        task = await _joined(live, ref, here, want, depth, admit)
        async with asyncio.timeout(settings.live_seconds):
            account_id = await asyncio.shield(task)
    except (UpstreamError, TimeoutError) as error:
        return _fallback(ref, here, want, error)
    return Seen(account_id=account_id, how="live", at=live.caller.clock())


def _fallback(ref: AccountRef, here: Standing | None, want: Want, error: Exception) -> Seen:
    since = here.since(want, 0) if here else None
    if here is not None and (since is not None or (want == "posts" and here.kept)):
        return Seen(account_id=here.account_id, how="fallback", at=since)
    if isinstance(error, GoneError):
        raise NotFoundError(NO_SUCH_ACCOUNT[ref.platform], "Check how it is spelt.") from None
    if isinstance(error, PrivateError):
        raise NotFoundError("This account is private.", "Its posts are for those it lets in.") from None
    raise NotFoundError(
        "Nothing is known of this account yet, and its source did not answer.", "Try again in a few minutes."
    ) from None


async def _joined(
    live: Live, ref: AccountRef, here: Standing | None, want: Want, depth: int, admit: Admit | None
) -> asyncio.Task[int]:
    """The reading that is under way for the same, else a new one."""
    key = (ref.platform, here.account_id if here else ref.handle, want, depth)
    if admit is not None and key not in live.underway:
        await admit()
    if (task := live.underway.get(key)) is not None:
        return task
    if len(live.underway) >= AT_ONCE:
        raise UnavailableError("Too much is being read at the moment.")
    work = _profile(live.caller, ref, here) if want == "profile" else _posts(live.caller, ref, here, depth)
    return _begin(live, key, work)


def _begin(live: Live, key: object, work: Coroutine[Any, Any, int]) -> asyncio.Task[int]:
    task = asyncio.create_task(work)
    live.underway[key] = task

    def over(done: asyncio.Task[int]) -> None:
        live.underway.pop(key, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            log.info("not read", said=str(error), fault=not isinstance(error, UpstreamError))

    task.add_done_callback(over)
    return task


async def _profile(caller: Caller, ref: AccountRef, here: Standing | None) -> int:
    """Read an account and store it; its id. One that is collected is noted as visited."""
    source = await _source(caller, ref.platform)
    if here is not None and here.collected:
        async with single(caller.pool) as connection:
            watched = await find_watched(connection, here.account_id)
        if watched is not None:
            looked = await look_at_profile(caller, source, watched, "live")
            return looked.account_id if looked else here.account_id
    target = here.target if here else Target(account=ref)
    answer = await ask(caller, source, "live", lambda client: client.profile(target))
    profile = profile_in(answer, f"@{ref.handle}")
    async with caller.pool.connection() as connection, connection.transaction():
        account_id = (await accounts.resolve(connection, [profile.account]))[profile.account]
        await accounts.store_profiles(connection, [(account_id, profile)])
        await keep_raw(connection, account_id, source, answer)
    return account_id


async def _posts(caller: Caller, ref: AccountRef, here: Standing | None, depth: int) -> int:
    """Read so many of its newest posts, or down to those that were known when its list was read before."""
    source = await _source(caller, ref.platform)
    if here is None or (here.platform == "tiktok" and here.sec_uid is None):
        account_id = await _profile(caller, ref, here)
        async with single(caller.pool) as connection:
            here = await standing_of(connection, account_id)
    if here is None:
        raise UnavailableError(f"@{ref.handle} is another account by now.")
    subject, joins_on = here, here.since("posts", depth)

    def joined(pages: Sequence[Page]) -> bool:
        return joins_on is not None and any(page.reaches(joins_on) for page in pages)

    def enough(pages: Sequence[Page]) -> bool:
        return len(pages) >= PAGES or sum(len(page.posts) for page in pages) >= depth or joined(pages)

    pages = await walk(caller, source, subject, enough, "live")
    async with pipelined(caller.pool) as connection:
        await _note(connection, subject, pages, depth, joined=joined(pages))
    return subject.account_id


async def _note(
    connection: Connection, subject: Standing, pages: Sequence[Page], depth: int, *, joined: bool
) -> None:
    """`joined`: no post can be missing between those read and those that stood here before."""
    at, new = pages[-1].at, [one for page in pages for one in page.posts if one.post_id not in page.before]
    if new:
        await posts.set_followers(connection, [subject.account_id], min(one.published_at for one in new))
    if joined or subject.kept == 0:
        await note_kept(connection, subject.account_id, at)
    deep = max(depth, subject.read_posts or 0) if joined else depth
    values = {"account_id": subject.account_id, "at": at, "posts": deep}
    await execute(connection, sql(__package__, "note_live_reading"), values)


async def _source(caller: Caller, platform: Platform) -> str:
    """The source to ask; NotConfiguredError or QuotaError where none may be asked now."""
    async with single(caller.pool) as connection:
        source = (await ready_sources(connection, caller.clock())).get(platform)
    if source is None:
        raise NotConfiguredError(f"No source of {PLATFORM_NAMES[platform]} can be asked at the moment.")
    if "live" not in allowed(source.shortage or 0.0):
        raise QuotaError(f"The calls left to {source.name} are kept for collecting.")
    return source.name
