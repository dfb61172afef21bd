"""Real payload files served through the same endpoints, so that real items travel the live path unchanged.

Read are arrays of TikTok's web items (`.json`), and Zeeschuimer's lines (`.ndjson`) of TikTok's web items and
of Instagram's private-API items. Nothing is invented: what the files do not hold is absent from the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from cicero.emulator import replay_instagram, replay_tiktok
from cicero.emulator.asking import Endpoint
from cicero.errors import FormatError, InputError
from cicero.records import Platform

Json = dict[str, Any]


class Replay(Struct, frozen=True, kw_only=True):
    """What was found: the endpoints that serve it, the accounts by network and handle, and how many posts."""

    endpoints: Mapping[str, Endpoint]
    accounts: tuple[tuple[Platform, str], ...]
    posts: int


def load_replay(folder: Path) -> Replay:
    """Everything to be served in the folder and below it; InputError where there is nothing."""
    if not folder.exists():
        raise InputError(f"There is no folder {folder}.", "Name one with files of posts.")
    items = [item for path in _files(folder) for item in _items(path)]
    tiktok = replay_tiktok.shelve([item for item in items if "createTime" in item])
    instagram = replay_instagram.shelve([item for item in items if "taken_at" in item and "code" in item])
    if not tiktok.accounts and not instagram.accounts:
        raise InputError(
            f"There are no posts to replay in {folder}.",
            "It takes arrays of TikTok web items (.json) or Zeeschuimer's lines (.ndjson).",
        )
    return Replay(
        endpoints={
            **(replay_tiktok.endpoints(tiktok) if tiktok.accounts else {}),
            **(replay_instagram.endpoints(instagram) if instagram.accounts else {}),
        },
        accounts=(
            *(("tiktok", handle) for handle in sorted(tiktok.by_handle)),
            *(("instagram", handle) for handle in sorted(instagram.by_handle)),
        ),
        posts=len(tiktok.posts) + len(instagram.posts),
    )


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(
        path for path in folder.rglob("*") if path.suffix in (".json", ".ndjson") and path.is_file()
    )


def _items(path: Path) -> Iterator[Json]:
    """Objects of an array, or the `data` of each line; FormatError where a file is no JSON."""
    try:
        if path.suffix == ".ndjson":
            found: Any = msgspec.json.Decoder().decode_lines(path.read_bytes())
        else:
            found = msgspec.json.decode(path.read_bytes())
    except (msgspec.MsgspecError, OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be replayed: {error}.") from None
    for row in found if isinstance(found, list) else [found]:
        if isinstance(row, dict):
            inner = row.get("data")
            yield inner if isinstance(inner, dict) else row
