"""States, undo, notes and corrections over REST: who may, and that it is one line in the audit log."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Actors, Http, actors, http, kopi, settings

from cicero.db import Connection

__all__ = ["actors", "http", "kopi", "settings"]
CLIENT = {"client": "kopi"}
ADD = """
insert into comment (
    account_id, post_id, comment_id, created_at, author_handle, body, observed_at, first_seen_at
)
select account_id, post_id, n, published_at + n * interval '1 minute', 'orang' || n, 'harganya berapa',
       now(), now()
from post cross join generate_series(1, 3) n
where post_id = 7440000000000000001
"""
ALL = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}


async def fill(connection: Connection, http: Http, actors: Actors) -> list[dict[str, Any]]:
    await connection.execute(ADD)
    answer = await http.get("/api/inbox", params=ALL, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["comments"]
    return found


def keys(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: one[name] for name in ("account_id", "post_id", "comment_id")} for one in found]


async def states(http: Http, actors: Actors) -> list[tuple[str, str | None]]:
    answer = await http.get("/api/inbox", params=ALL, headers=actors.viewer)
    return [(one["state"], one["assignee"]) for one in answer.json()["comments"]]


async def test_a_change_is_noted_once_and_can_be_undone(
    http: Http, actors: Actors, connection: Connection
) -> None:
    found = await fill(connection, http, actors)
    cursor = await connection.execute("select person_id from person where username = 'manager'")
    row = await cursor.fetchone()
    assert row is not None
    body = {"comments": keys(found), "state": "flagged", "assigned_to": str(row[0])}
    refused = await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.viewer)
    assert refused.status_code == 403
    answer = await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.manager)
    assert answer.status_code == 200, answer.text
    assert await states(http, actors) == [("flagged", "manager")] * 3
    undone = await http.post("/api/inbox/restore", params=CLIENT, json=answer.json(), headers=actors.manager)
    assert undone.status_code == 200, undone.text
    assert {one["state"] for one in undone.json()["before"]} == {"flagged"}
    assert await states(http, actors) == [("new", None)] * 3
    cursor = await connection.execute("select action, details -> 'comments' from audit order by audit_id")
    assert await cursor.fetchall() == [("comments.change", 3), ("comments.restore", 3)]


async def test_nothing_is_changed_where_one_is_not_the_clients(
    http: Http, actors: Actors, connection: Connection
) -> None:
    found = keys(await fill(connection, http, actors))
    for comments, status in (([*found, {**found[0], "account_id": "999"}], 404), ([], 400)):
        body = {"comments": comments, "state": "seen"}
        answer = await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.manager)
        assert answer.status_code == status
    body = {"comments": found, "assigned_to": "999"}
    answer = await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.manager)
    assert answer.status_code == 400
    assert await states(http, actors) == [("new", None)] * 3


async def test_an_answer_leads_over_what_was_set_before_but_for_a_flag(
    http: Http, actors: Actors, connection: Connection
) -> None:
    found = keys(await fill(connection, http, actors))
    for key, state in zip(found, ("seen", "flagged", "seen"), strict=True):
        body = {"comments": [key], "state": state}
        await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.manager)
    await connection.execute(
        "update comment set answered_at = created_at, answer_seen_at = now() where comment_id <> 1"
    )
    assert [state for state, _ in await states(http, actors)] == ["answered", "flagged", "seen"]
    body = {"comments": found[:1], "state": "seen"}
    await http.post("/api/inbox/change", params=CLIENT, json=body, headers=actors.manager)
    assert [state for state, _ in await states(http, actors)] == ["seen", "flagged", "seen"]


async def test_notes_and_corrections_stand_on_the_comment(
    http: Http, actors: Actors, connection: Connection
) -> None:
    one = keys(await fill(connection, http, actors))[0]
    path = f"/api/inbox/{one['account_id']}/{one['post_id']}/{one['comment_id']}"
    await connection.execute("update comment set sentiment = 'neutral', rated_by = 'test 1'")
    note = await http.post(f"{path}/notes", params=CLIENT, json={"body": " cek "}, headers=actors.manager)
    assert note.status_code == 201, note.text
    assert [said["body"] for said in note.json()["notes"]] == ["cek"]
    for sentiment, status in (("negative", 200), ("angry", 400)):
        body = {"sentiment": sentiment}
        answer = await http.post(f"{path}/rating", params=CLIENT, json=body, headers=actors.manager)
        assert answer.status_code == status
    shown = (await http.get(path, params=CLIENT, headers=actors.viewer)).json()["comment"]
    assert (shown["sentiment"], shown["rated_by"], shown["notes"]) == ("negative", "person", 1)
    cursor = await connection.execute("select what, rated_by, rated, corrected from comment_correction")
    assert await cursor.fetchall() == [("sentiment", "test 1", "neutral", "negative")]


async def test_a_recap_counts_what_came_and_what_was_answered(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await fill(connection, http, actors)
    await connection.execute(
        "update comment set answered_at = created_at + interval '3 hours', sentiment = 'positive',"
        " rated_by = 'x' where comment_id = 1"
    )
    await connection.execute("update comment set deleted_at = now() where comment_id = 3")
    answer = await http.get("/api/comments/recap", params=ALL, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    totals = told["totals"]
    assert (totals["received"], totals["answered"], totals["questions"], totals["deleted"]) == (2, 1, 2, 1)
    assert (totals["response_rate"], totals["median_seconds"], totals["net_sentiment"]) == (0.5, 10_800, 1)
    assert [(one["day"], one["comments"]) for one in told["days"]] == [("2026-05-04", 2)]
    assert {one["name"] for one in told["commenters"]} == {"orang1", "orang2"}
    assert "Dibalas: 1 dari 2 (50,0%). Median waktu balas: 3,0 jam." in told["text"]["id"]
    assert "Answered: 1 of 2 (50.0%). Median response time: 3.0 hours." in told["text"]["en"]


async def test_topics_are_made_used_and_removed(http: Http, actors: Actors, connection: Connection) -> None:
    await fill(connection, http, actors)
    body = {"name": "Harga", "words": ["Harga", "mahal"]}
    made = await http.post("/api/topics", params=CLIENT, json=body, headers=actors.manager)
    assert made.status_code == 201, made.text
    again = await http.post("/api/topics", params=CLIENT, json=body, headers=actors.manager)
    assert again.status_code == 409
    topic = made.json()["topic_id"]
    found = await http.get("/api/inbox", params={**ALL, "topic": topic}, headers=actors.viewer)
    assert len(found.json()["comments"]) == 3
    gone = await http.delete(f"/api/topics/{topic}", params=CLIENT, headers=actors.manager)
    assert gone.status_code == 204
    unknown = await http.get("/api/inbox", params={**ALL, "topic": topic}, headers=actors.viewer)
    assert unknown.status_code == 404
