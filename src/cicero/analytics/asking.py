"""From a question in plain text to a Query: the one reading of it for REST, pages and the command line.

    query = await ask(connection, client, {"metrics": "posts,likes", "period": "28d", "by": "week"})

`client` comes from `clients.find`, which has checked that the person may see it; every account that is named
is looked for among that client's accounts only. Empty text counts as not given. InputError and NotFoundError
name the parameter and say what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar, get_args

from cicero import accounts, metrics
from cicero.accounts import Account
from cicero.analytics.query import DIMENSIONS, Dimension, Filters, Query
from cicero.clients import Client
from cicero.db import Connection
from cicero.errors import InputError, NotFoundError
from cicero.metrics import BASES, Basis
from cicero.periods import PRESETS, Comparison, Period, compared, preset, today
from cicero.records import COUNTED, KINDS, PLATFORMS, Counted, Range

PARAMETERS: dict[str, str] = {
    "metrics": "Names of metrics, separated by commas.",
    "period": f"A period that ends today in the client's zone: {', '.join(PRESETS)}; else 28d.",
    "from": "First day, YYYY-MM-DD, instead of `period`.",
    "to": "Last day, YYYY-MM-DD, included; today when only `from` is given.",
    "basis": "published: all that the posts of the period have counted so far; gained: what counts grew by "
    "during the period, whatever the post's age; else published.",
    "compare": f"With which period to compare: {', '.join(get_args(Comparison))}.",
    "compare_from": "First day of a custom comparison, YYYY-MM-DD.",
    "compare_to": "Its last day, included: it has as many days as the period, also when this is not given.",
    "by": f"How to group: {', '.join(DIMENSIONS)}; totals alone when not given.",
    "accounts": "Only these accounts, separated by commas: `tiktok:handle` or `instagram:handle`, "
    "or the handle, name or id alone.",
    "platform": f"Only this platform: {', '.join(PLATFORMS)}.",
    "role": "own, competitor or all. When `accounts` is not given: own.",
    "kind": f"Only these kinds of post, separated by commas: {', '.join(KINDS)}.",
    "hashtag": "Only posts with this hashtag, with or without #.",
    "mention": "Only posts that mention this account, with or without @.",
    "text": "Only posts with this in their caption, whatever case and accents. Reads every caption of the "
    "period.",
    "counts": "Only posts with so many, as counted last: `likes>=100,views<5000`. Known are "
    f"{', '.join(COUNTED)}, with >=, <=, >, < and =.",
    "weekday": "Only posts of this weekday in the client's zone: 1 Monday to 7 Sunday.",
    "hour": "Only posts of this hour in the client's zone: 0 to 23.",
}
"""Every parameter of a question, with what it means; REST, pages and commands show these words."""

COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
ROLES = ("own", "competitor", "all")
DEFAULT_PERIOD = "28d"

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RANGE = re.compile(r"([a-z]+)\s*(>=|<=|>|<|=)\s*(\d{1,15})", re.ASCII)

Text = Mapping[str, str | None]
T = TypeVar("T", bound=str)


async def ask(connection: Connection, client: Client, text: Text) -> Query:
    """The question that `text` asks about a client's accounts."""
    return question(await accounts.of_client(connection, client.client_id), client, text)


def question(watched: list[Account], client: Client, text: Text) -> Query:
    """The same for somebody who has the client's accounts at hand already."""
    given = _given(text)
    chosen = choose_accounts(watched, given)
    period = choose_period(given, client.zone)
    basis = _one_of("basis", given, BASES) or "published"
    return Query(
        accounts=tuple(account.account_id for account in chosen),
        metrics=_metrics(given, basis),
        period=period,
        basis=basis,
        compare=choose_comparison(given, period),
        by=_by(given),
        filters=choose_filters(given),
    )


def choose_accounts(watched: list[Account], text: Text) -> list[Account]:
    """Those of the client's accounts that `accounts`, `platform` and `role` select, in the client's order."""
    platform = _one_of("platform", text, PLATFORMS)
    role = _one_of("role", text, ROLES) or ("all" if text.get("accounts") else "own")
    named = _named(watched, text.get("accounts"))
    return [
        account
        for account in watched
        if platform in (None, account.platform)
        and role in ("all", account.role)
        and (named is None or account.account_id in named)
    ]


def choose_period(text: Text, zone: str) -> Period:
    """The days that `period`, or `from` and `to`, mean in that zone."""
    first, last = _day("from", text), _day("to", text)
    if name := text.get("period"):
        if first or last:
            raise InputError("Both a period and single days are given.", "Use `period`, or `from` and `to`.")
        return preset(name, zone)
    if first is None:
        if last is not None:
            raise InputError("`to` is given without `from`.", "Say the first day too: from=YYYY-MM-DD.")
        return preset(DEFAULT_PERIOD, zone)
    return Period(first, last or today(zone), zone)


def choose_comparison(text: Text, period: Period) -> Period | None:
    """The period to compare with: days that are given are a custom comparison."""
    first, last = _day("compare_from", text), _day("compare_to", text)
    how: Comparison = _one_of("compare", text, COMPARISONS) or ("custom" if first or last else "none")
    if how != "custom" and (first or last):
        raise InputError(
            f"Both compare={how} and single days are given.", "Use `compare`, or `compare_from`."
        )
    if how == "custom" and first is None:
        raise InputError("A custom comparison has no first day.", "Say compare_from=YYYY-MM-DD.")
    other = compared(period, how, first)
    if other and last and other.last != last:
        raise InputError(
            f"The compared days are not as many as those of the period, which are {period.days}.",
            f"Use compare_to={other.last}, or leave it out.",
        )
    return other


def choose_filters(text: Text) -> Filters:
    kinds = (_one_of("kind", {"kind": kind}, KINDS) for kind in _list(text.get("kind")))
    return Filters(
        kinds=tuple(kind for kind in kinds if kind),
        hashtag=(text.get("hashtag") or "").strip().lstrip("#").lower() or None,
        mention=(text.get("mention") or "").strip().lstrip("@").lower() or None,
        text=(text.get("text") or "").strip() or None,
        counts=tuple(_range(part) for part in _list(text.get("counts"))),
        weekday=_number("weekday", text, 1, 7),
        hour=_number("hour", text, 0, 23),
    )


def _given(text: Text) -> dict[str, str]:
    """What is not empty. An unknown name is refused: leaving it out would answer another question."""
    for name in text:
        if name not in PARAMETERS:
            raise InputError(f"There is no parameter {name!r}.", f"Known are {', '.join(PARAMETERS)}.")
    return {name: value.strip() for name, value in text.items() if value and value.strip()}


def _range(text: str) -> Range:
    """One condition on a count; > and < are written with the next whole number."""
    found = _RANGE.fullmatch(text)
    names: dict[str, Counted] = {name: name for name in COUNTED}
    if found is None or found[1] not in names:
        raise InputError(
            f"counts={text} is not known.", f"Write it as likes>=100 with one of {', '.join(COUNTED)}."
        )
    name, sign, number = names[found[1]], found[2], int(found[3])
    least = {">=": number, ">": number + 1, "=": number}.get(sign)
    most = {"<=": number, "<": number - 1, "=": number}.get(sign)
    return Range(count=name, least=least, most=most)


def _metrics(text: Text, basis: Basis) -> tuple[str, ...]:
    names = _list(text.get("metrics"))
    if not names:
        known = metrics.askable(basis)
        raise InputError("The question names no metric.", f"Say metrics=NAME,NAME with some of {known}.")
    return tuple(metric.name for metric in metrics.find(names, basis))


def _by(text: Text) -> Dimension | None:
    return _one_of("by", text, DIMENSIONS)


def _named(watched: list[Account], text: str | None) -> set[int] | None:
    """The ids of the accounts named; None when none are."""
    names = _list(text)
    if not names:
        return None
    return {account.account_id for name in names for account in _meant(watched, name)}


def _meant(watched: list[Account], name: str) -> list[Account]:
    """The accounts that one name means. A handle goes before a display name, that before an id."""
    platform, separator, rest = name.partition(":")
    if not separator or platform.lower() not in PLATFORMS:
        platform, rest = "", name
    wanted = rest.strip().removeprefix("@").lower()
    among = [account for account in watched if platform.lower() in ("", account.platform)]
    for tell in (
        lambda account: account.handle,
        lambda account: account.name and account.name.lower(),
        lambda account: account.platform_id,
        lambda account: str(account.account_id),
    ):
        if found := [account for account in among if tell(account) == wanted]:
            return found
    known = ", ".join(f"{account.platform}:{account.handle or account.name}" for account in watched[:8])
    raise NotFoundError(f"The client has no account {name!r}.", f"It watches {known or 'none yet'}.")


def _one_of(name: str, text: Text, allowed: tuple[T, ...]) -> T | None:
    value = text.get(name)
    if not value:
        return None
    for one in allowed:
        if one == value.strip():
            return one
    raise InputError(f"{name}={value} is not known.", f"Use one of {', '.join(allowed)}.")


def _day(name: str, text: Text) -> date | None:
    value = text.get(name)
    if not value:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{name}={value} is not a day.", "Write it as YYYY-MM-DD.") from None
    if not 2000 <= day.year <= 2100:
        raise InputError(f"{name}={value} is not a day that posts are from.", "Use the years 2000 to 2100.")
    return day


def _number(name: str, text: Text, least: int, most: int) -> int | None:
    value = text.get(name)
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) < 3 and least <= int(value) <= most:
        return int(value)
    raise InputError(f"{name}={value} is not known.", f"Use a whole number from {least} to {most}.")


def _list(text: str | None) -> list[str]:
    """The parts between commas, each once, in order."""
    return list(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
