"""Every error that Cicero raises on purpose. Each message says what happened and what to do about it.

CiceroError                    exit 1, HTTP 500
├── InputError                 what the caller gave cannot be used            exit 2, HTTP 400
│   ├── NotFoundError          no such thing, or none that this person sees   exit 2, HTTP 404
│   ├── ConflictError          it exists already or is in use                 exit 2, HTTP 409
│   └── FormatError            a file or payload is not what it should be     exit 2, HTTP 400
├── AuthError                  nobody is signed in                            exit 2, HTTP 401
│   └── ForbiddenError         signed in, but not allowed                     exit 2, HTTP 403
└── DatabaseError              the database cannot be started or reached      exit 3, HTTP 503
"""


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


class FormatError(InputError):
    title = "The file or payload is not in a shape Cicero knows"


class AuthError(CiceroError):
    exit_code = 2
    status = 401
    title = "Sign in first"


class ForbiddenError(AuthError):
    status = 403
    title = "Not allowed"


class DatabaseError(CiceroError):
    exit_code = 3
    status = 503
    title = "The database is not available"
