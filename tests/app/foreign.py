"""Addresses of what belongs to another client, asked for in the name of one's own."""

from __future__ import annotations

from tests.app.routes import ONE_COMMENT

FOREIGN = {
    "GET /api/accounts/{account_id:str}": "/api/accounts/2?client=kopi",
    "PATCH /api/accounts/{account_id:str}": "/api/accounts/2?client=kopi",
    "DELETE /api/accounts/{account_id:str}": "/api/accounts/2?client=kopi",
    "POST /api/accounts/{account_id:str}/past": "/api/accounts/2/past?client=kopi",
    "GET /api/accounts/{account_id:str}/posts/{post_id:str}": "/api/accounts/2/posts/2?client=kopi",
    "GET /api/accounts/{account_id:str}/posts/{post_id:str}/comments": (
        "/api/accounts/2/posts/2/comments?client=kopi"
    ),
    "POST /api/accounts/{account_id:str}/refresh": "/api/accounts/2/refresh?client=kopi",
    "DELETE /api/invitations/{invitation_id:str}": "/api/invitations/2?client=kopi",
    "POST /api/invitations/{invitation_id:str}/resend": "/api/invitations/2/resend?client=kopi",
    "DELETE /api/keys/{key_id:str}": "/api/keys/101",
    "PATCH /api/people/{person_id:str}": "/api/people/5?client=kopi",
    "DELETE /api/people/{person_id:str}": "/api/people/5?client=kopi",
    f"GET {ONE_COMMENT}": "/api/inbox/2/2/2?client=kopi",
    f"POST {ONE_COMMENT}/notes": "/api/inbox/2/2/2/notes?client=kopi",
    f"POST {ONE_COMMENT}/rating": "/api/inbox/2/2/2/rating?client=kopi",
    "PATCH /api/topics/{topic_id:str}": "/api/topics/8?client=kopi",
    "DELETE /api/topics/{topic_id:str}": "/api/topics/8?client=kopi",
    "PATCH /api/views/{view_id:str}": "/api/views/103?client=kopi",
    "DELETE /api/views/{view_id:str}": "/api/views/103?client=kopi",
    "PUT /api/users/{user_id:str}": "/api/users/TEH1?client_id=kopi",
    "POST /clients/{slug:str}/accounts/{account_id:int}/past": "/clients/kopi/accounts/2/past",
    "POST /clients/{slug:str}/views/{view_id:int}/remove": "/clients/kopi/views/103/remove",
    "POST /clients/{slug:str}/accounts/{account_id:int}/refresh": "/clients/kopi/accounts/2/refresh",
    "POST /clients/{slug:str}/accounts/{account_id:int}/remove": "/clients/kopi/accounts/2/remove",
    "POST /clients/{slug:str}/accounts/{account_id:int}/role": "/clients/kopi/accounts/2/role",
    "POST /clients/{slug:str}/people/invitations/{invitation_id:int}/resend": (
        "/clients/kopi/people/invitations/2/resend"
    ),
    "POST /clients/{slug:str}/people/invitations/{invitation_id:int}/withdraw": (
        "/clients/kopi/people/invitations/2/withdraw"
    ),
    "POST /clients/{slug:str}/people/{person_id:int}/remove": "/clients/kopi/people/5/remove",
    "POST /clients/{slug:str}/people/{person_id:int}/role": "/clients/kopi/people/5/role",
    "DELETE /api/sessions/{session_id:str}": "/api/sessions/101",
    "POST /settings/keys/{key_id:int}/revoke": "/settings/keys/101/revoke",
    "POST /settings/sessions/{session_id:int}/end": "/settings/sessions/101/end",
}
