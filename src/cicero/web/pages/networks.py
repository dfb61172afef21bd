"""The pages of Instagram and of TikTok: a client's accounts there and their posts, in its terms."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct

from cicero import clients
from cicero.analytics import Result
from cicero.language import Language
from cicero.metrics import METRICS, Metric
from cicero.periods import today
from cicero.records import KINDS, PLATFORM_NAMES, Platform
from cicero.web.address import Address, read
from cicero.web.asked import CHOSEN, Asked, ask
from cicero.web.choices import Choices, choices, kind_name
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.dashboard.tiles import Tile, tiles
from cicero.web.facts import facts_of
from cicero.web.files import Wanted, answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.networks.findings import PARTS, Answers, Part, find
from cicero.web.networks.followers import followers
from cicero.web.networks.groups import Grouped, grouped
from cicero.web.networks.latest import Latest, latest
from cicero.web.networks.network import NETWORKS, Network, limits
from cicero.web.networks.over_time import counts, rates
from cicero.web.networks.profiles import Profiles, profiles
from cicero.web.networks.ranked import Ranking, rankings
from cicero.web.parts import comes_whole, part_of
from cicero.web.pictures_route import Links, links_now
from cicero.web.rendering import render
from cicero.widgets import Widget

KNOWN = tuple(name for name in CHOSEN if name != "platform")
PART_OF: dict[str, Part] = {
    "profiles": "series", "series": "series", "rates": "series", "followers": "followers",
    "kinds": "groups", "weekdays": "groups", "captions": "groups", "videos": "groups",
    "top": "ranks", "best": "ranks", "flops": "ranks", "outliers": "ranks", "latest": "latest",
}  # fmt: skip
"""In which part of the page each widget stands."""


class Widgets(Struct, frozen=True, kw_only=True):
    """None is what is not on the page yet, or not in this part of it."""

    profiles: Profiles | None
    tiles: tuple[Tile, ...] | None
    series: Widget | None
    rates: Widget | None
    followers: Widget | None
    groups: dict[str, Grouped] | None
    ranks: dict[str, Ranking] | None
    latest: Latest | None


class NetworkPage(Struct, frozen=True, kw_only=True):
    """`posts`: whether there are any in the period. `collecting` is None in a part of the page."""

    frame: Frame
    client: clients.Client
    platform: Platform
    name: str
    network: Network
    limits: str
    here: Address
    asked: Asked
    answers: Answers
    choices: Choices
    widgets: Widgets
    posts: bool
    collecting: Collecting | None
    waiting: bool
    today: date
    metrics: dict[str, Metric]
    kind_names: dict[str, str]


@get("/clients/{slug:str}/instagram", needs="client.see")
async def instagram(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    return await _page(request, connection, person, settings, client, "instagram")


@get("/clients/{slug:str}/tiktok", needs="client.see")
async def tiktok(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    return await _page(request, connection, person, settings, client, "tiktok")


async def _page(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
    platform: Platform,
) -> Response[Any]:
    """The page with its first part; the others ask for themselves, as on the dashboard."""
    frame = await frame_of(request, connection, person, client, platform)
    network, language = NETWORKS[platform], frame.language
    here = _of_network(read(request.url.path, request.query_params.multi_items(), KNOWN), platform)
    asked = await ask(connection, client, here, network.metrics, basis="published", platform=platform)
    chosen = choices(asked, here, language)
    file, part = wanted(request), part_of(request, PARTS, "series")
    answers = await find(connection, asked, network, _parts_of(file, part, request))
    widgets = _widgets(asked, chosen, answers, network, here, language, links_now(settings))
    if file:
        return answer(_named(widgets, file.widget), file, client.slug, asked.query.period.last, language)
    page = NetworkPage(
        frame=frame,
        client=client,
        platform=platform,
        name=PLATFORM_NAMES[platform],
        network=network,
        limits=limits(platform, language),
        here=here,
        asked=asked,
        answers=answers,
        choices=chosen,
        widgets=widgets,
        posts=bool(answers.series and _posts(answers.series)),
        collecting=None if part else await collecting(connection, client, asked.chosen, language),
        waiting=not asked.last_post,
        today=today(client.zone),
        metrics=METRICS,
        kind_names={name: kind_name(name, language) for name in (*KINDS, "")},
    )
    return render(f"networks/{part}.html" if part else "network.html", page, language)


def _of_network(here: Address, platform: Platform) -> Address:
    """Without accounts of other networks, which a choice made on another page may name."""
    named = [name for name in here["accounts"].split(",") if name.partition(":")[0] in ("", name, platform)]
    kept = ",".join(named)
    pairs = ((name, kept if name == "accounts" else value) for name, value in here.chosen)
    return Address(here.path, tuple(pair for pair in pairs if pair[1]))


def _parts_of(file: Wanted | None, part: Part | None, request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    if file:
        return (PART_OF.get(file.widget, "series"),)
    if part:
        return (part,)
    return PARTS if comes_whole(request) else ("series",)


def _posts(result: Result) -> float:
    return result.totals.figures[result.query.metrics.index("posts")].value or 0


def _widgets(
    asked: Asked,
    chosen: Choices,
    answers: Answers,
    network: Network,
    here: Address,
    language: Language,
    links: Links,
) -> Widgets:
    facts, seen, shown = facts_of(asked, chosen, answers.series, language), asked.last_seen, asked.chosen
    series, details, of_accounts = answers.series, answers.details, answers.profiles
    return Widgets(
        profiles=(
            profiles(of_accounts, details, shown, here, links, facts, language)
            if of_accounts and details is not None
            else None
        ),
        tiles=tiles(series, seen, language, network.tiles) if series else None,
        series=counts(series, network, seen, here, facts, language) if series else None,
        rates=rates(series, network, seen, here, facts, language) if series else None,
        followers=followers(answers.followers, shown, here, facts, language) if answers.followers else None,
        groups=grouped(answers.groups, here, facts, language) if answers.groups else None,
        ranks=rankings(answers.ranks, shown, links, facts, language) if answers.ranks else None,
        latest=(
            latest(answers.latest, network, shown, links, facts, language)
            if answers.latest is not None
            else None
        ),
    )


def _named(widgets: Widgets, name: str) -> Widget | None:
    """The widget of that name, wherever it stands on the page."""
    framed: dict[str, Grouped | Ranking] = {**(widgets.groups or {}), **(widgets.ranks or {})}
    if name in framed:
        return framed[name].widget
    if name not in PART_OF:
        return None
    found = getattr(widgets, name, None)
    return found if found is None or isinstance(found, Widget) else found.widget
