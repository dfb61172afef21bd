"""What the emulator says it planted is there to be found."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median

import pytest

from cicero.emulator import WorldPost, build_world, followers_at, truth
from cicero.emulator.truth import Anomaly
from cicero.periods import DEFAULT_ZONE, zone_info

from .calling import UNTIL, WORLD, calling, get

TRUTH = truth(WORLD)
OWN = {(a.platform, a.handle): [p for p in a.posts if p.owner == a.index] for a in WORLD.accounts}


def level(posts: list[WorldPost]) -> float:
    return median(post.curve.views for post in posts)


def anomalies(what: str) -> list[Anomaly]:
    return [anomaly for anomaly in TRUTH.anomalies if anomaly.what == what]


def within(post: WorldPost, spells: list[Anomaly]) -> bool:
    return any(
        (spell.platform, spell.handle) == (post.platform, post.handle)
        and spell.since <= post.published_at < spell.until
        for spell in spells
    )


def test_outliers_stand_out_by_what_is_said_and_nothing_else_does() -> None:
    assert len(TRUTH.outliers) > 60
    planted = {outlier.post_id: outlier.strength for outlier in TRUTH.outliers}
    ratios = []
    for posts in OWN.values():
        for post in posts:
            near = [
                p for p in posts if p.kind == post.kind and abs(p.published - post.published) < 60 * 86400
            ]
            times = post.curve.views / level(near)
            if post.post_id in planted:
                ratios.append(times / planted[post.post_id])
            elif not within(post, anomalies("engagement_spike")):
                assert times < 8
    assert 0.6 < median(ratios) < 1.2
    assert min(ratios) > 0.25


def test_posts_at_the_best_hours_do_better_by_the_factor() -> None:
    found = []
    for best in TRUTH.best_hours:
        plain = [
            post for post in OWN[best.platform, best.handle] if post.planted is None and post.trend is None
        ]
        hour = {post: post.published_at.astimezone(zone_info(best.zone)).hour for post in plain}
        inside = [post for post in plain if hour[post] in best.hours]
        outside = [post for post in plain if hour[post] not in best.hours]
        assert len(inside) > 20
        found.append(level(inside) / level(outside) / best.factor)
    assert best.zone == DEFAULT_ZONE
    assert 0.85 < median(found) < 1.15


def test_tags_rise_when_it_is_said_and_nowhere_before() -> None:
    for trend in TRUTH.tag_trends:
        taking_part = [post for who in trend.accounts for post in OWN[who]]
        tagged = [post for post in taking_part if trend.tag in post.hashtags]
        assert all(trend.since <= post.published_at < trend.until for post in tagged)
        plateau = [
            p
            for p in taking_part
            if trend.since + timedelta(15) < p.published_at < trend.until - timedelta(15)
        ]
        assert 0.3 < sum(trend.tag in post.hashtags for post in plateau) / len(plateau) < 0.8


def test_a_loss_of_followers_is_that_days_and_that_large() -> None:
    losses = anomalies("follower_loss")
    assert losses
    for loss in losses:
        account = WORLD.by_handle[loss.platform, loss.handle]
        before, after = followers_at(account, loss.since), followers_at(account, loss.until)
        assert abs((before - after) / before - loss.strength) < 0.002


def test_a_burst_of_followers_begins_on_its_day() -> None:
    bursts = [burst for burst in anomalies("follower_burst") if burst.strength > 0.01]
    assert len(bursts) > 5
    for burst in bursts:
        account = WORLD.by_handle[burst.platform, burst.handle]
        before = followers_at(account, burst.since)
        gained = followers_at(account, burst.since + timedelta(days=1)) - before
        assert gained / before == pytest.approx(burst.strength)
        assert gained > 2 * (before - followers_at(account, burst.since - timedelta(days=10))) / 10


@pytest.mark.parametrize("what", ["engagement_drop", "engagement_spike"])
def test_days_of_other_engagement_are_those_days(what: str) -> None:
    found = []
    for spell in anomalies(what):
        posts = [post for post in OWN[spell.platform, spell.handle] if not post.planted]
        inside = [post for post in posts if within(post, [spell])]
        if len(inside) >= 3:
            near = [p for p in posts if p not in inside and abs(p.published_at - spell.since) < timedelta(60)]
            found.append(level(inside) / level(near) / spell.strength)
    assert found
    assert 0.6 < median(found) < 1.5


def test_in_a_calm_world_nothing_is_planted_and_no_hour_is_better() -> None:
    world = build_world(7, UNTIL, calm=True)
    calm = truth(world)
    assert (calm.outliers, calm.tag_trends, calm.best_hours, calm.anomalies) == ((), (), (), ())
    for account in world.accounts:
        posts = [post for post in account.posts if post.owner == account.index]
        assert max(post.curve.views for post in posts) < 10 * level(posts)
        assert not any(post.trend for post in posts)
        days = [followers_at(account, UNTIL - timedelta(days=day)) for day in range(400)]
        assert all(0.99 < now / before < 1.01 for now, before in pairwise(reversed(days)))


async def test_the_truth_over_http_is_the_worlds_with_ids_as_text() -> None:
    async with calling() as client:
        told = await get(client, "/_emulator/truth")
        accounts = await get(client, "/_emulator/accounts")
    assert [outlier["post_id"] for outlier in told["outliers"]] == [str(o.post_id) for o in TRUTH.outliers]
    assert {kind: len(told[kind]) for kind in told} == {kind: len(getattr(TRUTH, kind)) for kind in told}
    assert [account["handle"] for account in accounts] == [account.handle for account in WORLD.accounts]


def test_every_seed_plants_something_of_each_kind() -> None:
    for seed in range(5):
        planted = truth(build_world(seed, UNTIL))
        assert planted.outliers
        assert planted.tag_trends
        assert {anomaly.what for anomaly in planted.anomalies} == {
            "follower_loss", "follower_burst", "engagement_drop", "engagement_spike",
        }  # fmt: skip
