"""When posts of one client's accounts do best: by weekday and hour, and each platform, kind and account."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct
from msgspec.structs import replace

from cicero import clients
from cicero.analytics.best_time import BestTime
from cicero.language import Language
from cicero.metrics import METRICS, Metric
from cicero.numbers import weekday_name
from cicero.periods import today
from cicero.records import KINDS
from cicero.web.address import Address, read
from cicero.web.asked import Asked, ask
from cicero.web.best_time.each import each
from cicero.web.best_time.findings import PARTS, Answers, Part, find, has_hour, without_hour
from cicero.web.best_time.hours import hours, hours_ranked, timing, weekdays
from cicero.web.best_time.week import Week, table_of_week, week
from cicero.web.best_time.wording import others, sentence
from cicero.web.choices import Choices, choices, kind_name
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.dashboard.posts import PostTable, post_table
from cicero.web.facts import facts_of
from cicero.web.files import answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.parts import comes_whole, part_of
from cicero.web.pictures_route import links_now
from cicero.web.rendering import render
from cicero.web.sections import KEPT
from cicero.widgets import Widget

KNOWN = (*KEPT, "kind", "weekday", "hour", "sort")
TO_POSTS = ("period", "from", "to", "accounts", "platform", "role", "kind", "weekday", "hour")
"""What the explorer of posts is told of what was chosen here."""
PART_OF: dict[str, Part] = {
    "week": "week",
    "hours": "week",
    "weekdays": "week",
    "ranked": "week",
    "each": "each",
    "posts": "posts",
}


class Widgets(Struct, frozen=True, kw_only=True):
    """None is what is not on the page yet, or not in this part of it."""

    week: Widget | None = None
    hours: Widget | None = None
    weekdays: Widget | None = None
    ranked: Widget | None = None
    each: Widget | None = None
    posts: PostTable | None = None


class BestTimePage(Struct, frozen=True, kw_only=True):
    """`sentence`, `others`: what stands out, in words; `timing`: when most is published, when best."""

    frame: Frame
    client: clients.Client
    here: Address
    asked: Asked
    choices: Choices
    found: BestTime | None
    widgets: Widgets
    map: Week | None
    sentence: str
    others: tuple[str, ...]
    timing: str
    has_hour: bool
    all_posts: str
    collecting: Collecting | None
    waiting: bool
    today: date
    metrics: dict[str, Metric]
    kind_names: dict[str, str]
    weekdays: tuple[str, ...]


@get("/clients/{slug:str}/best-time", needs="client.see")
async def best_time_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    """The page with the week; each platform, kind and account by itself, and posts, come after it."""
    frame = await frame_of(request, connection, person, client, "best-time")
    language = frame.language
    here = read(request.url.path, request.query_params.multi_items(), KNOWN)
    asked = await ask(connection, client, here, ("posts",), basis="published", compare="none")
    chosen = replace(choices(asked, here, language), comparisons=())
    file, part = wanted(request), part_of(request, PARTS, "week")
    parts = (PART_OF.get(file.widget, "week"),) if file else (part,) if part else _at_once(request)
    answers = await find(connection, asked, here, parts)
    widgets = _widgets(asked, chosen, answers, here, language)
    if answers.posts is not None:
        facts = facts_of(asked, chosen, None, language)
        table = post_table(answers.posts, asked.watched, here, links_now(settings), facts, language)
        widgets = replace(widgets, posts=table)
    if file:
        return answer(_named(widgets, file.widget), file, client.slug, asked.query.period.last, language)
    found = answers.week
    page = BestTimePage(
        frame=frame,
        client=client,
        here=here,
        asked=without_hour(asked),
        choices=chosen,
        found=found,
        widgets=widgets,
        map=week(found, here) if found else None,
        sentence=sentence(found, language) if found else "",
        others=others(found, language) if found else (),
        timing=timing(found, language) if found else "",
        has_hour=has_hour(asked),
        all_posts=_all_posts(client, here),
        collecting=None if part else await collecting(connection, client, asked.chosen, language),
        waiting=found is not None and not found.whole.of,
        today=today(client.zone),
        metrics=METRICS,
        kind_names={name: kind_name(name, language) for name in (*KINDS, "")},
        weekdays=tuple(weekday_name(day, language) for day in range(1, 8)),
    )
    return render(f"best_time/{part}.html" if part else "best_time.html", page, language)


def _named(widgets: Widgets, name: str) -> Widget | None:
    if name not in PART_OF:
        return None
    if name == "posts":
        return widgets.posts.widget if widgets.posts else None
    found: Widget | None = getattr(widgets, name)
    return found


def _at_once(request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    return PARTS if comes_whole(request) else ("week",)


def _widgets(asked: Asked, chosen: Choices, answers: Answers, here: Address, language: Language) -> Widgets:
    """A week is told of all hours: the chosen one narrows the posts alone."""
    of_all = replace(chosen, chips=tuple(chip for chip in chosen.chips if chip.name != "weekday"))
    facts = facts_of(asked, of_all, answers.week, language)
    found = answers.week
    return Widgets(
        week=table_of_week(found, here, facts, language) if found else None,
        hours=hours(found, here, facts, language) if found else None,
        weekdays=weekdays(found, here, facts, language) if found else None,
        ranked=hours_ranked(found, here, facts, language) if found else None,
        each=each(answers.each, here, facts, language) if answers.each is not None else None,
    )


def _all_posts(client: clients.Client, here: Address) -> str:
    kept = tuple(pair for pair in here.chosen if pair[0] in TO_POSTS)
    return Address(f"/clients/{client.slug}/posts", kept).with_()
