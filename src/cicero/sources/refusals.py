"""What an answer means that gives nothing: status, headers and words into errors. Pure.

The gateway's sentences are known and looked for first, whoever they seem to come from, because a proxy on the
way may drop the header that tells the two apart. Of providers nothing is known for sure but the status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from cicero.errors import (
    AnswerError,
    GoneError,
    KeyRefusedError,
    NotSubscribedError,
    PrivateError,
    QuotaError,
    RateError,
    TokenExpiredError,
    UnavailableError,
    UpstreamError,
)
from cicero.sources.source import Access

TRY_LATER = "It is tried again by itself."
PER_SECOND_WAIT = 1.1
_SHOWN = 160
_LONGEST_WAIT = 400 * 24 * 3600
_EXPIRED_CODES = frozenset({190, "190", "access_token_invalid", "access_token_expired"})
_QUOTA = re.compile(r"\bquota\b", re.IGNORECASE)
_PER_SECOND = re.compile(r"per\s+second", re.IGNORECASE)
_NO_ENDPOINT = re.compile(r"^\W*endpoint\b.*does not exist", re.IGNORECASE | re.DOTALL)
_SUBSCRIPTION = re.compile(r"subscri", re.IGNORECASE)
_KEY = re.compile(r"\bapi[ -]?key\b|\binvalid key\b", re.IGNORECASE)
_EXPIRED = re.compile(r"\bexpired?\b", re.IGNORECASE)
_PRIVATE = re.compile(r"\bprivate\b", re.IGNORECASE)
_NAMES = ("message", "messages", "detail", "error_description", "error", "msg", "status_msg")
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)


def refusal(
    access: Access, endpoint: str, status: int, headers: Mapping[str, str], body: bytes
) -> UpstreamError | None:
    """The error that this answer is, None when it is a usable one as far as status and kind of body tell."""
    where = f"{access.host} ({endpoint})"
    is_page = _HTML.match(body) is not None
    if 200 <= status < 300 and not is_page:
        return None if body.strip() else UnavailableError(f"{where} gave an empty answer.", TRY_LATER)
    told = _json(body)
    said = _words(told)
    quote = _quoted(access, said)
    if status == 429:
        return _too_many(access, headers, said, quote)
    if status >= 500 or status == 408:
        return UnavailableError(
            f"{where} is not working ({status}){quote}", TRY_LATER, retry_after=_wait(headers)
        )
    if is_page:
        return UnavailableError(f"{where} answered with a web page ({status}).", TRY_LATER)
    if status >= 400:
        own = headers.get("x-rapidapi-proxy-response", "").lower() == "true"
        return _refused(access, where, status, own, told, quote)
    return AnswerError(f"{where} sends elsewhere ({status}).", "Correct the address of the source.")


def _too_many(access: Access, headers: Mapping[str, str], said: str, quote: str) -> UpstreamError:
    wait = _wait(headers)
    if _QUOTA.search(said):
        reset = _seconds(headers, "x-ratelimit-requests-reset")
        return QuotaError(
            f"The calls of the plan for {access.host} are used up{quote}",
            "Wait until they renew, or take a larger plan at RapidAPI.",
            retry_after=wait if reset is None else reset,
        )
    if _PER_SECOND.search(said):
        wait = max(PER_SECOND_WAIT, wait or 0)
    return RateError(f"{access.host} was asked too fast{quote}", TRY_LATER, retry_after=wait)


def _refused(access: Access, where: str, status: int, own: bool, told: Any, quote: str) -> UpstreamError:
    """A 4xx. Only an answer in JSON, from the provider, may say that something is gone."""
    said = _words(told)
    if _NO_ENDPOINT.search(said):
        return AnswerError(f"The gateway knows no such call: {where}{quote}", "The source changed its calls.")
    if _expired(status, told, said):
        return TokenExpiredError(f"The access to {access.host} has run out{quote}", "Renew it.")
    if status in (401, 402, 403):
        return _not_allowed(access, where, status, own, said, quote)
    if status in (404, 410) and isinstance(told, dict) and not own:
        return GoneError(f"{where} knows nothing of that name or id.", "Was it renamed or deleted?")
    return AnswerError(
        f"{where} refused what it was asked ({status}){quote}", "The source changed its calls?"
    )


def _not_allowed(access: Access, where: str, status: int, own: bool, said: str, quote: str) -> UpstreamError:
    """401, 402, 403. A provider that gives no reason may refuse everything: that is not "private"."""
    if status == 402 or _SUBSCRIPTION.search(said):
        return NotSubscribedError(
            f"The key has no subscription to {access.host}{quote}", "Subscribe to it at RapidAPI."
        )
    if status == 401 or own or _KEY.search(said):
        return KeyRefusedError(
            f"{access.host} does not take the key{quote}", "Copy it again from the account at RapidAPI."
        )
    if _PRIVATE.search(said):
        return PrivateError(f"{where} says that this is private.", "Only its followers see it.")
    return AnswerError(f"{where} refused the call ({status}){quote}", "Try it again later.")


def _expired(status: int, told: Any, said: str) -> bool:
    error = told.get("error") if isinstance(told, dict) else None
    code = error.get("code") if isinstance(error, dict) else error
    if isinstance(code, int | str) and code in _EXPIRED_CODES:
        return True
    return status in (401, 403) and bool(_EXPIRED.search(said)) and not _SUBSCRIPTION.search(said)


def _wait(headers: Mapping[str, str]) -> float | None:
    return _seconds(headers, "retry-after")


def _seconds(headers: Mapping[str, str], name: str) -> float | None:
    """Whole seconds; the date that Retry-After may be instead is not used by any known source."""
    said = headers.get(name, "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= 12):
        return None
    return float(min(int(said), _LONGEST_WAIT))


def _json(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return None


def _words(told: Any, depth: int = 3) -> str:
    """The sentence in an error's body, under whatever name."""
    if isinstance(told, str):
        return told
    if isinstance(told, list) and told:
        told = told[0]
    if not isinstance(told, dict) or not depth:
        return ""
    return next((words for name in _NAMES if (words := _words(told.get(name), depth - 1))), "")


def _quoted(access: Access, said: str) -> str:
    """`: “…”.` with what the other side said, on one line, shortened, without the key should it repeat it."""
    plain = " ".join(said.replace(access.key.reveal() or "\0", "***").split())
    if not plain.isprintable():
        plain = "".join(letter for letter in plain if letter.isprintable())
    if not plain:
        return "."
    return f": “{plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + '…'}”"
