"""What mails say: a template each, whose first line is the subject, in the language of who gets it."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from cicero import auth, mail
from cicero.config import Settings
from cicero.db import Connection
from cicero.language import LANGUAGES, Language, translations


class Written(Struct, frozen=True):
    subject: str
    body: str


async def send(
    connection: Connection, recipient: str | None, language: str, template: str, **values: object
) -> None:
    """Queue `mails/TEMPLATE.txt`; nothing where somebody has no address."""
    if recipient:
        written = write(template, language, **values)
        await mail.post(connection, recipient, written.subject, written.body)


async def tell(
    connection: Connection, settings: Settings, person: auth.Person, template: str, **values: object
) -> None:
    """The same to somebody by name. Where nothing else is given, its link leads to a new password."""
    values = {
        "link": link(settings, "/forgotten"),
        "name": person.name,
        "username": person.username,
        **values,
    }
    await send(connection, person.email, person.language, template, **values)


def write(template: str, language: str, **values: object) -> Written:
    """The mail with these values; English where the language is not one of ours."""
    spoken = next((one for one in LANGUAGES if one == language), "en")
    text = _environment(spoken).get_template(f"{template}.txt").render(values)
    subject, _, body = text.strip().partition("\n")
    return Written(" ".join(subject.split()), body.strip() + "\n")


def link(settings: Settings, path: str) -> str:
    """A page of ours as a mail names it: by the public address, never by what a request calls this host."""
    base = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    return base + path


@cache
def _environment(language: Language) -> Environment:
    """Without escaping: a mail is plain text."""
    made = Environment(
        loader=PackageLoader("cicero.web", "templates/mails"),
        autoescape=False,  # noqa: S701 - plain text
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = translations(language)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made
