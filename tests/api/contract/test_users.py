"""The roster as existing dashboards show and change it, and complaints."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.contract.roster import ID, Place, place

from cicero.db import Connection

__all__ = ["place"]

LIST, CREATE = "/api/users/list", "/api/users/create"
NEW = {"client_id": ID, "nama": "Rina", "title": "", "user_id": "EMP005", "divisi": "Gudang"}


def row(user_id: str, nama: str, divisi: str, handle: str | None) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "nama": nama,
        "title": "",
        "divisi": divisi,
        "insta": handle,
        "tiktok": handle and f"@{handle}",
        "status": True,
        "email": None,
        "client_id": ID,
        "client_name": "Kopi Nusantara",
    }


async def rows(place: Place) -> dict[str, Any]:
    answer = await place.get(LIST, role="operator", scope="ORG")
    return {one["user_id"]: one for one in answer.json()["data"]}


async def put(place: Place, path: str, body: dict[str, Any], who: dict[str, str] | None = None) -> Any:
    return await place.http.put(path, json=body, headers=who or place.manager)


async def test_the_list_is_the_contracts_example(place: Place) -> None:
    answer = await place.get(LIST, role="operator", scope="ORG")
    assert answer.json() == {
        "success": True,
        "data": [
            row("EMP001", "Sari Wulandari", "Marketing", "sari.w"),
            row("EMP002", "Bagus Pratama", "Marketing", "baguspr"),
            row("EMP003", "Made Ayu", "Operasional", "madeayu"),
            row("EMP004", "Tono Hartono", "Operasional", None),
        ],
    }


async def test_the_list_is_for_who_belongs_to_the_client(place: Place) -> None:
    foreign = await place.get(LIST, place.outsider)
    assert (foreign.status_code, foreign.json()) == (
        403, {"success": False, "message": "client_id tidak diizinkan"},
    )  # fmt: skip
    assert (await place.get(LIST, place.outsider, client_id="TEH")).json()["data"] == []


async def test_a_member_is_added_and_there_at_once(place: Place) -> None:
    assert "EMP005" not in await rows(place)
    answer = await place.http.post(CREATE, json=NEW, headers=place.manager)
    assert answer.status_code == 201
    assert answer.json() == {"success": True, "data": row("EMP005", "Rina", "Gudang", None)}
    assert (await rows(place))["EMP005"] == answer.json()["data"]
    again = await place.http.post(CREATE, json=NEW, headers=place.manager)
    assert again.status_code == 409
    assert again.json()["message"] == "Somebody else on the roster has the ID EMP005."


async def test_handles_are_taken_as_people_write_them(place: Place) -> None:
    body = {**NEW, "user_id": 5, "insta": "@Rina.G", "tiktok": "https://www.tiktok.com/@rina.g?lang=id"}
    answer = await place.http.post(CREATE, json=body, headers=place.manager)
    found = answer.json()["data"]
    assert (found["user_id"], found["insta"], found["tiktok"]) == ("5", "rina.g", "@rina.g")


@pytest.mark.parametrize(
    "body",
    [
        {**NEW, "nama": ""},
        {**NEW, "user_id": "a/b"},
        {**NEW, "insta": "rina g"},
        {"client_id": ID, "nama": "Rina"},
        {**NEW, "nama": None},
        [],
    ],
)
async def test_what_cannot_be_is_told_in_the_contracts_form(place: Place, body: Any) -> None:
    answer = await place.http.post(CREATE, json=body, headers=place.manager)
    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert answer.json()["message"]
    assert len(await rows(place)) == 4


@pytest.mark.parametrize("broken", [b"", b"{", b"\x15%\xa2", b'"\xff"', b"[" * 100_000])
async def test_a_body_that_is_no_json_is_told_as_such(place: Place, broken: bytes) -> None:
    headers = {**place.manager, "content-type": "application/json"}
    answer = await place.http.post(f"{CREATE}?client_id={ID}", content=broken, headers=headers)
    unnamed = await place.http.post(CREATE, content=broken, headers=headers)
    assert (answer.status_code, unnamed.status_code) == (400, 400)
    assert answer.json()["success"] is False


async def test_what_is_wrong_is_told_in_the_readers_language(place: Place) -> None:
    answer = await place.http.post(
        CREATE, json={**NEW, "nama": ""}, headers={**place.manager, "Accept-Language": "id"}
    )
    assert answer.json()["message"] == "Nama anggota harus diisi."


async def test_only_what_is_sent_changes(place: Place) -> None:
    answer = await put(place, "/api/users/EMP001", {"status": False})
    assert answer.json()["data"] == {
        **row("EMP001", "Sari Wulandari", "Marketing", "sari.w"), "status": False,
    }  # fmt: skip
    body = {"nama": "Sari W", "title": "Kepala", "divisi": "", "user_id": "EMP001", "insta": None}
    await put(place, "/api/users/EMP001", body)
    assert (await rows(place))["EMP001"] == {
        **row("EMP001", "Sari W", "", "sari.w"), "title": "Kepala", "insta": None, "status": False,
    }  # fmt: skip
    assert (await put(place, "/api/users/NOBODY", {"status": True})).status_code == 404


async def test_an_id_changes_in_the_two_steps_of_a_dashboard(place: Place) -> None:
    await put(place, "/api/users/EMP001", {"nama": "Sari Wulandari", "user_id": "EMP9"})
    both = {"old_user_id": "EMP001", "new_user_id": "EMP9"}
    answer = await put(place, "/api/user_roles/update", both)
    assert answer.json() == {"success": True, "data": row("EMP9", "Sari Wulandari", "Marketing", "sari.w")}
    assert set(await rows(place)) == {"EMP9", "EMP002", "EMP003", "EMP004"}


async def test_an_id_changes_by_the_second_step_alone(place: Place) -> None:
    both = {"old_user_id": "EMP001", "new_user_id": "EMP9"}
    assert (await put(place, "/api/user_roles/update", both)).status_code == 200
    assert "EMP9" in await rows(place)
    neither = {"old_user_id": "NOBODY", "new_user_id": "NOBODY2"}
    assert (await put(place, "/api/user_roles/update", neither)).status_code == 404
    taken = {"old_user_id": "EMP9", "new_user_id": "EMP002"}
    assert (await put(place, "/api/user_roles/update", taken)).status_code == 409


async def test_the_log_tells_what_changed_and_nothing_of_the_person(
    place: Place, connection: Connection
) -> None:
    await put(place, "/api/users/EMP001", {"nama": "Rahasia", "title": "Kepala", "user_id": "EMP9"})
    await put(place, "/api/users/EMP9", {"nama": "Rahasia"})
    cursor = await connection.execute("select action, thing, details from audit order by audit_id")
    assert await cursor.fetchall() == [
        ("roster.change", "EMP001", {"changed": ["code", "name", "title"], "code": ["EMP001", "EMP9"]})
    ]


async def test_who_only_looks_changes_nothing(place: Place) -> None:
    for answer in (
        await place.http.post(CREATE, json=NEW, headers=place.viewer),
        await put(place, "/api/users/EMP001", {"status": False}, place.viewer),
        await put(place, "/api/users/EMP001", {"status": False, "client_id": ID}, place.outsider),
    ):
        assert answer.status_code == 403
    assert all(one["status"] for one in (await rows(place)).values())


@pytest.mark.parametrize(("network", "platform"), [("insta", "instagram"), ("tiktok", "tiktok")])
async def test_a_complaint_reaches_the_managers(
    place: Place, connection: Connection, network: str, platform: str
) -> None:
    body = {"nrp": "EMP001", "client_id": ID, "issue": "Sudah suka, belum tercatat."}
    answer = await place.http.post(f"/api/dashboard/komplain/{network}", json=body, headers=place.viewer)
    assert (answer.status_code, answer.json()["success"]) == (200, True)
    assert answer.json()["message"]
    path = "/api/complaints?client=kopi-nusantara"
    [found] = (await place.http.get(path, headers=place.manager)).json()["complaints"]
    assert {name: found[name] for name in ("platform", "code", "name", "body", "by")} == {
        "platform": platform,
        "code": "EMP001",
        "name": "Sari Wulandari",
        "body": "Sudah suka, belum tercatat.",
        "by": "viewer",
    }
    assert (await place.http.get(path, headers=place.viewer)).status_code == 403
    assert (await place.http.get(path, headers=place.outsider)).status_code == 404
    unknown = await place.http.post(
        f"/api/dashboard/komplain/{network}", json={**body, "nrp": "EMP9"}, headers=place.viewer
    )
    assert unknown.status_code == 404
    cursor = await connection.execute("select action, thing, details::text from audit")
    [(action, thing, details)] = await cursor.fetchall()
    assert (action, thing) == ("complaint.make", "EMP001")
    assert "tercatat" not in details


async def test_complaints_come_in_pages(
    place: Place, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cicero.api.complaints.PAGE", 2)
    await connection.execute(
        "insert into complaint (client_id, platform, member_id, body)"
        " select client_id, 'tiktok', member_id, code from roster_member order by code"
    )
    path = "/api/complaints?client=kopi-nusantara"
    first = (await place.http.get(path, headers=place.manager)).json()
    second = (await place.http.get(f"{path}&cursor={first['next']}", headers=place.manager)).json()
    bodies = [one["body"] for page in (first, second) for one in page["complaints"]]
    assert bodies == ["EMP004", "EMP003", "EMP002", "EMP001"]
    assert (second["next"], second["complaints"][0]["by"]) == (None, None)
    assert (await place.http.get(f"{path}&cursor=x", headers=place.manager)).status_code == 400
