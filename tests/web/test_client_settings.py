"""A client's settings: changed by its managers, its old links kept, removed by administrators alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from tests.web.conftest import Actors, Http, speak

from cicero import clients
from cicero.db import Connection
from cicero.errors import NotFoundError
from cicero.language import LANGUAGES
from cicero.web.colours import accents
from cicero.web.pages.client_logo import MOST_BYTES

PATH = "/clients/kopi/settings"
FORM = {"name": "Kopi Contoh", "slug": "kopi", "zone": "Asia/Jakarta", "language": "id"}


def picture(form: str = "PNG", size: tuple[int, int] = (600, 200)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form)
    return out.getvalue()


async def find(connection: Connection, slug: str = "kopi") -> clients.Client:
    return await clients.find(connection, slug, 0, True)


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("analyst", 403), ("outsider", 404), ("anonymous", 303)]
)
async def test_only_managers_see_and_change_settings(
    http: Http, actors: Actors, connection: Connection, who: str, status: int
) -> None:
    headers, before = getattr(actors, who), await find(connection)
    assert (await http.get(PATH, headers=headers, follow_redirects=False)).status_code == status
    for path, fields in (
        (PATH, {**FORM, "name": "Lain"}),
        (f"{PATH}/logo/remove", {}),
        ("/clients/kopi/remove", {"slug": "kopi"}),
    ):
        answer = await http.post(path, headers=headers, data=fields, follow_redirects=False)
        assert answer.status_code in (403, 404)
    files = {"logo": ("logo.png", picture(), "image/png")}
    assert (await http.post(f"{PATH}/logo", headers=headers, files=files)).status_code in (403, 404)
    assert await find(connection) == before


async def test_a_manager_cannot_remove_the_client(http: Http, actors: Actors, connection: Connection) -> None:
    answer = await http.post("/clients/kopi/remove", headers=actors.manager, data={"slug": "kopi"})
    assert answer.status_code == 403
    assert (await find(connection)).slug == "kopi"
    assert "/clients/kopi/remove" not in (await http.get(PATH, headers=actors.manager)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_form_shows_what_is_and_keeps_what_was_typed(
    http: Http, actors: Actors, language: str
) -> None:
    await speak(http, actors.manager, language)
    text = (await http.get(PATH, headers=actors.manager)).text
    assert all(f'value="{FORM[name]}"' in text for name in ("name", "slug", "zone"))
    wrong = {**FORM, "name": 'Kopi "Baru"', "slug": "Kopi Baru"}
    answer = await http.post(PATH, headers=actors.manager, data=wrong)
    assert (answer.status_code, 'value="Kopi &#34;Baru&#34;"' in answer.text) == (400, True)


async def test_a_change_is_kept_and_noted(http: Http, actors: Actors, connection: Connection) -> None:
    data = {**FORM, "name": "Kopi Baru", "zone": "Asia/Jayapura", "own_colour": "yes", "colour": "#FFE000"}
    answer = await http.post(PATH, headers=actors.manager, data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    kept = await find(connection)
    assert (kept.name, kept.zone, kept.colour) == ("Kopi Baru", "Asia/Jayapura", "#ffe000")
    notes = await connection.execute("select actor, action, thing, details from audit")
    assert await notes.fetchall() == [
        (
            "manager",
            "client.change",
            "kopi",
            {
                "name": ["Kopi Contoh", "Kopi Baru"],
                "zone": ["Asia/Jakarta", "Asia/Jayapura"],
                "colour": [None, "#ffe000"],
            },
        )
    ]
    await http.post(PATH, headers=actors.manager, data=data)
    assert len(await (await connection.execute("select from audit")).fetchall()) == 1


async def test_its_pages_wear_its_colour_and_no_others(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await connection.execute("update client set colour = '#ffe000' where slug = 'kopi'")
    made = accents("#ffe000")
    page = (await http.get("/clients/kopi/accounts", headers=actors.admin)).text
    assert f"--client: {made.light};" in page
    assert f"--client-dark: {made.dark};" in page
    for other in ("/", "/clients/teh/accounts"):
        assert "data-client style" not in (await http.get(other, headers=actors.admin)).text


async def test_a_taken_short_name_is_told(http: Http, actors: Actors, connection: Connection) -> None:
    answer = await http.post(PATH, headers=actors.manager, data={**FORM, "slug": "teh"})
    assert (answer.status_code, "&#39;teh&#39; is taken" in answer.text) == (409, True)
    assert (await find(connection)).slug == "kopi"


async def rename(http: Http, actors: Actors) -> None:
    answer = await http.post(
        PATH, headers=actors.manager, data={**FORM, "slug": "kopi-baru"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/clients/kopi-baru/settings"


async def test_old_links_lead_to_the_new_name(http: Http, actors: Actors) -> None:
    await rename(http, actors)
    old = await http.get("/clients/kopi/accounts?part=watched", headers=actors.viewer, follow_redirects=False)
    assert (old.status_code, old.headers["location"]) == (308, "/clients/kopi-baru/accounts?part=watched")
    assert (await http.get("/clients/kopi", headers=actors.viewer)).status_code == 200
    posts = await http.get("/api/accounts?client=kopi", headers=actors.viewer)
    assert posts.status_code == 200


@pytest.mark.parametrize("who", ["outsider", "anonymous"])
async def test_an_outsider_cannot_tell_a_former_name_from_none(http: Http, actors: Actors, who: str) -> None:
    await rename(http, actors)
    headers = getattr(actors, who)
    former, none = [
        await http.get(f"/clients/{slug}", headers=headers, follow_redirects=False)
        for slug in ("kopi", "none")
    ]
    assert (former.status_code, former.headers.get("location", "").replace("kopi", "none")) == (
        none.status_code,
        none.headers.get("location", ""),
    )
    assert former.status_code == (404 if who == "outsider" else 303)
    assert "baru" not in former.text


async def test_a_form_that_was_open_during_the_change_still_works(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await rename(http, actors)
    data = {**FORM, "slug": "kopi-baru", "name": "Kopi Terbaru"}
    assert (await http.post(PATH, headers=actors.manager, data=data)).status_code == 200
    assert (await find(connection, "kopi-baru")).name == "Kopi Terbaru"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_a_logo_is_made_anew_and_small(
    http: Http, actors: Actors, connection: Connection, form: str
) -> None:
    sent = picture(form)
    files = {"logo": ("evil.html", sent, "text/html")}
    page = await http.post(f"{PATH}/logo", headers=actors.manager, files=files)
    assert page.status_code == 200
    assert page.text.count('class="logo') >= 3
    logo = await http.get("/clients/kopi/logo?at=1", headers=actors.viewer)
    assert (logo.status_code, logo.headers["content-type"]) == (200, "image/webp")
    assert logo.headers["cache-control"] == "private, max-age=31536000, immutable"
    with Image.open(BytesIO(logo.content)) as opened:
        assert (opened.format, opened.size) == ("WEBP", (320, 107))
    assert (await find(connection)).logo_at is not None
    await http.post(f"{PATH}/logo/remove", headers=actors.manager)
    assert (await http.get("/clients/kopi/logo", headers=actors.viewer)).status_code == 404


async def test_only_who_sees_the_client_sees_its_logo(
    http: Http, actors: Actors, connection: Connection
) -> None:
    client = await find(connection)
    await clients.keep_logo(connection, client.client_id, clients.Logo(media_type="image/webp", body=b"x"))
    for who, status in (("outsider", 404), ("anonymous", 303), ("viewer", 200)):
        headers = getattr(actors, who)
        answer = await http.get("/clients/kopi/logo", headers=headers, follow_redirects=False)
        assert (answer.status_code, answer.content == b"x") == (status, status == 200)


def bomb() -> bytes:
    """A small file of 5,000 times 5,000 pixels."""
    out = BytesIO()
    Image.new("1", (5_000, 5_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "No file was chosen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that can be used"),
        (picture()[:100], "not a picture that can be used"),
        (picture("BMP", (8, 8)), "not a picture that can be used"),
        (bomb(), "not a picture that can be used"),
        (b"\x89PNG" + bytes(MOST_BYTES), "larger than 1 MB"),
    ],
    ids=["nothing", "svg", "cut off", "bmp", "bomb", "large"],
)
async def test_what_is_no_logo_is_refused(
    http: Http, actors: Actors, connection: Connection, body: bytes, said: str
) -> None:
    files = {"logo": ("logo.png", body, "image/png")}
    answer = await http.post(f"{PATH}/logo", headers=actors.manager, files=files)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert (await find(connection)).logo_at is None


async def test_a_client_is_removed_by_typing_its_name(
    http: Http, actors: Actors, connection: Connection
) -> None:
    wrong = await http.post("/clients/kopi/remove", headers=actors.admin, data={"slug": "teh"})
    assert (wrong.status_code, "that is not its short name" in wrong.text) == (400, True)
    assert (await find(connection)).slug == "kopi"
    answer = await http.post(
        "/clients/kopi/remove", headers=actors.admin, data={"slug": "kopi"}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    with pytest.raises(NotFoundError):
        await find(connection)
    assert (await http.get("/clients/kopi", headers=actors.manager)).status_code == 404
    notes = await connection.execute("select action, thing, details from audit")
    assert await notes.fetchall() == [("client.remove", "kopi", {"name": "Kopi Contoh"})]
