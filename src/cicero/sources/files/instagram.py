"""Instagram's own media objects in a file, as `networks` parses them."""

from __future__ import annotations

from typing import Any

from cicero.sources.files.shapes import has, json_formats
from cicero.sources.networks.instagram_items import parse_media
from cicero.sources.networks.instagram_shapes import Media


def is_media(row: dict[str, Any]) -> bool:
    """A media object of the private API, or a node of GraphQL."""
    if has(row, "code") and ("media_type" in row or "taken_at" in row or "user" in row):
        return True
    return "shortcode" in row and any(key.startswith("edge_") for key in row)


FORMATS = json_formats(
    "instagram-items",
    "Instagram media",
    Media,
    is_media,
    parse_media,
    within=("items", "data.items"),
)
