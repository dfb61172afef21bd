"""GET /api/posts/export and its like: everything in one answer of any length, as NDJSON or CSV."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec
from litestar import Request, get
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example, OpenAPIMediaType, OpenAPIResponse, Operation, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.response import Stream
from litestar.types import Receive, Scope, Send
from psycopg.sql import Composed

from cicero import accounts, audit, posts
from cicero.analytics.asking import choose_accounts, choose_filters, choose_period
from cicero.api.given import Access, Actor, Client, Connection
from cicero.api.parameters import taking, text
from cicero.api.problem import refusals
from cicero.api.question import OF_WHICH_POSTS, QUESTION
from cicero.api.scope import CLIENT
from cicero.db import Export, Exports, Format
from cicero.errors import InputError
from cicero.periods import Period

MEDIA: dict[Format, str] = {"ndjson": "application/x-ndjson", "csv": "text/csv"}
BOM = b"\xef\xbb\xbf"
PARAMETERS = (
    text("format", "ndjson (default): one JSON object a line; or csv.", enum=list(MEDIA)),
    text("excel", "1: begin the CSV with a byte order mark, by which Excel knows it is UTF-8.", enum=["1"]),
)
OF_ACCOUNTS = tuple(QUESTION[name] for name in ("period", "from", "to", "accounts", "platform", "role"))

Given = Mapping[str, str]
Statement = tuple[Composed, dict[str, Any]]
AnyRequest = Request[Any, Any, Any]


def _taking(*parameters: Any, line: Mapping[str, Any]) -> dict[str, Any]:
    """What the three routes say of themselves alike; `line`: an example."""
    base: Any = taking(CLIENT, *parameters, *PARAMETERS)

    class Exporting(base):  # type: ignore[misc]
        def __post_init__(self) -> None:
            super().__post_init__()
            _tell_media(self, line)

    return {
        "needs": "client.see",
        "tags": ["Exports"],
        "responses": {
            200: ResponseSpec(str, generate_examples=False, description="One line for each"),
            **refusals(400, 401, 403, 404),
        },
        "operation_class": Exporting,
    }


def _tell_media(operation: Operation, line: Mapping[str, Any]) -> None:
    answer = (operation.responses or {})["200"]
    if isinstance(answer, OpenAPIResponse):
        lines = {
            "ndjson": msgspec.json.encode(line).decode() + "\n",
            "csv": ",".join(line) + "\n" + ",".join("" if one is None else str(one) for one in line.values()),
        }
        answer.content = {
            media: OpenAPIMediaType(
                schema=Schema(type=OpenAPIType.STRING), examples={name: Example(value=lines[name])}
            )
            for name, media in MEDIA.items()
        }


@get(
    "/posts/export",
    summary="Posts, all of them in one answer",
    **_taking(*OF_WHICH_POSTS, line={"account_id": "12", "post_id": "7440000000000000001", "likes": 1204}),
)
async def export_posts(
    request: AnyRequest, connection: Connection, client: Client, access: Access, actor: Actor
) -> Stream:
    """The posts of GET /api/posts with the same fields, account by account and the oldest first; instants are
    right to the second. Two exports run at once: beyond that 429 with Retry-After. An export that breaks off
    ends without the last chunk, so a client that checks it notices. Each is noted in the audit log.

    In CSV, text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    filters = msgspec.structs.asdict(choose_filters(request.query_params))

    def statement(chosen: list[int], period: Period, written: Format) -> Statement:
        return posts.export_posts(chosen, period, written, **filters)

    return await _export("posts", statement, request, connection, client, access, actor)


@get(
    "/comments/export",
    summary="Comments, all of them in one answer",
    **_taking(*OF_ACCOUNTS, line={"account_id": "12", "comment_id": "7440000000000000009", "text": "Mantap"}),
)
async def export_comments(
    request: AnyRequest, connection: Connection, client: Client, access: Access, actor: Actor
) -> Stream:
    """Those written in the period; one on a collaborative post of several chosen accounts comes once."""
    return await _export("comments", posts.export_comments, request, connection, client, access, actor)


@get(
    "/followers/export",
    summary="Followers over time, all samples in one answer",
    **_taking(
        *OF_ACCOUNTS, line={"account_id": "12", "observed_at": "2026-05-06T03:00:00Z", "followers": 91500}
    ),
)
async def export_followers(
    request: AnyRequest, connection: Connection, client: Client, access: Access, actor: Actor
) -> Stream:
    """Each time that an account was looked at: followers, following, posts and likes as they were then."""
    return await _export("followers", accounts.export_followers, request, connection, client, access, actor)


async def _export(
    name: str,
    statement: Any,
    request: AnyRequest,
    connection: Connection,
    client: Client,
    access: Access,
    actor: Actor,
) -> Stream:
    asked = request.query_params
    written = _format(asked)
    chosen = choose_accounts(await accounts.of_client(connection, client.client_id), asked)
    ids = [account.account_id for account in chosen]
    query, parameters = statement(ids, choose_period(asked, client.zone), written)
    exports: Exports = request.app.state.exports
    export = await exports.begin(access.scope, query, parameters)
    details = {key: value for key, value in asked.items() if key != "client"}
    await audit.note(connection, actor, f"{name}.export", client_id=client.client_id, details=details)
    headers = {"content-disposition": f'attachment; filename="{name}.{written}"'}
    return Lines(export, _whole(export, written, asked), media_type=MEDIA[written], headers=headers)


class Lines(Stream):
    """Ends the export with the answer, however that ends: else it would wait for the garbage collector."""

    def __init__(self, export: Export, content: AsyncIterator[bytes], **told: Any) -> None:
        super().__init__(content, **told)
        self.export = export

    def to_asgi_response(self, *given: Any, **named: Any) -> Any:
        answer = super().to_asgi_response(*given, **named)

        async def answer_and_end(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await answer(scope, receive, send)
            finally:
                self.export.end()

        return answer_and_end


async def _whole(export: Export, written: Format, asked: Given) -> AsyncIterator[bytes]:
    if written == "csv" and asked.get("excel"):
        yield BOM
    async for block in export.blocks:
        # COPY doubles each backslash; a line of JSON holds no other character that it would change
        yield block.replace(b"\\\\", b"\\") if written == "ndjson" else block


def _format(asked: Given) -> Format:
    for name in MEDIA:
        if name == (asked.get("format") or "ndjson"):
            return name
    raise InputError(f"format={asked['format']} is not known.", f"Use one of {', '.join(MEDIA)}.")
