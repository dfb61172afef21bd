"""Inviting somebody from a page: the mail, or the link for whoever invited to hand on."""

from __future__ import annotations

from msgspec import Struct

from cicero import auth, db
from cicero.config import Settings
from cicero.web import mails

PATH = "/invitations"


class Told(Struct, frozen=True, kw_only=True):
    """`link`: for who invited to hand on, None where a mail with it is on its way."""

    email: str
    link: str | None


async def tell(
    connection: db.Connection,
    settings: Settings,
    invitation: auth.Invitation,
    token: str,
    by: auth.Person,
) -> Told:
    """Queue the mail, in the client's language; where no mail can be sent nobody is written to."""
    link = mails.link(settings, f"{PATH}/{token}")
    if not settings.smtp_host:
        return Told(email=invitation.email, link=link)
    await mails.send(
        connection,
        invitation.email,
        invitation.language or by.language,
        "invitation",
        by=by.name,
        client=invitation.client,
        days=auth.INVITED_DAYS,
        link=link,
    )
    return Told(email=invitation.email, link=None)
