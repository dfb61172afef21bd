"""/api/auth of existing dashboards: a token and the client that it is about, and nobody else's."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from tests.api.conftest import PASSWORD

from cicero import auth, clients
from cicero.config import Settings
from cicero.secret import Secret, seal

from .conftest import ID, Place

LOGIN = "/api/auth/dashboard-login"
VIEWER = {"username": " Viewer ", "password": PASSWORD}
INDONESIAN = {"Accept-Language": "id-ID,id;q=0.9"}


async def post(place: Place, path: str, body: Any, **headers: str) -> Any:
    return await place.http.post(path, json=body, headers=headers)


async def test_signing_in_answers_a_token_and_the_client(place: Place) -> None:
    answer = await post(place, LOGIN, VIEWER)
    assert answer.status_code == 200
    body = answer.json()
    assert body["success"] is True
    user = body["user"]
    assert user.pop("user_id").isdigit()
    assert user == {"username": "viewer", "role": "operator", "client_id": ID, "client_ids": [ID]}
    headers = {"Authorization": f"Bearer {body['token']}"}
    assert (await place.get("/api/clients/profile", headers, client_id=ID)).status_code == 200
    assert "set-cookie" not in answer.headers
    assert await place.one("select action from audit order by audit_id desc limit 1") == "session.start"


async def test_the_role_in_the_answer_grants_nothing(place: Place) -> None:
    token = (await post(place, LOGIN, VIEWER)).json()["token"]
    rival = place.rivals["tiktok"].handle
    answer = await place.get(
        "/api/tiktok/rapid-profile", {"Authorization": f"Bearer {token}"}, username=rival, role="operator"
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("given", [{**VIEWER, "password": "x" * 12}, {**VIEWER, "username": "nobody"}])
async def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    place: Place, given: dict[str, str]
) -> None:
    answer = await post(place, LOGIN, given, **INDONESIAN)
    assert answer.status_code == 401
    body = answer.json()
    assert (body["success"], body["message"]) == (False, "Nama pengguna atau kata sandi salah.")


@pytest.mark.parametrize("given", [{}, {"username": "viewer"}, {"username": " ", "password": "x"}])
async def test_what_is_missing_is_told(place: Place, given: dict[str, str]) -> None:
    answer = await post(place, LOGIN, given, **INDONESIAN)
    assert answer.status_code == 400
    assert answer.json() == {"success": False, "message": "Isi nama pengguna dan kata sandi."}


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'{"username": 7, "password": "x"}'])
async def test_a_body_that_is_none_is_answered_in_json(place: Place, body: bytes) -> None:
    answer = await place.http.post(LOGIN, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert answer.json()["message"]


async def test_guessing_is_stopped_as_on_the_page(place: Place) -> None:
    wrong = {**VIEWER, "password": "x" * 12}
    statuses = [(await post(place, LOGIN, wrong)).status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]


async def test_a_second_step_is_not_left_out(place: Place, settings: Settings) -> None:
    secret = pyotp.random_base32()
    sealed = seal(settings, Secret(secret))
    await place.database.execute("update credential set sealed_totp = %s, totp_since = now()", [sealed])
    await place.database.commit()
    answer = await post(place, LOGIN, VIEWER)
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Two-step sign-in is on")
    assert "token" not in answer.json()
    right = await post(place, LOGIN, {**VIEWER, "code": pyotp.TOTP(secret).now()})
    assert right.json()["success"] is True


async def test_who_belongs_to_no_client_gets_no_token(place: Place) -> None:
    await place.run("delete from client_person")
    answer = await post(place, LOGIN, VIEWER)
    assert (answer.status_code, answer.json()["message"]) == (400, "You belong to no client.")
    assert await place.one("select count(*) from audit where action = 'session.start'") == 0


async def test_several_clients_are_all_named(place: Place) -> None:
    other = await clients.create(place.database, slug="aneka-rasa", name="Aneka Rasa")
    viewer = await place.one("select person_id from person where username = 'viewer'")
    await clients.add_person(place.database, other.client_id, viewer, "viewer")
    await place.database.commit()
    user = (await post(place, LOGIN, VIEWER)).json()["user"]
    assert (user["client_id"], user["client_ids"]) == ("ANEKA_RASA", ["ANEKA_RASA", ID])
    profile = await place.get("/api/clients/profile")
    assert profile.json()["client"]["client_id"] == "ANEKA_RASA"


async def test_signing_out_ends_the_session_of_the_header_alone(place: Place) -> None:
    answer = await place.http.post("/api/auth/logout", headers={**place.viewer, **INDONESIAN})
    assert (answer.status_code, answer.json()) == (200, {"success": True, "message": "Anda sudah keluar."})
    assert (await place.get("/api/clients/profile")).status_code == 401
    again = await place.http.post("/api/auth/logout", headers=place.viewer)
    assert again.status_code == 200
    token = place.analyst["Authorization"].removeprefix("Bearer ")
    cookie = await place.http.post("/api/auth/logout", headers={"Cookie": f"{auth.COOKIE}={token}"})
    assert cookie.status_code == 200
    assert (await place.get("/api/clients/profile", place.analyst)).status_code == 200


async def test_a_key_used_as_the_token_goes_on_after_signing_out(place: Place) -> None:
    viewer = await place.one("select person_id from person where username = 'viewer'")
    await place.run(
        "insert into api_key (person_id, name, token_hash, hint, scopes) values"
        f" ({viewer}, 'x', sha256('cic_dashboard'), 'cic_d', '{{read}}')"
    )
    key = {"Authorization": "Bearer cic_dashboard"}
    assert (await place.get("/api/clients/profile", key)).status_code == 200
    assert (await place.http.post("/api/auth/logout", headers=key)).status_code == 200
    assert (await place.get("/api/clients/profile", key)).status_code == 200


async def test_asking_for_an_account_makes_none_and_tells_nothing(place: Place) -> None:
    people = await place.one("select count(*) from person")
    answers = [
        await post(
            place, "/api/auth/dashboard-register", {"username": name, "password": PASSWORD, "email": mail}
        )
        for name, mail in (("viewer", "a@example.org"), ("somebody.new", "b@example.org"))
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["message"] == "Accounts are made by invitation alone."
    assert await place.one("select count(*) from person") == people


RESET = "/api/auth/dashboard-password-reset"


async def test_a_new_password_comes_by_mail_and_ends_every_session(place: Place) -> None:
    await place.run("update person set email = username || '@example.org'")
    known = await post(place, f"{RESET}/request", {"username": "viewer", "contact": "else@example.org"})
    unknown = await post(place, f"{RESET}/request", {"username": "nobody"})
    assert (known.status_code, known.json()["success"]) == (200, True)
    assert known.json() == unknown.json()
    assert await place.one("select array_agg(recipient) from mail") == ["viewer@example.org"]
    token = (await place.one("select body from mail")).split("/reset/")[1].split()[0]
    await place.get("/api/clients/profile")
    chosen = "lima cangkir teh melati"
    differs = {"token": token, "password": chosen, "confirmPassword": "other"}
    refused = await post(place, f"{RESET}/confirm", differs)
    assert (refused.status_code, refused.json()["message"]) == (400, "The two passwords differ.")
    short = await post(place, f"{RESET}/confirm", {"token": token, "password": "short"})
    assert short.status_code == 400
    done = await post(
        place,
        f"{RESET}/confirm",
        {"token": token, "password": chosen, "confirmPassword": chosen, "password_confirmation": chosen},
        **INDONESIAN,
    )
    assert done.json() == {"success": True, "message": "Kata sandi sudah diganti. Silakan masuk."}
    assert (await place.get("/api/clients/profile")).status_code == 401
    assert (await post(place, LOGIN, {"username": "viewer", "password": chosen})).status_code == 200
    used = await post(place, f"{RESET}/confirm", {"token": token, "password": chosen})
    assert used.status_code == 404


async def test_mails_cannot_be_asked_for_without_end(place: Place) -> None:
    asked = [(await post(place, f"{RESET}/request", {"username": "x"})).status_code for _ in range(11)]
    assert asked == [200] * 10 + [429]
    assert (await post(place, f"{RESET}/request", {"username": " "})).status_code == 400
