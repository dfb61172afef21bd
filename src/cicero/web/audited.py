"""What the audit log's lines mean in words: one sentence for each action, and its details to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cicero.audit import Line
from cicero.language import Language, translations


class Told(Struct, frozen=True, kw_only=True):
    """A line of the log as a page shows it. `details`: names and values."""

    line: Line
    sentence: str
    through: str
    details: tuple[tuple[str, str], ...]


def told(line: Line, language: Language) -> Told:
    return Told(
        line=line,
        sentence=_sentence(line, language),
        through=_through(line, language),
        details=tuple(_details(line.details, language)),
    )


def labels(language: Language) -> dict[str, str]:
    """Every action that there are words for, by name, as a filter names it."""
    return {action: words[0] for action, words in _actions(language).items()}


def _sentence(line: Line, language: Language) -> str:
    """An action that nobody gave words to is shown by its name."""
    _ = translations(language).gettext
    values = {
        "thing": line.thing or "–",
        "client": line.client or _("a client that is gone"),
    }
    words = _actions(language).get(line.action)
    if words is None:
        return f"{line.action}: {line.thing}" if line.thing else line.action
    return words[1] % values


def _actions(language: Language) -> dict[str, tuple[str, str]]:
    """A short name and the sentence of each."""
    return {**_of_clients(language), **_of_people(language), **_of_the_installation(language)}


def _of_clients(language: Language) -> dict[str, tuple[str, str]]:
    _ = translations(language).gettext
    return {
        "account.add": (_("Account added"), _("%(client)s now watches %(thing)s")),
        "account.remove": (_("Account removed"), _("%(client)s no longer watches %(thing)s")),
        "account.change_role": (
            _("Account's role changed"), _("%(client)s watches %(thing)s in another role"),
        ),
        "account.refresh": (_("Account refreshed"), _("Asked for fresh figures of %(thing)s")),
        "account.refresh_all": (
            _("All accounts refreshed"), _("Asked for fresh figures of all accounts of %(client)s"),
        ),
        "account.read_past": (_("Past read back"), _("Changed how far the past of %(thing)s is read")),
        "posts.export": (_("Posts exported"), _("Exported posts of %(client)s")),
        "comments.export": (_("Comments exported"), _("Exported comments of %(client)s")),
        "followers.export": (_("Followers exported"), _("Exported followers over time of %(client)s")),
        "file.import": (_("Files imported"), _("Imported files into %(client)s")),
        "client.create": (_("Client created"), _("Created the client %(thing)s")),
        "client.change": (_("Client changed"), _("Changed the settings of the client %(thing)s")),
        "client.logo": (_("Logo changed"), _("Changed the logo of the client %(thing)s")),
        "client.remove": (_("Client removed"), _("Removed the client %(thing)s")),
        "view.create": (_("View saved"), _("Saved the view %(thing)s of %(client)s")),
        "view.change": (_("Saved view changed"), _("Changed the saved view %(thing)s of %(client)s")),
        "view.remove": (_("Saved view removed"), _("Removed the saved view %(thing)s of %(client)s")),
        "member.add": (_("Person added to a client"), _("Added %(thing)s to %(client)s")),
        "member.change": (_("Role changed"), _("Changed the role of %(thing)s at %(client)s")),
        "member.remove": (_("Person removed from a client"), _("Removed %(thing)s from %(client)s")),
        "roster.add": (_("Member added"), _("Put %(thing)s on the roster of %(client)s")),
        "roster.change": (_("Member changed"), _("Changed %(thing)s on the roster of %(client)s")),
        "comments.change": (_("Comments worked on"), _("Changed the state of comments of %(client)s")),
        "comments.restore": (_("Change to comments undone"), _("Undid a change to comments of %(client)s")),
        "comments.note": (_("Note on a comment"), _("Wrote a note on a comment of %(client)s")),
        "comments.correct": (_("Rating corrected"), _("Corrected the rating of a comment of %(client)s")),
        "comments.retention": (
            _("Keeping of comments changed"), _("Changed how long comments of %(client)s are kept"),
        ),
        "topic.create": (_("Topic made"), _("Made the topic %(thing)s of %(client)s")),
        "topic.change": (_("Topic changed"), _("Changed the topic %(thing)s of %(client)s")),
        "topic.remove": (_("Topic removed"), _("Removed the topic %(thing)s of %(client)s")),
        "complaint.make": (
            _("Complaint made"), _("Complained about the part of %(thing)s in posts of %(client)s"),
        ),
    }  # fmt: skip


def _of_people(language: Language) -> dict[str, tuple[str, str]]:
    _ = translations(language).gettext
    return {
        "session.start": (_("Signed in"), _("%(thing)s signed in")),
        "session.end": (_("Signed out"), _("%(thing)s signed out")),
        "session.end_elsewhere": (_("Session ended"), _("%(thing)s ended another session of theirs")),
        "session.end_others": (_("Other sessions ended"), _("%(thing)s ended all their other sessions")),
        "password.change": (_("Password changed"), _("%(thing)s changed their password")),
        "second_step.start": (_("Second step switched on"), _("%(thing)s now signs in with a code as well")),
        "second_step.end": (_("Second step switched off"), _("%(thing)s signs in without a code again")),
        "second_step.renew_codes": (_("Recovery codes made anew"), _("%(thing)s made new recovery codes")),
        "email.change": (_("Mail address changed"), _("Changed the mail address of %(thing)s")),
        "key.create": (_("API key made"), _("Made the API key %(thing)s")),
        "key.revoke": (_("API key revoked"), _("Revoked the API key %(thing)s")),
        "person.create": (_("Person created"), _("Created the person %(thing)s")),
        "person.enable": (_("Person let in again"), _("Let %(thing)s sign in again")),
        "person.disable": (_("Person shut out"), _("No longer lets %(thing)s sign in")),
        "person.administrator": (
            _("Administrators changed"), _("Changed whether %(thing)s is an administrator"),
        ),
        "profile.change": (_("Profile changed"), _("%(thing)s changed their own profile")),
        "password.ask_reset": (
            _("New password asked for"), _("Somebody asked for a new password of %(thing)s"),
        ),
        "password.reset": (_("Password set anew"), _("%(thing)s set a new password by a link")),
        "invitation.create": (_("Invitation sent"), _("Invited %(thing)s")),
        "invitation.renew": (_("Invitation sent again"), _("Invited %(thing)s again")),
        "invitation.withdraw": (_("Invitation withdrawn"), _("Withdrew the invitation of %(thing)s")),
        "invitation.accept": (_("Invitation accepted"), _("%(thing)s accepted an invitation")),
    }  # fmt: skip


def _of_the_installation(language: Language) -> dict[str, tuple[str, str]]:
    _ = translations(language).gettext
    return {
        "installation.set_up": (
            _("Set up"), _("Set up this installation, with %(thing)s as administrator"),
        ),
        "source.configure": (_("Source configured"), _("Changed how %(thing)s is reached")),
        "source.test": (_("Source tested"), _("Tested the source %(thing)s")),
        "source.forget_key": (_("Source's key removed"), _("Removed the key of %(thing)s")),
        "comments.erase": (_("Person forgotten"), _("Forgot a person on %(thing)s who asked for it")),
        "mail.hand_on": (_("Mail handed on"), _("Handed on the mail to %(thing)s")),
        "mail.send_again": (_("Mail sent again"), _("Sent the mail to %(thing)s again")),
        "mail.test": (_("Test mail sent"), _("Sent a test mail to %(thing)s")),
    }  # fmt: skip


def _through(line: Line, language: Language) -> str:
    _ = translations(language).gettext
    kind, _space, hint = line.through.partition(" ")
    words = {
        "session": _("on the pages"),
        "key": _("by the API key %(hint)s"),
        "command": _("on the command line"),
        "nobody": _("without signing in"),
    }
    return words[kind] % {"hint": hint} if kind in words else line.through


def _details(details: dict[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    for name, value in details.items():
        yield name.replace("_", " "), _value(value, language)


def _value(value: object, language: Language) -> str:
    _ = translations(language).gettext
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_value(one, language) for one in value) or "–"
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return f"{_value(value['from'], language)} → {_value(value['to'], language)}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(one, language)}" for name, one in value.items())
    return str(value)
