"""/api/sources: how live sources do, what is left of their calls, how to reach them. For administrators."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from litestar import Request, delete, get, patch, post
from litestar.params import PathParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from cicero import audit, ingest
from cicero.api.given import Actor, Connection, Settings
from cicero.api.parameters import body
from cicero.api.problem import refusals
from cicero.api.shown import shown
from cicero.errors import NotFoundError
from cicero.ingest import meters, standing
from cicero.ingest.standing import SourceStanding, SourceState
from cicero.periods import now
from cicero.records import Platform
from cicero.secret import Secret
from cicero.sources.registry import SOURCES

Name = Annotated[str, PathParameter(description="As GET /api/sources tells it.")]


class MeterView(Struct, frozen=True, kw_only=True):
    """`used` of `limit` calls as of `at`, until `renews_at`. `expected`: used by then at the present pace;
    `empty_at`: when the rest will be gone, where that is before. Null: not known."""

    basis: Literal["plan", "budget"]
    limit: int
    used: int
    left: int
    at: datetime
    renews_at: datetime | None
    expected: int | None
    empty_at: datetime | None


class CallsView(Struct, frozen=True, kw_only=True):
    """Calls of one UTC day for one purpose; `failed` of them brought nothing."""

    day: date
    purpose: str
    calls: int
    failed: int


class QuotaView(Struct, frozen=True, kw_only=True):
    """`plan`: as the answers' headers said last; `budget`: as set for a calendar month (UTC).

    `pace`: calls a day, the mean of the last `days` whole days; `month_end`: calls of this month when it
    ends, at that pace. `calls`: of the last 30 days.
    """

    plan: MeterView | None
    budget: MeterView | None
    pace: float | None
    days: int
    this_month: int
    month_end: int | None
    calls: list[CallsView]


class SourceView(Struct, frozen=True, kw_only=True):
    """Whether there are keys is told, never the keys. `retry_at`: it is left alone until then.

    `answers`: collecting can be expected of it. `shortage`: calls wanted ÷ calls left, null: nothing limits
    them. `budget`: calls a month, null: what its plan allows.
    """

    name: str
    title: str
    platform: Platform
    url: str
    has_key: bool
    fallback_url: str | None
    fallback_host: str | None
    has_fallback_key: bool
    enabled: bool
    per_minute: int
    budget: int | None
    state: SourceState
    answers: bool
    message: str | None
    state_since: datetime | None
    retry_at: datetime | None
    failures: int
    last_success_at: datetime | None
    last_failure_at: datetime | None
    shortage: float | None
    quota: QuotaView


class Sources(Struct, frozen=True):
    sources: list[SourceView]


class SourceChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays; "" and `budget` 0 take away. A key stays until another is given."""

    url: str | UnsetType = UNSET
    key: str | UnsetType = UNSET
    fallback_url: str | UnsetType = UNSET
    fallback_host: str | UnsetType = UNSET
    fallback_key: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    per_minute: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType = UNSET
    budget: Annotated[int, Meta(ge=0, le=10**12)] | UnsetType = UNSET


class ToldQuota(Struct, frozen=True, kw_only=True):
    """What the answer's headers said of the plan."""

    limit: int | None
    remaining: int | None
    resets_at: datetime | None


class Tried(Struct, frozen=True, kw_only=True):
    """Whether the source answered; else what is in the way, and what to do."""

    ok: bool
    reason: str
    message: str
    hint: str
    quota: ToldQuota | None


@get(
    "/sources",
    needs="sources.see",
    tags=["Sources"],
    summary="Live sources",
    responses=refusals(400, 401, 403),
)
async def list_sources(connection: Connection) -> Sources:
    """Each with its state, its quota and how far the calls left will go."""
    return Sources([await _view(connection, one) for one in await standing.sources(connection)])


@patch(
    "/sources/{name:str}",
    needs="sources.change",
    tags=["Sources"],
    summary="Set up a source",
    responses=refusals(400, 401, 403, 404),
)
async def configure_source(
    connection: Connection,
    actor: Actor,
    settings: Settings,
    name: Name,
    data: Annotated[SourceChange, body(key="the key", per_minute=60, budget=50_000)],
) -> SourceView:
    """It counts as untried afterwards."""
    source = SOURCES[_known(name)]
    given: dict[str, Any] = {
        field: one for field in data.__struct_fields__ if (one := getattr(data, field)) is not UNSET
    }
    keys: dict[str, Any] = {field: _secret(given.pop(field, "")) for field in ("key", "fallback_key")}
    if "url" in given:
        given["url"] = given["url"].strip() or source.url
    await ingest.configure(connection, settings, source.name, **given, **keys)
    details = {**given, "keys_entered": [field for field, key in keys.items() if key]}
    await audit.note(connection, actor, "source.configure", thing=source.name, details=details)
    return await _one(connection, source.name)


@post(
    "/sources/{name:str}/test",
    needs="sources.change",
    tags=["Sources"],
    summary="Try a source",
    status_code=200,
    responses=refusals(400, 401, 403, 404),
)
async def try_source(
    request: Request[Any, Any, Any], connection: Connection, actor: Actor, settings: Settings, name: Name
) -> Tried:
    """With one cheap call, also while it is being left alone."""
    async with ingest.open_caller(request.app.state.source_pool, settings) as caller:
        tried = await ingest.try_source(caller, _known(name))
    await audit.note(connection, actor, "source.test", thing=name, details={"answers": tried.ok})
    return shown(tried, Tried)


@delete(
    "/sources/{name:str}/key",
    needs="sources.change",
    tags=["Sources"],
    summary="Remove a source's keys",
    responses=refusals(400, 401, 403, 404),
)
async def forget_source_key(connection: Connection, actor: Actor, name: Name) -> None:
    """What was collected stays."""
    await ingest.forget_key(connection, _known(name))
    await audit.note(connection, actor, "source.forget_key", thing=name)


async def _one(connection: Connection, name: str) -> SourceView:
    found = {one.name: one for one in await standing.sources(connection)}
    return await _view(connection, found[name])


async def _view(connection: Connection, one: SourceStanding) -> SourceView:
    quota = await meters.quota(connection, one.name, now(), one.budget)
    source = SOURCES[one.name]
    return shown(
        one,
        SourceView,
        title=source.title,
        platform=source.platform,
        answers=one.answers,
        quota=shown(quota, QuotaView, plan=_meter(quota.plan), budget=_meter(quota.budget)),
    )


def _meter(meter: meters.Meter | None) -> MeterView | None:
    return shown(meter, MeterView, left=meter.left) if meter else None


def _known(name: str) -> str:
    if name not in SOURCES:
        raise NotFoundError(f"There is no source {name!r}.", f"There are {', '.join(SOURCES)}.")
    return name


def _secret(given: str) -> Secret | None:
    """Nothing where none was given: the key that is set stays."""
    return Secret(given.strip()) if given.strip() else None
