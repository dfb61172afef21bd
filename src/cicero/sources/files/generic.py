"""Any other CSV of posts: its columns are known by name in English or Indonesian, or named by `--map`.

A row needs a time and a counter. A post without an id or address gets an invented id, made of its account,
time and caption. A date alone is the beginning of its day in the file's zone. Followers beside posts are
left out, because nothing says when they were counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from cicero.errors import FormatError
from cicero.records import AccountRef, Counts, Platform, Post, Record
from cicero.sources.files import cells, columns, dates, evidence, links
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.files.links import Link
from cicero.sources.networks import text
from cicero.sources.networks.ids import invented_id, pk_of
from cicero.sources.networks.loose import account_ref, observed, owner, seconds, shown, whole_id, words
from cicero.sources.networks.seen import RowError

Row = dict[str, str]

_HANDLE = re.compile(r"@?([\w.]{1,30})", re.ASCII)
_PROFILE_LINK = re.compile(r"(?:instagram|tiktok)\.com/@?([\w.]{1,30})/?(?:\?.*)?$", re.ASCII)
_SHORTCODE = re.compile(r"(?=.*[A-Za-z_-])[\w-]{9,12}", re.ASCII)


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The post; nothing for stories. `context` has been through `survey`."""
    said = {field: row.get(column, "") for field, column in context.columns.items()}
    if cells.is_story(said.get("type")):
        return
    link = links.read(said.get("url"))
    platform = _platform(said, link, context)
    account = owner(_account(said, platform, link), context, platform)
    published_at = dates.instant(_time(said), context, "time")
    caption = words(said.get("caption"))
    post_id, code = _id(said, platform, link) or (invented_id(account, published_at, caption), None)
    kind = "photos" if link and link.photos else cells.kind(said.get("type"), platform)
    yield Post(
        account=account,
        post_id=post_id,
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=_counts(said, platform, context),
        kind=kind,
        code=code,
        caption=caption,
        url=words(said.get("url")),
        thumbnail_url=_address(said.get("thumbnail")),
        duration=seconds(said.get("duration")),
        hashtags=_hashtags(said, caption),
        mentions=text.mentions(caption),
    )


def _platform(said: Row, link: Link | None, context: Context) -> Platform:
    found = _platform_of(said, link, context)
    if found is None:
        named = said.get("platform")
        raise RowError(
            "it does not say its platform"
            if cells.blank(named)
            else f"its platform is neither Instagram nor TikTok: {shown(named)}",
            "Name it with --platform.",
        )
    return found


def _platform_of(said: Row, link: Link | None, context: Context) -> Platform | None:
    if link:
        return link.platform
    if not cells.blank(named := said.get("platform")):
        return cells.platform(named)
    return context.platform or (context.account.platform if context.account else None)


def _account(said: Row, platform: Platform, link: Link | None) -> AccountRef | None:
    """Whose the post is: its username, else the handle in its address, else a display name."""
    username, name = _filled(said.get("username")), _filled(said.get("name"))
    found = _PROFILE_LINK.search(username or "") or _HANDLE.fullmatch(username or "")
    if found is None:
        name = name or username
    handle = found[1] if found else link.handle if link else None
    return account_ref(platform, _account_id(said), handle, name)


def _account_id(said: Row) -> str | None:
    """The platform's id of the account; those of Meta's Graph API are other numbers."""
    cell = said.get("account_id", "")
    return cell if cell.isascii() and cell.isdecimal() and not cell.startswith("17841") else None


def _filled(cell: str | None) -> str | None:
    return None if cells.blank(cell) else cell


def _time(said: Row) -> str:
    date, time = said.get("date", ""), said.get("time", "")
    return f"{date} {time}".strip() if not cells.blank(time) else date


def _id(said: Row, platform: Platform, link: Link | None) -> tuple[int, str | None] | None:
    """(id, shortcode) of the post, from its address or its id; None when neither is there."""
    if link:
        return link.post_id, link.code
    cell = _filled(said.get("id"))
    if cell is None:
        return None
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+\d+", cell):
        raise RowError(f"a spreadsheet has rounded its id: {shown(cell)}", "Export the ids as text.")
    if platform == "instagram":
        return (pk_of(cell), cell) if _SHORTCODE.fullmatch(cell) else None
    return (whole_id(cell), None) if re.fullmatch(r"\d{15,19}", cell) else None


def _counts(said: Row, platform: Platform, context: Context) -> Counts:
    return Counts(
        **{
            field: cells.number(said[field], context.columns[field])
            for field in columns.COUNTERS
            if field in said and (platform, context.columns[field]) not in context.unmeasured
        }
    )


def _hashtags(said: Row, caption: str | None) -> tuple[str, ...]:
    listed = text.tidy(re.split(r"[\s,;|]+", said.get("hashtags", "")))
    return listed or text.hashtags(caption)


def _address(cell: str | None) -> str | None:
    return cell if cell and cell.startswith(("http://", "https://")) else None


def survey(rows: Iterator[Row], context: Context) -> Context:
    """Columns, order of day and month, zone and unmeasured counters; FormatError where one stays open."""
    found = evidence.Evidence()
    naive = False
    for row in rows:
        if not found.rows:
            context = msgspec.structs.replace(context, columns=columns.resolved(row, context.columns))
            _check_owner(context)
        said = {field: row.get(column, "") for field, column in context.columns.items()}
        cell, link = _time(said), links.read(said.get("url"))
        found.note_time(cell, link.uploaded_at if link else None)
        found.note_counters(row, _counters(context), _platform_of(said, link, context))
        naive = naive or dates.is_naive(cell, context)
    if not found.rows:
        return context
    context = evidence.with_order(context, found)
    if naive:
        context = evidence.with_zone(context, dates.walls(found.seen, context.day_first, context.date_format))
    return evidence.with_unmeasured(context, found, _counters(context))


def _counters(context: Context) -> list[str]:
    return [context.columns[field] for field in columns.COUNTERS if field in context.columns]


def _check_owner(context: Context) -> None:
    known = context.columns
    if not ({"url", "platform"} & set(known) or context.platform or context.account):
        hint = "Name the platform with --platform instagram or --platform tiktok."
        raise FormatError("The file does not say which platform its posts are from.", hint)
    if not ({"url", "username", "name"} & set(known) or context.account):
        hint = "Name the account with --account, such as --account tiktok:HANDLE."
        raise FormatError("The file does not say whose posts it holds.", hint)


def _matches(head: Head) -> bool:
    known = columns.recognised(head.header)
    return head.container == "csv" and "date" in known and any(field in known for field in columns.COUNTERS)


FORMATS = (
    Format(
        name="csv",
        title="CSV of posts",
        container="csv",
        row=dict[str, str],
        matches=_matches,
        parse=parse,
        survey=survey,
    ),
)
