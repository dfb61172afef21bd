"""One client's dashboard: figures of a period, beside another period, of some or all of its accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct

from cicero import clients
from cicero.language import Language
from cicero.metrics import METRICS, Metric
from cicero.numbers import weekday_name
from cicero.periods import today
from cicero.records import KINDS
from cicero.web.address import Address, read
from cicero.web.asked import CHOSEN, Asked, ask
from cicero.web.choices import Choices, choices, kind_name
from cicero.web.dashboard.breakdowns import Breakdown, accounts, hashtags, kinds
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.dashboard.findings import PARTS, SERIES, TILES, Answers, Part, find
from cicero.web.dashboard.heatmap import Heatmap, heatmap
from cicero.web.dashboard.posts import PostTable, post_table
from cicero.web.dashboard.series import series
from cicero.web.dashboard.tiles import Tile, tiles
from cicero.web.facts import facts_of
from cicero.web.files import Wanted, answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.parts import comes_whole, part_of
from cicero.web.pictures_route import Links, links_now
from cicero.web.rendering import render
from cicero.widgets import Widget

KNOWN = (*CHOSEN, "sort", "shade")
PART_OF: dict[str, Part] = {
    "series": "series",
    "kinds": "breakdowns",
    "hashtags": "breakdowns",
    "accounts": "accounts",
    "posts": "posts",
}
"""In which part of the page each widget stands that is offered as a file."""


class Widgets(Struct, frozen=True, kw_only=True):
    """None is what is not on the page yet, or not in this part of it."""

    tiles: tuple[Tile, ...] | None
    series: Widget | None
    heatmap: Heatmap | None
    kinds: Breakdown | None
    hashtags: Breakdown | None
    accounts: Breakdown | None
    posts: PostTable | None


class DashboardPage(Struct, frozen=True, kw_only=True):
    """`widgets` is None where the chosen days have no posts, `collecting` in a part alone."""

    frame: Frame
    client: clients.Client
    here: Address
    asked: Asked
    answers: Answers | None
    choices: Choices
    widgets: Widgets | None
    collecting: Collecting | None
    waiting: bool
    today: date
    metrics: dict[str, Metric]
    kind_names: dict[str, str]
    weekdays: tuple[str, ...]


@get("/clients/{slug:str}", needs="client.see")
async def dashboard(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    """The page with its first part; the others ask for themselves with `part`.

    A page that replaces another one in place comes whole, so that the old figures stay until it is there;
    so it does with `part=all`, for browsers that run no scripts.
    """
    frame = await frame_of(request, connection, person, client, "dashboard")
    here = read(request.url.path, request.query_params.multi_items(), KNOWN)
    asked = await ask(connection, client, here, (*TILES, *SERIES), basis="published")
    chosen = choices(asked, here, frame.language)
    links = links_now(settings)
    file, part = wanted(request), part_of(request, PARTS, "series")
    parts = _parts_of(file, part, request)
    answers = await find(connection, asked, here, parts)
    widgets = (
        _widgets(asked, chosen, answers, here, frame.language, links, whole=file is not None)
        if answers
        else None
    )
    if file:
        return answer(
            _widget_named(widgets, file.widget), file, client.slug, asked.query.period.last, frame.language
        )
    page = DashboardPage(
        frame=frame,
        client=client,
        here=here,
        asked=asked,
        answers=answers,
        choices=chosen,
        widgets=widgets,
        collecting=None if part else await collecting(connection, client, asked.chosen, frame.language),
        waiting=answers is None,
        today=today(client.zone),
        metrics=METRICS,
        kind_names={name: kind_name(name, frame.language) for name in (*KINDS, "")},
        weekdays=tuple(weekday_name(day, frame.language) for day in range(1, 8)),
    )
    return render(f"dashboard/{part}.html" if part else "dashboard.html", page, frame.language)


def _widget_named(widgets: Widgets | None, name: str) -> Widget | None:
    if widgets is None or name not in PART_OF:
        return None
    if name == "series":
        return widgets.series
    part: Breakdown | PostTable | None = getattr(widgets, name)
    return part.widget if part else None


def _parts_of(file: Wanted | None, part: Part | None, request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    if file:
        return (PART_OF.get(file.widget, "series"),)
    return (part,) if part else _at_once(request)


def _at_once(request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    return PARTS if comes_whole(request) else ("series",)


def _widgets(
    asked: Asked,
    chosen: Choices,
    answers: Answers,
    here: Address,
    language: Language,
    links: Links,
    *,
    whole: bool,
) -> Widgets:
    seen, watched = asked.last_seen, asked.watched
    facts = facts_of(asked, chosen, answers.series, language)
    return Widgets(
        tiles=tiles(answers.series, seen, language) if answers.series else None,
        series=series(answers.series, seen, here, facts, language) if answers.series else None,
        heatmap=heatmap(answers.hours, here) if answers.hours else None,
        kinds=kinds(answers.kinds, here, facts, language) if answers.kinds else None,
        hashtags=(
            hashtags(answers.hashtags, here, facts, language, whole=whole) if answers.hashtags else None
        ),
        accounts=(
            accounts(answers.accounts, watched, here, links, facts, language) if answers.accounts else None
        ),
        posts=(
            post_table(answers.posts, watched, here, links, facts, language)
            if answers.posts is not None
            else None
        ),
    )
