"""Where all posts as chosen come as one file, from the API's exports."""

from __future__ import annotations

from cicero.clients import Client
from cicero.web.address import Address, address
from cicero.web.asked import Asked

TAKEN = (
    "period", "from", "to", "accounts", "platform", "kind", "hashtag", "mention", "text", "counts", "weekday",
    "hour",
)  # fmt: skip
"""What an export is told of the page's choices."""


def everything(client: Client, asked: Asked, here: Address) -> dict[str, str]:
    """By the file's ending; the role is said, because the page's own default is another than the API's."""
    kept = [(name, value) for name, value in here.chosen if name in TAKEN]
    base = [("client", client.slug), *kept, ("role", asked.role)]
    return {
        "csv": address("/api/posts/export", [*base, ("format", "csv"), ("excel", "1")]),
        "ndjson": address("/api/posts/export", [*base, ("format", "ndjson")]),
    }
