"""Every error that Cicero raises on purpose. Each message says what happened and what to do about it.

CiceroError                    exit 1, HTTP 500
├── InputError                 what the caller gave cannot be used            exit 2, HTTP 400
│   ├── NotFoundError          no such thing, or none that this person sees   exit 2, HTTP 404
│   ├── ConflictError          it exists already or is in use                 exit 2, HTTP 409
│   ├── UnlikeError            the same key came with another request         exit 2, HTTP 422
│   └── FormatError            a file or payload is not what it should be     exit 2, HTTP 400
├── AuthError                  nobody is signed in                            exit 2, HTTP 401
│   ├── CodeNeededError        the password is right, a code is still needed  exit 2, HTTP 401
│   └── ForbiddenError         signed in, but not allowed                     exit 2, HTTP 403
├── ThrottledError             too many tries                                 exit 2, HTTP 429
│   └── BusyError              as much of it is under way as may be at once   exit 2, HTTP 429
├── DatabaseError              the database cannot be started or reached      exit 3, HTTP 503
└── UpstreamError              a source did not give what it was asked for    exit 5, HTTP 502
    ├── NotConfiguredError     nobody set the source up, or it is off         of the source, until mended
    ├── KeyRefusedError        the key is wrong                               of the source, until mended
    ├── NotSubscribedError     the key has no subscription to this source     of the source, until mended
    ├── TokenExpiredError      the access has run out and must be renewed     of the source, until mended
    ├── QuotaError             the plan's calls are used up                   of the source, until it renews
    ├── RateError              asked too fast                                 transient
    ├── UnavailableError       down, too slow, cut off, or empty              transient
    ├── IncompleteError        an answer without what it should hold          transient
    ├── GoneError              there is no such account or post               of what was asked for
    ├── PrivateError           it is there, but not for everybody             of what was asked for
    └── AnswerError            an answer in a shape that nobody knows         of what was asked for
"""

from typing import ClassVar, Literal

Subject = Literal["source", "call", "target"]
"""What an upstream error tells of: the whole source, this one call, or the account or post asked for."""


class CiceroError(Exception):
    """`str(error)` is the sentence for people; `hint` says what to do next."""

    exit_code = 1
    status = 500
    title = "Something went wrong"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(CiceroError):
    exit_code = 2
    status = 400
    title = "The request cannot be used as it is"


class NotFoundError(InputError):
    status = 404
    title = "Not found"


class ConflictError(InputError):
    status = 409
    title = "Conflict"


class UnlikeError(InputError):
    status = 422
    title = "The key belongs to another request"


class FormatError(InputError):
    title = "The file or payload is not in a shape Cicero knows"


class AuthError(CiceroError):
    exit_code = 2
    status = 401
    title = "Sign in first"


class CodeNeededError(AuthError):
    title = "A code is needed too"


class ForbiddenError(AuthError):
    status = 403
    title = "Not allowed"


class ThrottledError(CiceroError):
    """`retry_after`: not before so many seconds. Nothing was tried: no right guess has been missed."""

    exit_code = 2
    status = 429
    title = "Too many tries"

    def __init__(self, message: str, hint: str = "", *, retry_after: int) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": str(self.retry_after)}


class BusyError(ThrottledError):
    title = "Busy"


class DatabaseError(CiceroError):
    exit_code = 3
    status = 503
    title = "The database is not available"


class UpstreamError(CiceroError):
    """`reason` is kept where people look later, `subject` says whose state it is.

    `transient`: the same call may succeed soon. `retry_after`: not before so many seconds, where the source
    said or is known for it.
    """

    exit_code = 5
    status = 502
    title = "The source did not answer as it should"
    reason: ClassVar[str] = "failing"
    subject: ClassVar[Subject] = "call"
    transient: ClassVar[bool] = False

    def __init__(self, message: str, hint: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class NotConfiguredError(UpstreamError):
    reason = "not_configured"
    subject = "source"


class KeyRefusedError(UpstreamError):
    reason = "key_refused"
    subject = "source"


class NotSubscribedError(UpstreamError):
    reason = "not_subscribed"
    subject = "source"


class TokenExpiredError(UpstreamError):
    reason = "expired"
    subject = "source"


class QuotaError(UpstreamError):
    reason = "quota"
    subject = "source"


class RateError(UpstreamError):
    reason = "rate"
    transient = True


class UnavailableError(UpstreamError):
    reason = "unavailable"
    transient = True


class IncompleteError(UpstreamError):
    reason = "incomplete"
    transient = True


class GoneError(UpstreamError):
    reason = "gone"
    subject = "target"


class PrivateError(UpstreamError):
    reason = "private"
    subject = "target"


class AnswerError(UpstreamError):
    reason = "unreadable"
    subject = "target"
