"""A CSV of follower counts over time: a time, the followers, and whose they are.

Such files rarely say the platform: it comes from `--platform`, or with the account from `--account`. A date
alone is the beginning of its day in the file's zone.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cicero.errors import FormatError
from cicero.records import AccountRef, Platform, Profile, Record
from cicero.sources.files import cells, columns, dates
from cicero.sources.files.evidence import Evidence, with_order
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.networks.loose import account_ref, owner, shown
from cicero.sources.networks.seen import RowError

Row = dict[str, str]

POSTS_ONLY = frozenset({*columns.COUNTERS, "url", "id", "caption", "type"})
"""Columns of posts: a file that has any of them is no history of an account."""


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The sample; nothing where the followers are blank. `context` has been through `survey`."""
    said = {field: row.get(column, "") for field, column in context.columns.items()}
    followers = cells.number(said["followers"], "followers")
    if followers is None:
        return
    yield Profile(
        account=_account(said, context),
        observed_at=dates.instant(said["date"], context),
        followers=followers,
        following=cells.number(said.get("following"), "following"),
        posts=cells.number(said.get("posts"), "posts"),
    )


def _account(said: Row, context: Context) -> AccountRef:
    named = said.get("platform", "")
    platform = cells.platform(named) or _told(context)
    if platform is None:
        raise RowError(f"its platform is neither Instagram nor TikTok: {shown(named)}")
    found = account_ref(platform, None, said.get("username"), said.get("name"))
    return owner(found, context, platform)


def _told(context: Context) -> Platform | None:
    return context.platform or (context.account.platform if context.account else None)


def survey(rows: Iterator[Row], context: Context) -> Context:
    """Columns and order of day and month; FormatError when platform, account or zone are not to be known."""
    found, naive = Evidence(), False
    for row in rows:
        if not found.rows:
            context = msgspec.structs.replace(context, columns=columns.resolved(row, context.columns))
            _check_owner(context)
        cell = row.get(context.columns["date"], "")
        found.note_time(cell, None)
        naive = naive or dates.is_naive(cell, context)
    if not found.rows:
        return context
    if naive and context.zone is None:
        raise FormatError(
            "The times in the file do not say their zone.", "Name it, such as --zone Asia/Jakarta."
        )
    return with_order(context, found)


def _check_owner(context: Context) -> None:
    if "platform" not in context.columns and _told(context) is None:
        hint = "Name it with --platform instagram or --platform tiktok."
        raise FormatError("The file does not say which platform its followers are on.", hint)
    if not {"username", "name"} & set(context.columns) and context.account is None:
        hint = "Name the account with --account, such as --account instagram:HANDLE."
        raise FormatError("The file does not say whose followers it counts.", hint)


def _matches(head: Head) -> bool:
    known = set(columns.recognised(head.header))
    return head.container == "csv" and {"date", "followers"} <= known and not known & POSTS_ONLY


FORMATS = (
    Format(
        name="follower-history",
        title="CSV of followers over time",
        container="csv",
        row=dict[str, str],
        matches=_matches,
        parse=parse,
        survey=survey,
    ),
)
