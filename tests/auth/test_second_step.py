"""Codes of an authenticator app and recovery codes: each once, and nothing without them."""

from __future__ import annotations

import asyncio

import pyotp
import pytest

from cicero import auth
from cicero.auth import guessing, second_step
from cicero.config import Settings
from cicero.db import Connection
from cicero.errors import AuthError, CiceroError, CodeNeededError, ConflictError, InputError, ThrottledError
from cicero.periods import now

from .conftest import Door


class Phone:
    """The authenticator app, and the recovery codes as noted down."""

    def __init__(self, secret: str, codes: tuple[str, ...] = ()) -> None:
        self.secret = secret
        self.codes = codes

    def shows(self, steps: int = 0) -> str:
        """The code that is shown so many steps from now."""
        return pyotp.HOTP(self.secret).at(int(now().timestamp()) // second_step.STEP + steps)


async def begin(connection: Connection, settings: Settings, sari: auth.Person) -> Phone:
    await auth.begin_second_step(connection, settings, sari.person_id)
    state = await auth.second_step_of(connection, settings, sari.person_id)
    assert state.pending is not None
    return Phone(state.pending.reveal())


@pytest.fixture
async def phone(connection: Connection, settings: Settings, sari: auth.Person) -> Phone:
    """Set up and switched on, by the code of the step before, so that this one's has not been used."""
    made = await begin(connection, settings, sari)
    codes = await auth.confirm_second_step(connection, settings, sari.person_id, made.shows(-1))
    return Phone(made.secret, codes)


async def test_it_is_off_until_the_app_has_shown_a_code(
    connection: Connection, settings: Settings, sari: auth.Person, door: Door
) -> None:
    phone = await begin(connection, settings, sari)
    wrong = f"{(int(phone.shows()) + 1) % 1_000_000:06}"
    with pytest.raises(InputError, match="not the code"):
        await auth.confirm_second_step(connection, settings, sari.person_id, wrong)
    assert (await door.enter()).totp_since is None
    codes = await auth.confirm_second_step(connection, settings, sari.person_id, phone.shows())
    assert len(set(codes)) == second_step.CODES
    with pytest.raises(CodeNeededError):
        await door.enter()
    state = await auth.second_step_of(connection, settings, sari.person_id)
    assert (state.since is not None, state.pending, state.left) == (True, None, 10)
    with pytest.raises(ConflictError, match="on already"):
        await auth.begin_second_step(connection, settings, sari.person_id)
    with pytest.raises(ConflictError, match="nothing to confirm"):
        await auth.confirm_second_step(connection, settings, sari.person_id, phone.shows(1))


async def test_the_secret_and_the_codes_are_not_stored_as_they_are(
    connection: Connection, phone: Phone
) -> None:
    cursor = await connection.execute(
        "select c::text, array(select r::text from recovery_code r) from credential c"
    )
    text = str(await cursor.fetchall())
    assert phone.secret not in text
    assert phone.secret.encode().hex() not in text
    assert not any(code in text or code.replace("-", "").encode().hex() in text for code in phone.codes)


@pytest.mark.parametrize("drift", [0, 1])
async def test_a_code_serves_once_within_a_step_of_drift(door: Door, phone: Phone, drift: int) -> None:
    code = phone.shows(drift)
    assert (await door.enter(code=f"{code[:3]} {code[3:]}")).username == "sari"
    with pytest.raises(AuthError, match="used before"):
        await door.enter(code=code)


@pytest.mark.parametrize("drift", [-3, 3])
async def test_a_code_of_another_time_is_none(door: Door, phone: Phone, drift: int) -> None:
    with pytest.raises(AuthError, match="wrong"):
        await door.enter(code=phone.shows(drift))


async def test_of_two_with_the_same_code_one_gets_in(door: Door, phone: Phone) -> None:
    for code in (phone.shows(), phone.codes[0]):
        done = await asyncio.gather(*(door.enter(code=code) for _ in range(3)), return_exceptions=True)
        assert sum(isinstance(one, auth.Credential) for one in done) == 1, code


async def test_a_recovery_code_serves_once_however_it_is_typed(
    door: Door, phone: Phone, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    assert await door.enter(code=f" {phone.codes[0].upper().replace('-', ' ')} ")
    with pytest.raises(AuthError):
        await door.enter(code=phone.codes[0])
    assert (await auth.second_step_of(connection, settings, sari.person_id)).left == 9
    renewed = await auth.renew_recovery_codes(connection, sari.person_id)
    with pytest.raises(AuthError):
        await door.enter(code=phone.codes[1])
    assert await door.enter(code=renewed[0])


@pytest.mark.parametrize("code", ["000000x", "\x00", "\ud800", "१२३४५६", "x" * 10_000])
@pytest.mark.usefixtures("phone")
async def test_a_made_up_code_is_refused(door: Door, code: str) -> None:
    with pytest.raises(AuthError, match="wrong"):
        await door.enter(code=code)


@pytest.mark.usefixtures("phone")
async def test_a_code_without_the_password_opens_nothing(door: Door, phone: Phone) -> None:
    with pytest.raises(AuthError, match="username or the password"):
        await door.enter("wrong", code=phone.shows())


async def test_codes_cannot_be_tried_for_ever_and_the_owner_still_gets_in(
    door: Door, phone: Phone, connection: Connection, sari: auth.Person
) -> None:
    """Somebody has the password and guesses at the code from many addresses."""
    wrong = f"{(int(phone.shows()) + 1) % 1_000_000:06}"
    for number in range(guessing.CODES.most):
        with pytest.raises(AuthError):
            await door.enter(code=wrong, address=f"198.51.100.{number}")
    with pytest.raises(ThrottledError):
        await door.enter(code=phone.shows(), address="198.51.100.99")
    await auth.start_session(connection, sari.person_id, address="203.0.113.7")
    assert await door.enter(code=phone.shows(), address="203.0.113.7")


async def test_switched_off_the_password_alone_is_enough(
    door: Door, phone: Phone, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    assert await auth.end_second_step(connection, sari.person_id)
    assert not await auth.end_second_step(connection, sari.person_id)
    assert (await door.enter()).totp_since is None
    again = await begin(connection, settings, sari)
    assert again.secret != phone.secret
    await auth.confirm_second_step(connection, settings, sari.person_id, again.shows(1))
    with pytest.raises(AuthError):
        await door.enter(code=phone.codes[0])


async def test_who_is_halfway_has_five_minutes_and_the_same_credential(
    door: Door, connection: Connection, settings: Settings, sari: auth.Person, phone: Phone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    known = await door.enter(code=phone.shows())
    sealed = auth.sealed_halfway(settings, known)
    assert await auth.who_is_halfway(connection, settings, sealed) == known
    for made_up in (None, "", sealed[:-2], "x" * 5000, "\ud800"):
        with pytest.raises(AuthError):
            await auth.who_is_halfway(connection, settings, made_up)
    monkeypatch.setattr("cicero.auth.halfway.SECONDS", -1)
    with pytest.raises(AuthError):
        await auth.who_is_halfway(connection, settings, auth.sealed_halfway(settings, known))
    await auth.change_password(connection, sari, "empat cangkir teh", keep=None)
    with pytest.raises(AuthError):
        await auth.who_is_halfway(connection, settings, sealed)


@pytest.mark.usefixtures("sari")
async def test_who_may_no_longer_sign_in_is_nobody(
    door: Door, connection: Connection, settings: Settings
) -> None:
    sealed = auth.sealed_halfway(settings, await door.enter())
    await connection.execute("update person set disabled_at = now()")
    with pytest.raises(AuthError, match="The username or the password is wrong"):
        await door.enter()
    with pytest.raises(CiceroError):
        await auth.who_is_halfway(connection, settings, sealed)
