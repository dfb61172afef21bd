"""Every route there is, the line of the table of permissions it needs, and a request that it can answer.

Reviewed by hand: a route that is not here, or needs another line than here, fails the walk.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from tests.app.world import picture

from cicero.web.assets_route import asset


class Asked(Struct, frozen=True):
    """`path`, `form`, `json`, `file`: what is sent; {own} and the like in them are as in `world.blanks`.

    `first`: SQL that brings about what it needs. `unnoted`: why it leaves no line in the audit log.
    `foreign`: the status for who does not belong to the client.
    """

    needs: str
    path: str = ""
    form: dict[str, str] | None = None
    json: dict[str, Any] | None = None
    file: bytes | None = None
    unnoted: str = ""
    first: str = ""
    foreign: int = 404


UNPROVEN = "a secret that no sign-in asks for yet"
WRONG = {"username": "nobody", "password": "wrong wrong wrong"}
PROOF = {"password": "{password}", "code": "{code}"}
STEP_ON = "update credential set totp_since = now()"
KEPT = "update mail set state = 'kept'"
ROSTER = "insert into roster_member (client_id, code, name) values (1, 'EMP1', 'Sari')"
KOMPLAIN, ISSUE = "/api/dashboard/komplain/{}?client_id=kopi", {"nrp": "EMP1", "issue": "belum tercatat"}

COMMENT = {"account_id": "1", "post_id": "1", "comment_id": "1"}
ONE_COMMENT = "/api/inbox/{account_id:str}/{post_id:str}/{comment_id:str}"
TOPIC = (
    "insert into topic (topic_id, client_id, name, words) overriding system value"
    " values (7, 1, 'x', '{harga}')"
)

ROUTES: dict[str, Asked] = {
    "GET /": Asked("self.see"),
    "POST /": Asked("client.create", form={"name": "Susu", "slug": "susu", "zone": "Asia/Jakarta"}),
    "GET /_components": Asked("self.see"),
    "GET /api": Asked("open"),
    "GET /api/accounts": Asked("client.see", "/api/accounts?client=kopi"),
    "POST /api/accounts": Asked("accounts.change", "/api/accounts?client=kopi", json={"handle": "susu"}),
    "POST /api/accounts/refresh": Asked("accounts.change", "/api/accounts/refresh?client=kopi"),
    "GET /api/accounts/{account_id:str}": Asked("client.see", "/api/accounts/1?client=kopi"),
    "PATCH /api/accounts/{account_id:str}": Asked(
        "accounts.change", "/api/accounts/1?client=kopi", json={"role": "competitor"}
    ),
    "DELETE /api/accounts/{account_id:str}": Asked("accounts.change", "/api/accounts/1?client=kopi"),
    "POST /api/accounts/{account_id:str}/past": Asked(
        "accounts.change", "/api/accounts/1/past?client=kopi", json={"days": "90"}
    ),
    "GET /api/accounts/{account_id:str}/posts/{post_id:str}": Asked(
        "client.see", "/api/accounts/1/posts/1?client=kopi"
    ),
    "GET /api/accounts/{account_id:str}/posts/{post_id:str}/comments": Asked(
        "client.see", "/api/accounts/1/posts/1/comments?client=kopi"
    ),
    "POST /api/accounts/{account_id:str}/refresh": Asked(
        "accounts.change", "/api/accounts/1/refresh?client=kopi"
    ),
    "GET /api/aggregator": Asked("client.see", "/api/aggregator?client_id=KOPI", foreign=403),
    "GET /api/social/aggregator": Asked("client.see", "/api/social/aggregator?client_id=KOPI", foreign=403),
    "GET /api/clients/profile": Asked("client.see", "/api/clients/profile?client_id=KOPI"),
    "POST /api/auth/dashboard-login": Asked("open", json=WRONG),
    "POST /api/auth/dashboard-register": Asked("open", json={"username": "x"}),
    "POST /api/auth/dashboard-password-reset/request": Asked("open", json={"username": "nobody"}),
    "POST /api/auth/dashboard-password-reset/confirm": Asked("open", json={"token": "x", "password": "x"}),
    "POST /api/auth/logout": Asked("open"),
    **{
        f"GET /api/{area}/{what}": Asked(
            "client.see", f"/api/{area}/{what}?client_id=KOPI&username=kopi", foreign=403
        )
        for area in ("insta", "tiktok")
        for what in (
            "rapid-profile",
            "rapid-info",
            "rapid-posts",
            "rapid-posts-store",
            "rapid-posts-month",
            "profile",
            "posts",
        )
    },
    "GET /api/instagram/posts": Asked("client.see", "/api/instagram/posts?client_id=KOPI", foreign=403),
    "GET /api/tiktok/comments": Asked("client.see", "/api/tiktok/comments?client_id=KOPI", foreign=403),
    "GET /api/analytics": Asked("client.see", "/api/analytics?client=kopi&metrics=posts"),
    "GET /api/analytics/anomalies": Asked("client.see", "/api/analytics/anomalies?client=kopi"),
    "GET /api/analytics/benchmark": Asked("client.see", "/api/analytics/benchmark?client=kopi"),
    "GET /api/analytics/best-time": Asked("client.see", "/api/analytics/best-time?client=kopi"),
    "GET /api/analytics/comparison": Asked("client.see", "/api/analytics/comparison?client=kopi"),
    "GET /api/analytics/growth": Asked("client.see", "/api/analytics/growth?client=kopi"),
    "GET /api/analytics/ranks": Asked("client.see", "/api/analytics/ranks?client=kopi"),
    "GET /api/analytics/recap": Asked("client.see", "/api/analytics/recap?client=kopi"),
    "GET /api/audit": Asked("audit.see"),
    "GET /api/clients": Asked("self.see"),
    "POST /api/clients": Asked("client.create", json={"name": "Susu", "slug": "susu"}),
    "GET /api/clients/{slug:str}": Asked("client.see", "/api/clients/kopi"),
    "PATCH /api/clients/{slug:str}": Asked("client.change", "/api/clients/kopi", json={"name": "Kopi Lain"}),
    "DELETE /api/clients/{slug:str}": Asked("client.remove", "/api/clients/kopi"),
    "GET /api/comments": Asked("client.see", "/api/comments?client=kopi"),
    "GET /api/comments/recap": Asked("client.see", "/api/comments/recap?client=kopi"),
    "GET /api/comments/retention": Asked("client.see", "/api/comments/retention?client=kopi"),
    "PUT /api/comments/retention": Asked(
        "client.change", "/api/comments/retention?client=kopi", json={"days": 90}
    ),
    "POST /api/comments/erasures": Asked("comments.erase", json={"platform": "tiktok", "handle": "sari.w"}),
    "GET /api/inbox": Asked("client.see", "/api/inbox?client=kopi"),
    "GET /api/inbox/all": Asked("self.see"),
    "GET /api/inbox/newer": Asked("client.see", "/api/inbox/newer?client=kopi&cursor=lQABAQEB"),
    "POST /api/inbox/change": Asked(
        "comments.work", "/api/inbox/change?client=kopi", json={"comments": [COMMENT], "state": "seen"}
    ),
    "POST /api/inbox/restore": Asked(
        "comments.work",
        "/api/inbox/restore?client=kopi",
        json={"before": [{**COMMENT, "state": None, "assigned_to": None}]},
    ),
    f"GET {ONE_COMMENT}": Asked("client.see", "/api/inbox/1/1/1?client=kopi"),
    f"POST {ONE_COMMENT}/notes": Asked(
        "comments.work", "/api/inbox/1/1/1/notes?client=kopi", json={"body": "cek"}
    ),
    f"POST {ONE_COMMENT}/rating": Asked(
        "comments.work", "/api/inbox/1/1/1/rating?client=kopi", json={"sentiment": "neutral"}
    ),
    "GET /api/topics": Asked("client.see", "/api/topics?client=kopi"),
    "POST /api/topics": Asked(
        "topics.change", "/api/topics?client=kopi", json={"name": "Harga", "words": ["harga"]}
    ),
    "PATCH /api/topics/{topic_id:str}": Asked(
        "topics.change", "/api/topics/7?client=kopi", json={"name": "Harga"}, first=TOPIC
    ),
    "DELETE /api/topics/{topic_id:str}": Asked("topics.change", "/api/topics/7?client=kopi", first=TOPIC),
    "GET /api/comments/export": Asked("client.see", "/api/comments/export?client=kopi"),
    "GET /api/docs": Asked("open"),
    "GET /api/docs/start.js": Asked("open"),
    "GET /api/hashtags": Asked("client.see", "/api/hashtags?client=kopi"),
    "GET /api/hashtags/lift": Asked("client.see", "/api/hashtags/lift?client=kopi&tags=pagi"),
    "GET /api/hashtags/partners": Asked("client.see", "/api/hashtags/partners?client=kopi&tag=pagi"),
    "GET /api/invitations": Asked("people.see", "/api/invitations?client=kopi"),
    "POST /api/invitations": Asked(
        "people.change", "/api/invitations?client=kopi", json={"email": "baru@example.org"}
    ),
    "DELETE /api/invitations/{invitation_id:str}": Asked("people.change", "/api/invitations/1?client=kopi"),
    "POST /api/invitations/{invitation_id:str}/resend": Asked(
        "people.change", "/api/invitations/1/resend?client=kopi"
    ),
    "GET /api/jobs": Asked("jobs.see"),
    "GET /api/keys": Asked("self.see"),
    "POST /api/keys": Asked("self.change", json={"name": "Laporan", "scopes": ["read"]}),
    "DELETE /api/keys/{key_id:str}": Asked("self.change", "/api/keys/{own}"),
    "GET /api/mentions": Asked("client.see", "/api/mentions?client=kopi"),
    "GET /api/mentions/lift": Asked("client.see", "/api/mentions/lift?client=kopi&tags=pagi"),
    "GET /api/mentions/partners": Asked("client.see", "/api/mentions/partners?client=kopi&tag=pagi"),
    "GET /api/metrics": Asked("self.see"),
    "GET /api/complaints": Asked("complaints.see", "/api/complaints?client=kopi"),
    "POST /api/dashboard/komplain/insta": Asked(
        "complaints.make", KOMPLAIN.format("insta"), json=ISSUE, first=ROSTER, foreign=403
    ),
    "POST /api/dashboard/komplain/tiktok": Asked(
        "complaints.make", KOMPLAIN.format("tiktok"), json=ISSUE, first=ROSTER, foreign=403
    ),
    "GET /api/dashboard/stats": Asked("members.see", "/api/dashboard/stats?client_id=kopi", foreign=403),
    "GET /api/insta/rekap-likes": Asked("members.see", "/api/insta/rekap-likes?client_id=kopi", foreign=403),
    "GET /api/openapi.json": Asked("open"),
    "GET /api/followers/export": Asked("client.see", "/api/followers/export?client=kopi"),
    "GET /api/people": Asked("people.see", "/api/people?client=kopi"),
    "PATCH /api/people/{person_id:str}": Asked(
        "people.change", "/api/people/4?client=kopi", json={"role": "analyst"}
    ),
    "DELETE /api/people/{person_id:str}": Asked("people.change", "/api/people/4?client=kopi"),
    "GET /api/posts": Asked("client.see", "/api/posts?client=kopi"),
    "GET /api/posts/export": Asked("client.see", "/api/posts/export?client=kopi"),
    "GET /api/session": Asked("self.see"),
    "POST /api/session": Asked("open", json=WRONG),
    "DELETE /api/session": Asked("self.leave"),
    "GET /api/sessions": Asked("self.see"),
    "DELETE /api/sessions/{session_id:str}": Asked("self.change", "/api/sessions/{own}"),
    "GET /api/sources": Asked("sources.see"),
    "PATCH /api/sources/{name:str}": Asked(
        "sources.change", "/api/sources/social-api4", json={"per_minute": 10}
    ),
    "DELETE /api/sources/{name:str}/key": Asked("sources.change", "/api/sources/social-api4/key"),
    "POST /api/sources/{name:str}/test": Asked("sources.change", "/api/sources/social-api4/test"),
    "GET /api/views": Asked("client.see", "/api/views?client=kopi"),
    "POST /api/views": Asked("views.change", "/api/views?client=kopi", json={"name": "Pagi"}),
    "PATCH /api/views/{view_id:str}": Asked(
        "views.change", "/api/views/{own}?client=kopi", json={"name": "Sore"}
    ),
    "DELETE /api/views/{view_id:str}": Asked("views.change", "/api/views/{own}?client=kopi"),
    "GET /api/tiktok/rekap-komentar": Asked(
        "members.see", "/api/tiktok/rekap-komentar?client_id=kopi", foreign=403
    ),
    "PUT /api/user_roles/update": Asked(
        "members.change",
        "/api/user_roles/update?client_id=kopi",
        json={"old_user_id": "EMP1", "new_user_id": "EMP2"},
        first=ROSTER,
        foreign=403,
    ),
    "POST /api/users/create": Asked(
        "members.change",
        "/api/users/create?client_id=kopi",
        json={"user_id": "EMP2", "nama": "Sari"},
        foreign=403,
    ),
    "GET /api/users/list": Asked("members.see", "/api/users/list?client_id=kopi", foreign=403),
    "PUT /api/users/{user_id:str}": Asked(
        "members.change", "/api/users/EMP1?client_id=kopi", json={"status": False}, first=ROSTER, foreign=403
    ),
    "GET /clients/{slug:str}": Asked("client.see", "/clients/kopi"),
    "GET /clients/{slug:str}/views": Asked("client.see", "/clients/kopi/views?page=dashboard"),
    "POST /clients/{slug:str}/views": Asked(
        "views.change", "/clients/kopi/views", form={"name": "Pagi", "page": "dashboard"}
    ),
    "POST /clients/{slug:str}/views/{view_id:int}/remove": Asked(
        "views.change", "/clients/kopi/views/{own}/remove", form={"next": "/clients/kopi"}
    ),
    "GET /clients/{slug:str}/posts": Asked("client.see", "/clients/kopi/posts"),
    "GET /clients/{slug:str}/posts/{account_id:str}/{post_id:str}": Asked(
        "client.see", "/clients/kopi/posts/1/1"
    ),
    "GET /clients/{slug:str}/accounts": Asked("client.see", "/clients/kopi/accounts"),
    "POST /clients/{slug:str}/accounts": Asked(
        "accounts.change",
        "/clients/kopi/accounts",
        form={"platform": "tiktok", "handle": "susu", "role": "own"},
    ),
    "POST /clients/{slug:str}/accounts/refresh": Asked("accounts.change", "/clients/kopi/accounts/refresh"),
    "POST /clients/{slug:str}/accounts/{account_id:int}/past": Asked(
        "accounts.change", "/clients/kopi/accounts/1/past", form={"days": "90"}
    ),
    "POST /clients/{slug:str}/accounts/{account_id:int}/refresh": Asked(
        "accounts.change", "/clients/kopi/accounts/1/refresh"
    ),
    "POST /clients/{slug:str}/accounts/{account_id:int}/remove": Asked(
        "accounts.change", "/clients/kopi/accounts/1/remove"
    ),
    "POST /clients/{slug:str}/accounts/{account_id:int}/role": Asked(
        "accounts.change", "/clients/kopi/accounts/1/role", form={"role": "competitor"}
    ),
    "GET /clients/{slug:str}/instagram": Asked("client.see", "/clients/kopi/instagram"),
    "GET /clients/{slug:str}/best-time": Asked("client.see", "/clients/kopi/best-time"),
    "GET /clients/{slug:str}/hashtags": Asked("client.see", "/clients/kopi/hashtags"),
    "GET /clients/{slug:str}/compare": Asked("client.see", "/clients/kopi/compare"),
    "GET /clients/{slug:str}/logo": Asked("client.see", "/clients/kopi/logo"),
    "GET /clients/{slug:str}/people": Asked("people.see", "/clients/kopi/people"),
    "POST /clients/{slug:str}/people": Asked(
        "people.change", "/clients/kopi/people", form={"email": "baru@example.org", "role": "manager"}
    ),
    "POST /clients/{slug:str}/people/add-back": Asked(
        "people.change", "/clients/kopi/people/add-back", form={"undo": "{undo}"}
    ),
    "POST /clients/{slug:str}/people/invitations/{invitation_id:int}/resend": Asked(
        "people.change", "/clients/kopi/people/invitations/1/resend"
    ),
    "POST /clients/{slug:str}/people/invitations/{invitation_id:int}/withdraw": Asked(
        "people.change", "/clients/kopi/people/invitations/1/withdraw"
    ),
    "POST /clients/{slug:str}/people/{person_id:int}/remove": Asked(
        "people.change", "/clients/kopi/people/4/remove", form={}
    ),
    "POST /clients/{slug:str}/people/{person_id:int}/role": Asked(
        "people.change", "/clients/kopi/people/4/role", form={"role": "analyst"}
    ),
    "GET /clients/{slug:str}/progress": Asked("client.see", "/clients/kopi/progress"),
    "POST /clients/{slug:str}/remove": Asked("client.remove", "/clients/kopi/remove", form={"slug": "kopi"}),
    "GET /clients/{slug:str}/settings": Asked("client.change", "/clients/kopi/settings"),
    "POST /clients/{slug:str}/settings": Asked(
        "client.change",
        "/clients/kopi/settings",
        form={"name": "Kopi Lain", "slug": "lain", "zone": "Asia/Makassar", "language": "en"},
    ),
    "POST /clients/{slug:str}/settings/logo": Asked(
        "client.change", "/clients/kopi/settings/logo", file=picture()
    ),
    "POST /clients/{slug:str}/settings/logo/remove": Asked(
        "client.change", "/clients/kopi/settings/logo/remove"
    ),
    "GET /clients/{slug:str}/tiktok": Asked("client.see", "/clients/kopi/tiktok"),
    "GET /forgotten": Asked("open"),
    "POST /forgotten": Asked("open", form={"named": "admin"}),
    "GET /health": Asked("open"),
    "GET /invitations/{token:str}": Asked("open", "/invitations/invited-1"),
    "POST /invitations/{token:str}": Asked(
        "open",
        "/invitations/invited-1",
        form={"name": "Tamu", "username": "tamu", "password": "{password}"},
    ),
    "POST /invitations/{token:str}/accept": Asked("self.change", "/invitations/invited-{person}/accept"),
    "GET /pictures/{name:str}": Asked("open", "/pictures/made-up"),
    "POST /preferences": Asked("open", form={"theme": "dark", "next": "/"}),
    "GET /reset/{token:str}": Asked("open", "/reset/reset-1"),
    "POST /reset/{token:str}": Asked("open", "/reset/reset-1", form={"password": "lima kata yang lain lagi"}),
    "GET /settings": Asked("self.see"),
    "GET /settings/audit": Asked("audit.see"),
    "GET /settings/audit/{name:str}": Asked("audit.see", "/settings/audit/audit.csv"),
    "GET /settings/keys": Asked("self.see"),
    "POST /settings/keys": Asked("self.change", form={"name": "Laporan", "scopes": "read"}),
    "POST /settings/keys/{key_id:int}/revoke": Asked("self.change", "/settings/keys/{own}/revoke"),
    "GET /settings/mail": Asked("mail.see"),
    "POST /settings/mail": Asked("mail.change", form={"recipient": "tamu@example.org"}),
    "POST /settings/mail/{mail_id:int}/hand-on": Asked("mail.change", "/settings/mail/1/hand-on", first=KEPT),
    "POST /settings/mail/{mail_id:int}/send-again": Asked(
        "mail.change", "/settings/mail/1/send-again", first=KEPT
    ),
    "GET /settings/people": Asked("everybody.see"),
    "POST /settings/people": Asked(
        "everybody.change", form={"email": "baru@example.org", "administrator": "yes"}
    ),
    "POST /settings/people/invitations/{invitation_id:int}/resend": Asked(
        "everybody.change", "/settings/people/invitations/2/resend"
    ),
    "POST /settings/people/invitations/{invitation_id:int}/withdraw": Asked(
        "everybody.change", "/settings/people/invitations/2/withdraw"
    ),
    "GET /settings/people/{person_id:int}": Asked("everybody.see", "/settings/people/4"),
    "POST /settings/people/{person_id:int}/administrator": Asked(
        "everybody.change", "/settings/people/4/administrator", form={"value": "yes"}
    ),
    "POST /settings/people/{person_id:int}/disable": Asked("everybody.change", "/settings/people/4/disable"),
    "POST /settings/people/{person_id:int}/enable": Asked("everybody.change", "/settings/people/4/enable"),
    "POST /settings/people/{person_id:int}/reset": Asked("everybody.let_in", "/settings/people/4/reset"),
    "POST /settings/people/{person_id:int}/roles": Asked(
        "everybody.change", "/settings/people/5/roles", form={"client": "kopi", "role": "manager"}
    ),
    "GET /settings/profile": Asked("self.see"),
    "POST /settings/profile": Asked(
        "self.change", form={"name": "Nama Lain", "language": "id", "theme": "dark", "zone": ""}
    ),
    "POST /settings/profile/email": Asked(
        "self.change", form={"email": "lain{own}@example.org", "password": "{password}"}
    ),
    "GET /settings/security": Asked("self.change"),
    "POST /settings/security/password": Asked(
        "self.change", form={"current": "{password}", "password": "lima kata yang lain lagi"}
    ),
    "POST /settings/security/second-step": Asked("self.change", unnoted=UNPROVEN),
    "POST /settings/security/second-step/codes": Asked("self.change", form=PROOF, first=STEP_ON),
    "POST /settings/security/second-step/confirm": Asked("self.change", form=PROOF),
    "POST /settings/security/second-step/end": Asked("self.change", form=PROOF, first=STEP_ON),
    "GET /settings/sessions": Asked("self.see"),
    "POST /settings/sessions/end-others": Asked("self.change"),
    "POST /settings/sessions/{session_id:int}/end": Asked("self.change", "/settings/sessions/{own}/end"),
    "GET /settings/sources": Asked("sources.see"),
    "POST /settings/sources/{name:str}": Asked(
        "sources.change", "/settings/sources/social-api4", form={"per_minute": "10"}
    ),
    "POST /settings/sources/{name:str}/forget-key": Asked(
        "sources.change", "/settings/sources/social-api4/forget-key"
    ),
    "POST /settings/sources/{name:str}/test": Asked("sources.change", "/settings/sources/social-api4/test"),
    "GET /setup": Asked("open"),
    "POST /setup": Asked("open", form={"username": "x"}),
    "GET /sign-in": Asked("open"),
    "POST /sign-in": Asked("open", form=WRONG),
    "GET /sign-in/code": Asked("open"),
    "POST /sign-in/code": Asked("open", form={"code": "000000"}),
    "POST /sign-out": Asked("open"),
    "GET /static/{path:path}": Asked("open", asset("app.js")),
}

"""What the manager of kopi asks for with the number of something that belongs to teh, or to somebody else."""
