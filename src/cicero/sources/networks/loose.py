"""Single values as upstreams really write them: counts, times, flags and ids of whatever JSON type.

Fields that come in several types are declared `Loose` in a row's Struct, and read through these functions.
Unknown is `None`; what is there but makes no sense is a `RowError` where a post cannot do without it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from cicero.errors import InputError
from cicero.periods import in_zone
from cicero.records import AccountRef, Platform
from cicero.sources.networks.seen import RowError, Seen

Loose = Any
"""A JSON value whose type upstreams do not agree on."""

BIGGEST = (1 << 63) - 1
_MILLISECONDS_FROM = 100_000_000_000
_FIRST_YEAR, _LAST_YEAR = 2004, 2100
_CLOCK_SLACK = timedelta(days=1)


def count(value: Loose) -> int | None:
    """A counter: 12, "12", 12.0; None for what is absent, negative (hidden) or no number."""
    if type(value) is int:
        return value if 0 <= value <= BIGGEST else None
    number = _whole(value)
    return None if number is None or not 0 <= number <= BIGGEST else number


def first_count(*values: Loose) -> int | None:
    """The first of these counters that is known."""
    for value in values:
        known = count(value)
        if known is not None:
            return known
    return None


def whole_id(value: Loose, what: str = "id") -> int:
    """An id of the platform (a bigint in PostgreSQL); RowError when it is missing or no such number."""
    if value is None or value == "":
        raise RowError(f"it has no {what}")
    number = _whole(value)
    if number is None or not 0 < number <= BIGGEST:
        raise RowError(f"its {what} is not a number of the platform: {shown(value)}")
    return number


def instant(value: Loose, what: str, seen: Seen) -> datetime:
    """A time in seconds or milliseconds since 1970 or as ISO text; RowError when it is not one."""
    try:
        found = _iso(value, seen) if _is_text(value) else _epoch(value)
    except (ValueError, OverflowError, OSError, TypeError, InputError):
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise RowError(f"its {what} is not a time: {shown(value)}")
    return found


def observed(published_at: datetime, seen_at: datetime) -> datetime:
    """When counters were seen: never before the post was there. Files name days only, hence the slack."""
    if seen_at >= published_at:
        return seen_at
    if published_at - seen_at <= _CLOCK_SLACK:
        return published_at
    published, seen = f"{published_at:%Y-%m-%d %H:%M} UTC", f"{seen_at:%Y-%m-%d %H:%M}"
    hint = "Is the date of the file right?"
    raise RowError(f"it was published {published}, after it was collected ({seen})", hint)


def flag(value: Loose) -> bool | None:
    """True or false, also as 1 and 0 or as a word."""
    if type(value) is bool:
        return value
    return {1: True, 0: False, "true": True, "false": False}.get(value) if type(value) in (int, str) else None


def seconds(value: Loose) -> float | None:
    """A duration; zero means that there is none (photo posts have 0)."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 < number < 1e7 else None


def words(value: Loose) -> str | None:
    """Text that says something and that UTF-8 can hold."""
    if type(value) is not str or not value or value.isspace():
        return None
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def language(value: Loose) -> str | None:
    """A language code; "un" is how TikTok says that it does not know."""
    code = words(value)
    return None if code is None or code == "un" or len(code) > 35 else code


def account_ref(platform: Platform, id_: Loose, handle: Loose, name: Loose = None) -> AccountRef | None:
    """The account of that id, handle and display name; None when none of the three is known."""
    platform_id = None if id_ is None or type(id_) not in (int, str) or id_ == "" else words(str(id_))
    known = words(handle)
    lower = known.strip().lstrip("@").lower() or None if known else None
    display = words(name)
    if platform_id is None and lower is None and display is None:
        return None
    return AccountRef(platform=platform, platform_id=platform_id, handle=lower, name=display)


def owner(found: AccountRef | None, seen: Seen, platform: Platform | None = None) -> AccountRef:
    """Whose the row is: what it says itself, else what the person said; RowError when neither does.

    An account that the person named for another platform than the row's is not meant.
    """
    if found is not None and (found.platform_id is not None or found.handle is not None):
        return found
    platform = platform or (found.platform if found else None)
    if seen.account is not None and platform in (None, seen.account.platform):
        return seen.account
    if found is None:
        raise RowError("it does not say whose it is", f"Name it: --account {platform or 'PLATFORM'}:HANDLE.")
    return found


def shown(value: Loose) -> str:
    """The value in a message, shortened."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _whole(value: Loose) -> int | None:
    if type(value) is int:
        return value
    if type(value) is str:
        return _whole_of_text(value.strip())
    if isinstance(value, float | Decimal):
        return int(value) if -BIGGEST <= value <= BIGGEST and value == int(value) else None
    return None


def _whole_of_text(text: str) -> int | None:
    if not text.isascii() or not 0 < len(text) <= 24 or "_" in text:
        return None
    if text.isdecimal():
        return int(text)
    try:
        return _whole(float(text))
    except ValueError:
        return None


def _is_text(value: Loose) -> bool:
    return type(value) is str and _whole_of_text(value.strip()) is None


def _epoch(value: Loose) -> datetime | None:
    if type(value) is bool:
        return None
    number = float(value)
    return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS_FROM else number, UTC)


def _iso(value: str, seen: Seen) -> datetime | None:
    found = datetime.fromisoformat(value.strip())
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    return in_zone(found, seen.zone) if seen.zone else None
