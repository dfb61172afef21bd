import msgspec
import pytest
from tests.sources.files.payload import MADE, T, at, read

from cicero.records import AccountRef, Comment, Counts, Post, Profile

KOPI = AccountRef(
    platform="tiktok", platform_id="7100000000000000001", handle="contoh.kopi", name="Contoh Kopi"
)
VIDEO = Post(
    account=KOPI,
    post_id=7473243095040000001,
    published_at=at(0),
    observed_at=at(3600),
    counts=Counts(likes=15123, comments=120, shares=44, saves=301, views=210456),
    kind="video",
    caption="Seduh pelan @Kedai Contoh #Kopi #pagi",
    url="https://www.tiktok.com/@contoh.kopi/video/7473243095040000001",
    thumbnail_url="https://cdn.example/c.jpg",
    duration=34.0,
    language="id",
    pinned=True,
    hashtags=("kopi", "pagi"),
    mentions=("kedai.contoh",),
)
AUTHOR = Profile(
    account=KOPI,
    observed_at=at(3600),
    followers=12345,
    following=12,
    posts=87,
    likes=450678,
    biography="kopi tiap pagi",
    website="contoh.example/kopi",
    avatar_url="https://cdn.example/a.jpg",
    verified=True,
    private=False,
    sec_uid="MS4wExample",
)
ROUNDED = Counts(likes=15100, comments=120, shares=44, saves=301, views=210000)
PHOTOS = Post(
    account=KOPI,
    post_id=7473243352738037762,
    published_at=at(60),
    observed_at=MADE,
    counts=Counts(likes=900, comments=0),
    kind="photos",
    caption="Tiga foto #Kopi",
    url="https://www.tiktok.com/@contoh.kopi/photo/7473243352738037762",
    thumbnail_url="https://cdn.example/p1.jpg",
    hashtags=("kopi",),
)
EMBEDDED = Post(
    account=AccountRef(platform="tiktok", handle="contoh.kopi", name="Contoh Kopi"),
    post_id=7473243095040000003,
    published_at=at(0),
    observed_at=MADE,
    counts=Counts(likes=5, comments=1, shares=0, views=77),
    caption="tanpa tanda",
    url="https://www.tiktok.com/@contoh.kopi/video/7473243095040000003",
)


def test_web_items() -> None:
    """Exact strings win over rounded numbers; a video without createTime was uploaded when its id says."""
    found = read("tiktok-items.json")
    assert (found.format.name, found.problems) == ("tiktok-items", [])
    without_stats = {"followers": None, "following": None, "posts": None, "likes": None}
    beside_photos = msgspec.structs.replace(AUTHOR, observed_at=MADE, **without_stats)
    assert found.records == [VIDEO, AUTHOR, PHOTOS, beside_photos, EMBEDDED]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("tiktok-item-list.json", "tiktok-items-in-itemList"),
        ("tiktok-data-item-list.json", "tiktok-items-in-data-itemList"),
        ("tiktok-detail.json", "tiktok-detail"),
    ],
)
def test_answers_that_hold_items(name: str, format: str) -> None:
    found = read(name)
    assert (found.format.name, found.problems) == (format, [])
    assert found.records == [VIDEO, AUTHOR]


def test_an_answer_without_a_post_says_why() -> None:
    found = read("tiktok-detail-gone.json")
    assert found.records == []
    assert found.problems == [(1, "TikTok gave no post (status 10204): deleted, private or blocked")]


def test_items_that_name_nobody_belong_to_the_account_that_is_told() -> None:
    told = AccountRef(platform="tiktok", handle="contoh.kopi")
    found = read("tiktok-channel.json", account=told)
    assert found.format.names_account is False
    counts = msgspec.structs.replace(ROUNDED, likes=15000, comments=118)
    assert found.records == [
        Post(
            account=told,
            post_id=VIDEO.post_id,
            published_at=at(0),
            observed_at=MADE,
            counts=counts,
            caption="Seduh #kopi",
            url=VIDEO.url,
            hashtags=("kopi",),
        )
    ]
    assert read("tiktok-channel.json").problems == [(1, "it does not say whose it is")]


def test_an_account() -> None:
    found = read("tiktok-profile.json")
    assert found.format.name == "tiktok-profiles"
    assert found.records == [msgspec.structs.replace(AUTHOR, observed_at=MADE)]


COMMENT = Comment(
    platform="tiktok",
    post_id=7473243095040000001,
    comment_id=(T + 100 << 32) + 11,
    created_at=at(100),
    observed_at=MADE,
    text="enak",
    author_handle="contoh.tamu",
    author_id="7100000000000000009",
    language="id",
    likes=3,
    replies=1,
)


def test_comments_and_their_replies() -> None:
    found = read("tiktok-comments.json")
    assert found.format.name == "tiktok-comments-in-comments"
    reply = Comment(
        platform="tiktok",
        post_id=7473243095040000001,
        comment_id=(T + 200 << 32) + 12,
        created_at=at(200),
        observed_at=MADE,
        text="terima kasih",
        parent_id=COMMENT.comment_id,
        author_handle="contoh.kopi",
        author_id="7100000000000000001",
        likes=0,
        replies=0,
    )
    assert found.records == [COMMENT, reply]


def test_comments_that_were_cut_down() -> None:
    assert read("tiktok-comments-flat.json").records == [msgspec.structs.replace(COMMENT, author_id=None)]


def test_zeeschuimer_items_say_when_they_were_last_seen() -> None:
    """A live stream in the feed is no post."""
    found = read("zeeschuimer-tiktok.ndjson")
    assert (found.format.name, found.problems) == ("zeeschuimer-tiktok-lines", [])
    rounded = msgspec.structs.replace(AUTHOR, followers=12300, likes=450000, observed_at=at(9000))
    assert found.records == [msgspec.structs.replace(VIDEO, counts=ROUNDED, observed_at=at(9000)), rounded]


def test_zeeschuimer_comments() -> None:
    found = read("zeeschuimer-tiktok-comments.ndjson")
    assert found.format.title == "Zeeschuimer export of TikTok comments"
    assert found.records == [msgspec.structs.replace(COMMENT, observed_at=at(7200.005))]


def test_fourcat_items() -> None:
    found = read("4cat-tiktok.ndjson")
    assert found.format.title == "4CAT NDJSON of TikTok"
    assert found.posts == [msgspec.structs.replace(VIDEO, counts=ROUNDED, observed_at=at(7200.005))]


def test_clockworks() -> None:
    found = read("clockworks-tiktok.json")
    assert found.format.name == "clockworks-tiktok"
    video = msgspec.structs.replace(
        VIDEO,
        observed_at=MADE,
        counts=ROUNDED,
        caption="Seduh pelan @Kedai Contoh #Kopi",
        hashtags=("kopi",),
        pinned=False,
    )
    author = msgspec.structs.replace(AUTHOR, observed_at=MADE, followers=12300, likes=450000, sec_uid=None)
    assert found.records[:2] == [video, author]
    photos = msgspec.structs.replace(
        PHOTOS,
        account=AccountRef(platform="tiktok", handle="contoh.kopi"),
        counts=Counts(likes=900, comments=0, shares=1, views=5000),
        caption="Tiga foto #kopi",
        thumbnail_url=None,
    )
    assert found.records[2:] == [photos]
    assert found.problems == [
        (3, "Apify got nothing for 'https://www.tiktok.com/@contoh.hilang': This profile does not exist")
    ]


def test_ytdlp() -> None:
    video = msgspec.structs.replace(
        VIDEO,
        counts=ROUNDED,
        caption="Seduh pelan #kopi",
        hashtags=("kopi",),
        mentions=(),
        pinned=None,
        language=None,
    )
    for name in ("ytdlp-tiktok.info.json", "ytdlp-tiktok-user.info.json"):
        found = read(name)
        assert (found.format.name, found.problems) == ("yt-dlp", [])
        assert found.records == [video]
