"""The live sources: how each one does, what is left of its calls, how it is reached. For administrators."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace

from cicero import auth, ingest
from cicero.db import Connection as Db
from cicero.errors import InputError, NotFoundError
from cicero.ingest import meters, standing
from cicero.ingest.degradation import STEPS, Step
from cicero.ingest.meters import QuotaStanding
from cicero.ingest.standing import SourceStanding
from cicero.periods import DEFAULT_ZONE, now
from cicero.secret import Secret
from cicero.sources.registry import SOURCES
from cicero.sources.source import Quota, Source
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Connection, Person, Settings
from cicero.web.reasons import Words, of_source, source_words
from cicero.web.rendering import render
from cicero.web.spent import Spent, by_day, by_purpose

PATH = "/settings/sources"


class Given(Struct, frozen=True, kw_only=True):
    """What the form sends. Keys are never sent back to it; `enabled` is there when its box is ticked.

    An emptied field takes away what it held, but a key stays until another is entered or it is removed.
    """

    url: str = ""
    key: str = ""
    fallback_url: str = ""
    fallback_host: str = ""
    fallback_key: str = ""
    enabled: str = ""
    per_minute: str = ""
    budget: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a test, and the quota that its answer told."""

    ok: bool
    words: Words
    message: str
    quota: Quota | None


class Card(Struct, frozen=True, kw_only=True):
    """`given_up`: what goes first when calls run short, empty while they reach.

    `given` is what stands in the form, without keys.
    """

    source: Source
    standing: SourceStanding
    words: Words
    quota: QuotaStanding
    purposes: tuple[Spent, ...]
    days: tuple[Spent, ...]
    given_up: tuple[Step, ...]
    given: Given
    error: InputError | None = None
    outcome: Outcome | None = None


class SourcesPage(Struct, frozen=True, kw_only=True):
    """Times are told in `zone`; calls are counted by UTC days."""

    frame: Frame
    cards: tuple[Card, ...]
    zone: str = DEFAULT_ZONE


@get(PATH, needs="sources.see")
async def source_list(
    request: Request[Any, Any, Any], connection: Connection, person: Person
) -> Response[Any]:
    return await _page(request, connection, person)


@post(PATH + "/{name:str}", needs="sources.change")
async def configure_source(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    name: FromPath[str],
    data: Annotated[Given, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    source = _known(name)
    try:
        await ingest.configure(
            connection,
            settings,
            source.name,
            url=data.url.strip() or source.url,
            key=_secret(data.key),
            fallback_url=data.fallback_url.strip(),
            fallback_host=data.fallback_host.strip(),
            fallback_key=_secret(data.fallback_key),
            enabled=data.enabled == "yes",
            per_minute=_whole(data.per_minute),
            budget=_whole(data.budget) or 0,
        )
    except InputError as error:
        return await _page(request, connection, person, source.name, error=error, given=data)
    return Redirect(f"{PATH}#{source.name}", status_code=303)


@post(PATH + "/{name:str}/test", needs="sources.change")
async def test_source(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    name: FromPath[str],
) -> Response[Any]:
    """One cheap call; what came of it stands on the source's card."""
    source = _known(name)
    async with ingest.open_caller(request.app.state.source_pool, settings) as caller:
        tried = await ingest.try_source(caller, source.name)
    return await _page(request, connection, person, source.name, tried=tried)


@post(PATH + "/{name:str}/forget-key", needs="sources.change")
async def forget_key(connection: Connection, name: FromPath[str]) -> Response[Any]:
    source = _known(name)
    await ingest.forget_key(connection, source.name)
    return Redirect(f"{PATH}#{source.name}", status_code=303)


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    person: auth.Person,
    name: str = "",
    *,
    error: InputError | None = None,
    tried: ingest.Tried | None = None,
    given: Given | None = None,
) -> Response[Any]:
    """`error`, `tried` and what was `given` are shown on the card of the source `name`."""
    frame = await frame_of(request, connection, person, section="sources")
    cards = [await _card(connection, one, frame) for one in await standing.sources(connection)]
    told = tuple(
        _with(card, error, tried, given, frame) if card.source.name == name else card for card in cards
    )
    status = error.status if error else 200
    return render("sources.html", SourcesPage(frame=frame, cards=told), frame.language, status)


async def _card(connection: Db, one: SourceStanding, frame: Frame) -> Card:
    quota = await meters.quota(connection, one.name, now(), one.budget)
    short = quota.short is not None or (one.shortage or 0.0) > 1.0
    return Card(
        source=SOURCES[one.name],
        standing=one,
        words=of_source(one, frame.language, DEFAULT_ZONE),
        quota=quota,
        purposes=by_purpose(quota.calls, frame.language),
        days=by_day(quota.calls),
        given_up=STEPS if short else (),
        given=_set_up(one),
    )


def _set_up(one: SourceStanding) -> Given:
    return Given(
        url=one.url,
        fallback_url=one.fallback_url or "",
        fallback_host=one.fallback_host or "",
        enabled="yes" if one.enabled else "",
        per_minute=str(one.per_minute),
        budget="" if one.budget is None else str(one.budget),
    )


def _with(
    card: Card, error: InputError | None, tried: ingest.Tried | None, given: Given | None, frame: Frame
) -> Card:
    if given:
        card = replace(card, given=replace(given, key="", fallback_key=""))
    if tried is None:
        return replace(card, error=error)
    words = source_words("ok" if tried.ok else tried.reason, card.standing, frame.language, DEFAULT_ZONE)
    message = f"{tried.message} {tried.hint}".strip()
    outcome = Outcome(ok=tried.ok, words=words, message=message, quota=tried.quota)
    return replace(card, error=error, outcome=outcome)


def _known(name: str) -> Source:
    if name not in SOURCES:
        raise NotFoundError(f"There is no source {name!r}.", f"There are {', '.join(SOURCES)}.")
    return SOURCES[name]


def _secret(given: str) -> Secret | None:
    """Nothing where the field was left empty: the key that is set stays."""
    return Secret(given.strip()) if given.strip() else None


def _whole(given: str) -> int | None:
    given = given.strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 12):
        raise InputError(f"{given!r} is not a whole number of calls.", "Use digits alone, such as 50000.")
    return int(given)
