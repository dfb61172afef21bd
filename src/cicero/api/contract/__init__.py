"""The endpoints that existing Cicero dashboards rely on, as they rely on them (see docs/contract.md).

They differ from the rest of the API in what surrounds an answer (`envelope`), in naming the client by
`client_id`, and in taking parameters that they do not know: such dashboards send more than is needed.
"""

from litestar import Router

from cicero.api.contract.aggregator import aggregator
from cicero.api.contract.client_profile import client_profile
from cicero.api.contract.dashboard import complain, stats
from cicero.api.contract.described import in_reference
from cicero.api.contract.envelope import ENDPOINT_NOT_FOUND, Failure, Success, failure
from cicero.api.contract.ids import CONTRACT, FOREIGN, MISSING, client_id_of, slug_of
from cicero.api.contract.insta import INSTA_ROUTES
from cicero.api.contract.password_reset import ask_reset, choose_password
from cicero.api.contract.rekap import recap_comments, recap_likes
from cicero.api.contract.sign_in import dashboard_login, dashboard_logout, dashboard_register
from cicero.api.contract.tiktok import TIKTOK_ROUTES
from cicero.api.contract.users import change_user, change_user_id, create_user, list_users

HANDLERS = (
    *INSTA_ROUTES,
    *TIKTOK_ROUTES,
    aggregator,
    client_profile,
    dashboard_login,
    dashboard_logout,
    dashboard_register,
    ask_reset,
    choose_password,
    list_users,
    create_user,
    change_user,
    change_user_id,
    recap_comments,
    recap_likes,
    stats,
    complain,
)
ROUTES = Router(
    "/api",
    route_handlers=tuple(map(in_reference, HANDLERS)),
    opt={CONTRACT: True},
)

PLACES = (
    "/api/insta/",
    "/api/instagram/",
    "/api/tiktok/",
    "/api/dashboard/",
    "/api/auth/",
    "/api/users/",
    "/api/user_roles/",
    "/api/social/",
    "/api/aggregator",
)
"""Below these nothing else lives: what is not there is told as the contract says."""

__all__ = [
    "CONTRACT",
    "ENDPOINT_NOT_FOUND",
    "FOREIGN",
    "MISSING",
    "PLACES",
    "ROUTES",
    "Failure",
    "Success",
    "client_id_of",
    "failure",
    "slug_of",
]
