"""What is to be done now and then: the accuracy sample, pictures, letting go of old answers."""

from __future__ import annotations

from datetime import timedelta

from cicero import posts
from cicero.db import sql
from cicero.ingest import pictures
from cicero.ingest.addresses import plain_hosts
from cicero.ingest.calling import Caller
from cicero.ingest.degradation import allowed
from cicero.ingest.due import ready_sources
from cicero.ingest.raw import forget_raw
from cicero.ingest.sampling import take_sample

HOURS = 24


async def sample(caller: Caller, hours: int = 1) -> int:
    """Take the share of the daily sample that falls on so many hours, of each source; posts answered.

    Of a share smaller than one post, one is taken as often as the day's number comes to.
    """
    at = caller.clock()
    async with caller.pool.connection() as connection:
        ready = await ready_sources(connection, at)
    hour = at.hour + at.toordinal() * HOURS
    daily = caller.settings.accuracy_sample
    due = (hour + hours) * daily // HOURS - hour * daily // HOURS
    answered = 0
    for platform, source in ready.items():
        if due and "sample" in allowed(source.shortage or 0.0):
            answered += await take_sample(caller, source.name, platform, due)
    return answered


async def keep_pictures(caller: Caller, account_id: int) -> pictures.Kept:
    """Keep the pictures of an account that are not here yet, while the networks' links to them hold."""
    async with caller.pool.connection() as connection:
        cursor = await connection.execute(sql(__package__, "source_urls"))
        urls = [url for row in await cursor.fetchall() for url in row if url]
    return await pictures.keep_pictures(
        caller.pool, caller.http, account_id, caller.clock, allowed_http=plain_hosts(urls)
    )


async def forget(caller: Caller) -> int:
    """Let go of raw answers that were kept long enough, and of pictures of accounts that nobody watches.

    How many answers.
    """
    before = caller.clock() - timedelta(days=caller.settings.raw_days)
    async with caller.pool.connection() as connection:
        await posts.forget_pictures(connection)
        return await forget_raw(connection, before)
