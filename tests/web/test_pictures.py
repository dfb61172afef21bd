"""Kept pictures on the pages and behind their links: only by a link, and only while it holds."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from tests.applications import asking

from cicero import accounts, auth, clients, posts
from cicero.config import Settings
from cicero.db import Connection
from cicero.periods import now
from cicero.posts import AVATAR, Picture, Wanted, picture_link
from cicero.records import AccountRef, Counts, Post, Profile

Http = AsyncTestClient[Litestar]
KOPI = AccountRef(platform="tiktok", handle="kopi.contoh")
PASSWORD = "tiga cangkir kopi susu"
LINK = "https://p16.pictures.example/{}.jpeg"
SMALL = Picture(media_type="image/webp", body=b"RIFF....WEBP" * 100, width=4, height=5)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
async def http(database: str, settings: Settings) -> AsyncIterator[Http]:
    async with asking(settings, database) as client:
        yield client


@pytest.fixture
async def kopi(connection: Connection) -> int:
    """An account with two posts of today; its own picture and the second post's are kept."""
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    profile = Profile(account=KOPI, observed_at=now(), followers=9, avatar_url=LINK.format("me"))
    await accounts.store_profiles(connection, [(account_id, profile)])
    published = now() - timedelta(days=2)
    both = [
        Post(
            account=KOPI,
            post_id=post_id,
            published_at=published,
            observed_at=now(),
            counts=Counts(likes=post_id, comments=1),
            thumbnail_url=LINK.format(post_id),
        )
        for post_id in (1, 2)
    ]
    await posts.store(connection, [(account_id, each) for each in both])
    for post_id in (AVATAR, 2):
        wanted = Wanted(post_id=post_id, link=LINK.format(post_id))
        await posts.keep_picture(connection, account_id, wanted, SMALL, now())
    return account_id


async def test_a_link_shows_the_picture_to_whoever_has_it(http: Http, settings: Settings, kopi: int) -> None:
    answer = await http.get(picture_link(settings, kopi, 2, now()))
    assert (answer.status_code, answer.content) == (200, SMALL.body)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, max-age=604800, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-encoding" not in answer.headers
    assert "set-cookie" not in answer.headers


async def test_every_other_link_is_told_the_same(http: Http, settings: Settings, kopi: int) -> None:
    good = picture_link(settings, kopi, 2, now())
    signature = good.split("-")[-1]
    not_kept = picture_link(settings, kopi, 1, now())
    over = picture_link(settings, kopi, 2, now() - timedelta(days=15))
    elsewhere = picture_link(Settings(data_dir=settings.data_dir, secret="another"), kopi, 2, now())
    guessed = [f"/pictures/{kopi}-{AVATAR}-{signature}", f"/pictures/{kopi + 1}-2-{signature}"]
    said = set()
    for link in (not_kept, over, elsewhere, *guessed, good.upper(), good.replace(".webp", ".png")):
        answer = await http.get(link)
        assert answer.status_code == 404, link
        assert SMALL.body not in answer.content
        said.add(answer.text.replace(link, ""))
    assert len({re.sub(r"[0-9a-f]{16,}", "", text) for text in said}) <= 2, "unknown paths, unknown pictures"


async def test_pages_show_kept_pictures_and_nothing_from_elsewhere(
    http: Http, settings: Settings, connection: Connection, kopi: int
) -> None:
    client = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    await clients.add_accounts(connection, client.client_id, [kopi], "own")
    ratna = await auth.create_person(
        connection, username="ratna", name="Ratna", password=PASSWORD, is_admin=True
    )
    token = await auth.start_session(connection, ratna.person_id)
    http.cookies.set(auth.COOKIE, token)
    answer = await http.get("/clients/kopi?part=all")
    shown = re.findall(r'<img[^>]* src="([^"]*)"', answer.text)
    expected = [picture_link(settings, kopi, post_id, now()) for post_id in (AVATAR, 2)]
    assert shown == expected
    assert "pictures.example" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "img-src 'self' data:;" in policy
    assert "https:" not in policy
