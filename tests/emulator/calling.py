"""One small world for the tests over HTTP, and clients that call the emulator in this very process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2

from cicero.emulator import KEY, EmulatorClock, World, build_world, create_emulator

UNTIL = datetime(2026, 3, 1, 5, tzinfo=UTC)
WORLD = build_world(7, UNTIL)
GATE = {"X-RapidAPI-Key": KEY, "X-RapidAPI-Host": "social-api4.p.rapidapi.com"}

INSTAGRAM = [account for account in WORLD.accounts if account.platform == "instagram"]
TIKTOK = [account for account in WORLD.accounts if account.platform == "tiktok"]


def calling(
    world: World | None = WORLD,
    headers: Mapping[str, str] = GATE,
    clock: EmulatorClock | None = None,
    **options: Any,
) -> httpx2.AsyncClient:
    """A client of a fresh emulator whose clock stands still at `UNTIL`."""
    app = create_emulator(world, clock=clock or EmulatorClock(UNTIL, 0), **options)
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://emulator.test", headers=dict(headers), timeout=5
    )


async def get(client: httpx2.AsyncClient, path: str, **params: Any) -> Any:
    """The JSON of a 200."""
    answer = await client.get(path, params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def instagram_pages(client: httpx2.AsyncClient, path: str, **params: Any) -> list[Any]:
    """The pages of a list, as whole answers, until there is no token."""
    pages = [await get(client, path, **params)]
    while token := pages[-1].get("pagination_token"):
        pages.append(await get(client, path, **params, pagination_token=token))
        assert len(pages) < 500
    return pages


async def tiktok_pages(client: httpx2.AsyncClient, sec_uid: str, count: int = 35) -> list[Any]:
    """The `data` of each page of posts, until there is no more."""
    path, params = "/api/user/posts", {"secUid": sec_uid, "count": count}
    pages = [(await get(client, path, **params))["data"]]
    while pages[-1]["hasMore"]:
        pages.append((await get(client, path, **params, cursor=pages[-1]["cursor"]))["data"])
        assert len(pages) < 500
    return pages
