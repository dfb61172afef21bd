import json
from typing import Any

import msgspec
import pytest
from tests.sources.live import NOW, Wire, answering, at, client, file, payload

from cicero.errors import AnswerError, GoneError, PrivateError, UnavailableError
from cicero.records import AccountRef, Comment, Counts, Liker, Post, Profile
from cicero.sources.source import Answer, Client, PostRef, Quota, Target

WARUNG = AccountRef(
    platform="instagram", platform_id="58000000001", handle="contoh_warung", name="Contoh Warung"
)
KOPI = AccountRef(platform="instagram", platform_id="58000000002", handle="contoh.kopi", name="Contoh Kopi")
ASKED = Target(account=AccountRef(platform="instagram", platform_id="58000000001", handle="contoh_warung"))
REEL_REF = PostRef(account=WARUNG, post_id=3571701332031045633, code="DGRO3ATgAAB")
BESIDE = Profile(
    account=WARUNG, observed_at=NOW, avatar_url="https://cdn.example/w.jpg", verified=False, private=False
)
REEL = Post(
    account=WARUNG,
    post_id=3571701332031045633,
    published_at=at(5),
    observed_at=NOW,
    counts=Counts(likes=410, comments=12, shares=7, views=9001),
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
    coauthors=(KOPI,),
)
ALBUM = Post(
    account=WARUNG,
    post_id=3571701332031045634,
    published_at=at(6),
    observed_at=NOW,
    counts=Counts(comments=0),
    kind="carousel",
    code="DGRO3ATgAAC",
    url="https://www.instagram.com/p/DGRO3ATgAAC/",
    thumbnail_url="https://cdn.example/k1.jpg",
    likes_hidden=True,
)
SUSPECT = Post(
    account=WARUNG,
    post_id=3571701332031045635,
    published_at=at(7),
    observed_at=NOW,
    counts=Counts(likes=3),
    kind="image",
    code="DGRO3ATgAAD",
    caption="Buka",
    url="https://www.instagram.com/p/DGRO3ATgAAD/",
)
NEGATIVE = Post(
    account=WARUNG,
    post_id=3571701332031045636,
    published_at=at(0),
    observed_at=NOW,
    counts=Counts(comments=4),
    kind="image",
    code="DGRO3ATgAAE",
    url="https://www.instagram.com/p/DGRO3ATgAAE/",
    likes_hidden=True,
)
COLLAB = Post(
    account=KOPI,
    post_id=3571701332031045637,
    published_at=at(0),
    observed_at=NOW,
    counts=Counts(likes=5, comments=1),
    kind="image",
    code="DGRO3ATgAAF",
    url="https://www.instagram.com/p/DGRO3ATgAAF/",
    coauthors=(msgspec.structs.replace(WARUNG, name=None),),
)


def insta(wire: Wire) -> Client:
    return client("social-api4", wire)


async def test_an_account() -> None:
    wire = file("instagram-info.json")
    answer = await insta(wire).profile(
        Target(account=AccountRef(platform="instagram", handle="contoh_warung"))
    )
    assert wire.asked == ("/v1/info", {"username_or_id_or_url": "contoh_warung", "url_embed_safe": "true"})
    assert answer.records == (
        Profile(
            account=WARUNG,
            observed_at=NOW,
            followers=2048,
            following=64,
            posts=32,
            biography="nasi dan kopi",
            category="Restaurant",
            website="https://warung.example/",
            avatar_url="https://cdn.example/w-hd.jpg",
            verified=False,
            private=False,
        ),
    )


async def test_an_account_is_found_again_by_its_id_and_by_no_other() -> None:
    wire = file("instagram-info.json")
    answer = await insta(wire).profile_by_id(ASKED)
    assert wire.asked[1]["username_or_id_or_url"] == "58000000001"
    assert [record.account for record in answer.records if isinstance(record, Profile)] == [WARUNG]
    stranger = Target(account=AccountRef(platform="instagram", platform_id="58000000007"))
    with pytest.raises(AnswerError, match="about another account"):
        await insta(wire).profile_by_id(stranger)


async def test_a_private_account_is_an_answer() -> None:
    wire = answering({"data": {"id": "5", "username": "tutup", "is_private": True, "follower_count": 0}})
    answer = await insta(wire).profile(ASKED)
    assert answer.records == (
        Profile(
            account=AccountRef(platform="instagram", platform_id="5", handle="tutup"),
            observed_at=NOW,
            followers=0,
            private=True,
        ),
    )


async def test_a_page_of_posts_keeps_what_can_be_read() -> None:
    """The token stands beside `data`; the account beside every post is one record; hidden likes are unknown.

    Of 3 without a flag nobody can tell: it stays. A post of somebody else stands there as a common one.
    """
    wire = file("instagram-posts.json")
    answer = await insta(wire).posts(ASKED)
    assert wire.asked == ("/v1/posts", {"username_or_id_or_url": "58000000001", "url_embed_safe": "true"})
    assert answer.records == (REEL, BESIDE, ALBUM, SUSPECT, NEGATIVE, COLLAB)
    assert [unread.reason for unread in answer.unread] == [
        "its taken_at is not a time: 'soon'",
        "unexpected value: Expected `object`, got `str`",
    ]
    assert answer.unread[1].raw == b'"broken"'
    assert (answer.cursor, answer.absent, answer.observed_at) == ("b3BhcXVl==", False, NOW)
    assert json.loads(answer.raw) == payload("instagram-posts.json")


async def test_the_token_goes_back_as_it_came_and_is_not_followed_twice() -> None:
    wire = file("instagram-posts.json")
    assert (await insta(wire).posts(ASKED, "other")).cursor == "b3BhcXVl=="
    assert wire.asked[1]["pagination_token"] == "other"
    assert (await insta(wire).posts(ASKED, "b3BhcXVl==")).cursor is None


@pytest.mark.parametrize(
    ("body", "absent"),
    [
        ({"data": {"count": 0, "items": []}, "pagination_token": "more"}, False),
        ({"data": {"count": 0, "items": None}, "pagination_token": "more"}, True),
        ({"data": {}}, True),
        ({"data": None, "pagination_token": "more"}, True),
    ],
)
async def test_a_list_without_posts_ends(body: Any, absent: bool) -> None:
    answer = await insta(answering(body)).posts(ASKED)
    assert (answer.records, answer.cursor, answer.absent) == ((), None, absent)


async def test_a_page_of_which_nothing_can_be_read_is_not_an_empty_one() -> None:
    with pytest.raises(AnswerError, match="None of the items"):
        await insta(answering({"data": {"items": [{"media": {}}]}})).posts(ASKED)


async def test_counters_of_one_post_stand_in_metrics_first() -> None:
    wire = file("instagram-post-info.json")
    answer = await insta(wire).post(REEL_REF)
    expected = {"code_or_id_or_url": "DGRO3ATgAAB", "include_insights": "true", "url_embed_safe": "true"}
    assert wire.asked == ("/v1/post_info", expected)
    counts = Counts(likes=412, comments=13, saves=21, views=9100)
    assert answer.records == (msgspec.structs.replace(REEL, counts=counts), BESIDE)


async def test_a_post_whose_metrics_are_null_has_its_counters_on_itself() -> None:
    body = payload("instagram-post-info.json")
    body["data"]["metrics"] = dict.fromkeys(body["data"]["metrics"])
    answer = await insta(answering(body)).post(REEL_REF)
    assert isinstance(answer.records[0], Post)
    assert answer.records[0].counts == Counts(likes=400, comments=12, views=8800)


async def test_likes_hidden_in_metrics_are_hidden_whatever_stands_on_the_post() -> None:
    body = payload("instagram-post-info.json")
    body["data"]["metrics"]["like_count"] = -1
    answer = await insta(answering(body)).post(REEL_REF)
    assert isinstance(answer.records[0], Post)
    assert (answer.records[0].counts.likes, answer.records[0].likes_hidden) == (None, True)


async def test_another_post_is_no_answer() -> None:
    with pytest.raises(AnswerError, match="about another post"):
        await insta(file("instagram-post-info.json")).post(PostRef(account=WARUNG, post_id=5))


WAH = Comment(
    platform="instagram",
    post_id=REEL.post_id,
    comment_id=18000000000000001,
    created_at=at(2400),
    observed_at=NOW,
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
    observed_at=NOW,
    text="ya",
    parent_id=18000000000000001,
    author_handle="contoh_warung",
    author_id="58000000001",
    likes=2,
)
OK = Comment(
    platform="instagram",
    post_id=REEL.post_id,
    comment_id=18000000000000003,
    created_at=at(2800),
    observed_at=NOW,
    text="ok",
    likes=0,
)


async def test_comments_with_the_replies_shown_under_them() -> None:
    wire = file("instagram-comments.json")
    answer = await insta(wire).comments(REEL_REF)
    assert wire.asked == ("/v1/comments", {"code_or_id_or_url": "DGRO3ATgAAB", "sort_by": "recent"})
    assert answer.records == (WAH, YA, OK)
    assert [unread.reason for unread in answer.unread] == ["its created_at of a comment is not a time: None"]
    assert (answer.total, answer.cursor) == (12, None)


async def test_replies_belong_to_the_comment_that_was_asked_for() -> None:
    wire = file("instagram-thread.json")
    answer = await insta(wire).replies(REEL_REF, 18000000000000001)
    assert wire.asked[0] == "/v1/comments_thread"
    assert wire.asked[1]["comment_id"] == "18000000000000001"
    assert (answer.records, answer.total, answer.cursor) == ((YA,), None, None)


async def test_likers_are_some_of_the_total() -> None:
    wire = file("instagram-likes.json")
    answer = await insta(wire).likers(PostRef(account=WARUNG, post_id=REEL.post_id))
    assert wire.asked == ("/v1/likes", {"code_or_id_or_url": "DGRO3ATgAAB"})
    known = {"platform": "instagram", "post_id": REEL.post_id, "observed_at": NOW}
    assert answer.likers == (
        Liker(handle="contoh.tamu", platform_id="58000000009", **known),
        Liker(handle="contoh.lain", **known),
    )
    assert (answer.records, answer.total, len(answer.unread)) == ((), 410, 1)


async def test_a_hashtag_lists_posts_of_anybody() -> None:
    wire = file("instagram-hashtag.json")
    answer = await insta(wire).hashtag("warung")
    assert wire.asked == ("/v1/hashtag", {"hashtag": "warung"})
    assert (answer.records, answer.total, answer.cursor) == ((NEGATIVE, BESIDE), 12345, "n2")


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"detail": "Not found"}, 404, GoneError),
        ({"detail": "Private account"}, 403, PrivateError),
        ({"detail": [{"msg": "field required"}]}, 422, AnswerError),
        ({"data": {}}, 200, UnavailableError),
        ({"data": None}, 200, UnavailableError),
        ({"data": []}, 200, AnswerError),
        ({"data": {"full_name": "no id, no handle"}}, 200, AnswerError),
        ({"items": []}, 200, AnswerError),
        ([], 200, AnswerError),
        (5, 200, AnswerError),
    ],
)
async def test_what_is_no_account(body: Any, status: int, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        await insta(answering(body, status)).profile(ASKED)
    assert type(raised.value) is error


async def test_the_quota_comes_with_every_answer() -> None:
    wire = answering(
        payload("instagram-info.json"),
        x_ratelimit_requests_limit="1000",
        x_ratelimit_requests_remaining="998",
        x_ratelimit_requests_reset="43200",
    )
    answer: Answer = await insta(wire).profile(ASKED)
    assert answer.quota == Quota(limit=1000, remaining=998, resets_at=NOW.replace(day=2, hour=0))
