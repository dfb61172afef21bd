"""A client's logo: shown to who may see the client, uploaded and taken away by its managers."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from cicero import audit, clients
from cicero.errors import AnswerError, InputError
from cicero.ingest.shrinking import shrink
from cicero.web.given import Access, Actor, Client, Connection
from cicero.web.pages.client_settings import PATH, settings_page

MOST_BYTES = 1_000_000
LASTING = "private, max-age=31536000, immutable"
"""For the address that names when the logo was changed: another logo has another address."""


@get("/clients/{slug:str}/logo", needs="client.see")
async def client_logo(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> Response[bytes]:
    logo = await clients.read_logo(connection, client.client_id)
    headers = {"cache-control": LASTING} if request.query_params.get("at") else {}
    return Response(logo.body, media_type=logo.media_type, headers=headers)


@post(PATH + "/logo", needs="client.change")
async def upload_logo(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    data: Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Response[Any]:
    """The picture made anew and small: nothing of the file itself is kept or sent on."""
    try:
        logo = await _read(data.get("logo"))
    except InputError as error:
        return await settings_page(request, connection, access, client, logo_error=error)
    await clients.keep_logo(connection, client.client_id, logo)
    await audit.note(connection, actor, "client.logo", client_id=client.client_id, thing=client.slug)
    return _back(client)


@post(PATH + "/logo/remove", needs="client.change")
async def remove_logo(connection: Connection, actor: Actor, client: Client) -> Response[Any]:
    await clients.remove_logo(connection, client.client_id)
    await audit.note(
        connection,
        actor,
        "client.logo",
        client_id=client.client_id,
        thing=client.slug,
        details={"removed": True},
    )
    return _back(client)


async def _read(file: object) -> clients.Logo:
    body = await file.read(MOST_BYTES + 1) if isinstance(file, UploadFile) else b""
    if not body:
        raise InputError("No file was chosen.", "Choose a picture: PNG, JPEG, WebP or GIF, up to 1 MB.")
    if len(body) > MOST_BYTES:
        raise InputError("The file is larger than 1 MB.", "Choose a smaller picture; 320 pixels are plenty.")
    try:
        picture = await asyncio.to_thread(shrink, body)
    except AnswerError:
        raise InputError(
            "The file is not a picture that can be used as a logo.",
            "Choose a PNG, JPEG, WebP or GIF of at most 16 million pixels; SVG is not taken.",
        ) from None
    return clients.Logo(media_type=picture.media_type, body=picture.body)


def _back(client: clients.Client) -> Response[Any]:
    return Redirect(f"/clients/{client.slug}/settings#logo", status_code=303)
