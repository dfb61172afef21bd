"""What the address of a post says: its platform, its id, whose it is, when it was uploaded."""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from cicero.records import Platform
from cicero.sources.networks.ids import instagram_uploaded_at, pk_of, shortcode_in, tiktok_uploaded_at
from cicero.sources.networks.loose import BIGGEST
from cicero.sources.networks.seen import RowError

_TIKTOK = re.compile(r"tiktok\.com/(?:@([\w.]+)/)?(?:video|photo|v)/(\d{6,19})(?!\d)", re.ASCII)
_INSTAGRAM_OWNER = re.compile(r"instagram\.com/([\w.]+)/(?:p|reels?|tv)/", re.ASCII)


class Link(Struct, frozen=True, kw_only=True):
    platform: Platform
    post_id: int
    code: str | None = None
    handle: str | None = None
    photos: bool = False

    @property
    def uploaded_at(self) -> datetime:
        if self.platform == "tiktok":
            return tiktok_uploaded_at(self.post_id)
        return instagram_uploaded_at(self.post_id)


def read(url: str | None) -> Link | None:
    """The post that the address leads to; None when it is no address of a post."""
    if not url:
        return None
    if code := shortcode_in(url):
        try:
            pk = pk_of(code)
        except RowError:
            return None
        owner = _INSTAGRAM_OWNER.search(url)
        handle = owner[1].lower() if owner else None
        return Link(platform="instagram", post_id=pk, code=code, handle=handle)
    if (found := _TIKTOK.search(url)) and 0 < int(found[2]) <= BIGGEST:
        handle = found[1].lower() if found[1] else None
        return Link(platform="tiktok", post_id=int(found[2]), handle=handle, photos="/photo/" in url)
    return None
