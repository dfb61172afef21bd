"""/api/session: a token for programs, who it belongs to, and its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from litestar import Request, delete, get, post
from litestar.openapi.spec import Example
from litestar.params import Body
from msgspec import Struct
from msgspec.structs import replace

from cicero import audit, auth, config, db
from cicero.api.given import Accesses, Actor, Connection, Person, Pool, Settings
from cicero.api.problem import refusals
from cicero.db import EVERYTHING, scoped
from cicero.periods import now


class Credentials(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`code`: of the authenticator app, or a recovery code, where two-step sign-in is on."""

    username: str
    password: str
    code: str = ""


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
    responses=refusals(400, 401, 429),
    security=[{}],
    opt={"exclude_from_csrf": True},
)
async def start_session(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    data: Annotated[Credentials, Body(examples=[EXAMPLE])],
) -> NewSession:
    """Answers a token to send as `Authorization: Bearer TOKEN`. Sets no cookie.

    A refusal of the type `urn:cicero:problem:code-needed`: the password is right and a code is missing.
    """
    origin = auth.Origin(
        address=request.client.host if request.client else None, user_agent=request.headers.get("user-agent")
    )
    attempt = auth.Attempt(username=data.username, password=data.password, code=data.code, origin=origin)
    known = await auth.authenticate(pool, settings, attempt)
    async with scoped(pool, EVERYTHING) as connection:
        token = await begin_session(connection, settings, actor, known, origin)
    return NewSession(token=token, expires_at=now() + timedelta(days=settings.session_days))


async def begin_session(
    connection: db.Connection,
    settings: config.Settings,
    actor: audit.Actor,
    known: auth.Credential,
    origin: auth.Origin,
) -> str:
    """The token of a new session for who has just proven who they are."""
    token = await auth.start_session(
        connection,
        known.person_id,
        user_agent=origin.user_agent,
        address=origin.address,
        days=settings.session_days,
    )
    who = replace(actor, person_id=known.person_id, name=known.username, through="session")
    await audit.note(connection, who, "session.start", thing=known.username)
    return token


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
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    actor: Actor,
    accesses: Accesses,
) -> None:
    """Ends the session that this request is made with; the person's other sessions go on."""
    token = auth.token_in(request.headers.get("authorization"), request.cookies.get(auth.COOKIE))
    if token:
        await auth.sign_out(connection, token)
        await audit.note(connection, actor, "session.end", thing=person.username)
    accesses.forget(person.person_id)
