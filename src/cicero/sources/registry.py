"""The live sources, one line each: adding one is a folder with a client, and its line here."""

from __future__ import annotations

from cicero.errors import NotFoundError
from cicero.records import Platform
from cicero.sources.social_api4.client import SocialApi4
from cicero.sources.source import Source
from cicero.sources.tiktok_api23.client import TiktokApi23

_SOURCES = (
    Source(
        name="social-api4",
        title="Instagram through RapidAPI (social-api4)",
        platform="instagram",
        url="https://social-api4.p.rapidapi.com",
        host="social-api4.p.rapidapi.com",
        page_size=12,
        offers=frozenset({"profile", "posts", "post", "comments", "likers", "hashtag"}),
        help_url="https://rapidapi.com/social-api1-instagram/api/social-api4",
        connect=SocialApi4,
    ),
    Source(
        name="tiktok-api23",
        title="TikTok through RapidAPI (tiktok-api23)",
        platform="tiktok",
        url="https://tiktok-api23.p.rapidapi.com",
        host="tiktok-api23.p.rapidapi.com",
        page_size=35,
        offers=frozenset({"profile", "posts", "post", "comments", "hashtag"}),
        help_url="https://rapidapi.com/Lundehund/api/tiktok-api23",
        connect=TiktokApi23,
    ),
)
SOURCES: dict[str, Source] = {source.name: source for source in _SOURCES}


def source(name: str) -> Source:
    """NotFoundError when there is none of that name."""
    found = SOURCES.get(name)
    if found is None:
        raise NotFoundError(f"There is no source “{name}”.", f"There are {', '.join(SOURCES)}.")
    return found


def for_platform(platform: Platform) -> tuple[Source, ...]:
    """Those that tell of a network, the one to prefer first."""
    return tuple(known for known in SOURCES.values() if known.platform == platform)
