"""The world is one and the same for a seed, grows as posts really do, and lists as the networks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.emulator import World, build_world, comments_at, counts_at, followers_at, list_at
from cicero.emulator.world import exists_at

UNTIL = datetime(2026, 3, 1, 5, tzinfo=UTC)
WORLD = build_world(7, UNTIL)
POSTS = [post for account in WORLD.accounts for post in account.posts if post.owner == account.index]
PAST = [post for post in POSTS if post.published_at < UNTIL]


def moments() -> st.SearchStrategy[datetime]:
    return st.integers(-430 * 24 * 3600, 100 * 24 * 3600).map(lambda off: UNTIL + timedelta(seconds=off))


@pytest.mark.parametrize(
    ("first", "last", "gain"),
    [(0, 7, 0.20), (7, 14, 0.05), (14, 21, 0.04), (21, 28, 0.03), (70, 365, 0.002)],
)
def test_views_grow_in_eight_days_as_those_of_real_posts(first: int, last: int, gain: float) -> None:
    """Every account is looked at every few days; the median gain of the posts that are then of that age."""
    gains = []
    for day in range(0, 360, 9 if last < 70 else 40):
        at = UNTIL - timedelta(days=day, hours=day % 24)
        for post in PAST:
            if post.kind == "video" and timedelta(first) <= at - post.published_at < timedelta(last):
                now, later = counts_at(post, at).views, counts_at(post, at + timedelta(days=8)).views
                if now and later:
                    gains.append(later / now - 1)
    assert len(gains) > 500
    assert median(gains) == pytest.approx(gain, rel=0.12)


def test_half_of_a_month_comes_in_about_a_day() -> None:
    parts = []
    for post in PAST[::7]:
        month = counts_at(post, post.published_at + timedelta(days=30)).likes
        day = counts_at(post, post.published_at + timedelta(days=1)).likes
        if month and day is not None and month > 50:
            parts.append(day / month)
    assert 0.4 < median(parts) < 0.6


def test_the_same_seed_is_the_same_world_and_another_seed_another() -> None:
    again, other = build_world(7, UNTIL), build_world(8, UNTIL)

    def seen(world: World) -> list[tuple[object, ...]]:
        return [
            (post.post_id, post.caption, counts_at(post, UNTIL), comments_at(post, UNTIL)[:3])
            for account in world.accounts
            for post in list_at(account, UNTIL)[:5]
        ]

    assert seen(WORLD) == seen(again)
    assert all(one != two for one, two in zip(seen(WORLD), seen(other), strict=True))


@given(st.sampled_from(POSTS), moments())
def test_the_counter_of_comments_is_the_number_of_comments_that_exist(post, at) -> None:  # type: ignore[no-untyped-def]
    comments = comments_at(post, at)
    assert len(comments) == (counts_at(post, at).comments or 0)
    assert len({comment.comment_id for comment in comments}) == len(comments)
    assert all(post.published_at <= comment.created_at <= at for comment in comments)
    assert all(early.created_at <= late.created_at for early, late in pairwise(comments))
    ids = {comment.comment_id for comment in comments if comment.parent_id is None}
    replies = [comment for comment in comments if comment.parent_id is not None]
    assert all(reply.parent_id in ids for reply in replies)
    assert sum(comment.replies for comment in comments) == len(replies)


@given(st.sampled_from(POSTS), moments(), st.integers(1, 40 * 24 * 3600))
def test_counters_only_fall_where_something_was_taken_away(post, at, later) -> None:  # type: ignore[no-untyped-def]
    if at < post.published_at:
        return
    early, late = counts_at(post, at), counts_at(post, at + timedelta(seconds=later))
    assert late.shares >= early.shares
    if not post.curve.purge_at:
        assert late.likes >= early.likes
        assert late.comments >= early.comments


def test_some_counters_fall() -> None:
    falls = {"likes": 0, "comments": 0, "views": 0}
    for post in PAST:
        days = [counts_at(post, post.published_at + timedelta(days=day)) for day in (1, 2, 5, 10, 20, 40, 80)]
        for name in falls:
            values = [getattr(counts, name) or 0 for counts in days]
            falls[name] += any(late < early for early, late in pairwise(values))
    assert all(number > 10 for number in falls.values()), falls


def test_before_it_exists_nothing_is_known_of_a_post() -> None:
    assert counts_at(PAST[0], PAST[0].published_at - timedelta(seconds=1)).likes is None
    assert comments_at(PAST[0], PAST[0].published_at - timedelta(seconds=1)) == []


@given(st.sampled_from(WORLD.accounts), moments())
def test_a_list_holds_what_exists_pinned_first_then_newest_first(account, at) -> None:  # type: ignore[no-untyped-def]
    listed = list_at(account, at)
    assert {post.post_id for post in listed} == {
        post.post_id for post in account.posts if exists_at(post, at)
    }
    pinned = [
        bool(post.pinned_at and post.pinned_at <= at and post.owner == account.index) for post in listed
    ]
    assert sorted(pinned, reverse=True) == pinned
    assert sum(pinned) <= 3
    rest = [post.published_at for post, stuck in zip(listed, pinned, strict=True) if not stuck]
    assert sorted(rest, reverse=True) == rest


def test_a_collaboration_stands_under_both_accounts() -> None:
    shared = [post for post in PAST if post.coauthors and exists_at(post, UNTIL)]
    assert shared
    for post in shared:
        assert all(post in list_at(WORLD.accounts[index], UNTIL) for index in (post.owner, *post.coauthors))


def test_followers_reach_what_the_brand_is_said_to_have_and_move_every_day() -> None:
    with_losses = 0
    for account in WORLD.accounts:
        assert followers_at(account, UNTIL) == pytest.approx(account.brand.followers, rel=0.01)
        days = [followers_at(account, UNTIL - timedelta(days=day)) for day in range(300)]
        assert sum(now != before for now, before in pairwise(days)) > 250
        with_losses += any(now < before for now, before in pairwise(days))
    assert with_losses > 12


def test_ids_carry_the_time_of_the_upload_and_are_unique() -> None:
    assert len({post.post_id for post in POSTS}) == len(POSTS)
    for post in POSTS[::50]:
        if post.platform == "tiktok":
            assert post.post_id >> 32 == post.published
        else:
            assert ((post.post_id >> 23) + 1314220021721) // 1000 == post.published
            assert len(post.code) == 11


def test_more_accounts_than_were_thought_up_have_handles_of_their_own() -> None:
    many = build_world(3, UNTIL, accounts=400, days=20, ahead=2)
    assert len(many.by_handle) == len(many.accounts) == 400
