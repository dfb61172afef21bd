"""Answers kept, so that a question asked again costs one look-up, until something is stored of its accounts.

    run = cached(run, pack, unpack)

An answer is kept for the question as a whole, the accounts named included, and given only to those who
may see each of these; and for the version of what is known of them: triggers note for every transaction whose
posts, snapshots, tags or profiles it changed (the migration `0007_results`), so a fetch outdates the answers
about its account and no others. All processes share what is kept. `LIFE` bounds it for the sake of what
depends on the time of asking.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import cache, wraps
from importlib.resources import files
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, get_type_hints
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from cicero.analytics.seen import each_is_seen
from cicero.db import Connection, as_array, execute, sql
from cicero.once import once

T = TypeVar("T")
P = ParamSpec("P")
Analysis = Callable[Concatenate[Connection, P], Awaitable[T]]

LIFE = timedelta(minutes=30)
"""How long an answer is given. `now()` decides whether growth reaches the end of a period that still runs."""
SWEPT = 2 * LIFE
"""How long changes are remembered: longer than any answer is given that was made before them."""
LARGEST, ALL = 1 << 22, 1 << 28
"""Bytes of one answer that is still kept, and of all together after a sweep."""
AT_HAND, BYTES_AT_HAND = 256, 1 << 23
"""How many answers, and of how many bytes together, a process holds itself."""

_ROOMS = ("cicero.analytics", "cicero.metrics", "cicero.periods")
_held: dict[UUID, Held] = {}


class Found(Struct):
    """`own`: the transaction changed something of these accounts; its answer is for itself alone.

    `answer` names what is kept; its body is missing when it was held already.
    """

    version: int
    own: bool
    answer: UUID | None
    body: bytes | None


class Held(Struct):
    """An answer as this process made or unpacked it last, with the size of its bytes."""

    answer: UUID
    value: Any
    size: int


def cached(
    analysis: Analysis[P, T],
    pack: Callable[[T], bytes] | None = None,
    unpack: Callable[[Any, bytes], T] | None = None,
    *,
    lasting: bool = False,
) -> Analysis[P, T]:
    """The same analysis, answered from what is kept where nothing changed since.

    Its first argument after the connection is a Query or the ids of accounts, and no account may be looked at
    that is not among those; its other arguments and what it returns are what msgspec can write and read, or
    `pack` and `unpack` (given that first argument, and the bytes) do it. `lasting`: it is given until its
    time is over, whatever is stored meanwhile: of very many accounts one has always just changed.
    """
    pack = pack or msgspec.msgpack.encode
    unpack = unpack or _unpacking(analysis)
    signature = inspect.signature(analysis)
    name = f"{analysis.__module__}.{analysis.__qualname__}"

    @wraps(analysis)
    async def answered(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        bound = signature.bind(connection, *args, **kwargs)
        bound.apply_defaults()
        about = bound.args[1]
        question = _digest(name, bound.args[1:], bound.kwargs)
        held = _held.get(question)
        found = await _find(connection, question, () if lasting else about, held)
        if held is not None and held.answer == found.answer:
            return cast(T, held.value)
        if found.answer is not None and found.body is not None:
            return _hold(question, found.answer, unpack(about, found.body), len(found.body))
        if found.own or not await each_is_seen(connection, _accounts(about)):
            return await analysis(connection, *args, **kwargs)

        async def make() -> T:
            value = await analysis(connection, *args, **kwargs)
            await _keep(connection, question, found.version, _accounts(about), value, pack(value))
            return value

        return await once((question, found.version, *_place(connection)), make)

    return answered


def forget_at_hand() -> None:
    """Be as a process that has answered nothing yet; what is stored stays."""
    _held.clear()


async def sweep(connection: Connection) -> None:
    """Drop what is kept but never given again, and what is more than `ALL` bytes, the oldest first."""
    await execute(connection, sql(__package__, "sweep_results"), {"life": LIFE, "bytes": ALL})
    await execute(connection, sql(__package__, "sweep_changes"), {"life": SWEPT})


def _unpacking(analysis: Analysis[P, T]) -> Callable[[Any, bytes], T]:
    decoder = msgspec.msgpack.Decoder(get_type_hints(analysis)["return"])
    return lambda _about, body: cast(T, decoder.decode(body))


def _digest(*asked: object) -> UUID:
    """Of the whole question and of the code that answers it: another release asks anew."""
    written = msgspec.msgpack.encode(asked)
    return UUID(bytes=hashlib.blake2b(written, digest_size=16, key=_code()).digest())


@cache
def _code() -> bytes:
    digest = hashlib.blake2b()
    for room in _ROOMS:
        package, _, module = room.rpartition(".")
        texts = files(room).iterdir() if module != "periods" else [files(package) / f"{module}.py"]
        for text in sorted((t for t in texts if t.name.endswith((".py", ".sql"))), key=lambda t: t.name):
            digest.update(text.read_bytes())
    return digest.digest()


async def _find(connection: Connection, question: UUID, about: Any, held: Held | None) -> Found:
    accounts = _accounts(about)
    parameters = {
        "accounts": as_array(accounts),
        "question": question,
        "life": LIFE,
        "held": held and held.answer,
    }
    cursor = await connection.execute(sql(__package__, "find_result"), parameters, binary=True)
    return Found(*cast("tuple[int, bool, UUID | None, bytes | None]", await cursor.fetchone()))


async def _keep(
    connection: Connection, question: UUID, version: int, accounts: list[int], value: object, body: bytes
) -> None:
    if len(body) <= LARGEST:
        answer = uuid4()
        values = {
            "question": question,
            "version": version,
            "answer": answer,
            "accounts": as_array(accounts),
            "body": body,
        }
        await execute(connection, sql(__package__, "keep_result"), values)
        _hold(question, answer, value, len(body))


def _accounts(about: Any) -> list[int]:
    return sorted(set[int](getattr(about, "accounts", about)))


def _hold(question: UUID, answer: UUID, value: T, size: int) -> T:
    """Keep it at hand; what was held longest goes where it becomes too much."""
    _held.pop(question, None)
    _held[question] = Held(answer, value, size)
    while len(_held) > AT_HAND or sum(one.size for one in _held.values()) > BYTES_AT_HAND:
        del _held[next(iter(_held))]
    return value


def _place(connection: Connection) -> tuple[object, ...]:
    """Which database it is."""
    info = connection.info
    return info.host, info.port, info.dbname
