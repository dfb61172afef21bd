"""The emulator as an ASGI app: gateway, products, pictures and the controls, over a world or over files."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from cicero.emulator import control, instagram, tiktok
from cicero.emulator.asking import Ask, Choices
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.damage import by_gateway, damaged, failed, refused
from cicero.emulator.faults import Faults, Scene
from cicero.emulator.gateway import KEY, Gateway, Plan
from cicero.emulator.pictures import PREFIX, serve
from cicero.emulator.replay import Replay
from cicero.emulator.running import Answer, Emulator
from cicero.emulator.world import World
from cicero.records import Platform

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

SLOW = 2.0
"""Seconds that an answer takes with the fault `slow`."""
LISTS = frozenset(
    (
        "/v1/posts", "/v1/reels", "/v1/tagged", "/v1.2/posts", "/v1.2/reels", "/v1/comments",
        "/v1/comments_thread", "/v1/hashtag", "/api/user/posts", "/api/post/comments",
        "/api/post/comment/replies", "/api/challenge/posts",
    )
)  # fmt: skip
"""Paths that answer with pages of a list."""


def create_emulator(
    world: World | None = None,
    *,
    clock: EmulatorClock,
    keys: Mapping[str, Plan] | None = None,
    faults: Mapping[str, float] | None = None,
    replay: Replay | None = None,
    choices: Choices | None = None,
    seed: int = 0,
    late: float = 120.0,
) -> App:
    """The app. What `replay` answers goes before the `world`; `keys` replaces the key `emulator`.

    `seed` decides when random faults strike, `late` how many seconds an answer takes with `timeout`.
    """
    known = {**instagram.endpoints(world), **tiktok.endpoints(world)} if world else {}
    emulator = Emulator(
        world=world,
        replayed=replay.accounts if replay else (),
        clock=clock,
        faults=Faults(seed, faults),
        gateway=Gateway(keys if keys is not None else {KEY: Plan()}, clock.now()),
        endpoints={**known, **(replay.endpoints if replay else {})},
        choices=choices or Choices(),
        calls=Counter(),
        struck=Counter(),
        late=late,
    )

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await _send(send, await _answer(emulator, scope, receive))

    return app


class _Call(Struct, frozen=True):
    """What is read from a request."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    base: str


async def _answer(emulator: Emulator, scope: dict[str, Any], receive: Receive) -> Answer:
    call = _read(scope)
    if call.path.startswith(control.PREFIX):
        return control.answer(emulator, call.method, call.path, await _body(receive))
    if call.path.startswith(PREFIX):
        status, picture = serve(call.path, call.params, emulator.clock.now().timestamp())
        return Answer(status, picture, {"content-type": "image/jpeg" if picture else "text/plain"})
    answer = await _through_the_gateway(emulator, call)
    emulator.calls[call.path, answer.status] += 1
    return answer


async def _through_the_gateway(emulator: Emulator, call: _Call) -> Answer:
    """Gateway, then product, and whatever goes wrong on the way."""
    product: Platform = "tiktok" if call.path.startswith("/api/") else "instagram"
    key, gateway, at = call.headers.get("x-rapidapi-key"), emulator.gateway, emulator.clock.now()
    endpoint = emulator.endpoints.get(call.path) if call.method == "GET" else None
    scene = emulator.faults.draw(listing=call.path in LISTS, later_page=_is_later_page(call.params))
    emulator.struck.update(scene.struck)
    refusal = refused(scene, gateway.plan(key), product, call.path) or gateway.refuse(
        key, call.headers.get("x-rapidapi-host"), product, call.path, endpoint is not None, at
    )
    headers = gateway.headers(key, product, at, any(name.startswith("quota") for name in scene.struck))
    if refusal is not None or endpoint is None:
        return by_gateway(refusal, headers) if refusal else Answer(404, b"")
    await _wait(emulator, scene)
    answer = failed(scene, product)
    if answer is None:
        asked = Ask(
            path=call.path,
            params=call.params,
            at=at,
            base=call.base,
            scene=scene,
            choices=emulator.choices,
        )
        reply = endpoint(asked)
        answer = damaged(scene, reply.status, reply.body)
    return msgspec.structs.replace(answer, headers={**answer.headers, **headers})


async def _wait(emulator: Emulator, scene: Scene) -> None:
    if "timeout" in scene.struck:
        await asyncio.sleep(emulator.late)
    if "slow" in scene.struck:
        await asyncio.sleep(SLOW)


def _is_later_page(params: Mapping[str, str]) -> bool:
    return bool(params.get("pagination_token")) or params.get("cursor", "0") not in ("", "0")


def _read(scope: dict[str, Any]) -> _Call:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return _Call(
        method=scope["method"],
        path=scope["path"],
        params=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        headers=headers,
        base=f"{scope.get('scheme', 'http')}://{headers.get('host', 'emulator')}",
    )


async def _body(receive: Receive) -> bytes:
    whole = bytearray()
    while True:
        message = await receive()
        whole += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(whole)


async def _send(send: Send, answer: Answer) -> None:
    headers = dict(answer.headers)
    if not answer.cut and answer.status != 204:
        headers["content-length"] = str(len(answer.body))
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": answer.body})


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
