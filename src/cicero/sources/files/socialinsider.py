"""Socialinsider's CSV of posts.

Times are in the zone of whoever exported: found out from the shortcodes in the links. `Profile` is a
display name. Counters that are zero in every row (shares and views of Instagram) were not measured.
`Reach`, `Impressions` and the rates are that tool's estimates and are left out. `Followers` is the
account's count when the row was last refreshed, which is the day of the export in all but a few rows: its
commonest value per profile is taken as the count at `observed_at`, the others are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from cicero.records import AccountRef, Counts, Platform, Post, Profile, Record
from cicero.sources.files import cells, dates, links
from cicero.sources.files.evidence import Evidence, with_unmeasured, with_zone
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.networks import text
from cicero.sources.networks.loose import observed, shown, words
from cicero.sources.networks.seen import RowError

Row = dict[str, str]

COLUMNS = frozenset(
    {"Platform", "Profile", "Link", "Text", "Date", "Type", "Engagement", "Likes", "Comments"}
)
COUNTERS = ("Likes", "Comments", "Shares", "Video Views")
PROFILES = 10_000
"""Accounts in one file whose followers are counted; more than any export has."""


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The post, and the account's followers where the row has the count of the export."""
    link = links.read(row["Link"])
    if link is None:
        raise RowError(f"its link is no post of Instagram or TikTok: {shown(row['Link'])}")
    if cells.is_story(row["Type"]):
        return
    published_at = dates.instant(row["Date"], context, "Date")
    observed_at = observed(published_at, context.observed_at)
    account = AccountRef(platform=link.platform, handle=link.handle, name=words(row["Profile"]))
    if account.name is None and account.handle is None:
        raise RowError("it does not say whose it is: Profile is empty")
    caption = words(row["Text"])
    yield Post(
        account=account,
        post_id=link.post_id,
        published_at=published_at,
        observed_at=observed_at,
        counts=_counts(row, link.platform, context),
        kind=cells.kind(row["Type"], link.platform),
        code=link.code,
        caption=caption,
        url=row["Link"],
        hashtags=text.hashtags(caption),
        mentions=text.mentions(caption),
    )
    followers = cells.number(row.get("Followers"), "Followers")
    if followers and followers == context.followers.get(row["Profile"]):
        yield Profile(account=account, observed_at=context.observed_at, followers=followers)


def _counts(row: Row, platform: Platform, context: Context) -> Counts:
    likes, comments, shares, views = (
        None if (platform, column) in context.unmeasured else cells.number(row.get(column), column)
        for column in COUNTERS
    )
    return Counts(likes=likes, comments=comments, shares=shares, views=views)


def survey(rows: Iterator[Row], context: Context) -> Context:
    """Zone, unmeasured counters and the followers of each profile."""
    evidence = Evidence()
    followers: dict[str, Counter[int]] = {}
    for row in rows:
        link = links.read(row["Link"])
        evidence.note_time(row["Date"], link.uploaded_at if link else None)
        evidence.note_counters(row, COUNTERS, link.platform if link else None)
        _count_followers(followers, row)
    if not evidence.rows:
        return context
    commonest = {profile: counts.most_common(1)[0][0] for profile, counts in followers.items()}
    context = with_zone(msgspec.structs.replace(context, followers=commonest), dates.walls(evidence.seen))
    return with_unmeasured(context, evidence, COUNTERS)


def _count_followers(followers: dict[str, Counter[int]], row: Row) -> None:
    try:
        count = cells.number(row.get("Followers"))
    except RowError:
        return
    if count and (row["Profile"] in followers or len(followers) < PROFILES):
        counts = followers.setdefault(row["Profile"], Counter())
        if count in counts or len(counts) < PROFILES:
            counts[count] += 1


def _matches(head: Head) -> bool:
    return head.container == "csv" and set(head.header) >= COLUMNS


FORMATS = (
    Format(
        name="socialinsider",
        title="Socialinsider CSV",
        container="csv",
        row=dict[str, str],
        matches=_matches,
        parse=parse,
        survey=survey,
    ),
)
