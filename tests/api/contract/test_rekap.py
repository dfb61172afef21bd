"""The recaps are the contract's examples, for the roster of its example."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.contract.roster import ID, Place, place

from cicero.db import Connection

__all__ = ["place"]

LIKES, COMMENTS, STATS = "/api/insta/rekap-likes", "/api/tiktok/rekap-komentar", "/api/dashboard/stats"
DAY = {"periode": "harian", "tanggal": "2026-11-23", "role": "operator", "scope": "ORG"}


def example(counted: str, missing: str) -> dict[str, Any]:
    """The contract's answer, with its names of what was counted."""
    rows = [
        ("EMP001", "Sari Wulandari", "sari.w", "Marketing", 2, 1, 0, 100, "sudah"),
        ("EMP002", "Bagus Pratama", "baguspr", "Marketing", 1, 2, 1, 50, "kurang"),
        ("EMP003", "Made Ayu", "madeayu", "Operasional", 0, 3, 2, 0, "belum"),
        ("EMP004", "Tono Hartono", None, "Operasional", 0, 4, 2, 0, "no_username"),
    ]
    return {
        "success": True,
        "client_name": "Kopi Nusantara",
        "clients": [{"client_id": ID, "nama_client": "Kopi Nusantara"}],
        "data": [
            {
                "user_id": user_id,
                "title": "",
                "nama": name,
                "username": handle,
                "divisi": division,
                "client_id": ID,
                "client_name": "Kopi Nusantara",
                "regional_id": None,
                counted: count,
                "total_konten": 2,
                "ranking": ranking,
                missing: left,
                "completionPercentage": percentage,
                "status": status,
            }
            for user_id, name, handle, division, count, ranking, left, percentage, status in rows
        ],
        "totalPosts": 2,
        "usersCount": 4,
        "sudahUsersCount": 1,
        "kurangUsersCount": 1,
        "belumUsersCount": 2,
        "noUsernameUsersCount": 1,
        "summary": {
            "totalPosts": 2,
            "totalUsers": 4,
            "distribution": {"sudah": 1, "kurang": 1, "belum": 1, "noUsername": 1, "noPosts": 0},
        },
    }


@pytest.mark.parametrize(
    ("path", "names", "basis", "looked"),
    [
        (COMMENTS, ("jumlah_komentar", "missingComments"), "all", "1/2"),
        (LIKES, ("jumlah_like", "missingLikes"), "sample", "2/2"),
    ],
)
async def test_the_recap_is_the_contracts_example(
    place: Place, path: str, names: tuple[str, str], basis: str, looked: str
) -> None:
    answer = await place.get(path, **DAY)
    assert answer.status_code == 200
    assert answer.json() == example(*names)
    assert list(answer.json()["data"][0]) == list(example(*names)["data"][0])
    assert (answer.headers["x-cicero-basis"], answer.headers["x-cicero-looked"]) == (basis, looked)


@pytest.mark.parametrize(
    ("query", "posts"),
    [
        ({"periode": "bulanan", "tanggal": "2026-11"}, 3),
        ({"periode": "mingguan", "tanggal": "2026-11-20"}, 1),
        ({"periode": "mingguan", "tanggal": "2026-11-23"}, 2),
        ({"periode": "semua"}, 3),
        ({"periode": "harian", "tanggal_mulai": "2026-11-22", "tanggal_selesai": "2026-11-23"}, 3),
        ({"periode": "harian", "tanggal": "2026-11-21"}, 0),
    ],
)
async def test_the_period_is_the_one_asked_for(place: Place, query: dict[str, str], posts: int) -> None:
    found = (await place.get(LIKES, **query)).json()
    assert (found["totalPosts"], found["summary"]["totalPosts"]) == (posts, posts)
    stats = (await place.get(STATS, **query)).json()["data"]
    assert stats["igPosts"] == posts


async def test_a_day_without_posts_asks_nothing_of_anybody(place: Place) -> None:
    found = (await place.get(COMMENTS, periode="harian", tanggal="2026-11-01")).json()
    assert found["summary"]["distribution"] == {
        "sudah": 0, "kurang": 0, "belum": 0, "noUsername": 1, "noPosts": 3,
    }  # fmt: skip
    assert found["belumUsersCount"] == found["usersCount"] == 4
    assert {one["status"] for one in found["data"]} == {"no_posts", "no_username"}
    assert {one["completionPercentage"] for one in found["data"]} == {0}


async def test_a_client_without_a_roster_has_an_empty_recap(place: Place) -> None:
    found = (await place.get(COMMENTS, place.outsider, client_id="teh", **DAY)).json()
    assert (found["data"], found["totalPosts"], found["client_name"]) == ([], 0, "Teh")


async def test_the_stats_count_members_and_posts(place: Place, connection: Connection) -> None:
    assert (await place.get(STATS, **DAY)).json() == {
        "success": True,
        "data": {
            "client_id": ID,
            "role": "operator",
            "scope": "ORG",
            "regional_id": None,
            "clients": 1,
            "users": 4,
            "igPosts": 2,
            "ttPosts": 2,
        },
    }
    await connection.execute("update roster_member set active = false where code = 'EMP001'")
    assert (await place.get(STATS, periode="semua")).json()["data"]["users"] == 3


@pytest.mark.parametrize("path", [LIKES, COMMENTS, STATS])
async def test_the_client_is_ones_own(place: Place, path: str) -> None:
    assert (await place.get(path, client_id="kopi-nusantara")).status_code == 200
    assert (await place.get(path, client_id="")).status_code == 200
    for client_id in (ID, "NOBODY"):
        foreign = await place.get(path, place.outsider, client_id=client_id)
        assert (foreign.status_code, foreign.json()["message"]) == (403, "client_id tidak diizinkan")
    assert (await place.get(path, {})).status_code == 401


async def test_a_period_that_there_is_not_is_refused_in_the_contracts_form(place: Place) -> None:
    answer = await place.get(LIKES, periode="tahunan")
    assert answer.status_code == 400
    assert (answer.json()["success"], answer.json()["message"]) == (False, "There is no period 'tahunan'.")
