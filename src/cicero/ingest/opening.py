"""From a path to a recognised file whose parser knows all that the rows do not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from cicero import accounts, posts
from cicero.db import Connection
from cicero.errors import CiceroError, FormatError
from cicero.ingest.files import ImportOptions, made_at
from cicero.records import PLATFORMS, AccountRef, Comment, Post, Record
from cicero.sources.files import formats, reading
from cicero.sources.files.format import Context, Format

_COMMENTS = re.compile(r"(.+)_comments\.json(?:\.xz)?")

PROBED_ROWS = 2000
"""Rows read ahead to find out whose posts an anonymous file holds."""


class Opened(Struct, frozen=True, kw_only=True):
    path: Path
    format: Format
    context: Context
    notes: tuple[str, ...] = ()


def open_file(path: Path, options: ImportOptions) -> Opened:
    """Recognise a file by its content; FormatError says what it is when it is nothing known.

    Where the format asks for it, the whole file is looked over for what single rows do not say.
    """
    head = reading.head(path)
    recognised = formats.recognise(head, options.columns)
    context = Context(
        observed_at=options.observed_at or made_at(path),
        zone=options.zone,
        account=_fallback(recognised, options),
        platform=options.platform,
        columns=options.columns,
        date_format=options.date_format,
        post_id=_post_beside(path, options),
    )
    context = reading.surveyed(path, recognised, context)
    return Opened(path=path, format=recognised, context=context, notes=head.notes + context.notes)


def _fallback(recognised: Format, options: ImportOptions) -> AccountRef | None:
    """Whose rows without an account are, in a format whose rows usually name theirs."""
    return options.accounts[0] if recognised.names_account and len(options.accounts) == 1 else None


def _post_beside(path: Path, options: ImportOptions) -> int | None:
    """The post that comments are on, where the file beside theirs says it, as instaloader keeps them."""
    if not (named := _COMMENTS.fullmatch(path.name)):
        return None
    for suffix in (".json", ".json.xz"):
        beside = path.with_name(named[1] + suffix)
        if beside.is_file():
            opened = open_file(beside, options)
            found = (record for record in _probe(opened, 1) if isinstance(record, Post))
            return next((post.post_id for post in found), None)
    return None


def rank(opened: Opened) -> int:
    """Files that name their accounts first, anonymous ones next, comments last: each needs those before."""
    first = next(iter(_probe(opened, 1)), None)
    if isinstance(first, Comment):
        return 2
    return 1 if _is_anonymous(opened) else 0


async def with_owner(connection: Connection, opened: Opened, named: Sequence[AccountRef]) -> Opened:
    """An anonymous file with the account its posts belong to: as named, else told by posts already here."""
    if not _is_anonymous(opened):
        return opened
    found = [record for record in _probe(opened, PROBED_ROWS) if isinstance(record, Post)]
    if not found:
        return opened
    owner = await _owner(connection, found, named)
    context = msgspec.structs.replace(opened.context, account=owner)
    return msgspec.structs.replace(opened, context=context)


async def _owner(connection: Connection, found: list[Post], named: Sequence[AccountRef]) -> AccountRef:
    platform = found[0].account.platform
    for account in named:
        if account.platform == platform:
            return account
    holding = await posts.accounts_holding(connection, platform, (post.post_id for post in found))
    if len(holding) != 1:
        raise FormatError(
            "The rows of this file do not say whose posts they are.",
            f"Name the account: --account {platform}:HANDLE.",
        )
    return await accounts.ref_of(connection, holding[0])


def _is_anonymous(opened: Opened) -> bool:
    return not (opened.format.names_account or opened.context.account)


def _probe(opened: Opened, rows: int) -> list[Record]:
    """The first records of a file; of an anonymous one as if somebody on either network owned them."""
    if not _is_anonymous(opened):
        return _records(opened, opened.context, rows)
    for platform in PLATFORMS:
        somebody = msgspec.structs.replace(
            opened.context, account=AccountRef(platform=platform, handle="somebody")
        )
        if found := _records(opened, somebody, rows):
            return found
    return []


def _records(opened: Opened, context: Context, rows: int) -> list[Record]:
    found: list[Record] = []
    for line in islice(reading.rows(opened.path, opened.format), rows):
        with suppress(CiceroError):
            found += [] if line.problem else opened.format.parse(line.value, context)
    return found
