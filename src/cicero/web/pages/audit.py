"""The audit log: who did what to which thing, filtered, page by page, and as a file. For administrators."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Stream
from msgspec import Struct

from cicero import audit
from cicero.audit import Asked
from cicero.errors import InputError, NotFoundError
from cicero.periods import DEFAULT_ZONE
from cicero.web import address
from cicero.web.audited import Told, labels, told
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Connection
from cicero.web.rendering import render

PATH = "/settings/audit"
FILTERS = ("person", "client", "action", "from", "to")
LINES = 50

FILES = {
    "audit.csv": (audit.as_csv, "text/csv; charset=utf-8"),
    "audit.ndjson": (audit.as_ndjson, "application/x-ndjson"),
}


class AuditPage(Struct, frozen=True, kw_only=True):
    """`given`: what stands in the filters. `older`: where the next lines are. Times are told in `zone`."""

    frame: Frame
    lines: tuple[Told, ...]
    given: address.Address
    actions: tuple[tuple[str, str], ...]
    older: str | None
    zone: str
    error: InputError | None = None


@get(PATH, needs="audit.see")
async def audit_log(request: Request[Any, Any, Any], connection: Connection, access: Access) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "audit")
    zone = access.person.zone or DEFAULT_ZONE
    given = address.read(PATH, request.query_params.multi_items(), (*FILTERS, "before"))
    found: list[audit.Line] = []
    error = None
    try:
        asked, before = audit.read_asked(dict(given.chosen), zone), _before(given["before"])
        found = await audit.page(connection, asked, before=before, limit=LINES + 1)
    except InputError as refused:
        error = refused
    page = AuditPage(
        frame=frame,
        lines=tuple(told(line, frame.language) for line in found[:LINES]),
        given=given,
        actions=_choices(await audit.actions(connection), frame),
        older=given.with_(before=found[LINES - 1].audit_id) if len(found) > LINES else None,
        zone=zone,
        error=error,
    )
    return render("settings/audit.html", page, frame.language, error.status if error else 200)


@get(PATH + "/{name:str}", needs="audit.see")
async def audit_file(request: Request[Any, Any, Any], access: Access, name: FromPath[str]) -> Response[Any]:
    """`audit.csv` or `audit.ndjson` with everything that the filters let through."""
    if name not in FILES:
        raise NotFoundError(f"There is no file {name!r}.", f"There are {' and '.join(FILES)}.")
    written, media_type = FILES[name]
    asked = _asked(request, access.person.zone or DEFAULT_ZONE)
    lines = audit.every(request.app.state.pool, access.scope, asked)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Stream(written(lines), media_type=media_type, headers=headers)


def _asked(request: Request[Any, Any, Any], zone: str) -> Asked:
    given = address.read(PATH, request.query_params.multi_items(), FILTERS)
    return audit.read_asked(dict(given.chosen), zone)


def _before(given: str) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and len(given) <= 18:
        return int(given)
    raise InputError(f"before={given} is not a line of the log.", "Begin again at the newest.")


def _choices(noted: list[str], frame: Frame) -> tuple[tuple[str, str], ...]:
    """The actions that there are lines of, in the reader's words and their order."""
    words = labels(frame.language)
    return tuple(sorted(((name, words.get(name, name)) for name in noted), key=lambda one: one[1].lower()))
