"""GET /api/complaints: what people say is wrong about members' parts in posts. For a client's managers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero import clients
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking, text
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.errors import InputError
from cicero.records import Platform

PAGE = 100


class ComplaintView(Struct, frozen=True, kw_only=True):
    """`code`, `name`: of the member. `by`: username of who wrote it, null where that person is gone."""

    complaint_id: str
    platform: Platform
    code: str
    name: str
    body: str
    by: str | None
    created_at: datetime


class Complaints(Struct, frozen=True, kw_only=True):
    """`next`: the `cursor` of the page after this one, null on the last."""

    complaints: list[ComplaintView]
    next: str | None


@get(
    "/complaints",
    needs="complaints.see",
    tags=["People"],
    summary="Complaints about members' parts in posts",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, text("cursor", "`next` of the page before.")),
)
async def list_complaints(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> Complaints:
    """Newest first, a hundred on a page."""
    found = await clients.list_complaints(
        connection, client.client_id, before=_before(request.query_params.get("cursor")), limit=PAGE + 1
    )
    more = str(found[PAGE - 1].complaint_id) if len(found) > PAGE else None
    return Complaints(complaints=[_view(one) for one in found[:PAGE]], next=more)


def _before(cursor: str | None) -> int | None:
    if not cursor:
        return None
    if cursor.isascii() and cursor.isdigit() and len(cursor) < 19:
        return int(cursor)
    raise InputError("The cursor is not one of ours.", "Use `next` of the page before as it is.")


def _view(one: clients.Complaint) -> ComplaintView:
    return ComplaintView(
        complaint_id=str(one.complaint_id),
        platform=one.platform,
        code=one.code,
        name=one.name,
        body=one.body,
        by=one.by,
        created_at=one.created_at,
    )
