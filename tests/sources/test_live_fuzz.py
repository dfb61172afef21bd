"""Whatever an answer holds, reading it ends in records that can be stored or in an error that is ours."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.live import NOW, PAYLOADS, answering, client, payload
from tests.sources.nasty import NASTY, changed, check, paths, values

from cicero.errors import UpstreamError
from cicero.records import AccountRef
from cicero.sources.gateway import Reply
from cicero.sources.registry import SOURCES
from cicero.sources.social_api4 import parse as insta
from cicero.sources.source import Answer, PostRef, Target
from cicero.sources.tiktok_api23 import parse as tiktok

WARUNG = Target(account=AccountRef(platform="instagram", platform_id="58000000001", handle="contoh_warung"))
KOPI = Target(account=AccountRef(platform="tiktok", handle="contoh.kopi"), sec_uid="MS4wExample")
REEL = PostRef(account=WARUNG.account, post_id=3571701332031045633)
VIDEO = PostRef(account=KOPI.account, post_id=7473243095040000001)
Reading = Callable[[Reply], Answer]
READINGS: dict[str, Reading] = {
    "instagram-info.json": insta.profile,
    "instagram-posts.json": lambda reply: insta.posts(reply, WARUNG, None),
    "instagram-post-info.json": lambda reply: insta.post(reply, REEL),
    "instagram-comments.json": lambda reply: insta.comments(reply, REEL, None),
    "instagram-thread.json": lambda reply: insta.comments(reply, REEL, None, 5),
    "instagram-likes.json": lambda reply: insta.likers(reply, REEL),
    "instagram-hashtag.json": lambda reply: insta.posts(reply, None, None),
    "tiktok-info.json": tiktok.profile,
    "tiktok-info-by-id.json": tiktok.profile,
    "tiktok-posts.json": lambda reply: tiktok.posts(reply, KOPI, "0"),
    "tiktok-detail.json": lambda reply: tiktok.post(reply, VIDEO),
    "tiktok-comments.json": lambda reply: tiktok.comments(reply, VIDEO, "0"),
    "tiktok-replies.json": lambda reply: tiktok.comments(reply, VIDEO, "0", 5),
    "tiktok-challenge.json": lambda reply: tiktok.challenge(reply)[0],
}


def attempt(name: str, body: bytes) -> None:
    reply = Reply(endpoint="/x", body=body, observed_at=NOW)
    with suppress(UpstreamError):
        answer = READINGS[name](reply)
        for record in answer.records:
            check(record)
            assert record.observed_at == NOW
        assert answer.cursor is None or answer.cursor
        assert answer.total is None or answer.total >= 0
        json.dumps([unread.reason for unread in answer.unread]).encode()


def test_every_payload_is_read_here() -> None:
    assert sorted(READINGS) == sorted(path.name for path in PAYLOADS.iterdir())


@pytest.mark.parametrize("name", READINGS)
def test_no_value_of_any_field_surprises(name: str) -> None:
    body = payload(name)
    for path in paths(body):
        for value in NASTY:
            if path or value is not ...:
                attempt(name, json.dumps(changed(body, path, value)).encode())


@pytest.mark.parametrize("name", READINGS)
def test_no_end_in_the_middle_surprises(name: str) -> None:
    body = (PAYLOADS / name).read_bytes()
    for end in range(0, len(body), 7):
        attempt(name, body[:end])
        attempt(name, body[:end] + b"\xff\x00" + body[end:])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(READINGS)), data=st.data())
def test_changed_answers_never_surprise(name: str, data: st.DataObject) -> None:
    body: Any = payload(name)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(body)))
        body = changed(body, path, data.draw(values))
    attempt(name, json.dumps(body).encode())


@settings(max_examples=200, deadline=None)
@given(status=st.integers(200, 599), body=st.binary(max_size=60) | values.map(json.dumps).map(str.encode))
async def test_no_answer_of_the_gateway_surprises(status: int, body: bytes) -> None:
    for name in SOURCES:
        target = KOPI if SOURCES[name].platform == "tiktok" else WARUNG
        with suppress(UpstreamError):
            await client(name, answering(body, status)).posts(target)
