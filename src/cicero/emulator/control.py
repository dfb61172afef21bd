"""The controls of a running emulator, under `/_emulator/`: its clock, its faults, its truth, its books."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from cicero.emulator.faults import FAULTS
from cicero.emulator.running import Answer, Emulator
from cicero.emulator.truth import truth
from cicero.emulator.world import WorldAccount, followers_at
from cicero.errors import CiceroError

PREFIX = "/_emulator/"


class ClockChange(Struct, frozen=True, forbid_unknown_fields=True):
    at: datetime | None = None
    speed: float | None = None


def answer(emulator: Emulator, method: str, path: str, body: bytes) -> Answer:
    """GET and PUT `clock` and `faults`; GET `truth`, `accounts` and `calls`."""
    try:
        return _json(200, _ask(emulator, method, path.removeprefix(PREFIX), body))
    except msgspec.MsgspecError as error:
        return _json(400, {"error": str(error)})
    except CiceroError as error:
        return _json(error.status, {"error": str(error), "hint": error.hint})
    except KeyError:
        return _json(404, {"error": f"There is no {method} {path}."})


def _ask(emulator: Emulator, method: str, name: str, body: bytes) -> Any:
    """KeyError where there is no such control."""
    if method == "PUT" and name == "clock":
        change = msgspec.json.decode(body, type=ClockChange)
        emulator.clock.set(change.at, change.speed)
        return _clock(emulator)
    if method == "PUT" and name == "faults":
        emulator.faults.set(msgspec.json.decode(body, type=dict[str, float]))
        return _faults(emulator)
    if method != "GET":
        raise KeyError(name)
    shown = {"clock": _clock, "faults": _faults, "truth": _truth, "accounts": _accounts, "calls": _calls}
    return shown[name](emulator)


def _clock(emulator: Emulator) -> Any:
    return {"at": emulator.clock.now(), "speed": emulator.clock.speed}


def _faults(emulator: Emulator) -> Any:
    return {"on": emulator.faults.rates, "known": {name: fault.help for name, fault in FAULTS.items()}}


def _truth(emulator: Emulator) -> Any:
    """Ids as text: they do not fit into a number of JavaScript."""
    if emulator.world is None:
        raise KeyError("truth")
    planted = msgspec.to_builtins(truth(emulator.world))
    for outlier in planted["outliers"]:
        outlier["post_id"] = str(outlier["post_id"])
    return planted


def _accounts(emulator: Emulator) -> Any:
    """Those of the files by network and handle alone."""
    replayed = [{"platform": platform, "handle": handle} for platform, handle in emulator.replayed]
    living = emulator.world.accounts if emulator.world else ()
    return replayed + [_account(account, emulator) for account in living]


def _account(account: WorldAccount, emulator: Emulator) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "handle": account.handle,
        "name": account.name,
        "id": account.platform_id,
        "sec_uid": account.sec_uid,
        "client": account.client,
        "own": account.own,
        "private": account.private,
        "followers": followers_at(account, emulator.clock.now()),
    }


def _calls(emulator: Emulator) -> Any:
    """Answers of each path by status, how many counted against a quota, and which faults struck."""
    paths: dict[str, dict[str, int]] = {}
    for (path, status), number in sorted(emulator.calls.items()):
        paths.setdefault(path, {})[str(status)] = number
    return {"paths": paths, "counted": emulator.gateway.used(), "faults": dict(emulator.struck)}


def _json(status: int, value: Any) -> Answer:
    return Answer(status, msgspec.json.encode(value), {"content-type": "application/json"})
