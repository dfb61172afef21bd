"""Pictures are real ones, the same for the same post, behind addresses that expire."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx2
import pytest
from PIL import Image

from cicero.emulator import EmulatorClock

from .calling import INSTAGRAM, TIKTOK, UNTIL, calling, get


async def addresses(client: httpx2.AsyncClient) -> list[str]:
    """One thumbnail of each product."""
    on_tiktok: Any = await get(client, "/api/user/posts", secUid=TIKTOK[0].sec_uid)
    on_instagram: Any = await get(client, "/v1/posts", username_or_id_or_url=INSTAGRAM[0].handle)
    return [
        on_tiktok["data"]["itemList"][0]["video"]["cover"],
        on_instagram["data"]["items"][0]["thumbnail_url"],
    ]


async def test_pictures_are_pictures_until_their_address_expires() -> None:
    clock = EmulatorClock(UNTIL, 0)
    async with calling(clock=clock) as client:
        for address in await addresses(client):
            assert address.startswith("http://emulator.test/_pictures/")
            clock.set(UNTIL + timedelta(days=2))
            answer = await client.get(address)
            assert answer.headers["content-type"] == "image/jpeg"
            picture = Image.open(BytesIO(answer.content))
            picture.load()
            assert picture.size == (360, 450)
            assert (await client.get(address)).content == answer.content
            clock.set(UNTIL + timedelta(days=5))
            assert (await client.get(address)).status_code == 403
            clock.set(UNTIL)
    assert answer.content != b""


@pytest.mark.parametrize(
    "change", [("x-signature=", "x-signature=0"), ("oh=", "oh=0"), ("x-expires=1", "x-expires=2")]
)
async def test_a_changed_address_is_refused(change: tuple[str, str]) -> None:
    async with calling() as client:
        changed = [address.replace(*change) for address in await addresses(client) if change[0] in address]
        assert changed
        for address in changed:
            assert (await client.get(address)).status_code == 403


async def test_addresses_need_no_key_and_stay_the_same_within_a_day() -> None:
    clock = EmulatorClock(UNTIL, 0)
    async with calling(clock=clock) as client:
        before = await addresses(client)
        clock.set(UNTIL + timedelta(hours=2))
        assert await addresses(client) == before
        answer = await client.get(before[0], headers={"X-RapidAPI-Key": ""})
    assert answer.status_code == 200
