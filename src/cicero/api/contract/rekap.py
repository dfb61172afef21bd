"""Who of the roster commented on, or liked, the client's own posts: as existing dashboards show it.

Two headers say what the figures rest on: X-Cicero-Looked, for how many of the posts it was asked who took
part, and X-Cicero-Basis, whether all who did could be seen (`all`) or some of them (`sample`).
"""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from cicero import clients
from cicero.analytics import participation
from cicero.analytics.participation import Participant, Participation, Status
from cicero.api.answers import Answer
from cicero.api.contract.ids import client_id_of
from cicero.api.contract.period import asked_period
from cicero.api.given import Answers, Borrow, Client
from cicero.periods import Period, today

WORDS: dict[Status, str] = {
    "done": "sudah",
    "partly": "kurang",
    "not_seen": "belum",
    "no_handle": "no_username",
    "no_posts": "no_posts",
}


@get("/tiktok/rekap-komentar", needs="members.see")
async def recap_comments(
    request: Request[Any, Any, Any], answers: Answers, borrow: Borrow, client: Client
) -> Response[bytes]:
    async def make() -> Answer:
        found = await participation.commented(
            await borrow(), client.client_id, "tiktok", period_of(request, client)
        )
        return _answer(found, client, ("jumlah_komentar", "missingComments"), "all")

    return await answers.give(request, client.client_id, make)


@get("/insta/rekap-likes", needs="members.see")
async def recap_likes(
    request: Request[Any, Any, Any], answers: Answers, borrow: Borrow, client: Client
) -> Response[bytes]:
    """The network shows some of those who like a post: `belum` means "not seen among them"."""

    async def make() -> Answer:
        found = await participation.liked(await borrow(), client.client_id, period_of(request, client))
        return _answer(found, client, ("jumlah_like", "missingLikes"), "sample")

    return await answers.give(request, client.client_id, make)


def period_of(request: Request[Any, Any, Any], client: clients.Client) -> Period | None:
    return asked_period(dict(request.query_params.items()), client.zone, today(client.zone))


def _answer(found: Participation, client: clients.Client, names: tuple[str, str], basis: str) -> Answer:
    headers = {"x-cicero-looked": f"{found.looked}/{found.posts}", "x-cicero-basis": basis}
    return Answer(recap(found, client, names), headers)


def recap(found: Participation, client: clients.Client, names: tuple[str, str]) -> dict[str, Any]:
    """`names`: what the contract calls the posts somebody took part in, and those that are missing."""
    client_id, users = client_id_of(client.slug), len(found.participants)
    count = found.statuses
    return {
        "success": True,
        "client_name": client.name,
        "clients": [{"client_id": client_id, "nama_client": client.name}],
        "data": [
            {
                "user_id": one.code,
                "title": one.title or "",
                "nama": one.name,
                "username": one.handle,
                "divisi": one.division or "",
                "client_id": client_id,
                "client_name": client.name,
                "regional_id": None,
                names[0]: one.seen,
                "total_konten": one.posts,
                "ranking": ranking,
                names[1]: one.posts - one.seen,
                "completionPercentage": _percentage(one),
                "status": WORDS[one.status],
            }
            for ranking, one in enumerate(found.participants, start=1)
        ],
        "totalPosts": found.posts,
        "usersCount": users,
        "sudahUsersCount": count["done"],
        "kurangUsersCount": count["partly"],
        "belumUsersCount": users - count["done"] - count["partly"],
        "noUsernameUsersCount": count["no_handle"],
        "summary": {
            "totalPosts": found.posts,
            "totalUsers": users,
            "distribution": {
                "sudah": count["done"],
                "kurang": count["partly"],
                "belum": count["not_seen"],
                "noUsername": count["no_handle"],
                "noPosts": count["no_posts"],
            },
        },
    }


def _percentage(one: Participant) -> int:
    return round(100 * one.seen / one.posts) if one.posts else 0
