"""How far collecting is, for pages that ask again by themselves while something is being read."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from msgspec import Struct

from cicero import clients
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person
from cicero.web.rendering import render


class ProgressPage(Struct, frozen=True, kw_only=True):
    """`waiting`: whether the page that asks has no figures to show yet."""

    frame: Frame
    client: clients.Client
    collecting: Collecting
    waiting: bool


@get("/clients/{slug:str}/progress", needs="client.see")
async def progress(
    request: Request[Any, Any, Any], connection: Connection, person: Person, client: Client
) -> Response[Any]:
    """A part of the dashboard. One without figures says how many posts it knows of (`posts`): when there are
    more, the browser is told to load the page again.
    """
    frame = await frame_of(request, connection, person, client, "dashboard")
    found = await collecting(connection, client, (), frame.language)
    known = request.query_params.get("posts")
    page = ProgressPage(frame=frame, client=client, collecting=found, waiting=known is not None)
    answer = render("dashboard/progress.html", page, frame.language)
    if known is not None and known != str(found.posts):
        answer.headers["hx-refresh"] = "true"
    return answer
