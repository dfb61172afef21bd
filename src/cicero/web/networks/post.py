"""What is shown of a post besides its figures."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.accounts import Account


class ShownPost(Struct, frozen=True, kw_only=True):
    """`link` leads to its network, `picture` is where the kept one is; empty where there is none."""

    account: Account
    kind: str | None
    caption: str | None
    published_at: datetime
    link: str
    picture: str
