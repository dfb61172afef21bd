"""One question to a source: its turn, the call, patience with what passes, and the books.

Data comes back as an `Answer`; what it means and where it is stored is for the callers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Literal

import httpx2
import stamina
import structlog
from msgspec import Struct, field

from cicero.config import Settings
from cicero.db import Pool, execute, fetch_value, single, sql
from cicero.errors import (
    CiceroError,
    KeyRefusedError,
    NotConfiguredError,
    NotSubscribedError,
    QuotaError,
    TokenExpiredError,
    UnavailableError,
    UpstreamError,
)
from cicero.ingest.breaker import Breaker
from cicero.ingest.setup import SourceRow, accesses, find_source
from cicero.periods import month_end, now
from cicero.sources.registry import source as registered
from cicero.sources.source import Access, Answer, Client, Clock, Quota, Source

Purpose = Literal["profile", "list", "backfill", "detail", "comments", "likers", "sample", "test", "live"]
Question = Callable[[Client], Awaitable[Answer]]

ATTEMPTS, ATTEMPTS_LIVE = 4, 2
FIRST_WAIT, LONGEST_WAIT, LONGEST_TRY = 0.5, 20.0, 120.0
"""Seconds between two attempts, and for all of them together."""

TOLERATED = 2
"""Questions in a row that may stay without an answer before the whole source is left alone."""

PAUSES = {
    KeyRefusedError.reason: timedelta(hours=1),
    NotSubscribedError.reason: timedelta(hours=1),
    TokenExpiredError.reason: timedelta(hours=1),
    QuotaError.reason: timedelta(hours=1),
    UnavailableError.reason: timedelta(minutes=2),
}
"""How long a source is left alone when it said so and not for how long. Then one call finds out."""

NEWS = timedelta(minutes=1)
"""After which another success of a source, and what is left of its plan, is written down."""

STANDING: dict[str, type[UpstreamError]] = {
    "key_refused": KeyRefusedError,
    "not_subscribed": NotSubscribedError,
    "expired": TokenExpiredError,
    "quota": QuotaError,
    "failing": UnavailableError,
}
"""The error that a source's state stands for."""

log = structlog.get_logger("cicero.sources")


class Caller(Struct, frozen=True, kw_only=True):
    """What asking needs. `patience` scales the waits between attempts; the clock may be a pretended one."""

    pool: Pool
    settings: Settings
    http: httpx2.AsyncClient
    clock: Clock = now
    patience: float = 1.0
    breakers: dict[Access, Breaker] = field(default_factory=dict)


async def ask(
    caller: Caller, name: str, purpose: Purpose, question: Question, *, anyway: bool = False
) -> Answer:
    """The answer of that source, from its fallback where it is down; an UpstreamError when there is none.

    Where somebody waits (`live`) it is asked twice at most. `anyway`: also while the source is being left
    alone, to find out whether it is well again.
    """
    source = registered(name)
    row, routes = await _routes(caller, source, anyway)
    error: UpstreamError = UnavailableError(f"{source.title} has failed several times in a row.")
    for access in routes:
        breaker = caller.breakers.setdefault(access, Breaker())
        if not (anyway or breaker.closed(caller.clock())):
            continue
        try:
            answer = await _patiently(caller, source, access, purpose, question, anyway)
        except UpstreamError as failure:
            error = failure
            if failure.subject == "target":
                # "No such account" is an answer: the source does well.
                await _note_success(caller, row, None)
                raise
            if failure.subject == "source" and access is not routes[-1]:
                breaker.refused(caller.clock())
        else:
            await _note_success(caller, row, answer.quota)
            return answer
    await _note_failure(caller, row, error)
    raise error


async def _routes(caller: Caller, source: Source, anyway: bool) -> tuple[SourceRow, tuple[Access, ...]]:
    """The ways to the source, the fallback last; its standing error while it is being left alone."""
    async with single(caller.pool) as connection:
        row = await find_source(connection, source.name)
    try:
        routes = accesses(caller.settings, source, row)
    except NotConfiguredError:
        raise
    except CiceroError as error:
        # Sealed with another installation's key: for people it is as good as a wrong one.
        refused = KeyRefusedError(str(error), error.hint)
        if row is not None:
            await _note_failure(caller, row, refused)
        raise refused from None
    if row is None:
        raise NotConfiguredError(f"{source.title} is not set up.")
    at = caller.clock()
    if row.retry_at is not None and row.retry_at > at and not anyway:
        kind = STANDING.get(row.state, UnavailableError)
        told = row.message or f"{source.title} is being left alone for a while."
        raise kind(told, retry_after=(row.retry_at - at).total_seconds())
    return row, routes


async def _patiently(
    caller: Caller, source: Source, access: Access, purpose: Purpose, question: Question, anyway: bool
) -> Answer:
    """Ask again after what passes by itself, later each time and never all at once."""
    client = source.connect(access, caller.http, caller.clock)
    async for attempt in stamina.retry_context(
        on=lambda error: _again(error, caller.patience),
        attempts=ATTEMPTS_LIVE if purpose == "live" else ATTEMPTS,
        timeout=LONGEST_TRY,
        wait_initial=FIRST_WAIT * caller.patience,
        wait_max=LONGEST_WAIT * caller.patience,
        wait_jitter=FIRST_WAIT * 2 * caller.patience,
    ):
        with attempt:
            return await _once(caller, source, access, client, purpose, question, anyway)
    raise UnavailableError(f"{source.title} did not answer.")


def _again(error: Exception, patience: float) -> bool | float:
    if not isinstance(error, UpstreamError) or not error.transient:
        return False
    if error.retry_after is not None and error.retry_after > LONGEST_WAIT:
        return False
    return error.retry_after * patience if error.retry_after else True


async def _once(
    caller: Caller,
    source: Source,
    access: Access,
    client: Client,
    purpose: Purpose,
    question: Question,
    anyway: bool,
) -> Answer:
    await _take_turn(caller, source, purpose, anyway)
    breaker = caller.breakers.setdefault(access, Breaker())
    try:
        answer = await question(client)
    except UpstreamError as error:
        if error.transient:
            breaker.failed(caller.clock())
        else:
            breaker.succeeded()
        await _count_failure(caller, source, purpose, error)
        raise
    breaker.succeeded()
    return answer


async def _take_turn(caller: Caller, source: Source, purpose: Purpose, anyway: bool) -> None:
    turn = {"name": source.name, "purpose": purpose, "at": caller.clock(), "anyway": anyway}
    async with single(caller.pool) as connection:
        wait = await fetch_value(connection, sql(__package__, "begin_call"), turn)
        if wait is None:
            raise _refusal(source, await find_source(connection, source.name), caller.clock())
    if wait > 0:
        await asyncio.sleep(wait)


def _refusal(source: Source, row: SourceRow | None, at: datetime) -> UpstreamError:
    """Why no call may be made now, without having made one."""
    if row is None or not row.enabled:
        return NotConfiguredError(f"{source.title} is turned off.", "Turn it on under Settings → Sources.")
    if row.retry_at is not None and row.retry_at > at:
        return UnavailableError(f"{source.title} has just been left alone.", row.message or "")
    return QuotaError(
        f"The budget of {row.budget:,} calls a month to {source.title} is used up.",
        "Raise it under Settings → Sources, or wait for the next month.",
        retry_after=(month_end(at) - at).total_seconds(),
    )


async def _count_failure(caller: Caller, source: Source, purpose: Purpose, error: UpstreamError) -> None:
    log.info("call failed", source=source.name, purpose=purpose, reason=error.reason, said=str(error))
    if error.subject == "target":
        return
    async with single(caller.pool) as connection:
        values = {"name": source.name, "at": caller.clock(), "purpose": purpose}
        await execute(connection, sql(__package__, "count_failed_call"), values)


async def _note_success(caller: Caller, row: SourceRow, quota: Quota | None) -> None:
    """Write down that the source does well and what is left of its plan, where that is news."""
    at = caller.clock()
    if not (_is_news(row, at) or (quota is not None and quota.remaining == 0)):
        return
    told = quota or Quota()
    values = {"limit": told.limit, "remaining": told.remaining, "resets_at": told.resets_at}
    async with single(caller.pool) as connection:
        await execute(connection, sql(__package__, "note_success"), {"name": row.name, "at": at, **values})


def _is_news(row: SourceRow, at: datetime) -> bool:
    """Of many calls a second one a minute tells something: noting each would cost as much as making it."""
    well = row.state == "ok" and row.failures == 0 and row.retry_at is None
    return not well or row.last_success_at is None or row.last_success_at < at - NEWS


async def _note_failure(caller: Caller, row: SourceRow, error: UpstreamError) -> None:
    """Write down what no attempt and no fallback could mend; a lasting refusal leaves the source alone."""
    if isinstance(error, NotConfiguredError):
        return
    at = caller.clock()
    state = error.reason if error.subject == "source" else "failing"
    pause = PAUSES.get(error.reason)
    retry_at = at + timedelta(seconds=error.retry_after) if error.retry_after else pause and at + pause
    if error.subject != "source" and row.failures < TOLERATED:
        retry_at = None
    values = {"name": row.name, "state": state, "message": _told(error), "at": at, "retry_at": retry_at}
    async with single(caller.pool) as connection:
        await execute(connection, sql(__package__, "note_failure"), values)


def _told(error: UpstreamError) -> str:
    return f"{error} {error.hint}".strip()
