"""What the emulator says it planted is there to be found."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

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
            else:
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


def test_a_week_of_less_engagement_is_that_weeks() -> None:
    drops, found = anomalies("engagement_drop"), []
    for drop in drops:
        posts = [post for post in OWN[drop.platform, drop.handle] if not post.planted]
        week = [post for post in posts if drop.since <= post.published_at < drop.until]
        if len(week) >= 4:
            near = [p for p in posts if p not in week and abs(p.published_at - drop.since) < timedelta(60)]
            found.append(level(week) / level(near) / drop.strength)
    assert found
    assert 0.6 < median(found) < 1.5


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
        assert {anomaly.what for anomaly in planted.anomalies} == {"follower_loss", "engagement_drop"}
