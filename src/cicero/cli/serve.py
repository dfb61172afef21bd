"""`cicero serve`: the database, the pages and the API, until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from typing import Annotated, NoReturn

import msgspec
import structlog
from cyclopts import Parameter
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings
from granian.server.embed import Server

from cicero import __version__, auth, db, jobs
from cicero.app import create_app
from cicero.app.log import set_up_log
from cicero.cli.worker import end_with_parent
from cicero.config import Settings, settings
from cicero.errors import CiceroError, InputError

log = structlog.get_logger("cicero.serve")

LAST_REQUESTS = 15
"""Seconds that a process of several has to finish what it is at."""

SLOW_CLIENTS = HTTP1Settings(header_read_timeout=10_000)
"""Milliseconds in which a request's head must be there; how long its body may take: `app.bodies`."""

AT_ONCE = 1_024
"""Requests that are taken at the same time; the rest waits outside. Slow ones must not fill all places."""


def serve(
    *,
    host: Annotated[str | None, Parameter(help="Address to listen on instead of CICERO_HOST.")] = None,
    port: Annotated[int | None, Parameter(help="Port to listen on instead of CICERO_PORT.")] = None,
) -> int:
    """Serve pages and API, and collect. Starts the database when it does not run, and stops it in the end."""
    chosen = msgspec.structs.replace(settings(), host=host or settings().host, port=port or settings().port)
    set_up_log(chosen)
    check_free(chosen)
    signal.signal(signal.SIGTERM, leave)
    with db.database(chosen) as conninfo:
        told = asyncio.run(_greeting(chosen, conninfo))
        run = serve_alone if chosen.workers == 1 else serve_many
        run(chosen, conninfo, told)
        finish_in_peace()
    return 0


def serve_alone(chosen: Settings, conninfo: str, told: str) -> None:
    """In this very process: nothing is left behind when it is killed."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve_alone(chosen, conninfo, told))


async def _serve_alone(chosen: Settings, conninfo: str, told: str) -> None:
    async with collecting(chosen, conninfo):
        await served(chosen, conninfo, told)


async def served(chosen: Settings, conninfo: str, told: str) -> None:
    """Answer until told to stop; `told` is printed once that is possible."""
    server = Server(
        create_app(chosen, conninfo),
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
        backlog=AT_ONCE,
        http1_settings=SLOW_CLIENTS,
    )
    server.on_startup(lambda: print(told, flush=True))
    for end in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(end, server.stop)
    await server.serve()
    if server.interrupt_children:
        raise CiceroError("The application ended by itself.", "The log above says why.")


@asynccontextmanager
async def collecting(chosen: Settings, conninfo: str) -> AsyncIterator[None]:
    """The worker beside the server, in this very process. When it breaks, the pages go on."""
    if not chosen.collect:
        yield
        return
    worker = asyncio.create_task(jobs.work(conninfo, chosen))
    worker.add_done_callback(_tell_of_end)
    try:
        yield
    finally:
        with suppress(Exception):
            await jobs.end(worker)


def _tell_of_end(worker: asyncio.Task[None]) -> None:
    if not worker.cancelled() and (error := worker.exception()):
        log.error("collecting has ended; restart Cicero", exc_info=error)


def serve_many(chosen: Settings, _conninfo: str, told: str) -> None:
    """Each answering process on its own; collecting is one more process, which ends with this one."""
    with _collector() if chosen.collect else nullcontext():
        _serve_many(chosen, told)


@contextmanager
def _collector() -> Iterator[None]:
    """Collecting in a process of its own. Ctrl+C does not reach it: we tell it, and its jobs may finish."""
    collector = subprocess.Popen(
        [sys.executable, "-m", "cicero.cli", "work"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
    try:
        yield
    finally:
        collector.terminate()
        try:
            collector.wait(jobs.FAREWELL + LAST_REQUESTS)
        except subprocess.TimeoutExpired:
            collector.kill()
            collector.wait()


def _serve_many(chosen: Settings, told: str) -> None:
    server = Granian(
        "cicero.cli.worker:app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=chosen.workers,
        loop=Loops.auto,
        websockets=False,
        log_enabled=False,
        backlog=AT_ONCE,
        http1_settings=SLOW_CLIENTS,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_REQUESTS,
    )
    server.on_startup(lambda: print(told, flush=True))
    server.serve()


def check_free(chosen: Settings) -> None:
    """Whether the address can be listened on. The server itself would share the port with another Cicero."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            chosen.host, chosen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror:
        raise InputError(
            f"This machine has no address {chosen.host!r}.", "Set another CICERO_HOST."
        ) from None
    except OSError as error:
        raise InputError(_why_not(error, chosen), "Choose another with CICERO_PORT or --port.") from None


def _why_not(error: OSError, chosen: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {chosen.port} on {chosen.host} is taken by another program."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This account may not listen on port {chosen.port}."
    return f"Cicero cannot listen on {chosen.host}, port {chosen.port}: {error.strerror}."


async def _greeting(chosen: Settings, conninfo: str) -> str:
    async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
        known = await auth.anyone(connection)
    address = chosen.public_url.rstrip("/") or _address(chosen)
    lines = [f"Cicero {__version__} answers at {address}"]
    if not known:
        lines.append(f"First run: create the administrator at {address}/setup")
    return "\n".join(lines)


def _address(chosen: Settings) -> str:
    everywhere = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104
    host = everywhere.get(chosen.host, chosen.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{chosen.port}"


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def leave(*_: object) -> NoReturn:
    """Told to stop before there is a server: leave as from any error, so that the database is stopped."""
    sys.exit(0)


def finish_in_peace() -> None:
    """Another Ctrl+C while the database stops would leave it half stopped."""
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, signal.SIG_IGN)
