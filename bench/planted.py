"""The emulator's world in a database as a perfect collector would have left it at its end, without HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from cicero import accounts, posts
from cicero.db import Connection
from cicero.emulator import World, WorldAccount, WorldPost, counts_at, followers_at
from cicero.emulator.world import exists_at
from cicero.records import AccountRef, Counts, Platform, Post, Profile

Handle = tuple[Platform, str]
BATCH = 2_000


async def fill(connection: Connection, world: World) -> dict[Handle, int]:
    """Every post that exists at the end, with its counts then, and followers once a day; ids by handle."""
    ids = await accounts.resolve(connection, map(_ref, world.accounts))
    seen = world.until
    for account in world.accounts:
        account_id = ids[_ref(account)]
        mine = [(account_id, _post(post, world)) for post in account.posts if exists_at(post, seen)]
        for place in range(0, len(mine), BATCH):
            await posts.store(connection, mine[place : place + BATCH])
        await accounts.store_profiles(connection, [(account_id, each) for each in _profiles(account, world)])
        await accounts.note_posts(connection, [(account_id, len(mine), seen)])
    await posts.set_followers(connection, ids.values())
    return {(account.platform, account.handle): ids[_ref(account)] for account in world.accounts}


def _ref(account: WorldAccount) -> AccountRef:
    return AccountRef(platform=account.platform, platform_id=account.platform_id, handle=account.handle)


def _post(post: WorldPost, world: World) -> Post:
    counts = counts_at(post, world.until)
    if post.hidden_likes:
        counts = msgspec.structs.replace(counts, likes=None)
    if post.platform == "instagram":
        counts = Counts(likes=counts.likes, comments=counts.comments, views=counts.views)
    owner = world.accounts[post.owner]
    return Post(
        account=_ref(owner),
        post_id=post.post_id,
        published_at=post.published_at,
        observed_at=world.until,
        counts=counts,
        kind=post.kind,
        code=post.code,
        caption=post.caption,
        likes_hidden=post.hidden_likes is not None,
        hashtags=tuple(dict.fromkeys(tag.lower() for tag in post.hashtags)),
    )


def _profiles(account: WorldAccount, world: World) -> list[Profile]:
    return [
        Profile(account=_ref(account), observed_at=at, followers=followers_at(account, at))
        for at in _evenings(world)
    ]


def _evenings(world: World) -> list[datetime]:
    """Once a day, at the hour at which the world ends."""
    return [world.until - timedelta(days=day) for day in range(world.span.known, -1, -1)]
