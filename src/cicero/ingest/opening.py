"""From a path to a recognised file whose parser knows all that the rows do not say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from cicero import accounts, posts
from cicero.db import Connection
from cicero.errors import CiceroError, FormatError
from cicero.ingest.files import ImportOptions, made_at
from cicero.records import AccountRef, Comment, Post, Record
from cicero.sources.files import formats, reading
from cicero.sources.files.format import Context, Format

PROBED_ROWS = 2000
"""Rows read ahead to find out whose posts an anonymous file holds."""

_NOBODY = "unknown"


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
    recognised = formats.recognise(head, mapped=bool(options.columns))
    context = Context(
        observed_at=options.observed_at or made_at(path),
        zone=options.zone,
        account=options.account,
        platform=options.platform,
        columns=options.columns,
        date_format=options.date_format,
    )
    context = reading.surveyed(path, recognised, context)
    return Opened(path=path, format=recognised, context=context, notes=head.notes)


def rank(opened: Opened) -> int:
    """Files that name their accounts come first, anonymous ones next, comments last: each leans on those before."""
    first = next(_records(opened, _anybody(opened)), None)
    if isinstance(first, Comment):
        return 2
    return 0 if opened.format.names_account or opened.context.account else 1


async def with_owner(connection: Connection, opened: Opened) -> Opened:
    """The file with the account its posts belong to, found by posts that are already known to be somebody's."""
    if opened.format.names_account or opened.context.account:
        return opened
    found = [r for r in _records(opened, _anybody(opened)) if isinstance(r, Post)]
    if not found:
        return opened
    holding = await posts.accounts_holding(connection, found[0].account.platform, (p.post_id for p in found))
    if len(holding) != 1:
        raise FormatError(
            f"The rows of this {opened.format.title} do not say whose posts they are.",
            f"Name the account: --account {found[0].account.platform}:HANDLE.",
        )
    owner = await accounts.ref_of(connection, holding[0])
    context = msgspec.structs.replace(opened.context, account=owner)
    return msgspec.structs.replace(opened, context=context)


def _anybody(opened: Opened) -> Context:
    if opened.context.account or opened.format.names_account:
        return opened.context
    nobody = AccountRef(platform=opened.context.platform or "tiktok", handle=_NOBODY)
    return msgspec.structs.replace(opened.context, account=nobody)


def _records(opened: Opened, context: Context) -> Iterator[Record]:
    for line in islice(reading.rows(opened.path, opened.format), PROBED_ROWS):
        if line.problem:
            continue
        try:
            yield from opened.format.parse(line.value, context)
        except CiceroError:
            continue
