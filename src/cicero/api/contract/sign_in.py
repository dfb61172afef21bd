"""/api/auth: signing in to an existing dashboard, out of it, and asking for an account there."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, post
from msgspec import Struct
from msgspec.structs import replace

from cicero import audit, auth, clients
from cicero.api.contract import examples
from cicero.api.contract.described import described, refusing
from cicero.api.contract.ids import client_id_of
from cicero.api.given import Accesses, Actor, Pool, Say, Settings
from cicero.api.parameters import body
from cicero.api.session import begin_session
from cicero.db import EVERYTHING, scoped
from cicero.errors import CodeNeededError, ForbiddenError, InputError

ROLE = "operator"
"""Of everybody: dashboards let this role alone choose a period. It grants nothing here."""


SIGN_IN = {"username": "rani", "password": "four words in a row"}


class SignIn(Struct, frozen=True, kw_only=True):
    """`code`: of the authenticator app, or a recovery code, where two-step sign-in is on."""

    username: str = ""
    password: str = ""
    code: str = ""


class User(Struct, frozen=True, kw_only=True):
    user_id: str
    username: str
    client_id: str
    client_ids: list[str]
    role: str = ROLE


class SignedIn(Struct, frozen=True, kw_only=True):
    token: str
    user: User
    success: bool = True


class Done(Struct, frozen=True):
    message: str
    success: bool = True


@post(
    "/auth/dashboard-login",
    needs="open",
    secret=True,
    status_code=200,
    opt={"exclude_from_csrf": True},
    **described("Sign in", SignedIn, examples.SIGNED_IN, refused=(401,)),
)
async def dashboard_login(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    data: Annotated[SignIn, body(**SIGN_IN)],
) -> SignedIn:
    """A session as from POST /api/session, and the clients that it opens; the first is the usual one."""
    if not data.username.strip() or not data.password:
        raise InputError("Enter username and password.")
    origin = auth.Origin(
        address=request.client.host if request.client else None, user_agent=request.headers.get("user-agent")
    )
    attempt = auth.Attempt(username=data.username, password=data.password, code=data.code, origin=origin)
    try:
        known = await auth.authenticate(pool, settings, attempt)
    except CodeNeededError:
        raise CodeNeededError(
            "Two-step sign-in is on for this account, and this form does not ask for the code.",
            "Use an API key in place of the token, or send the code as `code`.",
        ) from None
    async with scoped(pool, EVERYTHING) as connection:
        person = await auth.find_person(connection, known.username)
        seen = await clients.visible_to(connection, person.person_id, person.is_admin)
        if not seen:
            raise InputError("You belong to no client.", "Ask an administrator to add you to one.")
        token = await begin_session(connection, settings, actor, known, origin)
    ids = [client_id_of(client.slug) for client in seen]
    user = User(user_id=str(person.person_id), username=person.username, client_id=ids[0], client_ids=ids)
    return SignedIn(token=token, user=user)


@post(
    "/auth/logout",
    needs="open",
    status_code=200,
    opt={"exclude_from_csrf": True},
    **described("Sign out", Done, examples.SIGNED_OUT),
)
async def dashboard_logout(
    request: Request[Any, Any, Any], pool: Pool, actor: Actor, accesses: Accesses, say: Say
) -> Done:
    """Ends the session of the token in the header, never that of a cookie; API keys go on."""
    token = auth.token_in(request.headers.get("authorization") or "", None)
    access = await accesses.find(token) if token else None
    if token and access and access.through == "session":
        async with scoped(pool, EVERYTHING) as connection:
            await auth.sign_out(connection, token)
            who = replace(actor, person_id=access.person.person_id, name=access.person.username)
            await audit.note(connection, who, "session.end", thing=access.person.username)
        accesses.forget(access.person.person_id)
    return Done(say("You are signed out."))


@post(
    "/auth/dashboard-register",
    needs="open",
    opt={"exclude_from_csrf": True},
    **refusing("Ask for an account", 403),
)
async def dashboard_register() -> None:
    """Nobody gets in by asking: the same for every name and address, so that it tells nothing of anybody."""
    raise ForbiddenError(
        "Accounts are made by invitation alone.",
        "Ask a manager of your client, or an administrator, for an invitation by mail.",
    )
