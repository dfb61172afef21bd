"""Every page; none of them stands in the API's description."""

from __future__ import annotations

from litestar import Router

from cicero.web.assets_route import static_file
from cicero.web.pages import security
from cicero.web.pages.account_actions import (
    change_role,
    read_past,
    refresh_account,
    refresh_all,
    remove_account,
)
from cicero.web.pages.accounts import account_list, add_account
from cicero.web.pages.api_keys import create_key, key_list, revoke_key
from cicero.web.pages.audit import audit_file, audit_log
from cicero.web.pages.clients import client_list, create_client
from cicero.web.pages.dashboard import dashboard
from cicero.web.pages.forgotten import ask_reset, forgotten, reset, reset_form
from cicero.web.pages.mail import hand_on_mail, mail_list, send_mail_again, test_mail
from cicero.web.pages.own_sessions import end_other_sessions, end_session, session_list
from cicero.web.pages.preferences import preferences
from cicero.web.pages.profile import change_email, change_profile, profile_form, settings_home
from cicero.web.pages.progress import progress
from cicero.web.pages.setup import create_administrator, setup
from cicero.web.pages.sign_in import code_form, give_code, sign_in, sign_in_form
from cicero.web.pages.sign_out import sign_out
from cicero.web.pages.sources import configure_source, forget_key, source_list, test_source
from cicero.web.pictures_route import picture

PAGES = (
    security.security,
    security.change_password,
    security.begin,
    security.confirm,
    security.renew_codes,
    security.end,
    setup,
    create_administrator,
    sign_in_form,
    sign_in,
    code_form,
    give_code,
    forgotten,
    ask_reset,
    reset_form,
    reset,
    sign_out,
    preferences,
    client_list,
    create_client,
    dashboard,
    progress,
    account_list,
    add_account,
    refresh_all,
    refresh_account,
    change_role,
    read_past,
    remove_account,
    settings_home,
    profile_form,
    change_profile,
    change_email,
    session_list,
    end_session,
    end_other_sessions,
    key_list,
    create_key,
    revoke_key,
    source_list,
    configure_source,
    test_source,
    forget_key,
    mail_list,
    test_mail,
    hand_on_mail,
    send_mail_again,
    audit_log,
    audit_file,
)
ROUTES = (static_file, picture, Router("/", route_handlers=PAGES, include_in_schema=False))
