"""/api/aggregator: what the start page of such a dashboard shows, in one answer, from what is stored.

It asks again by /api/…/rapid-… for what is empty here. The same at /api/social/aggregator, which it tries
first.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from msgspec import Struct

from cicero import accounts, ingest, posts
from cicero.api.contract import examples, queries, shapes
from cicero.api.contract.asking import Asking as Request
from cicero.api.contract.asking import own_accounts, stored, told
from cicero.api.contract.described import COUNTED, OF_CLIENT, PERIOD, POSTS, described
from cicero.api.contract.envelope import Success
from cicero.api.contract.given import Asking
from cicero.api.contract.period import asked_period
from cicero.db import Connection, scoped
from cicero.periods import Period, today
from cicero.posts import Listed
from cicero.records import Platform


class TaskLinks(Struct, frozen=True, kw_only=True):
    instagram: list[str]
    tiktok: list[str]


class Overview(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A client without an account on a network has no profile there."""

    igPosts: list[shapes.InstagramPost]  # noqa: N815 - the contract's names
    tiktokPosts: list[shapes.TiktokPost]  # noqa: N815
    taskLinksToday: TaskLinks  # noqa: N815
    igProfile: shapes.InstagramProfile | None = None  # noqa: N815
    tiktokProfile: shapes.TiktokProfile | None = None  # noqa: N815


class _Side(Struct, frozen=True, kw_only=True):
    """One network: the first own account there, its posts of the period, its posts of today."""

    profile: Any = None
    posts: list[Listed]
    today: list[Listed]
    seen: list[ingest.Seen]


@get(
    ["/aggregator", "/social/aggregator"],
    needs="client.see",
    **described(
        "Both networks at a glance",
        Success[Overview],
        examples.OVERVIEW,
        *OF_CLIENT,
        POSTS,
        *PERIOD,
        headers=COUNTED,
    ),
)
async def aggregator(asking: Asking) -> Response[bytes]:
    """`periode` is harian (today) unless another is named; `limit` posts of each network."""

    async def make() -> Any:
        zone = asking.client.zone
        period = asked_period(asking.query, zone, today(zone))
        async with scoped(asking.pool, asking.access.scope) as connection:
            instagram = await _side(asking, connection, "instagram", period)
            tiktok = await _side(asking, connection, "tiktok", period)
        both = [*instagram.posts, *tiktok.posts]
        return told(_overview(asking, instagram, tiktok), instagram.seen + tiktok.seen, shapes.unknown(both))

    return await asking.answer(make)


async def _side(asked: Request, connection: Connection, platform: Platform, period: Period | None) -> _Side:
    own = await own_accounts(asked, connection, platform)
    if not own:
        return _Side(posts=[], today=[], seen=[])
    first, day = own[0].account_id, today(asked.client.zone)
    here = await ingest.standing_of(connection, first)
    alone = Period(day, day, asked.client.zone)
    return _Side(
        profile=shapes.profile(await accounts.detail(connection, first), asked.links),
        posts=await posts.newest(connection, [first], period=period, limit=queries.limit(asked.query)),
        today=await posts.newest(connection, [first], period=alone, limit=queries.MOST),
        seen=[stored(here, "posts")] if here else [],
    )


def _overview(asked: Request, instagram: _Side, tiktok: _Side) -> Overview:
    return Overview(
        igProfile=instagram.profile,
        igPosts=_posts(asked, instagram),
        tiktokProfile=tiktok.profile,
        tiktokPosts=_posts(asked, tiktok),
        taskLinksToday=TaskLinks(instagram=_addresses(instagram), tiktok=_addresses(tiktok)),
    )


def _posts(asked: Request, side: _Side) -> list[Any]:
    return [shapes.post(one, asked.links) for one in side.posts]


def _addresses(side: _Side) -> list[str]:
    return [address for one in side.today if (address := shapes.address(one))]
