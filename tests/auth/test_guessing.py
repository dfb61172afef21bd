"""Guesses are counted by address and by account, and a stranger's never against the owner."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from cicero import auth
from cicero.auth import authentication, guessing
from cicero.auth.guessing import Limit, bucket, give_back, network, take
from cicero.config import Settings
from cicero.db import Connection, Pool
from cicero.errors import AuthError, ThrottledError

from .conftest import HOME, PASSWORD, Door

FEW = Limit("few", 3, 60)


async def tries(pool: Pool, one: guessing.Bucket, most: int = 20) -> int:
    """How many are left: all are taken."""
    for taken in range(most):
        try:
            await take(pool, one)
        except ThrottledError:
            return taken
    raise AssertionError("it never ends")


async def test_a_bucket_ends_and_fills_up_with_time(pool: Pool, connection: Connection) -> None:
    one = bucket(FEW, "sari")
    assert await tries(pool, one) == 3
    with pytest.raises(ThrottledError) as refused:
        await take(pool, one)
    assert 55 <= refused.value.retry_after <= 60
    await connection.execute("update guess set at = at - interval '2 minutes'")
    assert await tries(pool, one) == 2
    await connection.execute("update guess set at = at - interval '1 day'")
    assert await tries(pool, one) == 3


async def test_asking_an_empty_bucket_does_not_keep_it_empty(pool: Pool, connection: Connection) -> None:
    one = bucket(FEW, "sari")
    await tries(pool, one)
    for _ in range(3):
        await connection.execute("update guess set at = at - interval '25 seconds'")
        if await _is_open(pool, one):
            return
    raise AssertionError("75 seconds gave no try, where one comes every 60")


async def _is_open(pool: Pool, one: guessing.Bucket) -> bool:
    try:
        await take(pool, one)
    except ThrottledError:
        return False
    return True


async def test_buckets_are_apart_and_what_was_right_is_given_back(pool: Pool) -> None:
    one, other = bucket(FEW, "sari"), bucket(FEW, "bagus")
    await take(pool, one)
    await give_back(pool, one)
    await give_back(pool, one)
    assert (await tries(pool, one), await tries(pool, other)) == (3, 3)


async def test_many_at_once_get_no_more_than_there_are(pool: Pool) -> None:
    one = bucket(FEW, "sari")
    done = await asyncio.gather(*(take(pool, one) for _ in range(20)), return_exceptions=True)
    assert sum(each is None for each in done) == 3


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_of_ipv6_a_network_counts_as_one(address: str | None, counted: str) -> None:
    assert network(address) == counted


@pytest.mark.parametrize("username", ["sari", "nobody", "not a name"])
@pytest.mark.usefixtures("sari")
async def test_known_and_unknown_names_are_refused_alike(
    door: Door, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    hashes = count_hashes(monkeypatch)
    said = []
    for number in range(guessing.STRANGERS.most + 3):
        with pytest.raises((AuthError, ThrottledError)) as refused:
            await door.enter("wrong", username=username, address=f"198.51.100.{number}")
        said.append(str(refused.value))
    wrong = "The username or the password is wrong."
    assert said == [wrong] * guessing.STRANGERS.most + ["There were too many tries."] * 3
    assert 200 < refused.value.retry_after <= 300  # type: ignore[union-attr]
    assert next(hashes) == guessing.STRANGERS.most


@pytest.mark.usefixtures("sari")
async def test_one_address_is_refused_over_all_accounts(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    count_hashes(monkeypatch)
    for number in range(guessing.PASSWORDS.most):
        with pytest.raises(AuthError):
            await door.enter("wrong", username=f"guess{number}", address=f"2001:db8::{number:x}")
    with pytest.raises(ThrottledError):
        await door.enter(address="2001:db8::ffff")
    assert (await door.enter(address="2001:db8:0:1::1")).username == "sari"


@pytest.mark.usefixtures("sari")
async def test_signing_in_rightly_uses_nothing_up(door: Door) -> None:
    for _ in range(guessing.STRANGERS.most + 2):
        await door.enter()


async def test_ten_thousand_wrong_passwords_from_everywhere_neither_get_in_nor_keep_the_owner_out(
    door: Door,
    connection: Connection,
    sari: auth.Person,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The attackers are told nothing but that; no password is worked out once the tries are used up."""
    known = await door.enter()
    device = auth.new_device(settings, sari.person_id, known.changed_at)
    await auth.start_session(connection, sari.person_id, address=HOME)
    hashes, attempts = count_hashes(monkeypatch), count()

    async def attack() -> list[str]:
        said = []
        while (number := next(attempts)) < 10_000:
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            try:
                await door.enter(f"tiga cangkir kopi {number}", address=address)
            except (AuthError, ThrottledError) as refusal:
                said.append(type(refusal).__name__)
        return said

    said = [one for each in await asyncio.gather(*(attack() for _ in range(4))) for one in each]
    assert len(said) == 10_000
    assert said.count("AuthError") == next(hashes) <= guessing.STRANGERS.most + 5
    monkeypatch.undo()
    with pytest.raises(ThrottledError):
        await door.enter(address="192.0.2.1")
    assert (await door.enter(address="192.0.2.1", device=device)).person_id == sari.person_id
    assert (await door.enter(address=HOME)).person_id == sari.person_id


async def test_a_device_is_known_to_one_account_until_its_password_changes(
    door: Door, connection: Connection, sari: auth.Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = await door.enter()
    device = auth.new_device(settings, sari.person_id, known.changed_at)
    bagus = auth.new_device(settings, sari.person_id + 1, known.changed_at)
    hashes = count_hashes(monkeypatch)
    for number in range(guessing.STRANGERS.most):
        with pytest.raises(AuthError):
            await door.enter("wrong", address=f"198.51.100.{number}")
    for made_up in (bagus, device[:-1] + "x", "x", "", "é.é", "\ud800"):
        with pytest.raises(ThrottledError):
            await door.enter(device=made_up)
    with pytest.raises(AuthError):
        await door.enter("wrong", device=device)
    assert next(hashes) == guessing.STRANGERS.most + 1
    monkeypatch.undo()
    await auth.change_password(connection, sari, "empat cangkir teh", keep=None)
    with pytest.raises(ThrottledError):
        await door.enter("empat cangkir teh", device=device)


async def test_what_is_full_again_is_forgotten(pool: Pool, connection: Connection) -> None:
    await take(pool, bucket(FEW, "a"), bucket(FEW, "b"))
    await connection.execute(
        "update guess set at = at - interval '2 days' where bucket = %s", [bucket(FEW, "a").key]
    )
    assert await auth.sweep(connection) == 1


def count_hashes(monkeypatch: pytest.MonkeyPatch) -> count[int]:
    """Passwords are compared without working out a hash, and counted; `next` is how many there were."""
    counted = count()

    async def compared(password: str, kept: str | None) -> bool:
        next(counted)
        return password == PASSWORD and kept is not None

    monkeypatch.setattr(authentication, "matches", compared)
    return counted
