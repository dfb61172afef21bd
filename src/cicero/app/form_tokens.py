"""Form tokens: what changes something must carry a token that another site cannot read.

The token stands in the cookie and, by the page, in the form (`csrf_input` in templates) or in the header
`x-csrftoken`. Requests with an Authorization header need none, see `signed_in`.
"""

from __future__ import annotations

from litestar.middleware.csrf import CSRFMiddleware
from litestar.types import Receive, Scope, Send

SAFE = ("GET", "HEAD", "OPTIONS")
READ_ONLY = ("/api/", "/health", "/static/", "/pictures/")


class FormTokens(CSRFMiddleware):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _needs_none(scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _needs_none(scope: Scope) -> bool:
    """Programs name themselves by header; what only reads and is no page has no form to put a token in."""
    if any(name == b"authorization" for name, _ in scope["headers"]):
        return True
    return scope.get("method") in SAFE and scope["path"].startswith(READ_ONLY)
