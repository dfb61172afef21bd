"""Whole records out of invented exports of every CSV family."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sources.files.reads import (
    OBSERVED,
    PAYLOADS,
    comments,
    context,
    posts,
    profiles,
    read,
    written,
)

from cicero.errors import FormatError
from cicero.records import AccountRef, Comment, Counts, Post, Profile
from cicero.sources.files.formats import FORMATS, recognise
from cicero.sources.files.reading import head, surveyed


def at(*clock: int) -> datetime:
    return datetime(*clock, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("socialinsider", "socialinsider"),
        ("meta-business-suite", "meta-business-suite"),
        ("4cat-tiktok", "4cat-tiktok"),
        ("4cat-tiktok-comments", "4cat-tiktok-comments"),
        ("4cat-instagram", "4cat-instagram"),
        ("umum", "csv"),
        ("general", "csv"),
        ("followers", "follower-history"),
        ("followers-own", "follower-history"),
    ],
)
def test_recognised_by_content_and_by_one_special_format_at_most(file: str, format: str) -> None:
    top = head(PAYLOADS / f"{file}.csv")
    assert recognise(top).name == format
    special = [known.name for known in FORMATS if known.name != "csv" and known.matches(top)]
    assert special in ([format], [])


def test_socialinsider() -> None:
    name, records, problems = read(PAYLOADS / "socialinsider.csv")
    senja = AccountRef(platform="instagram", name="Warung Kopi Senja")
    assert (name, problems) == ("socialinsider", [])
    assert posts(records)[0] == Post(
        account=senja,
        post_id=3909587793330402138,
        published_at=at(2026, 6, 1, 2, 1),
        observed_at=OBSERVED,
        counts=Counts(likes=120, comments=7),
        kind="video",
        code="DZBpWJXqXNa",
        caption="Kopi ke-0 @barista.satu #Kopi #pagi",
        url="https://www.instagram.com/reel/DZBpWJXqXNa/",
        hashtags=("kopi", "pagi"),
        mentions=("barista.satu",),
    )
    # The fourth was scheduled: published nine hours after its upload, in the zone of the others.
    assert [(post.published_at, post.kind, post.counts.likes) for post in posts(records)] == [
        (at(2026, 6, 1, 2, 1), "video", 120),
        (at(2026, 6, 2, 17, 32), "carousel", 80),
        (at(2026, 6, 3, 9, 15), "image", 0),
        (at(2026, 6, 4, 10, 0), "video", 45),
        (at(2026, 6, 5, 1, 3), "video", 45),
    ]
    # 4,800 is from an earlier day than the export: it is not the count at `observed_at`.
    assert profiles(records) == [
        *[Profile(account=senja, observed_at=OBSERVED, followers=5000)] * 3,
        Profile(
            account=AccountRef(platform="instagram", name="Toko Buku Pagi"),
            observed_at=OBSERVED,
            followers=777,
        ),
    ]


def test_socialinsider_says_what_it_found_out() -> None:
    path = PAYLOADS / "socialinsider.csv"
    known = surveyed(path, recognise(head(path)), context())
    assert known.zone == "Asia/Jakarta"
    assert known.unmeasured == {("instagram", "Shares"), ("instagram", "Video Views")}
    assert known.notes == (
        "Times are read as Asia/Jakarta, found out from the ids of the posts.",
        "Zero or blank in every row, so taken as not measured: Shares, Video Views.",
    )


def test_a_told_zone_is_used_unless_it_is_impossible() -> None:
    path = PAYLOADS / "socialinsider.csv"
    told = {zone: surveyed(path, recognise(head(path)), context(zone=zone)) for zone in ("UTC", "Asia/Tokyo")}
    assert told["UTC"].zone == "UTC"
    assert told["Asia/Tokyo"].zone == "Asia/Jakarta"
    assert told["Asia/Tokyo"].notes[0] == (
        "Times are read as Asia/Jakarta, found out from the ids of the posts: "
        "in Asia/Tokyo most posts would be published before their upload."
    )


def test_zero_columns_are_unmeasured_by_platform(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Platform,Profile,Link,Text,Date,Type,Engagement,Likes,Comments,Shares\n"
        "instagram,A,https://www.instagram.com/p/DZBpWJXqXNa/,a,2026-06-01 09:01 AM,image,5,5,0,0\n"
        "tiktok,B,https://www.tiktok.com/@b/video/7647029542490297499,b,2026-06-03 12:00 PM,video,3,3,0,4\n",
    )
    _, records, problems = read(path, zone="Asia/Jakarta")
    assert problems == []
    assert [post.counts for post in posts(records)] == [
        Counts(likes=5),
        Counts(likes=3, shares=4),
    ]


def test_meta_business_suite() -> None:
    name, records, problems = read(PAYLOADS / "meta-business-suite.csv")
    assert (name, problems) == ("meta-business-suite", [])
    assert records[0] == Post(
        account=AccountRef(platform="instagram", handle="sekolah.senja", name="Sekolah Senja"),
        post_id=3809568742422693271,
        published_at=at(2026, 1, 14, 2, 0),
        observed_at=OBSERVED,
        counts=Counts(likes=20, comments=1, shares=0, saves=0, views=500, reach=300),
        kind="video",
        code="DTeTpZXiUWX",
        caption='Hari ke-0\n\n"Pentas" seni, #Sekolah',
        url="https://www.instagram.com/p/DTeTpZXiUWX/",
        duration=31.0,
        hashtags=("sekolah",),
    )
    # Pacific time in winter and in summer; the story and the figures of one day are left out.
    assert [(post.published_at, post.kind, post.duration) for post in posts(records)] == [
        (at(2026, 1, 14, 2, 0), "video", 31.0),
        (at(2026, 3, 4, 8, 17), "carousel", None),
        (at(2026, 7, 9, 3, 30), "image", None),
    ]


def test_meta_business_suite_with_figures_by_day_only(tmp_path: Path) -> None:
    text = (PAYLOADS / "meta-business-suite.csv").read_text(encoding="utf-8-sig")
    path = written(tmp_path, text.replace("Lifetime", "07/10/2026"))
    with pytest.raises(FormatError, match="figures by day and none for the whole life"):
        read(path)


def test_4cat_tiktok() -> None:
    name, records, problems = read(PAYLOADS / "4cat-tiktok.csv")
    account = AccountRef(platform="tiktok", handle="kopi.senja", name="Kopi Senja")
    assert (name, problems) == ("4cat-tiktok", [])
    assert records[:2] == [
        Post(
            account=account,
            post_id=7634753817995745373,
            published_at=at(2026, 5, 1, 3, 4, 5),
            observed_at=OBSERVED,
            counts=Counts(likes=10, comments=2, shares=0, views=400),
            kind="video",
            caption="seduh 0 #Kopi @teman_ngopi",
            url="https://www.tiktok.com/@kopi.senja/video/7634753817995745373",
            thumbnail_url="https://example.org/t.jpg",
            hashtags=("kopi", "seduh manual"),
            mentions=("teman_ngopi",),
        ),
        Profile(
            account=account,
            observed_at=OBSERVED,
            followers=1200,
            posts=56,
            likes=34000,
            avatar_url="https://example.org/a.jpg",
        ),
    ]
    assert posts(records)[1].kind == "photos"


def test_4cat_tiktok_comments() -> None:
    name, records, problems = read(PAYLOADS / "4cat-tiktok-comments.csv")
    assert (name, problems) == ("4cat-tiktok-comments", [])
    assert comments(records) == [
        Comment(
            platform="tiktok",
            post_id=7634753817995745373,
            comment_id=7634768229015117204,
            created_at=at(2026, 5, 1, 4),
            observed_at=OBSERVED,
            text='Enak, \n"mantap"!',
            author_handle="ngopi_terus",
            language="id",
            likes=5,
            replies=1,
        ),
        Comment(
            platform="tiktok",
            post_id=7634753817995745373,
            comment_id=7634783689169653493,
            created_at=at(2026, 5, 1, 5),
            observed_at=OBSERVED,
            text="betul",
            parent_id=7634768229015117204,
            author_id="7200000000000000001",
            likes=0,
            replies=0,
        ),
    ]


def test_4cat_instagram() -> None:
    name, records, problems = read(PAYLOADS / "4cat-instagram.csv")
    assert name == "4cat-instagram"
    assert problems == [(5, "it has no time of publication; it is one of the partial items: ''")]
    assert [(p.kind, p.counts, p.likes_hidden, p.published_at.hour) for p in posts(records)] == [
        ("video", Counts(likes=33, comments=4, views=900), False, 10),
        ("carousel", Counts(), True, 10),
        ("image", Counts(likes=0, comments=0), False, 10),
    ]
    assert posts(records)[1].coauthors == (
        AccountRef(platform="instagram", handle="teman.satu"),
        AccountRef(platform="instagram", handle="teman.dua"),
    )
    assert posts(records)[0].account == AccountRef(
        platform="instagram", platform_id="4400000001", handle="senja.foto", name="Senja Foto"
    )


def test_any_csv_in_indonesian() -> None:
    name, records, problems = read(PAYLOADS / "umum.csv")
    assert (name, problems) == ("csv", [])
    assert posts(records)[0] == Post(
        account=AccountRef(platform="tiktok", handle="kopi.senja"),
        post_id=7647029542490297499,
        published_at=at(2026, 6, 3, 5, 0),
        observed_at=OBSERVED,
        counts=Counts(likes=1234, comments=0, saves=7, views=1200),
        kind="video",
        caption="Kopi; ke-0 #Kopi",
        url="https://www.tiktok.com/@kopi.senja/video/7647029542490297499",
        hashtags=("kopi",),
    )
    assert [post.counts.views for post in posts(records)] == [1200, 3400000, None]


def test_any_csv_in_english_without_ids() -> None:
    name, records, problems = read(PAYLOADS / "general.csv", zone="Asia/Jakarta")
    assert name == "csv"
    assert problems == [(4, "its platform is neither Instagram nor TikTok: 'Facebook'")]
    first, second = posts(records)
    assert first == Post(
        account=AccountRef(platform="instagram", handle="kopi.senja"),
        post_id=first.post_id,
        published_at=at(2026, 6, 3, 12, 30),
        observed_at=OBSERVED,
        counts=Counts(likes=1234, comments=12, reach=4500),
        caption="Buka sampai malam",
    )
    assert (first.post_id < 0, second.post_id < 0) == (True, True)
    assert second.published_at == at(2026, 6, 3, 17)  # a date alone: midnight in Jakarta
    assert [post.post_id for post in posts(read(PAYLOADS / "general.csv", zone="Asia/Jakarta")[1])] == [
        first.post_id,
        second.post_id,
    ]


def test_follower_history() -> None:
    name, records, problems = read(PAYLOADS / "followers.csv", platform="instagram")
    account = AccountRef(platform="instagram", handle="kopi.senja")
    assert (name, problems) == ("follower-history", [])
    assert records == [
        Profile(account=account, observed_at=datetime(2026, 7, 15, 19, 1, 30, 500000, UTC), followers=1200),
        Profile(account=account, observed_at=at(2026, 7, 15, 20, 1, 30), followers=1198),
    ]


def test_follower_history_of_one_account() -> None:
    account = AccountRef(platform="tiktok", handle="kopi.senja")
    _, records, problems = read(PAYLOADS / "followers-own.csv", account=account, zone="Asia/Jakarta")
    assert problems == []
    assert records == [
        Profile(account=account, observed_at=at(2026, 7, 12, 17), followers=1200),
        Profile(account=account, observed_at=at(2026, 7, 13, 17), followers=1198),
    ]


def test_follower_history_asks_for_what_it_does_not_say() -> None:
    account = AccountRef(platform="tiktok", handle="kopi.senja")
    for file, told, message, hint in (
        ("followers.csv", {}, "does not say which platform", "--platform"),
        ("followers-own.csv", {"platform": "tiktok"}, "does not say whose followers", "--account"),
        ("followers-own.csv", {"account": account}, "do not say their zone", "--zone"),
    ):
        with pytest.raises(FormatError, match=message) as caught:
            read(PAYLOADS / file, **told)
        assert hint in caught.value.hint
