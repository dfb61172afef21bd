"""Every page; none of them stands in the API's description."""

from __future__ import annotations

from litestar import Router

from cicero.web.assets_route import static_file
from cicero.web.pages.clients import client_list, create_client
from cicero.web.pages.dashboard import dashboard
from cicero.web.pages.preferences import preferences
from cicero.web.pages.setup import create_administrator, setup
from cicero.web.pages.sign_in import sign_in, sign_in_form
from cicero.web.pages.sign_out import sign_out
from cicero.web.pictures_route import picture

PAGES = (
    setup,
    create_administrator,
    sign_in_form,
    sign_in,
    sign_out,
    preferences,
    client_list,
    create_client,
    dashboard,
)
ROUTES = (static_file, picture, Router("/", route_handlers=PAGES, include_in_schema=False))
