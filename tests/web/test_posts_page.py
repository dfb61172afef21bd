"""The list of posts and the page of one: what is shown, in which order, and the ways between them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qsl

import msgspec
import pytest
from tests.web.conftest import Actors, Http

from cicero import posts
from cicero.accounts import resolve
from cicero.analytics import Filters, Range
from cicero.analytics.one_post import Placing
from cicero.analytics.paging import Place
from cicero.analytics.ranks import Ranked
from cicero.clients import Client, add_accounts
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import now
from cicero.records import AccountRef, Comment, Counts, Post
from cicero.web.address import Address, read
from cicero.web.post_link import post_link
from cicero.web.posts import place
from cicero.web.posts.captions import Piece, pieces
from cicero.web.posts.columns import USUAL, columns, order_of
from cicero.web.posts.curve import standing
from cicero.web.posts.narrowing import gathered, narrowing

KOPI = AccountRef(platform="tiktok", platform_id="6800000000000000001", handle="kopi.contoh")
PATH = "/clients/kopi/posts"
AT = datetime(2026, 5, 4, 3, 0, 0, 250, tzinfo=UTC)


def post(post_id: int, likes: int | None, **more: object) -> Post:
    return Post(
        account=KOPI,
        post_id=post_id,
        published_at=now() - timedelta(days=1, hours=post_id),
        observed_at=now(),
        kind="video",
        counts=Counts(likes=likes, comments=3, shares=1, views=1000),
        **more,  # type: ignore[arg-type]
    )


async def stored(connection: Connection, kopi: Client, *given: Post) -> int:
    account_id = (await resolve(connection, [KOPI]))[KOPI]
    await add_accounts(connection, kopi.client_id, [account_id], "own")
    await posts.store(connection, [(account_id, one) for one in given])
    await connection.execute("update account set posts = 1, seen_at = now()")
    return account_id


def ids_of(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'href="/clients/kopi/posts/\d+/(\d+)[^"]*" data-row', page)]


async def test_the_list_shows_what_the_api_tells(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await stored(connection, kopi, post(1, 5), post(2, None), post(3, 9_876))
    page = (await http.get(PATH, headers=actors.viewer)).text
    told = (await http.get("/api/posts?client=kopi", headers=actors.viewer)).json()["posts"]
    assert ids_of(page) == [int(one["post_id"]) for one in told] == [1, 2, 3]
    assert "9,876" in page
    assert "All 3 posts" in page


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("sort=likes", [3, 1, 2]),
        ("sort=likes&order=asc", [1, 3, 2]),
        ("order=asc", [3, 2, 1]),
        ("least_likes=6", [3]),
        ("counts=likes<6", [1]),
        ("text=susu", [2]),
        ("hashtag=pagi", [1]),
        ("kind=image", []),
    ],
)
async def test_what_is_chosen_is_what_is_shown(
    http: Http, actors: Actors, kopi: Client, connection: Connection, asked: str, ids: list[int]
) -> None:
    tagged = post(1, 5, caption="Kopi #pagi", hashtags=("pagi",))
    await stored(connection, kopi, tagged, post(2, None, caption="Es SUSU"), post(3, 9))
    page = (await http.get(f"{PATH}?{asked}", headers=actors.viewer)).text
    assert ids_of(page) == ids
    assert ("No posts match these filters" in page) == (not ids)


async def test_files_have_the_columns_shown_and_say_what_they_hold(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await stored(connection, kopi, post(1, 5), post(2, None))
    address = f"{PATH}?columns=likes&widget=posts&file=json"
    told = msgspec.json.decode((await http.get(address, headers=actors.viewer)).content)
    assert [(row["post_id"], row["likes"]) for row in told["rows"]] == [("1", 5), ("2", None)]
    assert "views" not in told["rows"][0]
    assert told["facts"]["Rows"] == "2 of 2 posts, in the order chosen"


async def test_all_posts_as_chosen_come_from_the_address_that_the_page_gives(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await stored(connection, kopi, post(1, 5), post(2, 50))
    page = (await http.get(f"{PATH}?least_likes=6&sort=views&columns=likes", headers=actors.viewer)).text
    found = re.search(r'href="(/api/posts/export[^"]*format=ndjson)"', page)
    assert found
    lines = (await http.get(found[1].replace("&amp;", "&"), headers=actors.viewer)).text.splitlines()
    assert [msgspec.json.decode(line)["post_id"] for line in lines] == ["2"]


async def test_totals_that_come_later_are_those_that_come_at_once(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await stored(connection, kopi, post(1, 5), post(2, None), post(3, 9_876))
    foot = re.compile(r"<tfoot.*</tfoot>", re.DOTALL)
    at_once = foot.search((await http.get(PATH, headers=actors.viewer)).text)
    await connection.execute("update account set posts = 200001")
    later = foot.search((await http.get(PATH, headers=actors.viewer)).text)
    assert at_once
    assert later
    assert "hx-get" in later[0]
    part = (await http.get(f"{PATH}?part=totals", headers=actors.viewer)).text
    assert at_once[0] == part.strip()


async def test_who_does_not_belong_to_the_client_finds_nothing(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    account_id = await stored(connection, kopi, post(1, 5))
    one = f"{PATH}/{account_id}/1"
    for path, status in ((PATH, 200), (one, 200), (f"{PATH}/{account_id}/2", 404), (f"{PATH}/99/1", 404)):
        assert (await http.get(path, headers=actors.viewer)).status_code == status, path
        assert (await http.get(path, headers=actors.outsider)).status_code == 404, path
    for nonsense in ("x", "9" * 19, "-", "1.5"):
        assert (await http.get(f"{PATH}/{account_id}/{nonsense}", headers=actors.viewer)).status_code == 404


async def test_one_post_says_what_is_known_of_it(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    mine = post(1, None, caption="Kopi #pagi <b>", hashtags=("pagi",), likes_hidden=True, duration=12.5)
    account_id = await stored(connection, kopi, mine)
    written = Comment(
        platform="tiktok",
        post_id=1,
        comment_id=5,
        created_at=now(),
        observed_at=now(),
        text="enak <i>",
        author_handle="tamu",
    )
    await posts.store_comments(connection, [written])
    await connection.execute("update post set deleted_at = now()")
    back = "period=7d&sort=likes&columns=likes"
    page = (await http.get(f"{PATH}/{account_id}/1?{back}&part=all", headers=actors.viewer)).text
    for text in (
        "The owner hides the likes",
        "no longer on its network",
        "12.5 seconds",
        "Kopi",
        "&lt;b&gt;",
        "enak &lt;i&gt;",
        "@tamu",
        "Not read so far",
    ):
        assert text in page, text
    main = unescape(page.split("<main")[1].split("</main>")[0])
    ways = [dict(parse_qsl(found)) for found in re.findall(rf'href="{PATH}\?([^"]*)"', main)]
    chosen = dict(parse_qsl(back))
    assert ways == [chosen, {**chosen, "hashtag": "pagi"}]
    assert "https://www.tiktok.com/@kopi.contoh/video/1" in page


async def test_the_curve_is_what_the_api_tells(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    account_id = await stored(connection, kopi, post(1, 5))
    address = f"{PATH}/{account_id}/1?measure=likes&widget=curve&file=json"
    told = msgspec.json.decode((await http.get(address, headers=actors.viewer)).content)
    api = f"/api/accounts/{account_id}/posts/1?client=kopi&measure=likes"
    points = (await http.get(api, headers=actors.viewer)).json()["curve"]["points"]
    assert {row["post"] for row in told["rows"]} == {point["value"] for point in points} == {5}


def test_a_place_reads_as_it_was_written() -> None:
    for rank in (None, 0.0, 3.0000000000000004):
        where = Place(rank, AT, -(2**63) + 1, 7)
        assert place.read(place.write(where, 50), "") == place.Begin(50, where)
        assert place.read("", place.write(where, 0)) == place.Begin(0, where, backward=True)
    assert place.read("", "") == place.Begin()


@pytest.mark.parametrize("text", ["x", "lcA", "ä", place.write(Place(None, AT, 1, 1), 0)[:-3]])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no such page"):
        place.read(text, "")


def test_bounds_of_the_form_become_one_condition() -> None:
    sent = [("least_likes", "100"), ("most_likes", ""), ("most_views", " 5 "), ("kind", "video")]
    here = read("/x", gathered(sent), ("counts", "kind"))
    assert here["counts"] == "likes>=100,views<=5"
    assert here["kind"] == "video"


def test_the_form_shows_what_was_chosen() -> None:
    filters = Filters(kinds=("video",), counts=(Range(count="likes", least=100),), hour=7)
    found = narrowing(filters, "en")
    assert found.chosen == 3
    assert [one.value for one in found.kinds if one.chosen] == ["video"]
    assert [one.label for one in found.hours if one.chosen] == ["07:00–08:00"]
    assert [(one.least, one.most) for one in found.counts if one.name == "likes"] == [("100", "")]


def test_a_column_orders_and_turns_the_order() -> None:
    by_name = {one.name: one for one in columns(Address("/p", (("sort", "likes"),)), "en")}
    assert by_name["likes"].address == "/p?sort=likes&order=asc"
    assert (by_name["likes"].sorted, by_name["views"].sorted) == ("descending", "")
    assert by_name["published_at"].address == "/p"
    assert by_name["followers"].address == ""
    assert tuple(name for name, one in by_name.items() if one.shown) == USUAL
    chosen = columns(Address("/p", (("columns", "views,likes,fame"),)), "en")
    assert [one.name for one in chosen if one.shown] == ["likes", "views"]
    assert order_of(Address("/p", (("sort", "fame"), ("order", "asc")))) == ("published_at", False)


def test_tags_of_a_caption_lead_to_their_posts() -> None:
    found = pieces("Pagi #Kopi, a#kopi @toko.kita. #lain", ["kopi"], ["toko.kita"], Address("/p"))
    assert found == (
        Piece("Pagi "),
        Piece("#Kopi", "/p?hashtag=kopi"),
        Piece(", a#kopi "),
        Piece("@toko.kita", "/p?mention=toko.kita"),
        Piece(". #lain"),
    )


def test_a_post_is_linked_where_its_network_has_it() -> None:
    assert (
        post_link("tiktok", 7, None, "javascript:alert(1)", "kopi") == "https://www.tiktok.com/@kopi/video/7"
    )
    assert post_link("instagram", 7, "abc", None, None) == "https://www.instagram.com/p/abc/"
    assert post_link("tiktok", 7, None, "https://example.org/1", None) == "https://example.org/1"
    assert post_link("tiktok", -7, None, None, "kopi") == ""


@pytest.mark.parametrize(
    ("did", "said", "better"),
    [
        (1.84, "1.8 times the 120 expected", True),
        (-2.0, "2.0 times fewer than the 120 expected", False),
        (None, "", None),
    ],
)
def test_how_a_post_did_is_said_in_words(did: float | None, said: str, better: bool | None) -> None:
    ranked = Ranked(
        account_id=1,
        post_id=1,
        kind=None,
        published_at=AT,
        age=5,
        actual=60,
        expected=120.2 if did else None,
        outperformance=did,
        z=None,
        n=9,
        of=12,
    )
    found = standing(ranked, Placing(place=None, n=3, of=4, since=AT), "Asia/Jakarta", "en")
    assert (found.against, found.better) == (said, better)
    assert found.rests_on == "9 of the 12 posts of its kind before it are known at this age"
    assert (found.place, found.among) == (
        "–",
        "of 3 posts of the account of which this is known, since 4 May 2026",
    )
