"""The built files, in the smallest form the browser takes; names with a hash in them never change."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from cicero.errors import CiceroError, NotFoundError

DIST = Path(str(files("cicero.web"))) / "static" / "dist"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
HASHED = re.compile(r"-[A-Za-z0-9]{8}\.\w+$")
FOREVER = "public, max-age=31536000, immutable"


@get(
    "/static/{path:path}",
    include_in_schema=False,
    opt={"precompressed": True},
    needs="open",
    sync_to_thread=False,
)
def static_file(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    name = path.lstrip("/")
    accepted = request.headers.get("accept-encoding", "")
    for encoding, ending in ENCODINGS:
        if encoding in accepted and (data := content(name + ending)) is not None:
            return _answer(name, data, {"content-encoding": encoding})
    if (data := content(name)) is None:
        raise NotFoundError(f"There is no file {name}.")
    return _answer(name, data, {})


def asset(name: str) -> str:
    """The address of an asset by its plain name: `app.js`, `style.css`, `icons.svg`."""
    return f"/static/{manifest()[name]}"


@cache
def manifest() -> dict[str, str]:
    path = DIST / "manifest.json"
    if not path.is_file():
        raise CiceroError(
            "The pages' styles and scripts were not built.",
            "Install the package again (uv sync --reinstall-package cicero), which builds them.",
        )
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names


@cache
def content(name: str) -> bytes | None:
    return (DIST / name).read_bytes() if name in _known() else None


@cache
def _known() -> frozenset[str]:
    """What may be served: only what lies in the folder, so no name can lead out of it."""
    return frozenset(path.relative_to(DIST).as_posix() for path in DIST.rglob("*") if path.is_file())


def _answer(name: str, data: bytes, headers: dict[str, str]) -> Response[bytes]:
    lasting = FOREVER if HASHED.search(name) else "public, max-age=3600"
    headers = {**headers, "cache-control": lasting, "vary": "Accept-Encoding"}
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    return Response(data, media_type=kind, headers=headers)
