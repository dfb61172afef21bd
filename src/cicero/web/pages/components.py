"""Every component once, for who works on them. There only where CICERO_DEVELOPMENT says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from msgspec import Struct
from msgspec.structs import replace

from cicero.clients import Client
from cicero.errors import InputError
from cicero.periods import today
from cicero.web.address import Address, read
from cicero.web.asked import CHOSEN, Asked
from cicero.web.choices import Choices, choices
from cicero.web.components import invented
from cicero.web.components.charts import charts, table
from cicero.web.dashboard.findings import Answers
from cicero.web.dashboard.tiles import Tile, tiles
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Connection, Person, Settings
from cicero.web.rendering import render
from cicero.widgets import Widget


class State(Struct, frozen=True):
    tone: str
    label: str


class Shown(Struct, frozen=True):
    tiles: tuple[Tile, ...]


class ComponentsPage(Struct, frozen=True, kw_only=True):
    """`error` is what a form says that was refused."""

    frame: Frame
    client: Client
    here: Address
    today: date
    asked: Asked
    choices: Choices
    answers: Answers
    widgets: Shown
    charts: tuple[Widget, ...]
    table: Widget
    states: tuple[State, ...]
    error: InputError


@get("/_components", needs="self.see")
async def components(
    request: Request[Any, Any, Any], connection: Connection, person: Person, settings: Settings
) -> Response[Any]:
    """As if there were no such address, where nobody works on the pages."""
    if not settings.development:
        raise NotFoundException
    frame = await frame_of(request, connection, person)
    here = read(request.url.path, request.query_params.multi_items(), CHOSEN)
    asked = invented.asked()
    answer = invented.answer(asked.query)
    narrowed = replace(asked, query=replace(asked.query, filters=invented.FILTERS))
    page = ComponentsPage(
        frame=frame,
        client=invented.CLIENT,
        here=here,
        today=today(invented.CLIENT.zone),
        asked=asked,
        choices=choices(narrowed, here, frame.language),
        answers=Answers(series=answer),
        widgets=Shown(tiles(answer, None, frame.language)),
        charts=charts(answer, here, frame.language),
        table=table(),
        states=tuple(State(tone, tone) for tone in ("good", "busy", "quiet", "bad")),
        error=InputError("The username or the password is wrong.", "Check both and try again."),
    )
    return render("components.html", page, frame.language)
