"""Hashtags and mentions of one client's accounts: all of them, what rises and falls, and a chosen one."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct
from msgspec.structs import replace

from cicero import clients
from cicero.language import Language
from cicero.metrics import METRICS, Metric
from cicero.periods import today
from cicero.records import KINDS
from cicero.web.address import Address
from cicero.web.asked import Asked, ask
from cicero.web.choices import Choices, choices, kind_name
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.dashboard.posts import PostTable, post_table
from cicero.web.facts import Known, facts_of
from cicero.web.files import answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.hashtags.chosen import Chosen, choose, read_address
from cicero.web.hashtags.findings import PARTS, Answers, Part, find
from cicero.web.hashtags.moving import MovingLists, moving_lists
from cicero.web.hashtags.one import KeyFigure, key_figures, partners, series, users
from cicero.web.hashtags.uses import UseTable, use_table, uses
from cicero.web.hashtags.wording import plural
from cicero.web.parts import comes_whole, part_of
from cicero.web.pictures_route import Links, links_now
from cicero.web.rendering import render
from cicero.web.sections import KEPT
from cicero.widgets import Fact, Widget

PART_OF: dict[str, Part] = {
    "uses": "table",
    "rising": "moving",
    "falling": "moving",
    "tag": "tag",
    "partners": "company",
    "users": "company",
    "posts": "posts",
}
TO_POSTS = ("period", "from", "to", "accounts", "platform", "role", "hashtag", "mention")
"""What the explorer of posts is told of what was chosen here."""


class Widgets(Struct, frozen=True, kw_only=True):
    """None is what is not on the page yet, or not in this part of it."""

    uses: Widget | None = None
    table: UseTable | None = None
    rising: Widget | None = None
    falling: Widget | None = None
    moving: MovingLists | None = None
    tag: Widget | None = None
    figures: tuple[KeyFigure, ...] = ()
    partners: Widget | None = None
    users: Widget | None = None
    posts: PostTable | None = None


class HashtagsPage(Struct, frozen=True, kw_only=True):
    """`tabs`: hashtags and mentions, each with its address. `label`: what the shown ones are called."""

    frame: Frame
    client: clients.Client
    here: Address
    asked: Asked
    choices: Choices
    chosen: Chosen
    answers: Answers
    widgets: Widgets
    tabs: tuple[tuple[str, str, bool], ...]
    label: str
    all_posts: str
    collecting: Collecting | None
    waiting: bool
    today: date
    metrics: dict[str, Metric]
    kind_names: dict[str, str]


@get("/clients/{slug:str}/hashtags", needs="client.see")
async def hashtags_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    """The page with the chosen one's series, else with the table; the rest comes after it."""
    frame = await frame_of(request, connection, person, client, "hashtags")
    language = frame.language
    here = read_address(request.url.path, request.query_params.multi_items())
    chosen = choose(here)
    asked = await ask(connection, client, here, ("posts",), basis="published")
    chips = choices(asked, here, language)
    file, part = wanted(request), part_of(request, PARTS)
    parts = (PART_OF.get(file.widget, "table"),) if file else (part,) if part else _at_once(request, chosen)
    answers = await find(connection, asked, chosen, here, parts, whole=file is not None)
    widgets = _widgets(asked, chips, chosen, answers, here, links_now(settings), language)
    if file:
        return answer(_named(widgets, file.widget), file, client.slug, asked.query.period.last, language)
    filters = replace(asked.query.filters, hashtag=None, mention=None)
    page = HashtagsPage(
        frame=frame,
        client=client,
        here=here,
        asked=replace(asked, query=replace(asked.query, filters=filters)),
        choices=chips,
        chosen=chosen,
        answers=answers,
        widgets=widgets,
        tabs=_tabs(here, chosen, language),
        label=plural(chosen, language),
        all_posts=_all_posts(client, here),
        collecting=None if part else await collecting(connection, client, asked.chosen, language),
        waiting=not answers.posts_in_period,
        today=today(client.zone),
        metrics=METRICS,
        kind_names={name: kind_name(name, language) for name in (*KINDS, "")},
    )
    return render(f"hashtags/{part}.html" if part else "hashtags.html", page, language)


def _named(widgets: Widgets, name: str) -> Widget | None:
    if name not in PART_OF:
        return None
    if name == "posts":
        return widgets.posts.widget if widgets.posts else None
    found: Widget | None = getattr(widgets, name)
    return found


def _at_once(request: Request[Any, Any, Any], chosen: Chosen) -> tuple[Part, ...]:
    if comes_whole(request):
        return PARTS
    return ("tag",) if chosen.tag else ("table",)


def _widgets(
    asked: Asked,
    chips: Choices,
    chosen: Chosen,
    answers: Answers,
    here: Address,
    links: Links,
    language: Language,
) -> Widgets:
    of_all = replace(chips, chips=tuple(chip for chip in chips.chips if chip.name != chosen.name))
    made = Widgets()
    if table := answers.table:
        facts = facts_of(asked, of_all, table.uses, language)
        widget = uses(table, chosen, here, facts, language)
        made = replace(made, uses=widget, table=use_table(table, chosen, here, language))
    if answers.moving:
        facts = facts_of(asked, of_all, answers.moving.rising, language)
        lists = moving_lists(answers.moving, chosen, here, facts, language)
        made = replace(made, moving=lists, rising=lists.rising, falling=lists.falling)

    def of_tag(result: Known) -> tuple[Fact, ...]:
        return facts_of(asked, chips, result, language)

    if one := answers.tag:
        widget = series(one, chosen, asked.last_seen, here, of_tag(one.series), language)
        made = replace(made, tag=widget, figures=key_figures(one, language))
    if company := answers.company:
        beside = partners(company.partners, chosen, here, of_tag(company.partners), language)
        using = users(company.users, asked.watched, here, of_tag(company.users), language)
        made = replace(made, partners=beside, users=using)
    if answers.posts is not None:
        facts = facts_of(asked, chips, None, language)
        found = post_table(answers.posts, asked.watched, here, links, facts, language)
        made = replace(made, posts=found)
    return made


def _tabs(here: Address, chosen: Chosen, language: Language) -> tuple[tuple[str, str, bool], ...]:
    """The other tab keeps what both know: days, comparison and accounts."""
    kept = Address(here.path, tuple(pair for pair in here.chosen if pair[0] in KEPT))
    made = []
    for of in ("hashtags", "mentions"):
        one = choose(Address(here.path, (("of", of),)))
        address = kept.with_(of=None if of == "hashtags" else of)
        made.append((plural(one, language), address, chosen.of == of))
    return tuple(made)


def _all_posts(client: clients.Client, here: Address) -> str:
    kept = tuple(pair for pair in here.chosen if pair[0] in TO_POSTS)
    return Address(f"/clients/{client.slug}/posts", kept).with_()
