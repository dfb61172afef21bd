"""The calls of `social-api4`, each one request."""

from __future__ import annotations

import httpx2
from msgspec import Struct

from cicero.records import AccountRef
from cicero.sources.gateway import Reply, ask
from cicero.sources.items import named
from cicero.sources.networks.ids import shortcode_of
from cicero.sources.social_api4 import parse
from cicero.sources.source import Access, Answer, Clock, PostRef, Target


class SocialApi4(Struct, frozen=True):
    """A `source.Client`. Accounts are asked for by id where it is known: a handle may change its owner."""

    access: Access
    http: httpx2.AsyncClient
    clock: Clock

    async def profile(self, target: Target) -> Answer:
        return await self._info(target.account.handle or target.account.platform_id)

    async def profile_by_id(self, target: Target) -> Answer:
        id_ = target.account.platform_id
        return named(await self._info(id_), id_)

    async def posts(self, target: Target, cursor: str | None = None) -> Answer:
        """Reels among them."""
        return await self._list("/v1/posts", target, cursor)

    async def reels(self, target: Target, cursor: str | None = None) -> Answer:
        """Its reels alone: they are in `posts` as well, unless the owner took them off the profile."""
        return await self._list("/v1/reels", target, cursor)

    async def post(self, post: PostRef) -> Answer:
        reply = await self._ask(
            "/v1/post_info",
            code_or_id_or_url=_code(post),
            include_insights="true",
            url_embed_safe="true",
        )
        return parse.post(reply, post)

    async def comments(self, post: PostRef, cursor: str | None = None) -> Answer:
        reply = await self._ask(
            "/v1/comments", code_or_id_or_url=_code(post), sort_by="recent", pagination_token=cursor
        )
        return parse.comments(reply, post, cursor)

    async def replies(self, post: PostRef, comment_id: int, cursor: str | None = None) -> Answer:
        reply = await self._ask(
            "/v1/comments_thread",
            code_or_id_or_url=_code(post),
            sort_by="recent",
            comment_id=str(comment_id),
            pagination_token=cursor,
        )
        return parse.comments(reply, post, cursor, comment_id)

    async def likers(self, post: PostRef) -> Answer:
        return parse.likers(await self._ask("/v1/likes", code_or_id_or_url=_code(post)), post)

    async def hashtag(self, tag: str, cursor: str | None = None) -> Answer:
        reply = await self._ask("/v1/hashtag", hashtag=tag, pagination_token=cursor)
        return parse.posts(reply, None, cursor)

    async def _info(self, who: str | None) -> Answer:
        return parse.profile(await self._ask("/v1/info", username_or_id_or_url=who, url_embed_safe="true"))

    async def _list(self, endpoint: str, target: Target, cursor: str | None) -> Answer:
        reply = await self._ask(
            endpoint,
            username_or_id_or_url=_who(target.account),
            pagination_token=cursor,
            url_embed_safe="true",
        )
        return parse.posts(reply, target, cursor)

    async def _ask(self, endpoint: str, **params: str | None) -> Reply:
        return await ask(self.access, self.http, self.clock, endpoint, params)


def _who(account: AccountRef) -> str | None:
    return account.platform_id or account.handle


def _code(post: PostRef) -> str:
    return post.code or shortcode_of(post.post_id)
