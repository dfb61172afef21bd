"""How long comments are kept, and people who ask to be forgotten."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post, put
from msgspec import Struct

from cicero import audit, comments
from cicero.api.given import Actor, Client, Connection, Settings
from cicero.api.parameters import body, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.records import Platform


class Retention(Struct, frozen=True, kw_only=True):
    """Days for which comments keep texts and authors; 0: for ever. `own`: the client's, null: none.

    An account that several clients watch keeps them as long as any of these wants.
    """

    own: int | None
    installation: int


class RetentionChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    days: int | None


class Erasure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who: a handle, or the network's id of them, or both."""

    platform: Platform
    handle: str | None = None
    id: str | None = None


class ErasedView(Struct, frozen=True, kw_only=True):
    """How much there was: comments of theirs, those of others that named them, likes, answers of sources."""

    comments: int
    mentions: int
    likes: int
    raw: int


@get(
    "/comments/retention",
    needs="client.see",
    tags=["Comments"],
    summary="How long comments are kept",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def show_retention(connection: Connection, client: Client, settings: Settings) -> Retention:
    own = await comments.retention_of(connection, client.client_id)
    return Retention(own=own, installation=settings.comment_days)


@put(
    "/comments/retention",
    needs="client.change",
    tags=["Comments"],
    summary="Change how long comments are kept",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def change_retention(
    connection: Connection,
    client: Client,
    actor: Actor,
    settings: Settings,
    data: Annotated[RetentionChange, body(days=365)],
) -> Retention:
    """Null: as the installation does. Older texts and authors go within a day, and do not come back."""
    before = await comments.retention_of(connection, client.client_id)
    await comments.set_retention(connection, client.client_id, data.days)
    details = {"days": [before, data.days]}
    await audit.note(
        connection,
        actor,
        "comments.retention",
        client_id=client.client_id,
        thing=client.slug,
        details=details,
    )
    return Retention(own=data.days, installation=settings.comment_days)


@post(
    "/comments/erasures",
    needs="comments.erase",
    status_code=200,
    tags=["Comments"],
    summary="Forget a person who asked for it",
    responses=refusals(400, 401, 403),
    operation_class=taking(),
)
async def erase_person(
    connection: Connection,
    actor: Actor,
    data: Annotated[Erasure, body(platform="instagram", handle="sari.w")],
) -> ErasedView:
    """What they wrote, liked and are called goes, at every client, with the answers of sources they stand in;
    counts stay. Nothing collected later brings it back. The audit log does not say who it was."""
    erased = await comments.erase(connection, data.platform, handle=data.handle, platform_id=data.id)
    told = ErasedView(comments=erased.comments, mentions=erased.mentions, likes=erased.likes, raw=erased.raw)
    await audit.note(
        connection, actor, "comments.erase", thing=data.platform, details={"comments": erased.comments}
    )
    return told
