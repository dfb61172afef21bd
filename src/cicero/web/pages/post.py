"""One post: what it is, what it has counted, how that went beside what is usual, and what people wrote."""

from __future__ import annotations

from typing import Any, Literal

from litestar import Request, Response, get
from litestar.params import FromPath
from msgspec import Struct

from cicero import accounts, clients, numbers, posts
from cicero.accounts import Account
from cicero.analytics.counting import MEASURES, Measure
from cicero.analytics.curves import curve
from cicero.analytics.listing import ListedPost
from cicero.analytics.one_post import placing, post_history
from cicero.analytics.ranks import ranks
from cicero.db import Connection as Database
from cicero.errors import NotFoundError
from cicero.language import Language, translations
from cicero.periods import Period, local_date
from cicero.web.address import Address, read
from cicero.web.choices import Choice, kind_name
from cicero.web.files import answer, wanted
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Client, Connection, Person, Settings
from cicero.web.pages import posts as list_page
from cicero.web.pictures_route import links_now
from cicero.web.post_link import post_link
from cicero.web.posts.captions import Piece, pieces
from cicero.web.posts.comments import Comments, comments
from cicero.web.posts.curve import Standing, curve_widget, measure_choices, standing
from cicero.web.posts.figures import PostTile, looks_widget, post_tiles
from cicero.web.rendering import render
from cicero.widgets import Fact, Widget

OWN = ("measure", "comments")
"""What is chosen on the page itself; all other choices are those of the list, and lead back to it."""
KNOWN = (*list_page.KNOWN, *list_page.PLACES, *OWN)
Part = Literal["curve", "comments"]
PARTS: tuple[Part, ...] = ("curve", "comments")
MOST_OF_A_DAY = 10_000


class Usual(Struct, frozen=True, kw_only=True):
    """The post beside the others of its account."""

    widget: Widget
    standing: Standing
    measures: tuple[Choice, ...]


class PostPage(Struct, frozen=True, kw_only=True):
    """`stored` and `post` are the same post, as the rooms of posts and figures tell it. `back`: to the list.

    `usual` and `comments` are None where they are not asked for yet.
    """

    frame: Frame
    client: clients.Client
    here: Address
    back: str
    account: Account
    stored: posts.StoredPost
    post: ListedPost
    kind: str
    caption: tuple[Piece, ...]
    link: str
    picture: str
    tiles: tuple[PostTile, ...]
    looks: Widget
    usual: Usual | None
    comments: Comments | None


@get("/clients/{slug:str}/posts/{account_id:str}/{post_id:str}", needs="client.see")
async def post_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    settings: Settings,
    client: Client,
    account_id: FromPath[str],
    post_id: FromPath[str],
) -> Response[Any]:
    """The page; its curve and comments ask for themselves, or come along when it replaces another one."""
    frame = await frame_of(request, connection, person, client, "posts")
    language = frame.language
    here = read(request.url.path, request.query_params.multi_items(), KNOWN)
    account = await accounts.watched(connection, client.client_id, _id(account_id))
    stored = await posts.find(connection, account.account_id, _id(post_id))
    history = await post_history(connection, account.account_id, stored.post_id)
    counts = await posts.counts_over_time(connection, account.account_id, stored.post_id)
    facts = _facts(account, history.post, client, language)
    file, parts = wanted(request), _parts(request)
    usual = None
    if "curve" in parts or (file and file.widget == "curve"):
        usual = await _usual(connection, history.post, client, here, facts, language)
    seen = looks_widget(counts, facts, client.zone, language)
    if file:
        made = {"curve": usual.widget if usual else None, "looks": seen}.get(file.widget)
        return answer(made, file, client.slug, local_date(stored.published_at, client.zone), language)
    links = Address(f"/clients/{client.slug}/posts", here.kept(*OWN, *list_page.PLACES))
    page = PostPage(
        frame=frame,
        client=client,
        here=here,
        back=Address(links.path, here.kept(*OWN)).with_(),
        account=account,
        stored=stored,
        post=history.post,
        kind=kind_name(stored.kind or "", language),
        caption=pieces(stored.caption or "", stored.hashtags, stored.mentions, links),
        link=post_link(stored.platform, stored.post_id, stored.code, stored.url, account.handle),
        picture=links_now(settings)(stored.account_id, stored.post_id) if history.post.has_picture else "",
        tiles=post_tiles(history, language),
        looks=seen,
        usual=usual,
        comments=await comments(connection, stored, here) if "comments" in parts else None,
    )
    part = _part(request)
    return render(f"post/{part}.html" if part else "post.html", page, language)


async def _usual(
    connection: Database,
    post: ListedPost,
    client: clients.Client,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Usual:
    measure = _measure(here)
    day = local_date(post.published_at, client.zone)
    found = await curve(connection, post.account_id, post.post_id, measure)
    ranked = await ranks(
        connection,
        [post.account_id],
        Period(day, day, client.zone),
        measure=measure,
        kinds=[post.kind] if post.kind else (),
        limit=MOST_OF_A_DAY,
    )
    place = await placing(connection, post.account_id, post.post_id, measure)
    own = next((one for one in ranked.top if one.post_id == post.post_id), None)
    return Usual(
        widget=curve_widget(found, facts, language),
        standing=standing(own, place, client.zone, language),
        measures=measure_choices(measure, here, language),
    )


def _facts(
    account: Account, post: ListedPost, client: clients.Client, language: Language
) -> tuple[Fact, ...]:
    _ = translations(language).gettext
    return (
        Fact(_("Account"), account.label),
        Fact(_("Published"), numbers.instant(post.published_at, client.zone, language)),
        Fact(_("Fetched"), numbers.instant(post.observed_at, client.zone, language)),
        Fact(_("Time zone"), client.zone, "zone"),
    )


def _measure(here: Address) -> Measure:
    return next((name for name in MEASURES if name == here["measure"]), "interactions")


def _part(request: Request[Any, Any, Any]) -> Part | None:
    return next((part for part in PARTS if part == request.query_params.get("part")), None)


def _parts(request: Request[Any, Any, Any]) -> tuple[Part, ...]:
    if part := _part(request):
        return (part,)
    in_place = request.headers.get("hx-request") == "true"
    return PARTS if in_place or request.query_params.get("part") == "all" else ()


def _id(text: str) -> int:
    """NotFoundError for what is no id: there can be nothing of that name."""
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) < 2**63:
        return int(text)
    raise NotFoundError("The account has no such post.")
