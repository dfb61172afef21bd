"""The daily random sample: posts, each as likely as any other, fetched one by one to see how right we are.

What comes is stored too.
"""

from __future__ import annotations

from datetime import timedelta

from cicero.db import sql
from cicero.errors import UpstreamError
from cicero.ingest.calling import Caller
from cicero.ingest.lists import look_at_post
from cicero.ingest.pages import log
from cicero.ingest.watched import find_watched
from cicero.records import Platform
from cicero.sources.source import PostRef

SINCE = timedelta(days=90)
"""Older posts stand still: comparing them would make the figures look better than what people look at."""


async def take_sample(caller: Caller, source: str, platform: Platform, posts: int) -> int:
    """Fetch so many posts of that platform and enter the comparison in the ledger; how many were answered."""
    asked = {"platforms": [platform], "since": caller.clock() - SINCE, "limit": posts}
    async with caller.pool.connection() as connection:
        chosen = await (await connection.execute(sql(__package__, "choose_sample"), asked)).fetchall()
    answered = 0
    for account_id, post_id, code in chosen:
        async with caller.pool.connection() as connection:
            watched = await find_watched(connection, account_id)
        if watched is None:
            continue
        ref = PostRef(account=watched.ref, post_id=post_id, code=code)
        try:
            answered += await look_at_post(caller, source, watched, ref, "sample", "sample")
        except UpstreamError as error:
            log.info("sample cut short", source=source, said=str(error))
            break
    return answered
