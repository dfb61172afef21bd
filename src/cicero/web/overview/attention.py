"""What needs somebody: figures that stand still, calls that run out, accounts and people not connected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from cicero import numbers
from cicero.auth import Invitation
from cicero.clients import Client
from cicero.ingest.meters import QuotaStanding
from cicero.language import Language, translations
from cicero.web.overview.clients import Rows
from cicero.web.watching import Trouble, Watched, may_act, troubles

NAMED = 3


class Notice(Struct, frozen=True, kw_only=True):
    """`who` is meant, what happened, and where it is mended: an empty address is for somebody else to mend.

    `tone`: bad where figures stand still, else quiet.
    """

    who: str
    text: str
    do: str = ""
    address: str = ""
    tone: str = "quiet"


def attention(
    clients: Sequence[Client],
    rows: Rows,
    quotas: Mapping[str, QuotaStanding],
    invitations: Iterable[Invitation],
    is_admin: bool,
    language: Language,
    zone: str,
) -> tuple[Notice, ...]:
    """The worst first. `quotas` and `invitations` are empty for who may not see them."""
    waiting: dict[str, list[tuple[Client, Trouble]]] = defaultdict(list)
    alone: list[Notice] = []
    for client in clients:
        for trouble in troubles(rows[client.client_id]):
            if trouble.source:
                waiting[trouble.source].append((client, trouble))
            else:
                alone.append(_of_accounts(client, trouble, language))
    return (
        *(_of_source(name, some, is_admin, language) for name, some in waiting.items()),
        *alone,
        *_short(quotas, language, zone),
        *(notice for client in clients for notice in _unconnected(client, rows[client.client_id], language)),
        *_invited(invitations, language),
    )


def _of_source(name: str, some: list[tuple[Client, Trouble]], is_admin: bool, language: Language) -> Notice:
    """One for all clients whose accounts wait for the source."""
    said = translations(language)
    words = some[0][1].words
    still = len({account.account_id for _, trouble in some for account in trouble.accounts})
    text = said.ngettext("%(num)s account stands still", "%(num)s accounts stand still", still)
    told = f"{text % {'num': still}} ({_several([client.name for client, _ in some], language)})."
    return Notice(
        who=name,
        text=f"{words.happened} {told}",
        do=words.do if is_admin else said.gettext("An administrator can mend it."),
        address=f"/settings/sources#{name}" if is_admin else "",
        tone="bad",
    )


def _of_accounts(client: Client, trouble: Trouble, language: Language) -> Notice:
    place = f"/clients/{client.slug}/accounts"
    if len(trouble.accounts) == 1:
        place += f"#account-{trouble.accounts[0].account_id}"
    names = _several([account.label for account in trouble.accounts], language)
    return Notice(
        who=client.name,
        text=f"{names}: {trouble.words.happened}",
        do=trouble.words.do,
        address=place,
        tone="bad",
    )


def _short(quotas: Mapping[str, QuotaStanding], language: Language, zone: str) -> Iterable[Notice]:
    _ = translations(language).gettext
    for name, quota in quotas.items():
        if quota.short and quota.short.empty_at:
            when = numbers.instant(quota.short.empty_at, zone, language)
            yield Notice(
                who=name,
                text=_("At this pace the calls are used up on %(when)s, before they renew.") % {"when": when},
                do=_("Take a larger plan, or watch fewer accounts."),
                address=f"/settings/sources#{name}",
            )


def _unconnected(client: Client, rows: tuple[Watched, ...], language: Language) -> Iterable[Notice]:
    said = translations(language)
    place = f"/clients/{client.slug}/accounts" if may_act(client) else ""
    if not rows:
        yield Notice(who=client.name, text=said.gettext("No account is watched yet."), address=place)
    unread = [row.account.label for row in rows if row.own.state is None]
    if unread:
        text = said.ngettext(
            "%(accounts)s is known from files alone and not kept up to date.",
            "%(accounts)s are known from files alone and not kept up to date.",
            len(unread),
        )
        yield Notice(who=client.name, text=text % {"accounts": _several(unread, language)}, address=place)


def _invited(invitations: Iterable[Invitation], language: Language) -> Iterable[Notice]:
    said = translations(language)
    by_state: dict[str, list[str]] = defaultdict(list)
    for one in invitations:
        by_state[one.state].append(one.email)
    forms = {
        "expired": said.ngettext(
            "%(num)s invitation has run out.", "%(num)s invitations have run out.", len(by_state["expired"])
        ),
        "open": said.ngettext(
            "%(num)s invitation waits to be accepted.",
            "%(num)s invitations wait to be accepted.",
            len(by_state["open"]),
        ),
    }
    for state, text in forms.items():
        if some := by_state[state]:
            yield Notice(
                who=said.gettext("People"),
                text=f"{text % {'num': len(some)}} {_several(some, language)}",
                address="/settings/people",
            )


def _several(names: Sequence[str], language: Language) -> str:
    """The first few, and how many more."""
    distinct = list(dict.fromkeys(names))
    more = len(distinct) - NAMED
    shown = ", ".join(distinct[:NAMED])
    if more <= 0:
        return shown
    said = translations(language).ngettext("and %(num)s more", "and %(num)s more", more)
    return f"{shown} {said % {'num': more}}"
