"""/api/auth/dashboard-password-reset: a new password by a link in a mail, as the page /forgotten gives it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, post
from litestar.background_tasks import BackgroundTask
from msgspec import Struct

from cicero.api.contract.described import described
from cicero.api.contract.queries import USERNAME_MISSING
from cicero.api.contract.sign_in import Done
from cicero.api.given import Accesses, Pool, ResetPassword, Say, SendReset
from cicero.api.parameters import body
from cicero.auth import guessing
from cicero.errors import InputError

ASKED = "If there is such an account and its address is known, a link to a new password is on its way."
CHANGED = "The password is changed. Sign in with it."
CHOSEN = {
    "token": "…",
    "password": "four words in a row",
    "confirmPassword": "four words in a row",
    "password_confirmation": "four words in a row",
}


class Asked(Struct, frozen=True, kw_only=True):
    """Either says who; the mail goes to the address that is known, whatever `contact` says."""

    username: str = ""
    contact: str = ""


class Chosen(Struct, frozen=True, kw_only=True):
    token: str = ""
    password: str = ""
    confirmPassword: str = ""  # noqa: N815 - the contract's name
    password_confirmation: str = ""


@post(
    "/auth/dashboard-password-reset/request",
    needs="open",
    status_code=200,
    opt={"exclude_from_csrf": True},
    **described("Ask for a new password", Done, {"success": True, "message": ASKED}),
)
async def ask_reset(
    request: Request[Any, Any, Any],
    pool: Pool,
    say: Say,
    send_reset: SendReset,
    data: Annotated[Asked, body(username="rani", contact="rani@example.org")],
) -> Response[Done]:
    """The answer is there before anybody is looked for: it is as fast for somebody as for nobody."""
    named = data.username.strip() or data.contact.strip()
    if not named:
        raise InputError(USERNAME_MISSING)
    await guessing.take(pool, guessing.bucket(guessing.RESETS, _network(request)))
    return Response(Done(say(ASKED)), background=BackgroundTask(send_reset, named))


@post(
    "/auth/dashboard-password-reset/confirm",
    needs="open",
    status_code=200,
    opt={"exclude_from_csrf": True},
    **described("Choose a new password", Done, {"success": True, "message": CHANGED}, refused=(404,)),
)
async def choose_password(
    request: Request[Any, Any, Any],
    pool: Pool,
    accesses: Accesses,
    say: Say,
    reset_password: ResetPassword,
    data: Annotated[Chosen, body(**CHOSEN)],
) -> Done:
    """Uses the token of the link up. It starts no session: the dashboard's form for that comes next."""
    if data.password != (data.confirmPassword or data.password_confirmation or data.password):
        raise InputError("The two passwords differ.", "Enter the same twice.")
    await guessing.take(pool, guessing.bucket(guessing.LINKS, _network(request)))
    accesses.forget(await reset_password(data.token, data.password))
    return Done(say(CHANGED))


def _network(request: Request[Any, Any, Any]) -> str:
    return guessing.network(request.client.host if request.client else None)
