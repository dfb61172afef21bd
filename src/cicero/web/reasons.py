"""What a state means to the reader: what happened, what it means for the figures, what to do about it.

The one table of these words, for sources, accounts and the reasons of `errors.UpstreamError`.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from msgspec import Struct

from cicero import numbers
from cicero.ingest.standing import Collection, SourceStanding
from cicero.language import Language, translations
from cicero.records import PLATFORM_NAMES
from cicero.sources.registry import SOURCES

Row = tuple[str, str, str, str, str]
"""label, tone, what happened, what it means for the figures, what to do."""


class Words(Struct, frozen=True, kw_only=True):
    """`label` is the state in a word or two; `tone`: good, busy, quiet or bad. Sentences may be empty."""

    code: str
    label: str
    tone: str
    happened: str
    means: str = ""
    do: str = ""


def of_source(standing: SourceStanding, language: Language, zone: str) -> Words:
    """A source's state; `zone` is the one that its times are told in."""
    return source_words(source_code(standing), standing, language, zone)


def source_code(standing: SourceStanding) -> str:
    if not standing.enabled:
        return "disabled"
    return standing.state if standing.has_key else "no_key"


def source_words(code: str, standing: SourceStanding, language: Language, zone: str) -> Words:
    """The words for a code of `source_code`, or for the reason of an error, of that source."""
    renews = standing.retry_at if standing.state == "quota" else None
    told = {
        "network": PLATFORM_NAMES[SOURCES[standing.name].platform],
        "renewal": _when(renews, zone, language),
        "since": _when(standing.state_since, zone, language),
    }
    table = {**_set_up(language), **_refused(language, renews is not None), **_passing(language)}
    return _words(code if code in table else "failing", table, told)


def of_account(own: Collection, language: Language, zone: str) -> Words:
    """An account's own state, whatever its source's is; `files`: no source is asked for it."""
    told = {
        "fetched": _when(own.fetched_at, zone, language),
        "since": _when(own.state_since, zone, language),
    }
    return _words(own.state or "files", _accounts(language, own.fetched_at is not None), told)


@cache
def _set_up(language: Language) -> dict[str, Row]:
    _ = translations(language).gettext
    stays = _("%(network)s accounts are not collected; their figures stay as they are.")
    return {
        "not_configured": (
            _("Not set up"), "quiet", _("There is no key, or the source is switched off."), stays,
            _("Enter the key and switch the source on."),
        ),
        "no_key": (
            _("No key"), "quiet", _("No key is set, so nothing can be asked."), stays,
            _("Get a key at the source and enter it."),
        ),
        "disabled": (
            _("Switched off"), "quiet", _("Somebody switched this source off."), stays,
            _("Switch it on when it should collect again."),
        ),
        "untried": (
            _("Not tried yet"), "quiet", _("Nothing has been asked of it so far."), "",
            _("Press Test: one cheap call tells whether the key works."),
        ),
        "ok": (_("Works"), "good", _("It answers as it should."), "", ""),
    }  # fmt: skip


@cache
def _refused(language: Language, renews: bool) -> dict[str, Row]:
    _ = translations(language).gettext
    stays = _("%(network)s accounts are not collected; their figures stay as they are.")
    until = _("Until %(renewal)s nothing of %(network)s is collected; the figures stay as they are.")
    return {
        "key_refused": (
            _("Key refused"), "bad", _("The source does not know the key."), stays,
            _("Copy the key from the source's page once more and enter it."),
        ),
        "not_subscribed": (
            _("Not subscribed"), "bad", _("The key is right, but its plan lacks this source."),
            stays, _("Subscribe to the source with the key's account, then press Test."),
        ),
        "expired": (
            _("Access expired"), "bad", _("The access has run out."), stays,
            _("Renew it at the source, then enter the new key."),
        ),
        "quota": (
            _("Quota used up"), "bad", _("All calls of the plan are used up."), until if renews else stays,
            _("Wait for the renewal, or take a larger plan at the source."),
        ),
    }  # fmt: skip


@cache
def _passing(language: Language) -> dict[str, Row]:
    _ = translations(language).gettext
    return {
        "failing": (
            _("Failing"), "bad", _("It has not answered as it should since %(since)s."),
            _("%(network)s figures stay as they are until it does; it is asked again by itself."),
            _("See on the source's page whether it has trouble, or set a fallback address."),
        ),
        "rate": (
            _("Asked too fast"), "bad", _("The source wants fewer calls a minute."), "",
            _("Lower the calls per minute, then press Test again."),
        ),
        "unavailable": (
            _("Not available"), "bad", _("The source is down, too slow, or gave an empty answer."), "",
            _("Try again in a few minutes; check the address if it was changed."),
        ),
        "incomplete": (
            _("Incomplete"), "bad", _("An answer lacked what it should hold."), "",
            _("Try again in a few minutes; this passes as a rule."),
        ),
        "unreadable": (
            _("Not readable"), "bad", _("The answer had a shape that Cicero does not know."), "",
            _("Check the address: it may lead to another product."),
        ),
    }  # fmt: skip


@cache
def _accounts(language: Language, read: bool) -> dict[str, Row]:
    _ = translations(language).gettext
    stays = _("Its figures stay as of %(fetched)s.") if read else _("There are no figures of it yet.")
    return {
        "files": (
            _("From files only"), "quiet", _("Its posts came from files; no source is asked for it."), "",
            _("Start collecting to keep it up to date."),
        ),
        "new": (
            _("Collecting"), "busy", _("It was added and is read for the first time."), "",
            _("The first figures come within a minute."),
        ),
        "ok": (_("Up to date"), "good", _("It is read as planned."), "", ""),
        "private": (
            _("Private"), "bad", _("Set to private by the owner: posts cannot be read."), stays,
            _("Set it to public where it is yours, or import files of it."),
        ),
        "gone": (
            _("Gone"), "bad", _("The network knows no such account: deleted, suspended or renamed."),
            stays, _("Look on the network for a new name; add that one and remove this one."),
        ),
        "failing": (
            _("Failing"), "bad", _("Could not be read since %(since)s."), stays,
            _("It is tried again by itself; Refresh tries now."),
        ),
    }  # fmt: skip


def _words(code: str, table: dict[str, Row], told: dict[str, str]) -> Words:
    label, tone, *sentences = table[code]
    happened, means, do = (sentence % told for sentence in sentences)
    return Words(code=code, label=label, tone=tone, happened=happened, means=means, do=do)


def _when(at: datetime | None, zone: str, language: Language) -> str:
    return numbers.instant(at, zone, language) if at else numbers.UNKNOWN
