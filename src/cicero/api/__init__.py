"""REST: one file per resource. Handlers read the input, call one domain function and show what it answers.

Ids are strings here, since 64-bit numbers do not survive JavaScript; unknown counts are null.
"""

from litestar import Router

from cicero.api import (
    account,
    account_changes,
    accounts,
    analytics,
    anomalies,
    audit,
    benchmark,
    best_time,
    client,
    clients,
    comments,
    comparison,
    complaints,
    exports,
    growth,
    hashtags,
    invitations,
    jobs,
    keys,
    members,
    metrics,
    people,
    post,
    posts,
    ranks,
    recap,
    session,
    sessions,
    sources,
    views,
)
from cicero.api.contract import ROUTES as CONTRACT_ROUTES
from cicero.api.fields import only_asked
from cicero.api.health import health
from cicero.api.openapi import OPENAPI
from cicero.api.parameters import refuse_unknown
from cicero.api.reference import reference, reference_script
from cicero.api.wire import wired

OF_CLIENTS = (
    clients.list_clients,
    client.create_client,
    client.show_client,
    client.change_client,
    client.remove_client,
    accounts.list_accounts,
    account.show_account,
    account_changes.add_account,
    account_changes.change_account,
    account_changes.remove_account,
    account_changes.refresh_accounts,
    account_changes.refresh_account,
    account_changes.read_past,
    people.list_people,
    complaints.list_complaints,
    members.change_member,
    members.remove_member,
    invitations.list_invitations,
    invitations.invite,
    invitations.resend_invitation,
    invitations.withdraw_invitation,
    views.list_views,
    views.save_view,
    views.change_view,
    views.remove_view,
)
FIGURES = (
    analytics.analytics,
    growth.show_growth,
    ranks.show_ranks,
    best_time.show_best_time,
    anomalies.show_anomalies,
    benchmark.show_benchmark,
    comparison.show_comparison,
    recap.show_recap,
    metrics.list_metrics,
    posts.list_posts,
    post.show_post,
    comments.list_comments,
    comments.list_post_comments,
    hashtags.list_tags,
    hashtags.show_lift,
    hashtags.show_partners,
    exports.export_posts,
    exports.export_comments,
    exports.export_followers,
)
OF_THE_INSTALLATION = (
    session.start_session,
    session.show_session,
    session.end_session,
    sessions.list_sessions,
    sessions.end_one_session,
    keys.list_keys,
    keys.create_key,
    keys.revoke_key,
    sources.list_sources,
    sources.configure_source,
    sources.try_source,
    sources.forget_source_key,
    jobs.list_jobs,
    audit.list_audit,
)
ROUTES = (
    health,
    reference,
    reference_script,
    Router(
        "/api",
        route_handlers=tuple(map(wired, (*FIGURES, *OF_CLIENTS, *OF_THE_INSTALLATION))),
        before_request=refuse_unknown,
    ),
    CONTRACT_ROUTES,
)

__all__ = ["OPENAPI", "ROUTES", "only_asked"]
