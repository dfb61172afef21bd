"""The figures that the README of the real exports gives, read through the formats."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sources.files.payload import Reading

from cicero.records import AccountRef, Post

FIELDS = ("likes", "comments", "shares", "views", "saves")
TIKTOK = AccountRef(platform="tiktok", handle="contoh")
INSTAGRAM = AccountRef(platform="instagram", handle="contoh")


def read_all(paths: Iterable[Path], **told: object) -> list[Post]:
    posts = []
    for path in paths:
        found = Reading(path, **{"observed_at": datetime(2026, 8, 1, tzinfo=UTC), **told})
        assert found.problems == []
        posts += found.posts
    return posts


def sums(posts: Iterable[Post]) -> list[int | None]:
    """Of the known counters; None where none is known."""
    known = [
        [value for post in posts if (value := getattr(post.counts, name)) is not None] for name in FIELDS
    ]
    return [sum(values) if values else None for values in known]


def made_at(path: Path) -> datetime:
    """The date in the name of a file; its counters were seen that day."""
    named = re.search(r"__(\d{4}-\d\d-\d\d)_", path.name)
    return datetime.fromisoformat(f"{named[1]}T00:00:00+00:00") if named else datetime(2026, 8, 1, tzinfo=UTC)


def test_tiktok_web_items(real_data: Path) -> None:
    posts = read_all((real_data / "tiktok-web-items").glob("*.json"))
    assert len({post.post_id for post in posts}) == len(posts) == 900
    assert len({post.account.platform_id for post in posts}) == 20
    assert sums(posts) == [44_643_250, 507_523, 1_610_577, 1_133_042_600, 1_971_657]
    published = sorted(post.published_at.isoformat() for post in posts)
    assert (published[0], published[-1]) == ("2023-11-11T17:23:06+00:00", "2025-03-05T04:16:16+00:00")


def test_zeeschuimer_tiktok(real_data: Path) -> None:
    posts = read_all([real_data / "zeeschuimer-tiktok" / "tiktok-test.ndjson"])
    assert len({post.post_id for post in posts}) == len(posts) == 96
    assert sums(posts)[:4] == [4_292_818, 65_488, 73_131, 102_789_372]


@pytest.mark.parametrize(
    ("name", "posts", "hidden", "likes", "comments"),
    [("posts.ndjson", 23, 4, 503_914, 6_670), ("newposts1.ndjson", 14, 1, 327_227, 15_964)],
)
def test_zeeschuimer_instagram(
    real_data: Path, name: str, posts: int, hidden: int, likes: int, comments: int
) -> None:
    found = read_all([real_data / "zeeschuimer-instagram" / name])
    assert len({post.post_id for post in found}) == posts
    assert sum(post.likes_hidden is True for post in found) == hidden
    assert sum(post.counts.likes is None for post in found) == hidden
    assert sums(found) == [likes, comments, None, None, None]


def test_apify_instagram(real_data: Path) -> None:
    posts = read_all((real_data / "apify-instagram").glob("*.json"))
    assert len({post.post_id for post in posts}) == len(posts) == 1836
    assert len({post.account.handle for post in posts}) == 32
    assert sum(post.likes_hidden is True and post.counts.likes is None for post in posts) == 129
    assert sums(posts) == [38_715_590, 483_780, None, None, None]


def test_scrapfly_tiktok_channel(real_data: Path) -> None:
    found = [
        Reading(path, account=TIKTOK, observed_at=made_at(path))
        for path in sorted((real_data / "scrapfly").glob("tiktok_channel*"))
    ]
    ids = [{post.post_id for post in reading.posts} for reading in found]
    assert [reading.format.names_account for reading in found] == [False] * 5
    assert len(set.union(*ids)) == 179
    assert sum(sum(post_id in seen for seen in ids) > 1 for post_id in set.union(*ids)) == 135


def test_scrapfly_counters_fall_and_stay_as_they_were(real_data: Path) -> None:
    folder = real_data / "scrapfly"
    tiktok = [
        post
        for path in sorted(folder.glob("tiktok_posts*"))
        for post in Reading(path, observed_at=made_at(path)).posts
    ]
    assert [post.counts.comments for post in tiktok] == [5494, 4985, 4968, 4572]
    videos = sorted(folder.glob("instagram_video-post*"))
    instagram = [
        post for path in videos for post in Reading(path, account=INSTAGRAM, observed_at=made_at(path)).posts
    ]
    assert [post.counts.likes for post in instagram] == [5305, 5383, 5369, 5150]


def test_every_json_export_is_recognised_and_read_whole(real_data: Path) -> None:
    paths = [path for path in sorted(real_data.rglob("*")) if path.suffix in (".json", ".ndjson")]
    problems = {}
    for path in paths:
        account = INSTAGRAM if "instagram" in path.name else TIKTOK
        found = Reading(path, account=account, observed_at=made_at(path))
        problems[path.name] = (len(found.records) == 0, found.problems)
    assert len(paths) == 53
    assert {name: what for name, what in problems.items() if what != (False, [])} == {}
