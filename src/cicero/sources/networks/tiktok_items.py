"""TikTok's web items (`itemStruct`), raw or cut down by scrapers that keep some fields, into posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cicero.records import AccountRef, Counts, Kind, Post, Profile, Record
from cicero.sources.networks import text
from cicero.sources.networks.ids import tiktok_uploaded_at
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    first_count,
    flag,
    instant,
    language,
    observed,
    owner,
    seconds,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError, Seen
from cicero.sources.networks.tiktok_shapes import Author, AuthorStats, Item, Stats, TextExtra

NO_STATS = Stats()
NO_AUTHOR_STATS = AuthorStats()


def parse_item(item: Item, seen: Seen) -> Iterator[Record]:
    """The post and its author as seen with it; nothing for a live stream, which is no post."""
    if item.live_room_info is not None and not count(item.create_time):
        return
    post_id = whole_id(item.id)
    published_at = _published_at(item, post_id, seen)
    seen_at = instant(item.collect_time, "collectTime", seen) if item.collect_time else seen.observed_at
    seen_at = observed(published_at, seen_at)
    account = owner(_author_ref(item), seen, "tiktok")
    yield _post(item, post_id, account, published_at, seen_at)
    if isinstance(item.author, Author):
        profile = parse_profile(item.author, item.author_stats, item.author_stats_v2, account, seen_at)
        if says_something(profile):
            yield profile


def parse_profile(
    author: Author,
    rounded: AuthorStats | None,
    exact: AuthorStats | None,
    account: AccountRef,
    seen_at: datetime,
) -> Profile:
    """An account with its counters; the exact strings of `statsV2` win over the rounded ones, one by one."""
    exact, rounded = exact or NO_AUTHOR_STATS, rounded or NO_AUTHOR_STATS
    return Profile(
        account=account,
        observed_at=seen_at,
        followers=first_count(exact.follower_count, rounded.follower_count),
        following=first_count(exact.following_count, rounded.following_count),
        posts=first_count(exact.video_count, rounded.video_count),
        likes=first_count(exact.heart_count, exact.heart, rounded.heart_count, rounded.heart),
        biography=words(author.signature),
        website=words(author.bio_link.link) if author.bio_link else None,
        avatar_url=words(author.avatar_larger) or words(author.avatar_medium) or words(author.avatar_thumb),
        verified=flag(author.verified),
        private=_private(author),
        sec_uid=words(author.sec_uid),
    )


def _private(author: Author) -> bool | None:
    """TikTok says it under two names, of which either may be missing."""
    said = {flag(author.private_account), flag(author.secret)} - {None}
    return any(said) if said else None


def says_something(profile: Profile) -> bool:
    """Whether there is more in it than whose it is."""
    return any(
        value is not None
        for value in (
            profile.followers, profile.following, profile.posts, profile.likes,
            profile.biography, profile.website, profile.avatar_url, profile.verified, profile.sec_uid,
        )
    )  # fmt: skip


def _published_at(item: Item, post_id: int, seen: Seen) -> datetime:
    """`createTime`; where it is missing the id says when the video was uploaded."""
    if item.create_time not in (None, 0, "", "0"):
        return instant(item.create_time, "createTime", seen)
    uploaded_at = tiktok_uploaded_at(post_id)
    if not 2014 <= uploaded_at.year <= 2100:
        raise RowError("it has no createTime, and its id does not say when it was published either")
    return uploaded_at


def _author_ref(item: Item) -> AccountRef | None:
    if isinstance(item.author, Author):
        return account_ref("tiktok", item.author.id, item.author.unique_id, item.author.nickname)
    return account_ref("tiktok", item.author_id, item.author, item.nickname)


def _post(item: Item, post_id: int, account: AccountRef, published_at: datetime, seen_at: datetime) -> Post:
    caption = words(item.desc)
    kind = _kind(item)
    extras = _extras(item)
    return Post(
        account=account,
        post_id=post_id,
        published_at=published_at,
        observed_at=seen_at,
        counts=_counts(item.stats or NO_STATS, item.stats_v2),
        kind=kind,
        caption=caption,
        url=post_url(account.handle, post_id, kind),
        thumbnail_url=_thumbnail(item),
        duration=seconds(item.video.duration) if item.video and kind == "video" else None,
        language=language(item.text_language),
        pinned=flag(item.is_pinned_item),
        hashtags=_hashtags(extras, caption),
        mentions=_mentions(extras, caption),
    )


def post_url(handle: str | None, post_id: int, kind: Kind | None) -> str | None:
    """The public address, which items do not carry."""
    if handle is None:
        return None
    return f"https://www.tiktok.com/@{handle}/{'photo' if kind == 'photos' else 'video'}/{post_id}"


def _counts(stats: Stats, exact: Stats | None) -> Counts:
    if exact is None:
        exact = NO_STATS
    return Counts(
        likes=first_count(exact.digg_count, stats.digg_count),
        comments=first_count(exact.comment_count, stats.comment_count),
        shares=first_count(exact.share_count, stats.share_count),
        saves=first_count(exact.collect_count, stats.collect_count),
        views=first_count(exact.play_count, stats.play_count),
    )


def _kind(item: Item) -> Kind | None:
    if item.image_post is not None:
        return "photos"
    return "video" if item.video is not None else None


def _thumbnail(item: Item) -> str | None:
    if item.image_post is not None:
        images = [item.image_post.cover, *(item.image_post.images or [])]
        urls = [url for image in images if image and image.url for url in image.url.url_list or []]
        if urls:
            return words(urls[0])
    return (words(item.video.cover) or words(item.video.origin_cover)) if item.video else None


def _extras(item: Item) -> list[TextExtra] | None:
    """What TikTok itself recognised in the caption; None where the source left that out."""
    if item.text_extra is not None:
        return item.text_extra
    if item.contents is None:
        return None
    return [extra for content in item.contents for extra in content.text_extra or []]


def _hashtags(extras: list[TextExtra] | None, caption: str | None) -> tuple[str, ...]:
    named = [extra.hashtag_name for extra in extras or () if type(extra.hashtag_name) is str]
    return text.tidy(named) or text.hashtags(caption)


def _mentions(extras: list[TextExtra] | None, caption: str | None) -> tuple[str, ...]:
    """Captions show display names after `@`: the handles behind them are what TikTok recognised."""
    if extras is None:
        return text.mentions(caption)
    return text.tidy(extra.user_unique_id for extra in extras if type(extra.user_unique_id) is str)


class Detail(Struct, rename="camel"):
    item_struct: Item | None = None
    item: Item | None = None


class Answer(Struct, rename="camel"):
    """The answer to a request for one post; `statusCode` says why there is none."""

    item_info: Detail | None = None
    status_code: Loose = None


class DetailRow(Struct, rename="camel"):
    item_info: Detail | None = None
    data: Answer | None = None
    status_code: Loose = None


def parse_detail(row: DetailRow, seen: Seen) -> Iterator[Record]:
    """The post of an answer for one; RowError, with the reason as far as it is told, when there is none."""
    answer = row.data or Answer(item_info=row.item_info, status_code=row.status_code)
    found = answer.item_info and (answer.item_info.item_struct or answer.item_info.item)
    if not found:
        raise RowError(f"TikTok gave no post (status {answer.status_code}): deleted, private or blocked")
    return parse_item(found, seen)
