"""All clients: how each one does, its key figures, what needs attention; and the form for a new one."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.db import Connection as Db
from cicero.errors import InputError
from cicero.ingest import meters, standing
from cicero.ingest.meters import QuotaStanding
from cicero.ingest.standing import SourceStanding
from cicero.metrics import METRICS, Metric
from cicero.periods import DEFAULT_ZONE, now, today
from cicero.web.address import Address, read
from cicero.web.files import answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Actor, Connection, Person
from cicero.web.overview import clients as told
from cicero.web.overview import unusual
from cicero.web.overview.attention import Notice, attention
from cicero.web.overview.clients import FIGURES, Rows, Summary
from cicero.web.rendering import render
from cicero.web.watching import told_of
from cicero.widgets import Widget


class NewClient(Struct, frozen=True, kw_only=True):
    name: str = ""
    slug: str = ""
    zone: str = DEFAULT_ZONE


class OverviewPage(Struct, frozen=True, kw_only=True):
    """`unusual` asks for itself; None is what is not in this answer."""

    frame: Frame
    here: Address
    summaries: tuple[Summary, ...]
    notices: tuple[Notice, ...]
    widget: Widget | None
    unusual: Widget | None
    given: NewClient
    error: InputError | None = None
    metrics: tuple[Metric, ...] = tuple(METRICS[name] for name in FIGURES)


@get("/", needs="self.see")
async def overview(request: Request[Any, Any, Any], connection: Connection, person: Person) -> Response[Any]:
    """The clients and what needs attention; what was unusual comes as `part=unusual`, or with `part=all`."""
    frame = await frame_of(request, connection, person, section="overview")
    here = read("/", request.query_params.multi_items(), ())
    if file := wanted(request):
        found = await _named(connection, frame, file.widget)
        return answer(found, file, "cicero", today(frame.zone), frame.language)
    if request.query_params.get("part") == "unusual":
        page = OverviewPage(
            frame=frame,
            here=here,
            summaries=(),
            notices=(),
            widget=None,
            unusual=await _unusual(connection, frame),
            given=NewClient(),
        )
        return render("overview/unusual.html", page, frame.language)
    return await _page(request, connection, person, frame, here, NewClient())


@post("/", needs="client.create")
async def create_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    actor: Actor,
    data: Annotated[NewClient, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        made = await clients.create(
            connection, slug=data.slug.strip(), name=data.name, zone=data.zone.strip()
        )
    except InputError as error:
        frame = await frame_of(request, connection, person, section="overview")
        return await _page(request, connection, person, frame, Address("/"), data, error)
    await audit.note(connection, actor, "client.create", client_id=made.client_id, thing=made.slug)
    return Redirect(f"/clients/{made.slug}", status_code=303)


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    person: auth.Person,
    frame: Frame,
    here: Address,
    given: NewClient,
    error: InputError | None = None,
) -> Response[Any]:
    sources = await standing.sources(connection)
    rows = await _rows(connection, frame, sources)
    summaries = await _summaries(connection, frame, rows)
    notices = attention(
        frame.clients,
        rows,
        await _quotas(connection, sources) if person.is_admin else {},
        await auth.waiting_invitations(connection) if person.is_admin else (),
        person.is_admin,
        frame.language,
        frame.zone,
    )
    whole = request.query_params.get("part") == "all" and any(rows.values())
    page = OverviewPage(
        frame=frame,
        here=here,
        summaries=summaries,
        notices=notices,
        widget=told.widget(summaries, frame.language),
        unusual=await _unusual(connection, frame) if whole else None,
        given=given,
        error=error,
    )
    return render("overview.html", page, frame.language, error.status if error else 200)


async def _rows(connection: Db, frame: Frame, sources: list[SourceStanding]) -> Rows:
    found = await standing.of_clients(connection, [client.client_id for client in frame.clients])
    return {
        client.client_id: told_of(found[client.client_id], sources, frame.language, client.zone)
        for client in frame.clients
    }


async def _summaries(connection: Db, frame: Frame, rows: Rows) -> tuple[Summary, ...]:
    results = await told.find(connection, frame.clients, rows)
    return tuple(
        told.summary(client, rows[client.client_id], results[client.client_id], frame.language)
        for client in frame.clients
    )


async def _quotas(connection: Db, sources: list[SourceStanding]) -> dict[str, QuotaStanding]:
    """Of the sources that are in use."""
    at = now()
    return {
        one.name: await meters.quota(connection, one.name, at, one.budget)
        for one in sources
        if one.enabled and one.has_key
    }


async def _unusual(connection: Db, frame: Frame) -> Widget:
    found = await standing.of_clients(connection, [client.client_id for client in frame.clients])
    own = {
        client: [row.account for row in some if row.account.role == "own"] for client, some in found.items()
    }
    return unusual.widget(await unusual.find(connection, frame.clients, own), frame.language)


async def _named(connection: Db, frame: Frame, name: str) -> Widget | None:
    if name == "unusual":
        return await _unusual(connection, frame)
    if name != "clients":
        return None
    rows = await _rows(connection, frame, await standing.sources(connection))
    return told.widget(await _summaries(connection, frame, rows), frame.language)
