"""What each network counts, and what it does not tell: which figures its page shows."""

from __future__ import annotations

from msgspec import Struct

from cicero.analytics import TopPost
from cicero.analytics.counting import Measure
from cicero.language import Language, translations
from cicero.records import Platform


class Network(Struct, frozen=True, kw_only=True):
    """Names of metrics: of the `tiles`, of the lines `over_time` and the `rates`, and of groups of posts.

    `measure`: by which its posts are ranked. `columns`: what is told of a single post.
    """

    platform: Platform
    tiles: tuple[str, ...]
    over_time: tuple[str, ...]
    rates: tuple[str, ...]
    grouped: tuple[str, ...]
    measure: Measure
    columns: tuple[str, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """All that is asked for by day, each once."""
        return tuple(dict.fromkeys((*self.tiles, *self.over_time, *self.rates)))


NETWORKS: dict[Platform, Network] = {
    "instagram": Network(
        platform="instagram",
        tiles=("posts", "interactions", "likes", "comments", "views", "typical_engagement_rate"),
        over_time=("likes", "comments", "views"),
        rates=("typical_engagement_rate",),
        grouped=("posts", "typical_interactions", "typical_engagement_rate"),
        measure="interactions",
        columns=("interactions", "likes", "comments", "views", "engagement_rate_followers"),
    ),
    "tiktok": Network(
        platform="tiktok",
        tiles=("posts", "views", "interactions", "shares", "saves", "engagement_rate_views"),
        over_time=("views", "likes", "comments", "shares", "saves"),
        rates=("typical_engagement_rate_views", "typical_engagement_rate"),
        grouped=("posts", "typical_views", "typical_interactions", "typical_engagement_rate_views"),
        measure="views",
        columns=("views", "likes", "comments", "shares", "saves", "engagement_rate_views"),
    ),
}


def limits(platform: Platform, language: Language) -> str:
    """What the network does not tell, whoever asks."""
    _ = translations(language).gettext
    if platform == "instagram":
        return _(
            "Instagram tells shares and saves of a post to its owner alone. Images and carousels have no "
            "views, and an owner may hide the likes: such a post has no interactions that are known."
        )
    return _(
        "TikTok tells views, likes, comments, shares and saves of every public post. Who watched and for how "
        "long it tells to the owner alone."
    )


def told(post: TopPost, column: str) -> float | int | None:
    """The figure of that column."""
    value: float | int | None = getattr(post, column)
    return value
