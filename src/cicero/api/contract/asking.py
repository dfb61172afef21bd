"""Who asks the contract's endpoints about an account, and where the answer comes from.

An account that the person sees through a client is read under their scope, like everything. Any other may be
looked up by who may add accounts at the client that they ask for, since it costs a call as adding would. It
is stored for nobody's client: row-level security hides it from all but this look-up, which reads that one
account with the scope widened, and only as far as its list goes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from litestar import Request, Response
from msgspec import Struct

from cicero import accounts, auth, clients, config, db, ingest
from cicero.api.answers import Answer, Answers
from cicero.api.contract.shapes import Links
from cicero.auth import guessing
from cicero.auth.guessing import Limit
from cicero.db import EVERYTHING, Connection, scoped
from cicero.errors import ForbiddenError, NotFoundError, ThrottledError
from cicero.ingest.live import How, Want
from cicero.periods import now
from cicero.records import AccountRef, Platform

T = TypeVar("T")
Read = Callable[[Connection, int], Awaitable[T]]
"""Reads what is to be answered of the account with that id."""

LOOK_UPS = Limit("accounts looked up by a person", 60, 30)
"""Calls that one person may cause for accounts that none of their clients watches: 60, and two a minute."""

NOT_WATCHED = "None of your clients watches this account."
NO_HANDLE: dict[Platform, str] = {
    "instagram": "Username Instagram tidak ditemukan",
    "tiktok": "Username TikTok tidak ditemukan",
}
NO_PROFILE = "profile not found"


class Asking(Struct, frozen=True, kw_only=True):
    """A request about accounts, with what answering takes. It holds no connection."""

    request: Request[Any, Any, Any]
    client: clients.Client
    access: auth.Access
    pool: db.Pool
    settings: config.Settings
    live: ingest.Live
    answers: Answers

    @property
    def query(self) -> dict[str, str]:
        return dict(self.request.query_params.items())

    @property
    def base(self) -> str:
        """Scheme and host under which this installation is reached from outside."""
        asked = f"{self.request.scope['scheme']}://{self.request.headers.get('host', '')}"
        return self.settings.public_url.rstrip("/") or asked

    @property
    def links(self) -> Links:
        return Links(settings=self.settings, base=self.base, at=now())

    @property
    def may_look_up(self) -> bool:
        return self.access.may("accounts.change", self.client.role)

    async def answer(self, make: Callable[[], Awaitable[Any]]) -> Response[bytes]:
        """What `make` returns, shared by those who see the same and ask for the same meanwhile."""
        about = (self.client.client_id, self.access.clients, self.may_look_up, self.base)
        return await self.answers.give(self.request, about, make)


async def of_account(
    asked: Asking, platform: Platform, handle: str, want: Want, read: Read[T], *, depth: int = 0
) -> tuple[ingest.Seen, T]:
    """How the answer came about, and what `read` makes of the account; from the source where that is needed.

    No connection is held meanwhile. NotFoundError where nothing is known of the account, ForbiddenError where
    it may not be looked up.
    """
    ref, scope = AccountRef(platform=platform, handle=handle), asked.access.scope
    admit = None
    async with scoped(asked.pool, scope) as connection:
        here = await ingest.find_standing(connection, ref)
        if here and (young := ingest.warm(asked.settings, here, want, depth, now())):
            return young, await read(connection, young.account_id)
        own = await own_accounts(asked, connection, platform)
    if here is None:
        _check_may_look_up(asked, platform, handle, has_own=bool(own))
        scope, admit = EVERYTHING, partial(_take_try, asked)
        async with scoped(asked.pool, scope) as connection:
            here = await ingest.find_standing(connection, ref)
    seen = await ingest.look(asked.live, ref, here, want, depth, admit=admit)
    async with scoped(asked.pool, scope) as connection:
        return seen, await read(connection, seen.account_id)


async def of_stored_account(
    asked: Asking, platform: Platform, handle: str, want: Want, read: Read[T]
) -> tuple[ingest.Seen, T]:
    """The same from what is stored alone, of an account that the person sees."""
    ref = AccountRef(platform=platform, handle=handle)
    async with scoped(asked.pool, asked.access.scope) as connection:
        here = await ingest.find_standing(connection, ref)
        if here is None or here.since(want, 0) is None:
            raise NotFoundError(NO_PROFILE)
        return stored(here, want), await read(connection, here.account_id)


def stored(here: ingest.Standing, want: Want) -> ingest.Seen:
    return ingest.Seen(account_id=here.account_id, how="stored", at=here.since(want, 0))


async def own_accounts(asked: Asking, connection: Connection, platform: Platform) -> list[accounts.Own]:
    """The client's own accounts on that network, the one watched longest first."""
    own = await accounts.own(connection, asked.client.client_id)
    return [one for one in own if one.platform == platform]


async def own_handle(asked: Asking, platform: Platform) -> str:
    """The handle of the client's own account; NotFoundError where it has none."""
    async with scoped(asked.pool, asked.access.scope) as connection:
        own = await own_accounts(asked, connection, platform)
    handle = next((one.handle for one in own if one.handle), None)
    if handle is None:
        raise NotFoundError(NO_HANDLE[platform])
    return handle


def told(data: Any, seen: Iterable[ingest.Seen], unknown: Iterable[str] = ()) -> Answer:
    """An answer of the contract; its headers say where it came from, how old it is and what is unknown."""
    views = list(seen)
    headers: dict[str, str] = {"x-cicero-source": _worst({view.how for view in views})}
    if known := [view.at for view in views if view.at is not None]:
        headers["age"] = str(max(0, round((now() - min(known)).total_seconds())))
    if fields := list(unknown):
        headers["x-cicero-unknown"] = ", ".join(fields)
    return Answer({"success": True, "data": data}, headers)


def _worst(hows: set[How]) -> How:
    return "fallback" if "fallback" in hows else "live" if hows == {"live"} else "stored"


def _check_may_look_up(asked: Asking, platform: Platform, handle: str, *, has_own: bool) -> None:
    if handle == platform and not has_own:
        # Dashboards ask for the network's own account where the client has none.
        raise NotFoundError(NO_HANDLE[platform])
    if not asked.may_look_up:
        raise ForbiddenError(NOT_WATCHED, "Ask somebody who may add accounts there.")


async def _take_try(asked: Asking) -> None:
    try:
        await guessing.take(asked.pool, guessing.bucket(LOOK_UPS, asked.access.person.person_id))
    except ThrottledError as error:
        raise ThrottledError(
            "Too many accounts were looked up.", "Try again in a minute.", retry_after=error.retry_after
        ) from None
