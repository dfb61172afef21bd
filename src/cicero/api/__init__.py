"""REST: one file per resource. Handlers read the input, call one domain function and show what it answers.

Ids are strings here, since 64-bit numbers do not survive JavaScript; unknown counts are null.
"""

from litestar import Router

from cicero.api.accounts import list_accounts
from cicero.api.analytics import analytics
from cicero.api.audit import list_audit
from cicero.api.clients import list_clients
from cicero.api.complaints import list_complaints
from cicero.api.contract import ROUTES as CONTRACT_ROUTES
from cicero.api.health import health
from cicero.api.openapi import OPENAPI
from cicero.api.parameters import refuse_unknown
from cicero.api.people import list_people
from cicero.api.posts import list_posts
from cicero.api.reference import reference, reference_script
from cicero.api.session import end_session, show_session, start_session
from cicero.api.sessions import end_one_session, list_sessions

ROUTES = (
    health,
    reference,
    reference_script,
    Router(
        "/api",
        route_handlers=(
            analytics,
            list_posts,
            list_accounts,
            list_clients,
            list_audit,
            list_people,
            list_complaints,
            start_session,
            show_session,
            end_session,
            list_sessions,
            end_one_session,
        ),
        before_request=refuse_unknown,
    ),
    CONTRACT_ROUTES,
)

__all__ = ["OPENAPI", "ROUTES"]
