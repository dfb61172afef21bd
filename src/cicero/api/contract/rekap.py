"""Who of the roster commented on, or liked, the client's own posts: as existing dashboards show it.

Two headers say what the figures rest on: X-Cicero-Looked, for how many of the posts it was asked who took
part, and X-Cicero-Basis, whether all who did could be seen (`all`) or some of them (`sample`).
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from cicero import clients
from cicero.analytics import participation
from cicero.analytics.participation import Participant, Participation, Status
from cicero.api.answers import Answer
from cicero.api.contract import examples
from cicero.api.contract.asking import Asking as Request
from cicero.api.contract.described import OF_CLIENT, PERIOD, TOOK_PART, described
from cicero.api.contract.given import Asking
from cicero.api.contract.ids import client_id_of
from cicero.api.contract.period import asked_period
from cicero.api.contract.recap import CommentRow, Distribution, LikeRow, Named, Recap, Summary
from cicero.api.contract.recap import Status as Word
from cicero.db import scoped
from cicero.periods import Period, today

WORDS: dict[Status, Word] = {
    "done": "sudah",
    "partly": "kurang",
    "not_seen": "belum",
    "no_handle": "no_username",
    "no_posts": "no_posts",
}


@get(
    "/tiktok/rekap-komentar",
    needs="members.see",
    **described(
        "Who of the roster commented",
        Recap[CommentRow],
        examples.COMMENT_RECAP,
        *OF_CLIENT,
        *PERIOD,
        headers=TOOK_PART,
    ),
)
async def recap_comments(asking: Asking) -> Response[bytes]:
    """Active members, with how many of the client's posts of the period each commented on."""

    async def make() -> Answer:
        client, period = asking.client, period_of(asking)
        async with scoped(asking.pool, asking.access.scope) as connection:
            found = await participation.commented(connection, client.client_id, "tiktok", period)
        rows = [
            CommentRow(
                jumlah_komentar=one.seen,
                missingComments=one.posts - one.seen,
                **_common(one, ranking, client),
            )
            for ranking, one in enumerate(found.participants, start=1)
        ]
        return _answer(found, client, rows, "all")

    return await asking.answer(make)


@get(
    "/insta/rekap-likes",
    needs="members.see",
    **described(
        "Who of the roster liked", Recap[LikeRow], examples.LIKE_RECAP, *OF_CLIENT, *PERIOD, headers=TOOK_PART
    ),
)
async def recap_likes(asking: Asking) -> Response[bytes]:
    """The network shows some of those who like a post: `belum` means "not seen among them"."""

    async def make() -> Answer:
        client, period = asking.client, period_of(asking)
        async with scoped(asking.pool, asking.access.scope) as connection:
            found = await participation.liked(connection, client.client_id, period)
        rows = [
            LikeRow(jumlah_like=one.seen, missingLikes=one.posts - one.seen, **_common(one, ranking, client))
            for ranking, one in enumerate(found.participants, start=1)
        ]
        return _answer(found, client, rows, "sample")

    return await asking.answer(make)


def period_of(asked: Request) -> Period | None:
    zone = asked.client.zone
    return asked_period(asked.query, zone, today(zone))


def _answer(
    found: Participation, client: clients.Client, rows: list[CommentRow] | list[LikeRow], basis: str
) -> Answer:
    headers = {"x-cicero-looked": f"{found.looked}/{found.posts}", "x-cicero-basis": basis}
    return Answer(_recap(found, client, rows), headers)


def _recap(
    found: Participation, client: clients.Client, rows: list[CommentRow] | list[LikeRow]
) -> Recap[Any]:
    users, count = len(rows), found.statuses
    return Recap(
        client_name=client.name,
        clients=[Named(client_id=client_id_of(client.slug), nama_client=client.name)],
        data=rows,
        totalPosts=found.posts,
        usersCount=users,
        sudahUsersCount=count["done"],
        kurangUsersCount=count["partly"],
        belumUsersCount=users - count["done"] - count["partly"],
        noUsernameUsersCount=count["no_handle"],
        summary=Summary(
            total_posts=found.posts,
            total_users=users,
            distribution=Distribution(
                sudah=count["done"],
                kurang=count["partly"],
                belum=count["not_seen"],
                no_username=count["no_handle"],
                no_posts=count["no_posts"],
            ),
        ),
    )


def _common(one: Participant, ranking: int, client: clients.Client) -> dict[str, Any]:
    """What every row has, whatever is counted."""
    return {
        "user_id": one.code,
        "title": one.title or "",
        "nama": one.name,
        "username": one.handle,
        "divisi": one.division or "",
        "client_id": client_id_of(client.slug),
        "client_name": client.name,
        "total_konten": one.posts,
        "ranking": ranking,
        "completionPercentage": round(100 * one.seen / one.posts) if one.posts else 0,
        "status": WORDS[one.status],
    }
