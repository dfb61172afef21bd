"""Meta Business Suite's CSV of an Instagram account's own posts: the lifetime figures of each.

Times are US dates, in Pacific time unless the ids say otherwise. `Post ID` and `Account ID` are ids of the
Graph API, other numbers than those that all other sources know posts and accounts by: the post's id is
taken from its permalink, and the account is known by its username. `Follows` are follows that a post
brought, not followers, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cicero.errors import FormatError
from cicero.records import AccountRef, Counts, Post, Record
from cicero.sources.files import cells, dates, links
from cicero.sources.files.evidence import Evidence, with_zone
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.networks import text
from cicero.sources.networks.loose import observed, seconds, shown, words
from cicero.sources.networks.seen import RowError

Row = dict[str, str]

COLUMNS = frozenset({"Post ID", "Account username", "Publish time", "Permalink", "Post type"})
USUAL_ZONE = "America/Los_Angeles"


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The post; nothing for stories and for rows with the figures of one day."""
    if cells.is_story(row["Post type"]) or not _is_lifetime(row):
        return
    link = links.read(row["Permalink"])
    if link is None or link.platform != "instagram":
        raise RowError(f"its permalink is no post of Instagram: {shown(row['Permalink'])}")
    published_at = dates.instant(row["Publish time"], context, "Publish time")
    kind = cells.kind(row["Post type"], "instagram")
    caption = words(row.get("Description"))
    yield Post(
        account=_account(row),
        post_id=link.post_id,
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=_counts(row),
        kind=kind,
        code=link.code,
        caption=caption,
        url=row["Permalink"],
        duration=seconds(row.get("Duration (sec)")) if kind == "video" else None,
        hashtags=text.hashtags(caption),
        mentions=text.mentions(caption),
    )


def _is_lifetime(row: Row) -> bool:
    return row.get("Date", "").lower() in ("", "lifetime")


def _account(row: Row) -> AccountRef:
    handle = words(row["Account username"])
    if handle is None:
        raise RowError("it does not say whose it is: Account username is empty")
    name = words(row.get("Account name"))
    return AccountRef(platform="instagram", handle=handle.lower().lstrip("@"), name=name)


def _counts(row: Row) -> Counts:
    return Counts(
        likes=cells.number(row.get("Likes"), "Likes"),
        comments=cells.number(row.get("Comments"), "Comments"),
        shares=cells.number(row.get("Shares"), "Shares"),
        saves=cells.number(row.get("Saves"), "Saves"),
        views=cells.number(row.get("Views"), "Views"),
        reach=cells.number(row.get("Reach"), "Reach"),
    )


def survey(rows: Iterator[Row], context: Context) -> Context:
    """The zone; FormatError when the file has figures by day only."""
    evidence, lifetime = Evidence(), False
    for row in rows:
        link = links.read(row["Permalink"])
        evidence.note_time(row["Publish time"], link.uploaded_at if link else None)
        lifetime = lifetime or _is_lifetime(row)
    if not evidence.rows:
        return context
    if not lifetime:
        hint = "Export again with “Lifetime” as the period of the figures."
        raise FormatError("The file has figures by day and none for the whole life of a post.", hint)
    context = msgspec.structs.replace(context, day_first="day" in evidence.orders)
    pairs = dates.walls(evidence.seen, context.day_first, context.date_format)
    return with_zone(context, pairs, USUAL_ZONE)


def _matches(head: Head) -> bool:
    return head.container == "csv" and set(head.header) >= COLUMNS


FORMATS = (
    Format(
        name="meta-business-suite",
        title="Meta Business Suite CSV",
        container="csv",
        row=dict[str, str],
        matches=_matches,
        parse=parse,
        survey=survey,
    ),
)
