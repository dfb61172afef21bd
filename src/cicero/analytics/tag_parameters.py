"""How a question about the tags of accounts' posts is put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from cicero.db import as_array
from cicero.periods import Period

Sign = Literal["#", "@"]


def tag_parameters(accounts: Sequence[int], period: Period, sign: Sign) -> dict[str, Any]:
    """The parameters of every statement about tags; each account stands among them once."""
    return {
        "accounts": as_array(dict.fromkeys(accounts)),
        "sign": sign,
        "from": period.start,
        "until": period.end,
    }
