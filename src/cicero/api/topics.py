"""/api/topics: what a client looks out for in comments."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import PathParameter
from msgspec import UNSET, Struct, UnsetType

from cicero import audit, comments
from cicero.api.given import Actor, Client, Connection
from cicero.api.parameters import body, id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown

TopicId = Annotated[str, PathParameter(description="As GET /api/topics tells it.")]


class TopicView(Struct, frozen=True, kw_only=True):
    """`words`: words and phrases in lower case, of which a comment has at least one."""

    topic_id: str
    name: str
    words: list[str]
    created_at: datetime


class Topics(Struct, frozen=True):
    topics: list[TopicView]


class NewTopic(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`words`: 1 to 50, of 3 to 60 characters."""

    name: str
    words: list[str]


class TopicChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: str | UnsetType = UNSET
    words: list[str] | UnsetType = UNSET


@get(
    "/topics",
    needs="client.see",
    tags=["Comments"],
    summary="Topics of a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def list_topics(connection: Connection, client: Client) -> Topics:
    """By name."""
    return Topics([shown(one, TopicView) for one in await comments.topics(connection, client.client_id)])


@post(
    "/topics",
    needs="topics.change",
    tags=["Comments"],
    summary="Make a topic",
    responses=refusals(400, 401, 403, 404, 409),
    operation_class=taking(CLIENT),
)
async def create_topic(
    connection: Connection,
    client: Client,
    actor: Actor,
    data: Annotated[NewTopic, body(name="Harga", words=["harga", "mahal", "price"])],
) -> TopicView:
    made = await comments.save_topic(connection, client.client_id, data.name, data.words)
    await _note(connection, actor, "topic.create", client, made)
    return shown(made, TopicView)


@patch(
    "/topics/{topic_id:str}",
    needs="topics.change",
    tags=["Comments"],
    summary="Change a topic",
    responses=refusals(400, 401, 403, 404, 409),
    operation_class=taking(CLIENT),
)
async def change_topic(
    connection: Connection,
    client: Client,
    actor: Actor,
    topic_id: TopicId,
    data: Annotated[TopicChange, body(words=["harga", "mahal", "murah"])],
) -> TopicView:
    before = await comments.find_topic(connection, client.client_id, id_of(topic_id))
    changed = await comments.change_topic(
        connection,
        client.client_id,
        before.topic_id,
        before.name if data.name is UNSET else data.name,
        before.words if data.words is UNSET else data.words,
    )
    await _note(connection, actor, "topic.change", client, changed)
    return shown(changed, TopicView)


@delete(
    "/topics/{topic_id:str}",
    needs="topics.change",
    tags=["Comments"],
    summary="Remove a topic",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def remove_topic(connection: Connection, client: Client, actor: Actor, topic_id: TopicId) -> None:
    """Comments stay as they are."""
    removed = await comments.remove_topic(connection, client.client_id, id_of(topic_id))
    await _note(connection, actor, "topic.remove", client, removed)


async def _note(
    connection: Connection, actor: Actor, action: str, client: Client, topic: comments.Topic
) -> None:
    details = {"words": list(topic.words)}
    await audit.note(connection, actor, action, client_id=client.client_id, thing=topic.name, details=details)
