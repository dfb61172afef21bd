"""/api/sessions: where the person is signed in, and ending one of these from another."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from litestar import Request, delete, get
from litestar.params import PathParameter
from msgspec import Struct

from cicero import audit, auth
from cicero.api.given import Access, Accesses, Actor, Connection
from cicero.api.parameters import taking, text
from cicero.api.problem import refusals
from cicero.errors import InputError

AT_ONCE = 100


class SessionView(Struct, frozen=True, kw_only=True):
    """`current`: the one that this request is made with. `browser`, `system`: null where nobody can tell.

    `address` and `user_agent` are those of signing in; `last_seen_at` is right to the minute.
    """

    session_id: str
    current: bool
    browser: str | None
    system: str | None
    user_agent: str | None
    address: str | None
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class Sessions(Struct, frozen=True):
    """`next`: the `before` of the page after this one, null on the last."""

    sessions: list[SessionView]
    next: str | None


@get(
    "/sessions",
    needs="self.see",
    tags=["Session"],
    summary="Where you are signed in",
    responses=refusals(400, 401, 403),
    operation_class=taking(text("before", "`next` of the page before.")),
)
async def list_sessions(request: Request[Any, Any, Any], connection: Connection, access: Access) -> Sessions:
    """The newest first, 100 at once."""
    before = _before(request.query_params.get("before"))
    found = await auth.sessions_of(connection, access.person.person_id, before=before, limit=AT_ONCE + 1)
    shown = [_view(one, access) for one in found[:AT_ONCE]]
    return Sessions(shown, shown[-1].session_id if len(found) > AT_ONCE else None)


@delete(
    "/sessions/{session_id:str}",
    needs="self.change",
    tags=["Session"],
    summary="End one of your sessions",
    responses=refusals(400, 401, 403, 404),
)
async def end_one_session(
    connection: Connection,
    access: Access,
    accesses: Accesses,
    actor: Actor,
    session_id: Annotated[str, PathParameter(description="As GET /api/sessions tells it.")],
) -> None:
    """Its token opens nothing from then on. No API key may do this."""
    await auth.end_own_session(connection, access.person.person_id, _number(session_id) or 0)
    accesses.forget(access.person.person_id)
    await audit.note(connection, actor, "session.end_elsewhere", thing=access.person.username)


def _before(given: str | None) -> int | None:
    found = _number(given) if given else None
    if given and found is None:
        raise InputError(f"before={given} is not known.", "Use `next` of the page before as it is.")
    return found


def _number(session_id: str) -> int | None:
    fits = session_id.isascii() and session_id.isdigit() and len(session_id) < 19
    return int(session_id) if fits else None


def _view(session: auth.Session, access: auth.Access) -> SessionView:
    device = auth.device(session.user_agent)
    return SessionView(
        session_id=str(session.session_id),
        current=session.session_id == access.session_id,
        browser=device.browser,
        system=device.system,
        user_agent=session.user_agent,
        address=session.address,
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        expires_at=session.expires_at,
    )
