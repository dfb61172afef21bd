"""What handlers ask for by name.

`connection` (one per request, committed before the answer leaves, rolled back after an error), `pool` (for
what must not hold one while it waits), `access` (who is signed in and what that lets them do, else
AuthError), `person` (of that), `visitor` (the same person, or None), `client` (which the guard found),
`actor` (for the audit log), `settings`, `accesses`, `asking` (all that the contract's questions need; no
connection is held with it), `say` (a sentence in the reader's language), `tell` (lets somebody hear of an
invitation), `send_reset` and `reset_password` (a new password by a link in a mail).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide

from cicero import audit, auth, clients
from cicero.api.contract.asking import Asking
from cicero.api.given import Telling
from cicero.app.borrowed import borrow, give_back
from cicero.app.signed_in import access_of, actor_of, signed_in
from cicero.config import Settings
from cicero.db import Connection, Pool
from cicero.web.inviting import tell
from cicero.web.language import language_of
from cicero.web.resets import send_link, use_link
from cicero.web.sentences import said

AnyRequest = Request[Any, Any, State]


async def _connection(request: AnyRequest) -> Connection:
    return await borrow(request)


def _pool(state: State) -> Pool:
    found: Pool = state.pool
    return found


async def _access(request: AnyRequest) -> auth.Access:
    return await signed_in(request)


async def _person(request: AnyRequest) -> auth.Person:
    return (await signed_in(request)).person


async def _visitor(request: AnyRequest) -> auth.Person | None:
    found = await access_of(request)
    return found.person if found else None


def _client(request: AnyRequest) -> clients.Client:
    found: clients.Client = request.scope["state"]["client"]
    return found


async def _actor(request: AnyRequest) -> audit.Actor:
    return actor_of(request, await access_of(request))


def _accesses(state: State) -> auth.Accesses:
    found: auth.Accesses = state.accesses
    return found


def _tell() -> Telling:
    return tell


async def _asking(request: AnyRequest) -> Asking:
    """One dependency with all in it: the framework starts a task for each of several."""
    await give_back(request)
    state = request.app.state
    return Asking(
        request=request,
        client=_client(request),
        access=await signed_in(request),
        pool=state.pool,
        settings=state.settings,
        live=state.live,
        answers=state.answers,
    )


async def _send_reset(request: AnyRequest) -> Callable[[str], Awaitable[None]]:
    return partial(send_link, request.app.state.pool, request.app.state.settings, await _actor(request))


async def _reset_password(request: AnyRequest) -> Callable[[str, str], Awaitable[int]]:
    return partial(use_link, request.app.state.pool, request.app.state.settings, await _actor(request))


def _say(request: AnyRequest) -> Callable[[str], str]:
    return partial(said, language_of(request))


def _settings(state: State) -> Settings:
    found: Settings = state.settings
    return found


DEPENDENCIES = {
    "connection": Provide(_connection),
    "pool": Provide(_pool, sync_to_thread=False),
    "access": Provide(_access),
    "accesses": Provide(_accesses, sync_to_thread=False),
    "person": Provide(_person),
    "visitor": Provide(_visitor),
    "client": Provide(_client, sync_to_thread=False),
    "actor": Provide(_actor),
    "tell": Provide(_tell, sync_to_thread=False),
    "settings": Provide(_settings, sync_to_thread=False),
    "asking": Provide(_asking),
    "say": Provide(_say, sync_to_thread=False),
    "send_reset": Provide(_send_reset),
    "reset_password": Provide(_reset_password),
}
