"""Answers kept for about two seconds, for what dashboards ask again and again.

Pages ask the same several times while they build themselves up, and many people look at one client: whoever
asks within `KEPT` gets the bytes that were made for the first, those who ask at the same moment wait for them
together. A request that changes something empties the memory of its process, so that whoever writes reads
what they wrote; other processes follow after `KEPT`.

    return await answers.give(request, ("tiktok-posts", client.client_id), make)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from random import uniform
from time import monotonic
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from msgspec import Struct, field

from cicero.api.codings import COMPRESS_FROM, WHOLE, coding_for
from cicero.once import once

KEPT = 2.0
"""Seconds. What is collected arrives every few minutes; the dashboards ask every ten seconds at most."""
SPREAD = 0.75, 1.25
"""Of that, at random: what was asked for together is not all made anew at the same moment."""
MOST, BYTES = 2_000, 1 << 26
"""Answers, and their bytes together before they are compressed, that a process keeps; the one that was used
longest ago goes first."""

Make = Callable[[], Awaitable[Any]]


class Kept(Struct, kw_only=True):
    """`compressed`: by the coding's name, made when somebody first takes it so."""

    until: float
    body: bytes
    headers: dict[str, str]
    compressed: dict[str, bytes] = field(default_factory=dict)


class Answer(Struct, frozen=True):
    """What `make` may return instead of plain data: with headers of its own."""

    data: Any
    headers: dict[str, str]


class Answers:
    """One memory for each process that answers requests."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._emptied = 0

    async def give(self, request: Request[Any, Any, Any], about: Hashable, make: Make) -> Response[bytes]:
        """JSON of what `make` returns for this address. `about` names all else that it hangs on: the client,
        and whoever asks where it differs from person to person. Errors are not kept."""
        key = request.url.path, request.url.query, about
        kept = self._kept.get(key)
        if kept is None or kept.until < monotonic():
            kept = await once(("answer", id(self), self._emptied, key), partial(self._make, key, make))
        else:
            self._kept.move_to_end(key)
        return self._response(request, kept)

    def empty(self) -> None:
        """A request has just changed something: what was being made meanwhile is not kept either."""
        self._emptied += 1
        self._kept.clear()
        self._size = 0

    async def _make(self, key: Hashable, make: Make) -> Kept:
        emptied = self._emptied
        made = await make()
        data, headers = (made.data, made.headers) if isinstance(made, Answer) else (made, {})
        until = monotonic() + KEPT * uniform(*SPREAD)  # noqa: S311 - nothing secret
        kept = Kept(until=until, body=msgspec.json.encode(data), headers=headers)
        if emptied == self._emptied:
            self._keep(key, kept)
        return kept

    def _keep(self, key: Hashable, kept: Kept) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = kept
        self._size += len(kept.body) - (len(before.body) if before else 0)
        while len(self._kept) > MOST or self._size > BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)

    def _response(self, request: Request[Any, Any, Any], kept: Kept) -> Response[bytes]:
        headers = {"vary": "Accept-Encoding", **kept.headers}
        coding = coding_for(request.headers.get("accept-encoding", ""))
        if not coding or len(kept.body) < COMPRESS_FROM:
            return Response(kept.body, headers=headers, media_type=MediaType.JSON)
        if coding not in kept.compressed:
            kept.compressed[coding] = WHOLE[coding](kept.body)
        headers["content-encoding"] = coding
        return Response(kept.compressed[coding], headers=headers, media_type=MediaType.JSON)
