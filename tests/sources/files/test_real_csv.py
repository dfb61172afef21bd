"""The figures that the real exports are known to hold."""

from collections import Counter
from pathlib import Path

from tests.sources.files.reads import context, posts, profiles, read

from cicero.records import Post
from cicero.sources.files.formats import recognise
from cicero.sources.files.reading import head, surveyed


def sums(found: list[Post]) -> dict[str, int | None]:
    """Of each counter, None where no post has it."""
    totals: dict[str, int | None] = {}
    for name in ("likes", "comments", "shares", "saves", "views"):
        known = [value for post in found if (value := getattr(post.counts, name)) is not None]
        totals[name] = sum(known) if known else None
    return totals


def test_socialinsider(real_data: Path) -> None:
    path = real_data / "socialinsider-csv" / "indonesian-news.csv"
    name, records, problems = read(path)
    found = posts(records)
    assert (name, problems, len(found)) == ("socialinsider", [], 3756)
    assert len({post.post_id for post in found}) == 3756
    assert sorted(Counter(post.account.name for post in found).values()) == [509, 663, 686, 782, 1116]
    assert Counter(post.kind for post in found) == {"video": 2350, "carousel": 725, "image": 681}
    assert sums(found) == {
        "likes": 21_365_481, "comments": 1_713_994, "shares": None, "saves": None, "views": None,
    }  # fmt: skip
    assert surveyed(path, recognise(head(path)), context()).zone == "Asia/Jakarta"
    local = [post.published_at.timestamp() // 3600 + 7 for post in found]
    assert (min(local) // 24, max(local) // 24) == (20599, 20628)  # 2026-05-26 and 2026-06-24
    assert len({(profile.account, profile.followers) for profile in profiles(records)}) == 5


def test_meta_business_suite(real_data: Path) -> None:
    path = real_data / "meta-business-suite" / "school.csv"
    name, records, problems = read(path)
    found = posts(records)
    assert (name, problems, len(found)) == ("meta-business-suite", [], 112)
    assert Counter(post.kind for post in found) == {"carousel": 51, "video": 43, "image": 18}
    assert (sums(found)["likes"], sums(found)["views"]) == (28_023, 1_338_194)
    assert surveyed(path, recognise(head(path)), context()).zone == "America/Los_Angeles"


def test_follower_history(real_data: Path) -> None:
    path = real_data / "follower-history" / "hourly-exact.csv"
    name, records, problems = read(path, platform="instagram")
    assert (name, problems, len(records)) == ("follower-history", [], 898)
    assert sorted(Counter(profile.account.handle for profile in profiles(records)).values()) == [
        178, 180, 180, 180, 180,
    ]  # fmt: skip
