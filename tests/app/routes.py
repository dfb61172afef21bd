"""Every route there is, the line of the table of permissions it needs, and a request that it can answer.

Reviewed by hand: a route that is not here, or needs another line than here, fails the walk.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from cicero.web.assets_route import asset


class Asked(Struct, frozen=True):
    """`path` is filled in; `form` and `json` are what it is sent. `unnoted`: why it leaves no audit line."""

    needs: str
    path: str = ""
    form: dict[str, Any] | None = None
    json: dict[str, Any] | None = None
    unnoted: str = ""


OWN = "changes nothing of anybody but how this browser shows pages"

ROUTES: dict[str, Asked] = {
    "GET /": Asked("self.see"),
    "POST /": Asked("client.create", form={"name": "Susu", "slug": "susu", "zone": "Asia/Jakarta"}),
    "GET /api": Asked("open"),
    "GET /api/accounts": Asked("client.see", "/api/accounts?client=kopi"),
    "GET /api/analytics": Asked("client.see", "/api/analytics?client=kopi&metrics=posts"),
    "GET /api/clients": Asked("self.see"),
    "GET /api/docs": Asked("open"),
    "GET /api/docs/start.js": Asked("open"),
    "GET /api/openapi.json": Asked("open"),
    "GET /api/posts": Asked("client.see", "/api/posts?client=kopi"),
    "GET /api/session": Asked("self.see"),
    "POST /api/session": Asked("open", json={"username": "nobody", "password": "wrong wrong wrong"}),
    "DELETE /api/session": Asked("self.leave"),
    "GET /clients/{slug:str}": Asked("client.see", "/clients/kopi"),
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
    "GET /clients/{slug:str}/progress": Asked("client.see", "/clients/kopi/progress"),
    "GET /health": Asked("open"),
    "GET /pictures/{name:str}": Asked("open", "/pictures/made-up"),
    "POST /preferences": Asked("open", form={"theme": "dark", "next": "/"}, unnoted=OWN),
    "GET /settings/sources": Asked("sources.see"),
    "POST /settings/sources/{name:str}": Asked(
        "sources.change", "/settings/sources/social-api4", form={"per_minute": "10"}
    ),
    "POST /settings/sources/{name:str}/forget-key": Asked(
        "sources.change", "/settings/sources/social-api4/forget-key"
    ),
    "POST /settings/sources/{name:str}/test": Asked("sources.change", "/settings/sources/social-api4/test"),
    "GET /setup": Asked("open"),
    "POST /setup": Asked("open", form={"username": "x"}, unnoted="is refused once there is anybody"),
    "GET /sign-in": Asked("open"),
    "POST /sign-in": Asked(
        "open", form={"username": "nobody", "password": "wrong wrong wrong"}, unnoted="nobody signed in"
    ),
    "POST /sign-out": Asked("open"),
    "GET /static/{path:path}": Asked("open", asset("app.js")),
}
