"""The world's posts as the faults of posts change them: pinned, of another kind, with a co-author.

The world itself stays as it is; who asks gets a changed copy, the same one each time.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

import msgspec

from cicero.emulator.asking import Ask
from cicero.emulator.publishing import WorldPost
from cicero.emulator.world import World, WorldAccount, list_at
from cicero.records import Kind

PINS = 3
"""No account pins more."""
CHANGING = ("pinned-first", "collab", "reel-in-both", "photo-post")
"""The faults that change which posts stand where; all others change only how one is written."""


def listed(world: World, account: WorldAccount, ask: Ask) -> tuple[WorldPost, ...]:
    """As `list_at`, with changed posts and the ones that others share with the account, in the same order."""
    plain = list_at(account, ask.at)
    if not _anything(ask):
        return plain
    found = [altered(world, post, ask) for post in (*plain, *_shared(world, account, ask))]

    def place(post: WorldPost) -> tuple[bool, int]:
        return post.owner == account.index and is_pinned(post, ask), post.post_id

    return tuple(sorted(found, key=place, reverse=True))


def altered(world: World, post: WorldPost, ask: Ask) -> WorldPost:
    """The post itself where nothing of that kind hits it."""
    if not _anything(ask):
        return post
    kind, pinned = _kind(post, ask), _is_pulled_up(world.accounts[post.owner], post, ask)
    partner = _partner(world, post.owner) if _is_shared(post, ask) else None
    if (kind, pinned, partner) == (post.kind, False, None):
        return post
    return _copy(post, kind, pinned, partner)


def is_pinned(post: WorldPost, ask: Ask) -> bool:
    """Whether its account has pinned it by then."""
    return post.pinned_at is not None and post.pinned_at <= ask.at


def _anything(ask: Ask) -> bool:
    return any(ask.scene.rates.get(name) for name in CHANGING)


def _kind(post: WorldPost, ask: Ask) -> Kind:
    """A picture on Instagram may become a reel, a video on TikTok a photo post."""
    if post.platform == "instagram":
        return "video" if post.kind == "image" and ask.scene.hits("reel-in-both", post.seed) else post.kind
    return "photos" if ask.scene.hits("photo-post", post.seed) else post.kind


def _is_pulled_up(account: WorldAccount, post: WorldPost, ask: Ask) -> bool:
    """Whether it is one of the oldest, with which an account that was hit fills up its pinned ones."""
    if not ask.scene.hits("pinned-first", int(account.platform_id)):
        return False
    shown = list_at(account, ask.at)
    free = PINS - sum(other.owner == account.index and is_pinned(other, ask) for other in shown[:PINS])
    own = (other for other in reversed(shown) if other.owner == account.index and not is_pinned(other, ask))
    return post in islice(own, free)


def _is_shared(post: WorldPost, ask: Ask) -> bool:
    return post.platform == "instagram" and not post.coauthors and ask.scene.hits("collab", post.seed)


def _shared(world: World, account: WorldAccount, ask: Ask) -> list[WorldPost]:
    """Posts of others of which the fault makes the account a co-author."""
    hidden = ask.scene.private | ask.scene.gone
    return [
        post
        for owner in world.accounts
        if _partner(world, owner.index) == account.index
        and not hidden & {owner.handle, f"instagram:{owner.handle}"}
        for post in list_at(owner, ask.at)
        if post.owner == owner.index and _is_shared(post, ask)
    ]


@lru_cache(maxsize=4096)
def _partner(world: World, index: int) -> int | None:
    """With whom that account shares posts: the next public one on Instagram; None where there is none."""
    known = world.accounts
    public = [other.index for other in known if other.platform == "instagram" and not other.private]
    if index not in public or len(public) < 2:
        return None
    return public[(public.index(index) + 1) % len(public)]


@lru_cache(maxsize=65_536)
def _copy(post: WorldPost, kind: Kind, pinned: bool, partner: int | None) -> WorldPost:
    """Kept, because what is worked out of a post is kept by its identity."""
    length = post.duration or float(6 + post.seed % 84)
    return msgspec.structs.replace(
        post,
        kind=kind,
        duration=length if kind == "video" else None,
        pinned_at=post.published_at if pinned else post.pinned_at,
        coauthors=post.coauthors if partner is None else (partner,),
    )
