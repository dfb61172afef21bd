"""GET /api/docs: the API's description as a page, without the network.

Swagger UI where the pages' files were built; a plain list made of the same description where they were not.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.openapi.spec import OpenAPI, Operation

METHODS = ("get", "post", "put", "patch", "delete")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Cicero API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body>{body}</body></html>
"""
HEAD = '<link rel="stylesheet" href="/static/swagger/swagger-ui.css">'
BODY = """<div id="reference"></div>
<script src="/static/swagger/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script>"""
START = """SwaggerUIBundle({
  url: "/api/openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null,
});
"""


@get(
    ["/api/docs", "/api/docs/"],
    include_in_schema=False,
    media_type=MediaType.HTML,
    needs="open",
    sync_to_thread=False,
)
def reference(request: Request[Any, Any, Any]) -> str:
    if _is_built():
        return PAGE.format(head=HEAD, body=BODY)
    return PAGE.format(head="", body=_listed(request.app.openapi_schema))


@get("/api/docs/start.js", include_in_schema=False, needs="open", sync_to_thread=False)
def reference_script() -> Response[str]:
    return Response(START, media_type="text/javascript")


def _is_built() -> bool:
    return files("cicero").joinpath("web", "static", "dist", "swagger", "swagger-ui-bundle.js").is_file()


def _listed(api: OpenAPI) -> str:
    parts = [f"<h1>{escape(api.info.title)} API</h1><pre>{escape(api.info.description or '')}</pre>"]
    parts.append('<p><a href="/api/openapi.json">openapi.json</a></p>')
    for path, item in sorted((api.paths or {}).items()):
        answering = ((method, getattr(item, method)) for method in METHODS)
        parts += [_operation(f"{method.upper()} {path}", found) for method, found in answering if found]
    return "\n".join(parts)


def _operation(name: str, operation: Operation) -> str:
    taken = "".join(
        f"<li><code>{escape(one.name)}</code>{' (required)' if one.required else ''}: "
        f"{escape(one.description or '')}</li>"
        for one in operation.parameters or ()
        if not hasattr(one, "ref")
    )
    told = escape(" ".join(filter(None, (operation.summary, operation.description))))
    return f"<h2><code>{escape(name)}</code></h2><p>{told}</p><ul>{taken}</ul>"
