"""`cicero emulate`: pretend sources, to try Cicero without a key and to test what reads them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter
from granian.constants import Interfaces
from granian.server.embed import Server

from cicero.cli.serve import check_free
from cicero.config import settings
from cicero.emulator import KEY, EmulatorClock, Plan, Replay, World, build_world, create_emulator, load_replay
from cicero.emulator.app import App
from cicero.emulator.faults import FAULTS, read_fault
from cicero.errors import CiceroError, InputError
from cicero.periods import DEFAULT_ZONE, day_start, now

FAULT_HELP = "What goes wrong, and in which share of the calls; may be repeated. --faults lists them."
KEY_HELP = f"Another key than `{KEY}`, with so many calls in 30 days; may be repeated."


def emulate(
    *,
    host: Annotated[str, Parameter(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to listen on.")] = 8601,
    seed: Annotated[int, Parameter(help="Which world: the same number is the same world.")] = 1,
    speed: Annotated[float, Parameter(help="Seconds of its clock for each real one.")] = 1.0,
    start: Annotated[date | None, Parameter(help="Day with which its clock begins instead of now.")] = None,
    replay: Annotated[Path | None, Parameter(help="Folder of real payload files to serve instead.")] = None,
    fault: Annotated[Sequence[str], Parameter(help=FAULT_HELP, name="--fault", negative=())] = (),
    key: Annotated[Sequence[str], Parameter(help=KEY_HELP, name="--key", negative=())] = (),
    faults: Annotated[bool, Parameter(help="List the faults there are.", negative=())] = False,
) -> int:
    """Answer as `social-api4` (Instagram) and `tiktok-api23` behind RapidAPI do, over an invented world."""
    if faults:
        print("\n".join(f"{name:<22} {known.help}" for name, known in FAULTS.items()))
        return 0
    switched_on = dict(read_fault(text) for text in fault)
    keys = {KEY: Plan(), **dict(_read_key(text) for text in key)}
    begin = day_start(start, DEFAULT_ZONE) if start else now()
    check_free(msgspec.structs.replace(settings(), host=host, port=port))
    found = load_replay(replay.expanduser()) if replay else None
    world = None if found else build_world(seed, begin)
    clock = EmulatorClock(begin, speed)
    app = create_emulator(world, clock=clock, keys=keys, faults=switched_on, replay=found, seed=seed)
    asyncio.run(_serve(app, host, port, greeting(host, port, world, found)))
    return 0


def greeting(host: str, port: int, world: World | None, replay: Replay | None) -> str:
    """Where it answers, to which key, and whom it knows."""
    lines = [f"The emulator answers at http://{host}:{port} to the key {KEY!r}."]
    known = [(account.platform, account.handle) for account in world.accounts] if world else []
    for platform in ("instagram", "tiktok"):
        handles = [
            handle for network, handle in (replay.accounts if replay else known) if network == platform
        ]
        if handles:
            lines.append(f"{platform}: {' '.join(handles)}")
    lines.append("Controls: /_emulator/clock, /faults, /truth, /accounts, /calls.")
    return "\n".join(lines)


def _read_key(text: str) -> tuple[str, Plan]:
    """`KEY=LIMIT`; InputError for anything else."""
    name, _, limit = text.rpartition("=")
    if not name or not limit.isdecimal():
        raise InputError("A key is given as KEY=LIMIT.", "For example --key small=500.")
    return name, Plan(limit=int(limit))


async def _serve(app: App, host: str, port: int, told: str) -> None:
    server = Server(
        app, address=host, port=port, interface=Interfaces.ASGI, websockets=False, log_enabled=False
    )
    server.on_startup(lambda: print(told, flush=True))
    for end in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(end, server.stop)
    await server.serve()
    if server.interrupt_children:
        raise CiceroError(
            "The emulator ended by itself.", "Another port or seed may do; see the lines above."
        )
