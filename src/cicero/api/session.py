"""/api/session: a token for programs, who it belongs to, and its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from litestar import Request, delete, get, post
from litestar.openapi.spec import Example
from litestar.params import Body
from msgspec import Struct

from cicero import auth
from cicero.api.given import Accesses, Connection, Person, Settings
from cicero.api.problem import refusals
from cicero.periods import now


class Credentials(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    username: str
    password: str


class NewSession(Struct, frozen=True, kw_only=True):
    """`expires_at`: when the token ends unless it is used before; use moves the end on."""

    token: str
    expires_at: datetime


class PersonView(Struct, frozen=True, kw_only=True):
    person_id: str
    username: str
    name: str
    is_admin: bool
    language: str


class CurrentSession(Struct, frozen=True):
    person: PersonView


EXAMPLE = Example(value={"username": "sari", "password": "four words in a row"})


@post(
    "/session",
    needs="open",
    tags=["Session"],
    summary="Sign in",
    responses=refusals(400, 401),
    security=[{}],
    opt={"exclude_from_csrf": True},
)
async def start_session(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    data: Annotated[Credentials, Body(examples=[EXAMPLE])],
) -> NewSession:
    """Answers a token to send as `Authorization: Bearer TOKEN`. Sets no cookie."""
    token = await auth.sign_in(
        connection,
        data.username,
        data.password,
        user_agent=request.headers.get("user-agent"),
        address=request.client.host if request.client else None,
        days=settings.session_days,
    )
    return NewSession(token=token, expires_at=now() + timedelta(days=settings.session_days))


@get("/session", needs="self.see", tags=["Session"], summary="Who am I", responses=refusals(401, 403))
async def show_session(person: Person) -> CurrentSession:
    return CurrentSession(
        PersonView(
            person_id=str(person.person_id),
            username=person.username,
            name=person.name,
            is_admin=person.is_admin,
            language=person.language,
        )
    )


@delete("/session", needs="self.leave", tags=["Session"], summary="Sign out", responses=refusals(401, 403))
async def end_session(
    request: Request[Any, Any, Any], connection: Connection, person: Person, accesses: Accesses
) -> None:
    """Ends the session that this request is made with; the person's other sessions go on."""
    token = auth.token_in(request.headers.get("authorization"), request.cookies.get(auth.COOKIE))
    if token:
        await auth.sign_out(connection, token)
    accesses.forget(person.person_id)
