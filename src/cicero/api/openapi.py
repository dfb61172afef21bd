"""The description of the API: OpenAPI 3.1 at /api/openapi.json."""

from __future__ import annotations

from typing import Any

from litestar import Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Tag
from litestar.routes import BaseRoute

from cicero import __version__
from cicero.auth import COOKIE

DESCRIPTION = """\
What Cicero knows about Instagram and TikTok accounts, as the pages show it.

Make an API key in the settings, or sign in with `POST /api/session`, and send the key or token as
`Authorization: Bearer TOKEN`. A key may do what its scopes (read, write, admin) name, at the clients it is
for, and never more than its owner may at that moment; no key changes its owner or makes keys. A request that
carries the session cookie instead and changes something needs the page's form token in `x-csrftoken`.

Ids are strings. A count that is hidden or was not measured is null, never zero. Days are days in the
client's zone, both ends included; instants are UTC. Errors are problem details (RFC 9457): `detail` says what
happened, `hint` what to do.
"""


class _Described(Router):
    """Without the page that the framework adds for every other path below: those are problems too."""

    def register(self, value: Any) -> list[BaseRoute]:
        return [] if "/{path:str}" in getattr(value, "paths", ()) else super().register(value)


OPENAPI = OpenAPIConfig(
    title="Cicero",
    version=__version__,
    description=DESCRIPTION,
    openapi_router=_Described("/api", route_handlers=[], include_in_schema=False, opt={"needs": "open"}),
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    use_handler_docstrings=True,
    security=[{"bearer": []}, {"cookie": []}],
    components=Components(
        security_schemes={
            "bearer": SecurityScheme(
                type="http",
                scheme="bearer",
                description="A token from POST /api/session, or an API key made in the settings.",
            ),
            "cookie": SecurityScheme(type="apiKey", security_scheme_in="cookie", name=COOKIE),
        }
    ),
    tags=[
        Tag(name="Analytics", description="Figures, each with what it rests on."),
        Tag(name="Posts", description="What was published."),
        Tag(name="Comments", description="What was written under posts, as far as it was collected."),
        Tag(name="Hashtags and mentions", description="Use, trend, lift, and which stand together."),
        Tag(name="Exports", description="All of it in one answer, of any length."),
        Tag(name="Accounts", description="The Instagram and TikTok accounts that a client watches."),
        Tag(name="Clients", description="The organisations whose accounts are watched."),
        Tag(name="People", description="Who may see a client, and what they may do there."),
        Tag(name="Saved views", description="What was chosen on a page, kept under a name."),
        Tag(name="Session", description="Signing in and out."),
        Tag(name="Keys", description="API keys of your own."),
        Tag(name="Sources", description="Where figures come from, and what is left of their calls."),
        Tag(
            name="Contract",
            description="For dashboards written for an older Cicero server, in the form that they know "
            "(docs/contract.md): unknown counts are 0 where the header X-Cicero-Unknown names them, and "
            "other parameters are read past. Nothing new should be built on it.",
        ),
        Tag(name="System", description="Whether it works, and who did what."),
    ],
)
