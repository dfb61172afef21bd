"""The list of a client's posts: of some accounts and days, filtered, in any order, page by page."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct
from msgspec.structs import replace

from cicero import analytics, clients
from cicero.analytics import Result
from cicero.analytics.listing import ListedPost, list_many, list_posts
from cicero.db import Connection as Database
from cicero.metrics import METRICS, Metric
from cicero.periods import today
from cicero.records import KINDS
from cicero.web.address import Address, read
from cicero.web.asked import CHOSEN, Asked, ask
from cicero.web.choices import Choices, choices, kind_name
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.facts import facts_of
from cicero.web.files import answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.pictures_route import links_now
from cicero.web.posts import listing as shown_list
from cicero.web.posts import place
from cicero.web.posts.columns import ListColumn, columns, order_of
from cicero.web.posts.everything import everything
from cicero.web.posts.listing import ROWS, ROWS_OF_FILE, TOTALS, PostRow, Ways
from cicero.web.posts.narrowing import FIELDS, Narrowing, gathered, narrowing
from cicero.web.posts.place import Begin
from cicero.web.rendering import render
from cicero.widgets import Widget

KNOWN = (*(name for name in CHOSEN if name != "basis"), "sort", "order", "columns")
PLACES = ("after", "until")
AT_ONCE = 200_000
"""Of accounts with up to so many posts the totals come with the page and every page is read anew."""


class PostsPage(Struct, frozen=True, kw_only=True):
    """`totals`: None where they come later. `widget`: None where no post of these days is as chosen.

    `everything`: where all posts as chosen come as a file, by its ending. `fields`: those of the filter form.
    """

    frame: Frame
    client: clients.Client
    here: Address
    asked: Asked
    choices: Choices
    narrowing: Narrowing
    fields: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[PostRow, ...]
    ways: Ways
    totals: Result | None
    widget: Widget | None
    everything: dict[str, str]
    collecting: Collecting | None
    waiting: bool
    today: date
    metrics: dict[str, Metric]
    kind_names: dict[str, str]


@get("/clients/{slug:str}/posts", needs="client.see")
async def post_list(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    """A page of the list; the totals alone with `part=totals`, a file of its first rows with `file`."""
    frame = await frame_of(request, connection, person, client, "posts")
    language = frame.language
    here = read(request.url.path, gathered(request.query_params.multi_items()), KNOWN)
    asked = await ask(connection, client, here, TOTALS, basis="published")
    asked = replace(asked, query=replace(asked.query, by=None, compare=None))
    chosen = replace(choices(asked, here, language), comparisons=())
    file, part = wanted(request), request.query_params.get("part") == "totals"
    begin = Begin() if file else _begin(request)
    posts, more = ([], False) if part else await _page(connection, asked, here, begin, bool(file))
    totals = None
    if asked.chosen and (file or part or _few(asked)):
        totals = await analytics.run(connection, asked.query)
    shown = columns(here, language)
    facts = facts_of(asked, chosen, totals, language)
    if file and totals:
        facts = (*facts, shown_list.rows_fact(len(posts), totals, language))
    widget = shown_list.widget(posts, asked.watched, shown, totals, facts, language) if posts else None
    if file:
        return answer(widget, file, client.slug, asked.query.period.last, language)
    page = PostsPage(
        frame=frame,
        client=client,
        here=here,
        asked=asked,
        choices=chosen,
        narrowing=narrowing(asked.query.filters, language),
        fields=FIELDS,
        columns=shown,
        rows=shown_list.rows(posts, asked.watched, here, _places(request), links_now(settings)),
        ways=shown_list.ways(posts, more, begin, here),
        totals=totals,
        widget=widget,
        everything=everything(client, asked, here),
        collecting=None if part else await collecting(connection, client, asked.chosen, language),
        waiting=bool(asked.chosen) and asked.last_post is None,
        today=today(client.zone),
        metrics=METRICS,
        kind_names={name: kind_name(name, language) for name in (*KINDS, "")},
    )
    return render("posts/totals.html" if part else "posts.html", page, language)


def _begin(request: Request[Any, Any, Any]) -> Begin:
    after, until = (request.query_params.get(name, "") for name in PLACES)
    return place.read(after, until)


def _places(request: Request[Any, Any, Any]) -> dict[str, str | int | None]:
    return {name: request.query_params.get(name) for name in PLACES}


async def _page(
    connection: Database, asked: Asked, here: Address, begin: Begin, whole: bool
) -> tuple[list[ListedPost], bool]:
    """The posts, and whether there are more beyond them. `whole`: as many as a file has."""
    if not asked.chosen:
        return [], False
    order, descending = order_of(here)
    limit = ROWS_OF_FILE if whole else ROWS
    listing = list_posts if _few(asked) else list_many
    found = await listing(
        connection,
        asked.query,
        order,
        descending=descending,
        place=begin.place,
        backward=begin.backward,
        limit=limit + 1,
    )
    more = len(found) > limit
    return (found[-limit:] if begin.backward else found[:limit]), more


def _few(asked: Asked) -> bool:
    return sum(account.posts for account in asked.chosen) <= AT_ONCE
