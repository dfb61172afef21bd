"""All clients: what each one has, how fresh it is, its key figures; and the form for a new one."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import clients
from cicero.errors import InputError
from cicero.metrics import METRICS, Metric
from cicero.periods import DEFAULT_ZONE
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Connection, Person
from cicero.web.overview import FIGURES, Summary, summaries
from cicero.web.rendering import render


class NewClient(Struct, frozen=True, kw_only=True):
    name: str = ""
    slug: str = ""
    zone: str = DEFAULT_ZONE


class ClientsPage(Struct, frozen=True):
    frame: Frame
    summaries: tuple[Summary, ...]
    given: NewClient
    error: InputError | None = None
    metrics: tuple[Metric, ...] = tuple(METRICS[name] for name in FIGURES)


@get("/", needs="self.see")
async def client_list(
    request: Request[Any, Any, Any], connection: Connection, person: Person
) -> Response[Any]:
    return await _page(request, connection, person, NewClient())


@post("/", needs="client.create")
async def create_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    data: Annotated[NewClient, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        made = await clients.create(
            connection, slug=data.slug.strip(), name=data.name, zone=data.zone.strip()
        )
    except InputError as error:
        return await _page(request, connection, person, data, error)
    return Redirect(f"/clients/{made.slug}", status_code=303)


async def _page(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    given: NewClient,
    error: InputError | None = None,
) -> Response[Any]:
    frame = await frame_of(request, connection, person)
    summed = await summaries(connection, frame.clients, frame.language)
    page = ClientsPage(frame, summed, given, error)
    return render("clients.html", page, frame.language, error.status if error else 200)
