import msgspec
import pytest
from tests.sources.files.payload import MADE, at, read

from cicero.records import AccountRef, Comment, Counts, Post, Profile

WARUNG = AccountRef(
    platform="instagram", platform_id="58000000001", handle="contoh_warung", name="Contoh Warung"
)
UNNAMED = msgspec.structs.replace(WARUNG, name=None)
COLLECTED = at(7200.005)
REEL = Post(
    account=WARUNG,
    post_id=3571701332031045633,
    published_at=at(5),
    observed_at=COLLECTED,
    counts=Counts(likes=410, comments=12, views=9001),
    kind="video",
    code="DGRO3ATgAAB",
    caption="Resep baru bersama @contoh.kopi. #Warung",
    url="https://www.instagram.com/reel/DGRO3ATgAAB/",
    thumbnail_url="https://cdn.example/r.jpg",
    duration=15.5,
    likes_hidden=False,
    pinned=True,
    hashtags=("warung",),
    mentions=("contoh.kopi",),
    coauthors=(
        AccountRef(platform="instagram", platform_id="58000000002", handle="contoh.kopi", name="Contoh Kopi"),
    ),
)
SEEN = Profile(
    account=WARUNG,
    observed_at=COLLECTED,
    avatar_url="https://cdn.example/w.jpg",
    verified=False,
    private=False,
)
HIDDEN = Post(
    account=WARUNG,
    post_id=3571701332031045634,
    published_at=at(6),
    observed_at=COLLECTED,
    counts=Counts(comments=0),
    kind="carousel",
    code="DGRO3ATgAAC",
    url="https://www.instagram.com/p/DGRO3ATgAAC/",
    thumbnail_url="https://cdn.example/k1.jpg",
    likes_hidden=True,
)
GRAPH = Post(
    account=UNNAMED,
    post_id=3571701332031045635,
    published_at=at(7),
    observed_at=COLLECTED,
    counts=Counts(comments=4),
    kind="image",
    code="DGRO3ATgAAD",
    caption="Buka #warung",
    url="https://www.instagram.com/p/DGRO3ATgAAD/",
    thumbnail_url="https://cdn.example/g.jpg",
    likes_hidden=True,
    hashtags=("warung",),
)
PARTIAL = Post(
    account=UNNAMED,
    post_id=3571701332031045636,
    published_at=at(0),
    observed_at=COLLECTED,
    counts=Counts(views=77),
    kind="video",
    code="DGRO3ATgAAE",
    url="https://www.instagram.com/p/DGRO3ATgAAE/",
    thumbnail_url="https://cdn.example/x.jpg",
)


def test_three_generations_from_zeeschuimer() -> None:
    """A partial item was uploaded when its code says; an advert is not part of any account's posts."""
    found = read("zeeschuimer-instagram.ndjson")
    assert (found.format.name, found.problems) == ("zeeschuimer-instagram-lines", [])
    assert found.records == [REEL, SEEN, HIDDEN, SEEN, GRAPH, PARTIAL]


def test_fourcat_media() -> None:
    found = read("4cat-instagram.ndjson")
    assert found.format.title == "4CAT NDJSON of Instagram"
    assert found.records == [REEL, SEEN]


def test_bare_nodes() -> None:
    found = read("instagram-graph.json")
    assert found.format.name == "instagram-items"
    assert found.records == [msgspec.structs.replace(GRAPH, observed_at=MADE)]


WAH = Comment(
    platform="instagram",
    post_id=REEL.post_id,
    comment_id=18000000000000001,
    created_at=at(2400),
    observed_at=MADE,
    text="wah",
    author_handle="contoh.tamu",
    author_id="58000000009",
    likes=1,
    replies=1,
)
YA = Comment(
    platform="instagram",
    post_id=REEL.post_id,
    comment_id=18000000000000002,
    created_at=at(2700),
    observed_at=MADE,
    text="ya",
    parent_id=18000000000000001,
    author_handle="contoh_warung",
    likes=0,
    replies=0,
)
APIFY_REEL = msgspec.structs.replace(
    REEL,
    observed_at=MADE,
    likes_hidden=None,
    coauthors=(AccountRef(platform="instagram", platform_id="58000000002", handle="contoh.kopi"),),
)


def test_apify_posts_with_all_and_with_few_fields() -> None:
    found = read("apify-instagram.json")
    assert found.format.name == "apify-instagram"
    few = Post(
        account=AccountRef(platform="instagram", handle="contoh_warung", name="Contoh Warung"),
        post_id=HIDDEN.post_id,
        published_at=at(6),
        observed_at=MADE,
        counts=Counts(comments=0),
        code="DGRO3ATgAAC",
        caption="Tanpa tombol suka",
        url="https://www.instagram.com/p/DGRO3ATgAAC/",
        likes_hidden=True,
    )
    assert found.records == [APIFY_REEL, WAH, YA, few]
    assert found.problems == [
        (3, "Apify got nothing for 'https://www.instagram.com/p/AAAAAAAAAAA/': Post does not exist"),
        (4, "it is neither a post nor a comment nor an account"),
    ]


def test_apify_comments() -> None:
    found = read("apify-instagram-comments.json")
    assert found.format.name == "apify-instagram"
    assert found.records == [msgspec.structs.replace(WAH, replies=0)]


DETAILS = Profile(
    account=WARUNG,
    observed_at=MADE,
    followers=2048,
    following=64,
    posts=32,
    biography="nasi dan kopi",
    category="Restaurant",
    website="https://warung.example/",
    avatar_url="https://cdn.example/w-hd.jpg",
    verified=False,
    private=False,
)


def test_apify_details() -> None:
    found = read("apify-instagram-details.json")
    assert found.profiles == [DETAILS]
    assert [(post.post_id, post.kind, post.counts) for post in found.posts] == [
        (HIDDEN.post_id, "image", Counts(likes=7, comments=0))
    ]


def test_instaloader_post_takes_the_richer_of_two_descriptions() -> None:
    found = read("instaloader-post.json")
    assert (found.format.name, found.problems) == ("instaloader", [])
    assert found.records == [
        msgspec.structs.replace(
            GRAPH,
            post_id=3571701332031045638,
            observed_at=MADE,
            counts=Counts(likes=42, comments=6, views=900),
            kind="video",
            code="DGRO3ATgAAG",
            url="https://www.instagram.com/reel/DGRO3ATgAAG/",
            duration=9.9,
            likes_hidden=False,
        )
    ]


def test_instaloader_profile() -> None:
    found = read("instaloader-profile.json")
    website_unknown = msgspec.structs.replace(DETAILS, website=None)
    assert found.records == [website_unknown, msgspec.structs.replace(GRAPH, observed_at=MADE)]


def test_instaloader_story_is_no_post() -> None:
    assert read("instaloader-story.json").problems == [
        (1, "it is instaloader's StoryItem, not a post or an account")
    ]


def test_instaloader_comments_need_to_be_told_their_post() -> None:
    found = read("instaloader-comments.json", post_id=REEL.post_id)
    assert found.format.name == "instaloader-comments"
    assert found.records == [
        msgspec.structs.replace(WAH, created_at=at(300)),
        msgspec.structs.replace(YA, created_at=at(400), author_id="58000000001", replies=None),
    ]
    assert read("instaloader-comments.json").problems == [(1, "it does not say which post it is on")]


CAROUSEL = Post(
    account=WARUNG,
    post_id=REEL.post_id,
    published_at=at(5),
    observed_at=at(3600),
    counts=Counts(likes=410, comments=1),
    kind="carousel",
    code="DGRO3ATgAAB",
    caption="Resep #warung",
    url="https://www.instagram.com/p/DGRO3ATgAAB/",
    hashtags=("warung",),
)


@pytest.mark.parametrize("part", ["carousel", "child"])
def test_ytdlp_carousel_is_one_post_whichever_part_is_read(part: str) -> None:
    found = read(f"ytdlp-instagram-{part}.info.json")
    assert (found.format.name, found.problems) == ("yt-dlp", [])
    assert found.records == [CAROUSEL]


def test_ytdlp_video_with_comments() -> None:
    found = read("ytdlp-instagram.info.json")
    video = msgspec.structs.replace(
        CAROUSEL,
        post_id=3571701332031045639,
        code="DGRO3ATgAAH",
        url="https://www.instagram.com/p/DGRO3ATgAAH/",
        kind="video",
        counts=Counts(likes=410, comments=1, views=900),
        duration=15.5,
    )
    comment = msgspec.structs.replace(
        WAH, post_id=video.post_id, created_at=at(300), observed_at=at(3600), replies=None
    )
    assert found.records == [video, comment]


TOLD = AccountRef(platform="instagram", handle="contoh_warung")
SCRAPFLY_REEL = Post(
    account=TOLD,
    post_id=REEL.post_id,
    published_at=at(5),
    observed_at=MADE,
    counts=Counts(likes=410, comments=1, views=3000),
    kind="video",
    code="DGRO3ATgAAB",
    caption="Resep #warung",
    url="https://www.instagram.com/reel/DGRO3ATgAAB/",
    thumbnail_url="https://cdn.example/r.jpg",
    duration=15.5,
    hashtags=("warung",),
)


def test_scrapfly_posts() -> None:
    found = read("scrapfly-instagram-posts.json", account=TOLD)
    assert (found.format.name, found.format.names_account) == ("scrapfly-instagram-posts", False)
    reel, comment, still, album = found.records
    assert reel == SCRAPFLY_REEL
    assert comment == msgspec.structs.replace(WAH, created_at=at(300), author_id=None, likes=0, replies=None)
    assert isinstance(still, Post)
    assert (still.kind, still.counts, still.likes_hidden) == ("image", Counts(), True)
    assert isinstance(album, Post)
    assert (album.kind, album.counts, album.likes_hidden) == ("carousel", Counts(likes=8), None)


def test_scrapfly_account_lists_a_video_twice() -> None:
    found = read("scrapfly-instagram-user.json")
    assert found.format.name == "scrapfly-instagram-accounts"
    assert found.profiles == [msgspec.structs.replace(DETAILS, avatar_url="https://cdn.example/w.jpg")]
    video, other = sorted(found.posts, key=lambda post: post.post_id)
    assert video == msgspec.structs.replace(
        SCRAPFLY_REEL,
        account=WARUNG,
        thumbnail_url="https://cdn.example/t.jpg",
        url="https://www.instagram.com/p/DGRO3ATgAAB/",
    )
    assert (other.kind, other.counts) == (None, Counts(likes=7, comments=1))


def test_scrapfly_media_stand_under_the_owner_in_their_id_or_the_account_that_is_told() -> None:
    found = read("scrapfly-instagram-media.json")
    assert found.format.name == "scrapfly-instagram-media"
    assert [(post.account.platform_id, post.kind, post.counts.likes) for post in found.posts] == [
        ("58000000001", "video", 410),
        ("58000000002", None, 7),
    ]
    told = msgspec.structs.replace(TOLD, platform_id="58000000001")
    found = read("scrapfly-instagram-media.json", account=told)
    other = AccountRef(platform="instagram", platform_id="58000000002")
    assert [(post.account, post.coauthors) for post in found.posts] == [(told, ()), (told, (other,))]
