"""GET /api/audit: who did what to which thing, newest first. For administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero import audit
from cicero.api.given import Connection
from cicero.api.parameters import taking, text
from cicero.api.problem import refusals
from cicero.errors import InputError
from cicero.periods import DEFAULT_ZONE

LIMIT, MOST = 100, 1_000


class AuditLine(Struct, frozen=True, kw_only=True):
    """`through`: session, key with its hint, command, or nobody. `client`: its short name of today."""

    audit_id: str
    at: datetime
    actor: str
    person_id: str | None
    through: str
    action: str
    client: str | None
    client_id: str | None
    thing: str | None
    details: dict[str, Any]
    address: str | None
    request_id: str | None


class AuditLines(Struct, frozen=True, kw_only=True):
    """`next`: the `cursor` of the page after this one, null on the last."""

    lines: list[AuditLine]
    next: str | None


PARAMETERS = (
    text("person", "Username of who acted.", example="sari"),
    text("client", "Short name of the client that it was about.", example="kopi-nusantara"),
    text("action", "One action, or what stands before its dot.", example="account.remove"),
    text("from", f"First day, in {DEFAULT_ZONE}.", example="2026-05-01", format="date"),
    text("to", "Last day, included.", example="2026-05-31", format="date"),
    text("limit", f"Lines per page: 1 to {MOST:,}, else {LIMIT}.", example="500"),
    text("cursor", "`next` of the page before; everything else must stay the same."),
)


@get(
    "/audit",
    needs="audit.see",
    tags=["System"],
    summary="The audit log",
    responses=refusals(400, 401, 403),
    operation_class=taking(*PARAMETERS),
)
async def list_audit(request: Request[Any, Any, Any], connection: Connection) -> AuditLines:
    """Newest first. Pages stay stable while lines arrive."""
    given = request.query_params
    limit = _whole(given.get("limit"), "limit", MOST) or LIMIT
    before = _whole(given.get("cursor"), "cursor", 2**63 - 1)
    asked = audit.read_asked(given, DEFAULT_ZONE)
    found = await audit.page(connection, asked, before=before, limit=limit + 1)
    shown = found[:limit]
    more = str(shown[-1].audit_id) if len(found) > limit else None
    return AuditLines(lines=[view(line) for line in shown], next=more)


def view(line: audit.Line) -> AuditLine:
    return AuditLine(**{**audit.as_view(line), "at": line.at})  # type: ignore[arg-type]


def _whole(given: str | None, name: str, most: int) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and len(given) <= 19 and 1 <= int(given) <= most:
        return int(given)
    raise InputError(f"{name}={given} is not known.", "Use `next` of the page before, or leave it out.")
