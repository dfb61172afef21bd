"""What a parser of the networks' JSON is told beside the row, and the error of a row that cannot be used."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.errors import FormatError
from cicero.records import AccountRef


class RowError(FormatError):
    """A row that cannot be used, with the reason; the rows around it are not touched."""


class Seen(Struct, frozen=True, kw_only=True):
    """When the rows were seen, and what is known of them without their saying it.

    `account` owns rows that do not name theirs. `post_id` is the post that comments are on where their rows
    do not say it. `zone` reads wall-clock times without zone.
    """

    observed_at: datetime
    zone: str | None = None
    account: AccountRef | None = None
    post_id: int | None = None
