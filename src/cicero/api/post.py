"""One post: its counts over time, and how such posts usually go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import PathParameter
from msgspec import Struct

from cicero import accounts, posts
from cicero.analytics.counting import MEASURES, Measure
from cicero.analytics.curves import curve
from cicero.api.account import AccountId
from cicero.api.given import Client, Connection
from cicero.api.parameters import id_of, one_of, taking
from cicero.api.posts import PostView
from cicero.api.posts import view as post_view
from cicero.api.problem import refusals
from cicero.api.ranks import MEASURE
from cicero.api.scope import CLIENT
from cicero.api.shown import Seen, shown
from cicero.records import Kind

PostId = Annotated[str, PathParameter(description="As GET /api/posts tells it.")]


class CountsView(Struct, frozen=True, kw_only=True):
    """Counters as they were seen at a moment; null where the source did not say."""

    observed_at: datetime
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    reach: int | None


class PointView(Struct, frozen=True):
    """The count at an age in hours."""

    age: float
    value: int


class BandView(Struct, frozen=True, kw_only=True):
    """At an age in hours, quartiles and median of the usual posts: `n` of `of` are known at it."""

    age: int
    low: float
    median: float
    high: float
    n: int
    of: int


class CurveView(Struct, frozen=True, kw_only=True):
    """`points` of the post by age; the `band` of the `usual` posts of its kind before it, at ages at which at
    least five of them are known. `history_since`: when the oldest of these was published."""

    measure: Measure
    kind: Kind | None
    points: list[PointView]
    band: list[BandView]
    usual: int
    as_of: Seen
    history_since: datetime


class PostDetail(Struct, frozen=True, kw_only=True):
    """`counts`: each time that a counter was seen to have changed, oldest first."""

    post: PostView
    counts: list[CountsView]
    curve: CurveView


@get(
    "/accounts/{account_id:str}/posts/{post_id:str}",
    needs="client.see",
    tags=["Posts"],
    summary="One post",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, MEASURE),
)
async def show_post(
    request: Request[Any, Any, Any],
    connection: Connection,
    client: Client,
    account_id: AccountId,
    post_id: PostId,
) -> PostDetail:
    """With its counts over time, and its curve by age beside the account's band. A collaborative post stands
    under each of its accounts."""
    measure = one_of(request.query_params.get("measure"), "measure", MEASURES, "interactions")
    post = await find(connection, client, account_id, post_id)
    counts = await posts.counts_over_time(connection, post.account_id, post.post_id)
    found = await curve(connection, post.account_id, post.post_id, measure)
    return PostDetail(
        post=post_view(post),
        counts=[shown(one, CountsView) for one in counts],
        curve=shown(found, CurveView),
    )


async def find(connection: Connection, client: Client, account_id: str, post_id: str) -> posts.StoredPost:
    """NotFoundError where the client does not watch that account, or it has no such post."""
    account = await accounts.watched(connection, client.client_id, id_of(account_id))
    return await posts.find(connection, account.account_id, id_of(post_id))
