"""The clock stands still, is set, and runs; the world follows it."""

from __future__ import annotations

from datetime import timedelta

from cicero.emulator import EmulatorClock, followers_at

from .calling import TIKTOK, UNTIL, calling, get

ASKED = f"/api/user/info?uniqueId={TIKTOK[0].handle}"


def test_a_clock_that_stands_still_and_one_that_runs() -> None:
    still, running = EmulatorClock(UNTIL, 0), EmulatorClock(UNTIL, 86400 * 1000)
    assert still.now() == still.now() == UNTIL
    first = running.now()
    while running.now() == first:
        pass
    assert running.now() > first >= UNTIL
    running.set(UNTIL, 0)
    assert running.now() == UNTIL


async def test_the_clock_is_set_over_http_both_ways() -> None:
    async with calling() as client:
        for days in (0, 30, -200):
            at = UNTIL + timedelta(days=days)
            told = await client.put("/_emulator/clock", json={"at": at.isoformat(), "speed": 0})
            assert told.json() == {"at": at.isoformat().replace("+00:00", "Z"), "speed": 0.0}
            who = (await get(client, ASKED))["userInfo"]
            assert who["statsV2"]["followerCount"] == str(followers_at(TIKTOK[0], at))


async def test_a_wrong_control_is_told() -> None:
    async with calling() as client:
        assert (await client.put("/_emulator/clock", content=b'{"at": "tomorrow"}')).status_code == 400
        assert (await client.put("/_emulator/clock", content=b'{"att": 1}')).status_code == 400
        naive = await client.put("/_emulator/clock", content=b'{"at": "2026-01-01T00:00:00"}')
        assert (naive.status_code, "zone" in naive.text) == (400, True)
        assert (await client.get("/_emulator/nothing")).status_code == 404
        assert (await get(client, "/_emulator/clock"))["at"] == UNTIL.isoformat().replace("+00:00", "Z")
