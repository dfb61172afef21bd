"""Instagram's own media objects into posts: private API, GraphQL (`GraphImage` …), and partial ones.

A hidden number of likes is unknown whatever number came with it: the private API sends the few likers that
it shows as a preview, GraphQL sends −1. Images and carousels have no views.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from cicero.records import AccountRef, Counts, Kind, Post, Profile, Record
from cicero.sources.networks import text
from cicero.sources.networks.ids import instagram_uploaded_at, media_id, pk_of, shortcode_of
from cicero.sources.networks.instagram_shapes import Caption, Media, Metrics, Tally, User
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    first_count,
    flag,
    instant,
    observed,
    owner,
    seconds,
    words,
)
from cicero.sources.networks.seen import RowError, Seen

_KINDS: dict[int, Kind] = {1: "image", 2: "video", 8: "carousel"}
_KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    ("sidecar", "carousel"),
    ("carousel", "carousel"),
    ("album", "carousel"),
    ("video", "video"),
    ("clips", "video"),
    ("reel", "video"),
    ("igtv", "video"),
    ("image", "image"),
    ("photo", "image"),
)
NO_TALLY = Tally()
NO_METRICS = Metrics()


def parse_media(media: Media, seen: Seen) -> Iterator[Record]:
    """The post and its author as seen with it; nothing for an advert."""
    if media.product_type == "ad":
        return
    pk, owner_id = media_pk(media)
    published_at = _published_at(media, pk, seen)
    seen_at = observed(published_at, seen.observed_at)
    author = media.user or media.owner
    said = account_ref("instagram", _user_id(author), author.username, author.full_name) if author else None
    account = owner(said or account_ref("instagram", owner_id, None), seen, "instagram")
    yield _post(media, pk, account, published_at, seen_at)
    if author is not None and account is said:
        profile = parse_user(author, account, seen_at)
        if profile.avatar_url is not None or profile.followers is not None:
            yield profile


def parse_user(user: User, account: AccountRef, seen_at: datetime) -> Profile:
    """An account as far as this place describes it."""
    timeline = user.edge_owner_to_timeline_media
    return Profile(
        account=account,
        observed_at=seen_at,
        followers=first_count(user.follower_count, (user.edge_followed_by or NO_TALLY).count),
        following=first_count(user.following_count, (user.edge_follow or NO_TALLY).count),
        posts=first_count(user.media_count, timeline.count if timeline else None),
        biography=words(user.biography),
        category=words(user.category) or words(user.category_name),
        website=words(user.external_url) or _first_link(user.bio_links),
        avatar_url=_avatar(user),
        verified=flag(user.is_verified),
        private=flag(user.is_private),
    )


def _first_link(links: Loose) -> str | None:
    urls = [link.get("url") for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    return next((url for url in map(words, urls) if url), None)


def _avatar(user: User) -> str | None:
    vendors = user.hd_profile_pic_url_info.url if user.hd_profile_pic_url_info else None
    return words(user.profile_pic_url_hd) or words(vendors) or words(user.profile_pic_url)


def media_pk(media: Media) -> tuple[int, str | None]:
    """(pk, pk of the owner where the id carries it). The public code is the pk in other letters."""
    if media.pk not in (None, ""):
        return media_id(media.pk)[0], None
    if media.id not in (None, ""):
        return media_id(media.id)
    code = words(media.code) or words(media.shortcode)
    if code is None:
        raise RowError("it has no id and no shortcode")
    return pk_of(code), None


def _published_at(media: Media, pk: int, seen: Seen) -> datetime:
    """`taken_at`; partial items have none, and their id says when the media was uploaded."""
    said = media.taken_at or media.taken_at_timestamp or media.date
    if said:
        return instant(said, "taken_at", seen)
    if pk < 1 << 32:
        raise RowError("it has no taken_at, and its id is too old to say when it was published")
    return instagram_uploaded_at(pk)


def _user_id(user: User) -> Loose:
    return user.pk if user.pk not in (None, "") else user.id


def _post(media: Media, pk: int, account: AccountRef, published_at: datetime, seen_at: datetime) -> Post:
    kind = kind_of(media)
    code = words(media.code) or words(media.shortcode) or shortcode_of(pk)
    caption = caption_of(media)
    likes, hidden = likes_of(media)
    return Post(
        account=account,
        post_id=pk,
        published_at=published_at,
        observed_at=seen_at,
        counts=_counts(media, kind, likes),
        kind=kind,
        code=code,
        caption=caption,
        url=post_url(code, media.product_type == "clips"),
        thumbnail_url=_thumbnail(media),
        duration=seconds(media.video_duration),
        likes_hidden=hidden,
        pinned=_pinned(media),
        hashtags=_named(media, "hashtags") or text.hashtags(caption),
        mentions=_named(media, "mentions") or text.mentions(caption),
        coauthors=_coauthors(media, account),
    )


def post_url(code: str, is_reel: bool = False) -> str:
    return f"https://www.instagram.com/{'reel' if is_reel else 'p'}/{code}/"


def kind_of(media: Media) -> Kind | None:
    """By the media type, else by what the names of the type and the product tell."""
    if known := _KINDS.get(count(media.media_type) or 0):
        return known
    names = f"{media.typename} {media.product_type} {media.media_name} {media.media_format}".lower()
    for word, kind in _KIND_WORDS:
        if word in names:
            return kind
    if media.carousel_media:
        return "carousel"
    if flag(media.is_video) or media.video_versions or count(media.play_count) is not None:
        return "video"
    return None


def caption_of(media: Media) -> str | None:
    if media.caption is not None:
        return words(media.caption if isinstance(media.caption, str) else media.caption.text)
    edges = (media.edge_media_to_caption.edges if media.edge_media_to_caption else None) or []
    return words(edges[0].node.text) if edges and edges[0].node else None


def _named(media: Media, what: Literal["hashtags", "mentions"]) -> tuple[str, ...]:
    """What a vendor recognised in the caption."""
    said = getattr(media.caption, what) if isinstance(media.caption, Caption) else None
    return text.tidy(name for name in said if type(name) is str) if isinstance(said, list) else ()


def likes_of(media: Media) -> tuple[int | None, bool | None]:
    """(likes, whether the owner hides them).

    Sources that leave the flag out may send 3, the likers of the preview, for a hidden number. It may as well
    be true, and nothing beside it tells: so it stays, with `hidden` None, which says that nobody was told.
    """
    disabled = flag(media.like_and_view_counts_disabled)
    first = (media.metrics or NO_METRICS).like_count
    if type(first) in (int, float, str) and _negative(first):
        return None, True
    tallies = (media.edge_media_preview_like or NO_TALLY, media.edge_liked_by or NO_TALLY)
    return hideable((first, media.like_count, *(tally.count for tally in tallies)), disabled)


def hideable(said: tuple[Loose, ...], disabled: bool | None = None) -> tuple[int | None, bool | None]:
    """(likes, hidden): none where the flag says so or where a negative number stands for them."""
    if disabled:
        return None, True
    known = first_count(*said)
    if known is None and any(type(value) in (int, float, str) and _negative(value) for value in said):
        return None, True
    return known, disabled


def _negative(value: Loose) -> bool:
    try:
        return float(value) < 0
    except (ValueError, OverflowError):
        return False


def _counts(media: Media, kind: Kind | None, likes: int | None) -> Counts:
    """The answer for one post carries its counters in `metrics`, lists on the post itself."""
    first = media.metrics or NO_METRICS
    return Counts(
        likes=likes,
        comments=first_count(
            first.comment_count,
            media.comment_count,
            (media.edge_media_to_comment or NO_TALLY).count,
            (media.edge_media_to_parent_comment or NO_TALLY).count,
            media.comments,
        ),
        shares=first_count(first.share_count, media.share_count, media.reshare_count),
        saves=first_count(first.save_count, media.save_count),
        views=_views(media, first) if kind in ("video", None) else None,
    )


def _views(media: Media, first: Metrics) -> int | None:
    return first_count(
        first.play_count,
        media.play_count,
        first.ig_play_count,
        media.ig_play_count,
        media.video_play_count,
        first.view_count,
        media.view_count,
        media.video_view_count,
    )


def _thumbnail(media: Media) -> str | None:
    candidates = [url for child in [media, *(media.carousel_media or [])] for url in _pictures(child)]
    candidates += [media.thumbnail_url, media.display_url, media.display_uri, media.thumbnail_src]
    return next((words(url) for url in candidates if words(url)), None)


def _pictures(media: Any) -> list[Loose]:
    pictures = (media.image_versions2.candidates if media.image_versions2 else None) or []
    vendors = (media.image_versions.items if media.image_versions else None) or []
    return [picture.url for picture in [*pictures[:1], *vendors[:1]]] or [media.display_uri]


def _pinned(media: Media) -> bool | None:
    said = flag(media.is_pinned)
    if said is not None:
        return said
    users = media.pinned_for_users if media.pinned_for_users is not None else media.timeline_pinned_user_ids
    return None if users is None else bool(users)


def _coauthors(media: Media, account: AccountRef) -> tuple[AccountRef, ...]:
    refs = [
        account_ref("instagram", _user_id(user), user.username, user.full_name)
        for user in media.coauthor_producers or []
    ]
    mine = (account.platform_id, account.handle)
    return tuple(ref for ref in refs if ref is not None and (ref.platform_id, ref.handle) != mine)
