"""Accounts of a client and their competitors side by side over a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct
from msgspec.structs import replace

from cicero import clients
from cicero.analytics.comparing import MOST
from cicero.language import Language
from cicero.periods import today
from cicero.records import KINDS
from cicero.web.address import Address, read
from cicero.web.asked import Asked, ask
from cicero.web.choices import AccountChoice, Choices, choices, kind_name, name_of
from cicero.web.compare.compared import DAYS, Compared, compared, limited
from cicero.web.compare.days import Days, days
from cicero.web.compare.findings import PARTS, TABLE, Answers, Part, find, measured
from cicero.web.compare.kinds import Kinds, kinds
from cicero.web.compare.lines import Lines, followers, responses
from cicero.web.compare.overlap import Overlaps, overlaps
from cicero.web.compare.spread import Spread, spread
from cicero.web.compare.standings import Standings, standings
from cicero.web.compare.table import Table
from cicero.web.compare.table import table as table_of
from cicero.web.compare.voice import voice
from cicero.web.dashboard.collecting import Collecting, collecting
from cicero.web.facts import facts_of
from cicero.web.files import Wanted, answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.parts import comes_whole, part_of
from cicero.web.pictures_route import links_now
from cicero.web.rendering import render
from cicero.widgets import Widget

KNOWN = (*DAYS, "accounts", "platform", "role", "sort", "grown", "measure", "rate", "pair")
"""What the address may say. It filters accounts and days; posts are not filtered here."""
PART_OF: dict[str, Part] = {
    "comparison": "table",
    "followers": "lines",
    "responses": "lines",
    "voice": "shares",
    "spread": "shares",
    "hashtags": "shares",
    "days": "days",
    "kinds": "kinds",
    "benchmark": "benchmark",
}
"""In which part of the page each widget stands."""


class Widgets(Struct, frozen=True, kw_only=True):
    """None is what is not on the page yet, or not in this part of it."""

    table: Table | None
    followers: Lines | None
    responses: Lines | None
    voice: Widget | None
    spread: Spread | None
    hashtags: Overlaps | None
    days: Days | None
    kinds: Kinds | None
    benchmark: Standings | None


class ComparePage(Struct, frozen=True, kw_only=True):
    """`widgets` is None where fewer than two accounts are chosen, or none of them has published.

    `left_out`: how many of the accounts asked for are more than can be compared. `collecting`, `waiting`:
    as on the dashboard.
    """

    frame: Frame
    client: clients.Client
    here: Address
    asked: Asked
    those: tuple[Compared, ...]
    left_out: int
    most: int
    choices: Choices
    chooser: tuple[AccountChoice, ...]
    widgets: Widgets | None
    collecting: Collecting | None
    waiting: bool
    today: date
    kind_names: dict[str, str]


@get("/clients/{slug:str}/compare", needs="client.see")
async def compare_accounts(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
) -> Response[Any]:
    """The page with its table; the other parts ask for themselves with `part`, as on the dashboard."""
    frame = await frame_of(request, connection, person, client, "compare")
    here = read(request.url.path, request.query_params.multi_items(), KNOWN)
    wide = await ask(connection, client, here, TABLE, role="all", basis="published")
    asked, file, part = limited(wide), wanted(request), part_of(request, PARTS, "table")
    those = compared(asked, client, here, links_now(settings))
    chosen = choices(asked, here, frame.language)
    widgets = None
    if len(those) > 1:
        answers = await find(connection, asked, those, here, _parts_of(file, part, request))
        widgets = (
            None
            if _silent(answers)
            else _widgets(answers, asked, those, chosen, client, here, frame.language)
        )
    if file:
        return answer(_of_file(widgets, file), file, client.slug, asked.query.period.last, frame.language)
    page = ComparePage(
        frame=frame,
        client=client,
        here=here,
        asked=asked,
        those=those,
        left_out=len(wide.chosen) - len(those),
        most=MOST,
        choices=replace(chosen, accounts=(), chips=()),
        chooser=_chooser(asked, those),
        widgets=widgets,
        collecting=None if part else await collecting(connection, client, asked.chosen, frame.language),
        waiting=widgets is None,
        today=today(client.zone),
        kind_names={name: kind_name(name, frame.language) for name in (*KINDS, "")},
    )
    return render(f"compare/{part}.html" if part else "compare.html", page, frame.language)


def _parts_of(file: Wanted | None, part: Part | None, request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    if file:
        return (PART_OF.get(file.widget, "table"),)
    if part:
        return (part,)
    return PARTS if comes_whole(request) else ("table",)


def _silent(answers: Answers) -> bool:
    """Whether none of them published in the period."""
    table = answers.table
    return table is not None and not table.totals.figures[TABLE.index("posts")].value


def _chooser(asked: Asked, those: tuple[Compared, ...]) -> tuple[AccountChoice, ...]:
    ids = {one.account_id for one in those}
    return tuple(
        AccountChoice(account=one, name=name_of(one), chosen=one.account_id in ids) for one in asked.watched
    )


def _of_file(widgets: Widgets | None, file: Wanted) -> Widget | None:
    """Some widgets stand by themselves, others beside what only the page needs."""
    if widgets is None or file.widget not in PART_OF:
        return None
    found = getattr(widgets, "table" if file.widget == "comparison" else file.widget)
    widget: Widget | None = getattr(found, "widget", found)
    return widget


def _widgets(
    answers: Answers,
    asked: Asked,
    those: tuple[Compared, ...],
    chosen: Choices,
    client: clients.Client,
    here: Address,
    language: Language,
) -> Widgets:
    comparison, lines = answers.comparison, answers.lines
    plain = facts_of(_alone(asked), chosen, None, language)
    told = facts_of(asked, chosen, answers.table, language)
    shared = facts_of(_alone(asked), chosen, comparison.table if comparison else None, language)
    return Widgets(
        table=table_of(answers, those, here, told, language),
        followers=followers(answers.followers, those, here, plain, language) if answers.followers else None,
        responses=responses(lines, those, measured(here), here, plain, language) if lines else None,
        voice=voice(comparison, those, shared, language) if comparison else None,
        spread=spread(comparison, those, here, shared, language) if comparison else None,
        hashtags=overlaps(comparison, those, client, here, shared, language) if comparison else None,
        days=days(answers.duel, here, plain, language) if answers.duel else None,
        kinds=kinds(answers.mix, those, client, here, plain, language) if answers.mix else None,
        benchmark=standings(answers.benchmark, those, plain, language) if answers.benchmark else None,
    )


def _alone(asked: Asked) -> Asked:
    """For widgets that show no compared period."""
    return replace(asked, query=replace(asked.query, compare=None))
