"""/api/dashboard: what there is to take part in, and complaints about a member's part."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from msgspec import Struct

from cicero import audit, clients
from cicero.analytics import participation
from cicero.api.contract import examples
from cicero.api.contract.described import CLIENT_ID_TO_CHANGE, OF_CLIENT, PERIOD, described
from cicero.api.contract.envelope import Success
from cicero.api.contract.given import Asking
from cicero.api.contract.ids import client_id_of
from cicero.api.contract.rekap import period_of
from cicero.api.given import Actor, Client, Connection, Person
from cicero.api.parameters import body
from cicero.db import scoped
from cicero.records import Platform

RECEIVED = "Komplain sudah diterima dan dapat dibaca pengelola klien."
NETWORKS: dict[str, Platform] = {"insta": "instagram", "tiktok": "tiktok"}


class Stats(Struct, frozen=True, kw_only=True, rename={"ig_posts": "igPosts", "tt_posts": "ttPosts"}):
    """`users`: active members. Posts: the client's own of the period."""

    client_id: str
    role: str = "operator"
    scope: str = "ORG"
    regional_id: str | None = None
    clients: int = 1
    users: int
    ig_posts: int
    tt_posts: int


class NewComplaint(Struct, frozen=True, kw_only=True):
    """`nrp`: the id of the member whom it is about."""

    nrp: str | int
    issue: str


class Received(Struct, frozen=True):
    message: str
    success: bool = True


@get(
    "/dashboard/stats",
    needs="members.see",
    **described("What there is to take part in", Success[Stats], examples.STATS, *OF_CLIENT, *PERIOD),
)
async def stats(asking: Asking) -> Response[bytes]:
    """How many members are active, and how many posts of the client's own the period has."""

    async def make() -> Success[Stats]:
        client, period = asking.client, period_of(asking)
        async with scoped(asking.pool, asking.access.scope) as connection:
            found = await participation.standing(connection, client.client_id, period)
        return Success(
            Stats(
                client_id=client_id_of(client.slug),
                users=found.members,
                ig_posts=found.instagram,
                tt_posts=found.tiktok,
            )
        )

    return await asking.answer(make)


@post(
    ["/dashboard/komplain/insta", "/dashboard/komplain/tiktok"],
    needs="complaints.make",
    status_code=200,
    **described(
        "Complain about a member's part",
        Received,
        {"success": True, "message": RECEIVED},
        CLIENT_ID_TO_CHANGE,
    ),
)
async def complain(
    request: Request[Any, Any, Any],
    connection: Connection,
    client: Client,
    person: Person,
    actor: Actor,
    data: Annotated[
        NewComplaint, body(client_id="KOPI_NUSANTARA", nrp="EMP001", issue="Komentar saya belum tercatat.")
    ],
) -> Received:
    """Kept for the client's managers, who read them under /api/complaints."""
    platform = NETWORKS[request.url.path.rpartition("/")[2]]
    member = await clients.find_in_roster(connection, client.client_id, str(data.nrp))
    await clients.complain(connection, client.client_id, member, platform, data.issue, person.person_id)
    await audit.note(
        connection,
        actor,
        "complaint.make",
        client_id=client.client_id,
        thing=member.code,
        details={"platform": platform},
    )
    return Received(RECEIVED)
