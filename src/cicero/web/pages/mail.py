"""Mails that wait, failed or are to be handed on, and whether the server that sends them works."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, mail
from cicero.config import Settings as Chosen
from cicero.db import Connection as Db
from cicero.errors import InputError
from cicero.language import Language, translations
from cicero.mail import Mail, MailServer, Outcome
from cicero.periods import DEFAULT_ZONE
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Actor, Connection, Settings
from cicero.web.language import language_of
from cicero.web.rendering import render

PATH = "/settings/mail"


class Recipient(Struct, frozen=True, kw_only=True):
    recipient: str = ""


class MailPage(Struct, frozen=True, kw_only=True):
    """`server`: None where none is set. `outcome`: what came of a test to the address in `given`."""

    frame: Frame
    server: MailServer | None
    open: tuple[Mail, ...]
    settled: tuple[Mail, ...]
    zone: str
    given: Recipient
    outcome: Outcome | None = None
    error: InputError | None = None


@get(PATH, needs="mail.see")
async def mail_list(
    request: Request[Any, Any, Any], connection: Connection, access: Access, settings: Settings
) -> Response[Any]:
    return await _page(request, connection, access, settings, Recipient(recipient=access.person.email or ""))


@post(PATH, needs="mail.change")
async def test_mail(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    settings: Settings,
    data: Annotated[Recipient, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Sent at once and not by the queue: the answer of the server stands on the page."""
    server = mail.mail_server(settings)
    try:
        if server is None:
            raise InputError("No server for mail is set.", "Set CICERO_SMTP_HOST and start Cicero again.")
        recipient = mail.address(data.recipient)
    except InputError as error:
        return await _page(request, connection, access, settings, data, error=error)
    outcome = await mail.send(server, _test(recipient, language_of(request, access.person.language)))
    await audit.note(connection, actor, "mail.test", thing=recipient, details={"sent": outcome.ok})
    return await _page(request, connection, access, settings, data, outcome=outcome)


@post(PATH + "/{mail_id:int}/hand-on", needs="mail.change")
async def hand_on_mail(connection: Connection, actor: Actor, mail_id: FromPath[int]) -> Response[Any]:
    found = await mail.find_mail(connection, mail_id)
    await mail.hand_on(connection, mail_id)
    await audit.note(connection, actor, "mail.hand_on", thing=found.recipient)
    return Redirect(PATH, status_code=303)


@post(PATH + "/{mail_id:int}/send-again", needs="mail.change")
async def send_mail_again(connection: Connection, actor: Actor, mail_id: FromPath[int]) -> Response[Any]:
    found = await mail.find_mail(connection, mail_id)
    await mail.send_again(connection, mail_id)
    await audit.note(connection, actor, "mail.send_again", thing=found.recipient)
    return Redirect(PATH, status_code=303)


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    access: auth.Access,
    settings: Chosen,
    given: Recipient,
    *,
    outcome: Outcome | None = None,
    error: InputError | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "mail")
    every = await mail.mails(connection)
    page = MailPage(
        frame=frame,
        server=mail.mail_server(settings),
        open=tuple(one for one in every if one.state in ("waiting", "kept", "failed")),
        settled=tuple(one for one in every if one.state in ("sent", "handed")),
        zone=access.person.zone or DEFAULT_ZONE,
        given=given,
        outcome=outcome,
        error=error,
    )
    return render("settings/mail.html", page, frame.language, error.status if error else 200)


def _test(recipient: str, language: Language) -> Mail:
    _ = translations(language).gettext
    subject = _("A test mail of Cicero")
    body = _("This mail shows that Cicero can send mails. There is nothing to do.")
    return mail.written(recipient, subject, body)
