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
from cicero.web.pages.best_time import best_time_page
from cicero.web.pages.client_logo import client_logo, remove_logo, upload_logo
from cicero.web.pages.client_people import (
    client_people,
    invite_to_client,
    resend_to_client,
    withdraw_from_client,
)
from cicero.web.pages.client_settings import change_client, client_settings, remove_client
from cicero.web.pages.compare import compare_accounts
from cicero.web.pages.components import components
from cicero.web.pages.dashboard import dashboard
from cicero.web.pages.forgotten import ask_reset, forgotten, reset, reset_form
from cicero.web.pages.hashtags import hashtags_page
from cicero.web.pages.invitations import accept_as_new, accept_as_oneself, invitation
from cicero.web.pages.mail import hand_on_mail, mail_list, send_mail_again, test_mail
from cicero.web.pages.member_actions import add_member_back, change_member, remove_member
from cicero.web.pages.networks import instagram, tiktok
from cicero.web.pages.overview import create_client, overview
from cicero.web.pages.own_sessions import end_other_sessions, end_session, session_list
from cicero.web.pages.people import invite_person, people_list, resend_invitation, withdraw_invitation
from cicero.web.pages.person import (
    disable_person,
    enable_person,
    give_role,
    make_administrator,
    person_page,
    send_reset,
)
from cicero.web.pages.post import post_page
from cicero.web.pages.posts import post_list
from cicero.web.pages.preferences import preferences
from cicero.web.pages.profile import change_email, change_profile, profile_form, settings_home
from cicero.web.pages.progress import progress
from cicero.web.pages.setup import create_administrator, setup
from cicero.web.pages.sign_in import code_form, give_code, sign_in, sign_in_form
from cicero.web.pages.sign_out import sign_out
from cicero.web.pages.sources import configure_source, forget_key, source_list, test_source
from cicero.web.pages.views import drop_view, keep_view, view_menu
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
    overview,
    create_client,
    dashboard,
    view_menu,
    keep_view,
    drop_view,
    instagram,
    tiktok,
    hashtags_page,
    best_time_page,
    compare_accounts,
    post_list,
    post_page,
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
    client_people,
    invite_to_client,
    resend_to_client,
    withdraw_from_client,
    change_member,
    remove_member,
    add_member_back,
    client_settings,
    change_client,
    client_logo,
    upload_logo,
    remove_logo,
    remove_client,
    invitation,
    accept_as_new,
    accept_as_oneself,
    people_list,
    invite_person,
    resend_invitation,
    withdraw_invitation,
    person_page,
    give_role,
    make_administrator,
    disable_person,
    enable_person,
    send_reset,
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
    components,
)
ROUTES = (static_file, picture, Router("/", route_handlers=PAGES, include_in_schema=False))
