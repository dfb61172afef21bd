"""The posts of one account over the whole time of a world, with everything that decides their counters."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from math import exp, log
from random import Random
from typing import Literal

from msgspec import Struct

from cicero.emulator.brands import Brand
from cicero.emulator.captions import caption
from cicero.emulator.chance import mix
from cicero.emulator.followers import JAKARTA, Following, followers
from cicero.emulator.growth import DAY, Curve
from cicero.emulator.habits import Habits, Trend
from cicero.records import Kind, Platform

INSTAGRAM_BEGAN = 1314220021721
"""Milliseconds since 1970 from which Instagram's media ids count."""

Hidden = Literal["flag", "bare", "minus"]
"""Hidden likes as they come out: 3 with the flag · 3 without the flag's key · −1."""


class WorldPost(Struct, frozen=True, kw_only=True, eq=False):
    """A post of the account at index `owner`; it exists from `published_at` to `deleted_at`."""

    platform: Platform
    owner: int
    handle: str
    post_id: int
    code: str
    kind: Kind
    published_at: datetime
    published: float
    caption: str | None
    hashtags: tuple[str, ...]
    topic: str
    duration: float | None
    curve: Curve
    seed: int
    deleted_at: datetime | None = None
    pinned_at: datetime | None = None
    hidden_likes: Hidden | None = None
    mention: str | None = None
    coauthors: tuple[int, ...] = ()
    planted: float | None = None
    """How many times the usual a planted outlier gets."""
    trend: str | None = None

    @property
    def pinned(self) -> bool:
        return self.pinned_at is not None


class Span(Struct, frozen=True):
    """A world's time: the midnight in Jakarta it begins with (seconds), days up to `until`, days in all."""

    start: float
    known: int
    days: int


def publish(
    brand: Brand,
    owner: int,
    habits: Habits,
    following: Following,
    partner: int | None,
    span: Span,
    chance: Random,
) -> list[WorldPost]:
    """All posts of an account by time."""
    moments = list(_moments(habits, span, chance))
    outliers = _outliers(len(moments), chance) if habits.outliers else {}
    old = len(moments) // 2
    pinned = set(chance.sample(range(old), min(chance.randint(0, 3), old)))
    draw = partial(_post, brand, owner, habits, following, partner, span, chance)
    return [draw(moment, outliers.get(index), index in pinned) for index, moment in enumerate(moments)]


def _moments(habits: Habits, span: Span, chance: Random) -> Iterator[float]:
    """Seconds since 1970, none of them twice."""
    weekday = int((span.start + JAKARTA) // DAY + 3) % 7
    mean = sum(habits.weekdays) / 7
    for day in range(span.days):
        wanted = habits.per_day * habits.weekdays[(weekday + day) % 7] / mean
        number = int(wanted) + (chance.random() < wanted % 1)
        hours = chance.choices(range(24), habits.hours, k=number)
        yield from sorted({span.start + day * DAY + hour * 3600 + chance.randrange(3600) for hour in hours})


def _outliers(posts: int, chance: Random) -> dict[int, float]:
    """How many times the usual, by the index of the post."""
    if posts < 20:
        return {}
    found = chance.sample(range(posts), max(2, posts // 120))
    return {index: chance.uniform(8, 20) for index in found}


def _post(
    brand: Brand,
    owner: int,
    habits: Habits,
    following: Following,
    partner: int | None,
    span: Span,
    chance: Random,
    moment: float,
    outlier: float | None,
    pinned: bool,
) -> WorldPost:
    day = int((moment - span.start) // DAY)
    trend = _trend(habits, day, chance)
    [(kind, _, _)] = chance.choices(habits.kinds, [often for _, often, _ in habits.kinds])
    together = partner is not None and chance.random() < 0.06
    mention = brand.partner if partner is not None and (together or chance.random() < 0.05) else None
    text, tags = caption(brand.topic, chance, trend.tag if trend else None, mention)
    silent = trend is None and mention is None and chance.random() < 0.015
    seed = chance.getrandbits(64)
    post_id = _id(brand.platform, moment, seed)
    return WorldPost(
        platform=brand.platform,
        owner=owner,
        handle=brand.handle,
        post_id=post_id,
        code=str(post_id) if brand.platform == "tiktok" else shortcode(post_id),
        kind=kind,
        published_at=datetime.fromtimestamp(moment, UTC),
        published=moment,
        caption=None if silent else text,
        hashtags=() if silent else tags,
        topic=brand.topic,
        duration=round(chance.uniform(6, 90), 3) if kind == "video" else None,
        curve=_curve(habits, _level(habits, following, kind, moment, day, trend, outlier, chance), chance),
        seed=seed,
        deleted_at=_deleted(moment, chance) if not (pinned or outlier) else None,
        pinned_at=datetime.fromtimestamp(moment + chance.uniform(0.2, 20) * DAY, UTC) if pinned else None,
        hidden_likes=_hidden(brand, chance),
        mention=mention,
        coauthors=(partner,) if together and partner is not None else (),
        planted=outlier,
        trend=trend.tag if trend else None,
    )


def _id(platform: Platform, moment: float, seed: int) -> int:
    """As the networks make theirs: with the time of the upload in front."""
    if platform == "tiktok":
        return int(moment) << 32 | mix(seed, 1) >> 32
    return (int(moment) * 1000 + mix(seed, 2) % 1000 - INSTAGRAM_BEGAN) << 23 | mix(seed, 1) >> 41


def shortcode(post_id: int) -> str:
    """An Instagram media id as it stands in the post's address."""
    return urlsafe_b64encode(post_id.to_bytes(9, "big")).decode().lstrip("A")


def _trend(habits: Habits, day: int, chance: Random) -> Trend | None:
    """The tag's share of the posts rises over two weeks to a half and fades over its last two."""
    for trend in habits.trends:
        if trend.first <= day <= trend.last:
            strength = min((day - trend.first + 2) / 14, (trend.last - day + 1) / 14, 1.0)
            if chance.random() < 0.55 * strength:
                return trend
    return None


def _level(
    habits: Habits,
    following: Following,
    kind: Kind,
    moment: float,
    day: int,
    trend: Trend | None,
    outlier: float | None,
    chance: Random,
) -> float:
    """How many people see the post within 30 days."""
    usual = followers(following, moment) * habits.reach
    usual *= next(reach for name, _, reach in habits.kinds if name == kind)
    if outlier:
        return usual * outlier * exp(chance.gauss(0, 0.08))
    hour = int((moment + JAKARTA) // 3600) % 24
    if hour in habits.best_hours:
        usual *= habits.best_factor
    if trend:
        usual *= trend.lift
    for spell in (habits.drop, habits.spike):
        if spell and spell.first <= day <= spell.last:
            usual *= spell.factor
    return usual * exp(chance.gauss(0, 0.4))


def _curve(habits: Habits, views: float, chance: Random) -> Curve:
    likes = views * habits.like_rate * exp(chance.gauss(0, 0.18))
    purge = chance.random()
    return Curve(
        views=views,
        likes=likes,
        comments=min(likes * habits.comment_rate * exp(chance.gauss(0, 0.35)), 5000.0),
        shares=likes * habits.share_rate * exp(chance.gauss(0, 0.4)),
        saves=likes * habits.save_rate * exp(chance.gauss(0, 0.4)),
        pace=exp(chance.gauss(0, 0.3)),
        late_at=chance.uniform(8, 200) if chance.random() < 0.03 else 0.0,
        late_size=chance.uniform(0.3, 2.0),
        purge_at=exp(chance.uniform(log(0.5), log(90))) if purge < 0.22 else 0.0,
        purged_likes=chance.uniform(0.01, 0.05) if purge < 0.12 else 0.0,
        purged_views=chance.uniform(0.01, 0.05) if purge < 0.06 else 0.0,
        purged_comments=chance.randint(2, 6) if 0.1 < purge < 0.22 else 0,
    )


def _deleted(moment: float, chance: Random) -> datetime | None:
    if chance.random() > 0.015:
        return None
    return datetime.fromtimestamp(moment + exp(chance.uniform(log(0.05), log(120))) * DAY, UTC)


def _hidden(brand: Brand, chance: Random) -> Hidden | None:
    if brand.platform != "instagram":
        return None
    if brand.hides_likes:
        return "flag"
    return chance.choice(("flag", "bare", "minus")) if chance.random() < 0.03 else None
