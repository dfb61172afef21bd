import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.sources.files.payload import Reading
from tests.sources.live import NOW, Wire, answering, at, client, file, payload

from cicero.errors import AnswerError, GoneError, PrivateError, UnavailableError, UpstreamError
from cicero.records import AccountRef, Comment, Counts, Post, Profile
from cicero.sources.source import Client, PostRef, Target

KOPI = AccountRef(
    platform="tiktok", platform_id="7100000000000000001", handle="contoh.kopi", name="Contoh Kopi"
)
BY_HANDLE = Target(account=AccountRef(platform="tiktok", handle="contoh.kopi"))
ASKED = Target(account=KOPI, sec_uid="MS4wExample")
VIDEO_REF = PostRef(account=KOPI, post_id=7473243095040000001)
PROFILE = Profile(
    account=KOPI,
    observed_at=NOW,
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
BESIDE = msgspec.structs.replace(
    PROFILE, website=None, following=None, posts=None, followers=12300, likes=450000
)
WITHOUT_STATS = msgspec.structs.replace(BESIDE, followers=None, likes=None)
VIDEO = Post(
    account=KOPI,
    post_id=7473243095040000001,
    published_at=at(0),
    observed_at=NOW,
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
PHOTOS = Post(
    account=KOPI,
    post_id=7473243352738037762,
    published_at=at(60),
    observed_at=NOW,
    counts=Counts(likes=900, comments=0),
    kind="photos",
    caption="Tiga foto",
    url="https://www.tiktok.com/@contoh.kopi/photo/7473243352738037762",
    thumbnail_url="https://cdn.example/p1.jpg",
)
REPOST = Post(
    account=AccountRef(platform="tiktok", platform_id="7100000000000000005", handle="contoh.lain"),
    post_id=7473243352738037763,
    published_at=at(61),
    observed_at=NOW,
    counts=Counts(likes=1),
    kind="video",
    url="https://www.tiktok.com/@contoh.lain/video/7473243352738037763",
    duration=5.0,
)


def tiktok(wire: Wire) -> Client:
    return client("tiktok-api23", wire)


async def test_an_account_with_exact_numbers_before_rounded_ones() -> None:
    wire = file("tiktok-info.json")
    answer = await tiktok(wire).profile(BY_HANDLE)
    assert wire.asked == ("/api/user/info", {"uniqueId": "contoh.kopi"})
    assert answer.records == (PROFILE,)


async def test_rounded_numbers_where_there_are_no_exact_ones() -> None:
    body = payload("tiktok-info.json")
    del body["userInfo"]["statsV2"]
    answer = await tiktok(answering(body)).profile(BY_HANDLE)
    assert answer.records == (msgspec.structs.replace(PROFILE, followers=12300, likes=450000),)


async def test_a_private_account_under_either_name() -> None:
    body = payload("tiktok-info.json")
    body["userInfo"]["user"] |= {"privateAccount": False, "secret": True}
    answer = await tiktok(answering(body)).profile(BY_HANDLE)
    assert answer.records == (msgspec.structs.replace(PROFILE, private=True),)


async def test_a_renamed_account_is_found_by_its_id() -> None:
    wire = file("tiktok-info-by-id.json")
    answer = await tiktok(wire).profile_by_id(ASKED)
    assert wire.asked == ("/api/user/info-by-id", {"userId": "7100000000000000001"})
    assert answer.records == (
        Profile(
            account=msgspec.structs.replace(KOPI, handle="contoh.baru", name="Contoh Baru"),
            observed_at=NOW,
            followers=12346,
            following=12,
            posts=88,
            likes=450700,
            avatar_url="https://cdn.example/a.jpg",
            private=False,
            sec_uid="MS4wExample",
        ),
    )
    with pytest.raises(AnswerError, match="about another account"):
        await tiktok(wire).profile_by_id(
            Target(account=AccountRef(platform="tiktok", platform_id="7100000000000000002"))
        )


async def test_a_page_of_posts_keeps_what_can_be_read() -> None:
    """They were seen now, whatever a scraper noted on them; a repost is its author's."""
    wire = file("tiktok-posts.json")
    answer = await tiktok(wire).posts(ASKED)
    assert wire.asked == ("/api/user/posts", {"secUid": "MS4wExample", "count": "35", "cursor": "0"})
    assert answer.records == (VIDEO, BESIDE, PHOTOS, WITHOUT_STATS, REPOST)
    assert [unread.reason for unread in answer.unread] == [
        "its id is not a number of the platform: '0'",
        "unexpected value: Expected `object`, got `int`",
    ]
    assert (answer.cursor, answer.absent) == ("1739990000000", False)


async def test_a_cursor_goes_back_as_it_came_and_is_not_followed_twice() -> None:
    wire = file("tiktok-posts.json")
    assert (await tiktok(wire).posts(ASKED, "1740000000000")).cursor == "1739990000000"
    assert wire.asked[1]["cursor"] == "1740000000000"
    assert (await tiktok(wire).posts(ASKED, "1739990000000")).cursor is None


@pytest.mark.parametrize(
    ("data", "absent"),
    [
        ({"hasMore": False, "cursor": "0"}, True),
        ({"hasMore": True, "cursor": "17", "itemList": None}, True),
        ({"hasMore": True, "cursor": "17", "itemList": []}, True),
        ({"hasMore": False, "cursor": "17", "itemList": []}, False),
        ({}, True),
    ],
)
async def test_a_missing_list_proves_nothing(data: Any, absent: bool) -> None:
    for body in ({"data": data, "statusCode": 0}, data or {"data": None}):
        answer = await tiktok(answering(body)).posts(ASKED)
        assert (answer.records, answer.cursor, answer.absent) == ((), None, absent)


async def test_a_page_of_which_nothing_can_be_read_is_not_an_empty_one() -> None:
    with pytest.raises(AnswerError, match="None of the items"):
        await tiktok(answering({"data": {"itemList": [{"aweme_id": "1"}, 7], "hasMore": False}})).posts(ASKED)


async def test_the_last_page_has_no_next() -> None:
    body = payload("tiktok-posts.json")
    body["data"]["hasMore"] = False
    assert (await tiktok(answering(body)).posts(ASKED)).cursor is None


async def test_posts_are_asked_for_by_sec_uid() -> None:
    wire = file("tiktok-posts.json")
    with pytest.raises(AnswerError, match="secUid"):
        await tiktok(wire).posts(BY_HANDLE)
    assert wire.requests == []


@pytest.mark.parametrize("wrapped", [False, True])
async def test_one_post(wrapped: bool) -> None:
    body = payload("tiktok-detail.json")
    wire = answering({"data": body} if wrapped else body)
    answer = await tiktok(wire).post(VIDEO_REF)
    assert wire.asked == ("/api/post/detail", {"videoId": "7473243095040000001"})
    assert answer.records == (VIDEO, BESIDE)
    with pytest.raises(AnswerError, match="about another post"):
        await tiktok(wire).post(PostRef(account=KOPI, post_id=5))


COMMENT = Comment(
    platform="tiktok",
    post_id=7473243095040000001,
    comment_id=7473243524536729611,
    created_at=at(100),
    observed_at=NOW,
    text="enak",
    author_handle="contoh.tamu",
    author_id="7100000000000000009",
    language="id",
    likes=3,
    replies=1,
)
REPLY = msgspec.structs.replace(
    COMMENT, comment_id=7473243954033459212, created_at=at(200), parent_id=COMMENT.comment_id, replies=0
)


async def test_comments_go_on_while_there_are_more() -> None:
    wire = file("tiktok-comments.json")
    answer = await tiktok(wire).comments(VIDEO_REF)
    asked = {"videoId": "7473243095040000001", "count": "50", "cursor": "0"}
    assert wire.asked == ("/api/post/comments", asked)
    assert answer.records == (COMMENT, REPLY)
    assert (answer.cursor, answer.total, len(answer.unread)) == ("50", 120, 1)


async def test_replies_that_name_no_parent_belong_to_what_was_asked_for() -> None:
    wire = file("tiktok-replies.json")
    answer = await tiktok(wire).replies(VIDEO_REF, COMMENT.comment_id)
    assert wire.asked[0] == "/api/post/comment/replies"
    assert wire.asked[1]["commentId"] == "7473243524536729611"
    assert answer.records == (msgspec.structs.replace(REPLY, likes=4, replies=None),)
    assert answer.cursor is None


@pytest.mark.parametrize(("total", "absent"), [(0, False), (7, True), (None, True)])
async def test_comments_may_be_null(total: int | None, absent: bool) -> None:
    wire = answering({"comments": None, "cursor": 0, "has_more": 1, "total": total, "status_code": 0})
    answer = await tiktok(wire).comments(VIDEO_REF)
    assert (answer.records, answer.cursor, answer.total, answer.absent) == ((), None, total, absent)


async def test_a_hashtag_is_asked_for_in_two_calls() -> None:
    first = file("tiktok-challenge.json")
    begin = await tiktok(first).hashtag("kopi")
    assert first.asked == ("/api/challenge/info", {"challengeName": "kopi"})
    assert (begin.records, begin.total, begin.cursor) == ((), 1234, "5932:0")
    second = file("tiktok-posts.json")
    page = await tiktok(second).hashtag("kopi", begin.cursor)
    assert second.asked == ("/api/challenge/posts", {"challengeId": "5932", "count": "30", "cursor": "0"})
    assert page.records[0] == VIDEO
    assert page.cursor == "5932:1739990000000"
    assert (await tiktok(second).hashtag("kopi", page.cursor)).cursor is None


async def test_nobody_tells_who_likes_a_video() -> None:
    wire = file("tiktok-posts.json")
    with pytest.raises(AnswerError, match="does not tell who likes"):
        await tiktok(wire).likers(VIDEO_REF)
    assert wire.requests == []


STATUS = [
    (10202, GoneError),
    (10221, GoneError),
    (10223, GoneError),
    (10222, PrivateError),
    (10216, PrivateError),
    (10204, GoneError),
    (10231, GoneError),
    (10101, AnswerError),
    (-1, AnswerError),
    ("10222", PrivateError),
]
OF_POSTS = (10216, 10204, 10231)
"""These say nothing of an account."""


@pytest.mark.parametrize("name", ["statusCode", "status_code"])
@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize(("code", "error"), STATUS)
async def test_a_status_in_a_fine_answer(name: str, within: bool, code: Any, error: type[Exception]) -> None:
    told = {"statusCode": 0, "itemInfo": {}, "userInfo": {}} | {name: code}
    asked = tiktok(answering({"data": told, "statusCode": 0} if within else told))
    for call in (asked.post(VIDEO_REF), asked.comments(VIDEO_REF)):
        with pytest.raises(UpstreamError) as raised:
            await call
        assert type(raised.value) is error
    for call in (asked.profile(BY_HANDLE), asked.posts(ASKED)):
        with pytest.raises(UpstreamError) as raised:
            await call
        assert type(raised.value) is (AnswerError if code in OF_POSTS else error)


@pytest.mark.parametrize("body", [{}, {"userInfo": {}}, {"itemInfo": {}}, {"itemInfo": {"itemStruct": {}}}])
async def test_nothing_without_a_reason_is_an_outage(body: Any) -> None:
    for answer in (body | {"statusCode": 0}, body):
        with pytest.raises(UnavailableError):
            await tiktok(answering(answer)).post(VIDEO_REF)
        with pytest.raises(UnavailableError):
            await tiktok(answering(answer)).profile(BY_HANDLE)


async def test_an_empty_answer_is_an_outage_and_not_an_empty_list() -> None:
    with pytest.raises(UnavailableError, match="empty answer"):
        await tiktok(answering(b"", 204)).posts(ASKED)


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {"data": "text"},
        {"data": {"itemList": {}}},
        {"itemList": 5},
        {"comments": "no"},
        {"userInfo": []},
        {"itemInfo": []},
    ],
)
async def test_unknown_shapes(body: Any) -> None:
    """None of them may do harm; those that concern a call are told as what they are."""
    asked = tiktok(answering(body))
    for call in (
        asked.profile(BY_HANDLE),
        asked.posts(ASKED),
        asked.post(VIDEO_REF),
        asked.comments(VIDEO_REF),
    ):
        try:
            answer = await call
        except (AnswerError, UnavailableError):
            continue
        assert answer.absent
        assert answer.records == ()


async def test_real_items_read_alike_from_a_file_and_live(real_data: Path) -> None:
    """All but the time of observation, which a file notes on each item and a call knows itself."""
    for path in sorted((real_data / "tiktok-web-items").glob("*.json")):
        items = json.loads(path.read_bytes())
        answer = await tiktok(answering({"data": {"itemList": items, "hasMore": False}})).posts(ASKED)
        live = [record for record in answer.records if isinstance(record, Post)]
        filed = [msgspec.structs.replace(post, observed_at=NOW) for post in Reading(path).posts]
        assert (live, answer.unread) == (filed, ())
