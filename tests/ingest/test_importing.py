"""What goes wrong in a file costs its own rows, says so, and loses nothing that is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.ingest.conftest import Importer

from cicero.db import Connection
from cicero.ingest import ImportOptions
from cicero.records import AccountRef

SECOND = 1_770_000_000


def item(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "id": str(((SECOND + number) << 32) + number),
        "desc": f"kopi nomor {number} #kopi",
        "createTime": SECOND + number,
        "author": {"id": "42", "uniqueId": "kopi.contoh", "nickname": "Kopi Contoh"},
        "stats": {
            "diggCount": number,
            "commentCount": 1,
            "shareCount": 2,
            "playCount": 100,
            "collectCount": 3,
        },
        "collectTime": SECOND + 90_000,
        **changed,
    }


def write(path: Path, items: list[Any]) -> Path:
    path.write_text("\n".join(json.dumps(one) if isinstance(one, dict) else one for one in items) + "\n")
    return path


async def scalar(connection: Connection, query: str) -> Any:
    cursor = await connection.execute(query)  # type: ignore[arg-type]
    row = await cursor.fetchone()
    return row and (row[0] if len(row) == 1 else row)


async def test_a_bad_row_is_set_aside_with_its_line_and_reason(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    path = write(tmp_path / "items.ndjson", [item(1), '{"id": "7", "createTime": ', item(2), item(3, id="x")])
    (report,) = await importer(path)
    assert (report.status, report.posts, report.rejected) == ("done", 2, 2)
    assert report.rejects_path is not None
    kept = [json.loads(line) for line in report.rejects_path.read_text().splitlines()]
    assert [(reject["row"], reject["line"], reject["file"]) for reject in kept] == [
        (2, 2, str(path)),
        (4, 4, str(path)),
    ]
    assert kept[0]["raw"] == '{"id": "7", "createTime": '
    assert all(reject["reason"] for reject in kept)
    assert await scalar(connection, "select count(*) from post") == 2


async def test_a_file_that_is_nothing_known_does_not_stop_the_others(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    write(tmp_path / "a.json", ['{"hello": "world"}'])
    write(tmp_path / "b.ndjson", [item(1), item(2)])
    reports = await importer(tmp_path)
    assert [(report.path.name, report.status) for report in reports] == [
        ("a.json", "failed"),
        ("b.ndjson", "done"),
    ]
    assert "hello" in reports[0].message
    assert await scalar(connection, "select count(*) from post") == 2


async def test_accounts_join_the_client_in_the_role_asked_for_and_keep_the_one_they_have(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    path = write(tmp_path / "items.ndjson", [item(1)])
    await importer(path, options=ImportOptions(role="competitor"))
    await importer(path, options=ImportOptions(role="own"))
    assert await scalar(connection, "select string_agg(role, ',') from client_account") == "competitor"


async def test_a_post_without_an_author_joins_the_account_that_its_neighbours_belong_to(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    anonymous = {name: value for name, value in item(2).items() if name != "author"}
    first = {name: value for name, value in item(1).items() if name != "author"}
    write(tmp_path / "a-channel.ndjson", [first, anonymous])
    write(tmp_path / "z-post.ndjson", [item(1), item(3)])
    reports = await importer(tmp_path)
    assert {report.status for report in reports} == {"done"}
    assert await scalar(connection, "select count(*), count(distinct account_id) from post") == (3, 1)


async def test_a_file_that_names_nobody_asks_for_the_account(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    rows = [{name: value for name, value in item(n).items() if name != "author"} for n in (1, 2)]
    path = write(tmp_path / "channel.ndjson", rows)
    (report,) = await importer(path)
    assert report.status == "failed"
    assert "--account tiktok:HANDLE" in report.message
    told = ImportOptions(accounts=(AccountRef(platform="tiktok", handle="kopi.contoh"),))
    (report,) = await importer(path, options=told)
    assert (report.status, report.posts) == ("done", 2)
    assert await scalar(connection, "select handle from account") == "kopi.contoh"


async def test_a_comment_on_an_unknown_post_is_set_aside(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    post = item(1)
    comments = [
        {"cid": "900", "aweme_id": post["id"], "text": "enak", "create_time": SECOND + 60, "digg_count": 1,
         "reply_comment_total": 0, "user": {"unique_id": "pembaca"}},
        {"cid": "901", "aweme_id": "123456789", "text": "apa", "create_time": SECOND + 61, "digg_count": 0,
         "reply_comment_total": 0, "user": {"unique_id": "pembaca"}},
    ]  # fmt: skip
    write(tmp_path / "a-comments.ndjson", comments)
    write(tmp_path / "posts.ndjson", [post])
    reports = {report.path.name: report for report in await importer(tmp_path)}
    told = reports["a-comments.ndjson"]
    assert (told.comments, told.rejected) == (1, 1)
    assert told.first_reject is not None
    assert "import the post first" in told.first_reject.reason
    assert await scalar(connection, "select body from comment") == "enak"


async def test_followers_at_publication_are_known_after_an_import(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    path = write(tmp_path / "items.ndjson", [item(1, authorStats={"followerCount": 1234})])
    await importer(path)
    assert await scalar(connection, "select followers from post") == 1234


async def test_comments_of_instaloader_belong_to_the_post_beside_them(
    importer: Importer, connection: Connection, tmp_path: Path
) -> None:
    payloads = Path(__file__).parents[1] / "payloads"
    for payload, name in (("post", "p.json"), ("comments", "p_comments.json")):
        (tmp_path / name).write_bytes((payloads / f"instaloader-{payload}.json").read_bytes())
    reports = {report.path.name: report for report in await importer(tmp_path)}
    assert reports["p_comments.json"].rejected == 0
    assert reports["p_comments.json"].comments > 0
    on = await scalar(connection, "select bool_and(c.post_id = p.post_id) from comment c, post p")
    assert on is True
