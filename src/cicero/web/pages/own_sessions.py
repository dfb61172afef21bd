"""One's own sessions: on which devices one is signed in, and ending them from here."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth
from cicero.auth import Device, Session
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection
from cicero.web.rendering import render

PATH = "/settings/sessions"
AT_ONCE = 50


class Line(Struct, frozen=True, kw_only=True):
    """`here`: the session that this page is asked for with."""

    session: Session
    device: Device
    here: bool


class SessionsPage(Struct, frozen=True, kw_only=True):
    """`more`: the id to ask for older ones with; `first`: nothing newer was left out."""

    frame: Frame
    lines: tuple[Line, ...]
    count: int
    first: bool
    more: int | None


@get(PATH, needs="self.see")
async def session_list(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    before: Annotated[int | None, QueryParameter(ge=1, le=2**62)] = None,
) -> Response[Any]:
    person_id = access.person.person_id
    found = await auth.sessions_of(connection, person_id, before=before, limit=AT_ONCE + 1)
    shown = found[:AT_ONCE]
    frame = await settings_frame(request, connection, access, "sessions")
    page = SessionsPage(
        frame=frame,
        lines=tuple(_line(one, access) for one in shown),
        count=await auth.count_sessions(connection, person_id),
        first=before is None,
        more=shown[-1].session_id if len(found) > AT_ONCE else None,
    )
    return render("settings/sessions.html", page, frame.language)


@post(PATH + "/{session_id:int}/end", needs="self.change")
async def end_session(
    connection: Connection, access: Access, accesses: Accesses, actor: Actor, session_id: FromPath[int]
) -> Response[Any]:
    await auth.end_own_session(connection, access.person.person_id, session_id)
    accesses.forget(access.person.person_id)
    await audit.note(connection, actor, "session.end_elsewhere", thing=access.person.username)
    return Redirect(PATH, status_code=303)


@post(PATH + "/end-others", needs="self.change")
async def end_other_sessions(
    connection: Connection, access: Access, accesses: Accesses, actor: Actor
) -> Response[Any]:
    ended = await auth.end_other_sessions(connection, access.person.person_id, access.session_id)
    accesses.forget(access.person.person_id)
    details = {"sessions": ended}
    await audit.note(connection, actor, "session.end_others", thing=access.person.username, details=details)
    return Redirect(PATH, status_code=303)


def _line(session: Session, access: auth.Access) -> Line:
    here = session.session_id == access.session_id
    return Line(session=session, device=auth.device(session.user_agent), here=here)
